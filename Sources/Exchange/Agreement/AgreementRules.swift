import Civic
import Definition

/// What makes a text fit to be drafted, made final and signed.
extension AgreementText {
    /// Everything that a draft must already hold.
    ///
    /// Throws the first thing that it does not.
    package func checkDraft() throws(Wrong) {
        guard provider.government != adopter.government else {
            throw Wrong(
                "parties.same",
                id: "Kedua pihak adalah pemerintah daerah yang sama.",
                en: "Both parties are the same government."
            )
        }
        try required(subject, "subject", id: "Tulis pokok kerja sama.", en: "Write what the cooperation is about.")
        guard !clauses.isEmpty else {
            throw Wrong("clauses.none", id: "Naskah belum memuat pasal.", en: "The text has no articles yet.")
        }
        var ids: Set<String> = []
        for clause in clauses {
            try required(
                clause.heading,
                "clause.heading",
                id: "Sebuah pasal belum berjudul.",
                en: "An article has no heading."
            )
            guard ids.insert(clause.id).inserted else {
                throw Wrong(
                    "clause.twice",
                    id: "Pasal \"\(clause.id)\" ada dua kali.",
                    en: "The article \"\(clause.id)\" is there twice."
                )
            }
            for paragraph in clause.paragraphs {
                try required(
                    paragraph,
                    "clause.empty",
                    id: "Pasal \"\(clause.heading)\" memuat ayat kosong.",
                    en: "The article \"\(clause.heading)\" has an empty paragraph."
                )
            }
        }
        switch kind {
        case .understanding:
            guard annex.isEmpty, framework == nil else {
                throw Wrong(
                    "annex.in-understanding",
                    id: "Lampiran aplikasi termasuk dalam PKS, bukan dalam Kesepakatan Bersama.",
                    en: "An annex of applications belongs into a PKS, not into an MoU."
                )
            }
        case .cooperation: try checkAnnex()
        }
        if final != nil {
            throw Wrong("draft.final", id: "Naskah ini sudah final.", en: "This text is final already.")
        }
    }

    private func required(_ text: String, _ code: String, id: String, en: String) throws(Wrong) {
        if text.allSatisfy(\.isWhitespace) { throw Wrong(code, id: id, en: en) }
    }

    private func checkAnnex() throws(Wrong) {
        guard framework != nil else {
            throw Wrong(
                "framework.missing",
                id: "PKS memerlukan Kesepakatan Bersama yang berlaku.",
                en: "A PKS needs an MoU in force."
            )
        }
        guard !annex.isEmpty else {
            throw Wrong(
                "annex.empty",
                id: "Pilih sedikitnya satu aplikasi untuk lampiran.",
                en: "Choose at least one application for the annex."
            )
        }
        var seen: Set<AppID> = []
        for line in annex {
            guard seen.insert(line.app).inserted else {
                throw Wrong(
                    "annex.twice",
                    id: "\(line.name) ada dua kali dalam lampiran.",
                    en: "\(line.name) is in the annex twice."
                )
            }
            if let national = line.national, !national.isAllowed {
                throw Wrong(
                    "annex.replaced-nationally",
                    id:
                        "\(line.name) sudah digantikan sistem nasional \(national.system); tanpa pengecualian tertulis ia tidak dapat masuk lampiran.",
                    en:
                        "\(line.name) is replaced by the national system \(national.system); without a written exception it can't enter the annex."
                )
            }
        }
    }

    /// The final text: the draft with what the parties gave, and when and for how long it holds.
    package func finalised(provider first: PartySigning, adopter second: PartySigning, closing: Closing) throws(Wrong)
        -> AgreementText
    {
        try checkDraft()
        var text = self
        text.provider.signing = first
        text.adopter.signing = second
        text.final = closing
        try text.checkFinal()
        return text
    }

    /// Everything that a text must hold before anybody signs it.
    package func checkFinal() throws(Wrong) {
        guard let final else {
            throw Wrong("final.missing", id: "Naskah belum final.", en: "The text is not final yet.")
        }
        guard final.from <= final.last else {
            throw Wrong(
                "final.term",
                id: "Hari terakhir lebih awal daripada hari pertama.",
                en: "The last day is before the first."
            )
        }
        guard final.last.daysSinceEpoch - final.from.daysSinceEpoch <= Limits.termYearsMax * 366 else {
            throw Wrong(
                "final.too-long",
                id: "Jangka waktu paling lama \(Limits.termYearsMax) tahun.",
                en: "The term is at most \(Limits.termYearsMax) years."
            )
        }
        for side in Side.allCases {
            guard let signing = party(side).signing else {
                throw Wrong(
                    "final.signatory",
                    id: "\(party(side).name) belum menetapkan nomor dan penanda tangan.",
                    en: "\(party(side).name) has not given its number and signatory yet."
                )
            }
            if kind == .understanding, case .attorney = signing.authority {
                throw Wrong(
                    "final.attorney",
                    id: "Kesepakatan Bersama ditandatangani kepala daerah sendiri; surat kuasa hanya untuk PKS.",
                    en: "An MoU is signed by the heads themselves; a power of attorney covers a PKS only."
                )
            }
        }
        var draft = self
        draft.provider.signing = nil
        draft.adopter.signing = nil
        draft.final = nil
        try draft.checkDraft()
    }

    /// Articles whose words differ from the standard ones: a legal officer looks at these first.
    package func changedClauses(from standard: [Clause]) -> [String] {
        let known = Dictionary(standard.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let kept = Set(clauses.map(\.id))
        return clauses.filter { known[$0.id] != $0 }.map(\.id) + standard.map(\.id).filter { !kept.contains($0) }
    }
}
