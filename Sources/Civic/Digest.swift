/// A SHA-256 digest: 32 bytes, written as 64 hexadecimal digits.
package struct Digest: Hashable, Sendable {
    /// The bytes as four big-endian words: how Ledger hashes digests without an array for each.
    package let words: (UInt64, UInt64, UInt64, UInt64)

    /// Thirty-two zero bytes: what stands before the first leaf of a chain.
    package static let zero = Digest(words: (0, 0, 0, 0))

    package init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// Nil unless there are exactly 32 bytes.
    package init?(_ bytes: some Sequence<UInt8>) {
        var words: [UInt64] = [0, 0, 0, 0]
        var count = 0
        for byte in bytes {
            guard count < 32 else { return nil }
            words[count >> 3] = words[count >> 3] << 8 | UInt64(byte)
            count += 1
        }
        guard count == 32 else { return nil }
        self.words = (words[0], words[1], words[2], words[3])
    }

    /// Nil unless there are exactly 64 hexadecimal digits, of either case.
    package init?(hex: String) {
        guard let bytes = hexBytes(hex) else { return nil }
        self.init(bytes)
    }

    package var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            for (index, word) in [words.0, words.1, words.2, words.3].enumerated() {
                for byte in 0..<8 {
                    buffer[index * 8 + byte] = UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * byte))
                }
            }
            count = 32
        }
    }

    /// Lower case, 64 digits.
    package var hex: String { hexText(bytes) }

    package static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }
    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension Digest: Comparable, SpelledAsText {
    package static func < (left: Digest, right: Digest) -> Bool { left.words < right.words }
    package var spelled: String { hex }
    package init(spelled: String) throws(CivicError) {
        guard let digest = Digest(hex: spelled) else { throw .digest(typed: spelled) }
        self = digest
    }
}

/// Bytes as lower-case hexadecimal digits.
package func hexText(_ bytes: some Collection<UInt8>) -> String {
    let digits: StaticString = "0123456789abcdef"
    return digits.withUTF8Buffer { digits in
        String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
            var index = 0
            for byte in bytes {
                buffer[index] = digits[Int(byte >> 4)]
                buffer[index + 1] = digits[Int(byte & 15)]
                index += 2
            }
            return index
        }
    }
}

/// The bytes that hexadecimal digits of either case spell; nil for an odd number of them or another character.
package func hexBytes(_ hex: String) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(hex.utf8.count / 2)
    var high: UInt8?
    for byte in hex.utf8 {
        let value: UInt8
        switch byte {
        case 0x30...0x39: value = byte - 0x30
        case 0x41...0x46: value = byte - 0x37
        case 0x61...0x66: value = byte - 0x57
        default: return nil
        }
        if let first = high {
            result.append(first << 4 | value)
            high = nil
        } else {
            high = value
        }
    }
    return high == nil ? result : nil
}
