package import Civic

/// One difference between two versions of an application, with what it means and how a person would say it.
package struct DefinitionChange: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case added, removed, changed, moved, hidden
    }

    package let kind: Kind
    package let path: [String]
    package let from: JSON?
    package let to: JSON?
    /// Patch, minor or major, by the rules of docs/definitions/compare.md.
    package let weight: Weight
    /// One sentence.
    package let words: LocalizedText

    package static func == (left: DefinitionChange, right: DefinitionChange) -> Bool {
        (left.kind, left.path, left.from, left.to) == (right.kind, right.path, right.from, right.to)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(path)
    }
}

/// Everything that differs, in the order in which a definition is written.
package func changes(from a: DefinitionTree, to b: DefinitionTree) -> [DefinitionChange] {
    let (a, b) = (a.normalized, b.normalized)
    let order = Dictionary(
        DefinitionLanguage.root.entries.enumerated().map { ($0.element.key, $0.offset) },
        uniquingKeysWith: { first, _ in first }
    )
    return difference(a, b).map { change($0, a, b) }.sorted { left, right in
        let places = [left, right].map { order[$0.path.first ?? ""] ?? 0 }
        return places[0] == places[1] ? left.path.lexicographicallyPrecedes(right.path) : places[0] < places[1]
    }
}

private func change(_ operation: OverlayOperation, _ a: DefinitionTree, _ b: DefinitionTree) -> DefinitionChange {
    let from = operation.was ?? a.value(at: operation.path)
    let (kind, to): (DefinitionChange.Kind, JSON?) =
        switch operation.verb {
        case .set(let value): (from == nil ? .added : .changed, value)
        case .unset: (.removed, nil)
        case .add(let value, _): (.added, value)
        case .hide: (.hidden, from)
        case .move: (.moved, from)
        }
    let subject = ChangeSubject(path: operation.path, before: a, after: b)
    return DefinitionChange(
        kind: kind,
        path: operation.path,
        from: from,
        to: to,
        weight: subject.weight(kind, from, to),
        words: subject.words(kind, from, to)
    )
}

/// The version that follows from what changed.
package struct ComputedVersion: Hashable, Sendable {
    /// The heaviest of the changes; nil where nothing changed.
    package let weight: Weight?
    package let version: Version

    /// By semver.org: a major change of a version before 1.0.0 raises the minor number.
    package init(after version: Version, _ changes: [DefinitionChange]) {
        weight = changes.filter { $0.path != ["version"] }.map(\.weight).max()
        self.version =
            switch weight {
            case nil: version
            case .patch?: Version(version.major, version.minor, version.patch + 1)
            case .minor?: Version(version.major, version.minor + 1, 0)
            case .major? where version.major == 0: Version(0, version.minor + 1, 0)
            case .major?: Version(version.major + 1, 0, 0)
            }
    }
}
