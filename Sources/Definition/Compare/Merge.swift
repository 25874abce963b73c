package import Civic

/// What became of a place that both sides of a merge had something to say about.
package struct MergeConflict: Hashable, Sendable, Identifiable {
    package enum Kind: String, Sendable {
        /// Both sides changed it, differently.
        case bothChanged = "both-changed"
        /// The release took it away, the adopter had changed it.
        case removedUpstream = "removed-upstream"
        /// The adopter took it away, the release has changed it.
        case removedLocally = "removed-locally"
        /// Both sides added something under the same id.
        case bothAdded = "both-added"
    }

    package let kind: Kind
    package let path: [String]
    /// What stood there before; nil where nothing did.
    package let base: JSON?
    package let upstream: JSON?
    package let local: JSON?

    /// The same question has the same id for ever: a decision on it is remembered by it.
    package var id: Digest {
        let parts: JSON = .object([
            "path": .array(path.map { .string($0) }), "base": base ?? .null, "upstream": upstream ?? .null,
            "local": local ?? .null, "absent": .array([base, upstream, local].map { .bool($0 == nil) }),
        ])
        return Digest(sha256(parts.canonical)) ?? .zero
    }
}

/// What somebody decided about a conflict.
package enum MergeDecision: Hashable, Sendable {
    /// The adopter's.
    case ours
    /// The release's.
    case theirs
    /// Neither.
    case value(JSON)
}

/// Something that an official should know about a merge, and need not decide.
package struct MergeNote: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// The release now says what the adopter had changed: the change is no longer local.
        case absorbed
        /// The release changed an Indonesian text whose translation is the adopter's: the translation is stale.
        case staleTranslation = "stale-translation"
        /// The release changed what the adopter has hidden; it stays hidden.
        case hiddenChanged = "hidden-changed"
        /// Both sides ordered the elements anew: the release's order holds.
        case order
    }

    package let kind: Kind
    package let path: [String]

    package init(_ kind: Kind, _ path: [String]) {
        self.kind = kind
        self.path = path
    }
}

/// A three-way merge of trees: keyed, element by element, never by lines.
///
/// Where a conflict is undecided, the adopter's side stands, so that nothing local is lost in silence.
package struct Merged: Hashable, Sendable {
    package let tree: DefinitionTree
    /// Those that nobody has decided yet.
    package let open: [MergeConflict]
    /// Those that a remembered decision has answered.
    package let decided: [MergeConflict]
    package let notes: [MergeNote]
}

/// What the release and the adopter made of the same base, as one tree.
///
/// Cost: linear in the three trees. The result is shape, not sense: read and check it before it runs.
package func merge(
    base: DefinitionTree,
    upstream: DefinitionTree,
    local: DefinitionTree,
    decisions: [Digest: MergeDecision] = [:]
) -> Merged {
    var merger = Merger(decisions: decisions)
    let tree = merger.merged(
        Three(base.normalized.json, upstream.normalized.json, local.normalized.json),
        DefinitionLanguage.shape,
        .mergeable,
        []
    )
    return Merged(
        tree: DefinitionTree(json: tree ?? .object([:])).normalized,
        open: merger.open,
        decided: merger.decided,
        notes: merger.notes
    )
}

/// What stands in one place on each side; nil where nothing does.
struct Three {
    let base: JSON?
    let upstream: JSON?
    let local: JSON?

    init(_ base: JSON?, _ upstream: JSON?, _ local: JSON?) {
        self.base = base
        self.upstream = upstream
        self.local = local
    }

    func at(_ key: String) -> Three {
        Three(base?.object?[key], upstream?.object?[key], local?.object?[key])
    }

    var keys: [String] {
        Set([base, upstream, local].flatMap { $0?.object.map { Array($0.keys) } ?? [] }).sorted()
    }
}

struct Merger {
    let decisions: [Digest: MergeDecision]
    var open: [MergeConflict] = []
    var decided: [MergeConflict] = []
    var notes: [MergeNote] = []

    init(decisions: [Digest: MergeDecision]) { self.decisions = decisions }

    /// What stands in the place afterwards.
    mutating func merged(_ three: Three, _ shape: Shape, _ ownership: Ownership, _ path: [String]) -> JSON? {
        if three.upstream == three.local {
            noteAbsorbed(three, shape, path)
            return three.upstream
        }
        if ownership == .locked { return three.upstream }
        if three.base == three.upstream { return three.local }
        if three.base == three.local { return three.upstream }
        if ownership == .local { return three.local }
        switch shape.resolved {
        case .record, .open, .values:
            return container(three, shape.resolved, path) { $0.keys($1, shape.resolved, path) }
        case .keyed(let keyed): return container(three, shape.resolved, path) { $0.elements($1, keyed, path) }
        case .text: return container(three, .text, path) { $0.languages($1, path) }
        case .set:
            return container(three, shape.resolved, path) { merger, all in
                let result = Self.set(all)
                // The release has all that the adopter added, and lacks all that they took away.
                if result == all.upstream { merger.notes.append(MergeNote(.absorbed, path)) }
                return result
            }
        case .word, .flag, .number, .oneOf, .expression, .list, .either, .deferred: return asked(three, path)
        }
    }

    /// Both sides say the same, and not what was there before.
    private mutating func noteAbsorbed(_ three: Three, _ shape: Shape, _ path: [String]) {
        guard three.base != three.upstream else { return }
        guard let base = three.base, let now = three.upstream else {
            notes.append(MergeNote(.absorbed, path))
            return
        }
        notes += differences(base, now, shape.resolved, path).map { MergeNote(.absorbed, $0.path) }
    }

    /// A container that both sides changed: one by one, where it still stands on both sides.
    private mutating func container(
        _ three: Three,
        _ shape: Shape,
        _ path: [String],
        _ inside: (inout Merger, Three) -> JSON
    ) -> JSON? {
        if three.upstream != nil, three.local != nil { return inside(&self, three) }
        // An optional container that one side emptied is an empty one; an element that one side removed is asked about.
        guard shape.holdsElements, three.base == nil || !isElement(path) else { return asked(three, path) }
        let empty = shape.emptyContainer
        return inside(&self, Three(three.base ?? empty, three.upstream ?? empty, three.local ?? empty))
    }

    /// The place is one element of a keyed container.
    private func isElement(_ path: [String]) -> Bool {
        var shape: Shape? = DefinitionLanguage.shape
        for key in path.dropLast() { shape = shape?.below(key) }
        if case .keyed? = shape { return true }
        return false
    }

    /// What both sides want differently: the remembered decision, else the adopter's side and an open question.
    private mutating func asked(_ three: Three, _ path: [String]) -> JSON? {
        let kind: MergeConflict.Kind =
            switch (three.base, three.upstream, three.local) {
            case (nil, _, _): .bothAdded
            case (_, nil, _): .removedUpstream
            case (_, _, nil): .removedLocally
            case (_?, _?, _?): .bothChanged
            }
        let conflict = MergeConflict(
            kind: kind,
            path: path,
            base: three.base,
            upstream: three.upstream,
            local: three.local
        )
        guard let decision = decisions[conflict.id] else {
            open.append(conflict)
            return three.local
        }
        decided.append(conflict)
        switch decision {
        case .ours: return three.local
        case .theirs: return three.upstream
        case .value(let value): return value
        }
    }

    // MARK: Containers

    private mutating func keys(_ three: Three, _ shape: Shape, _ path: [String]) -> JSON {
        var result: [String: JSON] = [:]
        for key in three.keys {
            let below = shape.below(key) ?? .plain
            let ownership =
                if case .record(let record) = shape { record[key]?.ownership ?? .mergeable } else {
                    Ownership.mergeable
                }
            if let value = merged(three.at(key), below, ownership, path + [key]) { result[key] = value }
        }
        return .object(result)
    }

    private mutating func languages(_ three: Three, _ path: [String]) -> JSON {
        let source = three.at(Language.id.rawValue)
        for language in Language.allCases where language != .id {
            let one = three.at(language.rawValue)
            guard source.base != source.upstream, one.base != one.local, one.base == one.upstream else { continue }
            notes.append(MergeNote(.staleTranslation, path + [language.rawValue]))
        }
        return keys(three, .text, path)
    }

    /// What either side added is in, what either side took away is out: no conflict is possible.
    private static func set(_ three: Three) -> JSON {
        let base = Set(three.base?.array ?? [])
        let (upstream, local) = (Set(three.upstream?.array ?? []), Set(three.local?.array ?? []))
        let gone = base.subtracting(upstream).union(base.subtracting(local))
        return .array(base.union(upstream).union(local).subtracting(gone).sorted { $0.text < $1.text })
    }

    private mutating func elements(_ three: Three, _ keyed: KeyedDeclaration, _ path: [String]) -> JSON {
        let (base, upstream, local) = (Row(three.base), Row(three.upstream), Row(three.local))
        var merged: [String: JSON] = [:]
        for id in Set(base.order + upstream.order + local.order).sorted() {
            let one = Three(base.elements[id], upstream.elements[id], local.elements[id])
            if keyed.hidable, one.local?.object?["hidden"]?.bool == true, one.base?.object?["hidden"]?.bool != true,
                let before = one.base, let now = one.upstream, before != now
            {
                notes.append(MergeNote(.hiddenChanged, path + [id]))
            }
            if let element = self.merged(one, keyed.element, .mergeable, path + [id]) { merged[id] = element }
        }
        let order = order(base.order, upstream.order, local.order, kept: Set(merged.keys), path)
        return .array(order.compactMap { id in merged[id].map { .array([.string(id), $0]) } })
    }

    /// The elements of one side.
    private struct Row {
        var order: [String] = []
        var elements: [String: JSON] = [:]

        init(_ json: JSON?) {
            for pair in json?.array ?? [] {
                guard let parts = pair.array, parts.count == 2, let id = parts[0].string else { continue }
                order.append(id)
                elements[id] = parts[1]
            }
        }
    }
}
