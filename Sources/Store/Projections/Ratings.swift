package import Civic
import Engine

/// How satisfied citizens were: stars by application, agency and the day on which they were given.
package struct Ratings: Projection {
    package static let name = "ratings"
    package static let version = 1
    /// The answer that holds the stars.
    package static let field: FieldID = "rating"

    package static let tables = [
        Table(
            "rating",
            create: """
                CREATE TABLE rating (
                    app {text} NOT NULL,
                    day {int} NOT NULL,
                    agency {text} NOT NULL,
                    stars {int} NOT NULL CHECK (stars BETWEEN 1 AND 5),
                    n {int} NOT NULL CHECK (n > 0),
                    PRIMARY KEY (app, day, agency, stars)
                ) {keyed};
                """,
            dump: Statement(
                "rating.dump",
                """
                SELECT app, day, agency, stars, n
                FROM rating
                ORDER BY app, day, agency, stars
                """
            )
        )
    ]

    /// Stars given in a range of days, by agency.
    package static let byAgency = Statement(
        "rating.by_agency",
        """
        SELECT agency, stars, CAST(sum(n) AS {int}) AS n
        FROM rating
        WHERE app = :app AND day >= :from AND day < :until
        GROUP BY agency, stars
        ORDER BY agency, stars
        LIMIT 1000
        """
    )

    static let add = Statement(
        "rating.add",
        """
        INSERT INTO rating (app, day, agency, stars, n)
        VALUES (:app, :day, :agency, :stars, :n)
        ON CONFLICT (app, day, agency, stars) DO UPDATE
        SET n = rating.n + excluded.n
        """
    )

    package static let questions = [byAgency]
    package static let changes = [add]
    private let zone: Zone

    package init(zone: Zone) { self.zone = zone }

    package var variant: String { zone.rawValue }

    private struct Key: Hashable {
        let app: String
        let day: Int
        let agency: String
        let stars: Int64
    }

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        var sums = Sums<Key>()
        for change in changes {
            guard case .moved(let moved) = change.event, let state = change.after,
                let stars = moved.fields[Self.field]?.int, (1...5).contains(stars)
            else { continue }
            let day = change.at.date(in: zone).daysSinceEpoch
            sums[Key(app: state.app.text, day: day, agency: state.agency.text, stars: stars)] += 1
        }
        for (key, n) in sums.all {
            try connection.run(
                Self.add,
                [
                    "app": .text(key.app), "day": .int(key.day), "agency": .text(key.agency),
                    "stars": .int(key.stars), "n": .int(n),
                ]
            )
        }
    }
}
