@_spi(_Unicode) internal import Swift

/// Text as people type it, made fit to keep: trimmed, NFC, one kind of line end; nil where it cannot be read.
///
/// Unreadable are control characters, overrides of the writing direction and private characters.
package enum CleanText {
    /// `lines`: whether line breaks may stay; otherwise they become spaces.
    package static func clean(_ typed: String, lines: Bool) -> String? {
        var isPlain = true
        for byte in typed.utf8 where byte < 0x20 || byte >= 0x7F {
            isPlain = false
            break
        }
        if isPlain { return trimmed(typed) }
        guard let readable = readable(typed, lines: lines) else { return nil }
        return trimmed(normalised(readable))
    }

    private static func readable(_ typed: String, lines: Bool) -> String? {
        var kept = String.UnicodeScalarView()
        var lastWasReturn = false
        for scalar in typed.unicodeScalars {
            defer { lastWasReturn = scalar == "\r" }
            switch scalar.value {
            case 0x0A where lastWasReturn: continue
            case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: kept.append(lines ? "\n" : " ")
            case 0x09, 0xA0: kept.append(" ")
            case 0..<0x20, 0x7F..<0xA0: return nil
            // Overrides of the writing direction make a text read other than it is.
            case 0x202A...0x202E, 0x2066...0x2069: return nil
            case 0xFFF0...0xFFFF: return nil
            case 0xE000...0xF8FF, 0xF0000...: return nil
            case 0xFEFF: continue
            default: kept.append(scalar)
            }
        }
        return String(kept)
    }

    private static func normalised(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text._nfc { scalars.append(scalar) }
        return String(scalars)
    }

    private static func trimmed(_ text: String) -> String {
        let isSpace = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
        guard let first = text.unicodeScalars.firstIndex(where: { !isSpace($0) }),
            let last = text.unicodeScalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(text.unicodeScalars[first...last])
    }
}
