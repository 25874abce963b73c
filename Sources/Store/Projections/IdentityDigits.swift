import Civic
import Engine

/// A number that names one person, family or company: NIK, KK, NPWP, NIB, NISN, NIP, a phone in E.164 without its plus.
///
/// Known by its length alone, so that the same answer is found whatever question asked for it, and a replay needs no definition.
package struct IdentityDigits: Hashable, Sendable {
    package let text: String

    /// NISN has 10 digits, NIB 13, NPWP 15 or 16, NIK and KK 16, NIP 18, a phone 10 to 15.
    private static let lengths = 10...18
    /// Runs in free text that are taken out of the search index: no price, year or house number is as long.
    static let hiddenInText = 13

    /// What an officer types; blanks, dots, hyphens and slashes are forgiven.
    ///
    /// Nil where it is no such number.
    package init?(typed: String) {
        let bare = typed.utf8.filter { !" .-/".utf8.contains($0) }
        if bare.first == UInt8(ascii: "+") || bare.starts(with: "08".utf8) {
            guard let phone = try? Phone(typed: typed) else { return nil }
            self.init(digits: Array(phone.e164.utf8.dropFirst()))
        } else {
            self.init(digits: bare)
        }
    }

    private init?(digits: [UInt8]) {
        guard Self.lengths.contains(digits.count), digits.allSatisfy(Self.isDigit) else { return nil }
        text = String(decoding: digits, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Every such number in what the boxes hold: a whole answer, at any depth, and long runs within what somebody wrote.
    static func all(in content: CaseContent?) -> Set<IdentityDigits> {
        var found: Set<IdentityDigits> = []
        guard let content else { return found }
        for answer in content.fields.values { collect(answer, into: &found) }
        for answer in content.contact?.fields.values ?? [:].values { collect(answer, into: &found) }
        for text in [content.contact?.phone].compactMap(\.self) { collect(.string(text), into: &found) }
        for text in content.reasons.values { collect(.string(text), into: &found) }
        for text in content.notes.values { collect(.string(text), into: &found) }
        return found
    }

    private static func collect(_ json: JSON, into found: inout Set<IdentityDigits>) {
        if let text = json.string {
            let bytes = Array(text.utf8)
            let whole = bytes.first == UInt8(ascii: "+") ? Array(bytes.dropFirst()) : bytes
            if let number = IdentityDigits(digits: whole) { found.insert(number) }
            for run in runs(in: bytes) {
                if let number = IdentityDigits(digits: Array(bytes[run])) { found.insert(number) }
            }
        } else if let items = json.array {
            for item in items { collect(item, into: &found) }
        } else if let members = json.object {
            for member in members.values { collect(member, into: &found) }
        }
    }

    /// Where long runs of digits stand.
    private static func runs(in bytes: [UInt8]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = 0
        for place in 0...bytes.count where place == bytes.count || !isDigit(bytes[place]) {
            if place - start >= hiddenInText { runs.append(start..<place) }
            start = place + 1
        }
        return runs
    }

    /// A text without the long runs of digits in it: the index of words is readable, so no citizen's number stands there.
    static func hidden(in text: String) -> String {
        let bytes = Array(text.utf8)
        let runs = runs(in: bytes)
        guard !runs.isEmpty else { return text }
        var kept: [UInt8] = []
        var next = 0
        for run in runs {
            kept += bytes[next..<run.lowerBound]
            next = run.upperBound
        }
        return String(decoding: kept + bytes[next...], as: UTF8.self)
    }
}
