/// A decimal number as people write it: whole digits and a count of decimals, never a binary fraction; rules calculate with theirs.
///
/// Equal numbers are equal whatever their decimals: 1.5 is 1.50. At most ``Limits/decimalDigitsMax`` digits, of them at most
/// ``Limits/decimalScaleMax`` after the comma; what a calculation cannot hold is nil. Not called `Decimal`, for that is Foundation's.
package struct ExactDecimal: Sendable {
    /// The number without its comma: 125050 for 1250.50.
    package let significand: Int128
    /// Decimals, 0 to ``Limits/decimalScaleMax``.
    package let scale: Int

    /// Nil beyond the limits.
    package init?(significand: Int128, scale: Int) {
        guard (0...Limits.decimalScaleMax).contains(scale), significand.magnitude < Self.bound else { return nil }
        (self.significand, self.scale) = (significand, scale)
    }

    private init(trusted significand: Int128, _ scale: Int) { (self.significand, self.scale) = (significand, scale) }

    package init(_ whole: Int64) { self.init(trusted: Int128(whole), 0) }

    private static let bound = UInt128(power(Limits.decimalDigitsMax))

    private static func power(_ exponent: Int) -> Int128 {
        var value: Int128 = 1
        for _ in 0..<exponent { value *= 10 }
        return value
    }

    // MARK: Reading

    /// Reads the canonical text: a dot before the decimals, nothing between thousands, `-1250.50`; at most `scale` decimals.
    package init(canonical text: String, scale: Int = Limits.decimalScaleMax) throws(CivicError) {
        let parts = text.utf8.drop { $0 == 0x2D }.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard !text.utf8.starts(with: "--".utf8), (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty })
        else {
            throw .decimal(typed: text)
        }
        try self.init(
            isNegative: text.utf8.first == 0x2D,
            whole: Array(parts[0]),
            decimals: parts.count == 2 ? Array(parts[1]) : [],
            scale: scale,
            typed: text
        )
    }

    /// Reads what people type: `1.250,50`, `1250,5`, `1250.50`, `1.250.000`, `1,250.50`.
    ///
    /// A comma begins the decimals and dots group thousands, as Indonesians write. A single dot before other than three digits,
    /// or after a zero, begins decimals too; with both marks the last one does. `1.250` is a thousand and more where `scale`
    /// allows fewer than three decimals, and refused as ambiguous where it allows them.
    package init(typed: String, scale: Int) throws(CivicError) {
        var text: [UInt8] = []
        for scalar in trimmed(typed).unicodeScalars {
            switch scalar {
            case " ", "\u{A0}", "\u{202F}": continue
            case "\u{2212}": text.append(0x2D)
            default:
                guard scalar.isASCII else { throw .decimal(typed: typed) }
                text.append(UInt8(scalar.value))
            }
        }
        let isNegative = text.first == 0x2D
        if isNegative || text.first == 0x2B { text.removeFirst() }
        let marks = text.filter { $0 == 0x2C || $0 == 0x2E }
        guard let last = marks.last, let place = text.lastIndex(of: last) else {
            try self.init(isNegative: isNegative, whole: text, decimals: [], scale: scale, typed: typed)
            return
        }
        let hasBoth = Set(marks).count == 2
        let before = Array(text[..<place])
        let after = Array(text[(place + 1)...])
        var groupsThousands = !hasBoth && marks.count > 1
        if last == 0x2E, marks.count == 1, after.count == 3, (1...3).contains(before.count), before.first != 0x30 {
            guard scale < 3 else { throw .decimalAmbiguous(typed: typed) }
            groupsThousands = true
        }
        if groupsThousands {
            guard let whole = Self.ungrouped(text, by: last) else { throw .decimal(typed: typed) }
            try self.init(isNegative: isNegative, whole: whole, decimals: [], scale: scale, typed: typed)
        } else {
            guard !hasBoth || marks.count(where: { $0 == last }) == 1,
                let whole = hasBoth ? Self.ungrouped(before, by: last == 0x2C ? 0x2E : 0x2C) : before, !after.isEmpty
            else { throw .decimal(typed: typed) }
            try self.init(isNegative: isNegative, whole: whole, decimals: after, scale: scale, typed: typed)
        }
    }

    /// The digits of groups of three; nil where they are grouped otherwise.
    private static func ungrouped(_ bytes: [UInt8], by mark: UInt8) -> [UInt8]? {
        let groups = bytes.split(separator: mark, omittingEmptySubsequences: false)
        guard let first = groups.first, (1...3).contains(first.count), first.first != 0x30 || groups.count == 1,
            groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
        return Array(groups.joined())
    }

    private init(
        isNegative: Bool,
        whole: [UInt8],
        decimals: [UInt8],
        scale: Int,
        typed: String
    ) throws(CivicError) {
        precondition((0...Limits.decimalScaleMax).contains(scale), "a decimal has 0 to 9 decimals")
        let digits = whole + decimals
        guard !whole.isEmpty, digits.allSatisfy({ digitValue($0) != nil }) else { throw .decimal(typed: typed) }
        guard decimals.count <= scale else { throw .decimalScale(typed: typed, max: scale) }
        let filled = digits + Array(repeating: 0x30, count: scale - decimals.count)
        let counted = filled.drop { $0 == 0x30 }
        guard counted.count <= Limits.decimalDigitsMax else { throw .decimalTooLarge(typed: typed) }
        var value: Int128 = 0
        for digit in counted { value = value * 10 + Int128(digitValue(digit) ?? 0) }
        self.init(trusted: isNegative ? -value : value, scale)
    }

    // MARK: Writing

    /// `-1250.50`: a dot, and all decimals of the scale.
    package var text: String { written(point: 0x2E, group: nil) }

    /// `-1250,50`: what a form is filled in with again; it is read the same at any scale.
    package var typing: String { written(point: 0x2C, group: nil) }

    func written(point: UInt8, group: UInt8?) -> String {
        var reversed: [UInt8] = []
        var rest = significand.magnitude
        var count = 0
        while rest > 0 || count <= scale {
            if count == scale, scale > 0 { reversed.append(point) }
            if let group, count > scale, (count - scale) % 3 == 0 { reversed.append(group) }
            reversed.append(UInt8(0x30 + rest % 10))
            rest /= 10
            count += 1
        }
        if significand < 0 { reversed.append(0x2D) }
        return String(decoding: reversed.reversed(), as: UTF8.self)
    }

    // MARK: Rounding and comparing

    /// With other decimals; half is rounded away from zero, as amounts are in trade.
    package func rounded(to scale: Int) -> ExactDecimal? {
        guard (0...Limits.decimalScaleMax).contains(scale) else { return nil }
        if scale >= self.scale {
            return ExactDecimal(significand: significand * Self.power(scale - self.scale), scale: scale)
        }
        return ExactDecimal(significand: Self.divide(significand, by: Self.power(self.scale - scale)), scale: scale)
    }

    private static func divide(_ value: Int128, by divisor: Int128) -> Int128 {
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
        guard rest.magnitude >= divisor.magnitude - rest.magnitude else { return quotient }
        return quotient + ((value < 0) == (divisor < 0) ? 1 : -1)
    }

    /// Both significands at the larger of the two scales; they stay below 10^37.
    private func aligned(_ other: ExactDecimal) -> (Int128, Int128) {
        let common = max(scale, other.scale)
        return (significand * Self.power(common - scale), other.significand * Self.power(common - other.scale))
    }

    /// The whole rupiah nearest to it, half away from zero; nil beyond ``Limits/rupiahMax``.
    package var rupiah: Rupiah? {
        guard let whole = rounded(to: 0)?.significand, whole.magnitude <= UInt128(Limits.rupiahMax) else { return nil }
        return Rupiah(Int64(whole))
    }
}

extension ExactDecimal: Hashable, Comparable {
    /// Without zeros at the end.
    private var least: (Int128, Int) {
        var (value, scale) = (significand, scale)
        while scale > 0, value % 10 == 0 { (value, scale) = (value / 10, scale - 1) }
        return (value, scale)
    }

    package static func == (left: ExactDecimal, right: ExactDecimal) -> Bool { left.least == right.least }
    package func hash(into hasher: inout Hasher) {
        let (value, scale) = least
        hasher.combine(value)
        hasher.combine(scale)
    }
    package static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        let (a, b) = left.aligned(right)
        return a < b
    }
}

extension ExactDecimal: TypedValue, SpelledAsText {
    package var spelled: String { text }

    /// Reads the canonical text.
    package init(spelled: String) throws(CivicError) {
        let decimals = spelled.utf8.split(separator: 0x2E, maxSplits: 1).dropFirst().first?.count ?? 0
        try self.init(canonical: spelled, scale: min(decimals, Limits.decimalScaleMax))
    }

    /// Reads what people type, with as many decimals as they typed.
    package init(typed: String) throws(CivicError) {
        let read = try ExactDecimal(typed: typed, scale: Limits.decimalScaleMax)
        let (value, scale) = read.least
        self.init(trusted: value, scale)
    }

    /// Reads a text in canonical form, or a JSON number as it is written there.
    package init(canonical: JSON) throws(CivicError) {
        try self.init(canonical: canonical, scale: nil)
    }

    /// The same with at most so many decimals, filled up to them.
    package init(canonical: JSON, scale: Int?) throws(CivicError) {
        guard canonical.string != nil || canonical.double != nil else { throw .notText }
        // A JSON number is printed with the shortest digits that mean it: 0.1 is "0.1".
        let text = canonical.string ?? canonical.text
        if let scale { try self.init(canonical: text, scale: scale) } else { try self.init(spelled: text) }
    }

    /// `1.250,50`, in English `1,250.50`.
    package func display(_ formats: Formats) -> String {
        formats.language == .id ? written(point: 0x2C, group: 0x2E) : written(point: 0x2E, group: 0x2C)
    }
}
