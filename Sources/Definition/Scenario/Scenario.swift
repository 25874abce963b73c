package import Civic

/// A story that the application must be able to tell: who does what, when, and what each must see.
///
/// Time is simulated.
package struct Scenario: Sendable {
    package let title: LocalizedText
    /// When the story begins.
    package let start: Moment
    /// The party in whose ledger an agreement's story is told; the other party's acts come as peer acts.
    ///
    /// Nil: the side of whoever starts the case.
    package let side: Side?
    /// Officers among whom work is handed out; empty: one of each role.
    package let people: [ScenarioActor]
    /// Other cases of the application that the story names.
    package let others: [CaseNumber]
    package let steps: [ScenarioStep]
    package let place: SourcePlace

    package init(
        title: LocalizedText,
        start: Moment,
        side: Side?,
        people: [ScenarioActor] = [],
        others: [CaseNumber] = [],
        steps: [ScenarioStep],
        place: SourcePlace
    ) {
        self.title = title
        self.start = start
        self.side = side
        self.people = people
        self.others = others
        self.steps = steps
        self.place = place
    }
}

/// One thing that happens, or time that passes, and what is expected then.
package struct ScenarioStep: Sendable {
    package let time: ScenarioTime
    /// Nil where only time passes; timers due until then fire before the step.
    package let deed: ScenarioDeed?
    package let expect: ScenarioExpectation
    package let place: SourcePlace

    package init(
        time: ScenarioTime,
        deed: ScenarioDeed?,
        expect: ScenarioExpectation = ScenarioExpectation(),
        place: SourcePlace
    ) {
        self.time = time
        self.deed = deed
        self.expect = expect
        self.place = place
    }
}

package enum ScenarioTime: Hashable, Sendable {
    /// At the time of the step before.
    case same
    case at(Moment)
    case after(Span)
    /// At the same time of day, so many workdays later.
    case afterWorkdays(Int)
}

/// Somebody does something.
package struct ScenarioDeed: Hashable, Sendable {
    package enum Verb: Hashable, Sendable {
        case start
        case act(ActionID)
        /// A note on the case; its text is the reason.
        case note
        /// Money comes in for the latest bill of a fee.
        case pay(ScenarioMoney)
        /// The treasurer gives money back.
        case refund(ScenarioMoney)
        /// Who works on the case changes; a word why is the reason.
        case work(Work)
    }

    package enum Work: String, Hashable, Sendable, CaseIterable {
        case claim
        case giveBack = "give_back"
        case handOver = "hand_over"
        case takeOver = "take_over"
    }

    package let actor: ScenarioActor
    package let verb: Verb
    /// Files are names; the runner makes files of them.
    package let answers: [FieldID: JSON]
    package let reason: String?
    /// The village that the location lies in, as the node would find it.
    package let village: RegionCode?
    /// The colleague who gets the case.
    package let colleague: ScenarioActor?

    package init(
        actor: ScenarioActor,
        verb: Verb,
        answers: [FieldID: JSON] = [:],
        reason: String? = nil,
        village: RegionCode? = nil,
        colleague: ScenarioActor? = nil
    ) {
        self.actor = actor
        self.verb = verb
        self.answers = answers
        self.reason = reason
        self.village = village
        self.colleague = colleague
    }
}

/// Who acts: `citizen`, `verifier`, `handler@dpupr`, `checker/sari`.
///
/// The same name is the same officer, whatever the role; without a name each role in each agency is one officer.
package struct ScenarioActor: Hashable, Sendable, CustomStringConvertible {
    package let role: RoleID
    /// Nil: the owner's, or the one where the case is.
    package let agency: AgencyID?
    /// A name, to tell two people of one role apart or to give one person two roles.
    package let person: String?

    package init(role: RoleID, agency: AgencyID? = nil, person: String? = nil) {
        self.role = role
        self.agency = agency
        self.person = person
    }

    /// Who they are: the name, else the role and agency.
    package var identity: String { person ?? description }

    package var description: String {
        role.text + (agency.map { "@\($0)" } ?? "") + (person.map { "/\($0)" } ?? "")
    }
}

/// What must be true after a step; what is nil is not asked.
package struct ScenarioExpectation: Hashable, Sendable {
    package enum ClockCondition: String, Sendable, CaseIterable {
        case running, paused, met, breached, stopped, none
    }

    package let state: StateID?
    /// Where each of these branches stands.
    package let branches: [BranchID: StateID]
    package let agency: AgencyID?
    /// The step must be refused, with this key of the rejection: `four-eyes`.
    package let refused: String?
    package let clocks: [ClockID: ClockCondition]
    package let due: [ClockID: Moment]
    /// All notices that the step sends, in any order.
    package let notices: Set<NoticeID>?
    package let attributes: [Attribute: JSON]
    /// Documents and how they must stand: `issued: { permit: issued }`.
    package let documents: [DocumentID: String]
    /// All actions that the one who acted may now take, in any order.
    package let offers: Set<ActionID>?
    /// How a bill must stand.
    package let bill: ScenarioBill?
    package let holder: Holder?

    package enum Holder: Hashable, Sendable {
        case nobody
        case somebody(ScenarioActor)
    }

    package init(
        state: StateID? = nil,
        branches: [BranchID: StateID] = [:],
        agency: AgencyID? = nil,
        refused: String? = nil,
        clocks: [ClockID: ClockCondition] = [:],
        due: [ClockID: Moment] = [:],
        notices: Set<NoticeID>? = nil,
        attributes: [Attribute: JSON] = [:],
        documents: [DocumentID: String] = [:],
        offers: Set<ActionID>? = nil,
        holder: Holder? = nil,
        bill: ScenarioBill? = nil
    ) {
        self.state = state
        self.branches = branches
        self.agency = agency
        self.refused = refused
        self.clocks = clocks
        self.due = due
        self.notices = notices
        self.attributes = attributes
        self.documents = documents
        self.offers = offers
        self.holder = holder
        self.bill = bill
    }
}
