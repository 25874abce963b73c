import Civic
import Definition

/// What an act on an agreement must satisfy beside the workflow: the same for our own acts and for those of the other party.
struct ActRules: Sendable {
    let catalogue: Catalogue

    /// A text with which an agreement starts.
    ///
    /// `side`: on which the one who starts it stands.
    func checkStart(_ text: AgreementText, id: CaseID, kind: AgreementText.Kind, from: RegionCode, to: RegionCode)
        throws(Wrong) -> Side
    {
        guard text.agreement == id, text.kind == kind else { throw Self.otherAgreement }
        guard let side = text.side(of: from), text.side(of: to) == side.other else {
            throw Wrong(
                "parties.others",
                id: "Naskah menyebut pihak lain daripada kedua pemerintah daerah ini.",
                en: "The text names parties other than these two governments."
            )
        }
        try check(draft: text)
        return side
    }

    /// An action with its answers on the agreement as it stands.
    ///
    /// `side`: who acts.
    func check(_ action: ActionID, _ answers: [FieldID: JSON], on file: AgreementFile, by side: Side) throws(Wrong) {
        switch action.text {
        case "revise": try checkRevision(answers["revision"], on: file)
        case "request_review": try check(draft: file.text)
        case "finalise": try checkFinal(answers, on: file)
        default: break
        }
        if let json = answers[AgreementFile.party(side)] {
            let signing = try PartySigning(json, "signing")
            if file.kind == .understanding, case .attorney = signing.authority {
                throw Wrong(
                    "final.attorney",
                    id: "Kesepakatan Bersama ditandatangani kepala daerah sendiri.",
                    en: "An MoU is signed by the head of the region in person."
                )
            }
        }
        if let json = answers[AgreementFile.signature(side)] {
            let signature = try AgreementSignature(json: json)
            guard signature.side == side else { throw Self.otherSide }
            try signature.check(file.text)
        }
        if answers[AgreementFile.party(side.other)] != nil || answers[AgreementFile.signature(side.other)] != nil {
            throw Self.otherSide
        }
    }

    private func checkRevision(_ json: JSON?, on file: AgreementFile) throws(Wrong) {
        guard let json else { throw JSONMembers.broken("revision") }
        let text = try AgreementText(json: json)
        guard text.agreement == file.id, text.kind == file.kind,
            Side.allCases.allSatisfy({ text.party($0).government == file.text.party($0).government }),
            text.framework == file.text.framework
        else { throw Self.otherAgreement }
        try check(draft: text)
    }

    private func checkFinal(_ answers: [FieldID: JSON], on file: AgreementFile) throws(Wrong) {
        guard let json = answers["final"] else { throw JSONMembers.broken("final") }
        let text = try AgreementText(json: json)
        guard let closing = text.final, let first = file.signings[.provider], let second = file.signings[.adopter]
        else {
            throw Wrong("final.missing", id: "Naskah belum final.", en: "The text is not final yet.")
        }
        guard try file.text.finalised(provider: first, adopter: second, closing: closing) == text else {
            throw Wrong(
                "final.differs",
                id: "Naskah final berbeda dari naskah yang ditelaah kedua pihak.",
                en: "The final text differs from the one that both sides reviewed."
            )
        }
        guard answers["ends_on"]?.string == closing.endsOn.iso else {
            throw Wrong(
                "final.end-date",
                id: "Tanggal berakhir tidak cocok dengan jangka waktu dalam naskah.",
                en: "The end date does not fit the term in the text."
            )
        }
    }

    /// A draft in itself, and its annex against what the catalogue knows of national systems.
    private func check(draft text: AgreementText) throws(Wrong) {
        try text.checkDraft()
        for line in text.annex {
            guard let known = catalogue[line.app]?.nationalNote, known.relation == .replaced else { continue }
            guard let note = line.national, note.system == known.system, note.relation == .replaced, note.isAllowed
            else {
                throw Wrong(
                    "annex.replaced-nationally",
                    id:
                        "\(line.name) sudah digantikan sistem nasional \(known.system); tanpa pengecualian tertulis ia tidak dapat masuk lampiran.",
                    en:
                        "\(line.name) is replaced by the national system \(known.system); without a written exception it can't enter the annex."
                )
            }
        }
    }

    private static let otherAgreement = Wrong(
        "document.other-agreement",
        id: "Naskah ini milik perjanjian lain.",
        en: "This text belongs to another agreement."
    )
    private static let otherSide = Wrong(
        "act.other-side",
        id: "Bagian ini hanya boleh diisi pihak yang bersangkutan.",
        en: "Only the party itself may fill in this part."
    )
}
