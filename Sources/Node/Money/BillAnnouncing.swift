import Civic
import Engine
import Store

/// Tells the payment channels that want to know of it about a bill: so that a bank can make a virtual account, a network a code.
struct BillAnnouncing {
    let government: Government

    /// One message for each open channel that has an address, in the transaction that issues the bill.
    func post(_ event: CaseEvent, state: CaseState, in turn: WriteTurn) throws {
        guard case .moved(let moved) = event, let bill = moved.money.issued else { return }
        for channel in government.channels where channel.isOpen && !channel.address.isEmpty {
            let body: JSON = [
                "government": .string(government.code.text), "bill": .string(bill.number.text),
                "amount": .int(bill.amount.amount), "due": .string(bill.due.iso), "fee": .string(bill.name.text(.id)),
                "account": .string(bill.account), "service": .string(state.app.text),
                "qr": .string(
                    QRPayload(
                        bill: bill.number,
                        amount: bill.amount,
                        merchant: government.profile.name,
                        city: government.slug
                    ).text
                ),
            ]
            try turn.post(
                .payable(channel.id, body: body, about: state.number.text),
                subject: "bill/\(channel.id.text)/\(bill.number.text)"
            )
        }
    }
}

extension Government {
    /// Brings a bill to a channel's address, signed as the channel's own news are.
    func announce(_ message: OutboxMessage) async throws -> DeliveryOutcome {
        guard let id = try? PaymentChannelID(message.content.to), let channel = channel(id), channel.isOpen,
            !channel.address.isEmpty
        else { return .refused("\(message.content.to) is closed") }
        let body = message.content.body.canonical
        var headers = seal(of: channel).headers(id: message.id, at: outside.now(), body: body)
        headers["Content-Type"] = "application/json"
        headers["Idempotency-Key"] = message.id
        let answer = try await outside.send(Errand(url: channel.address, headers: headers, body: body))
        return DeliveryOutcome(status: answer.status, receiver: channel.name)
    }
}
