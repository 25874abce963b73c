import Civic
import Definition
import Rules

/// A form ready to check answers.
struct CompiledForm: Sendable {
    let fields: [CompiledField]
    let index: [FieldID: Int]
    /// The first field that takes a location: where the case lies.
    let location: Int?

    init(_ fields: [CompiledField]) {
        self.fields = fields
        index = Dictionary(fields.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        location = fields.firstIndex { if case .location = $0.field.type { true } else { false } }
    }
}

struct CompiledField: Sendable {
    enum Required: Sendable {
        case never, always
        case when(Rule)
    }

    let id: FieldID
    let field: Field
    let when: Rule?
    let required: Required
    /// The record of each option, hidden ones too: old cases keep theirs.
    let options: [String: RuleValue]
    /// Options that can be chosen.
    let shown: Set<String>
    /// A timer runs at this date, so it must lie ahead.
    let isTimerDate: Bool

    /// What expressions see of an answer.
    func value(_ answer: JSON?, zone: Zone) -> RuleValue {
        guard let answer, !answer.isNull else { return .null }
        switch field.type {
        case .choice: return answer.string.flatMap { options[$0] } ?? .null
        case .date:
            guard let text = answer.string, let date = try? CivilDate(iso: text) else { return .null }
            return .date(date)
        case .location:
            guard let point = GeoPoint(answer: answer) else { return .null }
            return .point(point)
        case .text, .paragraph, .yesNo, .integer, .files, .phone, .email, .personName, .agency, .rating, .applications,
            .government, .document:
            return RuleValue(answer)
        }
    }
}
