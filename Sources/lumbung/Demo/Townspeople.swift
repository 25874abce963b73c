import Civic
import Engine
import Foundation
import Logging
import Node
import ServiceLifecycle
import Store
import Synchronization

/// Simulated citizens and officers who keep the demo city moving: a few acts a minute, through the node's own HTTP API.
///
/// They choose what to do by looking into the read models; what they do goes the way of everybody, with tokens and rules.
final class Townspeople: Service {
    private let government: Government
    private let script: CityScript
    private let logger: Logger
    private let port = Mutex<Int?>(nil)
    private let draws: Mutex<SeededGenerator>

    /// Seconds between two acts, at the shortest and at the longest.
    private static let pause = 6.0...16.0
    /// Where they look for something to do; twice what waits longest in a real office.
    private static let choices: [StateID] = ["received", "received", "verified", "verified", "in_progress", "answered"]
    /// Of all acts, those of citizens who report.
    private static let reports = 0.34

    init(node: Node, logger: Logger) throws {
        guard let government = node.government(slug: DemoGovernment.tangerang.slug) else {
            throw Sentence("Kota Tangerang tidak ada dalam folder ini. Hapus foldernya dan jalankan demo lagi.")
        }
        self.government = government
        self.logger = logger
        script = try CityScript.carried()
        draws = Mutex(SeededGenerator(seed: node.outside.word()))
    }

    /// The server listens: they may come.
    func begin(port: Int) { self.port.withLock { $0 = port } }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let share = self.draws.withLock { $0.unit() }
                let seconds = Self.pause.lowerBound + share * (Self.pause.upperBound - Self.pause.lowerBound)
                // A cancelled sleep is the end that we wait for.
                try? await Task.sleep(for: .seconds(seconds))
                guard !Task.isCancelled, let port = self.port.withLock({ $0 }) else { continue }
                do {
                    try await self.act(at: "http://127.0.0.1:\(port)/\(self.government.slug)/api/v1")
                } catch {
                    self.logger.info("a simulated act failed", metadata: ["error": "\(error)"])
                }
            }
        }
    }

    private func act(at address: String) async throws {
        if draws.withLock({ $0.chance(Self.reports) }) { return try await report(at: address) }
        try await work(at: address)
    }

    // MARK: Citizens

    private func report(at address: String) async throws {
        let service = address + "/applications/laksa"
        let kinds = script.kinds
        let kind = draws.withLock { kinds[$0.index(in: runningTotals(kinds.map(\.kind.weight)))] }
        var data = draws.withLock { report(of: kind.id, kind.kind, &$0) }
        var body: [String: JSON] = [:]
        if try Stage.asksForPhoto(government).contains(kind.id) {
            // A photo belongs to a draft first: it has the case's key.
            guard let draft = try await post([:], to: service + "/drafts", as: nil)?["draft"]?.string else { return }
            let picture = Scene(rawValue: kind.kind.scene)?.picture(isDone: false, seed: draws.withLock { $0.next() })
            guard let file = try await send(picture ?? [], to: service + "/drafts/\(draft)/files/photos", as: nil)
            else {
                return
            }
            data["photos"] = [["file": .string(file)]]
            body["draft"] = .string(draft)
        }
        body["data"] = .object(data)
        try await post(.object(body), to: service + "/cases", as: nil)
    }

    private func report(
        of category: String,
        _ kind: CityScript.Kind,
        _ draws: inout SeededGenerator
    ) -> [String: JSON] {
        let centre = draws.pick(government.regions.regions(of: .village).compactMap(\.centre))
        let citizen = Int.random(in: 1...9_999, using: &draws)
        return [
            "category": .string(category), "description": .string(script.filled(draws.pick(kind.id), &draws)),
            "location": [
                "latitude": .double(centre.latitude + draws.normal() * 0.0012),
                "longitude": .double(centre.longitude + draws.normal() * 0.0012),
                "landmark": .string(draws.pick(script.landmarks)),
            ],
            "contact_name": .string(Invented.citizen(citizen)), "contact_phone": .string(Invented.phone(citizen)),
        ]
    }

    // MARK: Officers

    private func work(at address: String) async throws {
        let state = draws.withLock { $0.pick(Self.choices) }
        let lines = try government.database.read { connection in
            try CaseFilter(app: "laksa", state: state).lines(after: .start, limit: 20, on: connection)
        }
        guard !lines.isEmpty else { return try await report(at: address) }
        let line = draws.withLock { $0.pick(lines) }
        guard let id = CaseEvent.caseID(stream: line.stream) else { return }
        let cast = Cast(government.identity.officers())
        let place = "\(address)/cases/\(line.number.text)/"
        switch state {
        case "received":
            let version: JSON = ["version": .int(Int64(line.version))]
            try await post(version, to: place + "actions/verify", as: one(of: cast.verifiers))
        case "verified":
            let proposed = try government.ledger.stream(line.stream)?.state?.attributes["proposed_agency"]
            let data: JSON = ["agency": proposed ?? "diskominfo"]
            try await post(["data": data], to: place + "actions/dispatch", as: one(of: cast.verifiers))
        case "in_progress": try await answer(line, at: place, one(of: cast.handlers[line.agency] ?? []))
        default: try await judge(id, at: place, cast)
        }
    }

    private func answer(_ line: CaseLine, at place: String, _ officer: Officer?) async throws {
        guard let officer else { return }
        let kind = script.categories[line.category]
        let scene = Scene(rawValue: kind?.scene ?? "") ?? .building
        let picture = scene.picture(isDone: true, seed: UInt64(line.version))
        guard let proof = try await send(picture, to: place + "files/proof", as: officer) else { return }
        let text = draws.withLock { draws in
            script.filled(draws.pick(kind?.answer ?? ["Sudah kami tangani. Terima kasih atas laporan Anda."]), &draws)
        }
        let data: JSON = ["answer": .string(text), "proof": [["file": .string(proof)]]]
        try await post(["data": data], to: place + "actions/answer", as: officer)
    }

    private func judge(_ id: CaseID, at place: String, _ cast: Cast) async throws {
        if draws.withLock({ $0.chance(0.5) }) {
            try await post([:], to: place + "actions/confirm", as: one(of: cast.checkers))
            return
        }
        let stars = draws.withLock { $0.pick([3, 4, 4, 5, 5, 5]) }
        let data: JSON = ["rating": .int(Int64(stars))]
        try await post(["data": data], to: place + "actions/confirm?k=" + government.identity.linkKey(id), as: nil)
    }

    private func one(of officers: [Officer]) -> Officer? {
        officers.isEmpty ? nil : draws.withLock { $0.pick(officers) }
    }

    // MARK: HTTP

    /// The file's name, where the photo was taken.
    private func send(_ picture: [UInt8], to address: String, as officer: Officer?) async throws -> String? {
        try await request(address, type: "image/png", picture, as: officer)?["file"]?.string
    }

    @discardableResult
    private func post(_ body: JSON, to address: String, as officer: Officer?) async throws -> JSON? {
        try await request(address, type: "application/json", body.canonical, as: officer)
    }

    /// The answer, or nil where the city said no: somebody else was quicker.
    private func request(
        _ address: String,
        type: String,
        _ body: [UInt8],
        as officer: Officer?
    ) async throws -> JSON? {
        var headers = ["Content-Type": type, "Idempotency-Key": government.outside.token(bytes: 12)]
        if let officer { headers["Authorization"] = "Bearer " + government.identity.demoToken(of: officer.id) }
        let answer = try await government.outside.send(Errand(url: address, headers: headers, body: body))
        if (200..<300).contains(answer.status) { return try JSON(parsing: answer.body) }
        let words = String(decoding: answer.body.prefix(300), as: UTF8.self)
        logger.info("a simulated act was refused", metadata: ["status": "\(answer.status)", "answer": "\(words)"])
        return nil
    }
}
