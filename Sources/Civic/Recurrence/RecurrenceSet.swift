/// All times of something that repeats: rules and single times, less those that are called off (RDATE, EXDATE,
/// RFC 5545 §3.8.5).
package struct RecurrenceSet: Sequence, Sendable {
    package let start: CalendarTime
    package let rules: [RecurrenceRule]
    package let additions: [CalendarTime]
    package let exceptions: [CalendarTime]
    private let expansions: [Recurrence]

    /// Throws where a rule repeats within a day and the start is a whole day.
    package init(
        start: CalendarTime,
        rules: [RecurrenceRule],
        additions: [CalendarTime] = [],
        exceptions: [CalendarTime] = []
    ) throws(RecurrenceProblem) {
        (self.start, self.rules, self.additions, self.exceptions) = (start, rules, additions, exceptions)
        var expansions: [Recurrence] = []
        for rule in rules { expansions.append(try Recurrence(rule, start: start)) }
        self.expansions = expansions
    }

    /// In order, each time once; a time that is added and called off is called off.
    package func makeIterator() -> Iterator {
        Iterator(
            start: start,
            heads: expansions.map { Head($0.makeIterator()) },
            additions: Set(additions.map { $0.wall(as: start) }).sorted(),
            dropped: Set(exceptions.map { $0.wall(as: start) }),
            droppedDays: Set(exceptions.compactMap { if case .date(let date) = $0 { date } else { nil } })
        )
    }

    /// A rule's next time, ready to be compared.
    struct Head: Sendable {
        var iterator: RecurrenceIterator
        var next: CalendarTime?

        init(_ iterator: RecurrenceIterator) {
            self.iterator = iterator
            next = self.iterator.next()
        }

        mutating func advance() { next = iterator.next() }
    }

    package struct Iterator: IteratorProtocol, Sendable {
        fileprivate let start: CalendarTime
        fileprivate var heads: [Head]
        fileprivate let additions: [WallTime]
        fileprivate let dropped: Set<WallTime>
        /// A whole day as an exception drops every time of it.
        fileprivate let droppedDays: Set<CivilDate>
        private var added = 0

        fileprivate init(
            start: CalendarTime,
            heads: [Head],
            additions: [WallTime],
            dropped: Set<WallTime>,
            droppedDays: Set<CivilDate>
        ) {
            (self.start, self.heads, self.additions) = (start, heads, additions)
            (self.dropped, self.droppedDays) = (dropped, droppedDays)
        }

        package mutating func next() -> CalendarTime? {
            while true {
                let walls = heads.compactMap { $0.next?.wall } + additions[added...].prefix(1)
                guard let wall = walls.min() else { return nil }
                for index in heads.indices where heads[index].next?.wall == wall { heads[index].advance() }
                if added < additions.count, additions[added] == wall { added += 1 }
                if !dropped.contains(wall), !droppedDays.contains(wall.date) { return start.with(wall) }
            }
        }
    }
}
