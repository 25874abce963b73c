/// The number of a family card, Nomor Kartu Keluarga: 16 digits; personal, so it prints masked.
///
/// Source of the length: UU 23/2006, article 61, and practice. That six digits of a region, six of the date of issue and four
/// of a serial follow each other is known from practice only, so what contradicts it is a ``Doubt``.
package struct KKNumber: Hashable, Sendable {
    /// The sixteen digits.
    package let digits: String

    /// Reads sixteen digits; blanks, dots and hyphens between them are forgiven.
    package init(typed: String) throws(CivicError) {
        digits = String(decoding: try NumberedKind.kk.digits(in: typed, count: 16), as: UTF8.self)
    }

    /// The district that issued the card first; nil where the digits spell none.
    package var district: RegionCode? { try? RegionCode(String(digits.prefix(6))) }

    /// The day of issue in the latest century that is not after a date; nil where the digits spell no day.
    package func issueDate(asOf today: CivilDate) -> CivilDate? {
        let date = shortDate
        let century = today.year / 100 * 100
        for candidate in [century + date.year, century - 100 + date.year] {
            let found = try? CivilDate(year: candidate, month: date.month, day: date.day)
            if let found, found <= today { return found }
        }
        return nil
    }

    private var shortDate: (day: Int, month: Int, year: Int) {
        let bytes = Array(digits.utf8)
        return (number(bytes[6..<8]) ?? 0, number(bytes[8..<10]) ?? 0, number(bytes[10..<12]) ?? 0)
    }

    /// The city of issue and the last two digits.
    package var masked: String { maskedDigits(digits, first: 4, last: 2) }
}

extension KKNumber: TypedValue, SpelledAsText {
    package var spelled: String { digits }
    package var description: String { masked }

    /// `3671 0115 0620 0001`.
    package func display(_ formats: Formats) -> String { inGroups(digits, of: [4, 4, 4, 4]) }

    package func doubts(around surroundings: Surroundings) -> [Doubt] {
        if isFiller(digits) { return [.filler] }
        var doubts: [Doubt] = []
        if district.map({ surroundings.isUnknown($0) }) ?? true { doubts.append(.kkRegion) }
        let date = shortDate
        let exists = CivilDate.exists(year: 2000 + date.year, month: date.month, day: date.day)
        if !exists {
            doubts.append(.kkDate)
        } else if let today = surroundings.today, date.year <= today.year % 100 + 1, today.year >= 2000,
            let issued = try? CivilDate(year: today.year / 100 * 100 + date.year, month: date.month, day: date.day),
            issued > today
        {
            doubts.append(.kkDateAhead)
        }
        if digits.hasSuffix("0000") { doubts.append(.kkSerial) }
        return doubts
    }
}
