package import Civic
import Engine

/// Which cases a number that names somebody stands in (NIK, KK number, NPWP, a phone …), through a keyed blind index.
///
/// Rows are found by whoever already has the number, and by nobody else: the key lies outside the data folder.
package struct IdentityNumbers: Projection {
    package static let name = "identity_numbers"
    package static let version = 1
    package static let followsContent = true
    private let tokens: ContactTokens

    package init(tokens: ContactTokens) { self.tokens = tokens }

    package static let tables = [
        Table(
            "identity_number",
            create: """
                CREATE TABLE identity_number (
                    number {text} NOT NULL,
                    token {text} NOT NULL,
                    started_at {int} NOT NULL,
                    PRIMARY KEY (number, token)
                ) {keyed};
                """,
            indexes: ["CREATE UNIQUE INDEX identity_number_token ON identity_number (token, started_at, number)"],
            dump: Statement(
                "identity_number.dump",
                """
                SELECT number, token, started_at
                FROM identity_number
                ORDER BY number, token
                """
            )
        )
    ]

    /// Cases in which a number stands, the newest first.
    package static let cases = Statement(
        "identity_number.cases",
        """
        SELECT number
        FROM identity_number
        WHERE token = :token
        ORDER BY started_at DESC, number DESC
        LIMIT :limit
        """
    )

    static let put = Statement(
        "identity_number.put",
        """
        INSERT INTO identity_number (number, token, started_at)
        VALUES (:number, :token, :started_at)
        """
    )

    static let remove = Statement(
        "identity_number.remove",
        """
        DELETE FROM identity_number
        WHERE number = :number
        """
    )

    package static let questions = [cases]
    package static let changes = [put, remove]

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        for change in net(changes) {
            guard let state = change.after else { continue }
            let before = change.before == nil ? [] : IdentityDigits.all(in: change.first.contentBefore)
            let after = IdentityDigits.all(in: change.last.content)
            if before == after { continue }
            if change.before != nil { try connection.run(Self.remove, ["number": .text(state.number.text)]) }
            for token in Set(after.map(tokens.token(identity:))).sorted() {
                try connection.run(
                    Self.put,
                    [
                        "number": .text(state.number.text), "token": .text(token),
                        "started_at": .moment(state.startedAt),
                    ]
                )
            }
        }
    }

    /// The cases in which a number stands, the newest first.
    ///
    /// `token`: of `ContactTokens`.
    package static func numbers(token: String, limit: Int, on connection: any Connection) throws -> [CaseNumber] {
        try connection.rows(cases, ["token": .text(token), "limit": .int(min(limit, Limits.pageMax))])
            .map { try CaseNumber(try $0.text("number")) }
    }
}
