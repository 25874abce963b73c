package import Civic
import Definition

/// The form with which a case starts, while somebody fills it in: each change works out only what depends on it.
///
/// A value: whoever shows pages makes one of the answers that are there, changes it by those that came, and keeps none.
package struct Filling: Sendable {
    private var start: StartCase
    private var context: Context
    private var evaluation: FormEvaluation

    /// All rules of the form over the answers of a start.
    package init(_ start: StartCase, in context: Context) {
        self.start = start
        self.context = context
        evaluation = Self.whole(start, context)
    }

    /// Takes answers in place of earlier ones of the same names; null takes an answer away.
    ///
    /// The context is that of the form so far, but for the place of the case, points outside, and the files and cases that there are. Cost: what depends on
    /// these answers; everything is worked out again where the place has moved, where files came or went, and where somebody
    /// begins or stops to be anonymous.
    package mutating func change(_ answers: [FieldID: JSON], in context: Context) {
        let (strays, cases) = (self.context.strays, self.context.knownCases)
        let before = (start.staysAnonymous, self.context.place, self.context.files)
        start.take(answers)
        self.context.place = context.place
        self.context.files = context.files
        self.context.strays = context.strays
        self.context.knownCases = context.knownCases
        let isSame = strays == context.strays && cases == context.knownCases
        if isSame, before == (start.staysAnonymous, context.place, context.files) {
            evaluation.change(answers)
        } else {
            evaluation = Self.whole(start, self.context)
        }
    }

    /// What is asked now, and what would be refused.
    package func questions() throws(Rejection) -> AskedQuestions { try evaluation.questions() }

    private static func whole(_ start: StartCase, _ context: Context) -> FormEvaluation {
        let plan = context.definition
        let number = CaseNumber(
            prefix: plan.definition.prefix,
            year: context.at.date(in: context.calendar.zone).year,
            serial: context.serials.values.max() ?? 1
        )
        let scope = RuleScope(
            plan,
            at: context.at,
            calendar: context.calendar,
            state: nil,
            beginning: RuleScope.Beginning(
                number: number,
                channel: start.channel,
                isAnonymous: start.isAnonymous,
                language: start.language,
                agency: plan.definition.owner,
                attributes: start.attributes
            ),
            place: context.place,
            parameters: context.parameters
        )
        let policy = AnswerPolicy(dropsPerson: start.staysAnonymous, owner: PersonID(reporterOf: context.caseID))
        return FormEvaluation(plan.start.form, start.answers, in: context, policy, scope, tellsRequired: true)
    }
}
