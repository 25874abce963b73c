import Civic
import Definition
import Foundation

/// One side of a comparison: an id under `Apps/`, a folder, a text (`app.yaml`), or a canonical tree (`.json`).
struct ComparedApplication {
    let definition: Definition
    /// The folder where its scenarios lie; nil for a tree.
    let folder: AppFolder?

    var tree: DefinitionTree { definition.tree.normalized }

    init(_ named: String, _ language: Language) throws {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: named, isDirectory: &isFolder)
        guard isThere, !isFolder.boolValue else {
            let folder = try AppFolder(named)
            self.folder = folder
            definition = try folder.definition(in: language)
            return
        }
        let source = try Carried.text(named)
        if named.hasSuffix(".json") {
            let json: JSON
            do throws(JSONError) {
                json = try JSON(parsing: Array(source.utf8))
            } catch {
                throw Sentence("\(named): \(error.message(language))")
            }
            let (read, findings) = DefinitionReader.read(tree: DefinitionTree(json: json))
            guard let read else { throw Sentence(Self.said(findings, language)) }
            folder = nil
            definition = read
            return
        }
        let folder = AppFolder(holding: named)
        let (read, findings) = DefinitionReader.examine(yaml: source, file: named, archetypes: folder.archetypes)
        guard let read else { throw Sentence(Self.said(findings, language, source: source)) }
        self.folder = folder
        definition = read
    }

    private static func said(_ findings: [Finding], _ language: Language, source: String? = nil) -> String {
        findings.map { $0.printed(language, source: source) }.joined(separator: "\n")
    }
}
