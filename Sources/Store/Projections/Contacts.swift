package import Civic
package import Engine

/// Which cases belong to a phone, an e-mail or a person, through keyed blind indexes: "my reports".
package struct Contacts: Projection {
    package static let name = "contacts"
    package static let version = 2
    package static let followsContent = true
    private let tokens: ContactTokens

    package init(tokens: ContactTokens) { self.tokens = tokens }

    package static let tables = [
        Table(
            "contact",
            create: """
                CREATE TABLE contact (
                    kind {text} NOT NULL CHECK (kind IN ('phone', 'email', 'person')),
                    token {text} NOT NULL,
                    number {text} NOT NULL,
                    started_at {int} NOT NULL,
                    PRIMARY KEY (number, kind)
                ) {keyed};
                """,
            indexes: ["CREATE UNIQUE INDEX contact_token ON contact (kind, token, started_at, number)"],
            dump: Statement(
                "contact.dump",
                """
                SELECT kind, token, number, started_at
                FROM contact
                ORDER BY number, kind
                """
            )
        )
    ]

    /// Cases of one contact, the newest first.
    package static let cases = Statement(
        "contact.cases",
        """
        SELECT number, started_at
        FROM contact
        WHERE kind = :kind AND token = :token AND started_at < :before
        ORDER BY started_at DESC, number DESC
        LIMIT :limit
        """
    )

    static let put = Statement(
        "contact.put",
        """
        INSERT INTO contact (kind, token, number, started_at)
        VALUES (:kind, :token, :number, :started_at)
        ON CONFLICT (number, kind) DO UPDATE
        SET token = excluded.token
        """
    )

    static let remove = Statement(
        "contact.remove",
        """
        DELETE FROM contact
        WHERE number = :number AND kind = :kind
        """
    )

    package static let questions = [cases]
    package static let changes = [put, remove]

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        for change in net(changes) {
            guard let state = change.after else { continue }
            let (before, after) = (change.first.contentBefore?.contact, change.last.content?.contact)
            if before == after { continue }
            for (kind, token) in keys(of: after, in: state.id) {
                guard let token else {
                    // A case that has just begun has no row to remove.
                    if change.before == nil { continue }
                    try connection.run(Self.remove, ["number": .text(state.number.text), "kind": .text(kind)])
                    continue
                }
                try connection.run(
                    Self.put,
                    [
                        "kind": .text(kind), "token": .text(token), "number": .text(state.number.text),
                        "started_at": .moment(state.startedAt),
                    ]
                )
            }
        }
    }

    /// Who has no account is known by the case alone, so nobody could ask by that name: it gets no row.
    private func keys(of contact: Contact?, in id: CaseID) -> [(kind: String, token: String?)] {
        let account = contact.flatMap { $0.person == PersonID(reporterOf: id) ? nil : $0.person.text }
        return [
            ("phone", contact?.phone.map(tokens.token(phone:))), ("email", contact?.email.map(tokens.token(email:))),
            ("person", account),
        ]
    }

    /// Who is asked for.
    package enum Holder: Sendable, Hashable {
        /// A token of `ContactTokens`.
        case phone(String)
        case email(String)
        case person(PersonID)
    }

    /// Numbers of the holder's cases, the newest first, begun before a moment (nil: now and always).
    package static func numbers(
        of holder: Holder,
        before: Moment? = nil,
        limit: Int,
        on connection: any Connection
    ) throws -> [CaseNumber] {
        let (kind, token) =
            switch holder {
            case .phone(let token): ("phone", token)
            case .email(let token): ("email", token)
            case .person(let person): ("person", person.text)
            }
        let values: KeyValuePairs<String, SQLValue> = [
            "kind": .text(kind), "token": .text(token), "before": .int(before?.milliseconds ?? .max),
            "limit": .int(min(limit, Limits.pageMax)),
        ]
        return try connection.rows(cases, values).map { try CaseNumber(try $0.text("number")) }
    }
}
