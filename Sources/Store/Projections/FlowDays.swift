package import Civic
import Engine

/// How many cases entered and left each state, day by day, by village, category and agency: area maps, agency tables,
/// year on year.
///
/// Days are local days since 1970, by the time that things happened.
package struct FlowDays: Projection {
    package static let name = "flow_days"
    package static let version = 1
    private let zone: Zone

    package init(zone: Zone) { self.zone = zone }

    package var variant: String { zone.rawValue }

    package static let tables = [
        Table(
            "flow_day_village",
            create: """
                CREATE TABLE flow_day_village (
                    app {text} NOT NULL,
                    day {int} NOT NULL,
                    village {text} NOT NULL,
                    state {text} NOT NULL,
                    entered {int} NOT NULL,
                    departed {int} NOT NULL,
                    PRIMARY KEY (app, day, village, state)
                ) {keyed};
                """,
            dump: Statement(
                "flow_day_village.dump",
                """
                SELECT app, day, village, state, entered, departed
                FROM flow_day_village
                ORDER BY app, day, village, state
                """
            )
        ),
        Table(
            "flow_day_category",
            create: """
                CREATE TABLE flow_day_category (
                    app {text} NOT NULL,
                    day {int} NOT NULL,
                    category {text} NOT NULL,
                    state {text} NOT NULL,
                    entered {int} NOT NULL,
                    departed {int} NOT NULL,
                    PRIMARY KEY (app, day, category, state)
                ) {keyed};
                """,
            dump: Statement(
                "flow_day_category.dump",
                """
                SELECT app, day, category, state, entered, departed
                FROM flow_day_category
                ORDER BY app, day, category, state
                """
            )
        ),
        Table(
            "flow_day_agency",
            create: """
                CREATE TABLE flow_day_agency (
                    app {text} NOT NULL,
                    day {int} NOT NULL,
                    agency {text} NOT NULL,
                    state {text} NOT NULL,
                    entered {int} NOT NULL,
                    departed {int} NOT NULL,
                    PRIMARY KEY (app, day, agency, state)
                ) {keyed};
                """,
            dump: Statement(
                "flow_day_agency.dump",
                """
                SELECT app, day, agency, state, entered, departed
                FROM flow_day_agency
                ORDER BY app, day, agency, state
                """
            )
        ),
        Table(
            "flow_day",
            create: """
                CREATE TABLE flow_day (
                    app {text} NOT NULL,
                    day {int} NOT NULL,
                    state {text} NOT NULL,
                    entered {int} NOT NULL,
                    departed {int} NOT NULL,
                    PRIMARY KEY (app, day, state)
                ) {keyed};
                """,
            dump: Statement(
                "flow_day.dump",
                """
                SELECT app, day, state, entered, departed
                FROM flow_day
                ORDER BY app, day, state
                """
            )
        ),
    ]

    /// Each day of one application over the whole government.
    package static let ofApp = Statement(
        "flow_days.of_app",
        """
        SELECT day, state, entered, departed
        FROM flow_day
        WHERE app = :app AND day >= :from AND day < :until
        ORDER BY day, state
        LIMIT 20000
        """
    )

    package static let byVillage = Statement(
        "flow_days.by_village",
        """
        SELECT village, state, CAST(sum(entered) AS {int}) AS entered, CAST(sum(departed) AS {int}) AS departed
        FROM flow_day_village
        WHERE app = :app AND day >= :from AND day < :until
        GROUP BY village, state
        ORDER BY village, state
        LIMIT 20000
        """
    )

    package static let byCategory = Statement(
        "flow_days.by_category",
        """
        SELECT category, state, CAST(sum(entered) AS {int}) AS entered, CAST(sum(departed) AS {int}) AS departed
        FROM flow_day_category
        WHERE app = :app AND day >= :from AND day < :until
        GROUP BY category, state
        ORDER BY category, state
        LIMIT 20000
        """
    )

    package static let byAgency = Statement(
        "flow_days.by_agency",
        """
        SELECT agency, state, CAST(sum(entered) AS {int}) AS entered, CAST(sum(departed) AS {int}) AS departed
        FROM flow_day_agency
        WHERE app = :app AND day >= :from AND day < :until
        GROUP BY agency, state
        ORDER BY agency, state
        LIMIT 20000
        """
    )

    static let addVillage = Statement(
        "flow_days.add_village",
        """
        INSERT INTO flow_day_village (app, day, village, state, entered, departed)
        VALUES (:app, :day, :place, :state, :entered, :departed)
        ON CONFLICT (app, day, village, state) DO UPDATE
        SET entered = flow_day_village.entered + excluded.entered,
            departed = flow_day_village.departed + excluded.departed
        """
    )

    static let addCategory = Statement(
        "flow_days.add_category",
        """
        INSERT INTO flow_day_category (app, day, category, state, entered, departed)
        VALUES (:app, :day, :place, :state, :entered, :departed)
        ON CONFLICT (app, day, category, state) DO UPDATE
        SET entered = flow_day_category.entered + excluded.entered,
            departed = flow_day_category.departed + excluded.departed
        """
    )

    static let addAgency = Statement(
        "flow_days.add_agency",
        """
        INSERT INTO flow_day_agency (app, day, agency, state, entered, departed)
        VALUES (:app, :day, :place, :state, :entered, :departed)
        ON CONFLICT (app, day, agency, state) DO UPDATE
        SET entered = flow_day_agency.entered + excluded.entered,
            departed = flow_day_agency.departed + excluded.departed
        """
    )

    static let add = Statement(
        "flow_days.add",
        """
        INSERT INTO flow_day (app, day, state, entered, departed)
        VALUES (:app, :day, :state, :entered, :departed)
        ON CONFLICT (app, day, state) DO UPDATE
        SET entered = flow_day.entered + excluded.entered,
            departed = flow_day.departed + excluded.departed
        """
    )

    package static let questions = [ofApp, byVillage, byCategory, byAgency]
    package static let changes = [addVillage, addCategory, addAgency, add]

    private struct Key: Hashable {
        let app: String
        let day: Int
        let place: String
        let state: String
    }

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        var days = Flows<Key>()
        var villages = Flows<Key>()
        var categories = Flows<Key>()
        var agencies = Flows<Key>()
        for change in changes {
            let day = change.at.date(in: zone).daysSinceEpoch
            func key(_ state: CaseState?, _ place: (CaseState) -> String) -> Key? {
                state.map { Key(app: $0.app.text, day: day, place: place($0), state: $0.state.text) }
            }
            let (before, after) = (change.before, change.after)
            days.count(key(before) { _ in "" }, key(after) { _ in "" })
            villages.count(key(before, \.villageText), key(after, \.villageText))
            categories.count(key(before, \.category), key(after, \.category))
            agencies.count(key(before, \.agency.text), key(after, \.agency.text))
        }
        for (key, flow) in days.all {
            try connection.run(
                Self.add,
                [
                    "app": .text(key.app), "day": .int(key.day), "state": .text(key.state),
                    "entered": .int(flow.entered), "departed": .int(flow.departed),
                ]
            )
        }
        for (statement, flows) in [
            (Self.addVillage, villages), (Self.addCategory, categories), (Self.addAgency, agencies),
        ] {
            for (key, flow) in flows.all {
                try connection.run(
                    statement,
                    [
                        "app": .text(key.app), "day": .int(key.day), "place": .text(key.place),
                        "state": .text(key.state), "entered": .int(flow.entered), "departed": .int(flow.departed),
                    ]
                )
            }
        }
    }
}
