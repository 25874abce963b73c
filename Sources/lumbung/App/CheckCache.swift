import Civic
import Definition
import Foundation
import Node

/// Findings of applications that were checked before, one file for each, under the hash of all that they follow from.
///
/// An entry that cannot be read counts as none: it is checked anew and written over.
struct CheckCache: Sendable {
    let folder: String

    /// Beside a build of the project (`.build/checks`); nil where there is none.
    static var usual: CheckCache? {
        FileManager.default.fileExists(atPath: ".build") ? CheckCache(folder: ".build/checks") : nil
    }

    func findings(of file: String, key: Digest) throws -> [Finding]? {
        guard let content = FileManager.default.contents(atPath: path(file)), let json = try? JSON(parsing: content),
            let entry = json.object, entry["key"]?.string == key.hex, let all = entry["findings"]?.array
        else { return nil }
        let findings = all.compactMap { Finding(json: $0) }
        return findings.count == all.count ? findings : nil
    }

    func keep(_ findings: [Finding], of file: String, key: Digest) throws {
        let entry: JSON = ["key": .string(key.hex), "findings": .array(findings.map(\.json))]
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(entry.text.utf8).write(to: URL(filePath: path(file)), options: .atomic)
        } catch {
            throw Sentence(
                "Hasil pemeriksaan tidak dapat disimpan di \(folder). Pilih --cache FOLDER lain, atau --no-cache."
            )
        }
    }

    private func path(_ file: String) -> String {
        folder + "/" + sha256(Array(file.utf8)).hex.prefix(24) + ".json"
    }
}
