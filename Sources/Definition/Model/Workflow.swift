package import Civic
package import Rules

/// What is set when a case starts.
package struct StartElement: Hashable, Sendable {
    /// Who may start a case; empty: `citizen`, and officers who enter it for one.
    package var by: [Who]
    package var set: Keyed<Attribute, Assigned>

    package init(by: [Who] = [], set: Keyed<Attribute, Assigned> = [:]) {
        self.by = by
        self.set = set
    }
}

/// Where a case can be.
package struct StateElement: Hashable, Sendable {
    package enum Tone: String, Sendable, CaseIterable {
        case new, working, waiting, done, refused
    }

    package var name: LocalizedText
    /// The citizen's word for it, where it differs from the officers'.
    package var citizenName: LocalizedText?
    package var isStart: Bool
    package var isEnd: Bool
    /// Colour and shape on every page.
    package var tone: Tone
    /// What goes on side by side while a case is here; empty: nothing.
    package var branches: Keyed<BranchID, BranchElement>
    /// Where the case goes by itself once every branch has ended.
    package var join: StateID?
    package var lock: Lock?

    package init(
        name: LocalizedText,
        citizenName: LocalizedText? = nil,
        isStart: Bool = false,
        isEnd: Bool = false,
        tone: Tone,
        branches: Keyed<BranchID, BranchElement> = [:],
        join: StateID? = nil,
        lock: Lock? = nil
    ) {
        self.branches = branches
        self.join = join
        self.lock = lock
        self.name = name
        self.citizenName = citizenName
        self.isStart = isStart
        self.isEnd = isEnd
        self.tone = tone
    }

    /// What the citizen reads.
    package var citizenSees: LocalizedText { citizenName ?? name }
}

/// What somebody does to a case: it leads from one of the states `from` to `to`.
package struct ActionElement: Hashable, Sendable {
    package enum Reason: String, Sendable, CaseIterable {
        case none, optional, required
    }

    /// On the button: "Teruskan".
    package var name: LocalizedText
    /// On the timeline: "Diteruskan ke {agency}".
    package var done: LocalizedText
    package var from: [StateID]
    package var to: StateID
    package var by: [Who]
    /// Four eyes: not the one who last did that action in this case.
    package var notBy: ActionID?
    package var when: Formula?
    /// What to tell who tries it where `when` does not hold.
    package var otherwise: LocalizedText?
    package var reason: Reason
    package var form: Keyed<FieldID, Field>
    package var set: Keyed<Attribute, Assigned>
    /// How often it may be taken in one case; nil: as often as its states allow.
    package var atMost: Int?
    /// Clocks whose target it lengthens, and by how much.
    package var extend: Keyed<ClockID, ClockTarget> = [:]
    /// Whoever takes it marks questions of the application's form that must be answered anew, each with a remark.
    package var marks: Bool = false
    /// It asks the marked questions, and no other of the application's form.
    package var corrects: Bool = false
    /// What it asks for in money, takes back and gives back.
    package var money = MoneyEffects()
    /// What it does to documents of the case.
    package var documents = DocumentEffects()
    /// Another case that it ties this one to.
    package var link: LinkElement?
    /// Another case that it opens.
    package var open: OpenElement?
    /// The name under which expressions read the last time of this action; `<action>_at` where none is given.
    package var time: String?
    /// The action stands on the citizen's timeline.
    package var citizenVisible: Bool
    package var lock: Lock?

    package init(
        name: LocalizedText,
        done: LocalizedText,
        from: [StateID],
        to: StateID,
        by: [Who],
        notBy: ActionID? = nil,
        when: Formula? = nil,
        otherwise: LocalizedText? = nil,
        reason: Reason = .none,
        form: Keyed<FieldID, Field> = [:],
        set: Keyed<Attribute, Assigned> = [:],
        time: String? = nil,
        citizenVisible: Bool = true,
        lock: Lock? = nil
    ) {
        self.lock = lock
        self.name = name
        self.done = done
        self.from = from
        self.to = to
        self.by = by
        self.notBy = notBy
        self.when = when
        self.otherwise = otherwise
        self.reason = reason
        self.form = form
        self.set = set
        self.time = time
        self.citizenVisible = citizenVisible
    }
}

/// Who may act.
///
/// Written `handler`, `timer.until`, `timer after 10 workdays`, `peer.provider`.
package enum Who: Hashable, Sendable {
    case role(RoleID)
    /// The node itself, at the start of the day (a `date` field) that the case's latest answer to this field names.
    case timer(at: FieldID)
    /// The node itself, after so many workdays in the action's `from` state.
    case timerAfter(workdays: Int)
    /// The other government of an agreement.
    case peer(Side)
    /// The full payment of this fee's bill.
    case payment(FeeID)
    /// The node itself, on the day after an open bill of this fee fell due.
    case overdue(FeeID)

    package var text: String {
        switch self {
        case .role(let role): role.text
        case .timer(let field): "timer.\(field)"
        case .timerAfter(let workdays): "timer after \(workdays) workdays"
        case .peer(let side): "peer.\(side.rawValue)"
        case .payment(let fee): "payment.\(fee)"
        case .overdue(let fee): "overdue.\(fee)"
        }
    }

    package var role: RoleID? {
        if case .role(let role) = self { role } else { nil }
    }

    package var isTimer: Bool {
        switch self {
        case .timer, .timerAfter, .overdue: true
        case .role, .peer, .payment: false
        }
    }
}

/// A deadline.
///
/// It starts when the case enters a state of `runsIn`, and stands still in the states of `pausesIn`.
///
/// It ends when the case goes to a state in neither: *met* (or breached, when late) where that state is in `metIn`, and
/// *stopped*, without counting, where it is not (returned, withdrawn). After it was met, only an action of `restartsOn`
/// starts it again, with a fresh target; after it was stopped, entering `runsIn` does.
package struct ClockElement: Hashable, Sendable {
    package enum Calendar: Hashable, Sendable {
        /// Working time of the government.
        case office
        /// Every minute of every day.
        case always
        /// Opening hours of the application's own.
        case named(CalendarID)

        package var text: String {
            switch self {
            case .office: "office"
            case .always: "always"
            case .named(let id): id.text
            }
        }
    }

    package var name: LocalizedText
    package var runsIn: [StateID]
    package var pausesIn: [StateID]
    /// Never empty after reading: where the text is silent, every state outside `runsIn` and `pausesIn`.
    package var metIn: [StateID]
    package var target: ClockTarget
    package var calendar: Calendar
    /// In order of percent.
    package var marks: [ClockMark]
    package var restartsOn: [ActionID]
    /// Bounds of the target in days of its calendar; with a lock they bind adopters.
    package var min: Int?
    package var max: Int?
    package var lock: Lock?

    package init(
        name: LocalizedText,
        runsIn: [StateID],
        pausesIn: [StateID] = [],
        metIn: [StateID],
        target: ClockTarget,
        calendar: Calendar = .office,
        marks: [ClockMark] = [],
        restartsOn: [ActionID] = [],
        min: Int? = nil,
        max: Int? = nil,
        lock: Lock? = nil
    ) {
        self.name = name
        self.runsIn = runsIn
        self.pausesIn = pausesIn
        self.metIn = metIn
        self.target = target
        self.calendar = calendar
        self.marks = marks
        self.restartsOn = restartsOn
        self.min = min
        self.max = max
        self.lock = lock
    }
}

/// How long.
///
/// Written `3 workdays`, `10 days` or `= workdays(category.workdays)`.
package enum ClockTarget: Hashable, Sendable {
    case workdays(Int)
    case calendarDays(Int)
    case formula(Formula)

    /// As it is written.
    package var text: String {
        switch self {
        case .workdays(let days): "\(days) workdays"
        case .calendarDays(let days): "\(days) days"
        case .formula(let formula): "= " + formula.source
        }
    }
}

/// What happens when a clock has used this share of its target.
package struct ClockMark: Hashable, Sendable {
    package var percent: Int
    package var notify: [RoleID]
    /// The case is put into this role's hands.
    package var assign: RoleID?

    package init(percent: Int, notify: [RoleID] = [], assign: RoleID? = nil) {
        self.percent = percent
        self.notify = notify
        self.assign = assign
    }
}

/// A decision table as written: cells are S-FEEL unary tests, outputs are values by name.
///
/// `Engine` compiles it.
package struct TableElement: Hashable, Sendable {
    package typealias Hit = DecisionTable.HitPolicy

    package var hit: Hit
    package var inputs: [Formula]
    package var outputs: [Attribute]
    /// For `priority` and `output-order`: the values of a result, the most important first.
    package var order: Keyed<Attribute, [JSON]>
    package var rows: Keyed<RowID, TableRow>

    package init(
        hit: Hit,
        inputs: [Formula],
        outputs: [Attribute],
        order: Keyed<Attribute, [JSON]> = [:],
        rows: Keyed<RowID, TableRow>
    ) {
        self.hit = hit
        self.inputs = inputs
        self.outputs = outputs
        self.order = order
        self.rows = rows
    }

    /// The table as `Rules` reads it, or nil with all that is wrong; `domains` are what is known of the inputs.
    package func read(domains: [InputDomain] = []) -> (DecisionTable?, [RuleFinding]) {
        DecisionTable.parse(
            hit: hit.rawValue,
            inputs: inputs.map(\.source),
            outputs: outputs.map(\.text),
            rows: rows.all.map { row, element in
                DecisionTable.Draft(
                    id: row.text,
                    cells: element.cells,
                    outputs: outputs.map { element.outputs[$0] ?? .null }
                )
            },
            order: Dictionary(order.all.map { ($0.id.text, $0.element) }, uniquingKeysWith: { first, _ in first }),
            domains: domains
        )
    }
}

package struct TableRow: Hashable, Sendable {
    /// One for each input.
    package var cells: [String]
    /// One for each output.
    package var outputs: [Attribute: JSON]

    package init(cells: [String], outputs: [Attribute: JSON]) {
        self.cells = cells
        self.outputs = outputs
    }
}

/// A message that goes out when something happened.
package struct Notice: Hashable, Sendable {
    package enum Event: Hashable, Sendable {
        case start
        case action(ActionID)
        /// `answering at 75%`
        case clock(ClockID, percent: Int)
        /// `permit in 30 days`: so many days before it ends.
        case ending(DocumentID, days: Int)
        /// `permit expired`
        case expired(DocumentID)
        /// `reviewing joined`: the branches of that state have come together.
        case joined(StateID)

        package var text: String {
            switch self {
            case .ending(let document, let days): "\(document) in \(days) days"
            case .expired(let document): "\(document) expired"
            case .start: "start"
            case .action(let action): action.text
            case .clock(let clock, let percent): "\(clock) at \(percent)%"
            case .joined(let state): "\(state) joined"
            }
        }
    }

    package var on: [Event]
    /// `citizen` is the one who holds the case.
    package var to: [RoleID]
    /// Slots: {number} {app} {state} {agency} {link} {answer_due} {reason} {government}, {bill_number} {bill_amount}
    /// {bill_due} of the latest bill, and any field by its id.
    package var text: LocalizedText

    package init(on: [Event], to: [RoleID], text: LocalizedText) {
        self.on = on
        self.to = to
        self.text = text
    }

    package static let slots: Set<String> = [
        "number", "app", "state", "agency", "link", "answer_due", "reason", "government",
        "bill_number", "bill_amount", "bill_due",
    ]
}
