package import Civic

/// A fact: the document of a case was printed, signed and put away; the hash is of the PDF that everybody gets from then on.
///
/// In a stream of its own, so that a case's version does not move while somebody reads its page.
package struct RenderedDocument: Hashable, Sendable {
    package static let type = "document.rendered"

    package let caseID: CaseID
    /// Among the case's documents, from 0.
    package let place: Int
    package let number: String
    /// The encrypted file's name.
    package let file: String
    /// SHA-256 of the PDF.
    package let pdf: Digest
    package let bytes: Int
    /// Whose certificate signed it, and who answers for that: `local-test`, `bsre`.
    package let signer: String
    package let authority: String

    package init(
        caseID: CaseID,
        place: Int,
        number: String,
        file: String,
        pdf: Digest,
        bytes: Int,
        signer: String,
        authority: String
    ) {
        self.caseID = caseID
        self.place = place
        self.number = number
        self.file = file
        self.pdf = pdf
        self.bytes = bytes
        self.signer = signer
        self.authority = authority
    }

    package static func stream(_ id: CaseID, place: Int) -> String { "document/\(id.text)/\(place)" }

    package func fact(at: Moment) -> Fact {
        var writer = FactWriter()
        writer.put("case", caseID.text)
        writer.put("place", place)
        writer.put("number", number)
        writer.put("file", file)
        writer.put("pdf", pdf.hex)
        writer.put("bytes", bytes)
        writer.put("signer", signer)
        writer.put("authority", authority)
        return Fact(
            stream: Self.stream(caseID, place: place),
            type: Self.type,
            at: at,
            actor: .node,
            open: writer.json,
            closed: []
        )
    }

    package init(fact: Fact) throws(FactFault) {
        let reader = try FactReader(fact.open, type: fact.type)
        caseID = try reader.value("case")
        place = try reader.int("place")
        number = try reader.text("number")
        file = try reader.text("file")
        pdf = try reader.value("pdf")
        bytes = try reader.int("bytes")
        signer = try reader.text("signer")
        authority = try reader.text("authority")
    }
}
