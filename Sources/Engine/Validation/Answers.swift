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

    init(_ form: CompiledForm, in context: Context, _ policy: AnswerPolicy) {
        self.form = form
        self.context = context
        self.policy = policy
    }

    /// The answers in their kept form; puts them into the scope, where guards and what is set read them.
    func check(_ typed: [FieldID: JSON], scope: inout RuleScope) throws(Rejection) -> CheckedAnswers {
        let evaluation = FormEvaluation(form, typed, in: context, policy, scope, tellsRequired: false)
        if let failure = evaluation.failure { throw failure }
        let problems = evaluation.problems
        guard problems.isEmpty else { throw .invalid(problems) }
        scope = evaluation.counted
        return sorted(scope.answers)
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
