import Civic
import Definition
import Engine
import Exchange
import Testing

@Suite struct LocalizationTests {
    private let at = Moment(milliseconds: 0)

    private func version(_ operations: [OverlayOperation], agencies: [String] = Given.laksaAgencies) throws
        -> LocalVersion
    {
        let tree = try Given.definition("laksa").tree
        return LocalVersion(
            base: tree,
            overlay: Overlay(app: "laksa", baseVersion: Version(1, 0, 0), baseHash: tree.hash, operations: operations),
            agencies: Set(try agencies.map { try AgencyID($0) }),
            calendar: try Given.calendar(),
            scenarios: [try Given.text("Apps/laksa/scenarios.yaml")]
        )
    }

    private func operation(_ path: [String], typed: String, reason: String = "Sesuai keadaan setempat") throws
        -> OverlayOperation
    {
        let element = try #require(LocalElements.element(path, of: try Given.definition("laksa")))
        let value = try #require(try element.value(typed: typed))
        return try #require(element.operation(to: value, author: "o1", at: at, reason: reason))
    }

    @Test func `a release without changes is fit and passes its scenarios`() throws {
        let version = try version([])
        #expect(version.isFit)
        #expect(!version.scenarios.isEmpty)
        #expect(version.scenarios.allSatisfy { $0.verdict == .passed })
    }

    @Test func `a category is renamed, hidden, given other workdays and another agency`() throws {
        let rows = ["registers", "report_categories", "rows"]
        let version = try version([
            operation(rows + ["road_damage", "name", "id"], typed: "Jalan kabupaten rusak"),
            operation(rows + ["wifi", "hidden"], typed: "tidak"),
            operation(rows + ["noise", "values", "workdays"], typed: "4"),
            operation(["tables", "route", "rows", "park", "out", "agency"], typed: "dlh"),
            operation(["name", "id"], typed: "Lapor Karawang"),
        ])
        #expect(version.problems.map(\.message) == [])
        let local = try #require(version.definition)
        #expect(local.name.text(.id) == "Lapor Karawang")
        #expect(local.registers["report_categories"]?.rows["wifi"]?.isHidden == true)
        #expect(local.registers["report_categories"]?.rows["noise"]?.values["workdays"] == 4)
        #expect(local.tables["route"]?.rows["park"]?.outputs["agency"] == "dlh")
        let told = LocalDifference.all(try Given.definition("laksa"), local)
        #expect(told.count == 5)
        #expect(told.contains { $0.before == "Jalan rusak atau berlubang" && $0.after == "Jalan kabupaten rusak" })
    }

    @Test func `a locked bound refuses with its legal source`() throws {
        let version = try version([
            operation(["registers", "report_categories", "rows", "noise", "values", "workdays"], typed: "41")
        ])
        #expect(version.problems.map(\.code) == ["out-of-bounds"])
        #expect(version.problems.first?.message.text(.id).contains("UU 25/2009 Pasal 50") == true)
        #expect(!version.isFit)
    }

    @Test func `a route to an agency that the government does not have is found before it runs`() throws {
        let version = try version([], agencies: ["diskominfo", "dpupr"])
        #expect(version.findings.contains { $0.code == "unknown-agency" })
        #expect(!version.isFit)
    }

    @Test func `a change without a reason is refused`() throws {
        let version = try version([operation(["name", "id"], typed: "Lapor", reason: " ")])
        #expect(version.problems.map(\.code) == ["no-reason"])
    }

    @Test func `another deadline only shifts values; the scenarios still go the same way`() throws {
        let version = try version([
            operation(["registers", "report_categories", "rows", "road_damage", "values", "workdays"], typed: "10")
        ])
        #expect(version.isFit)
        #expect(version.scenarios.allSatisfy { $0.verdict != .broken })
    }

    @Test func `a scenario about a kind that the government hides is left out, and the others still judge`() throws {
        let version = try version([
            operation(["registers", "report_categories", "rows", "noise", "hidden"], typed: "tidak")
        ])
        #expect(version.isFit)
        #expect(version.scenarios.contains { $0.verdict == .leftOut })
        #expect(version.scenarios.count { $0.verdict == .passed } > 10)
    }

    @Test func `a hidden row comes back`() throws {
        let path = ["registers", "report_categories", "rows", "wifi", "hidden"]
        let hide = try operation(path, typed: "tidak")
        let hidden = try #require(try version([hide]).definition)
        let element = try #require(LocalElements.element(path, of: hidden))
        #expect(element.value == false)
        let show = try #require(element.operation(to: true, author: "o1", at: at, reason: "Dipakai lagi"))
        #expect(try version([hide, show]).definition?.registers["report_categories"]?.rows["wifi"]?.isHidden == false)
    }
}
