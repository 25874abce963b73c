/// A vehicle's number plate, Tanda Nomor Kendaraan Bermotor; personal, so it prints masked.
///
/// The usual form is letters of an area, one to four digits and up to three letters, `B 1234 XYZ`. It is known from practice only,
/// and soldiers, police and diplomats have others: those are taken with a ``Doubt``.
package struct PlateNumber: Hashable, Sendable {
    /// `B 1234 XYZ`; an unusual plate with its groups as typed, `CD 12 34`.
    package let text: String
    /// Letters of the area; nil for an unusual plate.
    package let area: String?

    /// Reads a plate in any case, with or without blanks, dots and hyphens.
    package init(typed: String) throws(CivicError) {
        var groups: [String] = [""]
        for scalar in trimmed(typed).unicodeScalars {
            switch scalar {
            case "A"..."Z", "0"..."9": groups[groups.count - 1].unicodeScalars.append(scalar)
            case "a"..."z": groups[groups.count - 1] += String(scalar).uppercased()
            case " ", "\t", "\u{A0}", ".", "-", "\u{2010}"..."\u{2014}": groups.append("")
            default: throw .plate
            }
        }
        groups.removeAll(where: \.isEmpty)
        let all = Array(groups.joined().utf8)
        guard (2...Limits.plateSignsMax).contains(all.count), all.contains(where: { digitValue($0) != nil }) else {
            throw .plate
        }
        // "CD 12 34": a number in two parts is a diplomat's.
        let isWhole = groups.count(where: { $0.utf8.contains { digitValue($0) != nil } }) == 1
        if isWhole, let usual = Self.usual(all) {
            (text, area) = usual
        } else {
            (text, area) = (groups.joined(separator: " "), nil)
        }
    }

    private static func usual(_ signs: [UInt8]) -> (text: String, area: String)? {
        let letters = signs.prefix { digitValue($0) == nil }
        let digits = signs.dropFirst(letters.count).prefix { digitValue($0) != nil }
        let ending = signs.dropFirst(letters.count + digits.count)
        guard (1...2).contains(letters.count), (1...4).contains(digits.count), digits.first != 0x30, ending.count <= 3,
            ending.allSatisfy({ digitValue($0) == nil })
        else { return nil }
        let parts = [letters, digits, ending].filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
        return (parts.joined(separator: " "), parts[0])
    }

    /// Areas as the traffic police assigned them, from public lists; a new one is only a doubt.
    private static let areas: Set<String> = Set(
        """
        A AA AB AD AE AG B BA BB BD BE BG BH BK BL BM BN BP D DA DB DC DD DE DG DH DK DL DM DN DP DR DS DT DW E EA EB ED F G
        H K KB KH KT KU L M N P PA PB PG PS PT PY R S T W Z
        """.split { $0 == " " || $0 == "\n" }.map(String.init)
    )

    /// The area, and bullets: `B ••••`.
    package var masked: String { (area ?? String(text.prefix(1))) + " ••••" }
}

extension PlateNumber: TypedValue, SpelledAsText {
    package var spelled: String { text }
    package var description: String { masked }
    package func display(_ formats: Formats) -> String { text }

    package func doubts(around surroundings: Surroundings) -> [Doubt] {
        guard let area else { return [.plateSpecial] }
        return Self.areas.contains(area) ? [] : [.plateArea]
    }
}
