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
        // The API takes no photos: kinds that ask for one come in through the form.
        let asking = try Stage.asksForPhoto(government)
        let kinds = script.kinds.filter { !asking.contains($0.id) }
        let body: JSON = draws.withLock { draws in
            let kind = kinds[draws.index(in: runningTotals(kinds.map(\.kind.weight)))]
            let centre = draws.pick(government.regions.regions(of: .village).compactMap(\.centre))
            let citizen = Int.random(in: 1...9_999, using: &draws)
            let place: JSON = [
                "latitude": .double(centre.latitude + draws.normal() * 0.0012),
                "longitude": .double(centre.longitude + draws.normal() * 0.0012),
                "landmark": .string(draws.pick(script.landmarks)),
            ]
            let text = script.filled(draws.pick(kind.kind.id), &draws)
            return [
                "data": [
                    "category": .string(kind.id), "description": .string(text), "location": place,
                    "contact_name": .string(Invented.citizen(citizen)),
                    "contact_phone": .string(Invented.phone(citizen)),
                ]
            ]
        }
        try await post(body, to: address + "/applications/laksa/cases", as: nil)
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
        let place = "\(address)/cases/\(line.number.text)/actions/"
        switch state {
        case "received":
            let version: JSON = ["version": .int(Int64(line.version))]
            try await post(version, to: place + "verify", as: one(of: cast.verifiers))
        case "verified":
            let proposed = try government.ledger.stream(line.stream)?.state?.attributes["proposed_agency"]
            let data: JSON = ["agency": proposed ?? "diskominfo"]
            try await post(["data": data], to: place + "dispatch", as: one(of: cast.verifiers))
        case "in_progress": try await answer(id, line, at: place, one(of: cast.handlers[line.agency] ?? []))
        default: try await judge(id, at: place, cast)
        }
    }

    private func answer(_ id: CaseID, _ line: CaseLine, at place: String, _ officer: Officer?) async throws {
        guard let officer else { return }
        let kind = script.categories[line.category]
        let scene = Scene(rawValue: kind?.scene ?? "") ?? .building
        let upload = try government.files.begin(
            .aCase(id),
            field: "proof",
            fileName: "bukti.png",
            declaredType: "image/png"
        )
        try upload.write(scene.picture(isDone: true, seed: UInt64(line.version)))
        let proof = try await upload.finish().name
        let text = draws.withLock { draws in
            script.filled(draws.pick(kind?.answer ?? ["Sudah kami tangani. Terima kasih atas laporan Anda."]), &draws)
        }
        let data: JSON = ["answer": .string(text), "proof": [.string(proof)]]
        try await post(["data": data], to: place + "answer", as: officer)
    }

    private func judge(_ id: CaseID, at place: String, _ cast: Cast) async throws {
        if draws.withLock({ $0.chance(0.5) }) {
            return try await post([:], to: place + "confirm", as: one(of: cast.checkers))
        }
        let stars = draws.withLock { $0.pick([3, 4, 4, 5, 5, 5]) }
        let data: JSON = ["rating": .int(Int64(stars))]
        try await post(["data": data], to: place + "confirm?k=" + government.identity.linkKey(id), as: nil)
    }

    private func one(of officers: [Officer]) -> Officer? {
        officers.isEmpty ? nil : draws.withLock { $0.pick(officers) }
    }

    // MARK: HTTP

    private func post(_ body: JSON, to address: String, as officer: Officer?) async throws {
        var headers = ["Content-Type": "application/json", "Idempotency-Key": government.outside.token(bytes: 12)]
        if let officer { headers["Authorization"] = "Bearer " + government.identity.demoToken(of: officer.id) }
        let errand = Errand(url: address, headers: headers, body: body.canonical)
        let answer = try await government.outside.send(errand)
        guard !(200..<300).contains(answer.status) else { return }
        let words = String(decoding: answer.body.prefix(300), as: UTF8.self)
        logger.info("a simulated act was refused", metadata: ["status": "\(answer.status)", "answer": "\(words)"])
    }
}
