package import Civic
package import Definition
import Node

/// A named official's signature under a final text: Ed25519 (RFC 8032) over its canonical bytes (RFC 8785).
package struct AgreementSignature: Hashable, Sendable {
    package let side: Side
    package let name: String
    package let title: String
    /// SHA-256 of the canonical bytes: which text it is about.
    package let document: Digest
    package let at: Moment
    /// 64 bytes.
    package let bytes: [UInt8]

    package init(side: Side, name: String, title: String, document: Digest, at: Moment, bytes: [UInt8]) {
        self.side = side
        self.name = name
        self.title = title
        self.document = document
        self.at = at
        self.bytes = bytes
    }

    package var json: JSON {
        [
            "side": .string(side.rawValue), "name": .string(name), "title": .string(title),
            "document": .string(document.hex), "at": .string(at.rfc3339), "signature": .string(hexText(bytes)),
        ]
    }

    package init(json: JSON) throws(Wrong) {
        let members = try JSONMembers(json, "signature")
        guard let side = Side(rawValue: try members.text("side")),
            let at = try? Moment(rfc3339: try members.text("at")),
            let bytes = json["signature"]?.string.flatMap({ hexBytes($0) }), bytes.count == 64
        else { throw JSONMembers.broken("signature") }
        self.init(
            side: side,
            name: try members.text("name"),
            title: try members.text("title"),
            document: try members.digest("document"),
            at: at,
            bytes: bytes
        )
    }

    /// Throws what does not fit: another text, another person, a signature that the named key did not make.
    package func check(_ text: AgreementText) throws(Wrong) {
        try text.checkFinal()
        guard let signing = text.party(side).signing else {
            throw Wrong("final.signatory", id: "Penanda tangan belum ditetapkan.", en: "No signatory is named yet.")
        }
        let canonical = text.canonical
        guard document == AgreementSignature.digest(canonical) else {
            throw Wrong(
                "signature.other-text",
                id: "Tanda tangan ini dibuat untuk naskah lain.",
                en: "This signature was made for another text."
            )
        }
        guard name == signing.name, title == signing.title else {
            throw Wrong(
                "signature.other-person",
                id: "Penanda tangan bukan \(signing.name) (\(signing.title)).",
                en: "The signatory is not \(signing.name) (\(signing.title))."
            )
        }
        guard AgreementSignature.verifies(bytes, canonical, key: signing.key) else {
            throw Wrong(
                "signature.wrong",
                id: "Tanda tangan \(name) tidak cocok dengan naskah dan kuncinya.",
                en: "The signature of \(name) does not fit the text and the key."
            )
        }
    }

    /// SHA-256 of a text's canonical bytes.
    package static func digest(_ canonical: [UInt8]) -> Digest {
        sha256(canonical)
    }

    private static func verifies(_ signature: [UInt8], _ bytes: [UInt8], key: [UInt8]) -> Bool {
        Signet.verify(signature, of: bytes, publicKey: key)
    }
}
