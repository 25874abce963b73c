import Civic
import Definition
import Engine
import Foundation
import Testing

/// Values that tests begin with.
enum Given {
    /// A file of the project, found from this file's own place.
    static func text(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static let archetypes = Archetypes(in: "Apps/_archetypes") { try? text($0) }

    static func definition(_ app: String) throws -> Definition {
        try #require(
            DefinitionReader.read(yaml: try text("Apps/\(app)/app.yaml"), file: "app.yaml", archetypes: archetypes).0
        )
    }

    static func compiled(_ app: String) throws -> CompiledDefinition {
        let definition = try definition(app)
        return try CompiledDefinition(definition, hash: definition.tree.hash)
    }
}
