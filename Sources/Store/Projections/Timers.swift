package import Civic
package import Engine

/// When each case wants to be looked at again: marks of clocks and actions that time takes.
package struct Timers: Projection {
    package static let name = "timers"
    package static let version = 1

    package static let tables = [
        Table(
            "timer",
            create: """
                CREATE TABLE timer (
                    stream {text} NOT NULL,
                    id {text} NOT NULL,
                    due_at {int} NOT NULL,
                    generation {int} NOT NULL,
                    PRIMARY KEY (stream, id)
                ) {keyed};
                """,
            indexes: ["CREATE INDEX timer_due ON timer (due_at, stream, id)"],
            dump: Statement(
                "timer.dump",
                """
                SELECT stream, id, due_at, generation
                FROM timer
                ORDER BY stream, id
                """
            )
        )
    ]

    /// What is due, the longest waiting first.
    package static let due = Statement(
        "timer.due",
        """
        SELECT stream, id, due_at, generation
        FROM timer
        WHERE due_at <= :now
        ORDER BY due_at, stream, id
        LIMIT :limit
        """
    )

    /// When the next one is due.
    package static let next = Statement(
        "timer.next",
        """
        SELECT due_at
        FROM timer
        ORDER BY due_at, stream, id
        LIMIT 1
        """
    )

    static let put = Statement(
        "timer.put",
        """
        INSERT INTO timer (stream, id, due_at, generation)
        VALUES (:stream, :id, :due_at, :generation)
        ON CONFLICT (stream, id) DO UPDATE
        SET due_at = excluded.due_at,
            generation = excluded.generation
        """
    )

    static let remove = Statement(
        "timer.remove",
        """
        DELETE FROM timer
        WHERE stream = :stream AND id = :id
        """
    )

    package static let questions = [due, next]
    package static let changes = [put, remove]

    private struct Key: Hashable {
        let stream: String
        let id: TimerID
    }

    private enum Setting {
        case due(Moment, generation: Int)
        case gone
    }

    package init() {}

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        // The generation is the version of the case that set the timer, so each change counts, not only the last.
        var settings: [Key: Setting] = [:]
        for change in changes {
            let before = change.before?.timers ?? [:]
            let after = change.after?.timers ?? [:]
            for id in before.keys where after[id] == nil { settings[Key(stream: change.stream, id: id)] = .gone }
            for (id, due) in after where before[id] != due {
                settings[Key(stream: change.stream, id: id)] = .due(due, generation: change.version)
            }
        }
        for (key, setting) in settings {
            switch setting {
            case .due(let due, let generation):
                try connection.run(
                    Self.put,
                    [
                        "stream": .text(key.stream), "id": .text(key.id.text), "due_at": .moment(due),
                        "generation": .int(generation),
                    ]
                )
            case .gone:
                try connection.run(Self.remove, ["stream": .text(key.stream), "id": .text(key.id.text)])
            }
        }
    }

    /// A timer that is due; `generation` makes the key under which its command counts once.
    package struct Due: Sendable, Equatable {
        package let stream: String
        package let id: TimerID
        package let due: Moment
        package let generation: Int
    }

    /// What is due, the longest waiting first.
    package static func due(at now: Moment, limit: Int, on connection: any Connection) throws -> [Due] {
        try connection.rows(due, ["now": .moment(now), "limit": .int(limit)]).map { row in
            let text = try row.text("id")
            guard let id = TimerID(text) else { throw StoreFault.unreadable("timer", text) }
            return Due(
                stream: try row.text("stream"),
                id: id,
                due: try row.moment("due_at"),
                generation: Int(try row.int("generation"))
            )
        }
    }
}
