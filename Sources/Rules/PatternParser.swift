/// The shape of a pattern.
indirect enum PatternTree: Sendable {
    case empty
    case step(Pattern.Step)
    case sequence([PatternTree])
    case either([PatternTree])
    case times(PatternTree, least: Int, most: Int?)
}

/// Reads RE2's syntax; what it does not know it refuses with a reason.
struct PatternParser {
    private let text: [Unicode.Scalar]
    private var at = 0
    private var depth = 0
    private var flags = Flags()

    private struct Flags {
        var ignoresCase = false
        var dotTakesNewline = false
        var anchorsAtLines = false
    }

    init(_ pattern: String) { text = Array(pattern.unicodeScalars) }

    mutating func parse() throws(RuleFault) -> PatternTree {
        let tree = try alternatives()
        if at < text.count { throw bad("\")\"") }
        return tree
    }

    private var next: Unicode.Scalar? { at < text.count ? text[at] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        at += 1
        return true
    }

    private func bad(_ why: String) -> RuleFault { RuleFault(.badPattern("\(why), \(at + 1)")) }

    private mutating func alternatives() throws(RuleFault) -> PatternTree {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Limits.depthMax else { throw bad("> \(Limits.depthMax) ( ( (") }
        var all = [try sequence()]
        while take("|") { all.append(try sequence()) }
        return all.count == 1 ? all[0] : .either(all)
    }

    private mutating func sequence() throws(RuleFault) -> PatternTree {
        var parts: [PatternTree] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            parts.append(try repeated(try atom()))
        }
        return parts.isEmpty ? .empty : .sequence(parts)
    }

    private mutating func repeated(_ part: PatternTree) throws(RuleFault) -> PatternTree {
        var tree = part
        var isFirst = true
        while let scalar = next {
            let bounds: (Int, Int?)
            switch scalar {
            case "*": bounds = (0, nil)
            case "+": bounds = (1, nil)
            case "?": bounds = (0, 1)
            case "{":
                guard let counted = try counts() else { return tree }
                bounds = counted
                at -= 1
            default: return tree
            }
            guard isFirst else { throw bad("\(scalar)") }
            isFirst = false
            at += 1
            _ = take("?")
            tree = .times(tree, least: bounds.0, most: bounds.1)
        }
        return tree
    }

    /// `{2}`, `{2,}`, `{2,5}`; nil where the brace is an ordinary character.
    private mutating func counts() throws(RuleFault) -> (Int, Int?)? {
        guard let close = text[at...].firstIndex(of: "}") else { return nil }
        let inside = String(String.UnicodeScalarView(text[(at + 1)..<close]))
        let parts = inside.split(separator: ",", omittingEmptySubsequences: false)
        guard let least = parts.first.flatMap({ Int($0) }), parts.count <= 2 else { return nil }
        let most = parts.count == 1 ? least : (parts[1].isEmpty ? nil : Int(parts[1]))
        if parts.count == 2, !parts[1].isEmpty, most == nil { return nil }
        guard least >= 0, least <= 1_000, (most ?? least) <= 1_000, (most ?? least) >= least else {
            throw bad("{\(inside)}")
        }
        at = close + 1
        return (least, most)
    }

    private mutating func atom() throws(RuleFault) -> PatternTree {
        guard let scalar = next else { return .empty }
        at += 1
        switch scalar {
        case "(": return try group()
        case "[": return .step(.scalars(try charClass()))
        case ".":
            let newline = ScalarSet(ranges: flags.dotTakesNewline ? [] : [0x0A...0x0A])
            return .step(.scalars(newline.negated))
        case "^": return .step(flags.anchorsAtLines ? .lineStart : .start)
        case "$": return .step(flags.anchorsAtLines ? .lineEnd : .end)
        case "*", "+", "?":
            at -= 1
            throw bad("\(scalar)")
        case "\\": return try escape()
        default: return .step(.scalars(single(scalar)))
        }
    }

    private func single(_ scalar: Unicode.Scalar) -> ScalarSet {
        ScalarSet(ranges: [scalar.value...scalar.value], ignoresCase: flags.ignoresCase)
    }

    private mutating func group() throws(RuleFault) -> PatternTree {
        let outside = flags
        if take("?") {
            if take("P") || next == "<" {
                guard take("<"), let close = text[at...].firstIndex(of: ">"), close > at,
                    text[at..<close].allSatisfy({ ScalarSet.word.contains($0) })
                else { throw bad("(?P<…>") }
                at = close + 1
            } else {
                var value = true
                while let flag = next, flag != ":", flag != ")" {
                    switch flag {
                    case "-": value = false
                    case "i": flags.ignoresCase = value
                    case "s": flags.dotTakesNewline = value
                    case "m": flags.anchorsAtLines = value
                    case "U": break
                    default: throw bad("(?\(flag)")
                    }
                    at += 1
                }
                if take(")") { return .empty }
                guard take(":") else { throw bad("(?") }
            }
        }
        let tree = try alternatives()
        guard take(")") else { throw bad("(") }
        flags = outside
        return tree
    }

    private mutating func escape() throws(RuleFault) -> PatternTree {
        switch next {
        case "A":
            at += 1
            return .step(.start)
        case "z":
            at += 1
            return .step(.end)
        case "b":
            at += 1
            return .step(.wordEdge(true))
        case "B":
            at += 1
            return .step(.wordEdge(false))
        case "Q":
            at += 1
            var parts: [PatternTree] = []
            while let scalar = next {
                if scalar == "\\", at + 1 < text.count, text[at + 1] == "E" {
                    at += 2
                    break
                }
                at += 1
                parts.append(.step(.scalars(single(scalar))))
            }
            return .sequence(parts)
        default: return .step(.scalars(try escapedSet()))
        }
    }

    /// What stands behind a backslash, in and outside of brackets.
    private mutating func escapedSet() throws(RuleFault) -> ScalarSet {
        guard let scalar = next else { throw bad("\\") }
        at += 1
        switch scalar {
        case "d": return .digit
        case "D": return ScalarSet.digit.negated
        case "w": return .word
        case "W": return ScalarSet.word.negated
        case "s": return .blank
        case "S": return ScalarSet.blank.negated
        case "n": return single("\n")
        case "t": return single("\t")
        case "r": return single("\r")
        case "f": return single("\u{0C}")
        case "v": return single("\u{0B}")
        case "a": return single("\u{07}")
        case "p": return try category()
        case "P": return try category().negated
        case "x": return single(try hexadecimal())
        default:
            guard scalar.isASCII, !ScalarSet.word.contains(scalar) else { throw bad("\\\(scalar)") }
            return single(scalar)
        }
    }

    private mutating func hexadecimal() throws(RuleFault) -> Unicode.Scalar {
        var digits = ""
        if take("{") {
            while let scalar = next, scalar != "}" {
                digits.unicodeScalars.append(scalar)
                at += 1
            }
            guard take("}") else { throw bad("\\x{") }
        } else {
            for _ in 0..<2 {
                guard let scalar = next else { break }
                digits.unicodeScalars.append(scalar)
                at += 1
            }
        }
        guard let scalar = UInt32(digits, radix: 16).flatMap({ Unicode.Scalar($0) }) else { throw bad("\\x\(digits)") }
        return scalar
    }

    private mutating func category() throws(RuleFault) -> ScalarSet {
        var name = ""
        if take("{") {
            while let scalar = next, scalar != "}" {
                name.unicodeScalars.append(scalar)
                at += 1
            }
            guard take("}") else { throw bad("\\p{") }
        } else if let scalar = next {
            name = String(Character(scalar))
            at += 1
        }
        let isNegated = name.hasPrefix("^")
        if isNegated { name.removeFirst() }
        guard let first = name.first, "LMNPSZC".contains(first), name.utf8.count <= 2 else { throw bad("\\p{\(name)}") }
        let set = ScalarSet(categories: [name])
        return isNegated ? set.negated : set
    }

    private mutating func charClass() throws(RuleFault) -> ScalarSet {
        var set = ScalarSet(ignoresCase: flags.ignoresCase)
        set.isNegated = take("^")
        var isFirst = true
        while let scalar = next, isFirst || scalar != "]" {
            isFirst = false
            if scalar == "[", at + 1 < text.count, text[at + 1] == ":" {
                set.nested.append(try namedClass())
                continue
            }
            at += 1
            var low = scalar
            if scalar == "\\" {
                let escaped = try escapedSet()
                guard escaped.ranges.count == 1, let range = escaped.ranges.first, range.count == 1, !escaped.isNegated,
                    let only = Unicode.Scalar(range.lowerBound)
                else {
                    set.nested.append(escaped)
                    continue
                }
                low = only
            }
            var high = low
            if next == "-", at + 1 < text.count, text[at + 1] != "]" {
                at += 1
                guard let scalar = next else { throw bad("[") }
                at += 1
                high = scalar
                if scalar == "\\", let range = try escapedSet().ranges.first,
                    let only = Unicode.Scalar(range.lowerBound)
                {
                    high = only
                }
            }
            guard low.value <= high.value else { throw bad("[\(low)-\(high)]") }
            set.ranges.append(low.value...high.value)
        }
        guard take("]") else { throw bad("[") }
        return set
    }

    /// `[:alpha:]` and its like.
    private mutating func namedClass() throws(RuleFault) -> ScalarSet {
        guard let close = text[at...].firstIndex(of: "]") else { throw bad("[:") }
        let name = String(String.UnicodeScalarView(text[at...close]))
        let sets: [String: ScalarSet] = [
            "[:alpha:]": ScalarSet(ranges: [0x41...0x5A, 0x61...0x7A]), "[:digit:]": .digit, "[:word:]": .word,
            "[:space:]": ScalarSet(ranges: [0x09...0x0D, 0x20...0x20]), "[:upper:]": ScalarSet(ranges: [0x41...0x5A]),
            "[:lower:]": ScalarSet(ranges: [0x61...0x7A]),
            "[:alnum:]": ScalarSet(ranges: [0x30...0x39, 0x41...0x5A, 0x61...0x7A]),
            "[:punct:]": ScalarSet(ranges: [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]),
            "[:xdigit:]": ScalarSet(ranges: [0x30...0x39, 0x41...0x46, 0x61...0x66]),
        ]
        guard let set = sets[name] else { throw bad(name) }
        at = close + 1
        return set
    }
}
