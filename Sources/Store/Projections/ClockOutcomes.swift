package import Civic
import Engine

/// How clocks ended: met or breached, by application, clock, agency and the day on which the work was done.
///
/// The measures of a definition (`answered_in_time: { ratio: [answering.met, answering.ended] }`) are sums of it. A clock
/// counts for the agency that had the case while it ran.
package struct ClockOutcomes: Projection {
    package static let name = "clock_outcomes"
    package static let version = 1

    package static let tables = [
        Table(
            "clock_outcome",
            create: """
                CREATE TABLE clock_outcome (
                    app {text} NOT NULL,
                    clock {text} NOT NULL,
                    day {int} NOT NULL,
                    agency {text} NOT NULL,
                    met {int} NOT NULL,
                    breached {int} NOT NULL,
                    PRIMARY KEY (app, clock, day, agency)
                ) {keyed};
                """,
            dump: Statement(
                "clock_outcome.dump",
                """
                SELECT app, clock, day, agency, met, breached
                FROM clock_outcome
                ORDER BY app, clock, day, agency
                """
            )
        )
    ]

    /// Clocks of one kind that ended in a range of days, by agency.
    package static let byAgency = Statement(
        "clock_outcomes.by_agency",
        """
        SELECT agency, CAST(sum(met) AS {int}) AS met, CAST(sum(breached) AS {int}) AS breached
        FROM clock_outcome
        WHERE app = :app AND clock = :clock AND day >= :from AND day < :until
        GROUP BY agency
        ORDER BY agency
        LIMIT 1000
        """
    )

    static let add = Statement(
        "clock_outcomes.add",
        """
        INSERT INTO clock_outcome (app, clock, day, agency, met, breached)
        VALUES (:app, :clock, :day, :agency, :met, :breached)
        ON CONFLICT (app, clock, day, agency) DO UPDATE
        SET met = clock_outcome.met + excluded.met,
            breached = clock_outcome.breached + excluded.breached
        """
    )

    package static let questions = [byAgency]
    package static let changes = [add]
    private let zone: Zone

    package init(zone: Zone) { self.zone = zone }

    package var variant: String { zone.rawValue }

    private struct Key: Hashable {
        let app: String
        let clock: String
        let day: Int
        let agency: String
    }

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        var met = Sums<Key>()
        var breached = Sums<Key>()
        for change in changes {
            guard case .moved(let moved) = change.event, let state = change.before else { continue }
            let day = change.at.date(in: zone).daysSinceEpoch
            for clock in moved.clocks {
                let key = Key(app: state.app.text, clock: clock.clock.text, day: day, agency: state.agency.text)
                switch clock.what {
                case .met: met[key] += 1
                case .breached: breached[key] += 1
                case .started, .paused, .resumed, .restarted, .stopped, .marked, .replanned, .extended: break
                }
            }
        }
        for key in Set(met.all.keys).union(breached.all.keys) {
            try connection.run(
                Self.add,
                [
                    "app": .text(key.app), "clock": .text(key.clock), "day": .int(key.day), "agency": .text(key.agency),
                    "met": .int(met[key]), "breached": .int(breached[key]),
                ]
            )
        }
    }

    /// How many were met and breached in one agency.
    package struct Line: Sendable, Equatable {
        package let agency: String
        package let met: Int
        package let breached: Int
    }

    /// Outcomes of a clock on the days from `from` until before `until`.
    package static func lines(
        app: AppID,
        clock: String,
        from: CivilDate,
        until: CivilDate,
        on connection: any Connection
    ) throws -> [Line] {
        let values: KeyValuePairs<String, SQLValue> = [
            "app": .text(app.text), "clock": .text(clock), "from": .int(from.daysSinceEpoch),
            "until": .int(until.daysSinceEpoch),
        ]
        return try connection.rows(byAgency, values).map { row in
            Line(agency: try row.text("agency"), met: Int(try row.int("met")), breached: Int(try row.int("breached")))
        }
    }
}
