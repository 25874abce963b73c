import Definition
import Foundation
import Testing

@testable import lumbung

/// A folder of applications with one of them, over an archetype, that a test may change.
struct Shelf {
    let root: URL
    let app: AppFolder

    init(_ id: String = "laksa") throws {
        root = FileManager.default.temporaryDirectory.appending(path: "shelf-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        let apps = URL(filePath: try Carried.folder("Apps"))
        for name in ["_archetypes", id] {
            try FileManager.default.copyItem(at: apps.appending(path: name), to: root.appending(path: name))
        }
        app = try AppFolder(root.appending(path: id).path)
    }

    func change(_ file: String, _ old: String, _ new: String) throws {
        let url = root.appending(path: file)
        let text = try String(contentsOf: url, encoding: .utf8)
        try #require(text.contains(old), "\(file) has no \(old)")
        try text.replacing(old, with: new, maxReplacements: 1).write(to: url, atomically: true, encoding: .utf8)
    }

    /// The id of the application, elsewhere on the shelf, with changes of its own.
    func copy(_ name: String, _ changes: (String, String)...) throws -> String {
        let place = root.appending(path: name)
        try FileManager.default.copyItem(at: URL(filePath: app.path), to: place)
        for (old, new) in changes { try change(name + "/app.yaml", old, new) }
        return place.path
    }

    var cache: CheckCache { CheckCache(folder: root.path + "/checks") }

    func remove() throws { try FileManager.default.removeItem(at: root) }
}
