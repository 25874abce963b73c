package import Civic
import Definition

/// The id of a draft: 128 random bits, known only to the browser that began it.
package struct DraftID: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }

    package var description: String { text }
}

/// What somebody has begun and not sent; it already has the id and the key of the case that it may become, so that its
/// photos belong to that case from the first.
package struct Draft: Sendable, Hashable {
    package let id: DraftID
    package let caseID: CaseID
    package let app: AppID
    package let answers: [FieldID: JSON]
    package let files: [StoredFile]
    package let changed: Moment
    package let expires: Moment
}

/// A photo that belongs to a case or a draft.
package struct StoredFile: Sendable, Hashable {
    /// SHA-256 of the ciphertext in hexadecimal; what an answer names.
    package let name: String
    package let field: FieldID
    package let bytes: Int
    package let width: Int
    package let height: Int

    package init(name: String, field: FieldID, bytes: Int, width: Int, height: Int) {
        self.name = name
        self.field = field
        self.bytes = bytes
        self.width = width
        self.height = height
    }

    /// The row of an answer of type `files`.
    package var json: JSON {
        [
            "file": .string(name), "width": .int(Int64(width)), "height": .int(Int64(height)),
            "bytes": .int(Int64(bytes)),
        ]
    }
}

/// A photo, decrypted.
package struct StoredPhoto: Sendable {
    package let type: String
    package let bytes: [UInt8]
}

/// To whom an upload will belong.
package enum FileOwner: Sendable, Hashable {
    /// A draft of this browser.
    case draft(DraftID, Visit)
    /// A case; the caller has been checked.
    case aCase(CaseID)
}
