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

/// A photo or a PDF that belongs to a case or a draft.
package struct StoredFile: Sendable, Hashable {
    package static let photoType = "image/jpeg"
    package static let paperType = "application/pdf"

    /// SHA-256 of the ciphertext in hexadecimal; what an answer names.
    package let name: String
    package let field: FieldID
    package let bytes: Int
    package let width: Int
    package let height: Int
    /// Media type.
    package let type: String
    /// What its owner called it; empty for a photo.
    package let title: String
    /// Pages of a PDF.
    package let pages: Int
    /// What the virus scanner said: `clean`, `infected`, `waiting`, `unscanned`.
    package let scan: String

    package var isPaper: Bool { type == StoredFile.paperType }

    package init(
        name: String,
        field: FieldID,
        bytes: Int,
        width: Int,
        height: Int,
        type: String = StoredFile.photoType,
        title: String = "",
        pages: Int = 0,
        scan: String = "clean"
    ) {
        self.name = name
        self.field = field
        self.bytes = bytes
        self.width = width
        self.height = height
        self.type = type
        self.title = title
        self.pages = pages
        self.scan = scan
    }

    /// The row of an answer of type `files`.
    package var json: JSON {
        let common: [String: JSON] = [
            "file": .string(name), "bytes": .int(Int64(bytes)), "type": .string(type),
        ]
        let own: [String: JSON] =
            isPaper
            ? ["title": .string(title), "pages": .int(Int64(pages)), "scan": .string(scan)]
            : ["width": .int(Int64(width)), "height": .int(Int64(height))]
        return .object(common.merging(own) { $1 })
    }
}

/// A photo or a PDF, decrypted.
package struct StoredPhoto: Sendable {
    package let type: String
    package let bytes: [UInt8]
    /// The name under which a document is saved; nil for a photo, which pages show.
    package let title: String?
}

/// To whom an upload will belong.
package enum FileOwner: Sendable, Hashable {
    /// A draft of this browser.
    case draft(DraftID, Visit)
    /// A case; the caller has been checked.
    case aCase(CaseID)
}
