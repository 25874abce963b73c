import ArgumentParser
import Civic
import Definition
import Engine
import Exchange
import Foundation
import Node

/// `lumbung app publish APP --data DIR --government SLUG`: a release of an application in a government's catalogue.
///
/// The same way as the provider's page: checked, its stories told, its version computed from what changed, signed, entered in the
/// release log, and sent to every adopter that may take it. Asks nothing; what is refused leaves no trace.
struct AppPublish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Terbitkan rilis ke katalog sebuah pemerintah daerah. Publish a release in a government's catalogue.",
        discussion: """
            Server pada folder data itu harus berhenti dahulu; rilis dikirim kepada pengadopsi saat server berjalan lagi.
            The server of that data folder must be stopped; adopters get the release when it runs again.
            """
    )

    @Argument(help: "Id di bawah Apps/, atau folder; untuk --withdraw cukup id. An id under Apps/, or a folder.")
    var app: String
    @OptionGroup var place: FolderOptions
    @Option(name: .long, help: "Nama dalam alamat, misalnya tangerang. The government's name in addresses.")
    var government: String
    @Option(name: .long, help: "Tarik versi ini dari katalog. Take this version out of the catalogue.")
    var withdraw: String?
    @Option(name: .long, help: "Alasan penarikan, dibaca siapa pun. Why; everybody reads it.")
    var reason: String?
    @OptionGroup var speech: SpeechOptions

    func validate() throws {
        if (withdraw == nil) != (reason == nil) {
            throw ValidationError("--withdraw VERSI dan --reason ALASAN ditulis bersama. --withdraw needs --reason.")
        }
    }

    func run() async throws {
        try await inSentences {
            // Judged before the books are opened: a mistake in the text keeps no server waiting.
            let release = try withdraw == nil ? checked() : nil
            try place.requireExisting()
            let node: Node
            do {
                node = try openNode(place.settings(), logger: makeLogger())
            } catch Fault.folderInUse(let folder) {
                throw Sentence(
                    speech.say(
                        "Server sedang berjalan pada folder \(folder). Hentikan dahulu, atau terbitkan lewat halaman /\(government)/bursa/rilis/\(app).",
                        "A server is running on the folder \(folder). Stop it first, or publish on the page /\(government)/bursa/rilis/\(app)."
                    )
                )
            }
            defer { node.stop() }
            let offering = Offering(provider: try provider(of: node), speech: speech)
            if let release {
                print(try await offering.publish(release))
            } else if let withdraw, let reason {
                print(try await offering.withdraw(try named(), withdraw, reason: reason))
            }
        }
    }

    private func provider(of node: Node) throws -> Government {
        if let found = node.government(slug: government) { return found }
        let known = node.governments.map(\.slug).joined(separator: ", ")
        throw Sentence(
            speech.say(
                "Tidak ada pemerintah daerah “\(government)” pada folder ini. Yang ada: \(known).",
                "There is no government “\(government)” on this folder. There are: \(known)."
            )
        )
    }

    /// The application as it would be released; prints all findings and fails where there is any.
    private func checked() throws -> AppFolder {
        let folder = try AppFolder(app)
        let outcome = try ApplicationCheck(cache: nil).outcome(of: folder)
        guard !outcome.findings.isEmpty else { return folder }
        for line in outcome.printed(speech.spoken) { print(line) }
        throw Sentence(
            speech.say(
                "Tidak diterbitkan: ada \(outcome.findings.count) temuan. Perbaiki dahulu.",
                "Not published: \(outcome.findings.count) findings. Mend them first."
            )
        )
    }

    private func named() throws -> AppID {
        if let id = try? AppID(app) { return id }
        return try AppFolder(app).definition(in: speech.spoken).app
    }
}

/// What a provider has on offer, changed from the command line.
struct Offering {
    let provider: Government
    let speech: SpeechOptions

    /// A sentence of what was done; throws one of why not.
    func publish(_ folder: AppFolder) async throws -> String {
        let agencies = Set(provider.profile.agencies.map(\.id))
        let definition = try folder.definition(agencies: agencies, in: speech.spoken)
        let scenarios = try folder.travellingScenarios(for: definition)
        let title = "\(definition.app) \(definition.version)"
        let same = provider.nodeLedger.releases.first {
            $0.release.provider == provider.code && $0.release.app == definition.app
                && $0.release.version == definition.version
        }
        if let same, same.release.hash == definition.tree.hash {
            guard same.withdrawn == nil else {
                throw Sentence(
                    speech.say(
                        "\(title) sudah ditarik dan tidak dapat terbit lagi. Tulis versi yang lebih tinggi.",
                        "\(title) was withdrawn and can't come back. Write a higher version."
                    )
                )
            }
            return speech.say("\(title) sudah terbit; tidak ada yang berubah.", "\(title) is published already.")
        }
        let next = NextReleases(Agreements(provider, catalogue: try Carried.catalogue()))
        let judged = try next.judged(definition, scenarios: scenarios)
        if let obstacle = judged.obstacle {
            throw Sentence(
                speech.say(
                    "\(title) tidak diterbitkan. \(obstacle.text(.id))",
                    "\(title) was not published. \(obstacle.text(.en))"
                )
            )
        }
        let adopters = try await next.publish(definition, scenarios: scenarios, by: .node)
        let changes = judged.changes.map { "  " + $0.words.text(speech.spoken) + "\n" }.joined()
        return changes
            + speech.say(
                "\(title) terbit dalam katalog \(provider.profile.name); \(adopters) pengadopsi menerimanya.",
                "\(title) is in the catalogue of \(provider.profile.name); \(adopters) adopters get it."
            )
    }

    func withdraw(_ app: AppID, _ typed: String, reason: String) async throws -> String {
        let own = provider.nodeLedger.releases.filter {
            $0.release.provider == provider.code && $0.release.app == app && $0.withdrawn == nil
        }
        guard let version = Version(typed), own.contains(where: { $0.release.version == version }) else {
            let known = own.map(\.release.version.description).joined(separator: ", ")
            throw Sentence(
                speech.say(
                    "\(app) \(typed) tidak ada dalam katalog \(provider.profile.name). Yang ada: \(known.isEmpty ? "tidak satu pun" : known).",
                    "\(app) \(typed) is not in the catalogue of \(provider.profile.name). There are: \(known.isEmpty ? "none" : known)."
                )
            )
        }
        try await Releases(provider).withdraw(app, version, reason: reason, by: .node)
        return speech.say(
            "\(app) \(version) ditarik: \(reason) Yang sudah memakainya tetap berjalan.",
            "\(app) \(version) is withdrawn: \(reason) Those who run it go on."
        )
    }
}
