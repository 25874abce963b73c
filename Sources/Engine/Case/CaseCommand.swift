package import Civic

/// What somebody, or a timer, wants to happen to a case.
package enum CaseCommand: Hashable, Sendable {
    case start(StartCase)
    /// `version`: the version of the case that the person looked at; nil where nobody looked (timer, import).
    case act(ActionID, version: Int?, answers: [FieldID: JSON], reason: String?)
    case clockMark(ClockID, percent: Int)
    case timer(TimerID)
    case note(String)
    /// A document of another case takes the place of this case's document of that number.
    case documentRenewed(String, by: String)
    /// The working calendar has changed: running clocks are planned anew.
    case replan
    /// History brings the deadline that was promised then: the running clock falls due at that moment. Importers only.
    case promise(ClockID, due: Moment)
    /// Who works on it.
    case work(WorkCommand)
    /// Boxes are destroyed; the node does it in the same turn.
    case erase(CaseErasure)
    /// Answers are put right.
    case correct([FieldID: JSON])
    /// Money came in for one of the case's bills: from a bank, or over the treasurer's counter.
    case payment(Payment)
    /// The treasurer has given money back.
    case refund(BillNumber, amount: Rupiah, reference: String)
}

/// A new case as it was asked for, nothing checked yet.
package struct StartCase: Hashable, Sendable {
    package let app: AppID
    package private(set) var answers: [FieldID: JSON]
    package let channel: Channel
    package let isAnonymous: Bool
    package let language: Language
    package let assistedBy: OfficerID?
    /// The citizen agreed that somebody else enters it (assisted channels).
    package let consent: Bool
    /// What the node adds that no form asks for: `side` and `counterpart` of an agreement, the source row of an import.
    package let attributes: [String: JSON]
    /// An action on another case opens it: photos and names may be missing.
    package let isOpenedByAction: Bool

    package init(
        app: AppID,
        answers: [FieldID: JSON],
        channel: Channel = .web,
        isAnonymous: Bool = false,
        language: Language = .id,
        assistedBy: OfficerID? = nil,
        consent: Bool = false,
        attributes: [String: JSON] = [:],
        isOpenedByAction: Bool = false
    ) {
        self.isOpenedByAction = isOpenedByAction
        self.app = app
        self.answers = answers
        self.channel = channel
        self.isAnonymous = isAnonymous
        self.language = language
        self.assistedBy = assistedBy
        self.consent = consent
        self.attributes = attributes
    }

    /// Answers in place of earlier ones of the same names; null takes one away.
    mutating func take(_ changed: [FieldID: JSON]) {
        for (id, answer) in changed { answers[id] = answer.isNull ? .none : answer }
    }
}

/// Where a case lies, resolved from its location by the node.
package struct PlaceFacts: Hashable, Sendable {
    package let village: RegionCode?
    package let district: RegionCode?
    package let villageName: String?
    package let districtName: String?

    package init(
        village: RegionCode?,
        district: RegionCode?,
        villageName: String? = nil,
        districtName: String? = nil
    ) {
        self.village = village
        self.district = district
        self.villageName = villageName
        self.districtName = districtName
    }
}

/// What the world gives to a decision, as values.
package struct Context: Sendable {
    /// When the ledger takes it.
    package var now: Moment
    /// When it happened: equal to `now` but for imports.
    package var at: Moment
    package var actor: Actor
    package var definition: CompiledDefinition
    package var calendar: WorkingCalendar
    package var caseID: CaseID
    /// The next number of each counter that `Needs.serials` names.
    package var serials: [String: Int]
    /// The government's own dated tariffs, past ones too: what a bill says of the tariff it was worked out from.
    package var ownRows: [ParameterID: [ParameterRow]] = [:]
    /// nil: the point lies outside the government, or there is none.
    package var place: PlaceFacts?
    /// Points of areas and routes that lie outside the government, of those that `Needs.outline` names.
    package var strays: Set<GeoPoint> = []
    /// Cases that there are, of those that `Needs.cases` names; nil: not checked (imports, scenarios).
    package var knownCases: Set<CaseNumber>?
    /// The government's agencies; an answer or a route that names another is refused.
    package var agencies: Set<AgencyID>
    /// Who works for the government; nil: not checked (imports, previews).
    package var officers: Set<OfficerID>?
    /// Files that this command may name (uploaded in its draft); nil: not checked (imports).
    package var files: Set<String>?
    /// Dated parameters of the government, by id.
    package var parameters: [String: JSON]
    /// The rows that those values come from.
    package var parameterRows: [ParameterID: ParameterUse]
    /// The government's active officers, where a decision hands out work.
    package var colleagues: [Colleague] = []
    /// Whose box the case's contact lies in; nil where there is none.
    package var contact: PersonID?
    /// Other cases that the command names, by the number that was typed.
    package var related: [CaseNumber: RelatedCase] = [:]
    /// The id of the case that an action opens.
    package var child: CaseID?

    package init(
        now: Moment,
        at: Moment? = nil,
        actor: Actor,
        definition: CompiledDefinition,
        calendar: WorkingCalendar,
        caseID: CaseID,
        serials: [String: Int] = [:],
        place: PlaceFacts? = nil,
        agencies: Set<AgencyID> = [],
        officers: Set<OfficerID>? = nil,
        files: Set<String>? = nil,
        parameters: [String: JSON] = [:],
        parameterRows: [ParameterID: ParameterUse] = [:],
        contact: PersonID? = nil
    ) {
        self.contact = contact
        self.parameterRows = parameterRows
        self.now = now
        self.at = at ?? now
        self.actor = actor
        self.definition = definition
        self.calendar = calendar
        self.caseID = caseID
        self.serials = serials
        self.place = place
        self.agencies = agencies
        self.officers = officers
        self.files = files
        self.parameters = parameters
    }
}

/// What the node must resolve before `decide`.
package struct Needs: Hashable, Sendable {
    /// The counters from which this command takes a number, each without gaps: `LAKSA-2026`.
    package let serials: [String]
    /// The point whose village and district are asked for.
    package let point: GeoPoint?
    /// Points of areas and routes that must lie inside the government.
    package let outline: [GeoPoint]
    /// Other cases that the answers name.
    package let cases: [CaseNumber]
    /// Uploaded files that the answers name.
    package let files: [String]

    package init(
        serials: [String] = [],
        point: GeoPoint? = nil,
        outline: [GeoPoint] = [],
        cases: [CaseNumber] = [],
        files: [String] = []
    ) {
        self.serials = serials
        self.point = point
        self.outline = outline
        self.cases = cases
        self.files = files
    }
}
