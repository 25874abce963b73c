import Civic
import Definition
import Rules

/// A form with answers, all its rules worked out: what is asked, what must be answered, what is calculated, what is wrong.
///
/// Every rule is worked out once, after what it reads. When an answer changes, only what depends on it is worked out again, and
/// the result is that of a whole evaluation. Answers stand in two scopes: `said` has all that can be read, and decides what is asked;
/// `counted` has only answers to questions that are asked, and decides what is missing or unfit.
struct FormEvaluation {
    let form: CompiledForm
    let context: Context
    let policy: AnswerPolicy
    /// Every `required_if` is worked out, not only those of questions without an answer.
    private let tellsRequired: Bool
    /// Names that the form does not ask for.
    private var unknown: Set<FieldID> = []
    private var unreadable: [FieldProblem.Cause?]
    private(set) var said: RuleScope
    private(set) var counted: RuleScope
    private(set) var asked: Set<FieldID> = []
    private(set) var required: Set<FieldID> = []
    private var isAsked: [Bool]
    private var isCounted: [Bool]
    private var isMissing: [Bool]
    private var isUnfit: [Bool]
    /// Rules that failed though nothing was lacking.
    private var failures: [FormOrder.Node: Rejection] = [:]

    init(
        _ form: CompiledForm,
        _ typed: [FieldID: JSON],
        in context: Context,
        _ policy: AnswerPolicy,
        _ scope: RuleScope,
        tellsRequired: Bool
    ) {
        self.form = form
        self.context = context
        self.policy = policy
        self.tellsRequired = tellsRequired
        let count = form.fields.count
        unreadable = Array(repeating: nil, count: count)
        isAsked = Array(repeating: true, count: count)
        isCounted = isAsked
        isMissing = Array(repeating: false, count: count)
        isUnfit = isMissing
        said = scope
        counted = scope
        var kept: [FieldID: JSON] = [:]
        kept.reserveCapacity(typed.count)
        for number in form.fields.indices { kept[form.fields[number].id] = read(typed[form.fields[number].id], number) }
        for id in typed.keys where isUnknown(id) { unknown.insert(id) }
        said.take(kept, of: form)
        for node in form.order.all + form.order.tangled { _ = say(node) }
        counted = said
        asked.reserveCapacity(count)
        for number in form.fields.indices where isShown(number) { asked.insert(form.fields[number].id) }
        settle(Array(form.fields.indices))
    }

    /// The evaluation with these answers in place of earlier ones; null takes an answer away.
    ///
    /// Nothing else may have changed: neither who answers, nor where the case lies. Cost: what depends on these answers.
    mutating func change(_ answers: [FieldID: JSON]) {
        var starts: [FormOrder.Node] = []
        var touched: [Int] = []
        for (id, answer) in answers {
            if isUnknown(id) {
                if answer.isNull { unknown.remove(id) } else { unknown.insert(id) }
                continue
            }
            guard let number = form.index[id] else { continue }
            touched.append(number)
            let value = read(answer, number)
            guard value != said.answers[id] else { continue }
            said.put(value, at: number)
            starts.append(.field(number))
        }
        for node in form.order.reached(from: starts) {
            guard let number = say(node) else { continue }
            touched.append(number)
            let id = form.fields[number].id
            if isShown(number) { asked.insert(id) } else { asked.remove(id) }
        }
        settle(touched)
    }

    /// Works out one rule upon all that was said; the number of the field that it changed.
    private mutating func say(_ node: FormOrder.Node) -> Int? {
        switch node {
        case .table(let slot):
            said.forget(slot)
            return nil
        case .field(let number):
            guard !form.order.tangled.contains(node) else { return nil }
            return Self.work(out: number, of: form, in: &said) ? number : nil
        case .asks(let number):
            guard let rule = form.fields[number].when else { return nil }
            let before = isAsked[number]
            isAsked[number] = note(Self.holds(rule, in: &said), of: node) ?? true
            return isAsked[number] == before ? nil : number
        case .counts, .requires, .suits: return nil
        }
    }

    /// Brings what counts up to date where what was said, or what is asked, has changed for these fields.
    private mutating func settle(_ touched: [Int]) {
        var starts: [FormOrder.Node] = []
        var judged = Set(touched)
        for number in touched {
            let field = form.fields[number]
            let wasCounted = isCounted[number]
            isCounted[number] = counts(number)
            if field.calculated != nil {
                if isCounted[number] != wasCounted { starts.append(.counts(number)) }
                continue
            }
            let value = isCounted[number] ? said.answers[field.id] : .none
            guard value != counted.answers[field.id] else { continue }
            counted.put(value, at: number)
            starts.append(.field(number))
        }
        for node in starts.isEmpty ? form.order.tangled : form.order.reached(from: starts) {
            switch node {
            case .table(let slot): counted.forget(slot)
            case .field(let number):
                guard !form.order.tangled.contains(node) else { continue }
                if isCounted[number] {
                    _ = Self.work(out: number, of: form, in: &counted)
                } else if counted.answers[form.fields[number].id] != nil {
                    counted.put(nil, at: number)
                }
                judged.insert(number)
            case .requires(let number), .suits(let number): judged.insert(number)
            case .asks, .counts: continue
            }
        }
        for number in judged { judge(number) }
    }

    /// Whether the field is required, missing or unfit, upon the answers that count.
    private mutating func judge(_ number: Int) {
        let field = form.fields[number]
        let hasAnswer = counted.answers[field.id] != nil
        let mayLack = isShown(number)
        var isRequired = false
        failures[.requires(number)] = nil
        switch field.required {
        case .never: break
        case .always: isRequired = mayLack
        case .when(let rule):
            let lacks = !hasAnswer && unreadable[number] == nil && !policy.asksNothing && !isExcused(field.field)
            if mayLack, tellsRequired || lacks {
                isRequired = note(Self.holds(rule, in: &counted), of: .requires(number)) ?? false
            }
        }
        if tellsRequired {
            if isRequired { required.insert(field.id) } else { required.remove(field.id) }
        }
        isMissing[number] =
            isRequired && !hasAnswer && !policy.asksNothing && unreadable[number] == nil && !isExcused(field.field)
        isUnfit[number] = false
        if hasAnswer, field.field.otherwise != nil, let rule = field.valid {
            isUnfit[number] = counted.value(rule)?.asBool == false
        }
    }

    // MARK: Answers

    /// The answer in its kept form; nil where there is none, or it can't be read.
    private mutating func read(_ answer: JSON?, _ number: Int) -> JSON? {
        let field = form.fields[number]
        unreadable[number] = nil
        guard field.calculated == nil, let answer, !answer.isNull else { return nil }
        do throws(AnswerProblem) {
            return try AnswerReading(context: context).read(answer, field, isCasePlace: number == form.location)
        } catch {
            unreadable[number] = error.cause
            return nil
        }
    }

    /// Works out a calculated value; whether it changed.
    private static func work(out number: Int, of form: CompiledForm, in scope: inout RuleScope) -> Bool {
        let field = form.fields[number]
        guard let rule = field.calculated else { return false }
        let value = scope.value(rule).flatMap { field.answer(of: $0) }
        guard value != scope.answers[field.id] else { return false }
        scope.put(value, at: number)
        return true
    }

    private static func holds(_ rule: Rule, in scope: inout RuleScope) -> Result<Bool, Rejection> {
        do throws(Rejection) { return .success(try scope.holdsSoFar(rule)) } catch { return .failure(error) }
    }

    /// A condition's answer, nil where it failed; keeps why.
    private mutating func note(_ answer: Result<Bool, Rejection>, of node: FormOrder.Node) -> Bool? {
        switch answer {
        case .success(let holds):
            failures[node] = nil
            return holds
        case .failure(let why):
            failures[node] = why
            return nil
        }
    }

    private func isUnknown(_ id: FieldID) -> Bool {
        form.index[id].map { form.fields[$0].calculated != nil } ?? true
    }

    private func counts(_ number: Int) -> Bool { isAsked[number] && !isDropped(form.fields[number].field) }

    /// What an anonymous citizen's form leaves out.
    private func isDropped(_ field: Field) -> Bool { policy.dropsPerson && field.privacy == .person }

    /// A question that somebody sees.
    private func isShown(_ number: Int) -> Bool { counts(number) && form.fields[number].calculated == nil }

    private func isExcused(_ field: Field) -> Bool {
        if isDropped(field) { return true }
        guard policy.isLenient else { return false }
        switch field.type {
        case .files, .file, .photo, .document: return true
        default: return field.privacy == .person
        }
    }

    // MARK: What it says

    /// The first rule that failed, in form order.
    var failure: Rejection? {
        guard !failures.isEmpty else { return nil }
        for number in form.fields.indices {
            if let failed = failures[.asks(number)] ?? failures[.requires(number)] { return failed }
        }
        return nil
    }

    /// Everything that would be refused, in form order.
    var problems: [FieldProblem] {
        var found: [FieldProblem] = []
        for (number, field) in form.fields.enumerated() {
            func add(_ cause: FieldProblem.Cause) {
                found.append(FieldProblem(field: field.id, label: field.field.label, cause: cause))
            }
            if isAsked[number], let cause = unreadable[number] { add(cause) }
            if isMissing[number] { add(.missing) }
            if isUnfit[number], let sentence = field.field.otherwise { add(.refused(sentence)) }
        }
        guard !unknown.isEmpty else { return found }
        found += unknown.filter { id in form.index[id].map { isAsked[$0] } ?? true }.map {
            FieldProblem(field: $0, label: LocalizedText(id: $0.text), cause: .unknownField)
        }
        return found.sorted {
            (form.index[$0.field] ?? .max, $0.field.text) < (form.index[$1.field] ?? .max, $1.field.text)
        }
    }

    /// For pages that ask one thing at a time; throws where a rule failed.
    func questions() throws(Rejection) -> AskedQuestions {
        if let failure { throw failure }
        return AskedQuestions(asked: asked, required: required, kept: said.answers, problems: problems)
    }
}
