import Civic

/// What a story expects of branches and of documents.
extension Reading {
    /// `{ site: visited, space: to_judge }`.
    mutating func branches(_ child: Child?, _ definition: Definition) -> [BranchID: StateID] {
        let branches = definition.states.all.flatMap(\.element.branches.all)
        return byID(child, branches.map(\.id)) { reading, child in
            let branch = branches.first { $0.id.text == child.path.last }?.element
            return reading.known(child, branch?.states.order ?? [])
        }
    }

    private static let standings = ["issued", "suspended", "revoked", "replaced", "expired", "renewed", "none"]

    /// `issued: permit`, or `issued: { permit: suspended }`.
    mutating func documents(_ child: Child?, _ definition: Definition) -> [DocumentID: String] {
        guard let child else { return [:] }
        if case .map = child.node.content {
            return byID(child, definition.documents.order) { reading, child in
                guard let word = reading.word(child) else { return nil }
                if !Self.standings.contains(word) {
                    reading.unknownWord(word, at: child.node.place, among: Self.standings)
                }
                return word
            }
        }
        let ids = items(child).compactMap { known($0, definition.documents.order) }
        return Dictionary(ids.map { ($0, "issued") }, uniquingKeysWith: { first, _ in first })
    }
}
