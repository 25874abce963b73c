package import Civic
import Definition
import Rules

/// What an officer types into a national system for one case, and what came back from it.
package struct NationalPanel: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package let label: String
        /// As the other system takes it: digits without dots, dates as day-month-year.
        package let value: String
    }

    package let system: String
    package let url: String?
    package let basis: String
    /// What to do while the system can't be reached.
    package let whenDown: String?
    package let rows: [Row]
    /// Where the number is typed back: the actions that ask for it.
    package let takesNumber: [String]
}

/// What is known here of where a case stands in a national system.
package struct NationalStanding: Hashable, Sendable {
    package let system: String
    package let number: String?
    package let status: String?

    package init(system: String, number: String?, status: String?) {
        self.system = system
        self.number = number
        self.status = status
    }
}

extension CompiledDefinition {
    /// The panels of the state that a case is in; `content` opened, for officers only.
    package func panels(
        of state: CaseState,
        _ content: CaseContent,
        on day: CivilDate,
        calendar: WorkingCalendar,
        formats: Formats,
        agencies: [AgencyID: LocalizedText],
        regions: @escaping (RegionCode) -> String?
    ) -> [NationalPanel] {
        let language = formats.language
        return zip(definition.national, national).compactMap { relation, fields in
            guard relation.holds(on: day), relation.shownIn.contains(state.state), !fields.isEmpty else { return nil }
            var scope = RuleScope(self, at: state.changedAt, calendar: calendar, state: state)
            var answers = state.fields
            answers.merge(content.fields) { $1 }
            answers.merge(content.contact?.fields ?? [:]) { $1 }
            let known = Array(self.fields.values)
            scope.take(answers, of: CompiledForm(known, order: FormOrder(known, definition, slots)))
            let rows = fields.map { id, rule in
                let shown =
                    path(of: relation.fields[id]?.value)
                    .flatMap { self.copied(answers[$0], of: $0, formats, agencies, regions) }
                return NationalPanel.Row(
                    label: relation.fields[id]?.label.text(language) ?? id.text,
                    value: shown ?? scope.value(rule).map { Self.plain($0) } ?? ""
                )
            }
            return NationalPanel(
                system: relation.system,
                url: relation.url,
                basis: relation.basis.text(language),
                whenDown: relation.whenDown?.text(language),
                rows: rows,
                takesNumber: takers(of: relation.number?.field, from: state.state, language)
            )
        }
    }

    /// Number and status of each national system that has given one.
    package func standings(
        of state: CaseState,
        _ content: CaseContent,
        formats: Formats,
        agencies: [AgencyID: LocalizedText]
    ) -> [NationalStanding] {
        definition.national.compactMap { relation in
            func answer(_ id: FieldID?) -> String? {
                guard let id else { return nil }
                return shown(state.fields[id] ?? content.fields[id], of: id, formats: formats, agencies: agencies)?.line
            }
            let (number, status) = (answer(relation.number?.field), answer(relation.status))
            return number == nil && status == nil
                ? nil : NationalStanding(system: relation.system, number: number, status: status)
        }
    }

    /// The field that an expression is nothing but the answer of.
    private func path(of formula: Formula?) -> FieldID? {
        guard case .path(let names)? = formula?.expression.phrase, names.count == 1,
            let id = try? FieldID(names[0]), fields[id] != nil
        else { return nil }
        return id
    }

    private func copied(
        _ answer: JSON?,
        of id: FieldID,
        _ formats: Formats,
        _ agencies: [AgencyID: LocalizedText],
        _ regions: @escaping (RegionCode) -> String?
    ) -> String? {
        guard let answer, let field = fields[id]?.field else { return nil }
        switch field.type {
        case .nik, .kk, .npwp, .nib, .nisn, .nip, .postalCode, .phone: return answer.string
        case .date: return answer.string.flatMap { try? CivilDate(iso: $0) }.map(Self.plain)
        case .integer, .money, .rating: return answer.int.map { String($0) }
        default: return shown(answer, of: id, formats: formats, agencies: agencies, regions: regions)?.line
        }
    }

    private static func plain(_ date: CivilDate) -> String {
        let parts = date.iso.split(separator: "-")
        return parts.reversed().joined(separator: "-")
    }

    private static func plain(_ value: RuleValue) -> String {
        switch value {
        case .null: ""
        case .date(let date): plain(date)
        case .string(let text): text
        case .int(let number): String(number)
        case .money(let amount): String(amount.amount)
        case .bool(let truth): truth ? "Ya" : "Tidak"
        case .decimal(let number): number.description
        default: value.field("name").map { plain($0) } ?? ""
        }
    }

    private func takers(of field: FieldID?, from state: StateID, _ language: Language) -> [String] {
        guard let field else { return [] }
        return definition.actions.all.filter { $0.element.form.contains(field) && $0.element.from.contains(state) }
            .map { $0.element.name.text(language) }
    }
}
