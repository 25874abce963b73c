package import Civic

/// A message in protobuf's text format, as far as conformance files use it: fields in their order, values unread.
///
/// Format: protobuf.dev, "Text Format Language Specification".
package struct TextProto: Sendable {
    package enum Value: Sendable {
        case word(String)
        case text([UInt8])
        case message(TextProto)
    }

    /// Where a text stops being one.
    package struct Malformed: Error, Equatable {
        package let line: Int
        package let column: Int
        /// What should have stood there.
        package let wanted: LocalizedText
    }

    private(set) var fields: [(name: String, value: Value)] = []

    package init(parsing text: [UInt8]) throws(Malformed) {
        var reader = Reader(bytes: text)
        self = try reader.message(closing: nil)
    }

    fileprivate init() {}

    fileprivate mutating func add(_ name: String, _ value: Value) { fields.append((name, value)) }

    func messages(_ name: String) -> [TextProto] {
        fields.compactMap { field in
            if field.name == name, case .message(let message) = field.value { message } else { nil }
        }
    }

    func message(_ name: String) -> TextProto? { messages(name).first }

    func text(_ name: String) -> String? {
        for field in fields where field.name == name {
            switch field.value {
            case .word(let word): return word
            case .text(let bytes): return String(decoding: bytes, as: UTF8.self)
            case .message: continue
            }
        }
        return nil
    }

    func bytes(_ name: String) -> [UInt8]? {
        for field in fields where field.name == name {
            if case .text(let bytes) = field.value { return bytes }
        }
        return nil
    }
}

private struct Reader {
    let bytes: [UInt8]
    var at = 0

    private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    private var depth = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    private func malformed(id: String, en: String) -> TextProto.Malformed {
        let before = bytes.prefix(at)
        let start = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
        return TextProto.Malformed(
            line: 1 + before.count { $0 == 10 },
            column: at - start + 1,
            wanted: LocalizedText(id: id, en: en)
        )
    }

    private mutating func skipBlanks() {
        while let byte = next {
            if byte == UInt8(ascii: "#") {
                while let inside = next, inside != 10 { at += 1 }
            } else if byte == 32 || byte == 9 || byte == 10 || byte == 13 || byte == UInt8(ascii: ",")
                || byte == UInt8(ascii: ";")
            {
                at += 1
            } else {
                return
            }
        }
    }

    private mutating func take(_ symbol: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard next == UInt8(ascii: symbol) else { return false }
        at += 1
        return true
    }

    /// Fields up to the closing bracket, which is taken too; without one up to the end.
    mutating func message(closing: Unicode.Scalar?) throws(TextProto.Malformed) -> TextProto {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Limits.depthMax else {
            throw malformed(id: "tidak sedalam ini", en: "less nesting than this")
        }
        var message = TextProto()
        while true {
            if let closing, take(closing) { return message }
            skipBlanks()
            if next == nil {
                guard closing == nil else { throw malformed(id: "\"}\"", en: "\"}\"") }
                return message
            }
            let name = try fieldName()
            let hasColon = take(":")
            if take("[") {
                while !take("]") { message.add(name, try value(hasColon: true)) }
            } else {
                message.add(name, try value(hasColon: hasColon))
            }
        }
    }

    private mutating func value(hasColon: Bool) throws(TextProto.Malformed) -> TextProto.Value {
        if take("{") { return .message(try message(closing: "}")) }
        if take("<") { return .message(try message(closing: ">")) }
        guard hasColon else { throw malformed(id: "\":\" atau \"{\"", en: "\":\" or \"{\"") }
        return try scalar()
    }

    private mutating func fieldName() throws(TextProto.Malformed) -> String {
        if take("[") {
            let name = word { $0 != UInt8(ascii: "]") && $0 != 10 }
            guard take("]") else { throw malformed(id: "\"]\"", en: "\"]\"") }
            return name
        }
        let name = word(Self.isWord)
        guard !name.isEmpty else { throw malformed(id: "nama isian", en: "a field name") }
        return name
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (byte | 0x20 >= 97 && byte | 0x20 <= 122) || (byte >= 48 && byte <= 57) || "_.+-".utf8.contains(byte)
    }

    private mutating func word(_ belongs: (UInt8) -> Bool) -> String {
        let start = at
        while let byte = next, belongs(byte) { at += 1 }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func scalar() throws(TextProto.Malformed) -> TextProto.Value {
        skipBlanks()
        var content: [UInt8] = []
        var isText = false
        while let quote = next, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            isText = true
            at += 1
            while let byte = next, byte != quote, byte != 10 {
                at += 1
                if byte == UInt8(ascii: "\\") { try escape(into: &content) } else { content.append(byte) }
            }
            guard next == quote else { throw malformed(id: "tanda kutip penutup", en: "the closing quote") }
            at += 1
            skipBlanks()
        }
        if isText { return .text(content) }
        let word = word(Self.isWord)
        guard !word.isEmpty else { throw malformed(id: "nilai", en: "a value") }
        return .word(word)
    }

    private mutating func escape(into content: inout [UInt8]) throws(TextProto.Malformed) {
        guard let letter = next else { throw malformed(id: "urutan escape yang sah", en: "a valid escape") }
        at += 1
        let simple: [Unicode.Scalar: UInt8] = [
            "n": 10, "r": 13, "t": 9, "a": 7, "b": 8, "f": 12, "v": 11, "\\": 92, "'": 39, "\"": 34, "?": 63,
        ]
        if let byte = simple[Unicode.Scalar(letter)] {
            content.append(byte)
            return
        }
        switch letter {
        case UInt8(ascii: "x"): content.append(UInt8(truncatingIfNeeded: try number(digits: 1...2, radix: 16)))
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            let count = letter == UInt8(ascii: "u") ? 4 : 8
            let code = try number(digits: count...count, radix: 16)
            try scalar(code, into: &content)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            at -= 1
            content.append(UInt8(truncatingIfNeeded: try number(digits: 1...3, radix: 8)))
        default: throw malformed(id: "urutan escape yang sah", en: "a valid escape")
        }
    }

    private func scalar(_ value: UInt32, into content: inout [UInt8]) throws(TextProto.Malformed) {
        guard let scalar = Unicode.Scalar(value) else {
            throw malformed(id: "urutan escape yang sah", en: "a valid escape")
        }
        content += Array(String(Character(scalar)).utf8)
    }

    private mutating func number(digits: ClosedRange<Int>, radix: Int) throws(TextProto.Malformed) -> UInt32 {
        let start = at
        while at - start < digits.upperBound, let byte = next,
            Character(Unicode.Scalar(byte)).hexDigitValue.map({ $0 < radix }) == true
        {
            at += 1
        }
        guard at - start >= digits.lowerBound,
            let value = UInt32(String(decoding: bytes[start..<at], as: UTF8.self), radix: radix)
        else { throw malformed(id: "urutan escape yang sah", en: "a valid escape") }
        return value
    }
}
