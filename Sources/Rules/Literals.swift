internal import Civic

/// String and bytes literals: quotes, triple quotes, raw, escapes (CEL specification, "String and Bytes Values").
extension Lexer {
    /// Reads from the opening quote to behind the closing one; nil after a finding.
    mutating func literal(raw: Bool, bytes: Bool) -> Token.Kind? {
        let start = at
        let quote = source[at]
        let mark = String(UnicodeScalar(quote))
        let triple = isNext(mark + mark + mark)
        let closing = triple ? mark + mark + mark : mark
        at += closing.utf8.count
        var content: [UInt8] = []
        while !isNext(closing) {
            guard let byte = peek(), triple || (byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\r")) else {
                findings.add(
                    "unclosed-text",
                    at: Place(start, at),
                    id: "Teks yang dibuka dengan \(closing) tidak ditutup.",
                    en: "The text opened with \(closing) never ends.",
                    todo: .init(id: "Tambahkan \(closing) di akhir teks.", en: "Add \(closing) where the text ends.")
                )
                return bytes ? .bytes(content) : .text("")
            }
            if byte == UInt8(ascii: "\\"), !raw {
                escape(into: &content, bytes: bytes)
            } else {
                content.append(byte)
                at += 1
            }
        }
        at += closing.utf8.count
        return bytes ? .bytes(content) : .text(String(decoding: content, as: UTF8.self))
    }

    private mutating func escape(into content: inout [UInt8], bytes: Bool) {
        let start = at
        at += 1
        guard let letter = peek() else { return }
        at += 1
        switch letter {
        case UInt8(ascii: "a"): content.append(0x07)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "v"): content.append(0x0B)
        case UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
            content.append(letter)
        case UInt8(ascii: "x"), UInt8(ascii: "X"): code(digits: 2, radix: 16, start: start, bytes, into: &content)
        case UInt8(ascii: "u") where !bytes: code(digits: 4, radix: 16, start: start, bytes, into: &content)
        case UInt8(ascii: "U") where !bytes: code(digits: 8, radix: 16, start: start, bytes, into: &content)
        case UInt8(ascii: "0")...UInt8(ascii: "3"):
            at -= 1
            code(digits: 3, radix: 8, start: start, bytes, into: &content)
        default: badEscape(from: start)
        }
    }

    /// In a text the number is a code point, in bytes it is an octet.
    private mutating func code(digits: Int, radix: UInt32, start: Int, _ bytes: Bool, into content: inout [UInt8]) {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = peek()?.hexValue, digit < radix else { return badEscape(from: start) }
            value = value * radix + digit
            at += 1
        }
        if bytes {
            content.append(UInt8(truncatingIfNeeded: value))
        } else if let scalar = UnicodeScalar(value) {
            content.append(contentsOf: Array(String(Character(scalar)).utf8))
        } else {
            badEscape(from: start)
        }
    }

    private mutating func badEscape(from start: Int) {
        let text = String(decoding: source[start..<min(at, source.count)], as: UTF8.self)
        findings.add(
            "bad-escape",
            at: Place(start, at),
            id: "\"\(text)\" bukan urutan escape yang sah.",
            en: "\"\(text)\" is not a valid escape.",
            todo: .init(
                id: "Tulis \\\\ untuk garis miring terbalik, atau pakai teks mentah: r'…'.",
                en: "Write \\\\ for a backslash, or use a raw text: r'…'."
            )
        )
    }
}

extension Token.Number {
    /// The value with its sign, or nil where it does not fit.
    func value(negative: Bool) -> RuleValue? {
        let sign = negative ? "-" : ""
        switch self {
        case .int(let digits, let radix): return Int64(sign + digits, radix: radix).map { .int($0) }
        case .uint(let digits, let radix):
            return negative ? nil : UInt64(digits, radix: radix).map { .uint($0) }
        case .double(let text): return Double(sign + text).map { .double($0) }
        }
    }
}
