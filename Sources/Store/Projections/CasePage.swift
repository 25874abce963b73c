package import Civic
import Engine

/// Where a case's number leads: to its stream, whose state, content and entries make the page.
package struct CasePage: Projection {
    package static let name = "case_page"
    package static let version = 1

    package static let tables = [
        Table(
            "case_number",
            create: """
                CREATE TABLE case_number (
                    number {text} NOT NULL PRIMARY KEY,
                    stream {text} NOT NULL UNIQUE,
                    sequence {int} NOT NULL
                ) {keyed};
                """,
            dump: Statement(
                "case_number.dump",
                """
                SELECT number, stream, sequence
                FROM case_number
                ORDER BY number
                """
            )
        )
    ]

    package static let byNumber = Statement(
        "case_page.by_number",
        """
        SELECT stream_state.stream, stream_state.version, stream_state.sequence, stream_state.state, stream_state.content
        FROM case_number
        JOIN stream_state ON stream_state.stream = case_number.stream
        WHERE case_number.number = :number
        """
    )

    static let put = Statement(
        "case_page.put",
        """
        INSERT INTO case_number (number, stream, sequence)
        VALUES (:number, :stream, :sequence)
        """
    )

    package static let questions = [byNumber]
    package static let changes = [put]

    package init() {}

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        for change in changes where change.before == nil {
            guard let number = change.after?.number else { continue }
            try connection.run(
                Self.put,
                ["number": .text(number.text), "stream": .text(change.stream), "sequence": .int(change.sequence)]
            )
        }
    }

    /// State and content of a case; nil where no case has this number.
    package static func state(of number: CaseNumber, on connection: any Connection) throws -> StreamState? {
        guard let row = try connection.row(byNumber, ["number": .text(number.text)]) else { return nil }
        return StreamState(
            stream: try row.text("stream"),
            version: Int(try row.int("version")),
            sequence: try row.int("sequence"),
            state: try row.optionalBlob("state").map { try CaseState(json: try JSON(parsing: $0)) },
            content: try row.optionalBlob("content").map { try CaseContent(json: try JSON(parsing: $0)) }
        )
    }
}
