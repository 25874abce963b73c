package import Civic
package import Definition

/// What a message needs beyond the case.
package struct NoticeSlots: Sendable {
    /// The address at which this reader follows the case.
    package let link: String
    package let government: String
    package let agencies: [AgencyID: LocalizedText]

    package init(link: String, government: String, agencies: [AgencyID: LocalizedText]) {
        self.link = link
        self.government = government
        self.agencies = agencies
    }
}

extension CompiledDefinition {
    /// The words of a notice for the citizen or for officers, made when it is sent; nil: the definition has no such notice.
    package func text(
        of notice: NoticeID,
        state: CaseState,
        content: CaseContent?,
        forCitizen: Bool,
        slots: NoticeSlots,
        formats: Formats
    ) -> String? {
        guard let element = definition.notices[notice] else { return nil }
        let language = formats.language
        return Template.fill(element.text.text(language)) { name in
            switch name {
            case "number": return state.number.text
            case "app": return definition.name.text(language)
            case "state": return stateName(state.state, forCitizen: forCitizen).text(language)
            case "agency": return slots.agencies[state.agency]?.text(language) ?? state.agency.text
            case "link": return slots.link
            case "government": return slots.government
            case "answer_due": return state.due.map { formats.dateTime($0) }
            case "bill_number": return state.bill()?.number.grouped
            case "bill_amount": return state.bill().map { formats.money($0.amount) }
            case "bill_due": return state.bill().map { formats.longDate($0.due) }
            case "reason": return content?.reasons.max { $0.key < $1.key }?.value
            default:
                guard let id = try? FieldID(name) else { return nil }
                let answer = state.fields[id] ?? content?.fields[id]
                return shown(answer, of: id, formats: formats, agencies: slots.agencies)?.line
            }
        }
    }
}
