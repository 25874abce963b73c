package import Civic
package import Engine

package import Store

/// People of one government: who is signed in, who may sign in, what proves it.
///
/// Cookies, codes, tokens and links are never stored: only keyed digests of them. A phone is found through a blind index.
package final class Identity: Sendable {
    let book: Book
    let slug: String
    let passwords: Passwords
    let staff: StaffDirectory
    let mark: Mark
    package let tokens: ContactTokens
    let isDemo: Bool
    let secrets: Secrets

    init(_ book: Book, slug: String, secrets: Secrets, staff: StaffDirectory, passwords: Passwords, isDemo: Bool) throws
    {
        self.book = book
        self.slug = slug
        self.secrets = secrets
        self.staff = staff
        self.passwords = passwords
        self.isDemo = isDemo
        mark = Mark(secrets.key("identity marks", book.code.text))
        tokens = try ContactTokens(secret: secrets.master, government: book.code)
    }

    var outside: Outside { book.outside }

    // MARK: Browsers and forms

    /// A browser that came without its cookie.
    package func newVisit() -> Visit { Visit(id: outside.token(bytes: 16)) }

    /// The hidden value of a form: only this browser, in this session, can know it.
    package func formToken(_ form: String, visit: Visit, session: Session?) -> String {
        mark.text("form", form, visit.id, session?.id ?? "")
    }

    /// Throws unless the token was made for this form, browser and session.
    package func check(formToken: String, form: String, visit: Visit, session: Session?) throws(Refusal) {
        guard Mark.equal(formToken, self.formToken(form, visit: visit, session: session)) else { throw .formExpired }
    }

    // MARK: Sessions

    /// The session of a cookie; nil when there is none, it is over, or its officer has left.
    package func session(cookie: String) throws -> Session? {
        let id = mark.text("session", cookie)
        guard let row = try book.database.read({ try $0.row(SessionTable.byID, ["id": .text(id)]) }) else { return nil }
        let name = try row.text("holder")
        let session = Session(
            id: id,
            holder: try row.text("kind") == "officer" ? .officer(OfficerID(name)) : .citizen(PersonID(name)),
            made: try row.moment("made"),
            seen: try row.moment("seen"),
            expires: try row.moment("expires")
        )
        return session.isOver(at: outside.now()) ? nil : session
    }

    /// Keeps a session alive; writes at most once a minute.
    package func touch(_ session: Session) async throws {
        let now = outside.now()
        guard now - session.seen > .minutes(1) else { return }
        _ = try await book.submit(
            Work(stream: "session") { turn in
                try turn.run(SessionTable.touch, ["seen": .moment(now), "id": .text(session.id)])
                return .null
            }
        )
    }

    /// Ends one session.
    package func signOut(_ session: Session) async throws {
        _ = try await book.submit(
            Work(stream: "session") { turn in
                try turn.run(SessionTable.delete, ["id": .text(session.id)])
                return .null
            }
        )
    }

    func open(_ holder: Session.Holder, cookie: String, in turn: WriteTurn) throws -> Session {
        let (kind, name, length) =
            switch holder {
            case .officer(let id): ("officer", id.text, Span.hours(Limits.officerSessionHours))
            case .citizen(let id): ("citizen", id.text, Span.days(Limits.citizenSessionDays))
            }
        let session = Session(
            id: mark.text("session", cookie),
            holder: holder,
            made: turn.now,
            seen: turn.now,
            expires: turn.now + length
        )
        try turn.run(
            SessionTable.insert,
            [
                "id": .text(session.id), "kind": .text(kind), "holder": .text(name), "made": .moment(session.made),
                "seen": .moment(session.seen), "expires": .moment(session.expires),
            ]
        )
        return session
    }

    /// A session without a password or code; the demo's one-click sign-in, and nothing else, uses it.
    func open(_ holder: Session.Holder) async throws -> NewSession {
        let cookie = outside.token(bytes: 20)
        let now = try await book.submit(
            Work(stream: "session") { turn in
                _ = try self.open(holder, cookie: cookie, in: turn)
                return .null
            }
        ).recorded
        guard let session = try session(cookie: cookie) else {
            throw Fault.notStored("the session of \(now.rfc3339) is over at once")
        }
        return NewSession(cookie: cookie, session: session)
    }

    // MARK: Callers

    /// Who calls, by session and by the links shown; an officer who has left is nobody.
    package func caller(session: Session?, holding: Set<CaseID> = []) throws -> Caller {
        switch session?.holder {
        case nil: return .anonymous(holding: holding)
        case .citizen(let person): return .citizen(person, holding: holding)
        case .officer(let id):
            guard let officer = staff.officer(id), officer.isActive else { return .anonymous(holding: holding) }
            return .officer(officer)
        }
    }

    /// Who calls, by the bearer token of an API request; nil: no such token.
    package func caller(bearer token: String) throws -> Caller? {
        if let officer = demoOfficer(of: token) { return .officer(officer) }
        let id = mark.text("token", token)
        guard let row = try book.database.read({ try $0.row(TokenTable.byID, ["id": .text(id)]) }),
            try row.moment("expires") > outside.now()
        else { return nil }
        let name = try row.text("officer")
        if name.hasPrefix(Self.wallPrefix) { return .officer(Self.wall(name)) }
        guard let officer = staff.officer(OfficerID(name)), officer.isActive else { return nil }
        return .officer(officer)
    }

    /// A token with which a program acts as an officer.
    ///
    /// Shown once.
    package func mintToken(for officer: OfficerID, label: String, days: Int = 365) async throws -> String {
        let token = "lbg_" + outside.token(bytes: 20)
        try await keep(token, officer: officer.text, label: label, days: days)
        return token
    }

    /// A token for a wall screen: it may look at the LIVE Room's wall, and nothing else.
    package func mintWallToken(label: String, days: Int = 365) async throws -> String {
        let token = "dinding_" + outside.token(bytes: 20)
        try await keep(token, officer: Self.wallPrefix + mark.text("token", token), label: label, days: days)
        return token
    }

    /// Ends all tokens of an officer.
    package func revokeTokens(of officer: OfficerID) async throws {
        _ = try await book.submit(
            Work(stream: "token") { turn in
                try turn.run(TokenTable.deleteOfOfficer, ["officer": .text(officer.text)])
                return .null
            }
        )
    }

    private func keep(_ token: String, officer: String, label: String, days: Int) async throws {
        let id = mark.text("token", token)
        _ = try await book.submit(
            Work(stream: "token") { turn in
                try turn.run(
                    TokenTable.put,
                    [
                        "id": .text(id), "officer": .text(officer), "label": .text(label), "made": .moment(turn.now),
                        "expires": .moment(turn.now + .days(days)),
                    ]
                )
                return .null
            }
        )
    }

    private static let wallPrefix = "wall-"

    private static func wall(_ name: String) -> Officer {
        Officer(
            id: OfficerID(name),
            login: name,
            name: "Layar dinding",
            title: "Layar dinding",
            grants: [Grant(role: Permissions.wallViewer)]
        )
    }

    // MARK: Links

    /// The secret path of a case: whoever holds it may follow the case and act as its citizen.
    ///
    /// Derived, never stored (DESIGN §10), so a repeat gives the same.
    package func linkPath(_ id: CaseID, _ number: CaseNumber) -> String {
        "/\(slug)/lacak/\(number.text)?k=\(linkKey(id))"
    }

    /// The `k` of a case's link.
    package func linkKey(_ id: CaseID) -> String { mark.text("link", id.text, "1") }

    /// This key opens this case.
    package func opens(_ id: CaseID, key: String) -> Bool { Mark.equal(key, linkKey(id)) }

    // MARK: Housekeeping

    /// Forgets what is over: sessions, codes, tries, old idempotency keys.
    func sweep() async throws {
        _ = try await book.submit(
            Work(stream: "session") { turn in
                try turn.run(SessionTable.deleteExpired, ["now": .moment(turn.now)])
                try turn.run(CodeTable.deleteExpired, ["now": .moment(turn.now - .days(1))])
                try turn.run(TryTable.deleteOld, ["before": .moment(turn.now - .days(1))])
                try turn.run(
                    IdentitySearchTable.deleteOld,
                    ["before": .moment(turn.now - .days(Limits.identitySearchDays))]
                )
                try turn.run(
                    IdempotencyTable.deleteOld,
                    ["before": .moment(turn.now - .days(Limits.idempotencyDays))]
                )
                return .null
            }
        )
    }
}
