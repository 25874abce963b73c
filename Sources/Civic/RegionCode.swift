/// A level of the administrative tree.
package enum RegionLevel: Int, CaseIterable, Sendable, Comparable, Codable {
    case province = 1
    case regency, district, village

    package static func < (left: RegionLevel, right: RegionLevel) -> Bool { left.rawValue < right.rawValue }

    /// Length of a code of this level, dots included.
    var codeLength: Int {
        switch self {
        case .province: 2
        case .regency: 5
        case .district: 8
        case .village: 13
        }
    }
}

/// A region's code as Kemendagri assigns it: `36`, `36.71`, `36.71.01`, `36.71.01.1001`.
package struct RegionCode: Hashable, Sendable {
    package let text: String
    package let level: RegionLevel

    /// Accepts codes with or without dots, with blanks around them.
    package init(_ text: String) throws(CivicError) {
        guard let code = Self.parse(text) else { throw .regionCode(typed: text) }
        self = code
    }

    private init(text: String, level: RegionLevel) { (self.text, self.level) = (text, level) }

    private static func parse(_ text: String) -> RegionCode? {
        if let level = dotted(text.utf8) { return RegionCode(text: text, level: level) }
        let digits = trimmed(text).utf8.filter { $0 != 0x2E }
        guard [2, 4, 6, 10].contains(digits.count) else { return nil }
        var bytes: [UInt8] = []
        for (index, digit) in digits.enumerated() {
            if index == 2 || index == 4 || index == 6 { bytes.append(0x2E) }
            bytes.append(digit)
        }
        guard let level = dotted(bytes) else { return nil }
        // Dots that stood elsewhere ("3.671") are a slip, not a spelling.
        let typed = trimmed(text)
        guard !typed.utf8.contains(0x2E) || typed == String(decoding: bytes, as: UTF8.self) else { return nil }
        return RegionCode(text: String(decoding: bytes, as: UTF8.self), level: level)
    }

    /// The level of a code in canonical spelling; nil when it is not one.
    private static func dotted(_ bytes: some Sequence<UInt8>) -> RegionLevel? {
        var position = 0
        var nonZero = false
        for byte in bytes {
            if position == 2 || position == 5 || position == 8 {
                guard byte == 0x2E, nonZero else { return nil }
                nonZero = false
            } else {
                guard let digit = digitValue(byte), position > 0 || digit > 0 else { return nil }
                nonZero = nonZero || digit > 0
            }
            position += 1
            if position > 13 { return nil }
        }
        guard nonZero else { return nil }
        return RegionLevel.allCases.first { $0.codeLength == position }
    }

    /// The region that this one lies in; nil for a province.
    package var parent: RegionCode? {
        RegionLevel(rawValue: level.rawValue - 1).map { ancestor(at: $0) } ?? nil
    }

    /// The code of a level above (or its own); nil for a level below.
    package func ancestor(at other: RegionLevel) -> RegionCode? {
        guard other <= level else { return nil }
        return other == level ? self : RegionCode(text: String(text.prefix(other.codeLength)), level: other)
    }

    /// True for the region itself and all below it.
    package func contains(_ other: RegionCode) -> Bool {
        level <= other.level && other.text.utf8.starts(with: text.utf8)
    }

    /// True for a village that is a part of the city's administration (4th part begins with 1).
    package var isKelurahan: Bool { level == .village && text.utf8.dropFirst(9).first == 0x31 }

    /// True for a village that governs itself (4th part begins with 2; 14 codes with 3 count as desa too).
    package var isDesa: Bool { level == .village && !isKelurahan }

    /// True for a kota, false for a kabupaten and for other levels (2nd part from 71 on).
    package var isKota: Bool { level == .regency && text.utf8.dropFirst(3).first.map { $0 >= 0x37 } == true }

    /// Without dots, as NIK and statistics write it.
    package var digits: String { text.filter { $0 != "." } }
}

extension RegionCode: Comparable, SpelledAsText, ExpressibleByStringLiteral {
    /// By bytes: a region stands before all that lies in it.
    package static func < (left: RegionCode, right: RegionCode) -> Bool { left.text < right.text }
    package var spelled: String { text }
    package init(spelled: String) throws(CivicError) { try self.init(spelled) }

    package init(stringLiteral value: String) {
        guard let code = Self.parse(value) else {
            preconditionFailure("a region code in the program is misspelled: \(value)")
        }
        self = code
    }
}
