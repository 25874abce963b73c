import Civic
import Engine
import Ledger
import Node
import Synchronization

/// Moves a town through its past, one commit a stretch, the clock with it.
final class Storyteller: Sendable {
    private let town: Mutex<Town>
    let government: Government
    /// Reports of the whole story.
    let count: Int
    private let clock: DemoClock

    init(_ town: Town, of count: Int, clock: DemoClock) {
        self.count = count
        government = town.government
        self.town = Mutex(town)
        self.clock = clock
    }

    /// When the next thing happens; nil: the past is told.
    var next: Moment? { town.withLock { $0.next } }
    var started: Int { town.withLock { $0.started } }
    var commands: Int { town.withLock { $0.commands } }
    var refused: [String] { town.withLock { $0.refused } }

    /// Everything until then, as one durable group.
    func live(until moment: Moment) async throws {
        clock.set(moment)
        let count = town.withLock { $0.reports(until: moment) }
        let ids = (0..<count).map { _ in government.outside.newCaseID() }
        let made = try government.files.keyForNewCases(ids)
        let keys = ids.compactMap { id in made[id].map { (id, $0) } }
        _ = try await government.submit(
            Work(stream: "story") { [self] turn in
                try town.withLock { try $0.live(until: moment, keys: keys, in: &turn) }
                return .null
            }
        )
    }
}
