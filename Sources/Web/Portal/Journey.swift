import Civic
import Definition
import Engine
import Node

/// The way through a form, one thing a page: which pages there are, which of them are asked, what comes next.
struct Journey {
    /// Fields that stand on one page.
    struct Step: Equatable {
        let id: String
        let fields: Keyed<FieldID, Field>
    }

    let steps: [Step]
    /// Steps that are asked with the answers given so far.
    let asked: [Step]
    let questions: AskedQuestions

    init(_ form: Keyed<FieldID, Field>, _ questions: AskedQuestions) {
        var steps: [Step] = []
        for (id, field) in form.all {
            let page = field.page ?? id.text
            if let last = steps.last, last.id == page, field.page != nil {
                steps[steps.count - 1] = Step(
                    id: page,
                    fields: Keyed(last.fields.all.map { ($0.id, $0.element) } + [(id, field)])
                )
            } else {
                steps.append(Step(id: page, fields: Keyed([(id, field)])))
            }
        }
        self.steps = steps
        self.questions = questions
        asked = steps.filter { step in step.fields.order.contains { questions.asked.contains($0) } }
    }

    func step(_ id: String) -> Step? { steps.first { $0.id == id } }

    /// The asked step after one; nil: the answers are ready to be checked.
    func next(after id: String) -> Step? {
        guard let place = steps.firstIndex(where: { $0.id == id }) else { return nil }
        return steps[(place + 1)...].first { step in asked.contains(step) }
    }

    func previous(before id: String) -> Step? {
        guard let place = steps.firstIndex(where: { $0.id == id }) else { return nil }
        return steps[..<place].last { step in asked.contains(step) }
    }

    /// What is wrong with the answers of one step.
    func problems(of step: Step) -> [FieldProblem] {
        questions.problems.filter { step.fields.contains($0.field) }
    }

    /// The first asked step that still has something wrong: where somebody who comes back goes on.
    var firstOpen: Step? {
        asked.first { !problems(of: $0).isEmpty }
    }

    func number(of step: Step) -> Int? { asked.firstIndex(of: step).map { $0 + 1 } }
}
