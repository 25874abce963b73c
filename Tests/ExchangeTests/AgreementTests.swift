import Civic
import Crypto
import Definition
import Exchange
import Node
import Testing

@Suite struct AgreementTests {
    private let keys = [Side.provider: Curve25519.Signing.PrivateKey(), Side.adopter: Curve25519.Signing.PrivateKey()]

    private func key(_ side: Side) throws -> Curve25519.Signing.PrivateKey { try #require(keys[side]) }

    private func draft() throws -> AgreementText {
        AgreementText(
            kind: .understanding,
            agreement: CaseID(random: (1, 2)),
            subject: "Pemanfaatan Aplikasi",
            provider: Party(
                government: "36.71",
                name: "Pemerintah Kota Tangerang",
                seat: "Tangerang",
                head: "Wali Kota Tangerang"
            ),
            adopter: Party(
                government: "32.15",
                name: "Pemerintah Kabupaten Karawang",
                seat: "Karawang",
                head: "Bupati Karawang"
            ),
            considerations: StandardClauses.understandingConsiderations,
            legal: StandardClauses.understandingLegal,
            clauses: StandardClauses.understanding,
            variables: [:]
        )
    }

    private func signing(_ side: Side, _ authority: PartySigning.Authority = .office) throws -> PartySigning {
        PartySigning(
            number: side == .provider ? "134.4/12-KSD/2026" : "134.4/87-KSD/2026",
            officer: "o\(side.rawValue)",
            name: "Pejabat Contoh \(side.rawValue)",
            title: side == .provider ? "Wali Kota Tangerang" : "Bupati Karawang",
            authority: authority,
            key: Array(try key(side).publicKey.rawRepresentation)
        )
    }

    private func final() throws -> AgreementText {
        try draft().finalised(
            provider: signing(.provider),
            adopter: signing(.adopter),
            closing: Closing(
                date: "2026-11-24",
                place: "Karawang",
                from: "2026-11-24",
                last: "2029-11-23"
            )
        )
    }

    private func signature(_ side: Side, under text: AgreementText, with key: Curve25519.Signing.PrivateKey) throws
        -> AgreementSignature
    {
        let signing = try #require(text.party(side).signing)
        return AgreementSignature(
            side: side,
            name: signing.name,
            title: signing.title,
            document: AgreementSignature.digest(text.canonical),
            at: Moment(milliseconds: 0),
            bytes: Array(try key.signature(for: text.canonical))
        )
    }

    @Test func `a text goes through JSON unchanged, and unknown parts are refused`() throws {
        let text = try final()
        #expect(try AgreementText(json: text.json) == text)
        #expect(try AgreementText(json: JSON(parsing: text.canonical)).canonical == text.canonical)
        var object = try #require(text.json.object)
        object["secret_clause"] = "Pihak Kedua membayar."
        #expect(throws: Wrong.self) { try AgreementText(json: .object(object)) }
    }

    @Test func `a named official's signature verifies over the canonical bytes`() throws {
        let text = try final()
        for side in Side.allCases {
            try signature(side, under: text, with: try key(side)).check(text)
        }
    }

    @Test func `a changed text, a foreign key, another person or the other side's signature does not verify`() throws {
        let text = try final()
        let good = try signature(.provider, under: text, with: try key(.provider))
        var changed = text
        changed.clauses[0].paragraphs[0] += " Dan seterusnya."
        #expect(code { try good.check(changed) } == "signature.other-text")
        let forged = try signature(.provider, under: text, with: try key(.adopter))
        #expect(code { try forged.check(text) } == "signature.wrong")
        let renamed = AgreementSignature(
            side: .provider,
            name: "Orang lain",
            title: good.title,
            document: good.document,
            at: good.at,
            bytes: good.bytes
        )
        #expect(code { try renamed.check(text) } == "signature.other-person")
        var flipped = good.bytes
        flipped[10] ^= 1
        let broken = AgreementSignature(
            side: .provider,
            name: good.name,
            title: good.title,
            document: good.document,
            at: good.at,
            bytes: flipped
        )
        #expect(code { try broken.check(text) } == "signature.wrong")
        let swapped = AgreementSignature(
            side: .adopter,
            name: good.name,
            title: good.title,
            document: good.document,
            at: good.at,
            bytes: good.bytes
        )
        #expect(code { try swapped.check(text) } == "signature.other-person")
    }

    @Test func `a final text needs both numbers, a term that runs forward and at most five years`() throws {
        let (first, second) = (try signing(.provider), try signing(.adopter))
        func closing(_ from: CivilDate, _ last: CivilDate) -> Closing {
            Closing(date: from, place: "Karawang", from: from, last: last)
        }
        #expect(
            code {
                try draft().finalised(provider: first, adopter: second, closing: closing("2026-11-24", "2026-11-23"))
            } == "final.term"
        )
        #expect(
            code {
                try draft().finalised(provider: first, adopter: second, closing: closing("2026-11-24", "2032-11-23"))
            } == "final.too-long"
        )
        #expect(code { try draft().checkFinal() } == "final.missing")
        let attorney = try signing(.provider, .attorney(number: "180/5-HUK/2026", date: "2026-11-02"))
        #expect(
            code {
                try draft().finalised(provider: attorney, adopter: second, closing: closing("2026-11-24", "2027-11-23"))
            } == "final.attorney"
        )
    }

    @Test func `the printed form has headline, numbers, the day in words, parties and numbered articles`() throws {
        let form = LegalForm(try final())
        #expect(
            form.headline == [
                "KESEPAKATAN BERSAMA", "ANTARA", "PEMERINTAH KOTA TANGERANG", "DENGAN", "PEMERINTAH KABUPATEN KARAWANG",
                "TENTANG",
                "PEMANFAATAN APLIKASI",
            ]
        )
        #expect(form.numbers == ["NOMOR: 134.4/12-KSD/2026", "NOMOR: 134.4/87-KSD/2026"])
        #expect(form.opening.contains("hari ini, Selasa, tanggal dua puluh empat, bulan November"))
        #expect(form.parties[1].text.contains("untuk dan atas nama Pemerintah Kabupaten Karawang"))
        #expect(form.parties[1].text.hasSuffix("selanjutnya disebut PIHAK KEDUA."))
        #expect(form.articles.first?.number == "Pasal 1")
        #expect(form.articles.first { $0.id == "term" }?.paragraphs.first?.contains("24 November 2026") == true)
        let slots = (form.considerations + form.articles.flatMap(\.paragraphs)).filter { $0.contains("{") }
        #expect(slots == [])
    }

    @Test func `a power of attorney stands in the opening of the party that uses it`() throws {
        var text = try final()
        text.adopter.signing = try signing(.adopter, .attorney(number: "180/5-HUK/2026", date: "2026-11-02"))
        #expect(
            LegalForm(text).parties[1].text.contains(
                "berdasarkan Surat Kuasa Bupati Karawang Nomor 180/5-HUK/2026 tanggal 2 November 2026"
            )
        )
    }

    @Test func `articles that differ from the standard text are named for the legal officer`() throws {
        var text = try draft()
        #expect(text.changedClauses(from: StandardClauses.clauses(.understanding)) == [])
        text.clauses[4].paragraphs = ["PIHAK KEDUA membayar biaya langganan."]
        text.clauses.removeLast()
        #expect(text.changedClauses(from: StandardClauses.clauses(.understanding)) == ["costs", "closing"])
    }

    @Test(arguments: ["", "  ", "tanpa angka", "134\n4", String(repeating: "1", count: 61)])
    func `a letter's number is one line with a digit`(typed: String) {
        #expect(throws: Wrong.self) { try PartySigning.checked(number: typed) }
    }
}

/// The code of what was wrong; nil where nothing was.
func code(_ body: () throws -> some Any) -> String? {
    do {
        _ = try body()
        return nil
    } catch let wrong as Wrong {
        return wrong.code
    } catch {
        return "\(error)"
    }
}
