/// Functions over texts, bytes and sizes: `size`, `contains`, `startsWith`, `endsWith`, `matches`.
enum TextFunctions {
    typealias Signature = RuleFunction.Signature

    static let all: [RuleFunction] = [
        RuleFunction(
            "size",
            .both,
            [
                Signature([.string], .int), Signature([.bytes], .int), Signature([.list(.variable(0))], .int),
                Signature([.map(.variable(0), .variable(1))], .int),
            ],
            cost: { 1 + $0[0] / 64 },
            isCostLinear: true
        ) { values throws(RuleFault) in
            switch values[0] {
            case .string(let text): .int(Int64(text.unicodeScalars.count))
            case .bytes(let bytes): .int(Int64(bytes.count))
            case .list(let elements): .int(Int64(elements.count))
            case .map(let entries): .int(Int64(entries.count))
            default: throw values.noOverload("size")
            }
        },
        test("contains") { isWithin($1, $0) },
        test("startsWith") { text, part in text.starts(with: part) },
        test("endsWith") { text, part in text.count >= part.count && text.suffix(part.count).elementsEqual(part) },
        RuleFunction(
            "matches",
            .both,
            [Signature([.string, .string], .bool)],
            cost: { 1 + $0[0] * min(max($0[1], 1), Limits.patternInstructionsMax) / 16 }
        ) { values throws(RuleFault) in
            guard let text = values[0].asString, let pattern = values[1].asString else {
                throw values.noOverload("matches")
            }
            return .bool(try Pattern(pattern).isFound(in: text))
        },
        change("lowerAscii") { byte in byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte },
        change("upperAscii") { byte in byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte & 0xDF : byte },
        RuleFunction("trim", .member, [Signature([.string], .string)], cost: { 1 + $0[0] / 64 }, isCostLinear: true) {
            values throws(RuleFault) in
            guard let text = values[0].asString else { throw values.noOverload("trim") }
            let scalars = text.unicodeScalars
            let isBlank: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
            guard let first = scalars.firstIndex(where: { !isBlank($0) }),
                let last = scalars.lastIndex(where: { !isBlank($0) })
            else { return "" }
            return .string(String(scalars[first...last]))
        },
    ]

    private static func test(
        _ name: String,
        _ body: @escaping @Sendable ([UInt8], [UInt8]) -> Bool
    ) -> RuleFunction {
        RuleFunction(
            name,
            .member,
            [Signature([.string, .string], .bool)],
            cost: { 1 + $0[0] * (1 + $0[1] / 64) / 64 }
        ) {
            values throws(RuleFault) in
            guard let text = values[0].asString, let part = values[1].asString else { throw values.noOverload(name) }
            return .bool(body(Array(text.utf8), Array(part.utf8)))
        }
    }

    private static func change(_ name: String, _ body: @escaping @Sendable (UInt8) -> UInt8) -> RuleFunction {
        RuleFunction(name, .member, [Signature([.string], .string)], cost: { 1 + $0[0] / 64 }, isCostLinear: true) {
            values throws(RuleFault) in
            guard let text = values[0].asString else { throw values.noOverload(name) }
            return .string(String(decoding: text.utf8.map(body), as: UTF8.self))
        }
    }

    /// Knuth, Morris and Pratt: linear, whatever the texts.
    private static func isWithin(_ part: [UInt8], _ text: [UInt8]) -> Bool {
        guard !part.isEmpty else { return true }
        guard part.count <= text.count else { return false }
        var fallback = [0]
        var matched = 0
        for byte in part.dropFirst() {
            while matched > 0, part[matched] != byte { matched = fallback[matched - 1] }
            if part[matched] == byte { matched += 1 }
            fallback.append(matched)
        }
        matched = 0
        for byte in text {
            while matched > 0, part[matched] != byte { matched = fallback[matched - 1] }
            if part[matched] == byte { matched += 1 }
            if matched == part.count { return true }
        }
        return false
    }
}
