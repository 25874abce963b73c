import Civic
import Engine
import Store

extension Government {
    /// Other cases that a command names, as they are in this turn; of one that was merged, the one it was merged into.
    func related(_ numbers: [CaseNumber], in turn: WriteTurn) throws -> [CaseNumber: RelatedCase] {
        var related: [CaseNumber: RelatedCase] = [:]
        for number in numbers {
            guard let id = try cases.id(of: number), var state = try turn.state(id) else { continue }
            var steps = 0
            while let whole = state.duplicateOf, steps < Limits.mergesMax, let next = try turn.state(whole.other) {
                state = next
                steps += 1
            }
            related[number] = RelatedCase(id: state.id, number: state.number, app: state.app)
        }
        return related
    }

    /// The other case knows of the tie too, in the same transaction; a case that was just opened has said so itself.
    func tieBack(_ events: [CaseEvent], of state: CaseState, at: Moment?, in turn: inout WriteTurn) throws {
        for case .work(.linked(let linked)) in events {
            guard let other = try turn.state(linked.link.other),
                !other.links.contains(where: { $0.other == state.id })
            else { continue }
            let back = CaseLink(kind: linked.link.kind.inverse, other: state.id, number: state.number)
            _ = try perform(.work(.linkBack(back)), on: other, by: .timer, at: at, in: &turn)
        }
    }
}
