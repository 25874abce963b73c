import Civic
import Definition
import Rules

struct CompiledStart: Sendable {
    let form: CompiledForm
    let set: [(attribute: Attribute, value: CompiledValue)]
    let notices: [DueNotice]
    let state: StateID
}

struct CompiledAction: Sendable {
    let id: ActionID
    let element: ActionElement
    let form: CompiledForm
    let when: Rule?
    /// The guard reads the form, so it can only be judged with answers.
    let guardReadsForm: Bool
    let set: [(attribute: Attribute, value: CompiledValue)]
    let notices: [DueNotice]
    /// Clocks that get more time.
    let extend: [(clock: ClockID, by: CompiledClock.Target)]
    /// Until when the bill that it issues is to be paid.
    let due: CompiledClock.Target?
    /// A form field that is called `agency` and takes one hands the case over, unless `set` says otherwise.
    let handsOver: Bool
}

struct CompiledClock: Sendable {
    enum Target: Sendable {
        case workdays(Int), calendarDays(Int)
        case rule(Rule)
    }

    let id: ClockID
    let element: ClockElement
    /// The calendar that it counts by, where that is the application's own.
    let opening: OpenedCalendars?
    /// By state index.
    let runs: [Bool]
    let pauses: [Bool]
    let met: [Bool]
    let restartsOn: Set<ActionID>
    let target: Target
    /// Notices of its marks, by percent.
    let notices: [Int: [DueNotice]]

    func isRunning(in standing: [Int]) -> Bool { standing.contains { runs[$0] } }
    func isPausing(in standing: [Int]) -> Bool { standing.contains { pauses[$0] } }
    func isMet(in standing: [Int]) -> Bool { standing.contains { met[$0] } }
}

/// A decision table ready to run.
struct CompiledTable: Sendable {
    let id: TableID
    let table: DecisionTable
    let outputs: [String]
    let inputs: [Rule]
    let place: SourcePlace
}
