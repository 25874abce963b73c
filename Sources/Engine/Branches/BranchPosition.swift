package import Civic

/// Where one branch of a case stands, and since when.
package struct BranchPosition: Hashable, Sendable {
    package var state: StateID
    package var since: Moment

    package init(state: StateID, since: Moment) {
        self.state = state
        self.since = since
    }
}

/// What an action did to a branch.
package struct BranchStep: Hashable, Sendable {
    package var branch: BranchID
    package var from: StateID
    package var to: StateID
    /// It was the last branch to end: the case went on to where branches come together.
    package var joined: Bool

    package init(branch: BranchID, from: StateID, to: StateID, joined: Bool) {
        self.branch = branch
        self.from = from
        self.to = to
        self.joined = joined
    }
}

extension CaseState {
    /// Every state in which the case stands: its own, and where its branches are.
    package var standing: [StateID] {
        branches.isEmpty ? [state] : [state] + branches.sorted { $0.key < $1.key }.map(\.value.state)
    }

    /// Since when it stands in a state; nil where it does not.
    package func since(_ id: StateID) -> Moment? {
        id == state ? stateSince : branches.values.first { $0.state == id }?.since
    }

    /// The branches begin, all at once.
    mutating func begin(_ opened: [BranchID: StateID], at moment: Moment) {
        branches = opened.mapValues { BranchPosition(state: $0, since: moment) }
    }

    /// Moves one branch; one that stays where it is keeps its time.
    mutating func take(_ step: BranchStep, at moment: Moment) {
        if branches[step.branch]?.state == step.to { return }
        branches[step.branch] = BranchPosition(state: step.to, since: moment)
    }
}

extension BranchPosition {
    var json: JSON { ["state": .string(state.text), "since": .string(since.rfc3339)] }

    init(_ json: JSON, _ reader: FactReader) throws(FactFault) {
        let inner = try FactReader(json, type: reader.type)
        self.init(state: try inner.id("state"), since: try inner.value("since"))
    }
}

extension BranchStep {
    var json: JSON {
        var writer = FactWriter()
        writer.put("id", branch.text)
        writer.put("from", from.text)
        writer.put("to", to.text)
        writer.put("joined", joined)
        return writer.json
    }

    init(_ json: JSON, _ reader: FactReader) throws(FactFault) {
        let inner = try FactReader(json, type: reader.type)
        self.init(
            branch: try inner.id("id"),
            from: try inner.id("from"),
            to: try inner.id("to"),
            joined: try inner.bool("joined")
        )
    }
}

extension FactReader {
    /// Where branches begin, by id; empty where there are none, as in everything that was written before there were any.
    func opened(_ field: String) throws(FactFault) -> [BranchID: StateID] {
        try keyed(field) { json, reader throws(FactFault) in
            guard let state = json.string else { throw reader.fault(field, "not a state") }
            return try reader.identifier(state, in: field)
        }
    }

    func step(_ field: String) throws(FactFault) -> BranchStep? {
        guard let json = json(field) else { return nil }
        return try BranchStep(json, self)
    }

    func positions(_ field: String) throws(FactFault) -> [BranchID: BranchPosition] {
        try keyed(field) { json, reader throws(FactFault) in try BranchPosition(json, reader) }
    }
}
