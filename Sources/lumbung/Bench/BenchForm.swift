import ArgumentParser
import Civic
import Definition
import Engine
import Foundation
import Rules

/// `lumbung bench form`: a form of a thousand questions, worked out whole and after one changed answer.
///
/// Beside the whole form stand its rules alone, each evaluated once over values that are at hand: the least that anybody does.
struct BenchForm: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form",
        abstract: "Formulir besar. A large form, whole and after one answer."
    )

    @Option(name: .long, help: "Isian. Fields.")
    var fields = 1_000
    @Option(name: .long, help: "Ulangan. How often.")
    var rounds = 200
    @Option(name: .long, help: "Benih. Seed.")
    var seed = 1

    func run() async throws {
        try await inSentences {
            var draws = SeededGenerator(seed: UInt64(clamping: seed))
            let form = LargeForm(fields: min(max(10, fields), 2_000), &draws)
            let (definition, findings) = DefinitionReader.read(yaml: form.yaml, file: "form.yaml")
            guard let definition else { throw Sentence(findings.map { $0.printed(.id) }.joined(separator: "\n")) }
            let plan = try CompiledDefinition(definition, hash: definition.tree.hash)
            let now = Moment(milliseconds: 1_795_485_600_000)
            let context = Context(
                now: now,
                actor: .citizen(holdsCase: false, person: nil),
                definition: plan,
                calendar: try Carried.calendar(.wib),
                caseID: CaseID(random: (1, 1))
            )
            let rules = try LargeForm.rules(of: definition)
            let values = form.values
            let start = StartCase(app: definition.app, answers: form.answers)
            var (whole, one, bare) = (Timings(), Timings(), Timings())
            var filling = Filling(start, in: context)
            var asked = 0
            for _ in 0..<max(1, rounds) {
                asked = try whole.time { try Filling(start, in: context).questions().asked.count }
                let change = form.change(&draws)
                asked = try one.time {
                    filling.change(change, in: context)
                    return try filling.questions().asked.count
                }
                bare.time { for rule in rules { _ = try? rule.evaluate(values) } }
            }
            print(whole, one, bare, rules: rules.count, asked: asked)
        }
    }

    private func print(_ whole: Timings, _ one: Timings, _ bare: Timings, rules: Int, asked: Int) {
        let size = "\(fields) fields, \(rules) conditions and calculations, \(asked) asked"
        Printed.line(
            BenchRow(
                what: "a form of \(fields) fields, whole",
                size: size,
                seed: seed,
                median: BenchRow.milliseconds(whole.median),
                p99: BenchRow.milliseconds(whole.p99),
                beside: "its rules alone, over values at hand: \(BenchRow.milliseconds(bare.median))",
                ratio: BenchRow.times(whole.median / bare.median),
                budget: "< 2 ms"
            ).line
        )
        Printed.line(
            BenchRow(
                what: "one changed answer in it",
                size: size,
                seed: seed,
                median: BenchRow.microseconds(one.median),
                p99: BenchRow.microseconds(one.p99),
                beside: "the whole form: \(BenchRow.milliseconds(whole.median))",
                ratio: BenchRow.percent(one.median / whole.median),
                budget: "< 0.1 ms"
            ).line
        )
    }
}

/// A form such as a large permit has, many times over: numbers, choices and texts; every fourth question hangs on an earlier answer,
/// every eighth is worked out, some are required or refused by others.
struct LargeForm {
    let yaml: String
    let answers: [FieldID: JSON]
    /// What the rules see of the answers, in the order of the fields.
    let values: [RuleValue]
    private let numbers: [Int]

    init(fields count: Int, _ draws: inout SeededGenerator) {
        var lines: [String] = []
        var answers: [FieldID: JSON] = [:]
        var values: [RuleValue] = []
        var numbers: [Int] = []
        for number in 0..<count {
            let near = numbers.suffix(12)
            var keys = ["label: { id: \"Isian \(number)\", en: Field \(number) }"]
            if number % 8 == 7, near.count > 2 {
                let (a, b, c) = (draws.pick(near), draws.pick(near), draws.pick(near))
                keys += ["type: integer", "calculated: \"f\(a) * 2 + f\(b) - f\(c)\""]
                values.append(.int(7))
            } else if number % 4 == 1 {
                keys += ["type: choice", "options: { a: { id: A, en: A }, b: { id: B, en: B }, c: { id: C, en: C } }"]
                answers[FieldID(stringLiteral: "f\(number)")] = .string(draws.pick(["a", "b", "c"]))
                values.append(.record(["code": "a"]))
            } else if number % 4 == 2 {
                keys += ["type: text", "max: 200"]
                answers[FieldID(stringLiteral: "f\(number)")] = .string("Warga Contoh nomor \(number)")
                values.append("Warga Contoh")
            } else {
                keys += ["type: integer", "max: 1000"]
                answers[FieldID(stringLiteral: "f\(number)")] = .int(Int64(draws.int(in: 1...900)))
                values.append(.int(7))
                numbers.append(number)
            }
            if number % 4 == 3, let other = near.first { keys.append("when: \"f\(other) > 3 && f\(other) < 990\"") }
            if number % 10 == 4, let other = near.last { keys.append("required_if: f\(other) > 100") }
            if number % 10 == 6, numbers.last == number {
                keys += ["valid_if: f\(number) != 13", "otherwise: { id: Bukan 13, en: Not 13 }"]
            }
            lines.append("  f\(number): { \(keys.joined(separator: ", ")) }")
        }
        self.answers = answers
        self.values = values
        self.numbers = numbers
        yaml = Self.head + lines.joined(separator: "\n") + Self.tail
    }

    /// Another number somewhere.
    func change(_ draws: inout SeededGenerator) -> [FieldID: JSON] {
        [FieldID(stringLiteral: "f\(draws.pick(numbers))"): .int(Int64(draws.int(in: 1...900)))]
    }

    /// Every condition and calculation of the form, ready to run over the answers in form order.
    static func rules(of definition: Definition) throws -> [CompiledExpression] {
        let layout = SlotLayout(definition.form.order.map(\.text))
        return try definition.form.all.flatMap { _, field -> [Formula] in
            var formulas = [field.when, field.calculated, field.validIf].compactMap(\.self)
            if case .when(let formula) = field.required { formulas.append(formula) }
            return formulas
        }.map { try $0.expression.compile(slots: layout) }
    }

    private static let head = """
        app: large-form
        version: 1.0.0
        prefix: BESAR
        name: { id: Formulir besar, en: Large form }
        summary: { id: Formulir besar, en: Large form }
        group: management
        pillar: governance
        owner: diskominfo
        legal: [{ text: { id: UU 25/2009, en: Law 25/2009 } }]
        standard:
          requirements: [{ id: a, en: a }]
          procedure: [{ id: a, en: a }]
          time: { id: a, en: a }
          fee: { id: a, en: a }
          product: { id: a, en: a }
          complaints: { id: a, en: a }
          facilities: { id: a, en: a }
          competence: { id: a, en: a }
          supervision: { id: a, en: a }
          staff: { id: a, en: a }
          guarantee: { id: a, en: a }
          safety: { id: a, en: a }
          evaluation: { id: a, en: a }
        roles: { citizen: { name: { id: Warga, en: Citizen }, scope: public } }
        form:

        """

    private static let tail = """

        states: { sent: { name: { id: Dikirim, en: Sent }, start: true, end: true, tone: done } }
        actions: {}
        retention: { years: 1 }
        """
}
