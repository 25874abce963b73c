package import Civic
import Engine

/// What was issued: where its file lies, and the place in the ledger under which a stranger asks for it.
///
/// How a document stands is the case's to say; this only finds it.
package struct IssuedDocuments: Projection {
    package static let name = "issued_documents"
    package static let version = 1

    package static let tables = [
        Table(
            "issued_document",
            create: """
                CREATE TABLE issued_document (
                    case_id {text} NOT NULL,
                    place {int} NOT NULL,
                    sequence {int} NOT NULL,
                    app {text} NOT NULL,
                    document {text} NOT NULL,
                    number {text} NOT NULL,
                    file {text} NOT NULL,
                    pdf {text} NOT NULL,
                    signer {text} NOT NULL,
                    rendered_at {int} NOT NULL,
                    PRIMARY KEY (case_id, place)
                ) {keyed};
                CREATE INDEX issued_document_sequence ON issued_document (sequence, place);
                """,
            dump: Statement(
                "issued_document.dump",
                """
                SELECT case_id, place, sequence, app, document, number, file, pdf, signer, rendered_at
                FROM issued_document
                ORDER BY case_id, place
                """
            )
        )
    ]

    static let ofCase = Statement(
        "issued_document.of_case",
        """
        SELECT case_id, place, sequence, app, document, number, file, pdf, signer, rendered_at
        FROM issued_document
        WHERE case_id = :case_id
        ORDER BY place
        LIMIT 200
        """
    )

    static let bySequence = Statement(
        "issued_document.by_sequence",
        """
        SELECT case_id, place, sequence, app, document, number, file, pdf, signer, rendered_at
        FROM issued_document
        WHERE sequence = :sequence AND place = :place
        """
    )

    static let insert = Statement(
        "issued_document.insert",
        """
        INSERT INTO issued_document (case_id, place, sequence, app, document, number, file, pdf, signer, rendered_at)
        VALUES (:case_id, :place, :sequence, :app, :document, :number, '', '', '', 0)
        """
    )

    static let render = Statement(
        "issued_document.render",
        """
        UPDATE issued_document
        SET file = :file, pdf = :pdf, signer = :signer, rendered_at = :rendered_at
        WHERE case_id = :case_id AND place = :place
        """
    )

    package static let questions = [ofCase, bySequence]
    package static let changes = [insert, render]

    package init() {}

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        for change in changes {
            if case .moved(let moved) = change.event, !moved.documents.isEmpty {
                try issue(moved, change, on: connection)
            } else if change.fact.type == RenderedDocument.type {
                try render(RenderedDocument(fact: change.fact), change, on: connection)
            }
        }
    }

    private func issue(_ moved: CaseEvent.Moved, _ change: Change, on connection: any Connection) throws {
        guard let state = change.after else { return }
        var place = change.before?.documents.count ?? 0
        for case .issued(let document) in moved.documents {
            try connection.run(
                Self.insert,
                [
                    "case_id": .text(state.id.text), "place": .int(place), "sequence": .int(change.sequence),
                    "app": .text(state.app.text), "document": .text(document.id.text),
                    "number": .text(document.number),
                ]
            )
            place += 1
        }
    }

    private func render(_ rendered: RenderedDocument, _ change: Change, on connection: any Connection) throws {
        try connection.run(
            Self.render,
            [
                "file": .text(rendered.file), "pdf": .text(rendered.pdf.hex), "signer": .text(rendered.signer),
                "rendered_at": .moment(change.at), "case_id": .text(rendered.caseID.text),
                "place": .int(rendered.place),
            ]
        )
    }
}

/// One issued document as it is found.
package struct IssuedRow: Hashable, Sendable {
    package let caseID: CaseID
    /// Its place among the case's documents, from 0.
    package let place: Int
    package let sequence: Int64
    package let app: String
    package let document: String
    package let number: String
    /// The encrypted file's name; empty while it waits to be printed and signed.
    package let file: String
    /// SHA-256 of the PDF, in hexadecimal.
    package let pdf: String
    package let signer: String
    package let renderedAt: Moment

    package var isReady: Bool { !file.isEmpty }

    private init(_ row: Row) throws {
        caseID = try CaseID(try row.text("case_id"))
        place = Int(try row.int("place"))
        sequence = try row.int("sequence")
        app = try row.text("app")
        document = try row.text("document")
        number = try row.text("number")
        file = try row.text("file")
        pdf = try row.text("pdf")
        signer = try row.text("signer")
        renderedAt = try row.moment("rendered_at")
    }

    /// The documents of a case, in order.
    package static func of(_ id: CaseID, on connection: any Connection) throws -> [IssuedRow] {
        try connection.rows(IssuedDocuments.ofCase, ["case_id": .text(id.text)]).map { try IssuedRow($0) }
    }

    package static func at(_ sequence: Int64, place: Int, on connection: any Connection) throws -> IssuedRow? {
        try connection.row(IssuedDocuments.bySequence, ["sequence": .int(sequence), "place": .int(place)])
            .map { try IssuedRow($0) }
    }
}
