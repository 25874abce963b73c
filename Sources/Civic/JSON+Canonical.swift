// The canonical form of RFC 8785: names sorted by UTF-16 units, numbers as ECMAScript prints them, no blanks.

extension JSON {
    /// The bytes of the canonical form (RFC 8785).
    ///
    /// Numbers are IEEE doubles there, so a whole number beyond ±2^53 is written as its nearest double; one that is not
    /// finite, which no JSON can say, becomes `null` as in ECMAScript. Cost: linear, plus sorting of names.
    package var canonical: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        append(to: &bytes)
        return bytes
    }

    /// The canonical form as text.
    package var text: String { String(decoding: canonical, as: UTF8.self) }

    /// Appends the canonical form to bytes that somebody else writes.
    package func append(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .int(let value): Self.append(value, to: &bytes)
        case .double(let value): Self.append(value, to: &bytes)
        case .string(let value): Self.append(value, to: &bytes)
        case .array(let values):
            bytes.append(UInt8(ascii: "["))
            var isFirst = true
            for value in values {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                value.append(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            var isFirst = true
            for (name, value) in members.sorted(by: { Self.precedes($0.key, $1.key) }) {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                Self.append(name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                value.append(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// Order of UTF-16 code units, read off UTF-8: they differ only where one side is beyond U+FFFF (a surrogate there,
    /// lead byte F0 and up here) and the other from U+E000 to U+FFFF (lead byte EE or EF).
    package static func precedes(_ left: String, _ right: String) -> Bool {
        var others = right.utf8.makeIterator()
        for byte in left.utf8 {
            guard let other = others.next() else { return false }
            guard byte == other else {
                let isHigh = byte >= 0xF0
                let otherIsHigh = other >= 0xF0
                if isHigh != otherIsHigh, byte >= 0xEE, other >= 0xEE { return isHigh }
                return byte < other
            }
        }
        return others.next() != nil
    }

    /// A string with the shortest escapes that RFC 8259 allows, all else as it is.
    package static func append(_ string: String, to bytes: inout [UInt8]) {
        bytes.append(0x22)
        let isPlain = string.utf8.withContiguousStorageIfAvailable { utf8 in
            // Nearly every text: nothing in it needs an escape, so it is copied as it is.
            for byte in utf8 where byte < 0x20 || byte == 0x22 || byte == 0x5C { return false }
            bytes.append(contentsOf: utf8)
            return true
        }
        if isPlain == true { return bytes.append(0x22) }
        for byte in string.utf8 {
            if byte >= 0x20, byte != 0x22, byte != 0x5C {
                bytes.append(byte)
                continue
            }
            bytes.append(0x5C)
            switch byte {
            case 0x22, 0x5C: bytes.append(byte)
            case 0x08: bytes.append(UInt8(ascii: "b"))
            case 0x09: bytes.append(UInt8(ascii: "t"))
            case 0x0A: bytes.append(UInt8(ascii: "n"))
            case 0x0C: bytes.append(UInt8(ascii: "f"))
            case 0x0D: bytes.append(UInt8(ascii: "r"))
            default:
                bytes.append(contentsOf: "u00".utf8)
                bytes.append(byte < 0x10 ? 0x30 : 0x31)
                let low = byte & 15
                bytes.append(low < 10 ? 0x30 + low : 0x57 + low)
            }
        }
        bytes.append(0x22)
    }

    /// Largest whole number up to which doubles are exact, 2^53.
    private static let exactMax: Int64 = 9_007_199_254_740_992

    static func append(_ value: Int64, to bytes: inout [UInt8]) {
        guard value >= -exactMax, value <= exactMax else { return append(Double(value), to: &bytes) }
        if value < 0 { bytes.append(0x2D) }
        Civic.append(Int(value.magnitude), width: 1, to: &bytes)
    }

    /// As `Number::toString` of ECMA-262 (§6.1.6.1.20) prints it.
    static func append(_ value: Double, to bytes: inout [UInt8]) {
        guard value.isFinite else { return bytes.append(contentsOf: "null".utf8) }
        if value == 0 { return bytes.append(0x30) }
        if value.magnitude <= Double(exactMax), let whole = Int64(exactly: value) { return append(whole, to: &bytes) }
        if value < 0 { bytes.append(0x2D) }
        let (digits, point) = shortest(value.magnitude)
        let count = digits.count
        if count <= point, point <= 21 {
            bytes += digits
            bytes += repeatElement(0x30, count: point - count)
        } else if 0 < point, point <= 21 {
            bytes += digits[..<point]
            bytes.append(0x2E)
            bytes += digits[point...]
        } else if -6 < point, point <= 0 {
            bytes += [0x30, 0x2E]
            bytes += repeatElement(0x30, count: -point)
            bytes += digits
        } else {
            bytes.append(digits[0])
            if count > 1 {
                bytes.append(0x2E)
                bytes += digits[1...]
            }
            bytes.append(UInt8(ascii: "e"))
            bytes.append(point > 0 ? 0x2B : 0x2D)
            Civic.append(abs(point - 1), width: 1, to: &bytes)
        }
    }

    /// The shortest digits that read back as this positive number, and where the point stands: 0.d1d2… × 10^point.
    private static func shortest(_ value: Double) -> (digits: [UInt8], point: Int) {
        var digits: [UInt8] = []
        var point = 0
        var sawPoint = false
        var exponent = 0
        var iterator = value.description.utf8.makeIterator()
        while let byte = iterator.next() {
            if byte == UInt8(ascii: "e") {
                var isNegative = false
                while let next = iterator.next() {
                    if next == 0x2D {
                        isNegative = true
                    } else if let digit = digitValue(next) {
                        exponent = exponent * 10 + digit
                    }
                }
                if isNegative { exponent = -exponent }
            } else if byte == 0x2E {
                sawPoint = true
            } else if digits.isEmpty, byte == 0x30 {
                if sawPoint { point -= 1 }
            } else {
                digits.append(byte)
                if !sawPoint { point += 1 }
            }
        }
        while digits.last == 0x30 { digits.removeLast() }
        return (digits, point + exponent)
    }
}
