/// A citizen's number for life, Nomor Induk Kependudukan: 16 digits; personal, so it prints masked.
///
/// Source: PP 40/2019, articles 30 and 31.
/// Six digits of the district of first registration, six of the birth date (day + 40 for women), four of a serial. It does not
/// follow a move and is never corrected: what contradicts it is a ``Doubt``, never a refusal.
package struct NIK: Hashable, Sendable {
    /// The sixteen digits.
    package let digits: String

    /// Reads sixteen digits; blanks, dots and hyphens between them are forgiven.
    package init(typed: String) throws(CivicError) {
        let bytes = try NumberedKind.nik.digits(in: typed, count: 16)
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix("99") || (try? RegionCode(String(text.prefix(6)))) != nil else { throw .nikRegion }
        guard Self.birth(bytes).map({ Self.exists($0) }) == true else { throw .nikBirthDate }
        digits = text
    }

    /// The district of first registration; nil for people registered abroad (99 + country + mission).
    package var district: RegionCode? {
        isRegisteredAbroad ? nil : try? RegionCode(String(digits.prefix(6)))
    }

    package var isRegisteredAbroad: Bool { digits.hasPrefix("99") }

    /// True where the day of birth carries the 40 that marks women.
    package var isFemale: Bool { number(Array(digits.utf8)[6..<8]).map { $0 > 40 } ?? false }

    /// The birth date in the latest century that is not after a date; the number itself does not say the century.
    package func birthDate(asOf today: CivilDate) -> CivilDate? {
        guard let (day, month, year) = Self.birth(Array(digits.utf8)) else { return nil }
        let century = today.year / 100 * 100
        for candidate in [century + year, century - 100 + year, century - 200 + year] {
            if let date = try? CivilDate(year: candidate, month: month, day: day), date <= today { return date }
        }
        return nil
    }

    private static func birth(_ bytes: [UInt8]) -> (day: Int, month: Int, year: Int)? {
        guard let day = number(bytes[6..<8]), let month = number(bytes[8..<10]), let year = number(bytes[10..<12])
        else {
            return nil
        }
        return (day > 40 ? day - 40 : day, month, year)
    }

    /// A date of the 20th or the 21st century: 29 February stands in one of them only for some years.
    private static func exists(_ birth: (day: Int, month: Int, year: Int)) -> Bool {
        [1900, 2000].contains { CivilDate.exists(year: $0 + birth.year, month: birth.month, day: birth.day) }
    }

    /// What does not agree with what the person stated; to be asked about, never refused.
    package func doubts(
        birthDate: CivilDate? = nil,
        isFemale: Bool? = nil,
        government: RegionCode? = nil
    ) -> [Doubt] {
        var doubts: [Doubt] = digits.hasSuffix("0000") ? [.nikSerial] : []
        if let birthDate, let own = Self.birth(Array(digits.utf8)) {
            let (year, month, day) = birthDate.parts
            if (own.day, own.month, own.year) != (day, month, year % 100) { doubts.append(.nikBirthDateDiffers) }
        }
        if let isFemale, isFemale != self.isFemale { doubts.append(.nikSexDiffers) }
        if let government, district.map({ !government.contains($0) }) ?? true { doubts.append(.nikRegisteredElsewhere) }
        return doubts
    }

    /// The city of registration and the last two digits: `3671••••••••••01`.
    package var masked: String { digits.prefix(4) + String(repeating: "•", count: 10) + digits.suffix(2) }
}

extension NIK: Codable, CustomStringConvertible {
    package var description: String { masked }
    package init(from decoder: any Decoder) throws {
        try self.init(typed: try decoder.singleValueContainer().decode(String.self))
    }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(digits)
    }
}
