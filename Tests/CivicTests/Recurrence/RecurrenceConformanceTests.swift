import Civic
import Foundation
import Testing

/// libical's cases where the folder of shared data stands beside the repository.
@Suite struct RecurrenceConformance {
    static let folder = Files.root.appending(path: "../shared/data/conformance/rrule")
    static let files: [URL] = {
        let found = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return (found ?? []).filter { $0.pathExtension == "txt" && $0.lastPathComponent.hasPrefix("icalrecur") }
            .sorted { $0.path < $1.path }
    }()

    /// Lines of rules that fail, with the reason; the list may only shrink.
    static let expectedFailures: [Int: String] = [:]

    @Test(
        .enabled(if: !files.isEmpty, "the folder shared/data/conformance/rrule is not beside the repository"),
        arguments: files
    )
    func `every case of libical's file passes`(_ file: URL) throws {
        let cases = RecurrenceCases(try String(contentsOf: file, encoding: .utf8)).cases
        #expect(cases.count > 50)
        var failed: [Int: String] = [:]
        for item in cases {
            if case .failed(let why) = item.run() { failed[item.line] = "\(item.rule) from \(item.start) \(why)" }
        }
        let news = failed.filter { Self.expectedFailures[$0.key] == nil }
        #expect(
            news.isEmpty,
            "\(news.sorted { $0.key < $1.key }.map { "line \($0.key): \($0.value)" }.joined(separator: "\n"))"
        )
        #expect(Self.expectedFailures.allSatisfy { failed[$0.key] != nil }, "a case passes and must leave the list")
    }

    @Test func `a file is read block by block, and a wrong expectation fails`() {
        let text = """
            # Two blocks
            RRULE:FREQ=DAILY;COUNT=2
            DTSTART:20260105
            INSTANCES:20260105,20260106

            RRULE:FREQ=DAILY
            DTSTART:20260105
            START-AT:20260107
            INSTANCES:20260105,20260107

            RRULE:FREQ=WEEKLY;BYDAY=1MO
            DTSTART:20260105
            INSTANCES: *** MALFORMEDDATA: An input string was not correctly formed

            RRULE:RSCALE=CHINESE;FREQ=YEARLY
            DTSTART:20260105
            INSTANCES:20260105

            """
        #expect(RecurrenceCases.isRead(text))
        #expect(!RecurrenceCases.isRead("name: \"basic\"\nsection {}\n"))
        let cases = RecurrenceCases(text).cases
        #expect(cases.map(\.line) == [2, 6, 11, 15])
        #expect(
            cases.map { $0.run() } == [
                .passed, .failed("gives 20260105,20260106,20260107"), .passed,
                .skipped("RSCALE: calendars other than the Gregorian"),
            ]
        )
    }
}
