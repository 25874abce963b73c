/// What a file is by its first bytes, whatever its name says.
enum PhotoKind: String, Sendable, CaseIterable {
    case jpeg, png, webp

    var mediaType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .webp: "image/webp"
        }
    }

    /// Known by magic bytes: JPEG `FF D8 FF`, PNG its eight bytes (RFC 2083 §3.1), WebP `RIFF….WEBP`.
    init?(firstBytes bytes: some Collection<UInt8>) {
        let head = Array(bytes.prefix(12))
        if head.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if head.count == 12, head.starts(with: Array("RIFF".utf8)), head.suffix(4) == Array("WEBP".utf8)[...] {
            self = .webp
        } else {
            return nil
        }
    }

    /// What a name or a browser's declaration claims; nil when it claims nothing that we know.
    static func claimed(fileName: String, declaredType: String?) -> PhotoKind? {
        let type = declaredType?.lowercased().split(separator: ";").first.map { $0.trimmingPrefix(" ") }.map(
            String.init
        )
        if let type, let kind = allCases.first(where: { $0.mediaType == type || (type == "image/jpg" && $0 == .jpeg) })
        {
            return kind
        }
        switch fileName.lowercased().split(separator: ".").last {
        case "jpg", "jpeg", "jpe": return .jpeg
        case "png": return .png
        case "webp": return .webp
        default: return nil
        }
    }

    /// What a file that is no photo is, in a person's words.
    static func name(ofOther bytes: some Collection<UInt8>) -> String {
        let head = Array(bytes.prefix(16))
        let text = String(decoding: head, as: UTF8.self).lowercased()
        if head.starts(with: Array("%PDF".utf8)) { return "PDF" }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return "ZIP" }
        if head.starts(with: [0x4D, 0x5A]) || head.starts(with: [0x7F, 0x45, 0x4C, 0x46]) { return "program" }
        if head.starts(with: Array("GIF8".utf8)) { return "GIF" }
        if head.count >= 12, head[4..<8] == Array("ftyp".utf8)[...] { return "HEIC/MP4" }
        if text.contains("<svg") || text.contains("<?xml") { return "SVG/XML" }
        if text.contains("<!doc") || text.contains("<html") || text.contains("<script") { return "HTML" }
        return "berkas lain"
    }
}
