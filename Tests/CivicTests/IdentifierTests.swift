import Civic
import Foundation
import Testing

@Suite struct Identifiers {
    @Test(arguments: ["category", "road_damage", "a", "step2_b", String(repeating: "x", count: 64)])
    func `an element id is snake case`(_ text: String) throws {
        #expect(try FieldID(text).text == text)
    }

    @Test(arguments: [
        "", "Road", "road-damage", "_road", "road_", "road__damage", "2road", "jalan rusak", "é",
        String(repeating: "x", count: 65),
    ])
    func `a misspelled element id is refused with its kind of spelling`(_ text: String) {
        #expect(throws: CivicError.identifier(typed: text, spelling: .snake)) { try FieldID(text) }
    }

    @Test(arguments: ["laksa", "darurat-112", "pks"]) func `an application id is kebab case`(_ text: String) throws {
        #expect(try AppID(text).description == text)
    }

    @Test(arguments: ["Laksa", "izin_usaha", "-a", "a-", "a--b", "112", ""])
    func `a misspelled application id is refused`(_ text: String) {
        #expect(throws: CivicError.identifier(typed: text, spelling: .kebab)) { try AppID(text) }
    }

    @Test func `an id codes as plain text, as a key too`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let map: [FieldID: AgencyID] = ["category": "dpupr", "area": "dlh"]
        let bytes = try encoder.encode(map)
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"area":"dlh","category":"dpupr"}"#)
        #expect(try JSONDecoder().decode([FieldID: AgencyID].self, from: bytes) == map)
        #expect(throws: CivicError.self) { try JSONDecoder().decode(AppID.self, from: Data(#""Not An Id""#.utf8)) }
    }

    @Test func `ids sort by their text`() {
        let ids: [StateID] = ["verified", "answered", "closed"]
        #expect(ids.sorted() == ["answered", "closed", "verified"])
    }

    @Test func `a misspelled id in the program stops it`() async {
        await #expect(processExitsWith: .failure) { _ = AppID(stringLiteral: "Not An Id") }
    }
}

@Suite struct Texts {
    @Test func `a text that nobody translated is shown in Indonesian`() {
        #expect(LocalizedText(id: "Jalan rusak").text(.en) == "Jalan rusak")
        #expect(LocalizedText(id: "Jalan rusak", en: "Broken road").text(.en) == "Broken road")
        #expect(LocalizedText(id: "Jalan rusak", en: "Broken road").text(.id) == "Jalan rusak")
    }

    @Test func `a text without Indonesian is no text`() {
        #expect(LocalizedText(texts: [.en: "Broken road"]) == nil)
        #expect(LocalizedText(texts: [.id: "Jalan rusak"]) == "Jalan rusak")
    }
}

@Suite struct CaseIDs {
    @Test func `an id is written in 26 characters of Crockford's alphabet`() {
        #expect(CaseID(random: (0, 0)).text == "00000000000000000000000000")
        #expect(CaseID(random: (.max, .max)).text == "7zzzzzzzzzzzzzzzzzzzzzzzzz")
        #expect(CaseID(random: (0, 31)).text == "0000000000000000000000000z")
        #expect(CaseID(random: (1, 0)).text == "0000000000000g000000000000")
    }

    @Test func `what is written is read back, and sorts as the bits do`() {
        Property(runs: 2_000).check({ ($0.next(), $0.next(), $0.next(), $0.next()) }) { bits in
            let (a, b) = (CaseID(random: (bits.0, bits.1)), CaseID(random: (bits.2, bits.3)))
            if (try? CaseID(a.text)) != a || (try? CaseID(a.text.uppercased())) != a { return "\(a) is not read back" }
            return (a < b) == (a.text < b.text) ? nil : "\(a) and \(b) sort differently as text"
        }
    }

    @Test func `letters that look like digits are forgiven`() throws {
        #expect(try CaseID("00000000000000000000oOiIlL") == CaseID("00000000000000000000001111"))
    }

    @Test(arguments: [
        "", "0", "80000000000000000000000000", "0000000000000000000000000u", "000000000000000000000000000",
    ])
    func `anything else is refused`(_ text: String) {
        #expect(throws: CivicError.caseID(typed: text)) { try CaseID(text) }
    }
}

@Suite struct CaseNumbers {
    @Test func `a number is written with six digits or more`() {
        #expect(CaseNumber(prefix: "LAKSA", year: 2026, serial: 123).text == "LAKSA-2026-000123")
        #expect(CaseNumber(prefix: "LAKSA", year: 2026, serial: 1_234_567).text == "LAKSA-2026-1234567")
    }

    @Test(arguments: [
        "LAKSA-2026-000123", "laksa-2026-000123", " laksa 2026 123 ", "Laksa/2026/123", "LAKSA–2026–000123",
        "laksa2026000123", "LAKSA.2026.000123",
    ])
    func `a number is read however it is typed`(_ typed: String) throws {
        #expect(try CaseNumber(typed) == CaseNumber(prefix: "LAKSA", year: 2026, serial: 123))
    }

    @Test func `a prefix may have hyphens`() throws {
        #expect(try CaseNumber("surat-tugas-2026-7") == CaseNumber(prefix: "SURAT-TUGAS", year: 2026, serial: 7))
    }

    @Test(arguments: [
        "", "LAKSA", "2026-000123", "LAKSA-2026", "LAKSA-26-000123", "LAKSA-2026-0", "LAKSA-2026-12a", "LAKSA-1800-1",
        "LAKSA-2026-1234567890123", "LÄKSA-2026-1", "LAKSA2026", "LAKSA-٢٠٢٦-000123",
    ])
    func `a number that is none is refused`(_ typed: String) {
        #expect(throws: CivicError.caseNumber(typed: typed)) { try CaseNumber(typed) }
    }

    @Test func `numbers sort by year and serial`() {
        let (a, b) = (CaseNumber(prefix: "A", year: 2025, serial: 9), CaseNumber(prefix: "A", year: 2026, serial: 1))
        #expect(a < b)
    }
}

@Suite struct Digests {
    let hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    @Test func `a digest is read from and written as hexadecimal digits`() throws {
        let digest = try #require(Digest(hex: hex))
        #expect(digest.hex == hex)
        #expect(digest.bytes.count == 32)
        #expect(digest.bytes.first == 0xE3)
        #expect(digest.bytes.last == 0x55)
        #expect(Digest(digest.bytes) == digest)
        #expect(Digest(hex: hex.uppercased()) == digest)
        #expect(Digest.zero.bytes == [UInt8](repeating: 0, count: 32))
    }

    @Test func `another length or letter is no digest`() {
        #expect(Digest(hex: String(hex.dropLast())) == nil)
        #expect(Digest(hex: hex + "00") == nil)
        #expect(Digest(hex: "g" + hex.dropFirst()) == nil)
        #expect(Digest([UInt8](repeating: 1, count: 31)) == nil)
        #expect(Digest([UInt8](repeating: 1, count: 33)) == nil)
    }
}
