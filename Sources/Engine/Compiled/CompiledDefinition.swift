package import Civic
package import Definition
internal import Rules

/// A definition ready to run: expressions are closures over slots, states × actions an array, tables parsed.
///
/// Made once for each hash and shared between governments; running a case never parses.
package final class CompiledDefinition: Sendable {
    package let definition: Definition
    /// Of the canonical tree; what events name.
    package let hash: Digest

    let slots: SlotTable
    let start: CompiledStart
    let actions: [CompiledAction]
    let clocks: [CompiledClock]
    let tables: [TableID: CompiledTable]
    let fees: [FeeID: CompiledFee]
    /// Every field of every form by id; the main form's first.
    let fields: [FieldID: CompiledField]
    /// Documents by id.
    package let letters: [DocumentID: CompiledLetter]
    /// Some form asks for an officer, so a decision must know who there is.
    package let asksForOfficers: Bool
    /// What is typed into each national system, in the order of the relations.
    let national: [[(id: FieldID, value: Rule)]]
    let attributeNames: [String]
    /// Slots whose value changes when an attribute is set: the case, and tables that read it, at whatever remove.
    let slotsOfCase: [Int]
    /// Actions that time takes, by state index.
    let timedActions: [[CompiledAction]]
    let permissions: Permissions
    /// Branches by the state that holds them.
    let branches: [StateID: CompiledBranches]
    /// Every state, those of branches among them, by index.
    let states: [StateID]
    private let elements: [StateID: StateElement]
    private let stateIndex: [StateID: Int]
    private let actionIndex: [ActionID: Int]
    /// `state * actions + action` → next state, -1 for none.
    private let transitions: [Int16]

    /// Throws every expression, table and reference that cannot run, with its place.
    package init(_ definition: Definition, hash: Digest) throws(DefinitionRefused) {
        var compiler = DefinitionCompiler(definition)
        let parts = compiler.compile()
        let fees = compiler.fees()
        guard !compiler.findings.hasErrors, let parts else {
            throw DefinitionRefused(findings: compiler.findings.sorted)
        }
        self.definition = definition
        self.hash = hash
        slots = compiler.slots
        start = parts.start
        actions = parts.actions
        clocks = parts.clocks
        tables = parts.tables
        self.fees = fees
        fields = parts.fields
        national = parts.national
        letters = parts.letters
        asksForOfficers = parts.fields.values.contains {
            $0.field.type == .officer || $0.rows.contains { $0.field.type == .officer }
        }
        attributeNames = definition.attributes.map(\.text)
        slotsOfCase = compiler.slots.readingCase(parts.tables)
        permissions = Permissions(definition: definition)
        stateIndex = compiler.stateIndex
        states = compiler.stateOrder
        let all = definition.allStates.all
        elements = Dictionary(all.map { ($0.id, $0.element) }, uniquingKeysWith: { first, _ in first })
        let joined = compiler.notices(on:)
        branches = Dictionary(
            definition.states.all.compactMap { id, element in
                CompiledBranches(element, notices: joined(.joined(id))).map { (id, $0) }
            },
            uniquingKeysWith: { first, _ in first }
        )
        let index = Dictionary(
            parts.actions.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        actionIndex = index
        var table = Array(repeating: Int16(-1), count: states.count * parts.actions.count)
        var timed: [[CompiledAction]] = Array(repeating: [], count: states.count)
        for (number, action) in parts.actions.enumerated() {
            for from in action.element.from {
                guard let state = stateIndex[from], let to = stateIndex[action.element.to],
                    definition.place(of: from) == definition.place(of: action.element.to)
                else { continue }
                table[state * parts.actions.count + number] = Int16(to)
                if action.element.by.contains(where: \.isTimer) { timed[state].append(action) }
            }
        }
        transitions = table
        timedActions = timed
    }

    /// Every field of every form, in order of its name.
    package var fieldIDs: [FieldID] { fields.keys.sorted() }

    func index(of state: StateID) -> Int? { stateIndex[state] }

    func action(_ id: ActionID) -> CompiledAction? { actionIndex[id].map { actions[$0] } }

    /// The state that an action leads to from a state; nil where it does not start there.
    func next(_ state: StateID, _ action: ActionID) -> Int? {
        guard let state = stateIndex[state], let action = actionIndex[action] else { return nil }
        let next = transitions[state * actions.count + action]
        return next < 0 ? nil : Int(next)
    }

    /// A state, in a branch or outside.
    package func state(_ id: StateID) -> StateElement? { elements[id] }

    /// What the citizen or the officer calls a state.
    package func stateName(_ id: StateID, forCitizen: Bool) -> LocalizedText {
        guard let element = elements[id] else { return LocalizedText(id: id.text) }
        return forCitizen ? element.citizenSees : element.name
    }
}

/// Why a definition cannot be compiled.
package struct DefinitionRefused: Error, Sendable {
    package let findings: [Finding]

    package init(findings: [Finding]) { self.findings = findings }
}
