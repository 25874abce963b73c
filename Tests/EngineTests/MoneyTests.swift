import Civic
import Definition
import Engine
import Testing

/// The town, with a fee for the answer: billed when it is answered, paid before it closes.
@Suite struct `Bills and payments` {
    private static let yaml = Town.yaml
        .replacing(
            "roles:\n",
            with: """
                parameters:
                  rate:
                    name: { id: Tarif, en: Rate }
                    type: money
                    rows: { y2026: { from: 2026-01-01, value: 50000 }, y2027: { from: 2027-01-01, value: 60000 } }
                fees:
                  toll:
                    name: { id: Retribusi, en: Toll }
                    account: "4.1.02.02.01"
                    rounding: down_100
                    amount: parameters.rate * 2 + money(50)
                roles:

                """,
            maxReplacements: 1
        )
        .replacing(
            "actions:\n",
            with: """
                actions:
                  charge:
                    name: { id: Tagih, en: Charge }
                    done: { id: Ditagih, en: Charged }
                    from: working
                    to: working
                    by: handler
                    bill: { fee: toll, due: 14 days }
                  paid:
                    name: { id: Lunas, en: Paid }
                    done: { id: Lunas, en: Paid }
                    from: working
                    to: working
                    by: payment.toll
                    set: { priority: paid }
                  drop:
                    name: { id: Batalkan, en: Drop }
                    done: { id: Dibatalkan, en: Dropped }
                    from: working
                    to: working
                    by: handler
                    reason: required
                    cancel_bill: toll
                    refund: toll

                """,
            maxReplacements: 1
        )

    private func charged(at: String = "2026-11-24T09:00:00+07:00") throws -> Story {
        var story = Story(try Town.compiled(Self.yaml), at: at)
        try story.dispatched()
        try story.act("charge", by: .handler)
        return story
    }

    private func payment(_ amount: Int64, _ reference: String = "A1", in story: Story) throws -> CaseCommand {
        .payment(
            Payment(
                bill: try #require(story.state?.bill()).number,
                amount: Rupiah(amount),
                reference: reference,
                channel: "bank-uji",
                paidAt: story.now
            )
        )
    }

    private func bill(_ story: Story) throws -> Bill { try #require(story.state?.bill()) }

    @Test func `a bill is frozen with its tariff, rounded as the fee says`() throws {
        let bill = try bill(try charged())
        #expect(bill.amount == 100_000)
        #expect(bill.lines.map(\.amount) == [100_050, -50])
        #expect(bill.due == (try CivilDate(iso: "2026-12-08")))
        #expect(bill.parameters.map(\.value) == [50_000])
        #expect(bill.parameters.allSatisfy { $0.before == nil })
        #expect(bill.number == BillNumber(year: 2026, serial: 1))
    }

    @Test(arguments: [(100_000, BillStatus.paid, 0), (99_999, .underpaid, 0), (100_001, .overpaid, 1)])
    func `an amount off by one rupiah is never silently paid`(_ amount: Int64, _ status: BillStatus, _ back: Int64)
        throws
    {
        var story = try charged()
        let events = try story.when(try payment(amount, in: story), by: .bank)
        let bill = try bill(story)
        #expect(bill.status(on: bill.due) == status)
        #expect(bill.refundDue == Rupiah(back))
        #expect(events.count == (status == .underpaid ? 1 : 2))
        #expect((story.state?.attributes["priority"] == "paid") == (status != .underpaid))
    }

    @Test func `the same news twice changes nothing; a second payment is given back`() throws {
        var story = try charged()
        try story.when(try payment(100_000, in: story), by: .bank)
        let state = story.state
        for _ in 0..<100 { #expect(try story.when(try payment(100_000, in: story), by: .bank).isEmpty) }
        #expect(story.state == state)
        let events = try story.when(try payment(100_000, "A2", in: story), by: .bank)
        #expect(events.count == 1)
        #expect(try bill(story).status(on: bill(story).due) == .double)
        #expect(try bill(story).refundDue == 100_000)
    }

    @Test func `the tariff of the day of the bill counts, and the bill says that it changed`() throws {
        var story = Story(try Town.compiled(Self.yaml), at: "2026-12-30T09:00:00+07:00")
        try story.dispatched()
        story.now = moment("2027-01-04T09:00:00+07:00")
        try story.act("charge", by: .handler)
        let bill = try bill(story)
        #expect(bill.amount == 120_000)
        #expect(bill.parameters.first?.before == 50_000)
        let told = Timeline(
            story.plan,
            for: .citizen,
            formats: Formats(language: .en, zone: .wib),
            agencies: [:]
        ).entries(story.events)
        #expect(told.last?.title.contains("has changed since the application: Rp50.000 became Rp60.000") == true)
    }

    @Test func `money for a cancelled bill is given back, and only the treasurer gives it back`() throws {
        var story = try charged()
        try story.when(try payment(40_000, in: story), by: .bank)
        try story.act("drop", by: .handler, reason: "Salah hitung")
        try story.when(try payment(60_000, "A2", in: story), by: .bank)
        let bill = try bill(story)
        #expect(bill.refundDue == 100_000)
        #expect(bill.status(on: bill.due) == .refundDue)
        let refund = CaseCommand.refund(bill.number, amount: 100_000, reference: "T1")
        #expect(story.refusal(refund, by: .handler) == .money(.notTreasurer))
        #expect(story.refusal(refund, by: .bank) == .money(.notTreasurer))
        try story.when(refund, by: .officer("ben", grants: [Grant(role: .treasurer)]))
        #expect(try self.bill(story).status(on: bill.due) == .refunded)
    }

    @Test func `a payment before the bill, or of another case's bill, is not taken`() throws {
        var story = Story(try Town.compiled(Self.yaml))
        try story.dispatched()
        let stray = Payment(
            bill: BillNumber(year: 2026, serial: 7),
            amount: 1,
            reference: "A1",
            channel: "bank-uji",
            paidAt: story.now
        )
        #expect(
            story.refusal(.payment(stray), by: .bank) == .money(.noSuchBill(BillNumber(year: 2026, serial: 7).text))
        )
        #expect(story.refusal(.payment(stray), by: .stranger) == .money(.notTreasurer))
        try story.act("charge", by: .handler)
        #expect(story.refusal("charge", by: .handler)?.key == "money.bill-open")
        #expect(story.refusal("paid", by: .handler)?.key == "case.not-allowed")
        #expect(story.refusal("paid", by: .bank)?.key == "case.not-allowed")
    }

    @Test func `bills and payments read back as they were written, and what was written before them too`() throws {
        var story = try charged()
        try story.when(try payment(100_001, in: story), by: .bank)
        try story.when(
            .refund(try bill(story).number, amount: 1, reference: "T1"),
            by: .officer("ben", grants: [Grant(role: .treasurer)])
        )
        let state = try #require(story.state)
        #expect(try CaseState(json: JSON(parsing: state.json.canonical)) == state)
        for event in story.events {
            #expect(try CaseEvent(fact: event.fact(of: state.id, definition: story.plan.hash)) == event)
        }
        var older = try #require(state.json.object)
        older["bills"] = nil
        #expect(try CaseState(json: .object(older)).bills.isEmpty)
    }

    @Test func `walks with money account for every rupiah`() throws {
        let walk = RandomWalk(
            try Town.compiled(Self.yaml),
            calendar: Town.calendar,
            agencies: Town.agencies,
            seed: 3
        )
        let report = walk.run(steps: 3_000)
        #expect(report.isPassed, "\(report.printed(.en).joined(separator: "\n"))")
    }
}
