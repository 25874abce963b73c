import Foundation
import Testing

@testable import Rules

/// CEL's own conformance cases (github.com/google/cel-spec `tests/simple/testdata`), where the files are at hand.
@Suite struct ConformanceTests {
    private static let home = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    /// Beside the project: `shared/data/conformance/cel`.
    private static let folder = home.appending(path: "../../../shared/data/conformance/cel").standardizedFileURL
    static let files: [String] = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { $0.hasSuffix(".textproto") }.sorted()
    }()

    /// Zones of the machine that tests: only here, where the cases ask for them.
    private static let surroundings = RuleSurroundings { name in
        guard let data = try? Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)")) else { return nil }
        return ZoneRules(tzif: [UInt8](data))
    }

    /// Cases that fail, by name, each with its reason; the list may only shrink.
    private static func expectedFailures() throws -> ExpectedFailures {
        let text = try String(contentsOf: home.appending(path: "expected-failures.txt"), encoding: .utf8)
        return try ExpectedFailures(text)
    }

    private static func cases(of file: String) throws -> [ConformanceCase] {
        let bytes = try [UInt8](Data(contentsOf: folder.appending(path: file)))
        return try ConformanceCase.all(parsing: bytes, named: String(file.prefix { $0 != "." }))
    }

    @Test(
        .enabled(if: !files.isEmpty, "no conformance files beside the project: shared/data/conformance/cel"),
        arguments: files
    )
    func `expressions mean what the CEL specification says`(_ file: String) throws {
        let expected = try Self.expectedFailures()
        let cases = try Self.cases(of: file)
        try #require(!cases.isEmpty)
        for test in cases {
            switch (test.run(in: Self.surroundings), expected.reasons[test.name]) {
            case (.passed, nil), (.failed, .some), (.skipped, .some): break
            case (.failed(let why), nil), (.skipped(let why), nil): Issue.record("\(test.name) | \(why)")
            case (.passed, .some): Issue.record("\(test.name) passes: remove it from expected-failures.txt")
            }
        }
    }

    @Test(.enabled(if: !files.isEmpty, "no conformance files beside the project: shared/data/conformance/cel"))
    func `every expected failure is a case that exists, and needs protobuf`() throws {
        let names = Set(try Self.files.flatMap { try Self.cases(of: $0) }.map(\.name))
        let expected = try Self.expectedFailures().reasons
        #expect(expected.keys.filter { !names.contains($0) }.isEmpty)
        #expect(expected.values.allSatisfy { $0.hasPrefix("needs protobuf") })
    }
}
