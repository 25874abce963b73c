import Civic
import Definition
import Engine
import Ledger
import Store

/// A fact of a case as anybody may know it: what the public API shows of the case, and what happened.
struct OpenFact {
    let change: Change
    let definition: CompiledDefinition
    let zone: Zone
    /// Where the case can be read: `https://…/api/v1/cases/LAKSA-2026-000123`.
    let address: String
    let government: RegionCode

    /// `{"type": …, "timestamp": …, "data": {…}}`, as Standard Webhooks advises; nil: others know nothing of this case.
    func body(_ kind: Webhook.Kind) -> JSON? {
        guard let state = change.after, definition.definition.publication.ledger == .open else { return nil }
        var data: [String: JSON] = [
            "government": .string(government.text), "sequence": .int(change.sequence),
            "case": .object(members(state)), "url": .string(address),
        ]
        if case .moved(let moved) = change.event {
            data["action"] = .string(moved.action.text)
            data["from"] = .string(moved.from.text)
            data["to"] = .string(moved.to.text)
        }
        return [
            "type": .string(kind.rawValue), "timestamp": .string(change.at.rfc3339(in: zone)), "data": .object(data),
        ]
    }

    private func members(_ state: CaseState) -> [String: JSON] {
        let name = definition.stateName(state.state, forCitizen: true)
        var members: [String: JSON] = [
            "number": .string(state.number.text), "app": .string(state.app.text),
            "definition": .string(state.definition.hex), "state": .string(state.state.text),
            "state_name": .object(
                Dictionary(uniqueKeysWithValues: name.texts.map { ($0.key.rawValue, .string($0.value)) })
            ),
            "agency": .string(state.agency.text), "version": .int(Int64(state.version)),
            "channel": .string(state.channel.rawValue), "started_at": .string(state.startedAt.rfc3339(in: zone)),
            "changed_at": .string(state.changedAt.rfc3339(in: zone)),
        ]
        if let village = state.village { members["village"] = .string(village.text) }
        if let district = state.district { members["district"] = .string(district.text) }
        if let due = state.due { members["due"] = .string(due.rfc3339(in: zone)) }
        if let ended = state.endedAt { members["ended_at"] = .string(ended.rfc3339(in: zone)) }
        let published = Set(definition.definition.publication.fields)
        let fields = state.fields.filter { published.contains($0.key) }
        members["data"] = .object(Dictionary(uniqueKeysWithValues: fields.map { ($0.key.text, $0.value) }))
        return members
    }
}
