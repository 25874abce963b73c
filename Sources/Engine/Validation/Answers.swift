import Civic
import Definition
import Rules

/// Answers that passed: by the box they belong to.
struct CheckedAnswers {
    var open: [FieldID: JSON] = [:]
    var closed: [FieldID: JSON] = [:]
    var contact: Contact?
}

/// How strictly a form is checked.
struct AnswerPolicy {
    /// History and timers answer only what they know: files and what names a person may be missing.
    var isLenient = false
    /// A timer answers nothing at all.
    var asksNothing = false
    /// The citizen stays anonymous: nothing of a person's box is kept.
    var dropsPerson = false
    let owner: PersonID
}

/// Checks the answers of one form: every problem is found, not only the first.
struct AnswerCheck {
    let form: CompiledForm
    let context: Context
    let policy: AnswerPolicy
    private var problems: [FieldProblem] = []

    init(_ form: CompiledForm, in context: Context, _ policy: AnswerPolicy) {
        self.form = form
        self.context = context
        self.policy = policy
    }

    /// The answers in their kept form; puts them into the scope, where `when` and `required_if` read them.
    mutating func check(_ typed: [FieldID: JSON], scope: inout RuleScope) throws(Rejection) -> CheckedAnswers {
        var kept: [FieldID: JSON] = [:]
        kept.reserveCapacity(typed.count)
        refuseUnknown(typed)
        let reading = AnswerReading(context: context)
        for (number, field) in form.fields.enumerated() where field.calculated == nil {
            guard let answer = typed[field.id], !answer.isNull else { continue }
            do throws(AnswerProblem) {
                if let value = try reading.read(answer, field, isCasePlace: number == form.location) {
                    kept[field.id] = value
                }
            } catch {
                problems.append(FieldProblem(field: field.id, label: field.field.label, cause: error.cause))
            }
        }
        scope.take(kept, of: form)
        work(out: &kept, &scope)
        var isAsked = Set(form.fields.map(\.id))
        for field in form.fields {
            guard let when = field.when, try !scope.holdsSoFar(when) else { continue }
            isAsked.remove(field.id)
            problems.removeAll { $0.field == field.id }
        }
        let dropped = kept.keys.filter { !isAsked.contains($0) || policy.dropsPerson && privacy($0) == .person }
        if !dropped.isEmpty {
            for id in dropped { kept[id] = nil }
            scope.take(kept, of: form)
            work(out: &kept, &scope, only: isAsked)
        }
        try findMissing(isAsked, kept, &scope)
        findUnfit(kept, &scope)
        guard problems.isEmpty else { throw .invalid(inFormOrder(problems)) }
        return sorted(kept)
    }

    private func privacy(_ id: FieldID) -> Privacy? { form.index[id].map { form.fields[$0].field.privacy } }

    private mutating func refuseUnknown(_ typed: [FieldID: JSON]) {
        for id in typed.keys where form.index[id].map({ form.fields[$0].calculated != nil }) ?? true {
            problems.append(FieldProblem(field: id, label: LocalizedText(id: id.text), cause: .unknownField))
        }
    }

    private mutating func findMissing(
        _ isAsked: Set<FieldID>,
        _ kept: [FieldID: JSON],
        _ scope: inout RuleScope
    ) throws(Rejection) {
        guard !policy.asksNothing else { return }
        for field in form.fields where isAsked.contains(field.id) && kept[field.id] == nil && field.calculated == nil {
            if problems.contains(where: { $0.field == field.id }) || isExcused(field.field) { continue }
            let isRequired =
                switch field.required {
                case .never: false
                case .always: true
                case .when(let rule): try scope.holdsSoFar(rule)
                }
            if isRequired {
                problems.append(FieldProblem(field: field.id, label: field.field.label, cause: .missing))
            }
        }
    }

    /// Calculated values, again and again until none changes: one may need another.
    ///
    /// What cannot be worked out for want of an answer is left out.
    func work(out kept: inout [FieldID: JSON], _ scope: inout RuleScope, only asked: Set<FieldID>? = nil) {
        let fields = form.fields.filter { $0.calculated != nil && (asked?.contains($0.id) ?? true) }
        for _ in fields {
            var changes = false
            for field in fields {
                guard let rule = field.calculated else { continue }
                let value = scope.value(rule).flatMap { field.answer(of: $0) }
                guard value != kept[field.id] else { continue }
                kept[field.id] = value
                scope.take(kept, of: form)
                changes = true
            }
            if !changes { return }
        }
    }

    /// Answers that `valid_if` does not let pass; one that it cannot judge yet passes.
    private mutating func findUnfit(_ kept: [FieldID: JSON], _ scope: inout RuleScope) {
        for field in form.fields where kept[field.id] != nil {
            guard let rule = field.valid, let sentence = field.field.otherwise else { continue }
            guard scope.value(rule)?.asBool == false else { continue }
            problems.append(FieldProblem(field: field.id, label: field.field.label, cause: .refused(sentence)))
        }
    }

    private func isExcused(_ field: Field) -> Bool {
        if policy.dropsPerson, field.privacy == .person { return true }
        guard policy.isLenient else { return false }
        switch field.type {
        case .files, .file, .photo, .document: return true
        default: return field.privacy == .person
        }
    }

    private func inFormOrder(_ problems: [FieldProblem]) -> [FieldProblem] {
        problems.sorted {
            (form.index[$0.field] ?? .max, $0.field.text) < (form.index[$1.field] ?? .max, $1.field.text)
        }
    }

    private func sorted(_ kept: [FieldID: JSON]) -> CheckedAnswers {
        var answers = CheckedAnswers()
        var contact = Contact(person: policy.owner)
        for field in form.fields {
            guard let value = kept[field.id] else { continue }
            switch field.field.privacy {
            case .open: answers.open[field.id] = value
            case .caseBox: answers.closed[field.id] = value
            case .person:
                contact.fields[field.id] = value
                switch field.field.type {
                case .person: contact.name = contact.name ?? value.string
                case .phone: contact.phone = contact.phone ?? value.string
                case .email: contact.email = contact.email ?? value.string
                default: break
                }
            }
        }
        if !contact.fields.isEmpty { answers.contact = contact }
        return answers
    }
}
