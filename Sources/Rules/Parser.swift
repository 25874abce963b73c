internal import Civic

/// Parses CEL's grammar; after a mistake it goes on behind the next comma or bracket, so that one run finds them all.
struct Parser {
    let source: [UInt8]
    let tokens: [Token]
    var findings: FindingList
    let hasBlocks: Bool
    private var at = 0
    private var depth = 0

    /// `withBlocks`: `cel.block` and `cel.index` too, which only the specification's own cases write.
    init(_ text: String, withBlocks: Bool = false) {
        hasBlocks = withBlocks
        source = Array(text.utf8)
        var lexer = Lexer(source)
        tokens = source.count > Limits.sourceBytesMax ? [] : lexer.tokens()
        findings = lexer.findings
    }

    /// The tree, or nil with findings.
    mutating func parse() -> Node? {
        guard !tokens.isEmpty else {
            findings.add(
                "too-long",
                at: Place(0, 0),
                id: "Ekspresi \(source.count) bita; batasnya \(Limits.sourceBytesMax).",
                en: "The expression has \(source.count) bytes; the limit is \(Limits.sourceBytesMax).",
                todo: .init(
                    id: "Pindahkan pilihannya ke tabel keputusan.",
                    en: "Move its choices into a decision table."
                )
            )
            return nil
        }
        let node = expression()
        while token.kind != .end {
            unexpected()
            skip(to: [])
            if token.kind != .end { advance() }
        }
        if node.depth > Limits.treeDepthMax { tooDeep(at: node.place, Limits.treeDepthMax) }
        return findings.all.isEmpty ? node : nil
    }

    var token: Token { tokens[at] }

    mutating func advance() {
        if at < tokens.count - 1 { at += 1 }
    }

    func isNext(_ symbol: Token.Symbol, ahead: Int = 0) -> Bool {
        at + ahead < tokens.count && tokens[at + ahead].kind == .symbol(symbol)
    }

    mutating func take(_ symbol: Token.Symbol) -> Bool {
        guard isNext(symbol) else { return false }
        advance()
        return true
    }

    private var lastEnd: Int { at > 0 ? tokens[at - 1].place.end : 0 }

    /// Reads `Expr = ConditionalOr ["?" ConditionalOr ":" Expr]`.
    private mutating func expression() -> Node {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Limits.depthMax else {
            tooDeep(at: token.place, Limits.depthMax)
            at = tokens.count - 1
            return Node(kind: .missing, place: token.place)
        }
        let condition = binary(from: 0)
        guard take(.question) else { return condition }
        let yes = binary(from: 0)
        guard expect(.colon, todo: .init(id: "Tulis: syarat ? ya : tidak.", en: "Write: condition ? yes : no.")) else {
            return Node(kind: .missing, place: condition.place)
        }
        let no = expression()
        return Node(kind: .choose(condition, yes, no), place: Place(condition.place.start, no.place.end))
    }

    /// Operators by level, weakest first; all group to the left.
    private func operatorHere(level: Int) -> String? {
        switch (token.kind, level) {
        case (.symbol(.or), 0): "||"
        case (.symbol(.and), 1): "&&"
        case (.symbol(.less), 2): "_<_"
        case (.symbol(.lessEqual), 2): "_<=_"
        case (.symbol(.greater), 2): "_>_"
        case (.symbol(.greaterEqual), 2): "_>=_"
        case (.symbol(.equal), 2): "_==_"
        case (.symbol(.notEqual), 2): "_!=_"
        case (.name("in"), 2): "@in"
        case (.symbol(.plus), 3): "_+_"
        case (.symbol(.minus), 3): "_-_"
        case (.symbol(.times), 4): "_*_"
        case (.symbol(.over), 4): "_/_"
        case (.symbol(.modulo), 4): "_%_"
        default: nil
        }
    }

    private mutating func binary(from level: Int) -> Node {
        guard level <= 4 else { return unary() }
        var left = binary(from: level + 1)
        while let name = operatorHere(level: level) {
            advance()
            let right = binary(from: level + 1)
            let kind: Node.Kind =
                switch name {
                case "||": .or(left, right)
                case "&&": .and(left, right)
                default: .call(name, target: nil, arguments: [left, right])
                }
            left = Node(kind: kind, place: Place(left.place.start, right.place.end))
        }
        return left
    }

    /// Reads `Unary = Member | "!"{"!"} Member | "-"{"-"} Member`.
    private mutating func unary() -> Node {
        var marks: [(name: String, start: Int)] = []
        while true {
            if isNext(.minus), at + 1 < tokens.count, case .number = tokens[at + 1].kind { break }
            if isNext(.not) {
                marks.append(("!_", token.place.start))
            } else if isNext(.minus) {
                marks.append(("-_", token.place.start))
            } else {
                break
            }
            advance()
        }
        var node = member()
        while let mark = marks.popLast() {
            node = Node(
                kind: .call(mark.name, target: nil, arguments: [node]),
                place: Place(mark.start, node.place.end)
            )
        }
        return node
    }

    /// Reads `Member = Primary { "." SELECTOR ["(" [ExprList] ")"] | "[" Expr "]" }`.
    private mutating func member() -> Node {
        var node = primary()
        while true {
            if take(.dot) {
                node = selection(of: node)
            } else if isNext(.openSquare) {
                advance()
                let isOptional = take(.question)
                let index = expression()
                close(.closeSquare)
                node = Node(
                    kind: .call(isOptional ? "_[?_]" : "_[_]", target: nil, arguments: [node, index]),
                    place: Place(node.place.start, lastEnd)
                )
            } else if isNext(.openCurly), let path = node.path {
                node = message(path.names.joined(separator: "."), start: node.place.start)
            } else {
                return node
            }
        }
    }

    private mutating func selection(of base: Node) -> Node {
        let isOptional = take(.question)
        let field = token
        func selected(_ name: String) -> Node {
            let kind: Node.Kind = isOptional ? .selectOptional(base, field: name) : .select(base, field: name)
            return Node(kind: kind, place: Place(base.place.start, field.place.end))
        }
        switch field.kind {
        case .quotedName(let name):
            advance()
            return selected(name)
        case .name(let name):
            advance()
            guard isNext(.openRound), !isOptional else { return selected(name) }
            let arguments = argumentList()
            return call(name, target: base, arguments, at: field.place, whole: Place(base.place.start, lastEnd))
        default:
            findings.add(
                "missing-field",
                at: field.place,
                id: "Setelah titik harus ada nama isian.",
                en: "A dot must be followed by a field name."
            )
            return Node(kind: .missing, place: field.place)
        }
    }

    private mutating func primary() -> Node {
        let first = token
        switch first.kind {
        case .number(let number): return self.number(number, negative: false, start: first.place.start)
        case .symbol(.minus):
            advance()
            guard case .number(let number) = token.kind else { break }
            return self.number(number, negative: true, start: first.place.start)
        case .text(let text):
            advance()
            return Node(kind: .literal(.string(text)), place: first.place)
        case .bytes(let bytes):
            advance()
            return Node(kind: .literal(.bytes(bytes)), place: first.place)
        case .symbol(.openRound):
            advance()
            let inner = expression()
            close(.closeRound)
            return Node(kind: inner.kind, place: Place(first.place.start, lastEnd))
        case .symbol(.openSquare): return list()
        case .symbol(.openCurly): return map()
        case .symbol(.dot):
            advance()
            return name(absolute: true, start: first.place.start)
        case .name: return name(absolute: false, start: first.place.start)
        default: break
        }
        return missing()
    }

    private mutating func number(_ number: Token.Number, negative: Bool, start: Int) -> Node {
        let place = Place(start, token.place.end)
        advance()
        if let value = number.value(negative: negative) { return Node(kind: .literal(value), place: place) }
        findings.add(
            "number-range",
            at: place,
            id: "Angka ini di luar jangkauan 64 bit.",
            en: "This number does not fit into 64 bits.",
            todo: .init(
                id: "Pakai angka antara −9223372036854775808 dan 9223372036854775807, atau pecahan.",
                en: "Use a number between −9223372036854775808 and 9223372036854775807, or a fraction."
            )
        )
        return Node(kind: .missing, place: place)
    }

    private mutating func name(absolute: Bool, start: Int) -> Node {
        let word = token
        guard case .name(let name) = word.kind, name != "in" else { return missing() }
        let place = Place(start, word.place.end)
        if !absolute, let value = ["true": RuleValue.bool(true), "false": .bool(false), "null": .null][name] {
            advance()
            return Node(kind: .literal(value), place: place)
        }
        if reservedWords.contains(name) {
            findings.add(
                "reserved-word",
                at: word.place,
                id: "\"\(name)\" adalah kata milik bahasa CEL dan tidak boleh jadi nama.",
                en: "\"\(name)\" is a word that CEL keeps for itself; it cannot be a name.",
                todo: name == "if" || name == "else"
                    ? .init(id: "Tulis: syarat ? ya : tidak.", en: "Write: condition ? yes : no.") : nil
            )
        }
        advance()
        guard isNext(.openRound) else { return Node(kind: .name(name, absolute: absolute), place: place) }
        let arguments = argumentList()
        return call(name, target: nil, arguments, at: word.place, whole: Place(start, lastEnd))
    }

    private mutating func argumentList() -> [Node] {
        advance()
        return elements(until: .closeRound, trailingComma: false) { $0.expression() }
    }

    private mutating func list() -> Node {
        let start = token.place.start
        advance()
        let all = elements(until: .closeSquare, trailingComma: true) { parser in
            let isOptional = parser.take(.question)
            return Node.Element(value: parser.expression(), isOptional: isOptional)
        }
        return Node(kind: .list(all), place: Place(start, lastEnd))
    }

    private mutating func map() -> Node {
        let start = token.place.start
        advance()
        let all = elements(until: .closeCurly, trailingComma: true) { parser in
            let isOptional = parser.take(.question)
            let key = parser.expression()
            _ = parser.expect(.colon, todo: .init(id: "Tulis: {kunci: nilai}.", en: "Write: {key: value}."))
            return Node.Entry(key: key, value: parser.expression(), isOptional: isOptional)
        }
        return Node(kind: .map(all), place: Place(start, lastEnd))
    }

    private mutating func message(_ type: String, start: Int) -> Node {
        advance()
        let all = elements(until: .closeCurly, trailingComma: true) { parser in
            var name = ""
            let isOptional = parser.take(.question)
            switch parser.token.kind {
            case .name(let field), .quotedName(let field):
                name = field
                parser.advance()
            default: parser.unexpected()
            }
            _ = parser.expect(.colon, todo: .init(id: "Tulis: {isian: nilai}.", en: "Write: {field: value}."))
            return Node.Field(name: name, value: parser.expression(), isOptional: isOptional)
        }
        return Node(kind: .message(type, fields: all), place: Place(start, lastEnd))
    }

    /// Comma-separated elements up to a bracket, which is taken too.
    private mutating func elements<Element>(
        until bracket: Token.Symbol,
        trailingComma: Bool,
        _ element: (inout Parser) -> Element
    ) -> [Element] {
        var all: [Element] = []
        while !isNext(bracket), token.kind != .end {
            all.append(element(&self))
            guard take(.comma) else { break }
            if isNext(bracket), !trailingComma { unexpected() }
        }
        close(bracket)
        return all
    }
}
