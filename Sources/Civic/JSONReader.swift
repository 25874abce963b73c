/// Why a text is not JSON, and at which byte.
package struct JSONError: Error, Equatable, Sendable {
    package enum Code: String, CaseIterable, Sendable {
        case unexpectedEnd, unexpectedByte, trailingBytes, number, numberTooLarge, escape, loneSurrogate,
            controlCharacter
        case invalidUTF8, duplicateName, tooDeep
    }

    package let code: Code
    /// Offset of the first byte that is wrong, counted from 0.
    package let offset: Int

    package init(code: Code, offset: Int) {
        (self.code, self.offset) = (code, offset)
    }

    package func message(_ language: Language) -> String {
        let place = LocalizedText(id: "Byte ke-\(offset): ", en: "Byte \(offset): ")
        return place.text(language) + sentence.text(language)
    }

    private var sentence: LocalizedText {
        switch code {
        case .unexpectedEnd:
            LocalizedText(id: "JSON terputus. Kirim sampai selesai.", en: "the JSON ends too early. Send all of it.")
        case .unexpectedByte:
            LocalizedText(
                id: "bukan JSON. Periksa koma, kutip, dan kurung.",
                en: "not JSON. Check commas, quotes and brackets."
            )
        case .trailingBytes:
            LocalizedText(id: "ada teks sesudah JSON. Hapus.", en: "there is text after the JSON. Remove it.")
        case .number:
            LocalizedText(
                id: "angka salah tulis. Tulis misalnya 12.5.",
                en: "a misspelled number. Write 12.5, for example."
            )
        case .numberTooLarge:
            LocalizedText(
                id: "angka terlalu besar. Tulis sebagai teks.",
                en: "the number is too large. Write it as a string."
            )
        case .escape:
            LocalizedText(
                id: "urutan \\ tidak dikenal. Tulis \\\\ untuk garis miring terbalik.",
                en: "unknown escape. Write \\\\ for a backslash."
            )
        case .loneSurrogate:
            LocalizedText(
                id: "\\u tanpa pasangannya. Tulis hurufnya langsung.",
                en: "half a surrogate pair. Write the character itself."
            )
        case .controlCharacter:
            LocalizedText(
                id: "karakter kendali di dalam teks. Tulis \\n atau \\t.",
                en: "a control character in a string. Write \\n or \\t."
            )
        case .invalidUTF8:
            LocalizedText(id: "bukan UTF-8. Simpan sebagai UTF-8.", en: "not UTF-8. Save the text as UTF-8.")
        case .duplicateName:
            LocalizedText(
                id: "nama muncul dua kali. Hapus salah satunya.",
                en: "a name occurs twice. Remove one of them."
            )
        case .tooDeep:
            LocalizedText(
                id: "bersarang lebih dari \(Limits.jsonDepthMax) tingkat. Sederhanakan.",
                en: "nested deeper than \(Limits.jsonDepthMax) levels. Make it flatter."
            )
        }
    }
}

extension JSON {
    /// Reads strict JSON (RFC 8259 within I-JSON): names once, valid UTF-8, at most 64 levels, nothing after it.
    package init(parsing bytes: [UInt8]) throws(JSONError) {
        self = try JSONReader.read(bytes.span)
    }

    /// Reads strict JSON from any bytes; copies them.
    package init(parsing bytes: some Sequence<UInt8>) throws(JSONError) {
        self = try JSONReader.read(Array(bytes).span)
    }

    /// Reads strict JSON from a text.
    ///
    /// A literal in these brackets is Swift's literal, a JSON string: write `JSON(parsing: "[1]".utf8)` to read one.
    package init(_ text: String) throws(JSONError) {
        self = try JSONReader.read(Array(text.utf8).span)
    }
}

/// A recursive reader over bytes; the bytes are passed along, so that nothing is copied but the strings.
private struct JSONReader {
    private var at = 0

    static func read(_ bytes: Swift.Span<UInt8>) throws(JSONError) -> JSON {
        var reader = JSONReader()
        let value = try reader.value(bytes, depth: 0)
        reader.skipBlanks(bytes)
        guard reader.at == bytes.count else { throw JSONError(code: .trailingBytes, offset: reader.at) }
        return value
    }

    private func failure(_ code: JSONError.Code) -> JSONError { JSONError(code: code, offset: at) }

    private mutating func skipBlanks(_ bytes: Swift.Span<UInt8>) {
        while at < bytes.count {
            let byte = bytes[at]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            at += 1
        }
    }

    /// The next byte that is not blank, not yet consumed.
    private mutating func peek(_ bytes: Swift.Span<UInt8>) throws(JSONError) -> UInt8 {
        skipBlanks(bytes)
        guard at < bytes.count else { throw failure(.unexpectedEnd) }
        return bytes[at]
    }

    private mutating func value(_ bytes: Swift.Span<UInt8>, depth: Int) throws(JSONError) -> JSON {
        switch try peek(bytes) {
        case UInt8(ascii: "{"): return try object(bytes, depth: depth + 1)
        case UInt8(ascii: "["): return try array(bytes, depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try string(bytes))
        case UInt8(ascii: "t"): return try word("true", .bool(true), bytes)
        case UInt8(ascii: "f"): return try word("false", .bool(false), bytes)
        case UInt8(ascii: "n"): return try word("null", .null, bytes)
        case UInt8(ascii: "-"), 0x30...0x39: return try number(bytes)
        default: throw failure(.unexpectedByte)
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSON, _ bytes: Swift.Span<UInt8>) throws(JSONError)
        -> JSON
    {
        for index in 0..<text.utf8CodeUnitCount {
            guard at < bytes.count else { throw failure(.unexpectedEnd) }
            guard bytes[at] == text.utf8Start[index] else { throw failure(.unexpectedByte) }
            at += 1
        }
        return value
    }

    private mutating func array(_ bytes: Swift.Span<UInt8>, depth: Int) throws(JSONError) -> JSON {
        guard depth <= Limits.jsonDepthMax else { throw failure(.tooDeep) }
        at += 1
        var values: [JSON] = []
        if try peek(bytes) == UInt8(ascii: "]") {
            at += 1
            return .array(values)
        }
        while true {
            values.append(try value(bytes, depth: depth))
            switch try peek(bytes) {
            case UInt8(ascii: ","): at += 1
            case UInt8(ascii: "]"):
                at += 1
                return .array(values)
            default: throw failure(.unexpectedByte)
            }
        }
    }

    private mutating func object(_ bytes: Swift.Span<UInt8>, depth: Int) throws(JSONError) -> JSON {
        guard depth <= Limits.jsonDepthMax else { throw failure(.tooDeep) }
        at += 1
        var members: [String: JSON] = [:]
        if try peek(bytes) == UInt8(ascii: "}") {
            at += 1
            return .object(members)
        }
        while true {
            guard try peek(bytes) == UInt8(ascii: "\"") else { throw failure(.unexpectedByte) }
            let start = at
            let name = try string(bytes)
            guard try peek(bytes) == UInt8(ascii: ":") else { throw failure(.unexpectedByte) }
            at += 1
            guard members.updateValue(try value(bytes, depth: depth), forKey: name) == nil else {
                throw JSONError(code: .duplicateName, offset: start)
            }
            switch try peek(bytes) {
            case UInt8(ascii: ","): at += 1
            case UInt8(ascii: "}"):
                at += 1
                return .object(members)
            default: throw failure(.unexpectedByte)
            }
        }
    }
}

// MARK: Strings

extension JSONReader {
    private mutating func string(_ bytes: Swift.Span<UInt8>) throws(JSONError) -> String {
        at += 1
        let start = at
        var all: UInt8 = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte == 0x22 {
                let piece = bytes.extracting(start..<at)
                let text = all < 0x80 ? Self.ascii(piece) : try Self.text(piece, offset: start)
                at += 1
                return text
            }
            if byte == 0x5C { return try escapedString(bytes, from: start) }
            guard byte >= 0x20 else { throw failure(.controlCharacter) }
            all |= byte
            at += 1
        }
        throw failure(.unexpectedEnd)
    }

    /// A string of bytes that are known to be ASCII.
    private static func ascii(_ bytes: Swift.Span<UInt8>) -> String {
        String(unsafeUninitializedCapacity: bytes.count) { buffer in
            for index in bytes.indices { buffer[index] = bytes[index] }
            return bytes.count
        }
    }

    private static func text(_ bytes: Swift.Span<UInt8>, offset: Int) throws(JSONError) -> String {
        do throws(UTF8.ValidationError) {
            return String(copying: try UTF8Span(validating: bytes))
        } catch {
            throw JSONError(code: .invalidUTF8, offset: offset + error.byteOffsets.lowerBound)
        }
    }

    /// The rest of a string from its first escape on; pieces between escapes are checked as they stand in the input.
    private mutating func escapedString(_ bytes: Swift.Span<UInt8>, from start: Int) throws(JSONError) -> String {
        var result = try Self.text(bytes.extracting(start..<at), offset: start)
        var piece = at
        while at < bytes.count {
            let byte = bytes[at]
            if byte == 0x22 || byte == 0x5C {
                if piece < at { result += try Self.text(bytes.extracting(piece..<at), offset: piece) }
                if byte == 0x22 {
                    at += 1
                    return result
                }
                result.unicodeScalars.append(try escape(bytes))
                piece = at
            } else {
                guard byte >= 0x20 else { throw failure(.controlCharacter) }
                at += 1
            }
        }
        throw failure(.unexpectedEnd)
    }

    private mutating func escape(_ bytes: Swift.Span<UInt8>) throws(JSONError) -> Unicode.Scalar {
        let start = at
        guard at + 1 < bytes.count else {
            at = bytes.count
            throw failure(.unexpectedEnd)
        }
        let letter = bytes[at + 1]
        at += 2
        switch letter {
        case 0x22, 0x5C, 0x2F: return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: throw JSONError(code: .escape, offset: start)
        }
        let unit = try hexUnit(bytes, escape: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit < 0xDC00, at + 1 < bytes.count, bytes[at] == 0x5C, bytes[at + 1] == UInt8(ascii: "u") else {
            throw JSONError(code: .loneSurrogate, offset: start)
        }
        at += 2
        let low = try hexUnit(bytes, escape: at - 2)
        guard (0xDC00...0xDFFF).contains(low) else { throw JSONError(code: .loneSurrogate, offset: start) }
        return UTF16.decode(UTF16.EncodedScalar([unit, low]))
    }

    private mutating func hexUnit(_ bytes: Swift.Span<UInt8>, escape start: Int) throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard at < bytes.count else { throw failure(.unexpectedEnd) }
            let byte = bytes[at]
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x37
            case 0x61...0x66: digit = byte - 0x57
            default: throw JSONError(code: .escape, offset: start)
            }
            unit = unit << 4 | UInt16(digit)
            at += 1
        }
        return unit
    }
}

// MARK: Numbers

extension JSONReader {
    /// The digits of a number as far as they fit, and the power of ten that they are to be multiplied with.
    private struct Decimal {
        var digits: UInt64 = 0
        var exponent = 0
        var overflows = false

        mutating func take(_ digit: Int) {
            let (product, over) = digits.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
            overflows = overflows || over || carry
            digits = sum
        }
    }

    private mutating func number(_ bytes: Swift.Span<UInt8>) throws(JSONError) -> JSON {
        let start = at
        let isNegative = bytes[at] == 0x2D
        if isNegative { at += 1 }
        let first = at
        var decimal = Decimal()
        try digits(bytes) { decimal.take($0) }
        guard bytes[first] != 0x30 || at == first + 1 else { throw JSONError(code: .number, offset: first) }
        var isWhole = true
        if at < bytes.count, bytes[at] == 0x2E {
            isWhole = false
            at += 1
            try digits(bytes) {
                decimal.take($0)
                decimal.exponent -= 1
            }
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            at += 1
            let isSmall = at < bytes.count && bytes[at] == 0x2D
            if at < bytes.count, isSmall || bytes[at] == 0x2B { at += 1 }
            var power = 0
            try digits(bytes) { power = min(power * 10 + $0, 100_000) }
            decimal.exponent += isSmall ? -power : power
        }
        if isWhole, !decimal.overflows {
            if !isNegative, decimal.digits <= UInt64(Int64.max) { return .int(Int64(decimal.digits)) }
            if isNegative, decimal.digits <= UInt64(Int64.max) + 1 {
                return .int(Int64(truncatingIfNeeded: 0 &- decimal.digits))
            }
        }
        let value = Self.exact(decimal, isNegative) ?? Self.rounded(bytes.extracting(start..<at))
        guard value.isFinite else { throw JSONError(code: .numberTooLarge, offset: start) }
        if value.magnitude <= 9_007_199_254_740_992, let whole = Int64(exactly: value) { return .int(whole) }
        return .double(value)
    }

    private mutating func digits(_ bytes: Swift.Span<UInt8>, take: (Int) -> Void) throws(JSONError) {
        let start = at
        while at < bytes.count, let digit = digitValue(bytes[at]) {
            take(digit)
            at += 1
        }
        guard at > start else { throw at < bytes.count ? failure(.number) : failure(.unexpectedEnd) }
    }

    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20,
        1e21, 1e22,
    ]

    /// The nearest double where one multiplication finds it: both factors are exact, so it rounds once (Clinger 1990).
    private static func exact(_ decimal: Decimal, _ isNegative: Bool) -> Double? {
        guard !decimal.overflows, decimal.digits <= 9_007_199_254_740_992, decimal.exponent.magnitude <= 22 else {
            return nil
        }
        let power = powers[abs(decimal.exponent)]
        let value = decimal.exponent < 0 ? Double(decimal.digits) / power : Double(decimal.digits) * power
        return isNegative ? -value : value
    }

    /// The nearest double of any other number; infinite beyond their range.
    private static func rounded(_ bytes: Swift.Span<UInt8>) -> Double { Double(ascii(bytes)) ?? .infinity }
}
