/// A business's number, Nomor Induk Berusaha: 13 digits without inner meaning (PP 24/2018).
///
/// Only the OSS system can say whether it is in force.
package struct NIB: Hashable, Sendable {
    package let digits: String

    package init(typed: String) throws(CivicError) {
        digits = String(decoding: try NumberedKind.nib.digits(in: typed, count: 13), as: UTF8.self)
    }
}

extension NIB: TypedValue, SpelledAsText {
    package var spelled: String { digits }
    package func display(_ formats: Formats) -> String { digits }
    package func doubts(around surroundings: Surroundings) -> [Doubt] { isFiller(digits) ? [.filler] : [] }
}

/// A pupil's number for life, Nomor Induk Siswa Nasional: 10 digits; personal, so it prints masked.
///
/// Its first three digits are often the birth year's last three, and as often not: nothing is read out of it.
package struct NISN: Hashable, Sendable {
    package let digits: String

    package init(typed: String) throws(CivicError) {
        digits = String(decoding: try NumberedKind.nisn.digits(in: typed, count: 10), as: UTF8.self)
    }

    package var masked: String { maskedDigits(digits, first: 3, last: 2) }
}

extension NISN: TypedValue, SpelledAsText {
    package var spelled: String { digits }
    package var description: String { masked }
    package func display(_ formats: Formats) -> String { digits }
    package func doubts(around surroundings: Surroundings) -> [Doubt] { isFiller(digits) ? [.filler] : [] }
}

/// A civil servant's number, Nomor Induk Pegawai: 18 digits; personal, so it prints masked.
///
/// Source: Peraturan Kepala BKN 22/2007, read in the press: birth date, year and month of appointment (for staff on contract
/// the year and a number from 21 on), 1 for men or 2 for women, serial. What contradicts it is a ``Doubt``.
package struct NIP: Hashable, Sendable {
    package let digits: String

    package init(typed: String) throws(CivicError) {
        digits = String(decoding: try NumberedKind.nip.digits(in: typed, count: 18), as: UTF8.self)
    }

    /// Nil where the first eight digits are no day.
    package var birthDate: CivilDate? {
        try? CivilDate(year: part(0, 4), month: part(4, 2), day: part(6, 2))
    }

    /// The month of appointment; nil for staff on contract.
    package var appointed: CalendarMonth? { try? CalendarMonth(year: part(8, 4), month: part(12, 2)) }

    /// True for staff on contract (PPPK), whose number has 21 or more where others have a month.
    package var isContract: Bool { part(12, 2) >= 21 }

    /// Nil where the digit is neither 1 nor 2.
    package var isFemale: Bool? {
        switch part(14, 1) {
        case 1: false
        case 2: true
        default: nil
        }
    }

    private func part(_ start: Int, _ length: Int) -> Int {
        number(digits.utf8.dropFirst(start).prefix(length)) ?? 0
    }

    /// Nobody is appointed before sixteen (the lowest age of any cohort), after seventy, or ahead of time.
    private func isPlausibleStart(_ birth: CivilDate?, _ today: CivilDate?) -> Bool {
        let year = part(8, 4)
        guard appointed != nil || isContract, (1945...2199).contains(year) else { return false }
        if let birth, !(16...70).contains(year - birth.year) { return false }
        guard let today else { return true }
        return appointed.map { $0.first <= today.adding(months: 3) } ?? (year <= today.year + 1)
    }

    package var masked: String { maskedDigits(digits, first: 4, last: 3) }
}

extension NIP: TypedValue, SpelledAsText {
    package var spelled: String { digits }
    package var description: String { masked }

    /// `19860926 201505 1 001`.
    package func display(_ formats: Formats) -> String { inGroups(digits, of: [8, 6, 1, 3]) }

    package func doubts(around surroundings: Surroundings) -> [Doubt] {
        if isFiller(digits) { return [.filler] }
        var doubts: [Doubt] = []
        let birth = birthDate
        if birth.map({ $0.year < 1900 || $0 > surroundings.today ?? $0 }) ?? true { doubts.append(.nipBirthDate) }
        if !isPlausibleStart(birth, surroundings.today) { doubts.append(.nipStart) }
        if isFemale == nil { doubts.append(.nipSex) }
        if digits.hasSuffix("000") { doubts.append(.nipSerial) }
        return doubts
    }
}

/// A postal code: five digits.
package struct PostalCode: Hashable, Sendable {
    package let digits: String

    package init(typed: String) throws(CivicError) {
        digits = String(decoding: try NumberedKind.postalCode.digits(in: typed, count: 5), as: UTF8.self)
    }
}

extension PostalCode: TypedValue, SpelledAsText {
    package var spelled: String { digits }
    package func display(_ formats: Formats) -> String { digits }
    package func doubts(around surroundings: Surroundings) -> [Doubt] { digits.hasPrefix("0") ? [.postalCode] : [] }
}
