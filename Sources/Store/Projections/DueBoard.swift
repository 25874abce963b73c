package import Civic
import Engine

/// What is overdue and what soon will be, by agency, kecamatan and application, from the work list's own indexes.
package enum DueBoard {
    package static let byAgency = Statement(
        "due_board.by_agency",
        """
        SELECT agency, CAST(sum(CASE WHEN order_at < :now THEN 1 ELSE 0 END) AS {int}) AS overdue, count(*) AS due
        FROM case_list
        WHERE is_open = 1 AND order_at < :until
        GROUP BY agency
        ORDER BY agency
        LIMIT 1000
        """
    )

    package static let byDistrict = Statement(
        "due_board.by_district",
        """
        SELECT district, CAST(sum(CASE WHEN order_at < :now THEN 1 ELSE 0 END) AS {int}) AS overdue, count(*) AS due
        FROM case_list
        WHERE is_open = 1 AND order_at < :until
        GROUP BY district
        ORDER BY district
        LIMIT 1000
        """
    )

    package static let byApp = Statement(
        "due_board.by_app",
        """
        SELECT app, CAST(sum(CASE WHEN order_at < :now THEN 1 ELSE 0 END) AS {int}) AS overdue, count(*) AS due
        FROM case_list
        WHERE is_open = 1 AND order_at < :until
        GROUP BY app
        ORDER BY app
        LIMIT 1000
        """
    )

    /// One application by agency and kecamatan: the LIVE Room's figures, from which both sums follow.
    package static let ofApp = Statement(
        "due_board.of_app",
        """
        SELECT agency, district, CAST(sum(CASE WHEN order_at < :now THEN 1 ELSE 0 END) AS {int}) AS overdue, count(*) AS due
        FROM case_list
        WHERE is_open = 1 AND app = :app AND order_at < :until
        GROUP BY agency, district
        ORDER BY agency, district
        LIMIT 10000
        """
    )

    package static let questions = [byAgency, byDistrict, byApp, ofApp]

    /// What is overdue and soon due of one application in one agency and kecamatan (empty: outside any).
    package struct Cell: Sendable, Equatable {
        package let agency: String
        package let district: String
        package let overdue: Int
        package let soon: Int
    }

    /// Overdue: due before `now`.
    ///
    /// Soon: due from `now` on and before `until`.
    package static func cells(
        of app: AppID,
        now: Moment,
        until: Moment,
        on connection: any Connection
    ) throws -> [Cell] {
        let values: KeyValuePairs<String, SQLValue> = [
            "now": .moment(now), "app": .text(app.text), "until": .moment(until),
        ]
        return try connection.rows(ofApp, values).map { row in
            let overdue = Int(try row.int("overdue"))
            return Cell(
                agency: try row.text("agency"),
                district: try row.text("district"),
                overdue: overdue,
                soon: Int(try row.int("due")) - overdue
            )
        }
    }

    /// How many open cases of one agency, kecamatan or application are overdue, and how many fall due soon.
    package struct Line: Sendable, Equatable {
        /// The id of the agency or application, or the code of the kecamatan; empty where there is none.
        package let id: String
        package let overdue: Int
        package let soon: Int
    }

    /// Overdue: due before `now`.
    ///
    /// Soon: due from `now` on and before `until`.
    package static func lines(
        _ question: Statement,
        now: Moment,
        until: Moment,
        on connection: any Connection
    ) throws -> [Line] {
        try connection.rows(question, ["now": .moment(now), "until": .moment(until)]).map { row in
            guard case .text(let id) = row[0] else { throw StoreFault.column(row.columns[0], "is not text") }
            let overdue = Int(try row.int("overdue"))
            return Line(id: id, overdue: overdue, soon: Int(try row.int("due")) - overdue)
        }
    }
}
