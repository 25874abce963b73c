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

    /// Cases that fail, by name, each with its reason; the list may only shrink.
    private static func expectedFailures() throws -> [String: String] {
        let text = try String(contentsOf: home.appending(path: "expected-failures.txt"), encoding: .utf8)
        var all: [String: String] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: "|", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            try #require(parts.count == 2 && !parts[1].isEmpty, "name | reason: \(line)")
            #expect(all[parts[0]] == nil, "listed twice: \(parts[0])")
            all[parts[0]] = parts[1]
        }
        return all
    }

    private static func cases(of file: String) throws -> [ConformanceCase] {
        let bytes = try [UInt8](Data(contentsOf: folder.appending(path: file)))
        return ConformanceCase.all(in: try TextProto(parsing: bytes), named: String(file.prefix { $0 != "." }))
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
            switch (test.run(), expected[test.name]) {
            case (.passed, nil), (.failed, .some): break
            case (.failed(let why), nil): Issue.record("\(test.name) | \(why)")
            case (.passed, .some): Issue.record("\(test.name) passes: remove it from expected-failures.txt")
            }
        }
    }

    @Test(.enabled(if: !files.isEmpty, "no conformance files beside the project: shared/data/conformance/cel"))
    func `every expected failure is a case that exists`() throws {
        let names = Set(try Self.files.flatMap { try Self.cases(of: $0) }.map(\.name))
        let unknown = try Self.expectedFailures().keys.filter { !names.contains($0) }
        #expect(unknown.isEmpty)
    }
}
