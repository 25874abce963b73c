/// CEL's strings extension: places, parts and changes of texts; places count Unicode code points from 0.
enum TextEditing {
    typealias Signature = RuleFunction.Signature
    private typealias Scalars = [Unicode.Scalar]

    static let all: [RuleFunction] = [
        RuleFunction("charAt", .member, [Signature([.string, .int], .string)], cost: walking, isCostLinear: true) {
            values throws(RuleFault) in
            let (text, place) = (try scalars(values, 0, "charAt"), try int(values, 1, "charAt"))
            guard (0...Int64(text.count)).contains(place) else { throw RuleFault(.noSuchIndex("\(place)")) }
            return .string(place < text.count ? String(text[Int(place)]) : "")
        },
        search("indexOf") { text, part, start in
            guard part.count <= text.count else { return nil }
            return (start...max(start, text.count - part.count)).first { matches(part, text, at: $0) }
        },
        search("lastIndexOf") { text, part, start in
            guard part.count <= text.count else { return nil }
            return (0...min(start, text.count - part.count)).reversed().first { matches(part, text, at: $0) }
        },
        RuleFunction(
            "substring",
            .member,
            [Signature([.string, .int], .string), Signature([.string, .int, .int], .string)],
            cost: walking,
            isCostLinear: true,
            body: substring
        ),
        RuleFunction(
            "replace",
            .member,
            [
                Signature([.string, .string, .string], .string),
                Signature([.string, .string, .string, .int], .string),
            ],
            cost: { 1 + $0[0] * (1 + $0[1] / 64) / 16 + Limits.textBytesMax / 64 },
            body: replace
        ),
        RuleFunction(
            "split",
            .member,
            [
                Signature([.string, .string], .list(.string)), Signature([.string, .string, .int], .list(.string)),
            ],
            cost: { 1 + $0[0] * (1 + $0[1] / 64) / 16 },
            body: split
        ),
        RuleFunction(
            "join",
            .member,
            [Signature([.list(.string)], .string), Signature([.list(.string), .string], .string)],
            cost: { 1 + $0[0] / 16 + Limits.textBytesMax / 64 },
            isCostLinear: false,
            body: join
        ),
        RuleFunction("reverse", .member, [Signature([.string], .string)], cost: walking, isCostLinear: true) {
            values throws(RuleFault) in
            .string(text(try scalars(values, 0, "reverse").reversed()))
        },
        RuleFunction("strings.quote", .free, [Signature([.string], .string)], cost: walking, isCostLinear: true) {
            values throws(RuleFault) in
            guard let text = values[0].asString else { throw values.noOverload("strings.quote") }
            return .string(try bounded(quoted(text)))
        },
        RuleFunction(
            "format",
            .member,
            [Signature([.string, .list(.dyn)], .string)],
            cost: { 1 + ($0[0] + $0[1]) / 4 + $0[1] * Limits.formatPrecisionMax / 8 },
            isCostLinear: true
        ) { values throws(RuleFault) in
            guard let text = values[0].asString, case .list(let arguments) = values[1] else {
                throw values.noOverload("format")
            }
            return .string(try bounded(try TextFormat(text, arguments).written()))
        },
    ]

    private static let walking: RuleFunction.Cost = { 1 + $0[0] / 16 }

    // MARK: Arguments

    private static func scalars(_ values: [RuleValue], _ index: Int, _ name: String) throws(RuleFault) -> Scalars {
        guard let text = values[index].asString else { throw values.noOverload(name) }
        return Array(text.unicodeScalars)
    }

    private static func int(_ values: [RuleValue], _ index: Int, _ name: String) throws(RuleFault) -> Int64 {
        guard case .int(let number) = values[index] else { throw values.noOverload(name) }
        return number
    }

    private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static func bounded(_ text: String) throws(RuleFault) -> String {
        guard text.utf8.count <= Limits.textBytesMax else { throw RuleFault(.tooManyBytes) }
        return text
    }

    private static func matches(_ part: Scalars, _ text: Scalars, at start: Int) -> Bool {
        start + part.count <= text.count && text[start..<(start + part.count)].elementsEqual(part)
    }

    // MARK: Bodies

    /// `indexOf` and `lastIndexOf`: −1 where the part is not found.
    private static func search(
        _ name: String,
        _ find: @escaping @Sendable ([Unicode.Scalar], [Unicode.Scalar], Int) -> Int?
    ) -> RuleFunction {
        RuleFunction(
            name,
            .member,
            [Signature([.string, .string], .int), Signature([.string, .string, .int], .int)],
            cost: { 1 + $0[0] * (1 + $0[1] / 64) / 16 }
        ) { values throws(RuleFault) in
            let (text, part) = (try scalars(values, 0, name), try scalars(values, 1, name))
            var start = name == "indexOf" ? 0 : Int64(text.count)
            if values.count > 2 {
                start = try int(values, 2, name)
                guard (0...Int64(text.count)).contains(start) else { throw RuleFault(.noSuchIndex("\(start)")) }
            }
            return .int(Int64(find(text, part, Int(start)) ?? -1))
        }
    }

    private static func substring(_ values: [RuleValue]) throws(RuleFault) -> RuleValue {
        let all = try scalars(values, 0, "substring")
        let start = try int(values, 1, "substring")
        let end = values.count > 2 ? try int(values, 2, "substring") : Int64(all.count)
        for place in [start, end] where !(0...Int64(all.count)).contains(place) {
            throw RuleFault(.noSuchIndex("\(place)"))
        }
        guard start <= end else { throw RuleFault(.badRange(start, end)) }
        return .string(text(all[Int(start)..<Int(end)]))
    }

    /// Up to a number of places from the front; an empty part stands before every code point and at the end.
    private static func replace(_ values: [RuleValue]) throws(RuleFault) -> RuleValue {
        let all = try scalars(values, 0, "replace")
        let (old, new) = (try scalars(values, 1, "replace"), try scalars(values, 2, "replace"))
        var left = values.count > 3 ? try int(values, 3, "replace") : -1
        var result: Scalars = []
        var at = 0
        while at <= all.count {
            guard result.count <= Limits.textBytesMax else { throw RuleFault(.tooManyBytes) }
            if left != 0, matches(old, all, at: at) {
                result += new
                left -= 1
                at += old.count
                guard old.isEmpty else { continue }
            }
            if at < all.count { result.append(all[at]) }
            at += 1
        }
        return .string(try bounded(text(result)))
    }

    /// Into at most so many parts, the last one with all that is left; without a separator into code points.
    private static func split(_ values: [RuleValue]) throws(RuleFault) -> RuleValue {
        let all = try scalars(values, 0, "split")
        let separator = try scalars(values, 1, "split")
        let limit = values.count > 2 ? try int(values, 2, "split") : -1
        guard limit != 0 else { return .list([]) }
        var parts: [RuleValue] = []
        var start = 0
        var at = separator.isEmpty ? 1 : 0
        while at < all.count, limit < 0 || parts.count < limit - 1 {
            guard matches(separator, all, at: at) else {
                at += 1
                continue
            }
            parts.append(.string(text(all[start..<at])))
            guard parts.count < Limits.listElementsMax else { throw RuleFault(.tooLong(elements: parts.count + 1)) }
            start = at + separator.count
            at = start + (separator.isEmpty ? 1 : 0)
        }
        if !separator.isEmpty || start < all.count { parts.append(.string(text(all[start...]))) }
        return .list(parts)
    }

    private static func join(_ values: [RuleValue]) throws(RuleFault) -> RuleValue {
        guard case .list(let elements) = values[0] else { throw values.noOverload("join") }
        let separator = values.count > 1 ? values[1].asString : ""
        guard let separator else { throw values.noOverload("join") }
        var result = ""
        for (index, element) in elements.enumerated() {
            guard let text = element.asString else { throw values.noOverload("join") }
            result += index == 0 ? text : separator + text
            guard result.utf8.count <= Limits.textBytesMax else { throw RuleFault(.tooManyBytes) }
        }
        return .string(result)
    }

    /// In double quotes, with what would not be seen or would end the text escaped.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{07}": result += "\\a"
            case "\u{08}": result += "\\b"
            case "\u{0C}": result += "\\f"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0B}": result += "\\v"
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
