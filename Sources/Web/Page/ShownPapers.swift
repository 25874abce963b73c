package import Civic
package import Hummingbird
package import Node

/// The documents of a case or a draft as pages show them: name, pages, size, and whether they may be opened yet.
package struct ShownPapers: Sendable {
    private let known: [String: StoredFile]
    private let texts: Texts
    private let formats: Formats

    package init(_ files: [StoredFile], _ texts: Texts, _ formats: Formats) {
        known = Dictionary(files.filter(\.isPaper).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.texts = texts
        self.formats = formats
    }

    package func isPaper(_ name: String) -> Bool { known[name] != nil }

    /// The documents among so many files; `address` is where one lies.
    package func views(_ names: [String], address: (String) -> String) -> [View] {
        names.compactMap { name in
            known[name].map { file in
                let isOpen = file.scan != "waiting" && file.scan != "infected"
                return [
                    "href": isOpen ? address(name).replacing("?kecil", with: "") : nil, "title": file.title,
                    "note": note(file),
                ]
            }
        }
    }

    /// "PDF, 3 halaman, 240 kB".
    package func note(_ file: StoredFile) -> String {
        switch file.scan {
        case "infected": return texts.text("field.paper-infected")
        case "waiting": return texts.text("field.paper-waiting")
        default:
            return texts.text(
                "field.paper",
                ["pages": formats.number(file.pages), "size": formats.fileSize(bytes: file.bytes)]
            )
        }
    }
}

extension PageContext {
    /// A stored file for who may see it: a photo to show, a document to save (never shown in our own pages: RFC 6266, nosniff).
    package func stored(_ file: StoredPhoto) -> Response {
        guard let title = file.title else {
            return Answer.bytes(file.bytes, type: file.type, keep: .never, gzip: false)
        }
        var response = download(file.bytes, type: file.type, name: title)
        let encoded = title.utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            return isPlain || byte == 45 || byte == 46
                ? String(UnicodeScalar(byte)) : "%" + Self.hexadecimal(byte)
        }.joined()
        let plain = response.headers[.contentDisposition] ?? "attachment"
        response.headers[.contentDisposition] = plain + "; filename*=UTF-8''" + encoded
        return response
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = Array("0123456789ABCDEF")
        return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
}
