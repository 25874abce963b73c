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

    init(file: String) { self.file = file }

    private var place: SourcePlace { SourcePlace(file: file, line: line, column: max(1, column)) }

    mutating func take(_ scalar: Unicode.Scalar) -> Finding? {
        column += 1
        if scalar == "\n" {
            (line, column, before, isIndent, isComment, last) = (line + 1, 0, nil, true, false, scalar)
            return nil
        }
        defer {
            last = scalar
            if scalar != " " { before = scalar }
        }
        if scalar == "\t" { return isComment || quote != nil ? nil : YAMLFindings.tab(at: place) }
        if scalar.value < 0x20, scalar != "\r" { return YAMLFindings.control(scalar, at: place) }
        if isIndent, scalar != " ", scalar != "-", scalar != "?", scalar != ":" { isIndent = false }
        if isIndent, column > Limits.parserDepthMax { return YAMLFindings.tooDeep(at: place) }
        if isComment { return nil }
        return token(scalar)
    }

    private mutating func token(_ scalar: Unicode.Scalar) -> Finding? {
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
        case "*", "&": if startsToken, scalar != before { return YAMLFindings.anchor(at: place) }
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
