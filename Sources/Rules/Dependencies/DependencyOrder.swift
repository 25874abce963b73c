/// What must be worked out before what: ids, each with the ids that its expression reads.
///
/// Pure order over names; whose expressions they are is for the caller to know. Ids that nobody defines (answers of a form)
/// may be read too, and count as inputs.
package struct DependencyOrder<ID: Hashable & Sendable>: Sendable {
    /// Every defined id after all that it reads; ids of a cycle and what waits for them are left out.
    ///
    /// Among ids that may stand in any order, the order given is kept.
    package let order: [ID]
    /// A path from an id back to itself, `[a, b, a]`, for each tangle of ids that wait for each other.
    package let cycles: [[ID]]

    private let ids: [ID]
    private let index: [ID: Int]
    /// For each id the defined ones that read it.
    private let readers: [[Int]]
    /// The place of each defined id in `order`.
    private let ranks: [Int?]

    /// Cost: linear in the ids and what they read.
    package init(_ definitions: some Sequence<(id: ID, reads: Set<ID>)>) {
        let all = Array(definitions)
        var ids = all.map(\.id)
        var index = Dictionary(zip(ids, ids.indices), uniquingKeysWith: { first, _ in first })
        precondition(index.count == ids.count, "two definitions have one id")
        var reads: [[Int]] = []
        for definition in all {
            var known: [Int] = []
            for id in definition.reads {
                if let number = index[id] {
                    known.append(number)
                } else {
                    index[id] = ids.count
                    known.append(ids.count)
                    ids.append(id)
                }
            }
            reads.append(known.sorted())
        }
        var readers = Array(repeating: [Int](), count: ids.count)
        for (reader, known) in reads.enumerated() { for one in known { readers[one].append(reader) } }
        let sorted = Self.sorted(reads, readers)
        var ranks = [Int?](repeating: nil, count: ids.count)
        for (rank, number) in sorted.enumerated() { ranks[number] = rank }
        order = sorted.map { ids[$0] }
        cycles = Self.cycles(reads, outside: ranks).map { $0.map { ids[$0] } }
        (self.ids, self.index, self.readers, self.ranks) = (ids, index, readers, ranks)
    }

    /// Defined ids to work out anew, in order, when these ids have changed; the changed ones are not among them.
    ///
    /// Cost: what depends on them, sorted; not all that there is.
    package func dependants(of changed: some Sequence<ID>) -> [ID] {
        var seen: Set<Int> = []
        var waiting = changed.compactMap { index[$0] }
        let starts = Set(waiting)
        while let next = waiting.popLast() {
            for reader in readers[next] where ranks[reader] != nil && seen.insert(reader).inserted {
                waiting.append(reader)
            }
        }
        return seen.subtracting(starts).compactMap { ranks[$0] }.sorted().map { order[$0] }
    }

    package func dependants(of changed: ID) -> [ID] { dependants(of: CollectionOfOne(changed)) }

    /// Kahn's way: takes whatever waits for nothing any more, the earliest given first.
    private static func sorted(_ reads: [[Int]], _ readers: [[Int]]) -> [Int] {
        var open = reads.map { known in known.count { $0 < reads.count } }
        var ready = SmallestFirst(reads.indices.filter { open[$0] == 0 })
        var result: [Int] = []
        while let next = ready.popSmallest() {
            result.append(next)
            for reader in readers[next] {
                open[reader] -= 1
                if open[reader] == 0 { ready.insert(reader) }
            }
        }
        return result
    }

    /// Walks along what is read among the ids without a place; each walk ends in a cycle, for each of them reads another.
    private static func cycles(_ reads: [[Int]], outside ranks: [Int?]) -> [[Int]] {
        var found: [[Int]] = []
        var seen: Set<Int> = []
        for start in reads.indices where ranks[start] == nil && !seen.contains(start) {
            var path: [Int] = []
            var place: [Int: Int] = [:]
            var current: Int? = start
            while let one = current, !seen.contains(one) {
                if let first = place[one] {
                    found.append(turned(Array(path[first...])))
                    break
                }
                place[one] = path.count
                path.append(one)
                current = reads[one].first { $0 < reads.count && ranks[$0] == nil }
            }
            seen.formUnion(path)
        }
        return found
    }

    /// The cycle from its earliest id, closed.
    private static func turned(_ cycle: [Int]) -> [Int] {
        guard let first = cycle.min(), let at = cycle.firstIndex(of: first) else { return cycle }
        return Array(cycle[at...] + cycle[..<at]) + [first]
    }
}

/// A binary heap of numbers.
private struct SmallestFirst {
    private var heap: [Int] = []

    init(_ numbers: [Int]) { heap = numbers.sorted() }

    mutating func insert(_ number: Int) {
        heap.append(number)
        var child = heap.count - 1
        while child > 0, heap[(child - 1) / 2] > heap[child] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func popSmallest() -> Int? {
        guard let smallest = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return smallest }
        heap[0] = last
        var parent = 0
        while true {
            let children = [parent * 2 + 1, parent * 2 + 2].filter { $0 < heap.count }
            guard let child = children.min(by: { heap[$0] < heap[$1] }), heap[child] < heap[parent] else { break }
            heap.swapAt(child, parent)
            parent = child
        }
        return smallest
    }
}
