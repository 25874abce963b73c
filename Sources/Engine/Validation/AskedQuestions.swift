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
        try Filling(start, in: context).questions()
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
        var answers = answers
        answers[Definition.markedFields] = nil
        let form = form(of: action, on: state)
        return try FormEvaluation(form, answers, in: context, policy, scope, tellsRequired: true).questions()
    }
}
