import Civic
import Definition
import Foundation
import Testing

/// What is written from the declarations: the reference and the schema for editors.
struct ReferenceTests {
    @Test func `the reference in docs is what the declarations give`() throws {
        try Self.compare(DefinitionLanguage.reference, with: "docs/definitions/reference.md")
    }

    @Test func `the schema in docs is what the declarations give`() throws {
        try Self.compare(DefinitionLanguage.editorSchema.readable + "\n", with: "docs/definitions/app.schema.json")
    }

    @Test func `the reference names every key, every type of answer and every word of a closed list`() {
        let text = DefinitionLanguage.reference
        for entry in DefinitionLanguage.root.entries { #expect(text.contains("| `\(entry.key)` |")) }
        for type in DefinitionLanguage.fieldTypes { #expect(text.contains("| `\(type.word)` |")) }
        #expect(text.contains("- `refused`: "))
    }

    @Test func `every reference inside the schema leads to a definition`() throws {
        let schema = DefinitionLanguage.editorSchema
        let names = try #require(schema["$defs"]?.object).keys
        var pending = [schema], seen = 0
        while let json = pending.popLast() {
            if let reference = json["$ref"]?.string {
                seen += 1
                #expect(names.contains(reference.replacing("#/$defs/", with: "")), "\(reference)")
            }
            pending += json.object.map { Array($0.values) } ?? json.array ?? []
        }
        #expect(seen > 20)
    }

    /// Compares with a file of the project; `UPDATE=1` rewrites it.
    private static func compare(_ text: String, with path: String) throws {
        var root = URL(filePath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let url = root.appending(path: path)
        if ProcessInfo.processInfo.environment["UPDATE"] == "1" {
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        let known = try String(contentsOf: url, encoding: .utf8)
        let lines = zip(text.split(separator: "\n"), known.split(separator: "\n"))
        let first = lines.enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? -1
        #expect(text == known, "\(path) differs, first in written line \(first + 1); UPDATE=1 rewrites it")
    }
}
