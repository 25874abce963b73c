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
/// nothing, but what the node's own ledger says of governments and releases, which is published whole. Where an open answer is not named under `publish`, the line is cut, and says so by having no salt.
struct PublicRecords: Sendable {
    static let entriesPerFile: Int64 = 256
    let book: Book
    let zone: Zone
    /// Beginnings of streams whose open parts are published whole: those of the node's own ledger.
    var wholeStreams: [String] = []
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
            let entries = try book.ledger.openParts(
                after: index * Self.entriesPerFile,
                limit: Int(min(Self.entriesPerFile, size - index * Self.entriesPerFile))
            )
            var text: [UInt8] = []
            for entry in entries {
                guard let line = try line(entry) else { continue }
                text += line
                text.append(UInt8(ascii: "\n"))
            }
            try Disk.write(text, to: "\(folder)/\(Self.path(index))", mode: 0o644)
            index += 1
        }
    }

    private func line(_ entry: StoredOpenPart) throws -> [UInt8]? {
        if wholeStreams.contains(where: entry.stream.hasPrefix) { return whole(entry) }
        guard entry.stream.hasPrefix("case/") else { return nil }
        let open = try JSON(parsing: entry.bytes)
        guard let hash = open["definition"]?.string.flatMap({ Digest(hex: $0) }), let definition = definition(hash),
            let facts = open["data"]?.object
        else { return nil }
        switch definition.publication.ledger {
        case .sealed: return nil
        case .coarse: return coarse(entry, facts, definition)
        case .open: return self.open(entry, facts, definition)
        }
    }

    private func open(_ entry: StoredOpenPart, _ facts: [String: JSON], _ definition: Definition) -> [UInt8] {
        let published = definition.publication.fields
        let answers = facts["fields"]?.object ?? [:]
        if answers.keys.allSatisfy({ name in published.contains { $0.text == name } }) { return whole(entry) }
        var facts = facts
        facts["fields"] = .object(answers.filter { answer in published.contains { $0.text == answer.key } })
        facts["number"] = nil
        return record(entry, definition, ["facts": .object(facts), "at": .string(entry.at.rfc3339)])
    }

    /// The open part as it was hashed, with the salt that ties it to its leaf.
    private func whole(_ entry: StoredOpenPart) -> [UInt8] {
        let end = #","salt":"\#(hexText(entry.salt))","sequence":\#(entry.sequence)}"#
        return Array(#"{"open":"#.utf8) + entry.bytes + Array(end.utf8)
    }

    private func coarse(_ entry: StoredOpenPart, _ facts: [String: JSON], _ definition: Definition) -> [UInt8] {
        var object: [String: JSON] = ["day": .string(entry.at.date(in: zone).iso)]
        for name in ["state", "from", "to", "district"] {
            if let value = facts[name] { object[name] = value }
        }
        return record(entry, definition, object)
    }

    private func record(_ entry: StoredOpenPart, _ definition: Definition, _ more: [String: JSON]) -> [UInt8] {
        var object = more
        object["sequence"] = .int(entry.sequence)
        object["type"] = .string(entry.type)
        object["app"] = .string(definition.app.text)
        return JSON.object(object).canonical
    }
}
