import ArgumentParser
import Civic
import Definition

/// `lumbung app diff A B`: what changed from one text of an application to the next, in sentences, and the version that follows.
struct AppDiff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Bandingkan dua versi aplikasi. Compare two versions of an application.",
        discussion: """
            Keluar dengan 1 bila versi yang tertulis terlalu rendah untuk perubahannya, atau id yang dihapus tak berbatu nisan.
            Ends with 1 where the version written is too low for what changed, or a removed id has no tombstone.
            """
    )

    @Argument(help: "Sebelum: id, folder, atau berkas. Before: an id, a folder or a file.")
    var before: String
    @Argument(help: "Sesudah. After.")
    var after: String
    @OptionGroup var speech: SpeechOptions
    @Flag(name: .long, help: "Satu objek JSON. One object of JSON.")
    var json = false
    @Flag(name: .long, help: "Daftar perubahan dalam Markdown. A changelog in Markdown.")
    var changelog = false

    func run() async throws {
        try await inSentences {
            let (a, b) = (
                try ComparedApplication(before, speech.spoken), try ComparedApplication(after, speech.spoken)
            )
            let comparison = Comparison(a.definition, b.definition)
            if json {
                print(comparison.json(speech.spoken).text)
            } else {
                let lines = changelog ? comparison.changelog(speech.spoken) : comparison.printed(speech.spoken)
                print(lines.joined(separator: "\n"))
            }
            if !comparison.isSound { throw ExitCode(1) }
        }
    }
}

/// Two versions of an application side by side.
struct Comparison {
    let from: Definition
    let to: Definition
    let changes: [DefinitionChange]
    let computed: ComputedVersion
    /// Ids that are gone without a tombstone.
    let missing: [Finding]

    init(_ from: Definition, _ to: Definition) {
        self.from = from
        self.to = to
        changes = differencesInWords(from.tree, to.tree)
        computed = ComputedVersion(after: from.version, changes)
        missing = to.missingTombstones(since: from)
    }

    /// The version written says as much as what changed.
    var isEnough: Bool { to.version >= computed.version }
    var isSound: Bool { isEnough && !missing.hasErrors }

    func printed(_ language: Language) -> [String] {
        func say(_ id: String, _ en: String) -> String { language == .id ? id : en }
        var lines = ["\(from.app) \(from.version) → \(to.app) \(to.version)"]
        if changes.isEmpty { return lines + [say("Tidak ada perbedaan.", "There is no difference.")] }
        let width = Weight.inOrder.map { $0.word(language).count }.max() ?? 0
        for change in changes {
            let word = change.weight.word(language)
            let gap = String(repeating: " ", count: width - word.count)
            lines.append("  \(word)\(gap)  \(change.words.text(language))")
        }
        lines += missing.map { $0.printed(language) }
        let count = say("\(changes.count) perubahan", changes.count == 1 ? "1 change" : "\(changes.count) changes")
        if isEnough {
            lines.append(
                say(
                    "\(count); paling rendah versi \(computed.version), tertulis \(to.version).",
                    "\(count); at least version \(computed.version), written is \(to.version)."
                )
            )
        } else {
            lines.append(
                say(
                    "\(count); versi \(to.version) terlalu rendah. Tulis version: \(computed.version).",
                    "\(count); version \(to.version) is too low. Write version: \(computed.version)."
                )
            )
        }
        return lines
    }

    /// Markdown: the heaviest first.
    func changelog(_ language: Language) -> [String] {
        var lines = ["## \(isEnough ? to.version : computed.version)"]
        for weight in Weight.inOrder {
            let some = changes.filter { $0.weight == weight && $0.path != ["version"] }
            if some.isEmpty { continue }
            lines += ["", "### \(weight.heading(language))", ""] + some.map { "- \($0.words.text(language))" }
        }
        return lines
    }

    func json(_ language: Language) -> JSON {
        let side = { (one: Definition) -> JSON in
            ["app": .string(one.app.text), "version": .string(one.version.description)]
        }
        return [
            "from": side(from), "to": side(to),
            "changes": .array(
                changes.map { change in
                    [
                        "kind": .string(change.kind.word), "path": .array(change.path.map { .string($0) }),
                        "from": change.from ?? .null, "to": change.to ?? .null,
                        "weight": .string(change.weight.word(.en)), "words": .string(change.words.text(language)),
                    ]
                }
            ),
            "weight": computed.weight.map { .string($0.word(.en)) } ?? .null,
            "computed": .string(computed.version.description), "enough": .bool(isEnough),
            "findings": .array(
                missing.map { ["code": .string($0.code), "message": .string($0.message.text(language))] }
            ),
        ]
    }
}

extension DefinitionChange.Kind {
    fileprivate var word: String {
        switch self {
        case .added: "added"
        case .removed: "removed"
        case .changed: "changed"
        case .moved: "moved"
        case .hidden: "hidden"
        }
    }
}

extension Weight {
    static let inOrder: [Weight] = [.major, .minor, .patch]

    func word(_ language: Language) -> String {
        switch self {
        case .patch: LocalizedText(id: "kecil", en: "patch").text(language)
        case .minor: LocalizedText(id: "sedang", en: "minor").text(language)
        case .major: LocalizedText(id: "besar", en: "major").text(language)
        }
    }

    fileprivate func heading(_ language: Language) -> String {
        switch self {
        case .major: LocalizedText(id: "Perlu diperhatikan", en: "Needs attention").text(language)
        case .minor: LocalizedText(id: "Baru dan berubah", en: "New and changed").text(language)
        case .patch: LocalizedText(id: "Kata dan urutan", en: "Words and order").text(language)
        }
    }
}

/// `changes(from:to:)`, where a property of the same name hides it.
private func differencesInWords(_ from: DefinitionTree, _ to: DefinitionTree) -> [DefinitionChange] {
    changes(from: from, to: to)
}
