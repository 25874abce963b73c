import Civic
import Foundation
import Node
import Store
import StoreSQLite

/// The file `demo.json` in a data folder: it says that everything in there is invented, and whether the story was told to its end.
struct DemoMarker {
    let folder: String
    private var path: String { folder + "/demo.json" }

    enum State: Equatable {
        /// Nothing is there yet.
        case empty
        /// A telling that was cut short.
        case unfinished
        case finished(seed: Int, cases: Int)
        /// Governments, but no demo: somebody's real data.
        case foreign
    }

    func state() throws -> State {
        guard let content = FileManager.default.contents(atPath: path) else {
            return governments.isEmpty ? .empty : .foreign
        }
        let json = try JSON(parsing: Array(content))
        guard json["finished"]?.bool == true, let seed = json["seed"]?.int, let cases = json["cases"]?.int else {
            return .unfinished
        }
        return .finished(seed: Int(seed), cases: Int(cases))
    }

    func write(seed: Int, cases: Int, isFinished: Bool) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // What the mark vouches for is on the disk before the mark.
        if isFinished { sync() }
        let json: JSON = ["seed": .int(Int64(seed)), "cases": .int(Int64(cases)), "finished": .bool(isFinished)]
        try Data(json.canonical).write(to: URL(filePath: path), options: .atomic)
        sync()
    }

    /// Forgets a telling that was cut short, so that it can be told anew; throws when another process is at it.
    func clear(secretFile: String) throws {
        for (name, log) in governments.map({ ($0, $0) }) + [(NodeLedger.folderName, NodeLedger.code.text)] {
            let place = "\(folder)/\(name)"
            if FileManager.default.fileExists(atPath: place + "/ledger.sqlite") {
                do {
                    try openSQLiteFolder(place).close()
                } catch StoreFault.folderInUse(let path, let by) {
                    throw StoreFault.folderInUse(path: path, process: by)
                } catch {
                    Printed.line("\(place) tidak utuh dan dibuang.")
                }
            }
            guard FileManager.default.fileExists(atPath: place) else { continue }
            try FileManager.default.removeItem(atPath: place)
            // What was signed of the unfinished log must not forbid the new one.
            let signed = "\(secretFile).d/\(log).checkpoint"
            if FileManager.default.fileExists(atPath: signed) { try FileManager.default.removeItem(atPath: signed) }
        }
    }

    private var governments: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .filter { name in
                guard (try? RegionCode(name)) != nil else { return false }
                return FileManager.default.fileExists(atPath: "\(folder)/\(name)/ledger.sqlite")
                    || FileManager.default.fileExists(atPath: "\(folder)/\(name)/files")
            }
            .sorted()
    }
}
