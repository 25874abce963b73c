import Civic
import Definition
import Engine
import Foundation
import Node
import Store
import Testing

/// The city with its halls: a fee, a test bank, a treasurer.
@Suite struct `Payments at the node` {
    private static let bank: PaymentChannelID = "bank-uji"

    private func city() async throws -> City {
        let city = try await City(withKarawang: true)
        let government = city.tangerang
        try await government.change(
            .addAgency("dispora", AgencyNames(name: LocalizedText(id: "Dispora"), short: "Dispora")),
            by: .node
        )
        try await government.install(try Self.halls(), by: .node)
        try await government.change(
            .setChannel(PaymentChannel(id: Self.bank, name: "Bank Uji", kind: .bank)),
            by: .node
        )
        return city
    }

    private static func halls() throws -> Definition {
        let (definition, findings) = DefinitionReader.examine(
            yaml: try City.text("Apps/sewa-gor/app.yaml"),
            file: "Apps/sewa-gor/app.yaml",
            archetypes: Archetypes(in: "Apps/_archetypes") { try? City.text($0) }
        )
        guard let definition else { throw Missing(what: "sewa-gor: \(findings.map { $0.printed(.en) })") }
        return definition
    }

    private func officer(_ id: OfficerID, _ role: RoleID, _ agency: AgencyID? = "dispora") -> Caller {
        .officer(
            Officer(
                id: id,
                login: id.text,
                name: "Petugas Contoh",
                title: "",
                grants: [Grant(role: role, agency: agency)]
            )
        )
    }

    private var treasurer: Caller { officer("ben", .treasurer, nil) }

    /// A hall that is approved and billed: Rp400,000 due in three days.
    private func billed(_ city: City) async throws -> (number: CaseNumber, bill: Bill) {
        let receipt = try await city.tangerang.start(
            StartCase(
                app: "sewa-gor",
                answers: [
                    "applicant_name": "Warga Contoh", "applicant_phone": "081234567890", "hall": "assembly_hall",
                    "day": "2027-01-16", "from_hour": "08:00", "hours": 4, "people": 150, "event": "Pernikahan",
                ]
            ),
            by: .anonymous()
        )
        _ = try await city.tangerang.act(receipt.number, "take", version: 1, by: officer("sari", "officer"))
        _ = try await city.tangerang.act(
            receipt.number,
            "grant",
            version: 2,
            answers: ["answer": "Disetujui untuk dipakai."],
            by: officer("budi", "decider")
        )
        return (receipt.number, try #require(try state(receipt.number, city).bill()))
    }

    private func state(_ number: CaseNumber, _ city: City) throws -> CaseState {
        try #require(try city.tangerang.cases.stored(number)?.state)
    }

    private func news(_ bill: Bill, _ amount: Int64, _ reference: String, _ city: City) -> PaymentNews {
        PaymentNews(bill: bill.number.text, amount: Rupiah(amount), reference: reference, paidAt: city.world.now)
    }

    private func take(_ news: PaymentNews, _ city: City) async throws -> PaymentAnswer {
        try await city.tangerang.take(news, through: Self.bank, by: .bank(Self.bank))
    }

    @Test func `a full payment confirms in the same step, and the same news has the same answer ten thousand times`()
        async throws
    {
        let city = try await city()
        let (number, bill) = try await billed(city)
        #expect(bill.amount == 400_000)
        let first = try await take(news(bill, 400_000, "A1", city), city)
        guard case .taken(let payment, let remaining) = first else { throw Missing(what: "\(first)") }
        #expect(payment.outcome == .full && remaining == .zero)
        #expect(payment.receipt == bill.number.text + "-1")
        #expect(try state(number, city).state == "granted")
        let version = try state(number, city).version
        for _ in 0..<10_000 { #expect(try await take(news(bill, 400_000, "A1", city), city) == first) }
        #expect(try state(number, city).version == version)
    }

    @Test func `a reference that comes back with another amount is told apart`() async throws {
        let city = try await city()
        let (_, bill) = try await billed(city)
        _ = try await take(news(bill, 399_999, "A1", city), city)
        #expect(try await take(news(bill, 1, "A1", city), city) == .referenceReused)
        let rest = try await take(news(bill, 1, "A2", city), city)
        guard case .taken(let payment, _) = rest else { throw Missing(what: "\(rest)") }
        #expect(payment.outcome == .full)
    }

    @Test func `what fits no bill is kept until the treasurer finds its bill`() async throws {
        let city = try await city()
        let (number, bill) = try await billed(city)
        let wrong = PaymentNews(
            bill: BillNumber(year: 2026, serial: 77).text,
            amount: 400_000,
            reference: "B1",
            paidAt: city.world.now
        )
        for _ in 0..<3 { #expect(try await take(wrong, city) == .unmatched) }
        let strays = { try city.tangerang.database.read { try Bills.strays(limit: 10, on: $0) } }
        #expect(try strays().map(\.reference) == ["B1"])
        await #expect(throws: Refusal.self) {
            try await city.tangerang.settle(Self.bank, "B1", .matched(bill.number), by: officer("sari", "officer"))
        }
        try await city.tangerang.settle(Self.bank, "B1", .matched(bill.number), by: treasurer)
        #expect(try strays().isEmpty)
        #expect(try state(number, city).state == "granted")
        await #expect(throws: Rejection.self) {
            try await city.tangerang.settle(Self.bank, "B1", .returned(reference: "T1"), by: treasurer)
        }
    }

    @Test func `money for a hall that was released is given back by the treasurer alone`() async throws {
        let city = try await city()
        let (number, bill) = try await billed(city)
        city.world.pass(.days(5))
        _ = try await city.tangerang.submit(
            try city.tangerang.work(.timer(.action("release")), on: state(number, city).id, by: .timer)
        )
        #expect(try state(number, city).state == "withdrawn")
        let answer = try await take(news(bill, 400_000, "A1", city), city)
        guard case .taken(let payment, _) = answer else { throw Missing(what: "\(answer)") }
        #expect(payment.outcome == .cancelled)
        #expect(try city.tangerang.database.read { try Bills.refunds(limit: 10, on: $0) }.map(\.refundDue) == [400_000])
        await #expect(throws: Rejection.money(.notTreasurer)) {
            try await city.tangerang.refund(bill.number, 400_000, reference: "T1", by: officer("budi", "decider"))
        }
        try await city.tangerang.refund(bill.number, 400_000, reference: "T1", by: treasurer)
        #expect(try city.tangerang.database.read { try Bills.refunds(limit: 10, on: $0) }.isEmpty)
    }

    @Test func `only the bank's own message of these minutes opens the seal`() async throws {
        let city = try await city()
        let government = city.tangerang
        let channel = try #require(government.channel(Self.bank))
        let seal = government.seal(of: channel)
        let (now, body) = (city.world.now, Array("{}".utf8))
        let headers = seal.headers(id: "m1", at: now, body: body)
        let opens = { (id: String, body: [UInt8], at: Moment, seal: CallbackSeal) in
            seal.opens(
                id: id,
                timestamp: headers["webhook-timestamp"] ?? "",
                signature: headers["webhook-signature"] ?? "",
                body: body,
                now: at
            )
        }
        #expect(opens("m1", body, now, seal))
        #expect(!opens("m2", body, now, seal))
        #expect(!opens("m1", Array("{ }".utf8), now, seal))
        #expect(!opens("m1", body, now + .minutes(6), seal))
        #expect(!opens("m1", body, now - .minutes(6), seal))
        let renewed = PaymentChannel(id: Self.bank, name: "Bank Uji", kind: .bank, generation: 2)
        #expect(!opens("m1", body, now, government.seal(of: renewed)))
        let neighbour = try #require(city.node.governments.first { $0.code == "32.15" })
        #expect(!opens("m1", body, now, neighbour.seal(of: channel)))
        #expect(throws: Refusal.self) {
            try PaymentNews(
                json: PaymentNews(bill: "1", amount: 1, reference: "A", paidAt: now).json(of: "32.15"),
                of: "36.71"
            )
        }
    }

    @Test func `the bank's file is compared line by line`() async throws {
        let city = try await city()
        let (_, bill) = try await billed(city)
        _ = try await take(news(bill, 100_000, "A1", city), city)
        _ = try await take(news(bill, 200_000, "A2", city), city)
        _ = try await take(news(bill, 50_000, "A3", city), city)
        let at = city.world.now.rfc3339(in: .wib)
        let file = """
            reference,bill,amount,paid_at
            A1,\(bill.number.text),100000,\(at)
            A2;\(bill.number.text);200001;\(at)
            A2,\(bill.number.text),200000,\(at)
            "C9",\(bill.number.text),5000,\(at)
            """
        let day = city.world.now.date(in: .wib)
        let ledger = try city.tangerang.database.read {
            try Bills.payments(
                Self.bank,
                from: day.start(in: .wib),
                until: day.adding(days: 1).start(in: .wib),
                limit: 100,
                on: $0
            )
        }
        let report = Reconciliation(file: try Reconciliation.lines(of: file), ledger: ledger)
        #expect(report.lines == 4 && report.matched == 1)
        #expect(report.rows.map(\.difference) == [.amountDiffers, .twice, .onlyInFile, .onlyInLedger])
        #expect(report.rows.map(\.reference) == ["A2", "A2", "C9", "A3"])
        #expect(report.csv.split(whereSeparator: \.isNewline).count == 5)
        #expect(throws: Reconciliation.Unreadable.self) { try Reconciliation.lines(of: "A1,x,many,\(at)") }
    }

    @Test func `a channel with an address is told of a bill, signed, and again until it answers`() async throws {
        let city = try await city()
        let told = PaymentChannel(id: Self.bank, name: "Bank Uji", kind: .bank, address: "https://bank.example/bills")
        try await city.tangerang.change(.setChannel(told), by: .node)
        let (_, bill) = try await billed(city)
        city.world.answer(503)
        _ = try await city.tangerang.outbox.deliverDue()
        city.world.pass(.minutes(1))
        _ = try await city.tangerang.outbox.deliverDue()
        let errands = city.world.errands.filter { $0.url == told.address }
        #expect(errands.count == 2)
        let last = try #require(errands.last)
        #expect(try JSON(parsing: last.body)["bill"]?.string == bill.number.text)
        #expect(
            city.tangerang.seal(of: told).opens(
                id: last.headers["webhook-id"] ?? "",
                timestamp: last.headers["webhook-timestamp"] ?? "",
                signature: last.headers["webhook-signature"] ?? "",
                body: last.body,
                now: city.world.now
            )
        )
    }

    @Test func `a QR of a bill ends in the checksum of what stands before it`() {
        let text = QRPayload(
            bill: BillNumber(year: 2026, serial: 1),
            amount: 400_000,
            merchant: "Kota Tangerang",
            city: "tangerang"
        ).text
        #expect(text.hasPrefix("000201010212"))
        #expect(text.contains("5406400000"))
        #expect(text.dropLast(4).hasSuffix("6304"))
        // The check value of CRC-16/CCITT-FALSE.
        #expect(text.utf8.count < 213)
    }
}
