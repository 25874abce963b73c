/// Base 64 as RFC 4648 §4 writes it, and only so: padding demanded, unused bits zero, no line breaks.
///
/// Two different texts never mean the same bytes, so a signed note has one spelling.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    static func text(of bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count + 2) / 3 * 4)
        var position = 0
        while position < bytes.count {
            let left = bytes.count - position
            let first = bytes[position]
            let second = left > 1 ? bytes[position + 1] : 0
            let third = left > 2 ? bytes[position + 2] : 0
            out.append(alphabet[Int(first >> 2)])
            out.append(alphabet[Int((first & 3) << 4 | second >> 4)])
            out.append(left > 1 ? alphabet[Int((second & 15) << 2 | third >> 6)] : UInt8(ascii: "="))
            out.append(left > 2 ? alphabet[Int(third & 63)] : UInt8(ascii: "="))
            position += 3
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The bytes that the text stands for; nil for any spelling but the one that ``text(of:)`` gives.
    static func bytes(of text: some Collection<UInt8>) -> [UInt8]? {
        let characters = Array(text)
        guard characters.count.isMultiple(of: 4) else { return nil }
        let padding = characters.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
        var out: [UInt8] = []
        out.reserveCapacity(characters.count / 4 * 3)
        var bits: UInt32 = 0
        var held: UInt32 = 0
        for character in characters.dropLast(padding) {
            let value = values[Int(character)]
            guard value != 0xFF else { return nil }
            bits = bits << 6 | UInt32(value)
            held += 6
            guard held >= 8 else { continue }
            held -= 8
            out.append(UInt8(truncatingIfNeeded: bits >> held))
            bits &= (1 << held) - 1
        }
        return bits == 0 ? out : nil
    }
}
