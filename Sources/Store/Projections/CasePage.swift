package import Civic
import Engine

/// Where a case's number leads: to its stream, whose state, content and entries make the page.
///
/// It has no table of its own: the work list knows the stream of every number.
package struct CasePage: Projection {
    package static let name = "case_page"
    package static let version = 2
    package static let tables: [Table] = []

    package static let byNumber = Statement(
        "case_page.by_number",
        """
        SELECT stream_state.stream, stream_state.version, stream_state.sequence, stream_state.state, stream_state.content
        FROM case_list
        JOIN stream_state ON stream_state.stream = case_list.stream
        WHERE case_list.number = :number
        """
    )

    package static let questions = [byNumber]
    package static let changes: [Statement] = []

    package init() {}

    package func apply(_ changes: [Change], on connection: any Connection) throws {}

    /// Up to version 1 there was a table that said again what the work list says.
    package func drop(on connection: any Connection) throws {
        try connection.script("DROP TABLE IF EXISTS case_number")
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
