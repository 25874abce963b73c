/// A function that expressions may call: pure, or it does not belong here.
package struct RuleFunction: Sendable {
    package enum Style: Sendable {
        /// `f(x)`, also with a dotted name: `geo.distance(p, q)`.
        case free
        /// `x.f()`.
        case member
        case both
    }

    /// What it takes and gives; a receiver is the first parameter.
    package struct Signature: Hashable, Sendable {
        package let parameters: [RuleType]
        package let result: RuleType

        package init(_ parameters: [RuleType], _ result: RuleType) {
            self.parameters = parameters
            self.result = result
        }
    }

    package typealias Body = @Sendable ([RuleValue]) throws(RuleFault) -> RuleValue

    package let name: String
    package let style: Style
    package let signatures: [Signature]
    package typealias Cost = @Sendable ([Int]) -> Int

    /// Steps of one call from the weights of its arguments (`RuleValue.weight`); nil where a call is one step.
    ///
    /// At least 1, and never less for larger weights.
    package let cost: Cost?
    /// Whether the cost of many calls is the cost of one call with all their arguments together.
    ///
    /// True of work that walks each argument once, false of products such as text × pattern; estimates are sharper where
    /// it is true.
    package let isCostLinear: Bool
    /// Gets the number of arguments of some signature, of any kinds; throws `noOverload` for kinds that it does not take.
    package let body: Body
    /// What runs instead of `body` where the answer depends on zones or a calendar; never worked out ahead.
    let surrounded: (@Sendable ([RuleValue], RuleSurroundings) throws(RuleFault) -> RuleValue)?
    /// Whether the last of two or more arguments names a time zone.
    let takesZone: Bool
    /// The same for two arguments, without an array: operators run often.
    var pair: (@Sendable (RuleValue, RuleValue) throws(RuleFault) -> RuleValue)?

    package init(
        _ name: String,
        _ style: Style,
        _ signatures: [Signature],
        cost: Cost? = nil,
        isCostLinear: Bool = false,
        body: @escaping Body
    ) {
        self.name = name
        self.style = style
        self.signatures = signatures
        self.cost = cost
        self.isCostLinear = isCostLinear
        self.body = body
        surrounded = nil
        takesZone = false
    }

    /// A function that needs more than its values: a zone, a calendar.
    init(
        _ name: String,
        _ style: Style,
        _ signatures: [Signature],
        takesZone: Bool,
        surrounded: @escaping @Sendable ([RuleValue], RuleSurroundings) throws(RuleFault) -> RuleValue
    ) {
        self.name = name
        self.style = style
        self.signatures = signatures
        self.takesZone = takesZone
        self.surrounded = surrounded
        cost = nil
        isCostLinear = false
        body = { values throws(RuleFault) in try surrounded(values, .none) }
    }

    func takes(_ count: Int, asMember: Bool) -> Bool {
        switch (style, asMember) {
        case (.free, true), (.member, false): false
        default: signatures.contains { $0.parameters.count == count }
        }
    }

    /// A call as people write it: `int + string`, `size(int)`, `string.size()`.
    static func shown(_ name: String, _ types: [String]) -> String {
        switch (name, types.count) {
        case ("_[_]", 2): return "\(types[0])[\(types[1])]"
        case ("_[?_]", 2): return "\(types[0])[?\(types[1])]"
        case ("@in", 2): return "\(types[0]) in \(types[1])"
        case ("-_", 1), ("!_", 1): return "\(name.prefix(1))\(types[0])"
        case ("_?_:_", _): return "\(types.first ?? "") ? … : …"
        default:
            if name.hasPrefix("_"), name.hasSuffix("_"), types.count == 2 {
                return "\(types[0]) \(name.dropFirst().dropLast()) \(types[1])"
            }
            return "\(name)(\(types.joined(separator: ", ")))"
        }
    }
}

/// The functions known to an expression, by name.
package struct FunctionTable: Sendable {
    private(set) var byName: [String: RuleFunction]

    package init(_ functions: [RuleFunction]) {
        byName = Dictionary(functions.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
    }

    /// The table with one more function, or another one of the same name.
    package func adding(_ function: RuleFunction) -> FunctionTable {
        var table = self
        table.byName[function.name] = function
        return table
    }

    package subscript(name: String) -> RuleFunction? { byName[name] }

    func first(of names: [String]) -> RuleFunction? {
        names.lazy.compactMap { byName[$0] }.first
    }

    /// Names for "did you mean": without operators.
    package var names: [String] { byName.keys.filter { $0.first?.isLetter == true }.sorted() }

    /// CEL's standard functions, and Lumbung's own.
    package static let standard = FunctionTable(
        Operators.all + Conversions.all + TextFunctions.all + TextEditing.all + MathFunctions.all
            + OptionalFunctions.all
            + NetworkFunctions.all + ExactFunctions.all + TimeFunctions.all + CityFunctions.all + PlaceFunctions.all
            + CalendarFunctions.all + Encoders.all
    )
}

extension [RuleValue] {
    /// The fault of a function that does not take these.
    func noOverload(_ name: String) -> RuleFault {
        RuleFault(.noOverload(name, types: map(\.typeName)))
    }
}
