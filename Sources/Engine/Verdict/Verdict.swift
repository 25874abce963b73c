package import Civic
import Definition

extension CompiledDefinition {
    /// Everything that the server would refuse of these answers if a program sent them now, in form order; empty: it takes them.
    ///
    /// Nothing is decided and nothing is kept. On an action's form nothing is known of the case that it would be taken on:
    /// answers that it was told before count as missing.
    package func problems(
        _ stage: FormStage,
        _ answers: [FieldID: JSON],
        in context: Context
    ) throws(Rejection) -> [FieldProblem] {
        guard let form = form(of: stage) else { return [] }
        let typed = typedProblems(stage, answers)
        if !typed.isEmpty { return typed }
        let scope = RuleScope(
            self,
            at: context.at,
            calendar: context.calendar,
            state: nil,
            place: context.place,
            parameters: context.parameters
        )
        let start = StartCase(app: definition.app, answers: answers, channel: .api)
        let policy = AnswerPolicy(
            dropsPerson: stage == .start && start.staysAnonymous,
            owner: PersonID(reporterOf: context.caseID)
        )
        var checking = scope
        let check = AnswerCheck(form, in: context, policy)
        do throws(Rejection) {
            _ = try check.check(answers, scope: &checking)
            return []
        } catch {
            guard case .invalid(let problems) = error else { throw error }
            return problems
        }
    }
}
