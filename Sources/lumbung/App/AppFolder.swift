import Civic
import Definition
import Engine
import Foundation

/// One application's folder.
struct AppFolder {
    let path: String
    var file: String { path + "/app.yaml" }
    var scenariosFile: String { path + "/scenarios.yaml" }

    /// `app` is an id under `Apps/` or a folder.
    init(_ app: String) throws {
        if FileManager.default.fileExists(atPath: app + "/app.yaml") {
            path = app.count > 1 && app.hasSuffix("/") ? String(app.dropLast()) : app
            return
        }
        let apps = try Carried.folder("Apps")
        guard FileManager.default.fileExists(atPath: "\(apps)/\(app)/app.yaml") else {
            let known = ((try? FileManager.default.contentsOfDirectory(atPath: apps)) ?? []).filter {
                !$0.hasPrefix("_")
            }
            throw Sentence("Tidak ada aplikasi “\(app)”. Yang ada: \(known.sorted().joined(separator: ", ")).")
        }
        path = "\(apps)/\(app)"
    }

    /// The folder that a text lies in.
    init(holding file: String) { path = URL(filePath: file).deletingLastPathComponent().path }

    func source() throws -> String { try Carried.text(file) }

    /// The archetypes beside it, in `_archetypes`; else those that travel with the program.
    var archetypes: Archetypes {
        let beside = URL(filePath: path).deletingLastPathComponent().path + "/_archetypes"
        let carried = { (try? Carried.folder("Apps")).map { $0 + "/_archetypes" } }
        guard let folder = FileManager.default.fileExists(atPath: beside) ? beside : carried() else { return .none }
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        return Archetypes(in: folder, names: names) { try? Carried.text($0) }
    }

    /// Its text read and checked, with its archetype beneath it; the definition only where no error is found.
    func examined(_ source: String, agencies: Set<AgencyID>? = nil) -> (Definition?, [Finding]) {
        DefinitionReader.examine(
            yaml: source,
            file: file,
            archetypes: archetypes,
            in: CheckContext(agencies: agencies)
        )
    }

    /// The definition, checked; throws all findings as one text when it must not run.
    func definition(agencies: Set<AgencyID>? = nil, in language: Language = .id) throws -> Definition {
        let source = try source()
        let (definition, findings) = examined(source, agencies: agencies)
        guard let definition else {
            throw Sentence(findings.map { $0.printed(language, source: source) }.joined(separator: "\n"))
        }
        return definition
    }

    /// Ready to run, or what keeps it from running.
    func compiled(_ definition: Definition) -> (CompiledDefinition?, findings: [Finding]) {
        do throws(DefinitionRefused) {
            return (try CompiledDefinition(definition, hash: definition.tree.hash), [])
        } catch {
            return (nil, error.findings)
        }
    }

    /// The scenarios that travel with it, read against its definition; nil where a finding is an error.
    func examinedScenarios(for definition: Definition) throws -> (Keyed<ScenarioID, Scenario>?, [Finding]) {
        ScenarioReader.read(
            yaml: try Carried.text(scenariosFile),
            file: scenariosFile,
            for: definition,
            beneath: inheritedScenarios(definition)
        )
    }

    /// The same; throws all findings as one text when they cannot be played.
    func scenarios(for definition: Definition, _ language: Language) throws -> Keyed<ScenarioID, Scenario> {
        let (scenarios, findings) = try examinedScenarios(for: definition)
        guard let scenarios else {
            let source = try Carried.text(scenariosFile)
            throw Sentence(findings.sorted.map { $0.printed(language, source: source) }.joined(separator: "\n"))
        }
        return scenarios
    }

    /// The stories of its archetype; nil where it has none.
    private func inheritedScenarios(_ definition: Definition) -> (yaml: String, file: String)? {
        definition.archetype.isEmpty ? nil : archetypes.scenarios(definition.archetype)
    }

    /// What travels with a release: one text with the stories of the archetype in it.
    func travellingScenarios(for definition: Definition) throws -> String {
        ScenarioReader.flattened(
            yaml: try Carried.text(scenariosFile),
            file: scenariosFile,
            beneath: inheritedScenarios(definition)
        )
    }
}
