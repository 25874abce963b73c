package import Civic

/// One application, as its text says it: flat (an archetype already taken in), complete, and not yet judged by the checks.
///
/// Equality is about what it says, not where it stands: places do not count.
package struct Definition: Sendable, Hashable {
    package var app: AppID
    package var version: Version
    /// Case numbers start with it: `LAKSA-2026-000123`.
    ///
    /// Capital letters and digits, 2 to 12.
    package var prefix: String
    package var name: LocalizedText
    /// What citizens call one case: "laporan", "permohonan".
    package var noun: LocalizedText = Definition.usualNoun
    package var summary: LocalizedText
    /// What must be read before the form is begun.
    package var caution: LocalizedText?
    /// A picture of `Site/icons`.
    package var icon: String?
    package var group: Group
    /// One of the smart-city pillars: `governance`, `living`, `economy`, `society`, `environment`, `branding`.
    package var pillar: String
    /// The agency that answers for the application.
    package var owner: AgencyID
    /// The archetype beneath it; empty where it stands alone.
    package var archetype: String
    package var legal: [LegalSource]
    package var standard: ServiceStandard
    package var needs: AdoptionNeeds
    package var registers: Keyed<RegisterID, InlineRegister>
    /// Opening hours of its own.
    package var calendars: Keyed<CalendarID, CalendarElement> = [:]
    /// Numbers that change by date.
    package var parameters: Keyed<ParameterID, Parameter> = [:]
    package var roles: Keyed<RoleID, Role>
    package var form: Keyed<FieldID, Field>
    package var start: StartElement
    package var states: Keyed<StateID, StateElement>
    package var actions: Keyed<ActionID, ActionElement>
    package var clocks: Keyed<ClockID, ClockElement>
    package var tables: Keyed<TableID, TableElement>
    package var notices: Keyed<NoticeID, Notice>
    /// What is issued.
    package var documents: Keyed<DocumentID, DocumentElement> = [:]
    package var publication: Publication
    package var measures: Keyed<MeasureID, Measure>
    package var national: [NationalRelation]
    package var retention: Retention
    /// How people say what rules call by a code.
    package var words: Keyed<WordID, LocalizedText> = [:]
    /// What is to be paid, and how it is worked out.
    package var fees: Keyed<FeeID, Fee> = [:]
    /// How running cases of earlier versions come over to this one.
    package var migrations: Keyed<MigrationID, Migration> = [:]
    /// Ids that were taken away.
    package var removed = Tombstones()
    /// Where each element stands, by path.
    package var places: Places

    /// What one case is called where its application does not say.
    package static let usualNoun = LocalizedText(id: "urusan", en: "case")

    package enum Group: String, Sendable, CaseIterable {
        case publicService = "public-service"
        case management
    }

    /// The state in which a case begins.
    ///
    /// Nil only in a definition that the checks refuse.
    package var startState: StateID? { states.all.first { $0.element.isStart }?.id }

    /// All attributes that a case of this application carries, in the order in which they are first set.
    package var attributes: [Attribute] {
        var seen: [Attribute] = []
        let sets = [start.set] + actions.all.map(\.element.set)
        for id in sets.flatMap(\.order) where !seen.contains(id) { seen.append(id) }
        return seen
    }
}

/// Places by path; a path that was not kept answers with the place of the nearest element above it.
///
/// Two are always equal: where something stands is no part of what it says.
package struct Places: Sendable, Hashable {
    package var file: String
    private var known: [[String]: SourcePlace] = [:]

    package init(file: String) { self.file = file }

    package mutating func keep(_ path: [String], _ place: SourcePlace) { known[path] = place }

    package static func == (left: Places, right: Places) -> Bool { true }
    package func hash(into hasher: inout Hasher) {}

    package subscript(_ path: String...) -> SourcePlace { self[path] }

    package subscript(_ path: [String]) -> SourcePlace {
        var rest = path[...]
        while true {
            if let place = known[Array(rest)] { return place }
            if rest.isEmpty { return SourcePlace(file: file, line: 1, column: 1) }
            rest = rest.dropLast()
        }
    }
}

/// A law or regulation that the application rests on.
package struct LegalSource: Hashable, Sendable {
    package var text: LocalizedText
    package var url: String?

    package init(text: LocalizedText, url: String? = nil) {
        self.text = text
        self.url = url
    }
}

/// The components of a service standard (UU 25/2009 article 21; the order of Permenpan-RB 15/2014); the legal basis is `Definition.legal`.
package struct ServiceStandard: Hashable, Sendable {
    package var requirements: [LocalizedText]
    package var procedure: [LocalizedText]
    package var time: LocalizedText
    package var fee: LocalizedText
    package var product: LocalizedText
    package var complaints: LocalizedText
    package var facilities: LocalizedText
    package var competence: LocalizedText
    package var supervision: LocalizedText
    package var staff: LocalizedText
    package var guarantee: LocalizedText
    package var safety: LocalizedText
    package var evaluation: LocalizedText

    package init(
        requirements: [LocalizedText],
        procedure: [LocalizedText],
        time: LocalizedText,
        fee: LocalizedText,
        product: LocalizedText,
        complaints: LocalizedText,
        facilities: LocalizedText,
        competence: LocalizedText,
        supervision: LocalizedText,
        staff: LocalizedText,
        guarantee: LocalizedText,
        safety: LocalizedText,
        evaluation: LocalizedText
    ) {
        self.requirements = requirements
        self.procedure = procedure
        self.time = time
        self.fee = fee
        self.product = product
        self.complaints = complaints
        self.facilities = facilities
        self.competence = competence
        self.supervision = supervision
        self.staff = staff
        self.guarantee = guarantee
        self.safety = safety
        self.evaluation = evaluation
    }
}

/// What a government must have before it can run the application; the readiness study compares it with what is there.
package struct AdoptionNeeds: Hashable, Sendable {
    package var roles: [RoleID]
    package var agencies: [AgencyID]
    package var registers: [RegisterID]
    package var integrations: [LocalizedText]

    package init(
        roles: [RoleID] = [],
        agencies: [AgencyID] = [],
        registers: [RegisterID] = [],
        integrations: [LocalizedText] = []
    ) {
        self.roles = roles
        self.agencies = agencies
        self.registers = registers
        self.integrations = integrations
    }
}

/// A group of people by what they do here.
package struct Role: Hashable, Sendable {
    package var name: LocalizedText
    package var scope: RoleScope
    /// Of an agreement's two sides, the one that this role belongs to.
    package var side: Side?
    /// Whoever holds this role of the house holds this one too: `office: head` for who signs on one side of an agreement.
    package var office: RoleID?
    /// How cases that wait for this role find an officer.
    package var distribution: Distribution
    /// Working hours for which an officer who took a case keeps it without doing anything in it.
    package var leaseHours: Int
    /// Roles whose work it may take over and hand to another: a head over their officers.
    package var leads: [RoleID]

    /// A working day: a bunch of cases that were taken in the morning is still there after lunch, and free again tomorrow.
    package static let usualLeaseHours = 8

    package enum Distribution: String, Hashable, Sendable, CaseIterable {
        /// They wait until somebody takes one.
        case claim
        /// Each goes to the next officer who is present.
        case roundRobin = "round_robin"
        /// Each goes to an officer of its district or village who is present.
        case byRegion = "by_region"
    }

    package init(
        name: LocalizedText,
        scope: RoleScope,
        side: Side? = nil,
        office: RoleID? = nil,
        distribution: Distribution = .claim,
        leaseHours: Int = Role.usualLeaseHours,
        leads: [RoleID] = []
    ) {
        self.name = name
        self.scope = scope
        self.side = side
        self.office = office
        self.distribution = distribution
        self.leaseHours = leaseHours
        self.leads = leads
    }
}

/// Whose cases somebody with the role may act on.
///
/// Written `public`, `case-agency`, `owner`, `government` or `{ agency: bpbd }`.
package enum RoleScope: Hashable, Sendable {
    /// Anybody who holds the case: its citizen, with an account or with the secret link.
    case everyone
    /// Officers with the role in the agency where the case now is.
    case caseAgency
    /// Officers with the role in the agency that owns the application.
    case owner
    /// Officers with the role in one agency.
    case agency(AgencyID)
    /// Officers with the role for the whole government.
    case government
}

/// A party of an agreement.
package enum Side: String, Hashable, Sendable, CaseIterable, Codable {
    case provider, adopter
}

/// How much of the events is published beside the tiles, and which answers go with them.
package struct Publication: Hashable, Sendable {
    package enum Openness: String, Sendable, CaseIterable {
        /// Each event with application, state, agency, village, time and the fields named.
        case open
        /// Application, state, day, district.
        case coarse
        /// Protected monthly totals only.
        case sealed
    }

    package var ledger: Openness
    /// Answers that are published with `open`; each must be of privacy `open`.
    package var fields: [FieldID]
    /// Points are moved onto a grid of this many metres.
    package var placeMetres: Int

    package init(ledger: Openness = .coarse, fields: [FieldID] = [], placeMetres: Int = 100) {
        self.ledger = ledger
        self.fields = fields
        self.placeMetres = placeMetres
    }
}

/// A figure that the LIVE Room and the public page show: of all clocks that ended, the share that was met.
package struct Measure: Hashable, Sendable {
    package var name: LocalizedText
    package var ratio: Ratio
    /// Between 0 and 1.
    package var target: Double?

    /// Written `[answering.met, answering.ended]`.
    package struct Ratio: Hashable, Sendable {
        package var counted: ClockCount
        package var among: ClockCount

        package init(_ counted: ClockCount, among: ClockCount) {
            self.counted = counted
            self.among = among
        }
    }

    package init(name: LocalizedText, ratio: Ratio, target: Double? = nil) {
        self.name = name
        self.ratio = ratio
        self.target = target
    }
}

/// A number of clocks of one kind: those met in time, those breached, or all that ended.
package struct ClockCount: Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Sendable, CaseIterable {
        case met, breached, ended
    }

    package var clock: ClockID
    package var kind: Kind

    package init(_ clock: ClockID, _ kind: Kind) {
        self.clock = clock
        self.kind = kind
    }

    package var description: String { "\(clock).\(kind.rawValue)" }
}

/// How long a closed case is kept before its personal boxes are erased.
package struct Retention: Hashable, Sendable {
    package var years: Int
    package var basis: LocalizedText?

    package init(years: Int, basis: LocalizedText? = nil) {
        self.years = years
        self.basis = basis
    }
}
