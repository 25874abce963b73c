import Civic
import Foundation
import Testing

@Suite struct Moments {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-24T05:45:27Z", 1_795_499_127_000),
        ("2026-11-24T12:45:27+07:00", 1_795_499_127_000), ("2026-11-24t05:45:27.5z", 1_795_499_127_500),
        ("2026-11-24 05:45:27.123987Z", 1_795_499_127_123), ("1969-12-31T23:59:59.999Z", -1),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000), ("2026-11-24T00:15:27-05:30", 1_795_499_127_000),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000), ("9999-12-31T23:59:59Z", 253_402_300_799_000),
    ])
    func `a time of RFC 3339 is read`(_ text: String, _ milliseconds: Int64) throws {
        #expect(try Moment(rfc3339: text).milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026-11-24", "2026-11-24T05:45:27", "2026-11-24T24:00:00Z", "2026-11-24T05:60:00Z", "2026-02-29T00:00:00Z",
        "2026-11-24T05:45:61Z", "2026-11-24T05:45:27.Z", "2026-11-24T05:45:27+0700", "2026-11-24T05:45:27+07:60",
        "2026-11-24T05:45:27Zjunk", "2026-13-01T00:00:00Z", "0000-01-01T00:00:00Z", "２０２６-11-24T05:45:27Z",
        "2026/11/24T05:45:27Z", "2026-11-24T05:45:27+24:00",
    ])
    func `a text that is no time is refused`(_ text: String) {
        #expect(throws: CivicError.moment(typed: text)) { try Moment(rfc3339: text) }
    }

    @Test func `milliseconds are written only when there are some`() {
        #expect(Moment(milliseconds: 1_795_499_127_000).rfc3339 == "2026-11-24T05:45:27Z")
        #expect(Moment(milliseconds: 1_795_499_127_045).rfc3339 == "2026-11-24T05:45:27.045Z")
        #expect(Moment(milliseconds: -1).rfc3339 == "1969-12-31T23:59:59.999Z")
        #expect(Moment(milliseconds: 1_795_499_127_000).rfc3339(in: .wit) == "2026-11-24T14:45:27+09:00")
    }

    @Test func `what is written is read back, in every zone`() {
        Property(runs: 5_000).check({ Int64($0.int(in: -62_135_596_800_000...253_402_200_000_000)) }) { milliseconds in
            let moment = Moment(milliseconds: milliseconds)
            let texts = [moment.rfc3339] + Zone.allCases.map { moment.rfc3339(in: $0) }
            return texts.first { (try? Moment(rfc3339: $0)) != moment }.map { "\($0) is not read back" }
        }
    }

    @Test func `times agree with Foundation's calendar`() {
        Property(runs: 1_000).check({ Int64($0.int(in: -2_000_000_000_000...4_000_000_000_000)) }) { milliseconds in
            let moment = Moment(milliseconds: milliseconds)
            for zone in Zone.allCases {
                var calendar = Calendar(identifier: .gregorian)
                guard let other = TimeZone(secondsFromGMT: zone.offsetMinutes * 60) else { return "no zone" }
                calendar.timeZone = other
                let date = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
                let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .weekday], from: date)
                let own = moment.date(in: zone)
                let minute = (parts.hour ?? 0) * 60 + (parts.minute ?? 0)
                let weekday = ((parts.weekday ?? 0) + 5) % 7 + 1
                guard own.parts == (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0),
                    moment.minuteOfDay(in: zone) == minute, own.weekday.rawValue == weekday
                else { return "\(moment) in \(zone): \(own) \(moment.minuteOfDay(in: zone)), Foundation says \(parts)" }
            }
            return nil
        }
    }

    @Test func `a day begins at another moment in each zone`() {
        let moment = Moment(milliseconds: 1_795_543_200_000)  // 2026-11-24T18:00:00Z
        #expect(moment.date(in: .wib) == "2026-11-25")
        #expect(moment.minuteOfDay(in: .wib) == 60)
        #expect(CivilDate("2026-11-25").start(in: .wib).rfc3339 == "2026-11-24T17:00:00Z")
        #expect(CivilDate("2026-11-25").start(in: .wit).rfc3339 == "2026-11-24T15:00:00Z")
    }

    @Test func `moments and spans add up`() {
        let start = Moment(milliseconds: 0)
        #expect(start + .days(1) - .hours(24) == start)
        #expect((start + .minutes(90)) - start == .seconds(5_400))
        #expect(-Span.hours(1) < .zero)
        #expect(Span.hours(2) * 3 - .hours(1) + .minutes(1) == .minutes(301))
    }

    @Test func `moments code as text, spans as milliseconds`() throws {
        let bytes = try JSONEncoder().encode([Moment(milliseconds: 0)])
        #expect(String(decoding: bytes, as: UTF8.self) == #"["1970-01-01T00:00:00Z"]"#)
        #expect(try JSONDecoder().decode([Moment].self, from: bytes) == [.epoch])
        #expect(try JSONDecoder().decode([Span].self, from: try JSONEncoder().encode([Span.hours(1)])) == [.hours(1)])
    }
}

@Suite struct Dates {
    @Test(arguments: [
        ("0001-01-01", -719_162, Weekday.monday), ("1600-02-29", -135_081, .tuesday),
        ("1900-03-01", -25_508, .thursday),
        ("1970-01-01", 0, .thursday), ("2000-02-29", 11_016, .tuesday), ("2026-11-24", 20_781, .tuesday),
        ("2100-12-31", 47_846, .friday), ("9999-12-31", 2_932_896, .friday),
    ])
    func `a date is a number of days`(_ iso: String, _ days: Int, _ weekday: Weekday) throws {
        let date = try CivilDate(iso: iso)
        #expect(date.daysSinceEpoch == days)
        #expect(date.weekday == weekday)
        #expect(CivilDate(daysSinceEpoch: days).iso == iso)
    }

    @Test func `every day of eight centuries follows the one before`() throws {
        var (year, month, day) = (1_600, 1, 1)
        var date = try CivilDate(year: 1_600, month: 1, day: 1)
        for _ in 0..<292_194 {
            let parts = date.parts
            guard parts == (year, month, day) else {
                Issue.record("\(date.daysSinceEpoch) is \(parts), not \((year, month, day))")
                return
            }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            day += 1
            if day > lengths[month - 1] { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
            date = date.adding(days: 1)
        }
        #expect(date.iso == "2400-01-01")
    }

    @Test(arguments: [
        "", "2026-11-31", "2026-02-29", "1900-02-29", "2026-00-10", "2026-13-01", "2026-1-1", "24-11-2026",
        "0000-01-01",
        "2026-11-24 ", "2026-11-2a",
    ])
    func `a date that does not exist is refused`(_ text: String) {
        #expect(throws: CivicError.date(typed: text)) { try CivilDate(iso: text) }
    }

    @Test func `numbers that make no date are refused`() {
        #expect(throws: CivicError.date(typed: "2026-2-30")) { try CivilDate(year: 2026, month: 2, day: 30) }
        #expect(throws: CivicError.date(typed: "10000-1-1")) { try CivilDate(year: 10_000, month: 1, day: 1) }
    }

    @Test(arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-11-24", 2, "2027-01-24"),
        ("2026-03-31", -1, "2026-02-28"), ("2026-01-15", -1, "2025-12-15"), ("2026-05-31", 12, "2027-05-31"),
    ])
    func `a month later is the same day or the month's last`(_ from: String, _ months: Int, _ to: String) throws {
        #expect(try CivilDate(iso: from).adding(months: months).iso == to)
    }

    @Test(arguments: [
        ("2000-06-15", "2026-06-14", 25), ("2000-06-15", "2026-06-15", 26), ("2000-02-29", "2001-02-28", 0),
        ("2000-02-29", "2001-03-01", 1), ("2026-06-15", "2000-06-15", -26),
    ])
    func `an age counts completed years`(_ birth: String, _ today: String, _ years: Int) throws {
        #expect(try CivilDate(iso: birth).years(until: CivilDate(iso: today)) == years)
    }

    @Test func `a date in the program that does not exist stops it`() async {
        await #expect(processExitsWith: .failure) { _ = CivilDate(stringLiteral: "2026-02-30") }
    }

    @Test(arguments: [
        ("36.71", Zone.wib), ("51.71", .wita), ("64", .wita), ("73.71.01", .wita), ("81", .wit), ("94.71", .wit),
        ("61", .wib),
    ])
    func `a province has its zone`(_ code: String, _ zone: Zone) throws {
        #expect(try Zone(of: RegionCode(code)) == zone)
    }
}
