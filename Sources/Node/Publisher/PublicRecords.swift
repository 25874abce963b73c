import Civic
import Definition
import Engine
import Foundation
import Ledger
import Store

/// What is published of events beside the tiles, one JSON object a line, 256 entries a file (`records/000000.jsonl`).
///
/// `open` applications: the open part as it was hashed, with the salt that ties it to its leaf; from these lines an outsider
/// recomputes every public figure. `coarse`: application, state, day, kecamatan. `sealed` and everything that is no case:
/// nothing. Where an open answer is not named under `publish`, the line is cut, and says so by having no salt.
struct PublicRecords: Sendable {
    static let entriesPerFile: Int64 = 256
    let book: Book
    let zone: Zone
    /// The definition of a hash; nil: unknown, so nothing is published of it.
    let definition: @Sendable (Digest) -> Definition?

    static func isPath(_ path: String) -> Bool {
        guard path.hasPrefix("records/"), path.hasSuffix(".jsonl") else { return false }
        let digits = path.dropFirst(8).dropLast(6).utf8
        return digits.count >= 6 && digits.count <= 12 && digits.allSatisfy { (48...57).contains($0) }
    }

    private static func path(_ index: Int64) -> String {
        let digits = String(index)
        return "records/" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits + ".jsonl"
    }

    /// Writes the files from the last one on up to an entry.
    func write(upTo size: Int64, folder: String) throws {
        try Disk.makeFolder(folder + "/records", mode: 0o755)
        var index = Int64(max(0, Disk.names(in: folder + "/records").filter { $0.hasSuffix(".jsonl") }.count - 1))
        while index * Self.entriesPerFile < size {
            let entries = try book.ledger.entries(
                after: index * Self.entriesPerFile,
                limit: Int(min(Self.entriesPerFile, size - index * Self.entriesPerFile))
            )
            let text = try entries.compactMap(line).map { $0 + "\n" }.joined()
            try Disk.write(Array(text.utf8), to: "\(folder)/\(Self.path(index))", mode: 0o644)
            index += 1
        }
    }

    private func line(_ entry: Entry) throws -> String? {
        let seal = entry.open.seal
        guard seal.stream.hasPrefix("case/"), let hash = entry.open.definition, let definition = definition(hash) else {
            return nil
        }
        switch definition.publication.ledger {
        case .sealed: return nil
        case .coarse: return coarse(entry, definition)
        case .open: return open(entry, definition)
        }
    }

    private func open(_ entry: Entry, _ definition: Definition) -> String {
        let published = Set(definition.publication.fields.map(\.text))
        let answers = entry.open.facts["fields"]?.object ?? [:]
        if answers.keys.allSatisfy(published.contains) {
            let open = String(decoding: entry.openBytes, as: UTF8.self)
            return #"{"open":\#(open),"salt":"\#(hexText(entry.salt))","sequence":\#(entry.open.seal.sequence)}"#
        }
        var facts = entry.open.facts.object ?? [:]
        facts["fields"] = .object(answers.filter { published.contains($0.key) })
        facts["number"] = nil
        return record(entry, definition, ["facts": .object(facts), "at": .string(entry.open.seal.at.rfc3339)])
    }

    private func coarse(_ entry: Entry, _ definition: Definition) -> String {
        let facts = entry.open.facts
        var object: [String: JSON] = ["day": .string(entry.open.seal.at.date(in: zone).iso)]
        for name in ["state", "from", "to", "district"] {
            if let value = facts[name] { object[name] = value }
        }
        return record(entry, definition, object)
    }

    private func record(_ entry: Entry, _ definition: Definition, _ more: [String: JSON]) -> String {
        var object = more
        object["sequence"] = .int(entry.open.seal.sequence)
        object["type"] = .string(entry.open.seal.type)
        object["app"] = .string(definition.app.text)
        return JSON.object(object).text
    }
}
