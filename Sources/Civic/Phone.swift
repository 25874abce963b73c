/// A telephone number in E.164 form; personal, so it prints masked.
package struct Phone: Hashable, Sendable {
    /// `+6281234567890`.
    package let e164: String

    /// Reads a number as people type it: "0812-3456-7890", "+62 812 3456 7890", "(021) 555 1234", "+65 9123 4567".
    package init(typed: String) throws(CivicError) {
        var digits: [UInt8] = []
        var isInternational = false
        for byte in trimmed(typed).utf8 {
            switch byte {
            case 0x30...0x39: digits.append(byte)
            case 0x2B where digits.isEmpty && !isInternational: isInternational = true
            case 0x20, 0x28, 0x29, 0x2D, 0x2E, 0x2F: break
            default: throw .phone
            }
        }
        if digits.starts(with: "00".utf8) {
            digits.removeFirst(2)
            isInternational = true
        }
        if !isInternational {
            if digits.first == 0x30 {
                digits.replaceSubrange(0..<1, with: "62".utf8)
            } else if digits.first == 0x38 {
                digits.insert(contentsOf: "62".utf8, at: 0)
            } else if !digits.starts(with: "62".utf8) {
                throw .phone
            }
        }
        // "+62 (0)812…" is common on letterheads.
        if digits.starts(with: "620".utf8) { digits.remove(at: 2) }
        guard Self.isPossible(digits) else { throw .phone }
        e164 = "+" + String(decoding: digits, as: UTF8.self)
    }

    /// Length per ITU-T E.164 and, for Indonesia, the national numbering plan: mobile 9 to 12 digits, others 8 to 11.
    private static func isPossible(_ digits: [UInt8]) -> Bool {
        guard digits.starts(with: "62".utf8) else { return (7...15).contains(digits.count) && digits.first != 0x30 }
        let national = digits.dropFirst(2)
        guard let first = national.first, first >= 0x32 else { return false }
        return first == 0x38 ? (9...12).contains(national.count) : (8...11).contains(national.count)
    }

    /// True for numbers that receive messages (+62 8).
    package var isMobile: Bool { e164.hasPrefix("+628") }

    /// As Indonesians write it: `0812-3456-7890`, `021-5551234`; foreign numbers as E.164.
    package var display: String {
        guard e164.hasPrefix("+62") else { return e164 }
        let national = Array("0" + e164.dropFirst(3))
        if isMobile {
            return [national[0..<4], national[4..<8], national[8...]].map { String($0) }.joined(separator: "-")
        }
        let isShortArea = ["021", "022", "024", "031", "061"].contains(String(national[0..<3]))
        let area = isShortArea ? 3 : 4
        return String(national[..<area]) + "-" + String(national[area...])
    }

    /// For pages and logs: only the beginning and the last three digits can be read, `0812-••••-•890`.
    package var masked: String {
        let shown = Array(display)
        return String(
            shown.enumerated().map { index, character in
                character.isNumber && index >= 4 && index < shown.count - 3 ? "•" : character
            }
        )
    }
}

extension Phone: Codable, CustomStringConvertible {
    package var description: String { masked }
    package init(from decoder: any Decoder) throws {
        try self.init(typed: try decoder.singleValueContainer().decode(String.self))
    }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(e164)
    }
}
