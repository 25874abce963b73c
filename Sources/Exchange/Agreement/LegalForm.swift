import Civic
package import Definition

/// An agreement as Indonesian practice prints it: headline, numbers, opening with the day in words, parties, articles,
/// closing, signatures, annex.
///
/// Everything is text; a page only sets it.
package struct LegalForm: Hashable, Sendable {
    /// The lines of the headline, each centred: "KESEPAKATAN BERSAMA", "ANTARA", …
    /// .
    package let headline: [String]
    /// "NOMOR: 134.4/12-KSD/2026", the first party's first; a dotted line where it is not given yet.
    package let numbers: [String]
    package let opening: String
    package let parties: [PartyLines]
    package let together: String
    package let considerations: [String]
    package let basis: String
    package let legal: [String]
    package let agreed: String
    package let articles: [Article]
    package let closing: String
    package let signatures: [SignatureBlock]
    package let annexHeadline: [String]

    package struct PartyLines: Hashable, Sendable {
        package let name: String
        package let text: String
    }

    package struct Article: Hashable, Sendable {
        package let id: String
        /// "Pasal 1".
        package let number: String
        package let heading: String
        /// Numbered "(1)" where there are several.
        package let paragraphs: [String]
    }

    package struct SignatureBlock: Hashable, Sendable {
        package let side: Side
        /// "PIHAK KESATU".
        package let party: String
        package let title: String
        package let name: String
    }

    private static let blank = "…………………………"

    package init(_ text: AgreementText) {
        let word = text.kind == .understanding ? "Kesepakatan Bersama" : "Perjanjian Kerja Sama"
        let fill = Filling(text)
        headline = [
            word.uppercased(), "ANTARA", text.provider.name.uppercased(), "DENGAN", text.adopter.name.uppercased(),
            "TENTANG",
            text.subject.uppercased(),
        ]
        numbers = Side.allCases.map { "NOMOR: " + (text.party($0).signing?.number ?? Self.blank) }
        let day = text.final.map { DateWords.opening($0.date) } ?? Self.blank
        let place = text.final?.place ?? Self.blank
        opening = "Pada hari ini, \(day), bertempat di \(place), kami yang bertanda tangan di bawah ini:"
        parties = Side.allCases.map { Self.lines(text.party($0), $0) }
        together =
            "PIHAK KESATU dan PIHAK KEDUA secara bersama-sama disebut PARA PIHAK, terlebih dahulu menerangkan hal-hal sebagai berikut:"
        considerations = text.considerations.map(fill.in)
        basis = "Dengan memperhatikan:"
        legal = text.legal.map(fill.in)
        agreed =
            "PARA PIHAK sepakat mengadakan \(word) tentang \(text.subject), dengan ketentuan sebagai berikut:"
        articles = text.clauses.enumerated().map { index, clause in
            let paragraphs = clause.paragraphs.map(fill.in)
            return Article(
                id: clause.id,
                number: "Pasal \(index + 1)",
                heading: clause.heading,
                paragraphs: paragraphs.count == 1
                    ? paragraphs : paragraphs.enumerated().map { "(\($0 + 1)) \($1)" }
            )
        }
        closing =
            "Demikian \(word) ini dibuat dan ditandatangani secara elektronik oleh PARA PIHAK pada hari dan tanggal tersebut di atas; naskah yang tersimpan dalam buku masing-masing pihak mempunyai kekuatan hukum yang sama."
        signatures = Side.allCases.map { side in
            let party = text.party(side)
            return SignatureBlock(
                side: side,
                party: side.partyWord,
                title: (party.signing?.title ?? party.head).uppercased(),
                name: party.signing?.name ?? Self.blank
            )
        }
        annexHeadline =
            text.annex.isEmpty
            ? []
            : [
                "LAMPIRAN", word.uppercased(),
                "ANTARA \(text.provider.name.uppercased()) DENGAN \(text.adopter.name.uppercased())",
                "TENTANG \(text.subject.uppercased())",
            ]
    }

    private static func lines(_ party: Party, _ side: Side) -> PartyLines {
        let name = party.signing?.name ?? blank
        let title = party.signing?.title ?? party.head
        var authority = ""
        if case .attorney(let number, let date)? = party.signing?.authority {
            authority = " berdasarkan Surat Kuasa \(party.head) Nomor \(number) tanggal \(DateWords.plain(date)),"
        }
        return PartyLines(
            name: name.uppercased(),
            text:
                "\(title), berkedudukan di \(party.seat), dalam hal ini bertindak untuk dan atas nama \(party.name),\(authority) selanjutnya disebut \(side.partyWord)."
        )
    }

    /// Fills the slots of clauses; an unknown slot stays as it is written, for everybody to see.
    private struct Filling {
        let values: [String: String]

        init(_ text: AgreementText) {
            var values = text.variables
            values["subject"] = text.subject
            values["provider_seat"] = text.provider.seat
            values["adopter_seat"] = text.adopter.seat
            values["from"] = text.final.map { DateWords.plain($0.from) } ?? LegalForm.blank
            values["last"] = text.final.map { DateWords.plain($0.last) } ?? LegalForm.blank
            if let framework = text.framework {
                values["framework_provider_number"] = framework.providerNumber
                values["framework_adopter_number"] = framework.adopterNumber
                values["framework_date"] = DateWords.plain(framework.date)
            }
            self.values = values
        }

        func `in`(_ template: String) -> String {
            var result = ""
            var rest = template[...]
            while let open = rest.firstIndex(of: "{") {
                result += rest[..<open]
                rest = rest[open...]
                guard let close = rest.firstIndex(of: "}"),
                    let value = values[String(rest[rest.index(after: open)..<close])]
                else {
                    result.append("{")
                    rest = rest.dropFirst()
                    continue
                }
                result += value
                rest = rest[rest.index(after: close)...]
            }
            return result + rest
        }
    }
}
