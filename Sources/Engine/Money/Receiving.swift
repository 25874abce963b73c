package import Civic
import Definition

/// Decides what money that came in means.
///
/// A payment is a fact: it is never refused for its amount or its time, only for a bill that is not there.
struct Receiving {
    private let state: CaseState
    private let context: Context

    init(_ state: CaseState, in context: Context) {
        self.state = state
        self.context = context
    }

    /// Nothing where the same payment was told before; else the fact, and the action that a full payment takes.
    func events(_ payment: Payment) throws(Rejection) -> [CaseEvent] {
        let stamp = try stamp()
        guard let bill = state.bill(payment.bill) else { throw .money(.noSuchBill(payment.bill.text)) }
        guard payment.amount > .zero else { throw .money(.amountNotPositive) }
        guard Self.isReference(payment.reference) else { throw .money(.referenceUnreadable) }
        let isKnown = bill.payments.contains {
            $0.payment.channel == payment.channel && $0.payment.reference == payment.reference
        }
        if isKnown { return [] }
        let received = received(payment, for: bill, by: stamp)
        guard bill.isPayable, received.remaining == .zero, received.credited > .zero else {
            return [.paymentReceived(received)]
        }
        let paid = evolve(state, .paymentReceived(received))
        guard let moved = try settled(bill.fee, paid) else { return [.paymentReceived(received)] }
        return [.paymentReceived(received), .moved(moved)]
    }

    func refund(_ number: BillNumber, _ amount: Rupiah, reference: String) throws(Rejection) -> CaseEvent.RefundPaid {
        guard case .officer = context.actor else { throw .money(.notTreasurer) }
        let stamp = try stamp()
        guard let bill = state.bill(number) else { throw .money(.noSuchBill(number.text)) }
        guard amount > .zero else { throw .money(.amountNotPositive) }
        guard amount <= bill.refundDue else { throw .money(.refundTooMuch(due: bill.refundDue)) }
        guard Self.isReference(reference) else { throw .money(.referenceUnreadable) }
        return CaseEvent.RefundPaid(
            bill: number,
            fee: bill.fee,
            amount: amount,
            reference: reference,
            at: context.at,
            by: stamp
        )
    }

    /// What banks number their payments with: no words, so nothing personal.
    static func isReference(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F: true
                default: false
                }
            }
    }

    private func received(_ payment: Payment, for bill: Bill, by stamp: ActorStamp) -> CaseEvent.PaymentReceived {
        // A bank's clock may go before ours; nobody pays before the bill is there or after the news of it.
        let paidAt = min(max(payment.paidAt, bill.issuedAt), context.at)
        let payment = Payment(
            bill: payment.bill,
            amount: payment.amount,
            reference: payment.reference,
            channel: payment.channel,
            paidAt: paidAt
        )
        let isLate = paidAt.date(in: context.calendar.zone) > bill.due
        let (outcome, credited) = judged(payment.amount, bill, isLate: isLate)
        let remaining = bill.remaining - credited
        var timers = state.timers
        if bill.isPayable, remaining == .zero {
            for action in context.definition.actions where action.element.by.contains(.overdue(bill.fee)) {
                timers[.action(action.id)] = nil
            }
        }
        return CaseEvent.PaymentReceived(
            payment: payment,
            fee: bill.fee,
            outcome: outcome,
            credited: credited,
            refundDue: payment.amount - credited,
            remaining: remaining,
            isLate: isLate,
            receipt: "\(bill.number.text)-\(bill.payments.count + 1)",
            timers: timers,
            at: context.at,
            by: stamp
        )
    }

    private func judged(_ amount: Rupiah, _ bill: Bill, isLate: Bool) -> (PaymentOutcome, Rupiah) {
        if bill.cancelledAt != nil || bill.refundOrderedAt != nil { return (.cancelled, .zero) }
        guard bill.isPayable else { return (.double, .zero) }
        if isLate, !bill.acceptsLate { return (.late, .zero) }
        let owed = bill.remaining
        if amount < owed { return (.partial, amount) }
        return (amount == owed ? .full : .over, owed)
    }

    /// The action that a full payment takes, where one starts from here and its condition holds.
    private func settled(_ fee: FeeID, _ paid: CaseState) throws(Rejection) -> CaseEvent.Moved? {
        var inner = context
        inner.actor = .bank
        let acting = Acting(paid, in: inner)
        for action in context.definition.actions where action.element.by.contains(.payment(fee)) {
            do throws(Rejection) {
                return try acting.event(action.id, version: nil, answers: [:], reason: nil)
            } catch {
                // The money is there all the same; the next action may fit.
                switch error {
                case .stateChanged, .ended, .guardRefused, .tooOften: continue
                default: throw error
                }
            }
        }
        return nil
    }

    private func stamp() throws(Rejection) -> ActorStamp {
        switch context.actor {
        case .bank: return ActorStamp(kind: .bank)
        case .importer: return ActorStamp(kind: .importer)
        case .officer(let officer, let grants):
            let treasurer = grants.first { grant in
                grant.role == .treasurer && grant.holds(at: context.now)
                    && grant.covers(state.app)
                    && (grant.agency == nil || grant.agency == state.agency
                        || grant.agency == context.definition.definition.owner)
            }
            guard let treasurer else { throw .money(.notTreasurer) }
            return ActorStamp(kind: .officer, role: .treasurer, agency: treasurer.agency, officer: officer)
        case .citizen, .timer, .peer: throw .money(.notTreasurer)
        }
    }
}

extension RoleID {
    /// The receiving treasurer (*bendahara penerimaan*): counter payments, refunds, reconciliation.
    package static let treasurer: RoleID = "treasurer"
}
