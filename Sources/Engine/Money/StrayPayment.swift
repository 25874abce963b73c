package import Civic

/// Money that came in for no bill that there is: it is kept until the treasurer finds its bill or gives it back.
package struct StrayPayment: Hashable, Sendable {
    package let channel: PaymentChannelID
    package let reference: String
    /// As the bank told it; perhaps no number at all.
    package let bill: String
    package let amount: Rupiah
    package let paidAt: Moment

    package init(channel: PaymentChannelID, reference: String, bill: String, amount: Rupiah, paidAt: Moment) {
        self.channel = channel
        self.reference = reference
        self.bill = bill
        self.amount = amount
        self.paidAt = paidAt
    }

    package enum Event: Hashable, Sendable {
        case came(StrayPayment)
        case settled(PaymentChannelID, reference: String, Settlement)
    }

    /// What became of it.
    package enum Settlement: Hashable, Sendable {
        case matched(BillNumber)
        /// Given back, with the number of the transfer.
        case returned(reference: String)
    }

    /// `payment/<channel>/<reference>`: one payment of one bank.
    package static func stream(_ channel: PaymentChannelID, _ reference: String) -> String {
        "payment/\(channel.text)/\(reference)"
    }

    /// A bank's reference as this node keeps it.
    package static func isReference(_ text: String) -> Bool { Receiving.isReference(text) }
}

extension StrayPayment.Event {
    package func fact(at: Moment, by: ActorStamp) -> Fact {
        var writer = FactWriter()
        let stream: String
        let type: String
        switch self {
        case .came(let stray):
            stream = StrayPayment.stream(stray.channel, stray.reference)
            type = "payment.unmatched"
            writer.put("channel", stray.channel.text)
            writer.put("reference", stray.reference)
            writer.put("bill", stray.bill)
            writer.put("amount", Int(stray.amount.amount))
            writer.put("paid", stray.paidAt)
        case .settled(let channel, let reference, let settlement):
            stream = StrayPayment.stream(channel, reference)
            type = "payment.settled"
            writer.put("channel", channel.text)
            writer.put("reference", reference)
            switch settlement {
            case .matched(let bill): writer.put("bill", bill.text)
            case .returned(let transfer): writer.put("returned", transfer)
            }
        }
        return Fact(stream: stream, type: type, at: at, actor: by, open: writer.json)
    }

    /// Nil for facts of other kinds.
    package init?(fact: Fact) throws(FactFault) {
        guard fact.type == "payment.unmatched" || fact.type == "payment.settled" else { return nil }
        let reader = try FactReader(fact.open, type: fact.type)
        let (channel, reference): (PaymentChannelID, String) = (try reader.id("channel"), try reader.text("reference"))
        if fact.type == "payment.unmatched" {
            self = .came(
                StrayPayment(
                    channel: channel,
                    reference: reference,
                    bill: try reader.optionalText("bill") ?? "",
                    amount: try reader.rupiah("amount"),
                    paidAt: try reader.value("paid")
                )
            )
        } else if let bill: BillNumber = try reader.optional("bill") {
            self = .settled(channel, reference: reference, .matched(bill))
        } else {
            self = .settled(channel, reference: reference, .returned(reference: try reader.text("returned")))
        }
    }
}
