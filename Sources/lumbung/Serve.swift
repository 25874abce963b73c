import ArgumentParser
import Civic
import Exchange
import Foundation
import Hummingbird
import Logging
import Node
import ServiceLifecycle
import UnixSignals
import Web

/// `lumbung serve`: a node on its data folder, until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Jalankan server pada folder data. Serve a data folder."
    )

    @OptionGroup var place: FolderOptions
    @OptionGroup var listening: ListenOptions
    @Option(name: .long, help: "Alamat HTTP gerbang pesan (WhatsApp, lalu SMS). The message gateway's address.")
    var gateway: String?
    @Option(name: .long, help: "Server surel, misalnya localhost:25. The mail relay.")
    var smtp: String?
    @Option(name: .long, help: "Alamat pengirim surel. The sender of e-mails.")
    var sender = "lumbung@localhost"
    @Option(name: .long, help: "Berkas daftar pemerintah di server lain. A file with the governments of other nodes.")
    var peers: String?

    func run() async throws {
        try await inSentences {
            try place.requireExisting()
            let peers = try peers.map { try Peer.read(try Carried.text($0)) } ?? []
            let settings = place.settings(
                baseURL: listening.address,
                gateway: gateway,
                mailServer: try mailServer(),
                peers: peers
            )
            let logger = makeLogger()
            try await serve(try openNode(settings, logger: logger), listening, logger: logger)
        }
    }

    private func mailServer() throws -> MailServer? {
        guard let smtp else { return nil }
        let parts = smtp.split(separator: ":")
        guard let host = parts.first, parts.count <= 2, let port = parts.count == 2 ? Int(parts[1]) : 25 else {
            throw ValidationError("--smtp ditulis host:port, misalnya localhost:25.")
        }
        return MailServer(host: String(host), port: port, sender: sender)
    }
}

/// Where a server listens; `serve` and `demo` have it.
struct ListenOptions: ParsableArguments {
    @Option(name: .long, help: "Port; 0 memilih port bebas. The port; 0 takes a free one.")
    var port = 8080
    @Option(name: .long, help: "Alamat tempat mendengar. The address to listen on.")
    var host = "127.0.0.1"
    @Option(name: .long, help: "Alamat publik, untuk tautan dalam pesan. The public address, for links in messages.")
    var baseURL: String?
    @Flag(
        name: .long,
        help: "Tambahkan alamat pembanding untuk pengukuran. Add the route that benchmarks compare with."
    )
    var bench = false

    /// What stands before links that leave the house.
    var address: String { baseURL ?? "http://localhost:\(port)" }
}

/// Serves an opened node over HTTP until SIGTERM or SIGINT, beside more services (a demo's citizens); `heard` learns the port.
///
/// Stops in order: streams, HTTP, loops, and last the books, when nothing writes to them any more.
func serve(
    _ node: Node,
    _ listening: ListenOptions,
    logger: Logger,
    beside more: [any Service] = [],
    heard: @escaping @Sendable (_ port: Int) -> Void = { _ in }
) async throws {
    let pages: Pages
    let catalogue: Catalogue
    do {
        catalogue = try Carried.catalogue()
        let site = try SiteFolder.find(
            environment: ProcessInfo.processInfo.environment,
            program: CommandLine.arguments[0],
            working: FileManager.default.currentDirectoryPath
        )
        pages = try Pages(
            site: site,
            isDevelopment: ProcessInfo.processInfo.environment["LUMBUNG_DEVELOPMENT"] == "1"
        )
    } catch {
        node.stop()
        throw error
    }
    let host = listening.host
    let application = Web(
        node: node,
        pages: pages,
        catalogue: catalogue,
        archetypes: Carried.archetypes,
        isMeasured: listening.bench
    ).application(
        host: host,
        port: listening.port,
        logger: logger,
        whenListening: { port in
            print("lumbung: listening on http://\(host == "0.0.0.0" ? "127.0.0.1" : host):\(port)")
            fflush(nil)
            heard(port)
        }
    )
    // A group stops its services in reverse: streams end first, then HTTP, then the loops, then the books.
    let services: [any Service] =
        node.services + [ReconcileLoop(node, catalogue: catalogue), application] + more + [StreamsLife(node: node)]
    let group = ServiceGroup(
        configuration: .init(
            services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
    )
    try await group.run()
}

/// Ends all streams when the group begins to stop, so that HTTP need not wait for open screens.
struct StreamsLife: Service {
    let node: Node

    func run() async throws {
        try? await gracefulShutdown()
        node.closeStreams()
    }
}
