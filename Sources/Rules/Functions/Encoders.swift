/// `base64.encode` and `base64.decode` (CEL's encoders extension; RFC 4648 §4).
enum Encoders {
    typealias Signature = RuleFunction.Signature

    static let all: [RuleFunction] = [
        RuleFunction(
            "base64.encode",
            .free,
            [Signature([.bytes], .string)],
            cost: { 1 + $0[0] / 64 },
            isCostLinear: true
        ) { values throws(RuleFault) in
            guard case .bytes(let bytes) = values[0] else { throw values.noOverload("base64.encode") }
            guard bytes.count <= Limits.textBytesMax / 4 * 3 else { throw RuleFault(.tooManyBytes) }
            return .string(encoded(bytes))
        },
        RuleFunction(
            "base64.decode",
            .free,
            [Signature([.string], .bytes)],
            cost: { 1 + $0[0] / 64 },
            isCostLinear: true
        ) { values throws(RuleFault) in
            guard let text = values[0].asString else { throw values.noOverload("base64.decode") }
            guard let bytes = decoded(text) else { throw RuleFault(.badValue(text, wanted: "base64")) }
            return .bytes(bytes)
        },
    ]

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encoded(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            bits <<= UInt32(24 - group.count * 8)
            for place in 0..<4 {
                let index = Int(bits >> UInt32(18 - place * 6)) & 63
                text.append(place <= group.count ? alphabet[index] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Padding may be left out; anything else that is not the alphabet is refused.
    static func decoded(_ text: String) -> [UInt8]? {
        var letters = Array(text.utf8)
        if letters.count % 4 == 0 {
            for _ in 0..<2 where letters.last == UInt8(ascii: "=") { letters.removeLast() }
        }
        guard letters.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for letter in letters {
            guard let index = alphabet.firstIndex(of: letter) else { return nil }
            bits = bits << 6 | UInt32(index)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        return bytes
    }
}
