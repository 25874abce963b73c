import Civic
import Testing

@testable import lumbung

@Suite struct ReportReadingTests {
    private static let header = ["id", "opened", "closed", "due", "state", "kind", "lat", "lon"]
    private let regions = RegionMap(regions: [
        Region(code: "36.71", name: "Kota Tangerang"), Region(code: "36.71.01", name: "Tangerang"),
        Region(
            code: "36.71.01.1007",
            name: "Sukasari",
            centre: try? GeoPoint(latitude: -6.178, longitude: 106.63)
        ),
    ])

    private func mapping(
        how: ReportMapping.Place.How = .keep,
        backwards: ReportMapping.Dirt.Backwards = .reject
    ) -> ReportMapping {
        ReportMapping(
            source: "test",
            app: "laksa",
            row: "id",
            separator: nil,
            times: .init(opened: "opened", closed: "closed", due: "due", zone: nil),
            status: .init(column: "state", open: ["Open"]),
            category: .init(rules: [.init(when: ["kind": "Tree"], to: "fallen_tree")], otherwise: nil),
            agency: nil,
            channel: nil,
            place: .init(how: how, latitude: "lat", longitude: "lon", group: "kind", groups: nil),
            description: "{kind} {id}",
            answer: "Ditutup: {state}",
            dirt: .init(closedBeforeOpened: backwards)
        )
    }

    private func read(
        _ fields: [String],
        _ mapping: ReportMapping? = nil
    ) throws -> (PastReport, [Oddity]) {
        let reading = try ReportReading(
            mapping ?? self.mapping(),
            header: Self.header,
            regions: regions,
            zone: .wib,
            now: try Moment(rfc3339: "2026-11-24T00:00:00Z")
        )
        return try reading.report(CSVRecord(line: 2, fields: fields, raw: []))
    }

    private static let row = [
        "7", "2015-01-01T00:20:09", "2015-01-02T09:08:42", "2015-01-16 08:30", "Closed", "Tree", "-6.178", "106.63",
    ]

    private func row(_ change: [Int: String]) -> [String] {
        Self.row.enumerated().map { change[$0.offset] ?? $0.element }
    }

    @Test func `times without an offset are the government's own`() throws {
        let (report, odd) = try read(Self.row)
        #expect(report.opened.rfc3339 == "2014-12-31T17:20:09Z")
        #expect(report.closed?.rfc3339(in: .wib) == "2015-01-02T09:08:42+07:00")
        #expect(report.due?.rfc3339(in: .wib) == "2015-01-16T08:30:00+07:00")
        #expect(report.description == "Tree 7")
        #expect(odd.isEmpty)
    }

    @Test func `an open report stays open, whatever its closing time says`() throws {
        #expect(try read(row([4: "Open"])).0.closed == nil)
    }

    @Test func `closing before opening is rejected, or brought to the opening where the mapping says so`() throws {
        let backwards = row([2: "2014-12-01T00:00:00"])
        #expect(throws: RowProblem.self) { try read(backwards) }
        let (report, odd) = try read(backwards, mapping(backwards: .atOpening))
        #expect(report.closed == report.opened)
        #expect(odd == [.closedAtOpening])
    }

    @Test(arguments: [("", Oddity.noDeadline), ("2014-06-01", .deadlineBeforeOpening)])
    func `a deadline that is missing or can't be is left to the service's own target`(_ due: String, _ oddity: Oddity)
        throws
    {
        let (report, odd) = try read(row([3: due]))
        #expect(report.due == nil)
        #expect(odd == [oddity])
    }

    @Test(arguments: [
        ([0: ""], "tanpa nomor"), ([1: "yesterday"], "bukan waktu"), ([1: "2030-01-01"], "masa depan"),
        ([2: ""], "tanpa waktu ditutup"), ([5: "Bee"], "category"), ([6: "x"], "tanpa posisi"), ([6: "99"], "bumi"),
    ])
    func `a row that can't become a case says why`(_ change: [Int: String], _ word: String) {
        #expect { try read(row(change)) } throws: { ($0 as? RowProblem)?.text.contains(word) == true }
    }

    @Test func `a row with too few columns is refused`() {
        #expect { try read(Array(Self.row.dropLast())) } throws: {
            ($0 as? RowProblem)?.text.contains("7 kolom") == true
        }
    }

    @Test func `another city's point always lands at the same place inside the government`() throws {
        let boston = row([6: "42.3574", 7: "-71.0648"])
        let first = try read(boston, mapping(how: .transplant)).0.point
        #expect(try read(boston, mapping(how: .transplant)).0.point == first)
        #expect(regions.village(at: first) == "36.71.01.1007")
    }

    @Test func `a mapping that names a missing column is refused with the columns there are`() {
        #expect {
            try ReportReading(
                mapping(),
                header: ["id", "opened"],
                regions: regions,
                zone: .wib,
                now: Moment(milliseconds: 0)
            )
        } throws: { ($0 as? Sentence)?.description.contains("Yang ada: id, opened") == true }
    }
}
