/// The number under which a bill is paid, at a bank's counter as at a machine: `20260000001234`.
///
/// Year, serial of nine digits without gaps in one government, and a check digit (Luhn, ISO/IEC 7812-1), so that one
/// wrong digit never pays somebody else's bill.
package struct BillNumber: Hashable, Sendable {
    package let year: Int
    package let serial: Int

    package init(year: Int, serial: Int) {
        precondition(
            (1900...9999).contains(year) && (1...999_999_999).contains(serial),
            "a bill's number has 14 digits"
        )
        (self.year, self.serial) = (year, serial)
    }

    /// Reads a number as people type it: blanks, dots and hyphens are forgiven.
    package init(_ typed: String) throws(CivicError) {
        let digits = typed.utf8.filter { !(($0 == 0x20) || ($0 == 0x2D) || ($0 == 0x2E)) }
        guard digits.count == 14, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let year = number(digits[0..<4]), year >= 1900, let serial = number(digits[4..<13]), serial >= 1
        else { throw .billNumber(typed: typed) }
        let known = BillNumber(year: year, serial: serial)
        guard known.text.utf8.elementsEqual(digits) else { throw .billNumber(typed: typed) }
        self = known
    }

    /// The counter that numbers it: `bill-2026`; no case number has a small letter in it.
    package var scope: String { Self.scope(year: year) }

    package static func scope(year: Int) -> String { "bill-\(year)" }

    /// The year of such a counter; nil for counters of other numbers.
    package static func year(scope: String) -> Int? {
        scope.hasPrefix("bill-") ? Int(scope.dropFirst("bill-".count)) : nil
    }

    package var text: String {
        var digits: [UInt8] = []
        append(year, width: 4, to: &digits)
        append(serial, width: 9, to: &digits)
        digits.append(0x30 + Self.check(digits))
        return String(decoding: digits, as: UTF8.self)
    }

    /// In groups, as people read it out: `2026 0000 0001 23`.
    package var grouped: String {
        var result = ""
        for (index, digit) in text.enumerated() {
            if index > 0, index % 4 == 0 { result.append(" ") }
            result.append(digit)
        }
        return result
    }

    /// The digit that makes the sum of all, every second one doubled from the right, a multiple of ten.
    private static func check(_ digits: [UInt8]) -> UInt8 {
        var sum = 0
        for (index, byte) in digits.reversed().enumerated() {
            let digit = Int(byte - 0x30)
            let doubled = index % 2 == 0 ? digit * 2 : digit
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        return UInt8((10 - sum % 10) % 10)
    }
}

extension BillNumber: Comparable, SpelledAsText, CustomStringConvertible {
    package static func < (left: BillNumber, right: BillNumber) -> Bool {
        (left.year, left.serial) < (right.year, right.serial)
    }
    package var description: String { text }
    package var spelled: String { text }
    package init(spelled: String) throws(CivicError) { try self.init(spelled) }
}

/// A fee of an application's definition.
package enum FeeKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
package typealias FeeID = Identifier<FeeKind>

/// A way in which payments come in: `bank-uji`, `qris-uji`, `loket`.
package enum PaymentChannelKind: IdentifierKind { package static var spelling: IdentifierSpelling { .kebab } }
package typealias PaymentChannelID = Identifier<PaymentChannelKind>
