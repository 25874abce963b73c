/// `text.format([…])`: `%s %d %f %e %b %o %x %X`, `%.2f`, `%%` (CEL's strings extension).
struct TextFormat {
    private let scalars: [Unicode.Scalar]
    private let arguments: [RuleValue]

    init(_ text: String, _ arguments: [RuleValue]) {
        scalars = Array(text.unicodeScalars)
        self.arguments = arguments
    }

    func written() throws(RuleFault) -> String {
        var result = ""
        var at = 0
        var used = 0
        while at < scalars.count {
            let scalar = scalars[at]
            at += 1
            guard scalar == "%" else {
                result.unicodeScalars.append(scalar)
                continue
            }
            if at < scalars.count, scalars[at] == "%" {
                result += "%"
                at += 1
                continue
            }
            let precision = try precision(&at)
            guard at < scalars.count else { throw RuleFault(.badFormat("%")) }
            let verb = scalars[at]
            at += 1
            guard used < arguments.count else {
                throw RuleFault(.badFormat("%\(verb): \(used + 1) > \(arguments.count)"))
            }
            result += try written(arguments[used], verb, precision)
            used += 1
            guard result.utf8.count <= Limits.textBytesMax else { throw RuleFault(.tooManyBytes) }
        }
        guard used == arguments.count else { throw RuleFault(.badFormat("\(used) < \(arguments.count)")) }
        return result
    }

    private func precision(_ at: inout Int) throws(RuleFault) -> Int? {
        guard at < scalars.count, scalars[at] == "." else { return nil }
        at += 1
        let start = at
        var value = 0
        while at < scalars.count, scalars[at].isASCII, UInt8(ascii: scalars[at]).isDigit, at - start < 4 {
            value = value * 10 + Int(scalars[at].value - 48)
            at += 1
        }
        guard at > start, value <= Limits.formatPrecisionMax else { throw RuleFault(.badFormat("%.")) }
        return value
    }

    private func written(_ value: RuleValue, _ verb: Unicode.Scalar, _ precision: Int?) throws(RuleFault) -> String {
        let result: String? =
            switch verb {
            case "s": Self.plain(value)
            case "d": Self.whole(value)
            case "f": Self.digits(value).map { $0.fixed(places: precision ?? 6) } ?? Self.notFinite(value)
            case "e": Self.digits(value).map { $0.scientific(places: precision ?? 6) } ?? Self.notFinite(value)
            case "b": Self.inBase(2, value)
            case "o": Self.inBase(8, value)
            case "x": Self.inBase(16, value) ?? Self.octets(value)
            case "X": (Self.inBase(16, value) ?? Self.octets(value)).map { $0.uppercased() }
            default: throw RuleFault(.badFormat("%\(verb)"))
            }
        guard let result else { throw RuleFault(.badFormat("%\(verb): \(value.typeName)")) }
        return result
    }

    // MARK: Verbs; nil for a kind of value that the verb does not take

    private static func plain(_ value: RuleValue) -> String? {
        switch value {
        case .double(let number): return notFinite(value) ?? Conversions.shown(.double(number))
        case .list(let elements):
            let all = elements.compactMap(plain)
            return all.count == elements.count ? "[" + all.joined(separator: ", ") + "]" : nil
        case .map(let entries):
            let all = entries.compactMap { key, value in plain(value).map { (Conversions.shown(key), $0) } }
            guard all.count == entries.count else { return nil }
            return "{" + all.sorted { $0 < $1 }.map { "\($0): \($1)" }.joined(separator: ", ") + "}"
        case .optional: return nil
        default: return Conversions.shown(value)
        }
    }

    private static func notFinite(_ value: RuleValue) -> String? {
        guard case .double(let number) = value, !number.isFinite else { return nil }
        return number.isNaN ? "NaN" : (number < 0 ? "-Infinity" : "Infinity")
    }

    private static func whole(_ value: RuleValue) -> String? {
        switch value {
        case .int(let number): String(number)
        case .uint(let number): String(number)
        case .decimal(let number): number.description
        default: notFinite(value)
        }
    }

    private static func inBase(_ radix: Int, _ value: RuleValue) -> String? {
        switch value {
        case .int(let number): String(number, radix: radix)
        case .uint(let number): String(number, radix: radix)
        case .bool(let truth) where radix == 2: truth ? "1" : "0"
        default: nil
        }
    }

    private static func octets(_ value: RuleValue) -> String? {
        let bytes: [UInt8]
        switch value {
        case .string(let text): bytes = Array(text.utf8)
        case .bytes(let content): bytes = content
        default: return nil
        }
        return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func digits(_ value: RuleValue) -> ExactDigits? {
        switch value {
        case .double(let number): number.isFinite ? ExactDigits(number) : nil
        case .decimal(let number): ExactDigits(number)
        default: nil
        }
    }
}

/// All digits of a number, so that rounding sees what is really there: the double 1.2345 lies below it.
struct ExactDigits {
    private let isNegative: Bool
    /// Without zeros in front; empty for zero.
    private let digits: [UInt8]
    /// How many of them stand before the point; may lie outside.
    private let point: Int

    private init(isNegative: Bool, digits: [UInt8], point: Int) {
        let zeros = digits.prefix { $0 == 0 }.count
        self.isNegative = isNegative
        self.digits = Array(digits.dropFirst(zeros))
        self.point = point - zeros
    }

    /// A finite double is a whole number times a power of two: times 5ⁿ over 10ⁿ where the power is negative.
    init(_ number: Double) {
        var limbs: [UInt64] = []
        let exponent = Int(number.exponentBitPattern)
        var significand = number.significandBitPattern | (exponent == 0 ? 0 : 1 << 52)
        var power = max(exponent, 1) - 1_075
        while power < 0, significand & 1 == 0, significand != 0 {
            significand >>= 1
            power += 1
        }
        while significand > 0 {
            limbs.append(significand % Self.limb)
            significand /= Self.limb
        }
        let places = max(-power, 0)
        for _ in 0..<(places / 12) { Self.multiply(&limbs, by: 244_140_625) }
        for _ in 0..<(places % 12) { Self.multiply(&limbs, by: 5) }
        let doublings = max(power, 0)
        for _ in 0..<(doublings / 24) { Self.multiply(&limbs, by: 1 << 24) }
        for _ in 0..<(doublings % 24) { Self.multiply(&limbs, by: 2) }
        var all: [UInt8] = []
        for limb in limbs.reversed() {
            let text = String(limb)
            all += Array(repeating: 0, count: 9 - text.utf8.count) + text.utf8.map { $0 - UInt8(ascii: "0") }
        }
        self.init(isNegative: number.sign == .minus, digits: all, point: all.count - places)
    }

    init(_ number: RuleDecimal) {
        let all = String(number.coefficient.magnitude).utf8.map { $0 - UInt8(ascii: "0") }
        self.init(isNegative: number.coefficient < 0, digits: all, point: all.count - number.scale)
    }

    private static let limb: UInt64 = 1_000_000_000

    private static func multiply(_ limbs: inout [UInt64], by factor: UInt64) {
        var carry: UInt64 = 0
        for index in limbs.indices {
            let product = limbs[index] * factor + carry
            limbs[index] = product % limb
            carry = product / limb
        }
        if carry > 0 { limbs.append(carry) }
    }

    /// The first digits, rounded half to even; one more digit in front where rounding carries that far.
    private func rounded(keeping count: Int) -> (digits: [UInt8], carried: Bool) {
        guard count >= 0 else { return ([], false) }
        guard count < digits.count else {
            return (digits + Array(repeating: 0, count: count - digits.count), false)
        }
        var kept = Array(digits[..<count])
        let isMore = digits[(count + 1)...].contains { $0 > 0 }
        let isOdd = (kept.last ?? 0) % 2 == 1
        guard digits[count] > 5 || (digits[count] == 5 && (isMore || isOdd)) else { return (kept, false) }
        for index in kept.indices.reversed() {
            if kept[index] < 9 {
                kept[index] += 1
                return (kept, false)
            }
            kept[index] = 0
        }
        return ([1] + kept, true)
    }

    func fixed(places: Int) -> String {
        let (kept, carried) = rounded(keeping: point + places)
        let whole = max(point, 0) + (carried && point >= 0 ? 1 : 0)
        // Digits from the first one that is written on: zeros in front where the number is below one.
        let missing = max(whole + places - kept.count, 0)
        let all = Array(repeating: 0, count: missing) + kept
        let text = all.map { String($0) }
        let front = text[..<(all.count - places)].joined()
        let sign = isNegative ? "-" : ""
        return sign + (front.isEmpty ? "0" : front) + (places > 0 ? "." + text.suffix(places).joined() : "")
    }

    func scientific(places: Int) -> String {
        guard !digits.isEmpty else { return (isNegative ? "-" : "") + Self.mantissa([0], places) + "e+00" }
        let (kept, carried) = rounded(keeping: places + 1)
        let exponent = point - 1 + (carried ? 1 : 0)
        let size = String(exponent.magnitude)
        return (isNegative ? "-" : "") + Self.mantissa(Array(kept.prefix(places + 1)), places)
            + (exponent < 0 ? "e-" : "e+") + (size.utf8.count < 2 ? "0" : "") + size
    }

    private static func mantissa(_ digits: [UInt8], _ places: Int) -> String {
        let text = digits.map { String($0) } + Array(repeating: "0", count: max(0, places + 1 - digits.count))
        return text[0] + (places > 0 ? "." + text[1...].joined() : "")
    }
}
