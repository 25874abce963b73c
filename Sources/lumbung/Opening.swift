import ArgumentParser
import Civic
import Definition
import Engine
import Exchange
import Foundation
import Logging
import Node
import Store
import StoreSQLite

/// Where the data lies; every command that touches data has it.
struct FolderOptions: ParsableArguments {
    @Option(name: .long, help: "Folder data: satu folder untuk tiap pemerintah. The data folder.")
    var data: String

    /// The settings that the environment and the options give.
    func settings(
        baseURL: String = "http://localhost:8080",
        isDemo: Bool = false,
        gateway: String? = nil,
        mailServer: MailServer? = nil,
        peers: [Peer] = []
    ) -> NodeSettings {
        NodeSettings(
            dataFolder: data,
            secretFile: ProcessInfo.processInfo.environment["LUMBUNG_SECRET_FILE"],
            baseURL: baseURL,
            isDemo: isDemo,
            gateway: gateway,
            mailServer: mailServer,
            peers: peers
        )
    }

    /// Throws a sentence when there is no such folder.
    func requireExisting() throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: data, isDirectory: &isFolder), isFolder.boolValue else {
            throw Sentence(
                "Folder data \(data) tidak ada. Buat dengan `lumbung init --data \(data) --government 36.71`."
            )
        }
    }
}

/// What went wrong, in one sentence for the person at the terminal.
struct Sentence: Error, CustomStringConvertible, LocalizedError {
    let description: String
    var errorDescription: String? { description }

    init(_ description: String) { self.description = description }

    /// Any error of ours in the words that it has for people.
    init(_ error: any Error) {
        switch error {
        case let fault as Fault: self.init(fault.message(.id))
        case let fault as StoreFault: self.init(fault.message(.id))
        case let refusal as Refusal: self.init(refusal.message(.id))
        case let rejection as Rejection: self.init(rejection.message(.id))
        case let error as CivicError: self.init(error.message(.id))
        case let refused as DefinitionRefused:
            self.init(refused.findings.map { $0.printed(.id) }.joined(separator: "\n"))
        default: self.init("\(error)")
        }
    }
}

/// Runs a command's body; what it throws becomes a sentence and a failing exit.
func inSentences<T>(_ body: () async throws -> T) async throws -> T {
    do {
        return try await body()
    } catch let exit as ExitCode {
        throw exit
    } catch let sentence as Sentence {
        throw sentence
    } catch let error as ValidationError {
        throw error
    } catch {
        throw Sentence(error)
    }
}

/// The node on a data folder, with the SQLite driver and the hands that take acts of other governments; its release log has
/// what its governments have released.
func openNode(
    _ settings: NodeSettings,
    logger: Logger,
    outside: Outside = .live(),
    commits: SQLiteCommits = .durable
) throws -> Node {
    let node = try Node(
        settings: settings,
        outside: outside,
        logger: logger,
        hands: AgreementHands.all(catalogue: try Carried.catalogue()),
        open: { try openSQLiteFolder($0, commits: commits) }
    )
    do {
        try Releases.enter(of: node)
    } catch {
        node.stop()
        throw error
    }
    return node
}

/// Opens the node of a folder for one command; the server must not run meanwhile.
func onNode(_ place: FolderOptions, _ body: (Node) async throws -> Void) async throws {
    try await inSentences {
        try place.requireExisting()
        let node = try openNode(place.settings(), logger: makeLogger())
        defer { node.stop() }
        try await body(node)
    }
}

/// A government named by its code, on the command line.
struct GovernmentCode: ParsableArguments {
    @Argument(help: "Kode Kemendagri, misalnya 36.71. The Kemendagri code.")
    var code: String

    /// Throws the sentence for a code that is none.
    func region() throws -> RegionCode { try RegionCode(code) }
}

/// A logger that writes to standard error; `LUMBUNG_LOG` sets its level (`debug`, `info`, `notice`, `warning`, `error`).
func makeLogger() -> Logger {
    var logger = Logger(label: "lumbung") { StreamLogHandler.standardError(label: $0) }
    let wanted = ProcessInfo.processInfo.environment["LUMBUNG_LOG"].flatMap { Logger.Level(rawValue: $0) }
    logger.logLevel = wanted ?? .notice
    return logger
}

/// What travels with the program, as commands read it; what is missing is a sentence to whoever typed the command.
enum Carried {
    /// The folder of this name.
    static func folder(_ name: String) throws -> String {
        let path = CarriedFiles.path(name) { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
        }
        guard let path else {
            throw Sentence("Folder \(name) tidak ditemukan. Jalankan dari folder proyek atau atur LUMBUNG_HOME.")
        }
        return path
    }

    static func text(_ path: String) throws -> String {
        guard let content = FileManager.default.contents(atPath: path) else {
            throw Sentence("Berkas \(path) tidak dapat dibaca. Periksa nama dan izinnya.")
        }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw Sentence("Berkas \(path) bukan teks UTF-8. Simpan ulang sebagai UTF-8.")
        }
        return text
    }

    /// The regions of a government, as they travel with the program.
    static func regions(_ code: RegionCode) throws -> RegionFile {
        let file = try folder("Data") + "/regions/\(code.text).csv"
        return RegionFile(
            RegionMap(regions: try Region.read(csv: try text(file))),
            source: "Data/regions/\(code.text).csv"
        )
    }

    /// The archetypes, as they travel with the program; findings in them name `_archetypes/<name>/app.yaml`.
    static var archetypes: Archetypes {
        guard let apps = try? folder("Apps") else { return .none }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: apps + "/_archetypes")) ?? []
        return Archetypes(in: "_archetypes", names: names.sorted()) { try? text(apps + "/" + $0) }
    }

    /// The list of 174 applications, as it travels with the program.
    static func catalogue() throws -> Catalogue {
        try Catalogue(csv: try text(try folder("Data") + "/catalogue/applications.csv"))
    }

    /// The national calendar, as it travels with the program.
    static func calendar(_ zone: Zone) throws -> WorkingCalendar {
        let text = try text(try folder("Data") + "/holidays/libur_nasional_2015_2027.csv")
        return try HolidayList(csv: text).calendar(zone: zone)
    }
}
