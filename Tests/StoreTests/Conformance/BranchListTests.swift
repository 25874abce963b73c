import Civic
@testable import Engine
@testable import Store
import Testing

/// The list by which a case is found where its branches stand.
@Suite struct BranchListTests {
    let now = City.morning

    private func opened(_ city: City, _ serial: Int, agency: AgencyID = "dpupr", due: Moment? = nil) throws -> Report {
        let report = Report(serial)
        try city.append(
            report.started(agency: agency, due: due),
            report.moved("accept", from: "received", to: "reviewing", opened: ["site": "to_visit", "paper": "to_read"])
        )
        return report
    }

    private func numbers(_ city: City, _ state: StateID, agency: AgencyID? = nil) throws -> [Int] {
        var filter = CaseFilter(agency: agency, app: "laksa", state: state)
        filter.isInBranch = true
        let found = try city.read { try filter.lines(limit: 50, on: $0) }.map(\.number.serial)
        #expect(try city.read { try filter.count(on: $0) } == found.count)
        return found
    }

    @Test func `a case lies with everybody whose branch waits, and counts once`() throws {
        let city = try City()
        let first = try opened(city, 1, due: now + .hours(2))
        _ = try opened(city, 2, agency: "dlh", due: now + .hours(1))
        #expect(try numbers(city, "to_visit") == [2, 1])
        #expect(try numbers(city, "to_read") == [2, 1])
        #expect(try numbers(city, "to_visit", agency: "dpupr") == [1])
        try city.append(
            first.moved(
                "visit",
                from: "reviewing",
                to: "reviewing",
                step: BranchStep(branch: "site", from: "to_visit", to: "visited", joined: false)
            )
        )
        #expect(try numbers(city, "to_visit") == [2])
        #expect(try numbers(city, "visited") == [1])
        #expect(try numbers(city, "to_read") == [2, 1])
        let whole = CaseFilter(app: "laksa", state: "reviewing")
        #expect(try city.read { try whole.lines(limit: 50, on: $0) }.count == 2)
        #expect(try city.read { try whole.count(on: $0) } == 2)
        let all = CaseFilter(app: "laksa")
        #expect(try city.read { try all.count(on: $0) } == 2)
    }

    @Test func `once branches came together, none of them holds the case`() throws {
        let city = try City()
        let report = try opened(city, 1)
        try city.append(
            report.moved(
                "visit",
                from: "reviewing",
                to: "reviewing",
                step: BranchStep(branch: "site", from: "to_visit", to: "visited", joined: false)
            ),
            report.moved(
                "read",
                from: "reviewing",
                to: "deciding",
                step: BranchStep(branch: "paper", from: "to_read", to: "read", joined: true)
            )
        )
        for state in ["to_visit", "visited", "to_read", "read"] as [StateID] {
            #expect(try numbers(city, state).isEmpty)
        }
        #expect(try city.read { try CaseFilter(app: "laksa", state: "deciding").count(on: $0) } == 1)
    }

    @Test func `pages go on by key`() throws {
        let city = try City()
        for serial in 1...5 { _ = try opened(city, serial, due: now + .hours(10 - serial)) }
        var filter = CaseFilter(app: "laksa", state: "to_read")
        filter.isInBranch = true
        filter.district = "36.71.01"
        let first = try city.read { try filter.lines(limit: 3, on: $0) }
        let rest = try city.read { try filter.lines(after: try #require(first.last?.key), limit: 3, on: $0) }
        #expect((first + rest).map(\.number.serial) == [5, 4, 3, 2, 1])
    }
}
