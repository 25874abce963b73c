package import Civic
package import Engine

/// Who works on which case: what "mine" and the holder's name in a list are read from.
package struct Holders: Projection {
    package static let name = "case_holder"
    package static let version = 1

    package static let tables = [
        Table(
            "case_holder",
            create: """
                CREATE TABLE case_holder (
                    number {text} NOT NULL,
                    role {text} NOT NULL,
                    officer {text} NOT NULL,
                    since {int} NOT NULL,
                    until_at {int} NOT NULL,
                    PRIMARY KEY (number, role)
                ) {keyed};
                """,
            indexes: ["CREATE INDEX case_holder_officer ON case_holder (officer, until_at, number)"],
            dump: Statement(
                "case_holder.dump",
                """
                SELECT number, role, officer, since, until_at
                FROM case_holder
                ORDER BY number, role
                """
            )
        )
    ]

    static let put = Statement(
        "case_holder.put",
        """
        INSERT INTO case_holder (number, role, officer, since, until_at)
        VALUES (:number, :role, :officer, :since, :until_at)
        ON CONFLICT (number, role) DO UPDATE
        SET officer = excluded.officer,
            since = excluded.since,
            until_at = excluded.until_at
        """
    )

    static let remove = Statement(
        "case_holder.remove",
        """
        DELETE FROM case_holder
        WHERE number = :number AND role = :role
        """
    )

    /// Who holds one case.
    package static let ofCase = Statement(
        "case_holder.of_case",
        """
        SELECT number, role, officer, since, until_at
        FROM case_holder
        WHERE number = :number
        ORDER BY number, role
        """
    )

    /// What an officer holds and has not lost.
    package static let ofOfficer = Statement(
        "case_holder.of_officer",
        """
        SELECT number, role, officer, since, until_at
        FROM case_holder
        WHERE officer = :officer AND until_at > :now
        ORDER BY officer, until_at, number
        LIMIT :limit
        """
    )

    package static let questions = [ofCase, ofOfficer]
    package static let changes = [put, remove]

    package init() {}

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        for change in net(changes) {
            guard let after = change.after else { continue }
            let before = change.before?.holdings ?? [:]
            guard before != after.holdings else { continue }
            let number = SQLValue.text(after.number.text)
            for role in before.keys.sorted() where after.holdings[role] == nil {
                try connection.run(Self.remove, ["number": number, "role": .text(role.text)])
            }
            for (role, holding) in after.holdings.sorted(by: { $0.key < $1.key }) where before[role] != holding {
                try connection.run(
                    Self.put,
                    [
                        "number": number, "role": .text(role.text), "officer": .text(holding.officer.text),
                        "since": .moment(holding.since), "until_at": .moment(holding.until),
                    ]
                )
            }
        }
    }

    /// One hold on one case.
    package struct Line: Sendable, Equatable {
        package let number: CaseNumber
        package let role: RoleID
        package let officer: OfficerID
        package let until: Moment

        init(_ row: Row) throws {
            number = try CaseNumber(try row.text("number"))
            role = try RoleID(try row.text("role"))
            officer = OfficerID(try row.text("officer"))
            until = try row.moment("until_at")
        }
    }

    /// Who holds a case now.
    package static func holders(of number: CaseNumber, at now: Moment, on connection: any Connection) throws -> [Line] {
        try connection.rows(ofCase, ["number": .text(number.text)]).map(Line.init).filter { $0.until > now }
    }

    /// What an officer holds now, at most `Limits.heldMax`; what runs out first comes first.
    package static func held(
        by officer: OfficerID,
        at now: Moment,
        on connection: any Connection
    ) throws -> [Line] {
        try connection.rows(
            ofOfficer,
            ["officer": .text(officer.text), "now": .moment(now), "limit": .int(Limits.heldMax)]
        ).map(Line.init)
    }
}
