package import Civic
import Definition
package import Engine

/// One document of a case as it is printed: the template filled with what the case held when it was issued, in the house style.
package struct OfficialLetter {
    package let government: GovernmentProfile
    package let plan: CompiledDefinition
    /// The case and what its boxes held when the document was issued.
    package let state: CaseState
    package let content: CaseContent
    package let document: StandingDocument
    package let signer: (name: String, title: String)
    package let note: LocalizedText
    /// Where anybody checks it.
    package let verify: String
    /// Shown before anything is decided: marked as a draft, without number, signature and QR.
    package let isDraft: Bool

    package init(
        government: GovernmentProfile,
        plan: CompiledDefinition,
        state: CaseState,
        content: CaseContent,
        document: StandingDocument,
        signer: (name: String, title: String),
        note: LocalizedText,
        verify: String,
        isDraft: Bool = false
    ) {
        self.government = government
        self.plan = plan
        self.state = state
        self.content = content
        self.document = document
        self.signer = signer
        self.note = note
        self.verify = verify
        self.isDraft = isDraft
    }

    /// The page to print.
    ///
    /// Throws a sentence where the definition has no such document any more.
    package func html() throws -> String {
        guard let element = plan.definition.documents[document.document.id] else {
            throw Fault.unusable("\(plan.definition.app) has no document \(document.document.id).")
        }
        let languages = [Language.id] + (state.language != .id ? [state.language] : [])
        let bodies = try languages.compactMap { language -> Letterhead.Body? in
            guard let html = element.template.html.texts[language] else { return nil }
            let values = try values(element, language)
            return Letterhead.Body(
                language: language,
                html: LetterTemplate(html).filled(values),
                values: try housed(values, element, language)
            )
        }
        let title = "\(element.name.text(.id)) \(isDraft ? Self.draft(.id) : document.document.number)"
        return Letterhead.html(.init(title: title, bodies: bodies, isDraft: isDraft))
    }

    /// What stands for the number of a letter that nobody has signed.
    private static func draft(_ language: Language) -> String {
        language == .id ? "(diberikan saat ditandatangani)" : "(given when it is signed)"
    }

    /// What templates may name.
    private func values(_ element: DocumentElement, _ language: Language) throws -> LetterValues {
        let formats = Formats(language: language, zone: government.zone)
        let agencies = government.agencyNames
        var values = LetterValues()
        for attribute in plan.definition.attributes {
            values[attribute.text] = state.attributes[attribute.text]?.string
        }
        for id in plan.fieldIDs {
            let answer = content.fields[id] ?? content.contact?.fields[id] ?? state.fields[id]
            if case .group(let inner)? = plan.field(id)?.type {
                values.values[id.text] = .rows(rows(answer, inner))
            } else {
                values[id.text] = plan.shown(answer, of: id, formats: formats, agencies: agencies)?.line
            }
        }
        let issued = document.document
        values["number"] = isDraft ? Self.draft(language) : issued.number
        values["date"] = formats.date(issued.day)
        values["valid_from"] = formats.date(issued.day)
        values["valid_until"] = issued.until.map { formats.date($0) }
        values["case_number"] = state.number.text
        values["case_date"] = formats.date(state.startedAt)
        values["app"] = plan.definition.name.text(language)
        values["government"] = government.name
        values["city"] = government.place
        values["agency"] = (agencies[issued.agency] ?? LocalizedText(id: issued.agency.text)).text(language)
        values["signer"] = signer.name
        values["signer_role"] = plan.definition.roles[element.signedBy]?.name.text(language)
        values["reason"] = content.reasons[document.version]
        values["replaces"] = issued.replaces
        // Without a line of its own an answer of that name stays what templates know it as.
        if let subject = element.subject { values["subject"] = LetterTemplate(subject.text(language)).plain(values) }
        return values
    }

    private func rows(_ answer: JSON?, _ inner: Keyed<FieldID, Field>) -> [LetterValues] {
        (answer?.array ?? []).map { row in
            var values = LetterValues()
            for id in inner.order { values[id.text] = row[id.text].map { $0.string ?? $0.text } }
            return values
        }
    }

    /// The house's own slots, and of the case's values only those that the letterhead names: a citizen's answer that happens to
    /// be called like one, `address` or `qr`, never stands in it.
    private func housed(_ values: LetterValues, _ element: DocumentElement, _ language: Language) throws -> LetterValues
    {
        var housed = LetterValues()
        for name in ["number", "reason", "replaces", "signer"] { housed[name] = values[name] }
        if element.subject != nil { housed["subject"] = values["subject"] }
        housed["title"] = element.name.text(language)
        housed["government_capitals"] = government.name.uppercased()
        housed["agency_capitals"] = values["agency"]?.uppercased()
        housed["date"] = "\(government.place), \(values["date"] ?? "")"
        housed["attachments"] = "–"
        housed["addressee"] = content.contact?.name ?? values["addressee"]
        housed["nature"] = element.nature.map { LetterTemplate($0.text(language)).plain(values) } ?? "Biasa"
        housed["signer_title"] = signer.title.isEmpty ? values["signer_role"] : signer.title
        housed["signer_unit"] = values["agency"]
        if !isDraft {
            housed["signed"] = "1"
            housed["legal_note"] = note.text(language)
            housed["verify"] = verify
            housed["qr"] = try QRCode(verify).svg(title: "QR")
        }
        housed["footer"] = government.name
        housed["has_copies"] = element.copies.isEmpty ? nil : "1"
        housed.values["copies"] = .rows(element.copies.map { LetterValues(["name": .text($0.text(language))]) })
        return housed
    }
}

extension GovernmentProfile {
    /// Where letters are written: the name without its kind.
    package var place: String {
        let words = name.split(separator: " ")
        guard words.count > 1, ["Kota", "Kabupaten", "Provinsi"].contains(String(words[0])) else { return name }
        return words.dropFirst().joined(separator: " ")
    }
}
