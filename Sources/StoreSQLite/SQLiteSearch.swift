import Store

/// The search index in FTS5: words without their accents, found by their beginnings.
struct SQLiteSearch: TextSearch {
    private let connection: SQLiteConnection

    init(_ connection: SQLiteConnection) { self.connection = connection }

    private static let table = """
        CREATE VIRTUAL TABLE IF NOT EXISTS case_search USING fts5(
            number UNINDEXED,
            body,
            tokenize = 'unicode61 remove_diacritics 2',
            prefix = '3'
        )
        """

    static let insert = Statement(
        "case_search.insert",
        """
        INSERT INTO case_search (rowid, number, body)
        VALUES (:id, :number, :body)
        """
    )

    static let delete = Statement(
        "case_search.delete",
        """
        DELETE FROM case_search
        WHERE rowid = :id
        """
    )

    private static let deleteAll = Statement("case_search.delete_all", "DELETE FROM case_search")

    private static let matching = Statement(
        "case_search.matching",
        """
        SELECT number
        FROM case_search
        WHERE case_search MATCH :query
        ORDER BY rowid DESC
        LIMIT :limit
        """
    )

    private static let all = Statement(
        "case_search.dump",
        """
        SELECT rowid AS id, number, body
        FROM case_search
        ORDER BY rowid
        """
    )

    func create() throws { try connection.script(Self.table) }

    func put(id: Int64, number: String, body: String) throws {
        try remove(id: id)
        try connection.run(Self.insert, ["id": .int(id), "number": .text(number), "body": .text(body)])
    }

    func remove(id: Int64) throws { try connection.run(Self.delete, ["id": .int(id)]) }

    func removeAll() throws { try connection.run(Self.deleteAll) }

    func numbers(matching typed: String, limit: Int) throws -> [String] {
        guard let query = Self.query(typed) else { return [] }
        return try connection.rows(Self.matching, ["query": .text(query), "limit": .int(limit)])
            .map { try $0.text("number") }
    }

    func dump() throws -> any RowCursor { try connection.cursor(Self.all, [:]) }

    /// Every word in quotation marks with a star behind: nothing typed has a meaning of its own in FTS5's language.
    static func query(_ typed: String) -> String? {
        let words = typed.split { !$0.isLetter && !$0.isNumber }.prefix(Store.Limits.searchWordsMax)
        return words.isEmpty ? nil : words.map { "\"\($0)\"*" }.joined(separator: " ")
    }
}
