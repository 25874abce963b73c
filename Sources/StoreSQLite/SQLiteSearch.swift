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
            prefix = '3',
            detail = none
        )
        """

    /// Pieces of the index are put together when sixteen of a size are there, not four: a group of commands writes one
    /// piece, and reading a few more costs less than merging them four times as often.
    private static let settings = "INSERT INTO case_search (case_search, rank) VALUES ('automerge', 16)"

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

    func create() throws {
        try connection.script(Self.table)
        try connection.script(Self.settings)
    }

    func put(id: Int64, number: String, body: String) throws {
        try remove(id: id)
        try add(id: id, number: number, body: body)
    }

    func add(id: Int64, number: String, body: String) throws {
        try connection.run(Self.insert, ["id": .int(id), "number": .text(number), "body": .text(body)])
    }

    func remove(id: Int64) throws { try connection.run(Self.delete, ["id": .int(id)]) }

    func drop() throws { try connection.script("DROP TABLE IF EXISTS case_search") }

    func numbers(matching typed: String, limit: Int) throws -> [String] {
        guard let query = Self.query(typed) else { return [] }
        return try connection.rows(Self.matching, ["query": .text(query), "limit": .int(limit)])
            .map { try $0.text("number") }
    }

    func dump() throws -> any RowCursor { try connection.cursor(Self.all, [:]) }

    /// Every word in quotation marks with a star behind: nothing typed has a meaning of its own in FTS5's language.
    ///
    /// Cut where the index's own tokenizer cuts, between scalars that are neither letter nor number: without positions
    /// (`detail = none`) a word that it would cut again is a phrase, which it refuses.
    static func query(_ typed: String) -> String? {
        let words = typed.unicodeScalars.split { !isOfWord($0) }.map { String(String.UnicodeScalarView($0)) }
            .prefix(Store.Limits.searchWordsMax)
        return words.isEmpty ? nil : words.map { "\"\($0)\"*" }.joined(separator: " ")
    }

    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            true
        default: false
        }
    }
}
