/// Conditions taken together: whether all of them can hold at once, or all fail, as far as their comparisons tell.
///
/// What is compared with fixed values falls into regions between them; every way of putting regions together is tried. A part
/// that is more than a comparison may turn out either way, so that only "cannot" is proof. A fault counts as failing.
package struct ConditionSet {
    /// Whether an answer is there when the conditions are asked.
    package enum Presence: Sendable {
        case always, sometimes, never
    }

    /// What is known of names beyond the expressions.
    package struct Knowledge {
        /// The only texts that a path like `category.code` can have; nil where they are not known.
        package var codes: (_ path: String) -> [String]?
        /// Of a first name.
        package var presence: (_ name: String) -> Presence

        package init(
            codes: @escaping (_ path: String) -> [String]? = { _ in nil },
            presence: @escaping (_ name: String) -> Presence = { _ in .always }
        ) {
            self.codes = codes
            self.presence = presence
        }
    }

    private let propositions: [Proposition]
    private let subjects: [Subject]

    package init(_ expressions: [Expression], knowing knowledge: Knowledge = Knowledge()) {
        var reading = PropositionReading(knowledge)
        propositions = expressions.map { reading.proposition($0.root) }
        subjects = reading.subjects
    }

    /// False only where it is shown that some one fails whatever the others say.
    package var canAllHold: Bool {
        isPossible { facts in propositions.allSatisfy { $0.truth(facts, subjects) == true } } ?? true
    }

    /// False only where it is shown that some one holds in every case.
    package var canAllFail: Bool {
        isPossible { facts in propositions.allSatisfy { $0.truth(facts, subjects) != true } } ?? true
    }

    /// Tries every choice of regions; nil where there are too many.
    private func isPossible(_ holds: ([Region]) -> Bool) -> Bool? {
        let regions = subjects.map(\.regions)
        let count = regions.reduce(1) { count, some in
            let (product, overflow) = count.multipliedReportingOverflow(by: max(1, some.count))
            return overflow ? Int.max : product
        }
        guard count <= Limits.conditionWorldsMax else { return nil }
        for world in 0..<count {
            var rest = world
            let facts = regions.map { some -> Region in
                defer { rest /= max(1, some.count) }
                return some.isEmpty ? .other : some[rest % some.count]
            }
            if holds(facts) { return true }
        }
        return false
    }
}

/// What a subject can be, as far as the conditions tell it apart.
private enum Region {
    case value(RuleValue)
    /// Between the literals: above so many of them.
    case between(Int)
    /// Unequal to all that it is compared with.
    case other
    /// Its evaluation fails.
    case fault
    case absent
    case present
}

/// A condition over subjects by number.
private indirect enum Proposition {
    case fixed(Bool)
    /// A subject beside a literal; only where the subject that is its presence says so.
    case compare(Int, Condition.Comparison, RuleValue, presence: Int?, isDeep: Bool)
    case truth(Int)
    case isAbsent(Int)
    case not(Proposition)
    case both(Proposition, Proposition)
    case either(Proposition, Proposition)

    /// Nil: a fault.
    func truth(_ facts: [Region], _ subjects: [Subject]) -> Bool? {
        switch self {
        case .fixed(let truth): return truth
        case .truth(let subject):
            if case .value(.bool(let truth)) = facts[subject] { return truth }
            return nil
        case .isAbsent(let subject):
            if case .absent = facts[subject] { return true }
            return false
        case .not(let inner): return inner.truth(facts, subjects).map { !$0 }
        case .both(let left, let right):
            let (a, b) = (left.truth(facts, subjects), right.truth(facts, subjects))
            if a == false || b == false { return false }
            return a == nil || b == nil ? nil : true
        case .either(let left, let right):
            let (a, b) = (left.truth(facts, subjects), right.truth(facts, subjects))
            if a == true || b == true { return true }
            return a == nil || b == nil ? nil : false
        case .compare(let subject, let comparison, let literal, let presence, let isDeep):
            if let presence, case .absent = facts[presence] {
                if isDeep { return nil }
                return comparison == .equal ? false : comparison == .notEqual ? true : nil
            }
            return Self.compare(facts[subject], comparison, literal, subjects[subject].rank(of: literal))
        }
    }

    private static func compare(
        _ region: Region,
        _ comparison: Condition.Comparison,
        _ literal: RuleValue,
        _ rank: Int
    ) -> Bool? {
        switch region {
        case .value(let value): return comparison.holds(value, literal)
        case .between(let above):
            switch comparison {
            case .equal: return false
            case .notEqual: return true
            case .less, .lessEqual: return above <= rank
            case .greater, .greaterEqual: return above > rank
            }
        case .other: return comparison == .equal ? false : comparison == .notEqual ? true : nil
        case .fault, .absent, .present: return nil
        }
    }
}

/// Something that the conditions ask about.
private struct Subject {
    /// Fixed from the start; nil: made of the literals.
    let known: [Region]?
    private var literals: [RuleValue] = []
    private var isOrdered = false

    init(known: [Region]? = nil) { self.known = known }

    mutating func compare(with literal: RuleValue, isOrdered ordered: Bool) {
        isOrdered = isOrdered || ordered
        if !literals.contains(literal) { literals.append(literal) }
        literals.sort { Condition.Comparison.less.holds($0, $1) ?? false }
    }

    func rank(of literal: RuleValue) -> Int { literals.firstIndex(of: literal) ?? 0 }

    var regions: [Region] {
        if let known { return known }
        guard isOrdered else { return literals.map(Region.value) + [.other] }
        var all: [Region] = [.between(0)]
        for (index, literal) in literals.enumerated() {
            all.append(.value(literal))
            // Between two whole numbers that follow each other lies nothing.
            if case .int(let number) = literal, index + 1 < literals.count,
                literals[index + 1] == .int(number &+ 1)
            {
                continue
            }
            all.append(.between(index + 1))
        }
        return all
    }
}

/// Turns expressions into propositions, and numbers what they ask about.
private struct PropositionReading {
    let knowledge: ConditionSet.Knowledge
    private(set) var subjects: [Subject] = []
    private var numbers: [String: Int] = [:]

    init(_ knowledge: ConditionSet.Knowledge) { self.knowledge = knowledge }

    mutating func proposition(_ node: Node) -> Proposition {
        switch node.kind {
        case .literal(.bool(let truth)): return .fixed(truth)
        case .and(let left, let right): return .both(proposition(left), proposition(right))
        case .or(let left, let right): return .either(proposition(left), proposition(right))
        case .choose(let condition, let yes, let no):
            let asked = proposition(condition)
            return .either(.both(asked, proposition(yes)), .both(.not(asked), proposition(no)))
        case .call("!_", target: nil, let arguments) where arguments.count == 1:
            return .not(proposition(arguments[0]))
        case .call("@in", target: nil, let arguments) where arguments.count == 2:
            return among(arguments[0], arguments[1]) ?? opaque(node)
        case .call(let name, target: nil, let arguments) where arguments.count == 2:
            guard let comparison = Condition.Comparison(operatorName: name) else { return opaque(node) }
            return self.comparison(arguments[0], comparison, arguments[1], node)
        default: return opaque(node)
        }
    }

    private mutating func comparison(
        _ left: Node,
        _ comparison: Condition.Comparison,
        _ right: Node,
        _ node: Node
    ) -> Proposition {
        if let first = left.literal, let second = right.literal {
            return comparison.holds(first, second).map(Proposition.fixed) ?? opaque(node)
        }
        if let value = right.literal { return beside(left, comparison, value, node) }
        if let value = left.literal { return beside(right, comparison.mirrored, value, node) }
        let (first, second) = (left.written, right.written)
        let isTurned = second < first
        let key = "order " + (isTurned ? second + " : " + first : first + " : " + second)
        let canFault = mayFault(node)
        let subject = number(key) {
            Subject(known: [-1, 0, 1].map { Region.value(.int($0)) } + (canFault ? [.fault] : []))
        }
        return .compare(
            subject,
            isTurned ? comparison.mirrored : comparison,
            .int(0),
            presence: nil,
            isDeep: false
        )
    }

    private mutating func beside(
        _ node: Node,
        _ comparison: Condition.Comparison,
        _ value: RuleValue,
        _ whole: Node
    ) -> Proposition {
        guard let path = node.path?.names, let name = path.first else {
            guard let kind = value.kindName else { return opaque(whole) }
            let canFault = mayFault(node)
            let subject = number("\(kind) \(node.written)") { Subject() }
            let told = compare(subject, comparison, value, nil, false)
            // A call may fail where its arguments are missing: then neither side of the comparison holds.
            return canFault ? .both(told, opaqueSuccess(node)) : told
        }
        let presence = self.presence(name)
        if case .null = value {
            guard path.count == 1, comparison == .equal || comparison == .notEqual else { return opaque(whole) }
            let absent = presence.map(Proposition.isAbsent) ?? .fixed(false)
            return comparison == .equal ? absent : .not(absent)
        }
        if case .bool(let truth) = value, comparison == .equal || comparison == .notEqual {
            let key = "bool " + path.joined(separator: ".")
            let subject = number(key) { Subject(known: [.value(true), .value(false)]) }
            return .compare(
                subject,
                comparison,
                .bool(truth),
                presence: presence,
                isDeep: path.count > 1
            )
        }
        guard let kind = value.kindName else { return opaque(whole) }
        let text = path.joined(separator: ".")
        let codes = kind == "string" ? knowledge.codes(text) : nil
        let subject = number("\(kind) \(text)") {
            Subject(known: codes.map { $0.map { Region.value(.string($0)) } })
        }
        return compare(subject, comparison, value, presence, path.count > 1)
    }

    private mutating func compare(
        _ number: Int,
        _ comparison: Condition.Comparison,
        _ value: RuleValue,
        _ presence: Int?,
        _ isDeep: Bool
    ) -> Proposition {
        subjects[number].compare(with: value, isOrdered: comparison != .equal && comparison != .notEqual)
        return .compare(
            number,
            comparison,
            value,
            presence: presence,
            isDeep: isDeep
        )
    }

    /// `kind.code in ['a', 'b']`; nil where the list holds more than fixed values.
    private mutating func among(_ left: Node, _ right: Node) -> Proposition? {
        guard case .list = right.kind else { return nil }
        let values = right.children.compactMap(\.literal)
        guard values.count == right.children.count else { return nil }
        return values.reduce(Proposition.fixed(false)) { .either($0, beside(left, .equal, $1, right)) }
    }

    /// True or false on its own, and the same wherever the same text stands.
    private mutating func opaque(_ node: Node) -> Proposition {
        if let path = node.path?.names, let name = path.first {
            let presence = self.presence(name)
            let subject = number("bool " + path.joined(separator: ".")) {
                Subject(known: [.value(true), .value(false)])
            }
            // An answer that is not there is no condition: its evaluation fails.
            return .compare(subject, .equal, true, presence: presence, isDeep: true)
        }
        let canFault = mayFault(node)
        return .truth(
            number("told " + node.written) {
                Subject(known: [.value(true), .value(false)] + (canFault ? [.fault] : []))
            }
        )
    }

    private mutating func opaqueSuccess(_ node: Node) -> Proposition {
        .truth(number("done " + node.written) { Subject(known: [.value(true), .fault]) })
    }

    private func mayFault(_ node: Node) -> Bool {
        Expression(source: "", root: node).names.contains { knowledge.presence($0) != .always }
    }

    /// The number of a name's presence; nil where it is always there.
    private mutating func presence(_ name: String) -> Int? {
        switch knowledge.presence(name) {
        case .always: nil
        case .sometimes: number("presence " + name) { Subject(known: [.present, .absent]) }
        case .never: number("presence " + name) { Subject(known: [.absent]) }
        }
    }

    private mutating func number(_ key: String, _ make: () -> Subject) -> Int {
        if let known = numbers[key] { return known }
        subjects.append(make())
        numbers[key] = subjects.count - 1
        return subjects.count - 1
    }
}

extension Condition.Comparison {
    fileprivate init?(operatorName: String) {
        switch operatorName {
        case "_==_": self = .equal
        case "_!=_": self = .notEqual
        case "_<_": self = .less
        case "_<=_": self = .lessEqual
        case "_>_": self = .greater
        case "_>=_": self = .greaterEqual
        default: return nil
        }
    }
}

extension RuleValue {
    /// Of the kinds whose order `Condition.Comparison` knows.
    fileprivate var kindName: String? {
        switch self {
        case .int: "int"
        case .string: "string"
        default: nil
        }
    }
}

extension Node {
    fileprivate var written: String {
        var writer = Unparser()
        writer.write(self)
        return writer.text
    }
}
