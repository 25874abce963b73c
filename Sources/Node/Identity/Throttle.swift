import Civic
import Store

/// Wrong tries and what follows from them: a few are free, then each doubles the wait, up to a quarter of an hour.
///
/// Nobody is locked out for ever, so nobody can lock out somebody else; an hour without a wrong try forgets them.
struct Throttle: Hashable, Sendable {
    var count: Int
    var last: Moment
    var blockedUntil: Moment

    static let none = Throttle(count: 0, last: .epoch, blockedUntil: .epoch)
    private static let forgetAfter = Span.hours(1)

    /// Seconds to wait before the next try is looked at; nil: go on.
    func wait(at now: Moment) -> Int? {
        guard now < blockedUntil else { return nil }
        return max(1, Int((blockedUntil - now).milliseconds + 999) / 1_000)
    }

    /// After one more wrong try.
    func afterWrong(at now: Moment) -> Throttle {
        let count = now - last > Self.forgetAfter ? 1 : self.count + 1
        let surplus = count - Limits.wrongPasswordsFree
        let seconds = surplus <= 0 ? 0 : min(Limits.signInDelaySecondsMax, 1 << min(surplus, 20))
        return Throttle(count: count, last: now, blockedUntil: now + .seconds(seconds))
    }
}

extension Throttle {
    static func read(_ subject: String, on connection: any Connection) throws -> Throttle {
        try read(try connection.row(TryTable.bySubject, ["subject": .text(subject)]))
    }

    static func read(_ subject: String, in turn: WriteTurn) throws -> Throttle {
        try read(try turn.row(TryTable.bySubject, ["subject": .text(subject)]))
    }

    private static func read(_ row: Row?) throws -> Throttle {
        guard let row else { return .none }
        return Throttle(
            count: Int(try row.int("count")),
            last: try row.moment("last"),
            blockedUntil: try row.moment("blocked_until")
        )
    }

    func write(_ subject: String, in turn: WriteTurn) throws {
        try turn.run(
            TryTable.put,
            [
                "subject": .text(subject), "count": .int(count), "last": .moment(last),
                "blocked_until": .moment(blockedUntil),
            ]
        )
    }
}
