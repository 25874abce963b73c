import ArgumentParser
import Civic
import Definition
import Engine
import Foundation
import Node

/// `lumbung app letters APP --to DIR`: the documents that an application's scenarios issue, printed as they would be.
///
/// For whoever writes templates: one PDF for each kind of document and language, without a server. Nothing is signed.
struct AppLetters: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "letters",
        abstract: "Cetak dokumen yang terbit dalam skenario. Print the documents that scenarios issue."
    )

    @Argument(help: "Id di bawah Apps/, atau sebuah folder. Ids under Apps/, or folders.")
    var apps: [String]
    @Option(name: .long, help: "Folder tujuan. Where to write.")
    var to: String
    @Flag(name: .long, help: "Jawaban sepanjang-panjangnya. Answers as long as they may be.")
    var longest = false
    @Flag(name: .long, help: "Sebagai konsep, sebelum ditandatangani. As a draft, before it is signed.")
    var draft = false
    @OptionGroup var speech: SpeechOptions

    func run() async throws {
        try await inSentences {
            try FileManager.default.createDirectory(atPath: to, withIntermediateDirectories: true)
            let prints = PrintShop(printer: Printer(outside: .live()))
            defer { prints.close() }
            for app in apps {
                let folder = try AppFolder(app)
                let definition = try folder.definition(in: speech.spoken)
                let (plan, refused) = folder.compiled(definition)
                guard let plan else {
                    throw Sentence(refused.map { $0.printed(speech.spoken) }.joined(separator: "\n"))
                }
                let scenarios = try folder.scenarios(for: definition, speech.spoken)
                let report = ScenarioRunner(plan, calendar: try Carried.calendar(.wib)).run(scenarios)
                var known: Set<DocumentID> = []
                for beat in report.results.flatMap(\.scenes).flatMap(\.beats) {
                    let before = beat.before?.documents.count ?? 0
                    guard let state = beat.after, let content = beat.content else { continue }
                    for document in state.documents.dropFirst(before)
                    where known.insert(document.document.id).inserted {
                        let letter = letter(plan, state, content, document)
                        let name = "\(definition.app)-\(document.document.id)\(longest ? "-longest" : "").pdf"
                        let file = URL(filePath: to).appending(path: name)
                        try Data(try await prints.pdf(try letter.html())).write(to: file, options: .atomic)
                        print(file.path)
                    }
                }
            }
        }
    }

    private func letter(
        _ plan: CompiledDefinition,
        _ state: CaseState,
        _ content: CaseContent,
        _ document: StandingDocument
    ) -> OfficialLetter {
        var (state, content) = (state, content)
        // Both languages on the page.
        state.language = .en
        if longest {
            let name = "Raden Ajeng Siti Nurhaliza Kusumaningrum Wirahadikusumah Tjokroaminoto Contoh, S.H., M.H."
            for id in plan.fieldIDs {
                guard let field = plan.field(id) else { continue }
                let filled = field.type == .person ? name : Self.filler(field)
                guard let filled else { continue }
                if content.fields[id] != nil { content.fields[id] = .string(filled) }
                if content.contact?.fields[id] != nil { content.contact?.fields[id] = .string(filled) }
                if state.fields[id] != nil { state.fields[id] = .string(filled) }
            }
            content.contact?.name = name
            for version in content.reasons.keys { content.reasons[version] = Self.words(600) }
        }
        return OfficialLetter(
            government: GovernmentProfile(
                code: "99.71",
                slug: "kota-contoh",
                name: "Kota Contoh",
                kind: .kota,
                zone: .wib,
                agencies: UsualAgencies.all
            ),
            plan: plan,
            state: state,
            content: content,
            document: document,
            signer: ("Budi Contoh", ""),
            note: LocalizedText(
                id: "Contoh cetakan perancang; tidak ditandatangani.",
                en: "A designer's sample; nobody signed it."
            ),
            verify: "https://contoh.example/kota-contoh/dok/contoh",
            isDraft: draft
        )
    }

    /// As long an answer as the question takes; nil: not free text.
    private static func filler(_ field: Field) -> String? {
        switch field.type {
        case .text: words(min(field.max ?? 200, 200))
        case .paragraph: words(min(field.max ?? 2_000, 4_000))
        default: nil
        }
    }

    private static func words(_ length: Int) -> String {
        let text = "Perkumpulan pemelihara lingkungan permukiman Contoh dan sekitarnya "
        return String(String(repeating: text, count: length / text.count + 1).prefix(length))
    }
}
