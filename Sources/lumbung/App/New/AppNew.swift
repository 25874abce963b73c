import ArgumentParser
import Civic
import Definition
import Foundation

/// `lumbung app new`: five questions, and an application that checks and plays at once.
///
/// Every question has an option, so that a script can answer it; what an option answers is not asked.
struct AppNew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Tulis aplikasi baru dari lima pertanyaan. Write a new application from five questions."
    )

    @Option(name: .long, help: "Id aplikasi: huruf kecil, angka dan tanda hubung. Id: small letters, digits, hyphens.")
    var id: String?
    @Option(name: .long, help: "Nama dalam bahasa Indonesia. Name in Indonesian.")
    var name: String?
    @Option(name: .customLong("english-name"), help: "Nama dalam bahasa Inggris. Name in English.")
    var englishName: String?
    @Option(name: .long, help: "Pola, atau none. Archetype, or none.")
    var archetype: String?
    @Option(name: .long, help: "Id perangkat daerah penanggung jawab. Id of the agency that answers for it.")
    var owner: String?
    @Option(
        name: .long,
        help: "Isian: \"jenis: choice(rusak, hilang)! = Apa? / What?; uraian: paragraph\". What is asked."
    )
    var ask: String?
    @Option(name: .long, help: "Folder tempat menulis; Apps bila tidak disebut. Where to write; else Apps.")
    var to: String?
    @OptionGroup var speech: SpeechOptions

    func run() async throws {
        try await inSentences {
            let apps = try to ?? Carried.folder("Apps")
            let archetypes = Self.archetypes(beside: apps)
            let draft = try answered(apps, archetypes)
            let folder = apps + "/" + draft.id.text
            let text = draft.yaml
            let file = folder + "/app.yaml"
            let (definition, findings) = DefinitionReader.examine(yaml: text, file: file, archetypes: archetypes)
            guard let definition else {
                throw Sentence(findings.map { $0.printed(speech.spoken, source: text) }.joined(separator: "\n"))
            }
            let stories = FirstStories(definition)
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(filePath: file), options: .atomic)
            try Data(stories.yaml.utf8).write(to: URL(filePath: folder + "/scenarios.yaml"), options: .atomic)
            print(
                speech.say(
                    "Ditulis: \(folder)/app.yaml dan scenarios.yaml. Lanjutkan:",
                    "Written: \(folder)/app.yaml and scenarios.yaml. Go on with:"
                )
            )
            let named = to == nil ? draft.id.text : folder
            for verb in ["check", "run --verbose"] { print("  lumbung app \(verb) \(named)") }
        }
    }

    /// The archetypes beside the folder of applications; else those that travel with the program.
    private static func archetypes(beside apps: String) -> Archetypes {
        let beside = apps + "/_archetypes"
        let isThere = FileManager.default.fileExists(atPath: beside)
        guard let folder = isThere ? beside : (try? Carried.folder("Apps")).map({ $0 + "/_archetypes" }) else {
            return .none
        }
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        return Archetypes(in: folder, names: names) { try? Carried.text($0) }
    }

    private func answered(_ apps: String, _ archetypes: Archetypes) throws -> NewApplication {
        let interview = Interview(language: speech.spoken)
        let id = try interview.ask(id, Self.idQuestion) { try Self.freeID($0, apps) }
        let names = try interview.ask(bothNames, Self.nameQuestion, NewApplication.names)
        let choices = archetypes.names + ["none"]
        let pattern = try interview.ask(
            archetype,
            LocalizedText(
                id: "3. Pola yang mendasarinya (\(choices.joined(separator: ", ")))",
                en: "3. The archetype beneath it (\(choices.joined(separator: ", ")))"
            )
        ) { word in
            guard choices.contains(word) else {
                throw Unfit(
                    "Tidak ada pola “\(word)”. Pilih: \(choices.joined(separator: ", ")).",
                    "There is no archetype “\(word)”. Choose: \(choices.joined(separator: ", "))."
                )
            }
            return word == "none" ? nil : word
        }
        let owner = try interview.ask(owner, Self.ownerQuestion) { word in
            do throws(CivicError) {
                return try AgencyID(word)
            } catch {
                throw Unfit(error.message(.id), error.message(.en))
            }
        }
        let draft = NewApplication(id: id, name: names, archetype: pattern, owner: owner, fields: [])
        let fields = try interview.ask(ask, Self.fieldQuestion) { text in
            let fields = try NewField.all(text)
            try Self.requireSound(draft.asking(fields), archetypes)
            return fields
        }
        return draft.asking(fields)
    }

    private var bothNames: String? {
        guard let name else { return nil }
        return englishName.map { "\(name) / \($0)" } ?? name
    }

    private static func freeID(_ word: String, _ apps: String) throws -> AppID {
        let id: AppID
        do throws(CivicError) {
            id = try AppID(word)
        } catch {
            throw Unfit(error.message(.id), error.message(.en))
        }
        guard !FileManager.default.fileExists(atPath: apps + "/" + id.text) else {
            throw Unfit(
                "Sudah ada \(apps)/\(id); tidak ada yang ditimpa. Pilih id lain.",
                "There is \(apps)/\(id) already; nothing is overwritten. Choose another id."
            )
        }
        return id
    }

    /// What the checker says of an application with these questions is said while they can still be changed.
    private static func requireSound(_ draft: NewApplication, _ archetypes: Archetypes) throws {
        let (definition, findings) = DefinitionReader.examine(
            yaml: draft.yaml,
            file: "app.yaml",
            archetypes: archetypes
        )
        guard definition == nil else { return }
        let errors = findings.filter { $0.severity == .error }.prefix(5)
        func said(_ language: Language) -> String {
            errors.map { finding in
                let todo = finding.todo.map { " " + $0.text(language) } ?? ""
                return finding.message.text(language) + todo
            }.joined(separator: "\n")
        }
        throw Unfit(said(.id), said(.en))
    }

    private static let idQuestion = LocalizedText(
        id: "1. Id aplikasi, misalnya lapor-sampah",
        en: "1. Id of the application, such as report-waste"
    )
    private static let nameQuestion = LocalizedText(
        id: "2. Nama: Indonesia / Inggris",
        en: "2. Name: Indonesian / English"
    )
    private static let ownerQuestion = LocalizedText(
        id: "4. Id perangkat daerah penanggung jawab, misalnya dlh",
        en: "4. Id of the agency that answers for it, such as dlh"
    )
    private static let fieldQuestion = LocalizedText(
        id:
            "5. Yang ditanyakan: id: jenis! = Pertanyaan / Question; … (! wajib; jenis: text, paragraph, date, choice(a, b) …)",
        en:
            "5. What is asked: id: type! = Pertanyaan / Question; … (! required; types: text, paragraph, date, choice(a, b) …)"
    )
}

/// Why an answer will not do.
struct Unfit: Error {
    let why: LocalizedText

    init(_ id: String, _ en: String) { why = LocalizedText(id: id, en: en) }
}

/// Questions on the terminal: what does not fit is asked again, with what is wrong.
struct Interview {
    let language: Language

    /// What an option said, or the answer to the question; a misfit of an option ends the command.
    func ask<Value>(_ given: String?, _ question: LocalizedText, _ read: (String) throws -> Value) throws -> Value {
        if let given {
            do {
                return try read(given)
            } catch let unfit as Unfit {
                throw Sentence(unfit.why.text(language))
            }
        }
        while true {
            print(question.text(language) + ": ", terminator: "")
            fflush(nil)
            guard let line = readLine() else {
                throw Sentence(
                    LocalizedText(
                        id: "Masukan berakhir sebelum semua terjawab. Tidak ada yang ditulis.",
                        en: "Input ended before all was answered. Nothing was written."
                    ).text(language)
                )
            }
            do {
                return try read(line.trimmingCharacters(in: .whitespaces))
            } catch let unfit as Unfit {
                print("  " + unfit.why.text(language))
            }
        }
    }
}
