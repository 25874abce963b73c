/// A pattern of `matches`: RE2's syntax without back references, run in time linear in the text.
///
/// Text is walked by Unicode scalars. Known: literals, `.`, classes, `\d \w \s \b`, `\pL \p{Lu}`, anchors, groups, `|`,
/// `* + ? {n,m}` (lazy marks change nothing here), flags `(?i) (?s) (?m)`.
struct Pattern: Sendable {
    enum Step: Sendable {
        case scalars(ScalarSet)
        case start, end, lineStart, lineEnd
        case wordEdge(Bool)
        case jump(Int)
        case split(Int, Int)
        case found
    }

    private let steps: [Step]

    init(_ text: String) throws(RuleFault) {
        var parser = PatternParser(text)
        let tree = try parser.parse()
        var writer = StepWriter()
        try writer.write(tree)
        steps = writer.steps + [.found]
    }

    /// Whether the pattern matches anywhere in the text.
    func isFound(in text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var current = Threads(count: steps.count)
        var next = Threads(count: steps.count)
        for position in 0...scalars.count {
            if follow(from: 0, at: position, in: scalars, into: &current) { return true }
            guard position < scalars.count else { break }
            for index in current.waiting {
                guard case .scalars(let set) = steps[index], set.contains(scalars[position]) else { continue }
                if follow(from: index + 1, at: position + 1, in: scalars, into: &next) { return true }
            }
            swap(&current, &next)
            next.clear()
        }
        return false
    }

    /// The steps that wait for a scalar, each at most once.
    private struct Threads {
        var waiting: [Int] = []
        var isSeen: [Bool]

        init(count: Int) { isSeen = Array(repeating: false, count: count) }

        mutating func clear() {
            waiting.removeAll(keepingCapacity: true)
            for index in isSeen.indices { isSeen[index] = false }
        }
    }

    /// Adds what can be reached without reading; true where that is the end of the pattern.
    private func follow(from first: Int, at position: Int, in text: [Unicode.Scalar], into threads: inout Threads)
        -> Bool
    {
        var open = [first]
        while let index = open.popLast() {
            guard !threads.isSeen[index] else { continue }
            threads.isSeen[index] = true
            switch steps[index] {
            case .found: return true
            case .scalars: threads.waiting.append(index)
            case .jump(let target): open.append(target)
            case .split(let one, let other): open += [other, one]
            case .start: if position == 0 { open.append(index + 1) }
            case .end: if position == text.count { open.append(index + 1) }
            case .lineStart: if position == 0 || text[position - 1] == "\n" { open.append(index + 1) }
            case .lineEnd: if position == text.count || text[position] == "\n" { open.append(index + 1) }
            case .wordEdge(let wanted):
                let before = position > 0 && ScalarSet.word.contains(text[position - 1])
                let after = position < text.count && ScalarSet.word.contains(text[position])
                if (before != after) == wanted { open.append(index + 1) }
            }
        }
        return false
    }
}

/// A set of Unicode scalars: ranges, general categories, or all but these.
struct ScalarSet: Sendable {
    var ranges: [ClosedRange<UInt32>] = []
    /// Prefixes of general category names: `L`, `Lu`, `Nd`.
    var categories: [String] = []
    var nested: [ScalarSet] = []
    var isNegated = false
    var ignoresCase = false

    static let digit = ScalarSet(ranges: [0x30...0x39])
    static let word = ScalarSet(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    static let blank = ScalarSet(ranges: [0x09...0x0A, 0x0C...0x0D, 0x20...0x20])

    var negated: ScalarSet {
        var copy = self
        copy.isNegated.toggle()
        return copy
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        var isIn = holds(scalar)
        if !isIn, ignoresCase {
            isIn = (scalar.properties.lowercaseMapping + scalar.properties.uppercaseMapping).unicodeScalars.contains(
                where: holds
            )
        }
        return isIn != isNegated
    }

    private func holds(_ scalar: Unicode.Scalar) -> Bool {
        ranges.contains { $0.contains(scalar.value) }
            || (!categories.isEmpty && categories.contains { Self.category(scalar).hasPrefix($0) })
            || nested.contains { $0.contains(scalar) }
    }

    private static func category(_ scalar: Unicode.Scalar) -> String {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        case .control: "Cc"
        case .format: "Cf"
        case .surrogate: "Cs"
        case .privateUse: "Co"
        case .unassigned: "Cn"
        @unknown default: "Cn"
        }
    }
}

/// Turns the tree of a pattern into steps; counted repetitions are written out, within the limit.
private struct StepWriter {
    var steps: [Pattern.Step] = []
    /// Counts empty parts too: `((){1000}){1000}` has no steps, but takes as long to write.
    private var writes = 0

    init() {}

    mutating func write(_ tree: PatternTree) throws(RuleFault) {
        writes += 1
        guard steps.count < Limits.patternInstructionsMax, writes < Limits.patternInstructionsMax * 4 else {
            throw RuleFault(.badPattern("> \(Limits.patternInstructionsMax)"))
        }
        switch tree {
        case .empty: break
        case .step(let step): steps.append(step)
        case .sequence(let parts): for part in parts { try write(part) }
        case .either(let parts): try write(either: parts[...])
        case .times(let part, let least, let most): try write(part, least: least, most: most)
        }
    }

    private mutating func write(either parts: ArraySlice<PatternTree>) throws(RuleFault) {
        guard let first = parts.first else { return }
        guard parts.count > 1 else { return try write(first) }
        let split = steps.count
        steps.append(.found)
        try write(first)
        let jump = steps.count
        steps.append(.found)
        steps[split] = .split(split + 1, steps.count)
        try write(either: parts.dropFirst())
        steps[jump] = .jump(steps.count)
    }

    private mutating func write(_ part: PatternTree, least: Int, most: Int?) throws(RuleFault) {
        for _ in 0..<least { try write(part) }
        guard let most else {
            let split = steps.count
            steps.append(.found)
            try write(part)
            steps.append(.jump(split))
            steps[split] = .split(split + 1, steps.count)
            return
        }
        var splits: [Int] = []
        for _ in least..<max(least, most) {
            splits.append(steps.count)
            steps.append(.found)
            try write(part)
        }
        for split in splits { steps[split] = .split(split + 1, steps.count) }
    }
}
