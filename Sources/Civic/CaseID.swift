/// The identity of a case: 128 random bits, written as 26 characters of lower-case Crockford base32.
package struct CaseID: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    package init(random bits: (UInt64, UInt64)) {
        (high, low) = bits
    }

    /// Reads what ``text`` writes; forgives upper case and the letters o, i, l for 0 and 1.
    package init(_ text: String) throws(CivicError) {
        var value: UInt128 = 0
        var count = 0
        for byte in text.utf8 {
            guard let digit = Self.value(of: byte), count < 26, count > 0 || digit < 8 else {
                throw .caseID(typed: text)
            }
            value = value << 5 | UInt128(digit)
            count += 1
        }
        guard count == 26 else { throw .caseID(typed: text) }
        high = UInt64(truncatingIfNeeded: value >> 64)
        low = UInt64(truncatingIfNeeded: value)
    }

    /// The 26 characters; they sort as the bits do.
    package var text: String {
        let value = UInt128(high) << 64 | UInt128(low)
        return String(unsafeUninitializedCapacity: 26) { buffer in
            for index in 0..<26 {
                buffer[index] = Self.alphabet[Int(truncatingIfNeeded: value >> UInt128(5 * (25 - index))) & 31]
            }
            return 26
        }
    }

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 0xFF, count: 256)
        for (value, letter) in alphabet.enumerated() {
            table[Int(letter)] = UInt8(value)
            if letter >= 0x61 { table[Int(letter) - 0x20] = UInt8(value) }
        }
        for letter in "oO".utf8 { table[Int(letter)] = 0 }
        for letter in "iIlL".utf8 { table[Int(letter)] = 1 }
        return table
    }()

    private static func value(of byte: UInt8) -> UInt8? {
        let value = values[Int(byte)]
        return value == 0xFF ? nil : value
    }
}

extension CaseID: Comparable, SpelledAsText {
    package static func < (left: CaseID, right: CaseID) -> Bool { (left.high, left.low) < (right.high, right.low) }
    package var spelled: String { text }
    package init(spelled: String) throws(CivicError) { try self.init(spelled) }
}
