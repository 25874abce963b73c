import ArgumentParser
import Civic
import Definition
import Foundation

/// `lumbung app check APP…`: finds what must not run, with file, line, column and what to do.
///
/// Everything at once: shape, references, expressions, tables, privacy, texts, and the scenarios beside it. What has not
/// changed since the last time is not checked again.
struct AppCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Periksa definisi aplikasi. Check definitions.",
        discussion: """
            Keluar dengan 0 bila tidak ada galat (--strict: tidak ada peringatan pula).
            Ends with 0 where there is no error (--strict: no warning either).
            """
    )

    @Argument(help: "Id di bawah Apps/, atau folder. Ids under Apps/, or folders.")
    var apps: [String]
    @OptionGroup var speech: SpeechOptions
    @Flag(name: .long, help: "Satu larik JSON. One array of JSON.")
    var json = false
    @Flag(name: .long, help: "Peringatan pun menggagalkan. Warnings fail too.")
    var strict = false
    @Option(
        name: .long,
        help: "Folder hasil yang tersimpan. Where findings are kept; .build/checks where there is a .build."
    )
    var cache: String?
    @Flag(name: .long, help: "Periksa semuanya dari awal. Check everything anew.")
    var noCache = false

    func run() async throws {
        try await inSentences {
            let folders = try apps.map { try AppFolder($0) }
            let kept = noCache ? nil : cache.map { CheckCache(folder: $0) } ?? CheckCache.usual
            let outcomes = try await Self.outcomes(of: folders, try ApplicationCheck(cache: kept))
            let findings = outcomes.flatMap(\.findings)
            if json {
                print(JSON.array(findings.map(\.json)).text)
            } else {
                for outcome in outcomes { say(outcome) }
                if outcomes.count > 1 { sum(outcomes) }
            }
            let isSound = strict ? findings.isEmpty : !findings.hasErrors
            if !isSound { throw ExitCode(1) }
        }
    }

    /// In the order asked for, on all processors.
    static func outcomes(of folders: [AppFolder], _ check: ApplicationCheck) async throws
        -> [ApplicationCheck.Outcome]
    {
        let width = max(1, ProcessInfo.processInfo.activeProcessorCount)
        return try await withThrowingTaskGroup(of: [(Int, ApplicationCheck.Outcome)].self) { group in
            for lane in 0..<min(width, folders.count) {
                group.addTask {
                    try stride(from: lane, to: folders.count, by: width).map { index in
                        (index, try check.outcome(of: folders[index]))
                    }
                }
            }
            var all: [(Int, ApplicationCheck.Outcome)] = []
            for try await some in group { all += some }
            return all.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func say(_ outcome: ApplicationCheck.Outcome) {
        for line in outcome.printed(speech.spoken) { print(line) }
        let (errors, warnings) = Self.counts(outcome.findings)
        print(
            speech.say(
                "\(outcome.file): \(errors) galat, \(warnings) peringatan" + (outcome.isKept ? " (tidak berubah)" : ""),
                "\(outcome.file): \(errors) errors, \(warnings) warnings" + (outcome.isKept ? " (unchanged)" : "")
            )
        )
    }

    private func sum(_ outcomes: [ApplicationCheck.Outcome]) {
        let (errors, warnings) = Self.counts(outcomes.flatMap(\.findings))
        let kept = outcomes.count(where: \.isKept)
        print(
            speech.say(
                "\(outcomes.count) aplikasi (\(kept) tidak berubah): \(errors) galat, \(warnings) peringatan",
                "\(outcomes.count) applications (\(kept) unchanged): \(errors) errors, \(warnings) warnings"
            )
        )
    }

    private static func counts(_ findings: [Finding]) -> (errors: Int, warnings: Int) {
        (findings.count { $0.severity == .error }, findings.count { $0.severity == .warning })
    }
}
