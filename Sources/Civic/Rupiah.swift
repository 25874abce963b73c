/// An amount of money in whole rupiah.
package struct Rupiah: Hashable, Comparable, Sendable {
    package let amount: Int64

    package init(_ amount: Int64) { self.amount = amount }
    package static let zero = Rupiah(0)

    /// Reads an amount as people type it: "Rp 1.250.000,00", "1250000", "Rp25.000,-", "25 ribu", "1,5 juta".
    ///
    /// Dots group thousands, a comma begins the fraction, which must be zero: there is no coin below one rupiah.
    package init(typed: String) throws(CivicError) {
        var rest = trimmed(typed.lowercased())
        for mark in ["rp.", "rp", "idr"] where rest.hasPrefix(mark) {
            rest = rest.dropFirst(mark.count)
            break
        }
        rest = trimmed(String(rest))
        for ending in [",-", ".-"] where rest.hasSuffix(ending) { rest = rest.dropLast(2) }
        var places = 0
        for (word, zeros) in [("ribu", 3), ("rb", 3), ("juta", 6), ("jt", 6), ("miliar", 9), ("milyar", 9)]
        where rest.hasSuffix(word) {
            rest = trimmed(String(rest.dropLast(word.count)))
            places = zeros
            break
        }
        let parts = rest.utf8.split(separator: 0x2C, omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first, let digits = Self.ungrouped(Array(whole)) else {
            throw .rupiah(typed: typed)
        }
        var fraction = parts.count == 2 ? Array(parts[1]) : []
        guard parts.count == 1 || !fraction.isEmpty, fraction.allSatisfy({ digitValue($0) != nil }),
            fraction.count <= max(2, places)
        else { throw .rupiah(typed: typed) }
        while fraction.last == 0x30 { fraction.removeLast() }
        guard fraction.count <= places else { throw .rupiahFraction(typed: typed) }
        let all = digits + fraction + Array(repeating: 0x30, count: places - fraction.count)
        guard let value = number(all.drop { $0 == 0x30 }) ?? (all.allSatisfy { $0 == 0x30 } ? 0 : nil),
            value <= Limits.rupiahMax
        else { throw .rupiahTooLarge(typed: typed) }
        amount = Int64(value)
    }

    /// The digits of "1.250.000" or "1250000"; nil when the dots do not part groups of three.
    private static func ungrouped(_ bytes: [UInt8]) -> [UInt8]? {
        let groups = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard let first = groups.first, !first.isEmpty, groups.count == 1 || first.count <= 3,
            groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
        let digits = Array(groups.joined())
        return digits.allSatisfy { digitValue($0) != nil } ? digits : nil
    }

    package static func < (left: Rupiah, right: Rupiah) -> Bool { left.amount < right.amount }
    package static func + (left: Rupiah, right: Rupiah) -> Rupiah { Rupiah(left.amount + right.amount) }
    package static func - (left: Rupiah, right: Rupiah) -> Rupiah { Rupiah(left.amount - right.amount) }
    package static func * (left: Rupiah, count: Int) -> Rupiah { Rupiah(left.amount * Int64(count)) }
}

extension Rupiah: CustomStringConvertible, ExpressibleByIntegerLiteral, Codable {
    /// `Rp1.250.000`, `-Rp500`: the same in every language, for it is how the currency is written.
    package var description: String {
        (amount < 0 ? "-Rp" : "Rp") + grouped(amount.magnitude, separator: 0x2E)
    }
    package init(integerLiteral value: Int64) { self.init(value) }
    package init(from decoder: any Decoder) throws {
        amount = try decoder.singleValueContainer().decode(Int64.self)
    }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(amount)
    }
}

/// The digits of a number in groups of three.
func grouped(_ value: UInt64, separator: UInt8) -> String {
    var reversed: [UInt8] = []
    var rest = value
    var count = 0
    repeat {
        if count > 0, count % 3 == 0 { reversed.append(separator) }
        reversed.append(UInt8(0x30 + rest % 10))
        rest /= 10
        count += 1
    } while rest > 0
    return String(decoding: reversed.reversed(), as: UTF8.self)
}
