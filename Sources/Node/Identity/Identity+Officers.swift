package import Civic
package import Engine
import Store

extension Identity {
    // MARK: Signing in

    /// Signs an officer in.
    ///
    /// Unknown login, wrong password and an officer who left are the same `wrongPassword`.
    ///
    /// From the fourth wrong try on each doubles the wait, for the login and for the origin alike.
    package func signIn(login: String, password: String, origin: String) async throws -> NewSession {
        let login = String(login.lowercased().filter { !$0.isWhitespace })
        let subjects = subjects(login: login, origin: origin)
        try refuseWhileWaiting(subjects)
        let stored = try book.database.read { try $0.row(CredentialTable.byLogin, ["login": .text(login)]) }
        let isRight = try await passwords.fits(password, try stored?.text("hash"))
        let officer = try stored.map { OfficerID(try $0.text("officer")) }.flatMap { staff.officer($0) }
        guard isRight, let officer, officer.isActive else {
            try await remember(wrong: subjects)
            throw Refusal.wrongPassword
        }
        _ = try await book.submit(
            Work(stream: "session") { turn in
                for subject in subjects { try turn.run(TryTable.clear, ["subject": .text(subject)]) }
                return .null
            }
        )
        return try await open(.officer(officer.id))
    }

    private func remember(wrong subjects: [String]) async throws {
        _ = try await book.submit(
            Work(stream: "session") { turn in
                for subject in subjects {
                    try Throttle.read(subject, in: turn).afterWrong(at: turn.now).write(subject, in: turn)
                }
                return .null
            }
        )
    }

    /// One-click sign-in; only a demo has it.
    package func demoSignIn(as id: OfficerID) async throws -> NewSession {
        guard isDemo, let officer = staff.officer(id), officer.isActive else { throw Refusal.notYours }
        return try await open(.officer(officer.id))
    }

    /// The bearer token that the demo's start page shows for an officer; of no use outside a demo.
    package func demoToken(of id: OfficerID) -> String {
        "demo-\(id.text)-\(mark.text("demo token", id.text))"
    }

    func demoOfficer(of token: String) -> Officer? {
        guard isDemo, token.hasPrefix("demo-"), let dash = token.lastIndex(of: "-") else { return nil }
        let id = OfficerID(
            String(
                token[
                    token.index(token.startIndex, offsetBy: 5)..<max(dash, token.index(token.startIndex, offsetBy: 5))
                ]
            )
        )
        guard Mark.equal(token, demoToken(of: id)), let officer = staff.officer(id), officer.isActive else {
            return nil
        }
        return officer
    }

    /// Checks an officer's password again, before a signature or a change of password; wrong tries count as at the door.
    package func confirm(_ officer: Officer, password: String, origin: String) async throws {
        let row = try book.database.read { try $0.row(CredentialTable.byOfficer, ["officer": .text(officer.id.text)]) }
        let subjects = subjects(login: officer.login, origin: origin)
        try refuseWhileWaiting(subjects)
        guard try await passwords.fits(password, try row?.text("hash")) else {
            try await remember(wrong: subjects)
            throw Refusal.wrongPassword
        }
    }

    private func subjects(login: String, origin: String) -> [String] {
        ["login/" + mark.text("login", login), "origin/" + mark.text("origin", origin)]
    }

    private func refuseWhileWaiting(_ subjects: [String]) throws {
        let now = outside.now()
        let wait = try book.database.read { connection in
            try subjects.compactMap { try Throttle.read($0, on: connection).wait(at: now) }.max()
        }
        if let wait { throw Refusal.tooManyTries(retryAfterSeconds: wait) }
    }

    // MARK: Staff

    package func officer(_ id: OfficerID) -> Officer? { staff.officer(id) }

    /// All officers, those who left too, in order of their logins.
    package func officers() -> [Officer] { staff.officers() }

    /// Those who work for the government, as a decision about work must know them, in order of their ids.
    package func colleagues(at now: Moment, in zone: Zone) -> [Colleague] {
        let today = now.date(in: zone)
        return staff.states().filter(\.isActive).map { state in
            Colleague(
                id: state.id,
                grants: state.allGrants,
                isPresent: state.isPresent(on: today),
                regions: Set(state.regions)
            )
        }.sorted { $0.id < $1.id }
    }

    /// Who acts for whom, the latest first; those that are over too.
    package func mandates() -> [(officer: OfficerID, mandate: Mandate)] {
        staff.states().flatMap { state in state.mandates.map { (officer: state.id, mandate: $0) } }.sorted { a, b in
            if a.mandate.from != b.mandate.from { return a.mandate.from > b.mandate.from }
            return (a.officer, a.mandate.id) < (b.officer, b.mandate.id)
        }
    }

    /// Days off that are not over, and the districts that an officer looks after.
    package func duty(of id: OfficerID) -> (absences: [Absence], regions: [RegionCode]) {
        let state = staff.state(id)
        return (state?.absences ?? [], state?.regions ?? [])
    }

    /// Whether a phone is an officer's own.
    func isPhone(_ phone: Phone, of officer: Officer) throws -> Bool {
        staff.state(officer.id)?.card?.phone == phone
    }

    /// Adds an officer with a first password, which they must change.
    ///
    /// Gives their id.
    package func addOfficer(
        _ card: OfficerCard,
        password: String,
        grants: [Grant],
        in house: StaffHouse,
        by caller: Caller
    ) async throws -> OfficerID {
        try Passwords.check(password)
        let hash = try await passwords.hash(password)
        let id = OfficerID("o" + outside.token(bytes: 10))
        _ = try await book.submit(
            Work(stream: StaffEvent.stream(id)) { turn in
                if try turn.row(CredentialTable.byLogin, ["login": .text(card.login.lowercased())]) != nil {
                    throw Refusal.taken(card.login)
                }
                try self.change(id, [.add(card)] + grants.map(StaffCommand.grant), house, caller, in: &turn)
                try turn.run(
                    CredentialTable.put,
                    [
                        "officer": .text(id.text), "login": .text(card.login.lowercased()), "hash": .text(hash),
                        "must_change": true,
                        "phone_token": .text(card.phone.map { self.tokens.token(phone: $0.e164) } ?? ""),
                        "changed": .moment(turn.now),
                    ]
                )
                return .string(id.text)
            }
        )
        return id
    }

    /// Changes an officer: a grant, a revocation, a new name, leaving, coming back.
    package func change(_ id: OfficerID, _ command: StaffCommand, in house: StaffHouse, by caller: Caller) async throws
    {
        _ = try await book.submit(
            Work(stream: StaffEvent.stream(id)) { turn in
                try self.change(id, [command], house, caller, in: &turn)
                if command == .leave {
                    try turn.run(SessionTable.deleteOfHolder, ["kind": "officer", "holder": .text(id.text)])
                    try turn.run(TokenTable.deleteOfOfficer, ["officer": .text(id.text)])
                }
                return .null
            }
        )
    }

    /// Changes an officer's own password; other sessions of theirs end.
    package func changePassword(
        of officer: Officer,
        from old: String,
        to new: String,
        origin: String,
        in house: StaffHouse
    ) async throws {
        try await confirm(officer, password: old, origin: origin)
        try await put(new, for: officer.id, mustChange: false, house, .officer(officer))
    }

    /// Gives an officer a new first password, which they must change.
    package func resetPassword(of id: OfficerID, to new: String, in house: StaffHouse, by caller: Caller) async throws {
        try await put(new, for: id, mustChange: true, house, caller)
    }

    private func put(
        _ password: String,
        for id: OfficerID,
        mustChange: Bool,
        _ house: StaffHouse,
        _ caller: Caller
    ) async throws {
        try Passwords.check(password)
        let hash = try await passwords.hash(password)
        _ = try await book.submit(
            Work(stream: StaffEvent.stream(id)) { turn in
                try self.change(id, [.changePassword], house, caller, in: &turn)
                try turn.run(
                    CredentialTable.change,
                    [
                        "hash": .text(hash), "must_change": .bool(mustChange), "changed": .moment(turn.now),
                        "officer": .text(id.text),
                    ]
                )
                try turn.run(SessionTable.deleteOfHolder, ["kind": "officer", "holder": .text(id.text)])
                return .null
            }
        )
    }

    private func change(
        _ id: OfficerID,
        _ commands: [StaffCommand],
        _ house: StaffHouse,
        _ caller: Caller,
        in turn: inout WriteTurn
    ) throws {
        var state: StaffState?
        for fact in try turn.facts(of: StaffEvent.stream(id)) {
            state = evolve(state, try StaffEvent(fact: fact), officer: id, at: fact.at)
        }
        let context = StaffContext(
            now: turn.now,
            actor: caller.steering,
            officer: id,
            agencies: house.agencies,
            roles: house.roles,
            otherStewards: staff.stewards(besides: id, at: turn.now),
            zone: house.zone,
            mandates: try staff.mandates(and: turn.earlier(prefix: "staff/"))
        )
        for command in commands {
            let (events, by) = try decide(state, command, in: context)
            for event in events {
                try turn.append([event.fact(of: id, at: turn.now, by: by)])
                state = evolve(state, event, officer: id, at: turn.now)
            }
        }
    }

    // MARK: Reading log

    /// Notes that an officer opened a case that holds personal data; once an hour each.
    ///
    /// Durable when it returns, so it stands in the log before anything is shown; who looks again within the hour does not
    /// wait for the writer.
    package func noteReading(of id: CaseID, by officer: Officer) async throws {
        let stream = CaseEvent.stream(id)
        let known = try book.database.read { connection in
            try connection.row(
                ReadingTable.one,
                [
                    "stream": .text(stream), "officer": .text(officer.id.text),
                    "hour": .int(Self.hour(of: book.outside.now())),
                ]
            )
        }
        if known != nil { return }
        _ = try await book.submit(
            Work(stream: stream) { turn in
                try turn.run(
                    ReadingTable.put,
                    [
                        "stream": .text(stream), "officer": .text(officer.id.text),
                        "hour": .int(Self.hour(of: turn.now)), "at": .moment(turn.now),
                    ]
                )
                return .null
            }
        )
    }

    private static func hour(of moment: Moment) -> Int64 { moment.milliseconds / 3_600_000 }
}

/// What a change of staff is checked against: the government's agencies, and the roles there are.
package struct StaffHouse: Sendable {
    package let agencies: Set<AgencyID>
    /// Of the house and of installed applications.
    package let roles: Set<RoleID>
    /// In which a day begins and ends.
    package let zone: Zone

    package init(agencies: Set<AgencyID>, roles: Set<RoleID>, zone: Zone = .wib) {
        self.agencies = agencies
        self.roles = roles
        self.zone = zone
    }
}
