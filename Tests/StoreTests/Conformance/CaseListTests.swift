import Civic
@testable import Engine
@testable import Store
import Testing

/// The work list, the page behind a number, search, contacts and timers.
@Suite struct CaseListTests {
    let now = City.morning

    @Test func `a page goes on where the last one ended, by what is due`() throws {
        let city = try City()
        let facts = (1...7).map { serial in
            Report(serial).started(agency: "dpupr", due: serial == 4 ? nil : now + .hours(10 - serial))
        }
        try city.append(facts.map { [$0] })
        let filter = CaseFilter(agency: "dpupr")
        var seen: [Int] = []
        var key = CaseListKey.start
        for expected in [3, 3, 1, 0] {
            let page = try city.read { try filter.lines(after: key, limit: 3, on: $0) }
            #expect(page.count == expected)
            seen += page.map(\.number.serial)
            key = page.last?.key ?? key
        }
        #expect(seen == [7, 6, 5, 3, 2, 1, 4])
    }

    @Test func `filters narrow a list and its count alike`() throws {
        let city = try City()
        try city.append(
            Report(1).started(category: "pothole", agency: "dpupr", village: "36.71.01.1001", due: now - .hours(1)),
            Report(2).started(category: "flood", agency: "dpupr", village: "36.71.02.1001", due: now + .hours(1)),
            Report(3).started(agency: "dlh", village: "36.71.01.1002"),
            Report(4).started(agency: "dlh", village: nil),
            Report(4).moved("verify", from: "received", to: "verified")
        )
        func numbers(_ filter: CaseFilter) throws -> [Int] {
            let found = try city.read { try filter.lines(limit: 50, on: $0) }.map(\.number.serial)
            #expect(try city.read { try filter.count(on: $0) } == found.count)
            return found
        }
        #expect(try numbers(CaseFilter()) == [1, 2, 3, 4])
        #expect(try numbers(CaseFilter(agency: "dpupr")) == [1, 2])
        #expect(try numbers(CaseFilter(agency: "dlh", state: "verified")) == [4])
        #expect(try numbers(CaseFilter(agency: "dpupr", category: "flood")) == [2])
        #expect(try numbers(CaseFilter(district: "36.71.01")) == [1, 3])
        #expect(try numbers(CaseFilter(app: "laksa", village: "36.71.01.1002")) == [3])
        #expect(try numbers(CaseFilter(app: "laksa", state: "received")) == [1, 2, 3])
        #expect(try numbers(CaseFilter(dueBefore: now)) == [1])
        #expect(try numbers(CaseFilter(app: "siabun")) == [])
    }

    @Test func `an ended case leaves the open list and leads the ended one`() throws {
        let city = try City()
        let reports = [Report(1), Report(2)]
        try city.append(reports.map { [$0.started(due: now + .hours(1))] })
        for (hours, report) in zip([1, 2], reports) {
            try city.append(
                report.moved("confirm", from: "received", to: "closed", isEnd: true, at: now + .hours(hours))
            )
        }
        #expect(try city.read { try CaseFilter().count(on: $0) } == 0)
        let ended = try city.read { try CaseFilter(isOpen: false).lines(limit: 10, on: $0) }
        #expect(ended.map(\.number.serial) == [2, 1])
        #expect(ended.first?.endedAt == now + .hours(2) && ended.first?.due == nil)
    }

    @Test func `a count stops at a thousand and one`() throws {
        let city = try City()
        try city.append((1...1_005).map { [Report($0).started()] })
        #expect(try city.read { try CaseFilter().count(on: $0) } == 1_001)
        #expect(try city.read { try CaseFilter(agency: "dlh").count(on: $0) } == 0)
    }

    @Test func `a number leads to the case's state and content`() throws {
        let city = try City()
        let report = Report(1)
        try city.append(
            report.started(words: "Pohon tumbang"),
            report.moved("reject", from: "received", to: "rejected", isEnd: true, reason: "Sudah dilaporkan")
        )
        let page = try #require(try city.read { try CasePage.state(of: report.number, on: $0) })
        #expect(page.state?.state == "rejected" && page.version == 2)
        #expect(page.content?.fields["description"] == "Pohon tumbang")
        #expect(page.content?.reasons == [2: "Sudah dilaporkan"])
        #expect(try city.read { try CasePage.state(of: Report(2).number, on: $0) } == nil)
        let line = try #require(try city.read { try CaseListQuestions.line(report.number, on: $0) })
        #expect(line.words == "Pohon tumbang" && line.version == 2 && !line.isOpen)
    }

    @Test func `words are found by their beginnings, with and without accents, whatever is typed`() throws {
        let city = try City()
        try city.append(
            Report(1).started(category: "flood", words: "Banjir setinggi lutut di Jalan Daan Mogot"),
            Report(2).started(words: "Café menutup trotoar"),
            Report(3).started(words: "Lampu jalan mati")
        )
        func found(_ typed: String) throws -> [String] {
            try city.read { try $0.search.numbers(matching: typed, limit: 10) }
        }
        #expect(try found("banj lutut") == ["LAKSA-2026-000001"])
        #expect(try found("cafe") == ["LAKSA-2026-000002"])
        #expect(try found("jalan") == ["LAKSA-2026-000003", "LAKSA-2026-000001"])
        #expect(try found("laksa-2026-000003") == ["LAKSA-2026-000003"])
        #expect(try found("flood") == ["LAKSA-2026-000001"])
        for typed in ["", "  ", "\"", "*", "') OR 1=1 --", "NEAR(", "a:b", "banjir AND", "\u{0}"] {
            _ = try found(typed)
        }
        #expect(try found("tidak ada") == [])
    }

    @Test func `a phone finds its cases through a keyed token, newest first, and an account finds its own`() throws {
        let city = try City()
        let account = PersonID("paccount")
        func contact(_ serial: Int, _ phone: String) -> Contact {
            Contact(person: PersonID(reporterOf: Report(serial).id), phone: phone)
        }
        try city.append(
            Report(1).started(at: now, contact: contact(1, "+6281111")),
            Report(2).started(at: now + .hours(1), contact: contact(2, "+6281111")),
            Report(3).started(at: now, contact: Contact(person: account, phone: "+6282222"))
        )
        let token = try city.tokens.token(phone: "+6281111")
        #expect(!token.contains("6281111"))
        let mine = try city.read { try Contacts.numbers(of: .phone(token), limit: 10, on: $0) }
        #expect(mine.map(\.serial) == [2, 1])
        let older = try city.read {
            try Contacts.numbers(of: .phone(token), before: now + .hours(1), limit: 10, on: $0)
        }
        #expect(older.map(\.serial) == [1])
        #expect(try city.read { try Contacts.numbers(of: .person(account), limit: 10, on: $0) }.map(\.serial) == [3])
        let guest = PersonID(reporterOf: Report(1).id)
        #expect(try city.read { try Contacts.numbers(of: .person(guest), limit: 10, on: $0) }.isEmpty)
    }

    @Test func `timers come when they are due, with the version that set them`() throws {
        let city = try City()
        let report = Report(1)
        let mark = TimerID.clock("answering", percent: 75)
        try city.append(
            report.started(timers: [mark: now + .hours(2), .action("resume"): now + .hours(1)]),
            report.moved(
                "remind",
                from: "received",
                to: "received",
                timers: [mark: now + .hours(2), .action("resume"): now + .hours(5)]
            )
        )
        func due(_ hours: Int) throws -> [Timers.Due] {
            try city.read { try Timers.due(at: now + .hours(hours), limit: 10, on: $0) }
        }
        #expect(try due(1).isEmpty)
        #expect(
            try due(6) == [
                Timers.Due(stream: report.stream, id: mark, due: now + .hours(2), generation: 1),
                Timers.Due(stream: report.stream, id: .action("resume"), due: now + .hours(5), generation: 2),
            ]
        )
        try city.append(report.moved("confirm", from: "received", to: "closed", isEnd: true))
        #expect(try due(6).isEmpty)
    }

    @Test func `the board says what is overdue and what soon will be`() throws {
        let city = try City()
        try city.append(
            Report(1).started(agency: "dpupr", due: now - .hours(1)),
            Report(2).started(agency: "dpupr", due: now + .hours(1)),
            Report(3).started(agency: "dlh", due: now + .hours(9)),
            Report(4).started(agency: "dlh")
        )
        let board = try city.read {
            try DueBoard.lines(DueBoard.byAgency, now: now, until: now + .hours(4), on: $0)
        }
        #expect(board == [DueBoard.Line(id: "dpupr", overdue: 1, soon: 1)])
        let districts = try city.read {
            try DueBoard.lines(DueBoard.byDistrict, now: now, until: now + .hours(10), on: $0)
        }
        #expect(districts == [DueBoard.Line(id: "36.71.01", overdue: 1, soon: 2)])
    }
}
