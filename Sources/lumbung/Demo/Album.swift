import Civic
import Node

/// The demo's pictures, made ready once and laid into many cases.
struct Album: Sendable {
    private let before: [Scene: [ReadyPhoto]]
    private let after: [Scene: ReadyPhoto]

    /// Draws every scene and sends it through the safe way of an upload.
    init(in files: FileStore, seed: UInt64) async throws {
        var before: [Scene: [ReadyPhoto]] = [:]
        var after: [Scene: ReadyPhoto] = [:]
        for scene in Scene.allCases {
            // Two of what is seen most.
            for variant in 0..<(scene == .road || scene == .garbage ? 2 : 1) {
                let bytes = scene.picture(isDone: false, seed: seed &+ UInt64(variant))
                before[scene, default: []].append(try await files.ready(bytes, fileName: "\(scene.rawValue).png"))
            }
            after[scene] = try await files.ready(
                scene.picture(isDone: true, seed: seed),
                fileName: "\(scene.rawValue).png"
            )
        }
        self.before = before
        self.after = after
    }

    func before(_ scene: String, _ draws: inout SeededGenerator) -> ReadyPhoto {
        guard let photos = before[Scene(rawValue: scene) ?? .building], !photos.isEmpty else {
            preconditionFailure("every scene was drawn")
        }
        return draws.pick(photos)
    }

    func after(_ scene: String) -> ReadyPhoto {
        guard let photo = after[Scene(rawValue: scene) ?? .building] else {
            preconditionFailure("every scene was drawn")
        }
        return photo
    }
}
