import Civic
import Definition
import Engine
import Foundation
import Node

/// What `app check` finds in one application: its text over its archetype, and the scenarios that travel with it.
struct ApplicationCheck: Sendable {
    /// Where findings of unchanged applications are kept; nil: everything is checked anew.
    let cache: CheckCache?
    /// Working time for scenarios, and what its lists say, for the key.
    private let calendar: WorkingCalendar
    private let surroundings: Digest

    init(cache: CheckCache?) throws {
        self.cache = cache
        calendar = try Carried.calendar(.wib)
        surroundings = sha256(
            Array("\(DefinitionLanguage.current) \(calendar.version) \(Self.programStamp)".utf8)
        )
    }

    /// What was found, and the texts that the findings point into, by file.
    struct Outcome: Sendable {
        let file: String
        let findings: [Finding]
        let texts: [String: String]
        /// Nothing had changed since the last time.
        let isKept: Bool

        func printed(_ language: Language) -> [String] {
            findings.map { $0.printed(language, source: texts[$0.file]) }
        }
    }

    func outcome(of folder: AppFolder) throws -> Outcome {
        let source = try folder.source()
        var texts = [folder.file: source]
        let archetypes = folder.archetypes
        for name in archetypes.names {
            guard let (yaml, file) = archetypes.text(name) else { continue }
            texts[file] = yaml
            let stories = file.replacing("/app.yaml", with: "/scenarios.yaml")
            if let text = Self.optionalText(stories) { texts[stories] = text }
        }
        if let text = Self.optionalText(folder.scenariosFile) { texts[folder.scenariosFile] = text }
        let key = key(texts)
        if let known = try cache?.findings(of: folder.file, key: key) {
            return Outcome(file: folder.file, findings: known, texts: texts, isKept: true)
        }
        let findings = try findings(in: folder, source, hasScenarios: texts[folder.scenariosFile] != nil)
        try cache?.keep(findings, of: folder.file, key: key)
        return Outcome(file: folder.file, findings: findings, texts: texts, isKept: false)
    }

    private func findings(in folder: AppFolder, _ source: String, hasScenarios: Bool) throws -> [Finding] {
        let (definition, found) = folder.examined(source)
        guard let definition else { return found.sorted }
        let (plan, refused) = folder.compiled(definition)
        guard let plan else { return (found + refused).sorted }
        return (found + (try scenarioFindings(folder, plan, hasScenarios: hasScenarios))).sorted
    }

    /// A state that no scenario reaches, and a scenario that does not hold.
    private func scenarioFindings(_ folder: AppFolder, _ plan: CompiledDefinition, hasScenarios: Bool) throws
        -> [Finding]
    {
        guard hasScenarios else { return [Self.noScenarios(folder)] }
        let (scenarios, problems) = try folder.examinedScenarios(for: plan.definition)
        guard let scenarios else { return problems }
        let report = ScenarioRunner(plan, calendar: calendar).run(scenarios)
        var findings = problems
        for result in report.results {
            for failure in result.failures {
                findings.append(
                    Finding(
                        .error,
                        "scenario-fails",
                        at: failure.place,
                        LocalizedText(
                            id: "Skenario \"\(result.id)\" gagal. \(failure.message.text(.id))",
                            en: "The scenario \"\(result.id)\" fails. \(failure.message.text(.en))"
                        ),
                        todo: LocalizedText(
                            id: "Lihat selengkapnya: lumbung app run \(folder.path) --only \(result.id)",
                            en: "See it in full: lumbung app run \(folder.path) --only \(result.id)"
                        )
                    )
                )
            }
        }
        for state in report.coverage.missingStates {
            findings.append(
                Finding(
                    .warning,
                    "state-without-scenario",
                    at: plan.definition.places["states", state.text],
                    LocalizedText(
                        id: "Tidak ada skenario yang sampai ke keadaan \"\(state)\".",
                        en: "No scenario comes to the state \"\(state)\"."
                    ),
                    todo: LocalizedText(
                        id: "Tambahkan skenario yang melaluinya pada scenarios.yaml.",
                        en: "Add a scenario that passes it to scenarios.yaml."
                    )
                )
            )
        }
        return findings
    }

    private static func noScenarios(_ folder: AppFolder) -> Finding {
        Finding(
            .warning,
            "no-scenarios",
            at: SourcePlace(file: folder.file, line: 1, column: 1),
            LocalizedText(
                id: "Aplikasi ini tidak punya skenario.",
                en: "This application has no scenarios."
            ),
            todo: LocalizedText(
                id: "Tulis \(folder.scenariosFile), satu cerita untuk tiap keadaan akhir.",
                en: "Write \(folder.scenariosFile), a story for each end."
            )
        )
    }

    private func key(_ texts: [String: String]) -> Digest {
        var bytes = surroundings.bytes
        for (file, text) in texts.sorted(by: { $0.key < $1.key }) {
            bytes += sha256(Array(file.utf8)).bytes + sha256(Array(text.utf8)).bytes
        }
        return sha256(bytes)
    }

    private static func optionalText(_ file: String) -> String? {
        FileManager.default.contents(atPath: file).flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// Size and time of this program: another program may find other things.
    private static var programStamp: String {
        let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let time = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        return "\(attributes?[.size] as? Int ?? 0) \(time)"
    }
}
