import Civic

/// What must be known of a text before a recursive parser may see it: its size, its depth, no aliases, no control characters.
enum YAMLSafety {
    /// The first reason to refuse the text, or nil.
    ///
    /// Cost: one pass.
    static func finding(in yaml: String, file: String) -> Finding? {
        let start = SourcePlace(file: file, line: 1, column: 1)
        guard yaml.utf8.count <= Limits.definitionBytesMax else {
            return YAMLFindings.tooBig(bytes: yaml.utf8.count, at: start)
        }
        var scan = Scan(file: file)
        for scalar in yaml.unicodeScalars {
            if let finding = scan.take(scalar) { return finding }
        }
        return nil
    }
}

/// One pass over the characters; knows quotes, brackets and what stands before a token.
private struct Scan {
    let file: String
    var line = 1
    var column = 0
    var quote: Unicode.Scalar?
    /// The character before was a backslash that escapes this one.
    var isEscaped = false
    var depth = 0
    /// The last character that is not a space; nil at the start of a line.
    var before: Unicode.Scalar?
    var last: Unicode.Scalar = "\n"
    /// Still in the run of spaces and dashes with which a line begins.
    var isIndent = true
    var isComment = false
    /// Where `&` or `*` began a token just now.
    var mark: SourcePlace?
    /// The same, quotes and comments not regarded.
    var rawMark: Unicode.Scalar?
    var sawAnchor = false
    var sawAlias = false

    init(file: String) { self.file = file }

    private var place: SourcePlace { SourcePlace(file: file, line: line, column: max(1, column)) }

    mutating func take(_ scalar: Unicode.Scalar) -> Finding? {
        column += 1
        if scalar == "\n" {
            (line, column, before, isIndent, isComment, last) = (line + 1, 0, nil, true, false, scalar)
            mark = nil
            return nil
        }
        defer {
            last = scalar
            if scalar != " " { before = scalar }
        }
        if scalar == "\t" { return isComment || quote != nil ? nil : YAMLFindings.tab(at: place) }
        // Line breaks that YAML 1.1 knows and this scan does not are refused, so that both count the same lines.
        let isStrayBreak = scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}" || last == "\r"
        if (scalar.value < 0x20 && scalar != "\r") || isStrayBreak { return YAMLFindings.control(scalar, at: place) }
        if isIndent, scalar != " ", scalar != "-", scalar != "?", scalar != ":" { isIndent = false }
        if isIndent, column > Limits.parserDepthMax { return YAMLFindings.tooDeep(at: place) }
        if let finding = disguised(scalar) { return finding }
        if isComment { return nil }
        return token(scalar)
    }

    /// An anchor and an alias together are refused even where this scan takes them for part of a text or a comment.
    ///
    /// A text could be made to confuse the scan, and the parser's time grows without bound on aliases as keys.
    private mutating func disguised(_ scalar: Unicode.Scalar) -> Finding? {
        if let kind = rawMark, Self.isNamed(scalar) {
            if kind == "&" { sawAnchor = true } else { sawAlias = true }
            if sawAnchor, sawAlias { return YAMLFindings.anchor(at: place) }
        }
        rawMark = (scalar == "&" || scalar == "*") && startsToken ? scalar : nil
        return nil
    }

    /// What an anchor's name may begin with.
    private static func isNamed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_" || scalar == "-"
    }

    private mutating func token(_ scalar: Unicode.Scalar) -> Finding? {
        // An anchor or alias is a mark with a name right behind it; `&&` and `* ` are not.
        if let place = mark {
            mark = nil
            if Self.isNamed(scalar) {
                return YAMLFindings.anchor(at: place)
            }
        }
        if let open = quote {
            if scalar == open, !isEscaped { quote = nil }
            isEscaped = open == "\"" && scalar == "\\" && !isEscaped
            return nil
        }
        switch scalar {
        case "\"", "'": if startsToken { quote = scalar }
        case "#": isComment = last == " " || last == "\n"
        case "[", "{":
            depth += 1
            if depth > Limits.parserDepthMax { return YAMLFindings.tooDeep(at: place) }
        case "]", "}": depth = max(0, depth - 1)
        case "*", "&": if startsToken { mark = place }
        default: break
        }
        return nil
    }

    /// Nothing, or an indicator of YAML, stands before this character.
    private var startsToken: Bool {
        switch before {
        case nil, "[", "{", ",": true
        case ":", "-", "?": last == " "
        default: false
        }
    }
}
