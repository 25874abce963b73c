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
                let seconds = self.draws.withLock { Self.pause.lowerBound + $0.unit() * (Self.pause.upperBound - Self.pause.lowerBound) }
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
        // A city at night is quiet, but a demo at night is watched too.
        if draws.withLock({ $0.chance(0.34) }) { return try await report(at: address) }
        try await work(at: address)
    }

    // MARK: Citizens

    private func report(at address: String) async throws {
        let body: JSON = draws.withLock { draws in
            let quiet = script.kinds.filter { !Self.asksForPhoto.contains($0.id) }
            let kind = quiet[draws.index(in: runningTotals(quiet.map(\.kind.weight)))]
            let villages = government.regions.regions(of: .village).compactMap(\.centre)
            let centre = draws.pick(villages)
            let citizen = Int.random(in: 1...9_999, using: &draws)
            return [
                "data": [
                    "category": .string(kind.id), "description": .string(script.filled(draws.pick(kind.kind.id), &draws)),
                    "location": [
                        "latitude": .double(centre.latitude + draws.normal() * 0.0012),
                        "longitude": .double(centre.longitude + draws.normal() * 0.0012),
                        "landmark": .string(draws.pick(script.landmarks)),
                    ],
                    "contact_name": .string(Invented.citizen(citizen)), "contact_phone": .string(Invented.phone(citizen)),
                ]
            ]
        }
        try await post(body, to: address + "/applications/laksa/cases", as: nil)
    }

    /// The API takes no photos: these kinds come in through the form.
    private static let asksForPhoto: Set<String> = [
        "road_damage", "drainage", "fallen_tree", "garbage", "parking", "public_facility", "park", "advertising",
        "street_vendors", "illegal_building",
    ]

    // MARK: Officers

    private func work(at address: String) async throws {
        let state: StateID = draws.withLock { $0.pick(["received", "received", "verified", "verified", "in_progress", "answered"]) }
        let lines = try government.database.read { connection in
            try CaseFilter(app: "laksa", state: state).lines(after: .start, limit: 20, on: connection)
        }
        guard !lines.isEmpty else { return try await report(at: address) }
        let line = draws.withLock { $0.pick(lines) }
        let cast = Cast(government.identity.officers())
        let place = "\(address)/cases/\(line.number.text)/actions/"
        switch state {
        case "received":
            try await post(["version": .int(Int64(line.version))], to: place + "verify", as: one(of: cast.verifiers))
        case "verified":
            guard let id = CaseEvent.caseID(stream: line.stream), let known = try government.ledger.stream(CaseEvent.stream(id))?.state
            else { return }
            let agency = known.attributes["proposed_agency"] ?? "diskominfo"
            try await post(["data": ["agency": agency]], to: place + "dispatch", as: one(of: cast.verifiers))
        case "in_progress": try await answer(line, at: place, one(of: cast.handlers[line.agency] ?? []))
        default: try await judge(line, at: place, cast)
        }
    }

    private func answer(_ line: CaseLine, at place: String, _ officer: Officer?) async throws {
        guard let officer, let id = CaseEvent.caseID(stream: line.stream) else { return }
        let kind = script.categories[line.category]
        let picture = (Scene(rawValue: kind?.scene ?? "") ?? .building).picture(isDone: true, seed: UInt64(line.version))
        let upload = try government.files.begin(.aCase(id), field: "proof", fileName: "bukti.png", declaredType: "image/png")
        try upload.write(picture)
        let proof = try await upload.finish().name
        let text = draws.withLock { draws in script.filled(draws.pick(kind?.answer ?? ["Sudah kami tangani, terima kasih."]), &draws) }
        try await post(["data": ["answer": .string(text), "proof": [.string(proof)]]], to: place + "answer", as: officer)
    }

    private func judge(_ line: CaseLine, at place: String, _ cast: Cast) async throws {
        guard let id = CaseEvent.caseID(stream: line.stream) else { return }
        if draws.withLock({ $0.chance(0.5) }) {
            return try await post([:], to: place + "confirm", as: one(of: cast.checkers))
        }
        let stars = draws.withLock { $0.pick([3, 4, 4, 5, 5, 5]) }
        try await post(
            ["data": ["rating": .int(Int64(stars))]],
            to: place + "confirm?k=" + government.identity.linkKey(id), as: nil)
    }

    private func one(of officers: [Officer]) -> Officer? { officers.isEmpty ? nil : draws.withLock { $0.pick(officers) } }

    // MARK: HTTP

    private func post(_ body: JSON, to address: String, as officer: Officer?) async throws {
        var headers = ["Content-Type": "application/json", "Idempotency-Key": government.outside.token(bytes: 12)]
        if let officer { headers["Authorization"] = "Bearer " + government.identity.demoToken(of: officer.id) }
        let answer = try await government.outside.send(Errand(url: address, headers: headers, body: body.canonical))
        guard (200..<300).contains(answer.status) else {
            logger.info(
                "a simulated act was refused",
                metadata: ["status": "\(answer.status)", "answer": "\(String(decoding: answer.body.prefix(300), as: UTF8.self))"])
            return
        }
    }
}
