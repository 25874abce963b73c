import Civic
import Engine
import Ledger
import Store
import Synchronization

/// The officers of one government as the ledger knows them, folded in memory: a few hundred to some thousands.
///
/// Names are decrypted here and nowhere else; at rest they lie in each person's own box.
final class StaffDirectory: Sendable {
    private let known = Mutex<[OfficerID: StaffState]>([:])

    init(_ book: Book) throws {
        var after: String?
        while true {
            let names = try book.database.read { try Streams.names(prefix: "staff/", after: after, on: $0) }
            guard let last = names.last else { return }
            for name in names { try fold(stream: name, book.ledger.facts(of: name).map(\.1)) }
            after = last
        }
    }

    /// Called after each commit.
    func follow(_ changes: [Change]) throws {
        for change in changes where StaffEvent.officer(stream: change.stream) != nil {
            try fold(stream: change.stream, [change.fact])
        }
    }

    private func fold(stream: String, _ facts: [Fact]) throws {
        guard let id = StaffEvent.officer(stream: stream) else { return }
        try known.withLock { known in
            for fact in facts { known[id] = evolve(known[id], try StaffEvent(fact: fact), officer: id, at: fact.at) }
        }
    }

    func state(_ id: OfficerID) -> StaffState? { known.withLock { $0[id] } }

    /// Everybody's mandates, and those that commands of the same group have just given.
    func mandates(and earlier: [Fact]) throws -> [Mandate] {
        let known = states().flatMap(\.mandates)
        let new = try earlier.compactMap { fact -> Mandate? in
            guard fact.type == "staff.mandate-given", case .mandateGiven(let new) = try StaffEvent(fact: fact) else {
                return nil
            }
            return new
        }
        return known + new
    }

    func states() -> [StaffState] { known.withLock { Array($0.values) } }

    func officer(_ id: OfficerID) -> Officer? { state(id).map(Officer.init) }

    /// All officers, those who left too, in order of their logins.
    func officers() -> [Officer] {
        known.withLock { $0.values.map(Officer.init) }.sorted { ($0.login, $0.id) < ($1.login, $1.id) }
    }

    /// Active officers who are stewards now, without one of them.
    func stewards(besides id: OfficerID, at now: Moment) -> Int {
        officers().count { officer in
            officer.id != id && officer.isActive
                && officer.grants.contains {
                    $0.acting == nil && $0.role == Permissions.steward && $0.app == nil && $0.holds(at: now)
                }
        }
    }
}

extension Officer {
    init(_ state: StaffState) {
        self.init(
            id: state.id,
            login: state.card?.login ?? "",
            name: state.card?.name ?? "(dihapus)",
            title: state.card?.title ?? "",
            grants: state.allGrants,
            isActive: state.isActive,
            mustChangePassword: state.mustChangePassword
        )
    }
}
