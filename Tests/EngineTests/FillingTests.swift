import Civic
import Definition
import Engine
import Testing

/// A form that is changed answer by answer says what the same form says when it is worked out whole.
@Suite struct `Filling in a form` {
    @Test(arguments: Seeds.all) func `a changed form says what a whole one says`(_ seed: UInt64) throws {
        var draws = SeededGenerator(seed: seed)
        let form = DrawnForm(&draws)
        let plan = try Town.compiled(form.yaml)
        let context = Story(plan).context(.stranger)
        var answers = form.answers(&draws)
        var filling = Filling(StartCase(app: "drawn", answers: answers), in: context)
        for round in 0..<25 {
            let whole = Filling(StartCase(app: "drawn", answers: answers), in: context)
            let (found, wanted) = (Self.told(filling), Self.told(whole))
            #expect(found == wanted, "seed \(seed), round \(round), answers \(answers)\n\(form.yaml)")
            guard found == wanted else { return }
            let changes = form.changes(&draws)
            for (id, answer) in changes { answers[id] = answer.isNull ? .none : answer }
            filling.change(changes, in: context)
        }
    }

    @Test(arguments: Seeds.all) func `what the form says is what a start is refused for`(_ seed: UInt64) throws {
        var draws = SeededGenerator(seed: seed)
        let form = DrawnForm(&draws)
        let story = Story(try Town.compiled(form.yaml))
        let answers = form.answers(&draws)
        let start = StartCase(app: "drawn", answers: answers)
        let questions = try Filling(start, in: story.context(.stranger)).questions()
        #expect(questions.problems == story.refusal(.start(start), by: .stranger)?.fields ?? [])
    }

    @Test func `a calculation is worked out after what it reads, however deep`() throws {
        var fields = "a0: { type: integer, label: { id: A, en: A } }\n"
        for number in (1...40).reversed() {
            fields += "a\(number): { type: integer, label: { id: A, en: A }, calculated: \"a\(number - 1) + 1\" }\n"
        }
        let plan = try Town.compiled(DrawnForm.yaml(fields))
        let context = Story(plan).context(.stranger)
        var filling = Filling(StartCase(app: "drawn", answers: ["a0": 1]), in: context)
        #expect(try filling.questions().kept["a40"] == 41)
        filling.change(["a0": 10], in: context)
        #expect(try filling.questions().kept["a40"] == 50)
        filling.change(["a0": .null], in: context)
        #expect(try filling.questions().kept.isEmpty)
    }

    @Test func `who begins to be anonymous is asked for no name any more, nor for what follows from it`() throws {
        let plan = try Town.compiled()
        let context = Story(plan).context(.stranger)
        let answers = Town.answers.merging(["contact_name": "Siti"]) { $1 }
        var filling = Filling(StartCase(app: "town-report", answers: answers), in: context)
        #expect(try filling.questions().asked.contains("contact_name"))
        filling.change(["anonymous": "ya"], in: context)
        #expect(try !filling.questions().asked.contains("contact_name"))
        filling.change(["anonymous": "tidak"], in: context)
        #expect(try filling.questions().asked.contains("contact_name"))
    }

    @Test func `an answer to a question that is asked no more does not count`() throws {
        let plan = try Town.compiled(
            DrawnForm.yaml(
                """
                own: { type: yes-no, label: { id: A, en: A } }
                area: { type: integer, label: { id: B, en: B }, when: own == true }
                twice: { type: integer, label: { id: C, en: C }, calculated: area * 2, valid_if: twice < 10, otherwise: { id: Banyak, en: Much } }
                why: { type: text, label: { id: D, en: D }, required_if: twice > 5 }
                """
            )
        )
        let context = Story(plan).context(.stranger)
        var filling = Filling(StartCase(app: "drawn", answers: ["own": true, "area": 6]), in: context)
        #expect(try filling.questions().problems.map(\.field) == ["twice", "why"])
        #expect(try filling.questions().required == ["why"])
        filling.change(["own": false], in: context)
        #expect(try filling.questions().problems.isEmpty)
        #expect(try filling.questions().required.isEmpty)
    }

    /// What can be compared, faults among it.
    private static func told(_ filling: Filling) -> Told {
        do throws(Rejection) {
            let questions = try filling.questions()
            return Told(
                asked: questions.asked,
                required: questions.required,
                kept: questions.kept,
                problems: questions.problems
            )
        } catch {
            return Told(failure: error)
        }
    }

    private struct Told: Equatable {
        var asked: Set<FieldID> = []
        var required: Set<FieldID> = []
        var kept: [FieldID: JSON] = [:]
        var problems: [FieldProblem] = []
        var failure: Rejection?
    }
}

private enum Seeds {
    static let all: [UInt64] = Array(1...60)
}

/// A form drawn at random: questions, conditions and calculations that read what stands before or behind them, never in a circle.
private struct DrawnForm {
    let count: Int
    let yaml: String
    private let calculated: Set<Int>

    init(_ draws: inout SeededGenerator) {
        count = draws.int(in: 4...24)
        var lines = ""
        var calculated: Set<Int> = []
        // Which field may read which is drawn apart from the order in which they stand.
        let ranks = (0..<count).map { _ in draws.int(in: 0...1_000) }
        for number in 0..<count {
            let before = (0..<count).filter { (ranks[$0], $0) < (ranks[number], number) }
            var keys = ["type: integer", "label: { id: F, en: F }"]
            func read() -> String {
                let other = draws.pick(before)
                return ["f\(other)", "form.f\(other)", "level.points"][draws.chance(0.15) ? draws.int(in: 1...2) : 0]
            }
            if !before.isEmpty, draws.chance(0.3) {
                calculated.insert(number)
                // A table may read any field, so a calculation does not read it: that could be a circle.
                let (a, b) = (draws.pick(before), draws.pick(before))
                let sums = ["f\(a) + f\(b)", "f\(a) * 2 - f\(b)", "f\(a) > 4 ? f\(b) : 1"]
                keys.append("calculated: \"\(draws.pick(sums))\"")
            } else if draws.chance(0.3) {
                keys.append("max: 6")
            }
            if !before.isEmpty, draws.chance(0.3) { keys.append("when: \"\(read()) > \(draws.int(in: 0...6))\"") }
            let isAsked = !calculated.contains(number)
            if isAsked, draws.chance(0.2) {
                keys.append("required: true")
            } else if isAsked, !before.isEmpty, draws.chance(0.3) {
                keys.append("required_if: \"\(read()) < \(draws.int(in: 0...8)) || \(read()) == 2\"")
            }
            if draws.chance(0.25) {
                keys.append("valid_if: \"f\(number) != \(draws.int(in: 0...9))\"")
                keys.append("otherwise: { id: Bukan itu, en: Not that }")
            }
            lines += "f\(number): { \(keys.joined(separator: ", ")) }\n"
        }
        self.calculated = calculated
        yaml = Self.yaml(lines, tests: "f\(draws.int(in: 0...(count - 1)))")
    }

    static func yaml(_ fields: String, tests input: String = "now.getHours()") -> String {
        let form = fields.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
        return """
            app: drawn
            version: 1.0.0
            prefix: DRAW
            name: { id: Undian, en: Drawn }
            summary: { id: Undian, en: Drawn }
            group: management
            pillar: governance
            owner: front-office
            legal: [{ text: { id: UU 25/2009, en: Law 25/2009 } }]
            \(Town.standard)
            roles:
              citizen: { name: { id: Warga, en: Citizen }, scope: public }
            form:
            \(form)
            states:
              asked: { name: { id: Diminta, en: Asked }, start: true, end: true, tone: new }
            actions: {}
            tables:
              level: { hit: first, in: ["\(input)"], out: [points], rows: { low: ['< 4', 1], high: ['-', 6] } }
            retention: { years: 5 }
            """
    }

    func answers(_ draws: inout SeededGenerator) -> [FieldID: JSON] {
        var answers: [FieldID: JSON] = [:]
        for number in 0..<count where !calculated.contains(number) && draws.chance(0.6) {
            answers[FieldID(stringLiteral: "f\(number)")] = Self.answer(&draws)
        }
        return answers
    }

    /// Up to three answers that come, change or go; sometimes one that nobody asked for.
    func changes(_ draws: inout SeededGenerator) -> [FieldID: JSON] {
        var changes: [FieldID: JSON] = [:]
        for _ in 0..<draws.int(in: 1...3) {
            let id = FieldID(stringLiteral: "f\(draws.int(in: 0...count))")
            changes[id] = draws.chance(0.3) ? JSON.null : Self.answer(&draws)
        }
        return changes
    }

    private static func answer(_ draws: inout SeededGenerator) -> JSON {
        draws.chance(0.1) ? "bukan angka" : .int(Int64(draws.int(in: 0...9)))
    }
}
