import Civic

/// Whose change it is: an adopter meets locks and may not take elements away, the provider of a release may.
package enum OverlayAuthority: Sendable {
    case adopter, provider
}

/// The tree with the overlay's operations applied in order, and the operations that do not hold.
///
/// A problem's operation is left out and the next one is tried. What comes out is shape, not sense: read it again with
/// `DefinitionReader.read(tree:)` and `check` it before it runs. Cost: operations × depth × elements of a container.
package func apply(
    _ overlay: Overlay,
    to tree: DefinitionTree,
    by authority: OverlayAuthority = .adopter
) -> (DefinitionTree, [OverlayProblem]) {
    var problems: [OverlayProblem] = []
    if overlay.baseHash != tree.hash {
        problems.append(
            OverlayProblem(
                operation: -1,
                path: [],
                code: "other-base",
                message: LocalizedText(
                    id: "Perubahan ini dibuat untuk versi \(overlay.baseVersion) dengan isi yang berbeda.",
                    en: "These changes were made for version \(overlay.baseVersion) with other content."
                ),
                todo: LocalizedText(
                    id: "Periksa setiap perubahan terhadap versi ini.",
                    en: "Review each change against this version."
                )
            )
        )
    }
    var json = tree.json
    for (index, operation) in overlay.operations.enumerated() {
        do throws(OverlayRefusal) {
            if authority == .adopter { try OverlayRules(tree: json).permit(operation) }
            json = try operation.verb.applied(
                to: json,
                DefinitionLanguage.shape,
                operation.path[...],
                was: operation.was
            )
        } catch {
            problems.append(
                OverlayProblem(
                    operation: index,
                    path: operation.path,
                    code: error.code,
                    message: error.message,
                    todo: error.todo
                )
            )
        }
    }
    return (DefinitionTree(json: json).normalized, problems)
}

/// Why one operation can't be applied.
struct OverlayRefusal: Error {
    let code: String
    let message: LocalizedText
    let todo: LocalizedText?

    init(_ code: String, id: String, en: String, todo: LocalizedText? = nil) {
        self.code = code
        message = LocalizedText(id: id, en: en)
        self.todo = todo
    }

    static func unknownPath(_ key: String, known: [String]) -> OverlayRefusal {
        OverlayRefusal(
            "unknown-path",
            id: "Tidak ada \"\(key)\" di tempat ini.",
            en: "There is no \"\(key)\" in this place.",
            todo: Reading.suggestion(for: key, among: known)
        )
    }
}

extension OverlayOperation.Verb {
    /// The tree with this change at the path below it.
    func applied(
        to json: JSON,
        _ shape: Shape,
        _ path: ArraySlice<String>,
        was: JSON?
    ) throws(OverlayRefusal) -> JSON {
        guard let key = path.first else {
            throw OverlayRefusal(
                "empty-path",
                id: "Perubahan ini tidak menyebut tempat.",
                en: "This change names no place."
            )
        }
        if path.count == 1 { return try changed(json, shape, key, was: was) }
        guard let below = shape.below(key) else { throw .unknownPath(key, known: shape.knownKeys) }
        switch shape {
        case .keyed:
            var elements = try Elements(json)
            guard let element = elements[key] else { throw .unknownPath(key, known: elements.ids) }
            elements[key] = try applied(to: element, below, path.dropFirst(), was: was)
            return elements.json
        case .record, .open, .values, .text:
            var object = json.object ?? [:]
            object[key] = try applied(to: object[key] ?? below.emptyContainer, below, path.dropFirst(), was: was)
            return .object(object)
        case .word, .flag, .number, .oneOf, .expression, .list, .set, .either, .deferred:
            throw .unknownPath(key, known: [])
        }
    }

    /// The container with its own element or key changed.
    private func changed(_ json: JSON, _ shape: Shape, _ key: String, was: JSON?) throws(OverlayRefusal) -> JSON {
        switch shape {
        case .keyed(let keyed):
            var elements = try Elements(json)
            try elements.change(self, key, hidable: keyed.hidable, was: was)
            return elements.json
        case .record, .open, .values, .text:
            guard shape.below(key) != nil else { throw .unknownPath(key, known: shape.knownKeys) }
            var object = json.object ?? [:]
            try Self.compare(object[key], was)
            switch self {
            case .set(let value): object[key] = value
            case .unset:
                guard object[key] != nil else { throw .unknownPath(key, known: object.keys.sorted()) }
                object[key] = nil
            case .add, .hide, .move:
                throw OverlayRefusal(
                    "wrong-verb",
                    id: "\"\(name)\" hanya berlaku untuk butir dalam daftar beridentitas.",
                    en: "\"\(name)\" is for elements with ids only.",
                    todo: LocalizedText(id: "Pakai set atau unset.", en: "Use set or unset.")
                )
            }
            return .object(object)
        case .word, .flag, .number, .oneOf, .expression, .list, .set, .either, .deferred:
            throw .unknownPath(key, known: [])
        }
    }

    /// The value that stands there must be the one that the author saw.
    static func compare(_ now: JSON?, _ was: JSON?) throws(OverlayRefusal) {
        guard let was, now != was else { return }
        throw OverlayRefusal(
            "base-changed",
            id: "Nilai asalnya sudah berbeda: \(now?.text ?? "tidak ada").",
            en: "The value below has changed: \(now?.text ?? "none").",
            todo: LocalizedText(
                id: "Putuskan lagi: pakai nilai baru, atau tetap yang lama.",
                en: "Decide again: take the new value, or keep the old one."
            )
        )
    }
}

/// The elements of a keyed container in a tree.
struct Elements {
    private(set) var pairs: [(id: String, element: JSON)] = []

    init(_ json: JSON) throws(OverlayRefusal) {
        for pair in json.array ?? [] {
            guard let parts = pair.array, parts.count == 2, let id = parts[0].string else {
                throw OverlayRefusal(
                    "broken-tree",
                    id: "Susunan definisi rusak.",
                    en: "The definition's tree is broken."
                )
            }
            pairs.append((id, parts[1]))
        }
    }

    var ids: [String] { pairs.map(\.id) }
    var json: JSON { .array(pairs.map { .array([.string($0.id), $0.element]) }) }

    subscript(id: String) -> JSON? {
        get { pairs.first { $0.id == id }?.element }
        set {
            guard let newValue, let index = pairs.firstIndex(where: { $0.id == id }) else { return }
            pairs[index].element = newValue
        }
    }

    mutating func change(_ verb: OverlayOperation.Verb, _ id: String, hidable: Bool, was: JSON?) throws(OverlayRefusal)
    {
        if case .add(let value, let before) = verb {
            guard self[id] == nil else {
                throw OverlayRefusal(
                    "taken-id",
                    id: "Id \"\(id)\" sudah dipakai.",
                    en: "The id \"\(id)\" is taken.",
                    todo: LocalizedText(id: "Pilih id lain.", en: "Choose another id.")
                )
            }
            pairs.insert((id, value), at: try index(before: before))
            return
        }
        guard let index = pairs.firstIndex(where: { $0.id == id }) else { throw .unknownPath(id, known: ids) }
        try OverlayOperation.Verb.compare(pairs[index].element, was)
        switch verb {
        case .add: break
        case .set(let value): pairs[index].element = value
        case .unset: pairs.remove(at: index)
        case .hide:
            guard hidable, var element = pairs[index].element.object else {
                throw OverlayRefusal(
                    "cannot-hide",
                    id: "Butir \"\(id)\" tidak dapat disembunyikan.",
                    en: "The element \"\(id)\" can't be hidden.",
                    todo: LocalizedText(
                        id: "Yang dapat disembunyikan: baris register.",
                        en: "What can be hidden: rows of registers."
                    )
                )
            }
            element["hidden"] = .bool(true)
            pairs[index].element = .object(element)
        case .move(let before):
            let pair = pairs.remove(at: index)
            do throws(OverlayRefusal) {
                pairs.insert(pair, at: try self.index(before: before))
            } catch {
                pairs.insert(pair, at: index)
                throw error
            }
        }
    }

    private func index(before id: String?) throws(OverlayRefusal) -> Int {
        guard let id else { return pairs.count }
        guard let index = pairs.firstIndex(where: { $0.id == id }) else { throw .unknownPath(id, known: ids) }
        return index
    }
}
