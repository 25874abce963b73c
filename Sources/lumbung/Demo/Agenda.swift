import Civic

/// What is still to come, the earliest first; what is due together comes in the order in which it was written down.
struct Agenda<Item: Sendable>: Sendable {
    private struct Line: Sendable {
        let at: Moment
        let order: Int
        let item: Item
    }

    private var heap: [Line] = []
    private var written = 0

    /// When the next is due.
    var next: Moment? { heap.first?.at }
    var count: Int { heap.count }

    private static func isBefore(_ a: Line, _ b: Line) -> Bool { (a.at, a.order) < (b.at, b.order) }

    mutating func add(_ item: Item, at: Moment) {
        heap.append(Line(at: at, order: written, item: item))
        written += 1
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard Self.isBefore(heap[child], heap[parent]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    mutating func take() -> (at: Moment, item: Item)? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return (first.at, first.item) }
        heap[0] = last
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { break }
            let right = left + 1
            let child = right < heap.count && Self.isBefore(heap[right], heap[left]) ? right : left
            guard Self.isBefore(heap[child], heap[parent]) else { break }
            heap.swapAt(child, parent)
            parent = child
        }
        return (first.at, first.item)
    }
}
