import ArgumentParser
import Civic
import Definition

/// `lumbung app check APP…`: finds what must not run, with file, line, column and what to do.
struct AppCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Periksa definisi aplikasi. Check definitions."
    )

    @Argument(help: "Id di bawah Apps/, atau sebuah folder. An id under Apps/, or a folder.")
    var apps: [String]
    @OptionGroup var speech: SpeechOptions

    func run() async throws {
        try await inSentences {
            let language = speech.spoken
            var isSound = true
            for app in apps {
                let folder = try AppFolder(app)
                let source = try folder.source()
                let (definition, found) = folder.examined(source)
                var findings = found
                if let definition, !findings.hasErrors { findings += folder.compiled(definition).findings }
                for finding in findings.sorted { print(finding.printed(language, source: source)) }
                isSound = isSound && definition != nil && !findings.hasErrors
                let (errors, warnings) = (
                    findings.count { $0.severity == .error }, findings.count { $0.severity == .warning }
                )
                print(
                    speech.say(
                        "\(folder.file): \(errors) galat, \(warnings) peringatan",
                        "\(folder.file): \(errors) errors, \(warnings) warnings"
                    )
                )
            }
            if !isSound { throw ExitCode(1) }
        }
    }
}
