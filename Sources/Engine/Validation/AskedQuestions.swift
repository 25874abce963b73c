package import Civic
import Definition

/// What a form asks of somebody who has answered so far, for pages that ask one thing at a time.
package struct AskedQuestions: Sendable {
    /// Questions whose `when` holds.
    package let asked: Set<FieldID>
    /// Those of them that must be answered.
    package let required: Set<FieldID>
    /// The answers that can be read, in their kept form, and what is worked out of them.
    package let kept: [FieldID: JSON]
    /// Everything that would be refused if these answers were sent now, in form order.
    package let problems: [FieldProblem]
}

extension CompiledDefinition {
    /// The questions of the form with which a case starts.
    ///
    /// Nothing is decided and nothing is kept.
    package func questions(starting start: StartCase, in context: Context) throws(Rejection) -> AskedQuestions {
        let number = CaseNumber(
            prefix: definition.prefix,
            year: context.at.date(in: context.calendar.zone).year,
            serial: context.serials.values.max() ?? 1
        )
        let scope = RuleScope(
            self,
            at: context.at,
            calendar: context.calendar,
            state: nil,
            beginning: RuleScope.Beginning(
                number: number,
                channel: start.channel,
                isAnonymous: start.isAnonymous,
                language: start.language,
                agency: definition.owner,
                attributes: start.attributes
            ),
            place: context.place,
            parameters: context.parameters
        )
        let policy = AnswerPolicy(dropsPerson: start.staysAnonymous, owner: PersonID(reporterOf: context.caseID))
        return try questions(self.start.form, start.answers, policy, scope, in: context)
    }

    /// The questions of an action's form on a case as it is now.
    package func questions(
        of id: ActionID,
        on state: CaseState,
        answers: [FieldID: JSON],
        in context: Context
    ) throws(Rejection) -> AskedQuestions {
        guard let action = action(id) else { throw .noSuchAction(id.text) }
        let scope = RuleScope(
            self,
            at: context.at,
            calendar: context.calendar,
            state: state,
            place: context.place,
            parameters: context.parameters
        )
        let policy = AnswerPolicy(owner: PersonID(reporterOf: state.id))
        return try questions(action.form, answers, policy, scope, in: context)
    }

    private func questions(
        _ form: CompiledForm,
        _ typed: [FieldID: JSON],
        _ policy: AnswerPolicy,
        _ scope: RuleScope,
        in context: Context
    ) throws(Rejection) -> AskedQuestions {
        var problems: [FieldProblem] = []
        var checking = scope
        var check = AnswerCheck(form, in: context, policy)
        do throws(Rejection) {
            _ = try check.check(typed, scope: &checking)
        } catch {
            guard case .invalid(let found) = error else { throw error }
            problems = found
        }
        var scope = scope
        var kept = readable(typed, form, in: context)
        scope.take(kept, of: form)
        check.work(out: &kept, &scope)
        var asked: Set<FieldID> = []
        var required: Set<FieldID> = []
        for field in form.fields {
            if let when = field.when, try !scope.holdsSoFar(when) { continue }
            if policy.dropsPerson, field.field.privacy == .person { continue }
            if field.calculated != nil { continue }
            asked.insert(field.id)
            switch field.required {
            case .never: continue
            case .always: required.insert(field.id)
            case .when(let rule): if try scope.holdsSoFar(rule) { required.insert(field.id) }
            }
        }
        return AskedQuestions(asked: asked, required: required, kept: kept, problems: problems)
    }

    /// The answers that can be read; the others are as good as not given.
    private func readable(_ typed: [FieldID: JSON], _ form: CompiledForm, in context: Context) -> [FieldID: JSON] {
        let reading = AnswerReading(context: context)
        var kept: [FieldID: JSON] = [:]
        for (number, field) in form.fields.enumerated() {
            guard let answer = typed[field.id], !answer.isNull else { continue }
            do throws(AnswerProblem) {
                kept[field.id] = try reading.read(answer, field, isCasePlace: number == form.location)
            } catch {
                continue
            }
        }
        return kept
    }
}
