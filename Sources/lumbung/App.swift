import ArgumentParser
import Civic
import Definition
import Engine
import Foundation
import Node

/// `lumbung app`: checks and plays applications.
struct App: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "app",
        abstract: "Periksa dan mainkan aplikasi. Check and play applications.",
        subcommands: [AppCheck.self, AppRun.self]
    )
}

/// `lumbung app check APP…`: finds what must not run, with file, line, column and what to do.
struct AppCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Periksa definisi aplikasi. Check definitions."
    )

    @Argument(help: "Id di bawah Apps/, atau sebuah folder. An id under Apps/, or a folder.")
    var apps: [String]
    @Flag(name: .long, help: "Dalam bahasa Inggris. In English.")
    var english = false

    func run() async throws {
        try await inSentences {
            let language: Language = english ? .en : .id
            var isSound = true
            for app in apps {
                let folder = try AppFolder(app)
                let source = try folder.source()
                let (definition, found) = DefinitionReader.examine(yaml: source, file: folder.file)
                var findings = found
                if let definition, !findings.hasErrors { findings += folder.compiled(definition).findings }
                for finding in findings.sorted { print(finding.printed(language, source: source)) }
                isSound = isSound && definition != nil && !findings.hasErrors
                let (errors, warnings) = (
                    findings.count { $0.severity == .error }, findings.count { $0.severity == .warning }
                )
                print(
                    language == .id
                        ? "\(folder.file): \(errors) galat, \(warnings) peringatan"
                        : "\(folder.file): \(errors) errors, \(warnings) warnings"
                )
            }
            if !isSound { throw ExitCode(1) }
        }
    }
}

/// `lumbung app run APP…`: plays the scenarios that travel with an application, in simulated time.
struct AppRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Mainkan skenario aplikasi. Play an application's scenarios."
    )

    @Argument(help: "Id di bawah Apps/, atau sebuah folder. An id under Apps/, or a folder.")
    var apps: [String]
    @Flag(name: .long, help: "Dalam bahasa Inggris. In English.")
    var english = false

    func run() async throws {
        try await inSentences {
            let language: Language = english ? .en : .id
            var isPassed = true
            for app in apps { isPassed = try play(try AppFolder(app), language) && isPassed }
            if !isPassed { throw ExitCode(1) }
        }
    }

    private func play(_ folder: AppFolder, _ language: Language) throws -> Bool {
        let definition = try folder.definition()
        let (plan, refused) = folder.compiled(definition)
        guard let plan else {
            for finding in refused { print(finding.printed(language)) }
            return false
        }
        let file = folder.path + "/scenarios.yaml"
        let (scenarios, findings) = ScenarioReader.read(yaml: try Carried.text(file), file: file, for: definition)
        for finding in findings.sorted { print(finding.printed(language)) }
        guard let scenarios, !findings.hasErrors else { return false }
        let report = ScenarioRunner(plan, calendar: try Carried.calendar(.wib)).run(scenarios)
        for line in report.printed(language) { print(line) }
        return report.isPassed
    }
}

/// One application's folder.
struct AppFolder {
    let path: String
    var file: String { path + "/app.yaml" }

    /// `app` is an id under `Apps/` or a folder.
    init(_ app: String) throws {
        if FileManager.default.fileExists(atPath: app + "/app.yaml") {
            path = app
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

    func source() throws -> String { try Carried.text(file) }

    /// The definition, checked; throws all findings as one text when it must not run.
    func definition(agencies: Set<AgencyID>? = nil) throws -> Definition {
        let source = try source()
        let (definition, findings) = DefinitionReader.examine(
            yaml: source,
            file: file,
            in: CheckContext(agencies: agencies)
        )
        guard let definition else {
            throw Sentence(findings.map { $0.printed(.id, source: source) }.joined(separator: "\n"))
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
}
