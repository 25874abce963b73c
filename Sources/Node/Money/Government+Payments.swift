package import Civic
package import Engine
import Ledger
import Store

extension Government {
    /// The government's payment channels, closed ones too.
    package var channels: [PaymentChannel] { settings.state.channels }

    package func channel(_ id: PaymentChannelID) -> PaymentChannel? { channels.first { $0.id == id } }

    /// The secret that this node and a bank share about one channel.
    package func seal(of channel: PaymentChannel) -> CallbackSeal {
        CallbackSeal(secret: channelSecret("\(code.text)/\(channel.id.text)/\(channel.generation)"))
    }

    /// Takes news of a payment: durable when it returns, harmless when repeated.
    ///
    /// It is matched by the bill's number; the amount says what it means. What fits no bill is kept for the treasurer.
    package func take(
        _ news: PaymentNews,
        through channel: PaymentChannelID,
        by caller: Caller
    ) async throws -> PaymentAnswer {
        if let known = try known(news, channel) { return known }
        guard let number = try? BillNumber(news.bill),
            let row = try database.read({ try Bills.bill(number, on: $0) })
        else {
            try await keep(news, channel, by: caller)
            return .unmatched
        }
        let payment = Payment(
            bill: number,
            amount: news.amount,
            reference: news.reference,
            channel: channel,
            paidAt: news.paidAt
        )
        _ = try await submit(try work(.payment(payment), on: row.caseID, by: caller))
        return try known(news, channel) ?? .unmatched
    }

    /// What was answered to the same news before.
    private func known(_ news: PaymentNews, _ channel: PaymentChannelID) throws -> PaymentAnswer? {
        let (payment, stray) = try database.read { connection in
            (
                try Bills.payment(channel, news.reference, on: connection),
                try Bills.stray(channel, news.reference, on: connection)
            )
        }
        if let stray, payment == nil { return stray.amount == news.amount ? .unmatched : .referenceReused }
        guard let payment else { return nil }
        guard payment.amount == news.amount, let number = try? BillNumber(payment.bill),
            (try? BillNumber(news.bill)) == number, let row = try database.read({ try Bills.bill(number, on: $0) }),
            let bill = try cases.stored(row.caseNumber)?.state?.bill(number),
            let index = bill.payments.firstIndex(where: {
                $0.payment.channel == channel && $0.payment.reference == news.reference
            })
        else { return .referenceReused }
        // What remained then, not now: the same news has the same answer.
        let until = bill.payments[...index].filter {
            $0.outcome == .partial || $0.outcome == .full || $0.outcome == .over
        }
        let credited = until.reduce(Rupiah.zero) { $0 + $1.payment.amount }
        return .taken(bill.payments[index], remaining: max(.zero, bill.amount - credited))
    }

    private func keep(_ news: PaymentNews, _ channel: PaymentChannelID, by caller: Caller) async throws {
        let stream = StrayPayment.stream(channel, news.reference)
        _ = try await submit(
            Work(stream: stream) { turn in
                if try !turn.facts(of: stream).isEmpty { return .null }
                let stray = StrayPayment(
                    channel: channel,
                    reference: news.reference,
                    bill: news.bill,
                    amount: news.amount,
                    paidAt: min(news.paidAt, turn.now)
                )
                try turn.append([StrayPayment.Event.came(stray).fact(at: turn.now, by: Self.stamp(of: caller))])
                return .null
            }
        )
    }

    /// Who told of a payment outside a case: a bank, or the treasurer.
    private static func stamp(of caller: Caller) -> ActorStamp {
        caller.officer.map { ActorStamp(kind: .officer, role: .treasurer, officer: $0.id) } ?? caller.stamp
    }

    // MARK: The treasurer

    /// The treasurer gives money back that was paid on a bill.
    package func refund(_ number: BillNumber, _ amount: Rupiah, reference: String, by caller: Caller) async throws {
        guard let row = try database.read({ try Bills.bill(number, on: $0) }) else {
            throw Rejection.money(.noSuchBill(number.text))
        }
        let command = CaseCommand.refund(number, amount: amount, reference: reference)
        _ = try await submit(try work(command, on: row.caseID, by: caller))
    }

    /// The case whose bill a payment is found to be for; nil where the money goes back.
    private func owner(of settlement: StrayPayment.Settlement) throws -> CaseID? {
        guard case .matched(let number) = settlement else { return nil }
        guard let row = try database.read({ try Bills.bill(number, on: $0) }) else {
            throw Rejection.money(.noSuchBill(number.text))
        }
        return row.caseID
    }

    /// The treasurer says what became of a payment that fitted no bill.
    package func settle(
        _ channel: PaymentChannelID,
        _ reference: String,
        _ settlement: StrayPayment.Settlement,
        by caller: Caller
    ) async throws {
        try Permissions.require(.treasury, caller, now: outside.now())
        guard let stray = try database.read({ try Bills.stray(channel, reference, on: $0) }) else {
            throw Rejection.money(.noSuchBill(reference))
        }
        let owner = try owner(of: settlement)
        if case .returned(let transfer) = settlement, !StrayPayment.isReference(transfer) {
            throw Rejection.money(.referenceUnreadable)
        }
        let stream = StrayPayment.stream(channel, reference)
        _ = try await submit(
            Work(stream: stream) { turn in
                guard try turn.facts(of: stream).count == 1 else { throw Rejection.register(.nothingChanges) }
                let event = StrayPayment.Event.settled(channel, reference: reference, settlement)
                try turn.append([event.fact(at: turn.now, by: Self.stamp(of: caller))])
                guard case .matched(let number) = settlement, let owner, let state = try turn.state(owner) else {
                    return .null
                }
                let payment = Payment(
                    bill: number,
                    amount: stray.amount,
                    reference: reference,
                    channel: channel,
                    paidAt: stray.paidAt
                )
                return try self.perform(.payment(payment), on: state, by: caller, at: nil, in: &turn)
            }
        )
    }
}
