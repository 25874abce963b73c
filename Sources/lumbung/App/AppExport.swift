import ArgumentParser
import Civic
import Definition
import Foundation
import Node

/// `lumbung app export APP --to DIR`: everything that others read of an application, written from its definition.
struct AppExport: AsyncParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case schema, openapi, workflow, standard, pdf, publiccode, summary
    }

    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Tulis skema, API, alur, standar pelayanan, publiccode.yml. Write what others read of an application."
    )

    @Argument(help: "Id di bawah Apps/, atau sebuah folder. Ids under Apps/, or folders.")
    var apps: [String]
    @Option(
        name: .long,
        help: "Folder tujuan; satu folder untuk tiap aplikasi. Where to write; a folder for each application."
    )
    var to: String
    @Option(
        name: .long,
        parsing: .upToNextOption,
        help:
            "Yang ditulis; tanpa ini semuanya. What to write, all where nothing is said: schema openapi workflow standard pdf publiccode summary."
    )
    var format: [Format] = []
    @Option(name: .long, help: "Alamat repositori (publiccode). Address of the repository.")
    var repository: String?
    @Option(name: .long, help: "Lisensi SPDX (publiccode). SPDX licence.")
    var license: String?
    @Option(name: .long, help: "Narahubung (publiccode). A person who answers.")
    var contact: String?
    @Option(name: .long, help: "Surel narahubung (publiccode). Their e-mail.")
    var email: String?
    @Option(name: .long, help: "Kode pemerintah (publiccode), mis. 36.71. Code of the government.")
    var government: String?
    @OptionGroup var speech: SpeechOptions

    func run() async throws {
        try await inSentences {
            let publisher = try publisher()
            for app in apps {
                let definition = try AppFolder(app).definition(in: speech.spoken)
                let folder = URL(filePath: to).appending(path: definition.app.text)
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                let written = try await write(definition, to: folder, publisher)
                print(
                    speech.say(
                        "\(definition.app): \(written) berkas ditulis di \(folder.path)",
                        "\(definition.app): \(written) files written to \(folder.path)"
                    )
                )
            }
        }
    }

    private func wants(_ one: Format) -> Bool { format.isEmpty || format.contains(one) }

    /// What publiccode.yml needs and no definition knows; nil where it is not asked for.
    private func publisher() throws -> SoftwarePublisher? {
        guard wants(.publiccode) else { return nil }
        guard let repository, let license, let contact else {
            if format.isEmpty, repository == nil, license == nil, contact == nil { return nil }
            throw Sentence(
                speech.say(
                    "publiccode.yml memerlukan --repository, --license dan --contact. Tambahkan, atau pilih --format lain.",
                    "publiccode.yml needs --repository, --license and --contact. Add them, or choose another --format."
                )
            )
        }
        return SoftwarePublisher(
            repository: repository,
            license: license,
            contact: contact,
            email: email,
            government: try government.map { try RegionCode($0) }
        )
    }

    private func write(_ definition: Definition, to folder: URL, _ publisher: SoftwarePublisher?) async throws -> Int {
        var files: [String: String] = [:]
        for language in Language.allCases {
            let tongue = language.rawValue
            if wants(.schema) {
                files["schema/start.\(tongue).json"] = readable(definition.startSchema(language))
                files["schema/case.\(tongue).json"] = readable(definition.caseSchema(language))
                for action in definition.actions.order {
                    guard let schema = definition.actionSchema(action, language) else { continue }
                    files["schema/actions/\(action).\(tongue).json"] = readable(schema)
                }
            }
            if wants(.openapi) { files["openapi.\(tongue).json"] = readable(definition.openAPI(language)) }
            if wants(.workflow) { files["workflow.\(tongue).svg"] = definition.workflowSVG(language) }
            if wants(.standard) || wants(.pdf) { files["standard.\(tongue).html"] = page(definition, language) }
            if wants(.summary) {
                let summary = definition.plainSummary(language)
                files["summary.\(tongue).md"] = summary.markdown
                files["summary.\(tongue).html"] = summary.page(language)
            }
        }
        if let publisher {
            files["publiccode.yml"] = definition.publicCode(publisher)
            files["lumbung.yml"] = definition.catalogueEntry()
        } else if wants(.publiccode) {
            note(
                speech.say(
                    "publiccode.yml tidak ditulis: tambahkan --repository, --license dan --contact.",
                    "publiccode.yml was not written: add --repository, --license and --contact."
                )
            )
        }
        for (name, text) in files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file, options: .atomic)
        }
        guard wants(.pdf) else { return files.count }
        let prints = PrintShop(printer: Printer(outside: .live()))
        defer { prints.close() }
        for language in Language.allCases {
            let pdf = try await prints.pdf(page(definition, language))
            try Data(pdf).write(to: folder.appending(path: "standard.\(language.rawValue).pdf"), options: .atomic)
        }
        return files.count + Language.allCases.count
    }

    private func page(_ definition: Definition, _ language: Language) -> String {
        definition.printedStandard(language).html(.init(agency: definition.owner.text), language)
    }

    private func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    private func readable(_ json: JSON) -> String { json.readable + "\n" }
}
