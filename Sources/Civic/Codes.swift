/// A value that is written as one text in JSON, in addresses and in logs.
package protocol SpelledAsText: Codable, CustomStringConvertible, Sendable {
    /// The one canonical spelling.
    var spelled: String { get }
    init(spelled: String) throws(CivicError)
}

extension SpelledAsText {
    package var description: String { spelled }
    package init(from decoder: any Decoder) throws {
        try self.init(spelled: try decoder.singleValueContainer().decode(String.self))
    }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(spelled)
    }
}

/// The value of an ASCII digit, nil for any other byte.
@inline(__always)
func digitValue(_ byte: UInt8) -> Int? {
    let value = Int(byte) - 0x30
    return value >= 0 && value <= 9 ? value : nil
}

/// The number that ASCII digits spell; nil when empty, longer than 18 digits, or with another byte among them.
func number(_ bytes: some Collection<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 18 else { return nil }
    var value = 0
    for byte in bytes {
        guard let digit = digitValue(byte) else { return nil }
        value = value * 10 + digit
    }
    return value
}

/// Appends a number that is not negative, with zeros before it up to a width.
func append(_ value: Int, width: Int, to bytes: inout [UInt8]) {
    var divisor = 1
    var digits = 1
    while value / divisor >= 10 {
        divisor *= 10
        digits += 1
    }
    while digits < width {
        bytes.append(0x30)
        digits += 1
    }
    while divisor > 0 {
        bytes.append(UInt8(truncatingIfNeeded: 0x30 + value / divisor % 10))
        divisor /= 10
    }
}

/// A number that is not negative, as text with zeros before it up to a width.
func padded(_ value: Int, width: Int) -> String {
    var bytes: [UInt8] = []
    append(value, width: width, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
}

/// The text without white space at either end.
func trimmed(_ text: String) -> Substring {
    var rest = text[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return rest
}

/// Quotient and remainder with a remainder that is never negative.
@inline(__always)
func floorDivide(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
}
