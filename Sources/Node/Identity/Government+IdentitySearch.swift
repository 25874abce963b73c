package import Civic
import Engine
package import Store

extension Government {
    /// What an officer found by a citizen's number.
    package struct IdentityFinds: Sendable {
        /// The newest first.
        package let lines: [CaseLine]
    }

    /// Cases in which a citizen's number stands, sealed as it is, as far as the officer works on them.
    ///
    /// That it was looked for stands in the log before anything is shown, and each case found counts as opened, so its citizen
    /// learns of it. Throws `notYours` for who has no desk, `tooManyTries` beyond ``Limits/identitySearchesPerHourMax``.
    package func search(_ digits: IdentityDigits, for caller: Caller, limit: Int = 30) async throws -> IdentityFinds {
        try Permissions.require(.desk, caller, now: outside.now())
        guard let officer = caller.officer else { throw Refusal.signInNeeded }
        let now = outside.now()
        let recent = try database.read {
            try $0.rows(IdentitySearchTable.ofOfficer, Self.since(now - .hours(1), officer))
        }
        if recent.count >= Limits.identitySearchesPerHourMax, let oldest = try recent.last?.moment("at") {
            let left = (oldest + .hours(1) - now).milliseconds
            throw Refusal.tooManyTries(retryAfterSeconds: max(1, Int((left + 999) / 1_000)))
        }
        let token = identity.tokens.token(identity: digits)
        let numbers = try database.read {
            try IdentityNumbers.numbers(token: token, limit: Limits.pageRowsMax, on: $0)
        }
        var lines: [CaseLine] = []
        for number in numbers where lines.count < limit {
            guard try cases.sight(of: number, for: caller)?.sight == .staff,
                let line = try database.read({ try CaseListQuestions.line(number, on: $0) })
            else { continue }
            lines.append(line)
        }
        let found = lines
        let id = hexText(outside.random(16))
        _ = try await submit(
            Work(stream: "identity-search") { turn in
                try turn.run(
                    IdentitySearchTable.put,
                    [
                        "id": .text(id), "officer": .text(officer.id.text), "at": .moment(turn.now),
                        "token": .text(token), "found": .int(Int64(found.count)),
                    ]
                )
                return .null
            }
        )
        for line in found {
            guard let id = CaseEvent.caseID(stream: line.stream) else { continue }
            try await identity.noteReading(of: id, by: officer)
        }
        return IdentityFinds(lines: found)
    }

    /// When an officer searched by citizens' numbers, and how many cases each search showed; the newest first.
    package func identitySearches(of officer: Officer, after: Moment) throws -> [(at: Moment, found: Int)] {
        try database.read { connection in
            try connection.rows(IdentitySearchTable.ofOfficer, Self.since(after, officer)).map {
                (try $0.moment("at"), Int(try $0.int("found")))
            }
        }
    }

    private static func since(_ after: Moment, _ officer: Officer) -> KeyValuePairs<String, SQLValue> {
        ["officer": .text(officer.id.text), "after": .moment(after)]
    }
}
