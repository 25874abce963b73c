import Synchronization

/// How one database spells what differs between the two.
package enum Dialect: String, Sendable, CaseIterable {
    case sqlite
    case postgres

    /// What a token in braces becomes: column types, and the ending of a CREATE TABLE.
    var tokens: [(token: String, text: String)] {
        switch self {
        case .sqlite:
            [
                ("{text}", "TEXT"), ("{blob}", "BLOB"), ("{int}", "INTEGER"), ("{real}", "REAL"),
                ("{table}", "STRICT"), ("{keyed}", "STRICT, WITHOUT ROWID"),
            ]
        case .postgres:
            [
                ("{text}", "TEXT COLLATE \"C\""), ("{blob}", "BYTEA"), ("{int}", "BIGINT"),
                ("{real}", "DOUBLE PRECISION"), ("{table}", ""), ("{keyed}", ""),
            ]
        }
    }

    /// The SQL with its tokens replaced.
    package func spell(_ sql: String) -> String {
        guard sql.utf8.contains(UInt8(ascii: "{")) else { return sql }
        return tokens.reduce(sql) { $0.replacing($1.token, with: $1.text) }
    }
}

/// One question or change in SQL, with a name that shows in metrics and `:parameters` that are the only way a value
/// enters.
///
/// Made once, as a `static let`: a driver keeps one prepared statement per `id` and connection.
package struct Statement: Sendable {
    /// `projection.question`, as metrics and errors show it.
    package let name: String
    /// The text as written, with `:name` parameters and `{type}` tokens.
    package let sql: String
    /// The parameters in the order of their first use; a value's place is its index here plus one.
    package let parameters: [String]
    /// Small number of this statement in this process; drivers index their prepared statements by it.
    package let id: Int
    private let pieces: [String]
    private let places: [Int]

    private static let made = Mutex(0)

    package init(_ name: String, _ sql: String) {
        self.name = name
        self.sql = sql
        (pieces, places, parameters) = Statement.split(sql)
        id = Statement.made.withLock { count in
            defer { count += 1 }
            return count
        }
    }

    /// The text that a database prepares: numbered parameters (`?1`, `$1`) and its own type names.
    package func text(for dialect: Dialect) -> String {
        let mark = dialect == .sqlite ? "?" : "$"
        var text = pieces[0]
        for (place, piece) in zip(places, pieces.dropFirst()) {
            text += mark + String(place)
            text += piece
        }
        return dialect.spell(text)
    }

    /// The values in the order of `parameters`.
    ///
    /// A missing or unknown name is our own mistake and stops the process with the statement's name.
    package func ordered(_ values: KeyValuePairs<String, SQLValue>) -> [SQLValue] {
        precondition(
            values.count == parameters.count,
            "\(name) takes \(parameters.count) values (\(parameters)), \(values.count) were given (\(values.map(\.key)))"
        )
        return parameters.indices.map { index in
            // Callers mostly name the values in the order of use: one comparison then, a search otherwise.
            if values[index].key == parameters[index] { return values[index].value }
            guard let pair = values.first(where: { $0.key == parameters[index] }) else {
                preconditionFailure("\(name) lacks a value for :\(parameters[index])")
            }
            return pair.value
        }
    }

    /// Cuts the text at its parameters; quoted text and `::` casts are left alone.
    private static func split(_ sql: String) -> (pieces: [String], places: [Int], parameters: [String]) {
        let bytes = [UInt8](sql.utf8)
        var pieces: [String] = []
        var places: [Int] = []
        var parameters: [String] = []
        var start = 0
        var index = 0
        var inQuotes = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "'") { inQuotes.toggle() }
            let follows = index + 1 < bytes.count && isNameByte(bytes[index + 1])
            let isCast = index > 0 && bytes[index - 1] == UInt8(ascii: ":")
            guard byte == UInt8(ascii: ":"), !inQuotes, follows, !isCast else {
                index += 1
                continue
            }
            var end = index + 1
            while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
            let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
            if !parameters.contains(name) { parameters.append(name) }
            pieces.append(String(decoding: bytes[start..<index], as: UTF8.self))
            places.append((parameters.firstIndex(of: name) ?? 0) + 1)
            start = end
            index = end
        }
        pieces.append(String(decoding: bytes[start...], as: UTF8.self))
        return (pieces, places, parameters)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "_")
    }
}
