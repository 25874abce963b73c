package import Civic

/// The operations that lead from one tree to the other: `apply` of them to `a`, as the provider, gives `b`.
///
/// Texts differ by language, records by key, keyed containers by element and order; everything else as a whole. Each
/// operation carries the value it replaces; author, time and reason are the caller's.
package func difference(
    _ a: DefinitionTree,
    _ b: DefinitionTree,
    author: String = "",
    at moment: Moment = Moment(milliseconds: 0),
    reason: String = ""
) -> [OverlayOperation] {
    var finder = DifferenceFinder(author: author, moment: moment, reason: reason)
    finder.compare(a.json, b.json, DefinitionLanguage.shape, [])
    return finder.operations
}

/// The operations inside one part of a tree.
func differences(_ a: JSON, _ b: JSON, _ shape: Shape, _ path: [String]) -> [OverlayOperation] {
    var finder = DifferenceFinder(author: "", moment: Moment(milliseconds: 0), reason: "")
    finder.compare(a, b, shape, path)
    return finder.operations
}

private struct DifferenceFinder {
    let author: String
    let moment: Moment
    let reason: String
    var operations: [OverlayOperation] = []

    private mutating func note(_ verb: OverlayOperation.Verb, _ path: [String], was: JSON?) {
        operations.append(OverlayOperation(verb, path, was: was, author: author, at: moment, reason: reason))
    }

    mutating func compare(_ a: JSON, _ b: JSON, _ shape: Shape, _ path: [String]) {
        guard a != b else { return }
        switch shape {
        case .record, .open, .text, .values: compareKeys(a.object ?? [:], b.object ?? [:], shape, path)
        case .keyed(let keyed): compareElements(a, b, keyed.element.resolved, keyed.hidable, path)
        case .word, .flag, .number, .oneOf, .expression, .list, .set, .either, .deferred:
            note(.set(b), path, was: a)
        }
    }

    private mutating func compareKeys(_ a: [String: JSON], _ b: [String: JSON], _ shape: Shape, _ path: [String]) {
        for key in Set(a.keys).union(b.keys).sorted() {
            let below = shape.below(key) ?? .plain
            switch (a[key], b[key]) {
            case (let old?, let new?): compare(old, new, below, path + [key])
            case (let old?, nil) where below.holdsElements: compare(old, below.emptyContainer, below, path + [key])
            case (nil, let new?) where below.holdsElements: compare(below.emptyContainer, new, below, path + [key])
            case (let old?, nil): note(.unset, path + [key], was: old)
            case (nil, let new?): note(.set(new), path + [key], was: nil)
            case (nil, nil): break
            }
        }
    }

    private mutating func compareElements(_ a: JSON, _ b: JSON, _ shape: Shape, _ hidable: Bool, _ path: [String]) {
        let old = Self.pairs(a)
        let new = Self.pairs(b)
        let newByID = Dictionary(new, uniquingKeysWith: { first, _ in first })
        var order: [String] = []
        for (id, element) in old {
            guard let after = newByID[id] else {
                note(.unset, path + [id], was: element)
                continue
            }
            order.append(id)
            if hidable, after == Self.hidden(element) {
                note(.hide, path + [id], was: element)
            } else {
                compare(element, after, shape, path + [id])
            }
        }
        // From the last to the first, so that each one's successor already stands where it will stay.
        for (index, pair) in new.enumerated().reversed() {
            let next = index + 1 < new.count ? new[index + 1].0 : nil
            guard let at = order.firstIndex(of: pair.0) else {
                note(.add(pair.1, before: next), path + [pair.0], was: nil)
                order.insert(pair.0, at: next.flatMap { order.firstIndex(of: $0) } ?? order.count)
                continue
            }
            let follower = at + 1 < order.count ? order[at + 1] : nil
            guard follower != next else { continue }
            note(.move(before: next), path + [pair.0], was: nil)
            order.remove(at: at)
            order.insert(pair.0, at: next.flatMap { order.firstIndex(of: $0) } ?? order.count)
        }
    }

    private static func pairs(_ json: JSON) -> [(String, JSON)] {
        (json.array ?? []).compactMap { pair in
            guard let parts = pair.array, parts.count == 2, let id = parts[0].string else { return nil }
            return (id, parts[1])
        }
    }

    private static func hidden(_ element: JSON) -> JSON? {
        guard var object = element.object, object["hidden"] == nil else { return nil }
        object["hidden"] = .bool(true)
        return .object(object)
    }
}
