import Civic
import Foundation
import Testing

private let id = Formats(language: .id, zone: .wib)
private let en = Formats(language: .en, zone: .wib)

@Suite struct Decimals {
    @Test(arguments: [
        ("1.250,50", 2, "1250.50"), ("1250,5", 2, "1250.50"), ("1250.50", 2, "1250.50"), ("1250.5", 2, "1250.50"),
        ("1.250", 2, "1250.00"), ("1.250", 0, "1250"), ("1.250.000", 0, "1250000"), ("1.250.000", 3, "1250000.000"),
        ("1,250.50", 2, "1250.50"), ("1,250,000", 0, "1250000"), ("1.250.000,75", 2, "1250000.75"),
        ("0.125", 3, "0.125"),
        ("0,125", 3, "0.125"), ("1,250", 3, "1.250"), ("1250.500", 3, "1250.500"), ("-3,5", 1, "-3.5"),
        ("\u{2212}3,5", 1, "-3.5"),
        ("+3,5", 1, "3.5"), ("1 250,5", 1, "1250.5"), ("1\u{A0}250,5", 1, "1250.5"), ("0", 2, "0.00"), ("-0", 1, "0.0"),
        ("007", 0, "7"), ("12.5", 1, "12.5"), ("12.50", 2, "12.50"), ("3.1416", 4, "3.1416"),
        ("9999999999999999999999999999", 0, "9999999999999999999999999999"), ("0,000000001", 9, "0.000000001"),
    ])
    func `a number is read as Indonesians and machines write it`(_ typed: String, _ scale: Int, _ text: String) throws {
        let number = try ExactDecimal(typed: typed, scale: scale)
        #expect(number.text == text)
        #expect(number.scale == scale)
    }

    @Test(arguments: ["1.250", "12.125", "999.999"])
    func `where three decimals are possible, a single dot before three digits is asked about`(_ typed: String) {
        #expect(throws: CivicError.decimalAmbiguous(typed: typed)) { try ExactDecimal(typed: typed, scale: 3) }
        let message = CivicError.decimalAmbiguous(typed: "1.250").message(.id)
        #expect(message.contains("1250") && message.contains("1,250"))
    }

    @Test(arguments: [("1,250", 2), ("1250.500", 2), ("3,14", 1), ("3.1", 0), ("0,001", 2)])
    func `more decimals than the field has are refused`(_ typed: String, _ scale: Int) {
        #expect(throws: CivicError.decimalScale(typed: typed, max: scale)) {
            try ExactDecimal(typed: typed, scale: scale)
        }
    }

    @Test(arguments: [
        "", "-", "abc", "1,2,3", "1..250", "1.25.000", "12.5000,1", ",5", "5,", "5.", ".5", "1.250,5,0", "1e5",
        "1,25.000,5", "--1",
        "1.250.50", "0.250.000", "½", "NaN",
    ])
    func `what is no number is refused`(_ typed: String) {
        #expect(throws: CivicError.decimal(typed: typed)) { try ExactDecimal(typed: typed, scale: 2) }
    }

    @Test func `numbers end at twenty-eight digits`() {
        let typed = "1" + String(repeating: "0", count: 28)
        #expect(throws: CivicError.decimalTooLarge(typed: typed)) { try ExactDecimal(typed: typed, scale: 0) }
        #expect(throws: CivicError.decimalTooLarge(typed: "999999999999999999999999999")) {
            try ExactDecimal(typed: "999999999999999999999999999", scale: 2)
        }
        #expect(ExactDecimal(significand: 10_000_000_000_000_000_000_000_000_000, scale: 0) == nil)
        #expect(ExactDecimal(significand: 1, scale: 10) == nil)
    }

    @Test(arguments: [
        ("1250.50", "1250.50"), ("-0.5", "-0.5"), ("1.250", "1.250"), ("12", "12"), ("007.50", "7.50"),
    ])
    func `the canonical text has a dot and nothing between thousands`(_ text: String, _ again: String) throws {
        #expect(try ExactDecimal(spelled: text).text == again)
        #expect(try ExactDecimal(canonical: .string(again)).text == again)
    }

    @Test(arguments: ["", "1,5", "1.250,5", "1.2.3", ".5", "5.", "--5", "+5", "1 000", "1e3"])
    func `other spellings are not canonical`(_ text: String) {
        #expect(throws: CivicError.decimal(typed: text)) { try ExactDecimal(canonical: .string(text)) }
    }

    @Test func `a JSON number means what is written`() throws {
        #expect(try ExactDecimal(canonical: JSON("0.1"), scale: 2).text == "0.10")
        #expect(try ExactDecimal(canonical: 1_250, scale: 2).text == "1250.00")
        #expect(try ExactDecimal(canonical: JSON("1250.55"), scale: 2).text == "1250.55")
        #expect(throws: CivicError.decimalScale(typed: "0.125", max: 2)) {
            try ExactDecimal(canonical: JSON("0.125"), scale: 2)
        }
        #expect(throws: CivicError.notText) { try ExactDecimal(canonical: true) }
    }

    @Test func `equal numbers are equal whatever their decimals`() throws {
        let (a, b) = (try ExactDecimal(spelled: "1.5"), try ExactDecimal(spelled: "1.500"))
        #expect(a == b && a.hashValue == b.hashValue)
        #expect(try ExactDecimal(spelled: "1.49") < a)
        #expect(try ExactDecimal(spelled: "-2") < ExactDecimal(spelled: "-1.999999999"))
    }

    @Test(arguments: [
        ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("2.4999", 0, "2"), ("0.005", 2, "0.01"), ("1", 3, "1.000"),
        ("-0.4", 0, "0"),
    ])
    func `half is rounded away from zero`(_ text: String, _ scale: Int, _ rounded: String) throws {
        #expect(try ExactDecimal(spelled: text).rounded(to: scale)?.text == rounded)
    }

    @Test func `what cannot be held is nothing, never a wrong number`() throws {
        let large = try ExactDecimal(spelled: String(repeating: "9", count: 28))
        #expect(large.rounded(to: 1) == nil)
        #expect(large.rupiah == nil)
        #expect(try ExactDecimal(spelled: "1250.5").rupiah == 1_251)
    }

    @Test func `what is written for people is read back as the same number, or not at all`() {
        Property(runs: 3_000).check({
            ($0.int(in: -999_999_999_999...999_999_999_999) >> $0.int(in: 0...38), $0.int(in: 0...9))
        }) { digits, scale in
            guard let number = ExactDecimal(significand: Int128(digits), scale: scale) else { return "no number" }
            if (try? ExactDecimal(canonical: number.canonical, scale: scale)) != number {
                return "canonical \(number.text)"
            }
            if (try? ExactDecimal(spelled: number.text))?.text != number.text { return "twice \(number.text)" }
            if (try? ExactDecimal(typed: number.display(id), scale: scale)) != number {
                return "shown \(number.display(id))"
            }
            if (try? ExactDecimal(typed: number.typing, scale: scale)) != number { return "typed \(number.typing)" }
            let english = try? ExactDecimal(typed: number.display(en), scale: scale)
            return english == nil || english == number ? nil : "English \(number.display(en))"
        }
    }

    @Test func `numbers compare as on paper`() {
        Property(runs: 2_000).check({
            (
                $0.int(in: -99_999_999...99_999_999), $0.int(in: -99_999_999...99_999_999), $0.int(in: 0...6),
                $0.int(in: 0...6)
            )
        }) { a, b, scaleA, scaleB in
            guard let left = ExactDecimal(significand: Int128(a), scale: scaleA),
                let right = ExactDecimal(significand: Int128(b), scale: scaleB),
                let one = Foundation.Decimal(string: left.text), let other = Foundation.Decimal(string: right.text)
            else { return "cannot be held" }
            return (left < right) == (one < other) && (left == right) == (one == other) ? nil : "\(left) < \(right)"
        }
    }
}

@Suite struct TimesOfDay {
    @Test(arguments: [
        ("08:30", "08:30"), ("08.30", "08:30"), ("8.30", "08:30"), ("8:30", "08:30"), ("pukul 08.30", "08:30"),
        ("Jam 8", "08:00"),
        ("23:59", "23:59"), ("0.00", "00:00"), ("08:30:00", "08:30"), (" 17.05 ", "17:05"),
    ])
    func `a time is read as people type it`(_ typed: String, _ text: String) throws {
        let time = try TimeOfDay(typed: typed)
        #expect(time.text == text)
        #expect(time.canonical == .string(text))
        #expect(try TimeOfDay(typed: time.display(id)) == time)
        #expect(try TimeOfDay(typed: time.display(en)) == time)
    }

    @Test(arguments: [
        "", "24:00", "12:60", "8.5", "8:300", "830", "8:30 PM", "-1:00", "08:30:30", "08.30 WITA", "pukul", ":30", "8:",
        "8.30.00.00",
    ])
    func `what is no time is refused`(_ typed: String) {
        #expect(throws: CivicError.timeOfDay(typed: typed)) { try TimeOfDay(typed: typed) }
    }

    @Test func `every minute of the day is read back`() throws {
        for minute in 0..<1_440 {
            let time = try #require(TimeOfDay(hour: minute / 60, minute: minute % 60))
            #expect(time.minuteOfDay == minute)
            #expect(try TimeOfDay(typed: time.text) == time)
            #expect(try TimeOfDay(canonical: time.canonical) == time)
        }
        #expect(TimeOfDay(hour: 24, minute: 0) == nil)
    }
}

@Suite struct TypedDates {
    @Test(arguments: [
        "24/11/2026", "24-11-2026", "24.11.2026", "24 11 2026", "2026-11-24", "24 November 2026", "24 nov 2026",
        "24 Nopember 2026",
        "Selasa, 24 November 2026", "November 24, 2026", " 24 NOV. 2026 ",
    ])
    func `a date is read as people type it`(_ typed: String) throws {
        #expect(try CivilDate(typed: typed) == "2026-11-24")
    }

    @Test(arguments: [
        "", "besok", "31/02/2026", "24/13/2026", "24 Novembre 2026", "24/11", "24/11/2026/1", "1.2.3.4", "00/01/2026",
    ])
    func `what is no date is refused`(_ typed: String) {
        #expect(throws: CivicError.dateTyped(typed: typed)) { try CivilDate(typed: typed) }
    }

    @Test(arguments: ["24/11/26", "24 November 64", "1/1/026"])
    func `a short year is asked about, never guessed`(_ typed: String) {
        #expect(throws: CivicError.dateYear(typed: typed)) { try CivilDate(typed: typed) }
    }

    @Test func `the canonical form is strict`() throws {
        #expect(try CivilDate(canonical: "2026-11-24") == "2026-11-24")
        #expect(throws: CivicError.date(typed: "24/11/2026")) { try CivilDate(canonical: "24/11/2026") }
        #expect(throws: CivicError.notText) { try CivilDate(canonical: 20_261_124) }
    }

    @Test func `every day of two leap cycles is read back in both languages`() throws {
        for offset in stride(from: 0, to: 3_000, by: 7) {
            let date = CivilDate("2020-01-01").adding(days: offset)
            for formats in [id, en] {
                #expect(try CivilDate(typed: formats.date(date)) == date)
                #expect(try CivilDate(typed: formats.longDate(date)) == date)
                #expect(try CivilDate(typed: formats.shortDate(date)) == date)
            }
            #expect(try CivilDate(canonical: date.canonical) == date)
        }
    }

    @Test(arguments: ["2026-11", "11/2026", "November 2026", "nov 2026", "11-2026", "2026 November"])
    func `a month is read as people type it`(_ typed: String) throws {
        let month = try CalendarMonth(typed: typed)
        #expect(month.text == "2026-11")
        #expect(month.first == "2026-11-01" && month.last == "2026-11-30")
        #expect(try CalendarMonth(typed: month.display(id)) == month)
        #expect(try CalendarMonth(typed: month.display(en)) == month)
        #expect(month.adding(months: 3).text == "2027-02")
    }

    @Test(arguments: ["", "2026", "13/2026", "11/26", "24 November 2026", "Novembre 2026", "00/2026"])
    func `what is no month is refused`(_ typed: String) {
        #expect(throws: CivicError.calendarMonth(typed: typed)) { try CalendarMonth(typed: typed) }
    }
}

@Suite struct Periods {
    @Test(arguments: [
        ("2026-11-24/2026-12-31", "2026-11-24/2026-12-31"), ("24/11/2026 - 31/12/2026", "2026-11-24/2026-12-31"),
        ("24 November 2026 s.d. 31 Desember 2026", "2026-11-24/2026-12-31"),
        ("24 November 2026 sampai dengan 31 Desember 2026", "2026-11-24/2026-12-31"),
        ("24-11-2026 s/d 31-12-2026", "2026-11-24/2026-12-31"), ("24 Nov 2026–31 Dec 2026", "2026-11-24/2026-12-31"),
        ("24 November 2026 to 31 December 2026", "2026-11-24/2026-12-31"), ("2026-11/2027-01", "2026-11/2027-01"),
        ("November 2026 hingga Januari 2027", "2026-11/2027-01"), ("24 November 2026", "2026-11-24/2026-11-24"),
        ("November 2026", "2026-11/2026-11"), ("24/11/2026", "2026-11-24/2026-11-24"),
    ])
    func `a period is read as people type it`(_ typed: String, _ text: String) throws {
        let period = try Period(typed: typed)
        #expect(period.text == text)
        for formats in [id, en] { #expect(try Period(typed: period.display(formats)) == period) }
        #expect(try Period(canonical: period.canonical) == period)
    }

    @Test(arguments: [
        "", "besok", "24/11/2026 -", "2026-11-24/2026-12", "24 November s.d. 31 Desember 2026", "2026-11-24/P1M",
        "2026/2027",
        "24/11/26 - 31/12/26",
    ])
    func `what is no period is refused`(_ typed: String) {
        #expect(throws: CivicError.period(typed: typed)) { try Period(typed: typed) }
    }

    @Test func `a period never ends before it begins`() throws {
        #expect(throws: CivicError.periodOrder) { try Period(typed: "2026-12-31/2026-11-24") }
        #expect(throws: CivicError.periodOrder) { try Period(typed: "2027-01/2026-11") }
        #expect(throws: CivicError.periodOrder) {
            try Period(canonical: ["from": "31/12/2026", "until": "24/11/2026"])
        }
    }

    @Test func `both ends belong to it`() throws {
        let days = try Period(canonical: ["from": "24/11/2026", "until": "31 Desember 2026"])
        #expect(days.dayCount == 38)
        #expect(days.contains("2026-11-24") && days.contains("2026-12-31") && !days.contains("2027-01-01"))
        let months = try Period(typed: "2026-11/2027-02")
        #expect(months.first == "2026-11-01" && months.last == "2027-02-28")
        #expect(throws: CivicError.notText) { try Period(canonical: ["from": "24/11/2026"]) }
    }
}
