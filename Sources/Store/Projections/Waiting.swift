package import Civic
import Engine

/// How long cases wait: finished steps as mergeable bins by the day they ended, open ones by the day they began.
///
/// A step is a state that was left, or `whole` from start to end. Each is kept in calendar time and in working time.
package struct Waiting: Projection {
    package static let name = "waiting"
    package static let version = 1
    /// The step from the start of a case to its end.
    package static let whole = "whole"
    private let calendar: WorkingCalendar

    package init(calendar: WorkingCalendar) { self.calendar = calendar }

    package var variant: String { "\(calendar.zone.rawValue) \(calendar.version)" }

    /// How time is measured.
    package enum Measure: String, CaseIterable, Sendable {
        case calendar
        case working
    }

    package static let tables = [
        Table(
            "waiting",
            create: """
                CREATE TABLE waiting (
                    app {text} NOT NULL,
                    step {text} NOT NULL,
                    measure {text} NOT NULL CHECK (measure IN ('calendar', 'working')),
                    day {int} NOT NULL,
                    agency {text} NOT NULL,
                    bin {int} NOT NULL,
                    n {int} NOT NULL,
                    PRIMARY KEY (app, step, measure, day, agency, bin)
                ) {keyed};
                """,
            dump: Statement(
                "waiting.dump",
                """
                SELECT app, step, measure, day, agency, bin, n
                FROM waiting
                WHERE n <> 0
                ORDER BY app, step, measure, day, agency, bin
                """
            )
        ),
        Table(
            "waiting_open",
            create: """
                CREATE TABLE waiting_open (
                    app {text} NOT NULL,
                    step {text} NOT NULL,
                    day {int} NOT NULL,
                    agency {text} NOT NULL,
                    n {int} NOT NULL,
                    PRIMARY KEY (app, step, day, agency)
                ) {keyed};
                """,
            dump: Statement(
                "waiting_open.dump",
                """
                SELECT app, step, day, agency, n
                FROM waiting_open
                WHERE n <> 0
                ORDER BY app, step, day, agency
                """
            )
        ),
    ]

    /// Bins of a step that ended in a range of days, of one agency or (empty) all.
    package static let done = Statement(
        "waiting.done",
        """
        SELECT bin, CAST(sum(n) AS {int}) AS n
        FROM waiting
        WHERE app = :app AND step = :step AND measure = :measure AND day >= :from AND day < :until
            AND (:agency = '' OR agency = :agency)
        GROUP BY bin
        HAVING sum(n) > 0
        ORDER BY bin
        LIMIT 1000
        """
    )

    /// Open cases in a step by the day they came into it.
    package static let open = Statement(
        "waiting.open",
        """
        SELECT day, CAST(sum(n) AS {int}) AS n
        FROM waiting_open
        WHERE app = :app AND step = :step AND (:agency = '' OR agency = :agency)
        GROUP BY day
        HAVING sum(n) > 0
        ORDER BY day
        LIMIT 10000
        """
    )

    static let add = Statement(
        "waiting.add",
        """
        INSERT INTO waiting (app, step, measure, day, agency, bin, n)
        VALUES (:app, :step, :measure, :day, :agency, :bin, :n)
        ON CONFLICT (app, step, measure, day, agency, bin) DO UPDATE
        SET n = waiting.n + excluded.n
        """
    )

    static let addOpen = Statement(
        "waiting.add_open",
        """
        INSERT INTO waiting_open (app, step, day, agency, n)
        VALUES (:app, :step, :day, :agency, :n)
        ON CONFLICT (app, step, day, agency) DO UPDATE
        SET n = waiting_open.n + excluded.n
        """
    )

    static let forgetOpen = Statement(
        "waiting.forget_open",
        """
        DELETE FROM waiting_open
        WHERE app = :app AND step = :step AND day = :day AND agency = :agency AND n = 0
        """
    )

    package static let questions = [done, open]
    package static let changes = [add, addOpen, forgetOpen]

    private struct DoneKey: Hashable {
        let app: String
        let step: String
        let measure: Measure
        let day: Int
        let agency: String
        let bin: Int
    }

    private struct OpenKey: Hashable {
        let app: String
        let step: String
        let day: Int
        let agency: String
    }

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        var done = Sums<DoneKey>()
        var open = Sums<OpenKey>()
        for change in changes {
            guard let after = change.after else { continue }
            let before = change.before
            if let before, before.state != after.state, before.isOpen {
                count(before, before.state.text, from: before.stateSince, to: after.stateSince, 1, &done)
            }
            if let ended = after.endedAt, before?.endedAt == nil {
                count(after, Self.whole, from: after.startedAt, to: ended, 1, &done)
            }
            if let before, let ended = before.endedAt, after.endedAt == nil {
                // Reopened: the whole was not over, so it is taken back where it was counted.
                count(before, Self.whole, from: before.startedAt, to: ended, -1, &done)
            }
            if let before { countOpen(before, -1, &open) }
            countOpen(after, 1, &open)
        }
        for (key, n) in done.all where n != 0 {
            try connection.run(
                Self.add,
                [
                    "app": .text(key.app), "step": .text(key.step), "measure": .text(key.measure.rawValue),
                    "day": .int(key.day), "agency": .text(key.agency), "bin": .int(key.bin), "n": .int(n),
                ]
            )
        }
        for (key, n) in open.all where n != 0 {
            try connection.run(
                Self.addOpen,
                [
                    "app": .text(key.app), "step": .text(key.step), "day": .int(key.day), "agency": .text(key.agency),
                    "n": .int(n),
                ]
            )
            if n < 0 {
                try connection.run(
                    Self.forgetOpen,
                    [
                        "app": .text(key.app), "step": .text(key.step), "day": .int(key.day),
                        "agency": .text(key.agency),
                    ]
                )
            }
        }
    }

    private func count(
        _ state: CaseState,
        _ step: String,
        from: Moment,
        to: Moment,
        _ n: Int64,
        _ sums: inout Sums<DoneKey>
    ) {
        let seconds = max(0, (to - from).milliseconds / 1_000)
        let working = Int64(calendar.workingMinutes(from: from, to: max(from, to))) * 60
        let day = to.date(in: calendar.zone).daysSinceEpoch
        for (measure, value) in [(Measure.calendar, seconds), (.working, working)] {
            let key = DoneKey(
                app: state.app.text,
                step: step,
                measure: measure,
                day: day,
                agency: state.agency.text,
                bin: WaitingBins.bin(seconds: value)
            )
            sums[key] += n
        }
    }

    private func countOpen(_ state: CaseState, _ n: Int64, _ sums: inout Sums<OpenKey>) {
        guard state.isOpen else { return }
        for (step, since) in [(state.state.text, state.stateSince), (Self.whole, state.startedAt)] {
            let day = since.date(in: calendar.zone).daysSinceEpoch
            sums[OpenKey(app: state.app.text, step: step, day: day, agency: state.agency.text)] += n
        }
    }
}

extension Waiting {
    /// Finished and open waits of one step, in bins.
    package struct Picture: Sendable, Equatable {
        package let done: [Int: Int64]
        /// Calendar time so far; open cases are not measured in working time.
        package let open: [Int: Int64]

        /// The time in seconds within which this share of cases is done, open ones counted in.
        package func quantile(_ share: Double) -> Int64? {
            WaitingBins.quantile(share, done: done, open: open)
        }
    }

    /// The waits of a step that ended in a range of days, in calendar time, together with those still open now.
    package static func picture(
        app: AppID,
        step: String,
        agency: AgencyID? = nil,
        from: CivilDate,
        until: CivilDate,
        now: Moment,
        zone: Zone,
        on connection: any Connection
    ) throws -> Picture {
        let ended = try connection.rows(
            done,
            [
                "app": .text(app.text), "step": .text(step), "measure": .text(Measure.calendar.rawValue),
                "from": .int(from.daysSinceEpoch), "until": .int(until.daysSinceEpoch),
                "agency": .text(agency?.text ?? ""),
            ]
        )
        let waiting = try connection.rows(
            open,
            ["app": .text(app.text), "step": .text(step), "agency": .text(agency?.text ?? "")]
        )
        var open: [Int: Int64] = [:]
        for row in waiting {
            let start = CivilDate(daysSinceEpoch: Int(try row.int("day"))).start(in: zone)
            open[WaitingBins.bin(seconds: max(0, (now - start).milliseconds / 1_000)), default: 0] += try row.int("n")
        }
        return Picture(
            done: Dictionary(uniqueKeysWithValues: try ended.map { (Int(try $0.int("bin")), try $0.int("n")) }),
            open: open
        )
    }
}
