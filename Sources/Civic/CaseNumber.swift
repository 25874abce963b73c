/// The number that a citizen is given for a case: `LAKSA-2026-000123`.
package struct CaseNumber: Hashable, Sendable {
    package let prefix: String
    package let year: Int
    package let serial: Int

    /// The counter that numbers it: `LAKSA-2026`.
    package var scope: String { Self.scope(prefix: prefix, year: year) }

    /// The counter of a year's cases.
    package static func scope(prefix: String, year: Int) -> String { "\(prefix)-\(year)" }

    /// A number made by the program: prefix of capital letters, digits and single hyphens, serial from 1.
    package init(prefix: String, year: Int, serial: Int) {
        precondition(Self.accepts(prefix: prefix), "the prefix of a case number is misspelled: \(prefix)")
        precondition((1900...9999).contains(year) && serial >= 1, "a case number has a year and counts from 1")
        (self.prefix, self.year, self.serial) = (prefix, year, serial)
    }

    /// Reads a number as people type it: any case, blanks, missing zeros or hyphens are forgiven.
    package init(_ typed: String) throws(CivicError) {
        if let known = Self.printed(typed) {
            self = known
            return
        }
        let refusal = CivicError.caseNumber(typed: typed)
        var parts = typed.uppercased().split { !($0.isLetter || $0.isNumber) }
        if parts.count == 1, let only = parts.first {
            guard let digit = only.firstIndex(where: \.isNumber), only[digit...].utf8.count > 4 else { throw refusal }
            let serial = only.index(digit, offsetBy: 4)
            parts = [only[..<digit], only[digit..<serial], only[serial...]]
        }
        guard parts.count >= 3, let last = parts.popLast(), let middle = parts.popLast() else { throw refusal }
        let prefix = parts.joined(separator: "-")
        guard middle.utf8.count == 4, let year = number(middle.utf8), year >= 1900, last.utf8.count <= 12,
            let serial = number(last.utf8), serial >= 1, Self.accepts(prefix: prefix)
        else { throw refusal }
        (self.prefix, self.year, self.serial) = (prefix, year, serial)
    }

    /// The number that this is the canonical spelling of, as rows and receipts have it; nil for every other spelling.
    private static func printed(_ text: String) -> CaseNumber? {
        let bytes = text.utf8
        guard let last = bytes.lastIndex(of: 0x2D), let middle = bytes[..<last].lastIndex(of: 0x2D) else { return nil }
        let years = bytes[bytes.index(after: middle)..<last]
        let serials = bytes[bytes.index(after: last)...]
        let prefix = String(text[..<middle])
        guard years.count == 4, (6...12).contains(serials.count), years.allSatisfy(isDigit),
            serials.allSatisfy(isDigit), let year = number(years), year >= 1900, let serial = number(serials),
            serial >= 1, accepts(prefix: prefix)
        else { return nil }
        let known = CaseNumber(prefix: prefix, year: year, serial: serial)
        return known.text == text ? known : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// The canonical spelling, the serial with six digits or more.
    package var text: String {
        var bytes = Array(prefix.utf8)
        bytes.append(0x2D)
        append(year, width: 4, to: &bytes)
        bytes.append(0x2D)
        append(serial, width: 6, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// True for a prefix of 1 to 24 capital letters, digits and single hyphens that begins with a letter.
    package static func accepts(prefix: String) -> Bool {
        prefix.utf8.count <= 24 && !prefix.isEmpty
            && prefix.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
            && IdentifierSpelling.kebab.accepts(prefix.lowercased())
    }
}

extension CaseNumber: Comparable, SpelledAsText {
    package static func < (left: CaseNumber, right: CaseNumber) -> Bool {
        (left.prefix, left.year, left.serial) < (right.prefix, right.year, right.serial)
    }
    package var spelled: String { text }
    package init(spelled: String) throws(CivicError) { try self.init(spelled) }
}
