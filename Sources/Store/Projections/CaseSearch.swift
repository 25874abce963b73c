import Civic
import Engine

/// Finds cases by number and by words that were written in them.
///
/// For staff: it holds free text, without the numbers that name somebody (`IdentityNumbers` finds those).
package struct CaseSearch: Projection {
    package static let name = "case_search"
    package static let version = 4
    package static let followsContent = true
    package static let tables: [Table] = []
    package static let questions: [Statement] = []
    package static let changes: [Statement] = []

    package init() {}

    package func create(on connection: any Connection) throws { try connection.search.create() }

    package func drop(on connection: any Connection) throws {
        try connection.search.drop()
    }

    package func dumps(on connection: any Connection) throws -> [(table: String, rows: any RowCursor)] {
        [("case_search", try connection.search.dump())]
    }

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        for change in net(changes) {
            guard let state = change.after else { continue }
            let body = text(of: state, change.last.content)
            let (id, number) = (Self.id(of: state.number), state.number.text)
            guard let before = change.before else {
                try connection.search.add(id: id, number: number, body: body)
                continue
            }
            if text(of: before, change.first.contentBefore) == body { continue }
            try connection.search.put(id: id, number: number, body: body)
        }
    }

    /// The row of a case in the index: its number as a whole number, for the index knows rows by number only.
    static func id(of number: CaseNumber) -> Int64 {
        // Prefix, year and serial in 63 bits: a hash of the prefix (20), the year (12), the serial (31).
        var prefix: UInt64 = 14_695_981_039_346_656_037
        for byte in number.prefix.utf8 { prefix = (prefix ^ UInt64(byte)) &* 1_099_511_628_211 }
        // FNV leaves what differs in a last letter in its low bits; mixed (MurmurHash3), every letter reaches the bits that are kept.
        prefix = (prefix ^ prefix >> 33) &* 0xff51_afd7_ed55_8ccd
        prefix = (prefix ^ prefix >> 33) &* 0xc4ce_b9fe_1a85_ec53
        prefix ^= prefix >> 33
        return Int64(prefix >> 44) << 43 | Int64(number.year & 0xFFF) << 31 | Int64(number.serial & 0x7FFF_FFFF)
    }

    /// Number, everything that was written, and the codes under which it was filed.
    private func text(of state: CaseState, _ content: CaseContent?) -> String {
        var parts = [state.number.text, state.category]
        if let content {
            for field in content.fields.keys.sorted() { collect(content.fields[field], into: &parts) }
            for version in content.reasons.keys.sorted() { parts.append(content.reasons[version] ?? "") }
            for version in content.notes.keys.sorted() { parts.append(content.notes[version] ?? "") }
        }
        let text = IdentityDigits.hidden(in: parts.joined(separator: "\n"))
        return text.utf8.count <= Limits.searchCharactersMax ? text : String(text.prefix(Limits.searchCharactersMax))
    }

    private func collect(_ json: JSON?, into parts: inout [String]) {
        if let text = json?.string {
            parts.append(text)
        } else if let landmark = json?["landmark"]?.string {
            parts.append(landmark)
        }
    }
}
