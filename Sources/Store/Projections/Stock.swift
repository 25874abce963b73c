import Civic
import Engine

/// How many open cases there are now, by application, agency, village, category and state: queues, wall, phone.
///
/// Only what is not zero is kept, so it never has more rows than there are open cases. Kecamatan and city are sums.
package struct Stock: Projection {
    package static let name = "stock"
    package static let version = 2

    package static let tables = [
        Table(
            "stock",
            create: """
                CREATE TABLE stock (
                    app {text} NOT NULL,
                    agency {text} NOT NULL,
                    village {text} NOT NULL,
                    category {text} NOT NULL,
                    state {text} NOT NULL,
                    n {int} NOT NULL CHECK (n > 0),
                    PRIMARY KEY (app, agency, village, category, state)
                ) {keyed};
                """,
            dump: Statement(
                "stock.dump",
                """
                SELECT app, agency, village, category, state, n
                FROM stock
                ORDER BY app, agency, village, category, state
                """
            )
        ),
        Table(
            "stock_app",
            create: """
                CREATE TABLE stock_app (
                    app {text} NOT NULL,
                    state {text} NOT NULL,
                    n {int} NOT NULL CHECK (n >= 0),
                    PRIMARY KEY (app, state)
                ) {keyed};
                """,
            dump: Statement(
                "stock_app.dump",
                """
                SELECT app, state, n
                FROM stock_app
                WHERE n > 0
                ORDER BY app, state
                """
            )
        ),
        Table(
            "stock_agency",
            create: """
                CREATE TABLE stock_agency (
                    agency {text} NOT NULL,
                    app {text} NOT NULL,
                    state {text} NOT NULL,
                    n {int} NOT NULL CHECK (n >= 0),
                    PRIMARY KEY (agency, app, state)
                ) {keyed};
                """,
            dump: Statement(
                "stock_agency.dump",
                """
                SELECT agency, app, state, n
                FROM stock_agency
                WHERE n > 0
                ORDER BY agency, app, state
                """
            )
        ),
    ]

    /// By state of one application, in one agency or (empty) all.
    package static let byState = Statement(
        "stock.by_state",
        """
        SELECT state, CAST(sum(n) AS {int}) AS n
        FROM stock
        WHERE app = :app AND (:agency = '' OR agency = :agency)
        GROUP BY state
        ORDER BY state
        LIMIT 1000
        """
    )

    /// By agency and state of one application.
    package static let byAgency = Statement(
        "stock.by_agency",
        """
        SELECT agency, state, CAST(sum(n) AS {int}) AS n
        FROM stock
        WHERE app = :app
        GROUP BY agency, state
        ORDER BY agency, state
        LIMIT 10000
        """
    )

    /// By village and state of one application; a kecamatan is the sum of its villages.
    package static let byVillage = Statement(
        "stock.by_village",
        """
        SELECT village, state, CAST(sum(n) AS {int}) AS n
        FROM stock
        WHERE app = :app
        GROUP BY village, state
        ORDER BY village, state
        LIMIT 10000
        """
    )

    /// By category and state of one application.
    package static let byCategory = Statement(
        "stock.by_category",
        """
        SELECT category, state, CAST(sum(n) AS {int}) AS n
        FROM stock
        WHERE app = :app
        GROUP BY category, state
        ORDER BY category, state
        LIMIT 10000
        """
    )

    /// Every application by state: the wall's first figures.
    ///
    /// A table of a few hundred rows, read whole.
    package static let byApp = Statement(
        "stock.by_app",
        """
        SELECT app, state, n
        FROM stock_app
        WHERE n > 0
        ORDER BY app, state
        LIMIT 10000
        """
    )

    /// One agency by application and state: a few dozen rows, from which its desk counts what lies there.
    package static let ofAgency = Statement(
        "stock.of_agency",
        """
        SELECT app, state, n
        FROM stock_agency
        WHERE agency = :agency AND n > 0
        ORDER BY app, state
        LIMIT 10000
        """
    )

    static let add = Statement(
        "stock.add",
        """
        INSERT INTO stock (app, agency, village, category, state, n)
        VALUES (:app, :agency, :village, :category, :state, :n)
        ON CONFLICT (app, agency, village, category, state) DO UPDATE
        SET n = stock.n + excluded.n
        """
    )

    static let take = Statement(
        "stock.take",
        """
        UPDATE stock
        SET n = n - :n
        WHERE app = :app AND agency = :agency AND village = :village AND category = :category AND state = :state
            AND n > :n
        """
    )

    static let remove = Statement(
        "stock.remove",
        """
        DELETE FROM stock
        WHERE app = :app AND agency = :agency AND village = :village AND category = :category AND state = :state
            AND n = :n
        """
    )

    static let addApp = Statement(
        "stock.add_app",
        """
        INSERT INTO stock_app (app, state, n)
        VALUES (:app, :state, :n)
        ON CONFLICT (app, state) DO UPDATE
        SET n = stock_app.n + excluded.n
        """
    )

    static let takeApp = Statement(
        "stock.take_app",
        """
        UPDATE stock_app
        SET n = n - :n
        WHERE app = :app AND state = :state
        """
    )

    static let addAgency = Statement(
        "stock.add_agency",
        """
        INSERT INTO stock_agency (agency, app, state, n)
        VALUES (:agency, :app, :state, :n)
        ON CONFLICT (agency, app, state) DO UPDATE
        SET n = stock_agency.n + excluded.n
        """
    )

    static let takeAgency = Statement(
        "stock.take_agency",
        """
        UPDATE stock_agency
        SET n = n - :n
        WHERE agency = :agency AND app = :app AND state = :state
        """
    )

    package static let questions = [byState, byAgency, byVillage, byCategory, byApp, ofAgency]
    package static let changes = [add, take, remove, addApp, takeApp, addAgency, takeAgency]

    struct Key: Hashable {
        let app: String
        let agency: String
        let village: String
        let category: String
        let state: String

        init?(_ state: CaseState?) {
            guard let state, state.isOpen else { return nil }
            app = state.app.text
            agency = state.agency.text
            village = state.villageText
            category = state.category
            self.state = state.state.text
        }

        func values(_ n: Int64) -> KeyValuePairs<String, SQLValue> {
            [
                "app": .text(app), "agency": .text(agency), "village": .text(village), "category": .text(category),
                "state": .text(state), "n": .int(n),
            ]
        }
    }

    package init() {}

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        var sums = Sums<Key>()
        for change in changes {
            let (before, after) = (Key(change.before), Key(change.after))
            if before == after { continue }
            if let before { sums[before] -= 1 }
            if let after { sums[after] += 1 }
        }
        for (key, n) in sums.all where n > 0 { try connection.run(Self.add, key.values(n)) }
        for (key, n) in sums.all where n < 0 {
            if try connection.run(Self.take, key.takeValues(-n)) == 0 {
                try connection.run(Self.remove, key.values(-n))
            }
        }
        try applyToApps(sums, on: connection)
        try applyToAgencies(sums, on: connection)
    }

    private func applyToApps(_ sums: Sums<Key>, on connection: any Connection) throws {
        var apps = Sums<[String]>()
        for (key, n) in sums.all { apps[[key.app, key.state]] += n }
        for (key, n) in apps.all where n != 0 {
            if n > 0 {
                try connection.run(Self.addApp, ["app": .text(key[0]), "state": .text(key[1]), "n": .int(n)])
            } else {
                try connection.run(Self.takeApp, ["n": .int(-n), "app": .text(key[0]), "state": .text(key[1])])
            }
        }
    }

    private func applyToAgencies(_ sums: Sums<Key>, on connection: any Connection) throws {
        var agencies = Sums<[String]>()
        for (key, n) in sums.all { agencies[[key.agency, key.app, key.state]] += n }
        for (key, n) in agencies.all where n != 0 {
            let (agency, app, state): (SQLValue, SQLValue, SQLValue) = (.text(key[0]), .text(key[1]), .text(key[2]))
            if n > 0 {
                try connection.run(Self.addAgency, ["agency": agency, "app": app, "state": state, "n": .int(n)])
            } else {
                try connection.run(Self.takeAgency, ["n": .int(-n), "agency": agency, "app": app, "state": state])
            }
        }
    }
}

extension Stock.Key {
    fileprivate func takeValues(_ n: Int64) -> KeyValuePairs<String, SQLValue> {
        [
            "n": .int(n), "app": .text(app), "agency": .text(agency), "village": .text(village),
            "category": .text(category), "state": .text(state),
        ]
    }
}

/// Counters of a group, summed before they are written.
struct Sums<Key: Hashable> {
    private(set) var all: [Key: Int64] = [:]

    subscript(key: Key) -> Int64 {
        get { all[key] ?? 0 }
        set { all[key] = newValue }
    }
}
