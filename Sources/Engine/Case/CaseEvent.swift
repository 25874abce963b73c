package import Civic
package import Definition

/// What became true of a case.
///
/// Facts only: folding them never runs a rule.
package enum CaseEvent: Hashable, Sendable {
    case started(Started)
    case moved(Moved)
    case clockMarked(ClockMarked)
    case noted(Noted)
    case replanned(Replanned)
    case migrated(Migrated)
    case work(WorkEvent)
    case erased(Erased)
    case corrected(Corrected)
    case paymentReceived(PaymentReceived)
    case refundPaid(RefundPaid)
    case documentMarked(DocumentMarked)

    /// The parts that go into boxes.
    package struct Sealed: Hashable, Sendable {
        /// Answers in the case's box.
        package var fields: [FieldID: JSON]
        package var reason: String?
        package var note: String?
        /// What goes into a person's box, and whose it is.
        package var contact: Contact?
        /// The name under which a peer's officer signed.
        package var signer: String?
        /// What is wrong with each marked answer, in the officer's words.
        package var remarks: [FieldID: String]
        /// On reading: a box that the open part announces is gone.
        package var erased: Bool

        package init(
            fields: [FieldID: JSON] = [:],
            reason: String? = nil,
            note: String? = nil,
            contact: Contact? = nil,
            signer: String? = nil,
            remarks: [FieldID: String] = [:],
            erased: Bool = false
        ) {
            self.fields = fields
            self.reason = reason
            self.note = note
            self.contact = contact
            self.signer = signer
            self.remarks = remarks
            self.erased = erased
        }
    }

    package struct Started: Hashable, Sendable {
        package var id: CaseID
        package var number: CaseNumber
        package var app: AppID
        package var definition: Digest
        package var state: StateID
        /// Branches that begin with the case, and where.
        package var opened: [BranchID: StateID] = [:]
        package var agency: AgencyID
        package var attributes: [String: JSON]
        package var village: RegionCode?
        package var district: RegionCode?
        package var channel: Channel
        package var isAnonymous: Bool
        package var language: Language
        package var assistedBy: OfficerID?
        package var consent: Bool
        package var hasContact: Bool
        package var fields: [FieldID: JSON]
        /// Row of each decision table that was used.
        package var rows: [TableID: String]
        /// Row of each dated number that was read.
        package var parameters: [ParameterID: ParameterUse] = [:]
        package var calendar: String
        package var clocks: [ClockChange]
        package var timers: [TimerID: Moment]
        package var notices: [DueNotice]
        /// Numbers that were taken beside the case's own, by counter.
        package var serials: [String: Int] = [:]
        package var sealed: Sealed
        package var at: Moment
        package var by: ActorStamp
    }

    package struct Moved: Hashable, Sendable {
        package var action: ActionID
        /// The state of the case before and after; equal where only a branch moved.
        package var from: StateID
        package var to: StateID
        /// The branch that moved, and whether the branches came together with it.
        package var step: BranchStep?
        /// Branches that begin with this move, and where.
        package var opened: [BranchID: StateID] = [:]
        package var isEnd: Bool
        /// Set where it changes.
        package var agency: AgencyID?
        package var attributes: [String: JSON]
        package var fields: [FieldID: JSON]
        package var rows: [TableID: String]
        /// Row of each dated number that was read.
        package var parameters: [ParameterID: ParameterUse] = [:]
        package var calendar: String
        package var clocks: [ClockChange]
        /// All timers of the case from now on.
        package var timers: [TimerID: Moment]
        package var notices: [DueNotice]
        /// This action gave a contact that was not there before.
        package var hasContact: Bool
        /// What became of the case's documents.
        package var documents: [DocumentChange] = []
        /// Numbers that were taken, by counter.
        package var serials: [String: Int] = [:]
        /// Questions that must be answered anew from now on.
        package var marked: [FieldID] = []
        /// What was marked before has been answered.
        package var isCorrection = false
        package var sealed: Sealed
        package var at: Moment
        package var by: ActorStamp
        /// What it did about money.
        package var money = MoneyMoves()
    }

    package struct ClockMarked: Hashable, Sendable {
        package var clock: ClockID
        package var percent: Int
        package var change: ClockChange
        package var timers: [TimerID: Moment]
        /// Roles that are told.
        package var notify: [RoleID]
        /// Role that is called in.
        package var assign: RoleID?
        package var notices: [DueNotice]
        package var at: Moment
        package var by: ActorStamp
    }

    /// Time, or another case's document, changed how one of the case's documents stands.
    package struct DocumentMarked: Hashable, Sendable {
        package var documents: [DocumentChange]
        /// All timers of the case from now on.
        package var timers: [TimerID: Moment]
        package var notices: [DueNotice]
        package var at: Moment
        package var by: ActorStamp
    }

    package struct Noted: Hashable, Sendable {
        package var sealed: Sealed
        package var at: Moment
        package var by: ActorStamp
    }

    package struct Replanned: Hashable, Sendable {
        package var calendar: String
        package var clocks: [ClockChange]
        package var timers: [TimerID: Moment]
        package var at: Moment
        package var by: ActorStamp
    }

    package var at: Moment {
        switch self {
        case .started(let event): event.at
        case .moved(let event): event.at
        case .clockMarked(let event): event.at
        case .noted(let event): event.at
        case .replanned(let event): event.at
        case .migrated(let event): event.at
        case .work(let event): event.at
        case .erased(let event): event.at
        case .corrected(let event): event.at
        case .paymentReceived(let event): event.at
        case .refundPaid(let event): event.at
        case .documentMarked(let event): event.at
        }
    }

    package var by: ActorStamp {
        switch self {
        case .started(let event): event.by
        case .moved(let event): event.by
        case .clockMarked(let event): event.by
        case .noted(let event): event.by
        case .replanned(let event): event.by
        case .migrated(let event): event.by
        case .work(let event): event.by
        case .erased(let event): event.by
        case .corrected(let event): event.by
        case .paymentReceived(let event): event.by
        case .refundPaid(let event): event.by
        case .documentMarked(let event): event.by
        }
    }

    /// What the outbox must tell, and to whom.
    package var notices: [DueNotice] {
        switch self {
        case .started(let event): event.notices
        case .moved(let event): event.notices
        case .clockMarked(let event): event.notices
        case .documentMarked(let event): event.notices
        case .noted, .replanned, .migrated, .erased, .corrected, .paymentReceived, .refundPaid, .work: []
        }
    }
}

/// A message that an event calls for; its text is made from the definition when it is sent.
package struct DueNotice: Hashable, Sendable {
    package let id: NoticeID
    package let roles: [RoleID]
    package let toCitizen: Bool

    package init(id: NoticeID, roles: [RoleID], toCitizen: Bool) {
        self.id = id
        self.roles = roles
        self.toCitizen = toCitizen
    }
}
