internal import Civic

/// A word of CEL.
struct Token: Sendable {
    enum Kind: Equatable, Sendable {
        case end
        case name(String)
        /// A field name in backticks: `` a.`content-type` ``.
        case quotedName(String)
        case number(Number)
        case text(String)
        case bytes([UInt8])
        case symbol(Symbol)
    }

    /// A number as written, without sign; the parser puts sign and digits together, for −2⁶³ has no positive twin.
    enum Number: Equatable, Sendable {
        case int(digits: String, radix: Int)
        case uint(digits: String, radix: Int)
        case double(String)
    }

    enum Symbol: String, Equatable, Sendable, CaseIterable {
        case equal = "==", notEqual = "!=", lessEqual = "<=", greaterEqual = ">=", and = "&&", or = "||"
        case less = "<", greater = ">", plus = "+", minus = "-", times = "*", over = "/", modulo = "%", not = "!"
        case question = "?", colon = ":", comma = ",", dot = ".", openRound = "(", closeRound = ")"
        case openSquare = "[", closeSquare = "]", openCurly = "{", closeCurly = "}"
    }

    let kind: Kind
    let place: Place
}

/// Splits the text of an expression into tokens; wrong bytes become findings and are skipped.
struct Lexer {
    let source: [UInt8]
    var findings: FindingList
    var at = 0

    init(_ source: [UInt8]) {
        self.source = source
        findings = FindingList(source: source)
    }

    func peek(_ ahead: Int = 0) -> UInt8? { at + ahead < source.count ? source[at + ahead] : nil }

    func isNext(_ text: String) -> Bool {
        source[at...].starts(with: text.utf8)
    }

    /// All tokens; the last one is `.end`.
    mutating func tokens() -> [Token] {
        var all: [Token] = []
        while let token = next() { all.append(token) }
        all.append(Token(kind: .end, place: Place(source.count, source.count)))
        return all
    }

    private mutating func next() -> Token? {
        while true {
            skipBlanks()
            guard let byte = peek() else { return nil }
            let start = at
            let kind: Token.Kind?
            if byte.isLetter || byte == UInt8(ascii: "_") {
                kind = word()
            } else if byte.isDigit || (byte == UInt8(ascii: ".") && peek(1)?.isDigit == true) {
                kind = number()
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                kind = literal(raw: false, bytes: false)
            } else if byte == UInt8(ascii: "`") {
                kind = quotedName()
            } else {
                kind = symbol()
            }
            if let kind { return Token(kind: kind, place: Place(start, at)) }
        }
    }

    private mutating func skipBlanks() {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x0C: at += 1
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
                while let inside = peek(), inside != UInt8(ascii: "\n") { at += 1 }
            default: return
            }
        }
    }

    /// An identifier, or a literal with the prefix `r`, `b`, `rb` or `br`.
    private mutating func word() -> Token.Kind? {
        var end = at
        while end < source.count, source[end].isWord { end += 1 }
        let text = String(decoding: source[at..<end], as: UTF8.self)
        if end < source.count, source[end] == UInt8(ascii: "\"") || source[end] == UInt8(ascii: "'") {
            let prefix = text.lowercased()
            if ["r", "b", "rb", "br"].contains(prefix) {
                at = end
                return literal(raw: prefix.contains("r"), bytes: prefix.contains("b"))
            }
        }
        at = end
        return .name(text)
    }

    private mutating func quotedName() -> Token.Kind? {
        let start = at
        at += 1
        while let byte = peek(), byte != UInt8(ascii: "`"), byte != UInt8(ascii: "\n") { at += 1 }
        let name = source[(start + 1)..<at]
        guard peek() == UInt8(ascii: "`"), !name.isEmpty,
            name.allSatisfy({ $0.isWord || " ./-".utf8.contains($0) })
        else {
            if peek() == UInt8(ascii: "`") { at += 1 }
            findings.add(
                "bad-name",
                at: Place(start, at),
                id: "Nama dalam tanda ` hanya boleh berisi huruf, angka, _, -, ., / dan spasi, lalu ditutup dengan `.",
                en: "A name in backticks holds letters, digits, _, -, ., / and spaces, and ends with a backtick."
            )
            return nil
        }
        at += 1
        return .quotedName(String(decoding: name, as: UTF8.self))
    }

    private mutating func number() -> Token.Kind? {
        let start = at
        if isNext("0x") || isNext("0X") {
            at += 2
            while let byte = peek(), byte.hexValue != nil { at += 1 }
            let digits = String(decoding: source[(start + 2)..<at], as: UTF8.self)
            guard !digits.isEmpty else { return badNumber(from: start) }
            return integer(digits, radix: 16, from: start)
        }
        var isDouble = false
        while peek()?.isDigit == true { at += 1 }
        if peek() == UInt8(ascii: "."), peek(1)?.isDigit == true {
            isDouble = true
            at += 1
            while peek()?.isDigit == true { at += 1 }
        }
        if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
            let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
            guard peek(sign ? 2 : 1)?.isDigit == true else { return badNumber(from: start) }
            isDouble = true
            at += sign ? 2 : 1
            while peek()?.isDigit == true { at += 1 }
        }
        let digits = String(decoding: source[start..<at], as: UTF8.self)
        if isDouble {
            return peek()?.isWord == true ? badNumber(from: start) : .number(.double(digits))
        }
        return integer(digits, radix: 10, from: start)
    }

    private mutating func integer(_ digits: String, radix: Int, from start: Int) -> Token.Kind? {
        let unsigned = peek() == UInt8(ascii: "u") || peek() == UInt8(ascii: "U")
        if unsigned { at += 1 }
        guard peek()?.isWord != true else { return badNumber(from: start) }
        return .number(unsigned ? .uint(digits: digits, radix: radix) : .int(digits: digits, radix: radix))
    }

    private mutating func badNumber(from start: Int) -> Token.Kind? {
        while peek()?.isWord == true { at += 1 }
        let text = String(decoding: source[start..<at], as: UTF8.self)
        findings.add(
            "bad-number",
            at: Place(start, at),
            id: "\"\(text)\" bukan angka.",
            en: "\"\(text)\" is not a number.",
            todo: .init(
                id: "Tulis 12, 0x1F, 12u atau 1.5e3; nama tidak boleh diawali angka.",
                en: "Write 12, 0x1F, 12u or 1.5e3; a name must not start with a digit."
            )
        )
        return .number(.int(digits: "0", radix: 10))
    }

    private mutating func symbol() -> Token.Kind? {
        for symbol in Token.Symbol.allCases where isNext(symbol.rawValue) {
            at += symbol.rawValue.utf8.count
            return .symbol(symbol)
        }
        return strayCharacter()
    }

    private mutating func strayCharacter() -> Token.Kind? {
        let start = at
        at += 1
        while let byte = peek(), byte & 0xC0 == 0x80 { at += 1 }
        let text = String(decoding: source[start..<at], as: UTF8.self)
        let instead: (kind: Token.Kind, write: String)? =
            switch text {
            case "=": (.symbol(.equal), "==")
            case "&": (.symbol(.and), "&&")
            case "|": (.symbol(.or), "||")
            default: nil
            }
        let quotes = "\u{201C}\u{201D}\u{2018}\u{2019}".contains(text)
        let todo: LocalizedTodo =
            if let instead {
                ("Tulis \"\(instead.write)\".", "Write \"\(instead.write)\".")
            } else if quotes {
                ("Pakai tanda kutip lurus: \" atau '.", "Use straight quotes: \" or '.")
            } else {
                ("Hapus, atau taruh di dalam tanda kutip.", "Remove it, or put it inside quotes.")
            }
        findings.add(
            "stray-character",
            at: Place(start, at),
            id: "Tanda \"\(text)\" tidak dikenal di sini.",
            en: "The character \"\(text)\" means nothing here.",
            todo: .init(id: todo.id, en: todo.en)
        )
        return instead?.kind
    }

    private typealias LocalizedTodo = (id: String, en: String)
}

extension UInt8 {
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    var isLetter: Bool { (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z") }
    /// Letter, digit or `_`.
    var isWord: Bool { isLetter || isDigit || self == UInt8(ascii: "_") }
    /// 0…15 of a hexadecimal digit.
    var hexValue: UInt32? {
        if isDigit { return UInt32(self - UInt8(ascii: "0")) }
        let lower = self | 0x20
        guard lower >= UInt8(ascii: "a"), lower <= UInt8(ascii: "f") else { return nil }
        return UInt32(lower - UInt8(ascii: "a")) + 10
    }
}
