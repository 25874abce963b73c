package import Civic

extension CaseEvent {
    /// Money came in for one of the case's bills; what it means is said once, here.
    package struct PaymentReceived: Hashable, Sendable {
        package var payment: Payment
        package var fee: FeeID
        package var outcome: PaymentOutcome
        /// What of it counts towards the bill.
        package var credited: Rupiah
        /// What of it is to be given back.
        package var refundDue: Rupiah
        /// What is still owed afterwards.
        package var remaining: Rupiah
        /// It was paid after the due day.
        package var isLate: Bool
        package var receipt: String
        /// All timers of the case from now on.
        package var timers: [TimerID: Moment]
        package var at: Moment
        package var by: ActorStamp
    }

    /// Money was given back to who paid it.
    package struct RefundPaid: Hashable, Sendable {
        package var bill: BillNumber
        package var fee: FeeID
        package var amount: Rupiah
        /// The number of the transfer.
        package var reference: String
        package var at: Moment
        package var by: ActorStamp
    }
}

extension CaseEvent.PaymentReceived {
    func write(to writer: inout FactWriter) {
        payment.write(to: &writer)
        writer.put("fee", fee.text)
        writer.put("outcome", outcome.rawValue)
        writer.put("credited", rupiah: credited)
        writer.put("refund_due", rupiah: refundDue)
        writer.put("remaining", rupiah: remaining)
        writer.put("late", isLate)
        writer.put("receipt", receipt)
        writer.put("timers", timers: timers)
    }

    init(_ fact: Fact, _ reader: FactReader) throws(FactFault) {
        payment = try Payment(reader)
        fee = try reader.id("fee")
        outcome = try reader.choice("outcome")
        credited = try reader.rupiah("credited")
        refundDue = try reader.rupiah("refund_due")
        remaining = try reader.rupiah("remaining")
        isLate = try reader.bool("late")
        receipt = try reader.text("receipt")
        timers = try reader.timers("timers")
        at = fact.at
        by = fact.actor
    }
}

extension CaseEvent.RefundPaid {
    func write(to writer: inout FactWriter) {
        writer.put("bill", bill.text)
        writer.put("fee", fee.text)
        writer.put("amount", Int(amount.amount))
        writer.put("reference", reference)
    }

    init(_ fact: Fact, _ reader: FactReader) throws(FactFault) {
        bill = try reader.value("bill")
        fee = try reader.id("fee")
        amount = try reader.rupiah("amount")
        reference = try reader.text("reference")
        at = fact.at
        by = fact.actor
    }
}

extension CaseState {
    mutating func take(_ event: CaseEvent.PaymentReceived) {
        timers = event.timers
        change(event.payment.bill) { bill in
            bill.payments.append(
                BillPayment(
                    payment: event.payment,
                    outcome: event.outcome,
                    receipt: event.receipt,
                    recordedAt: event.at
                )
            )
            bill.credited = bill.credited + event.credited
            bill.refundDue = bill.refundDue + event.refundDue
        }
    }

    mutating func take(_ event: CaseEvent.RefundPaid) {
        change(event.bill) { bill in
            bill.refunds.append(BillRefund(amount: event.amount, reference: event.reference, at: event.at))
            bill.refundDue = bill.refundDue - event.amount
        }
    }
}
