import Civic
@testable import Engine
import Ledger
import Store
import Testing

/// Groups of commands become entries, or nothing.
@Suite struct AppendTests {
    @Test func `entries are numbered without gaps and chained`() throws {
        let city = try City()
        let (one, two) = (Report(1), Report(2))
        let changes = try city.append(
            one.started(),
            two.started(),
            one.moved("verify", from: "received", to: "verified")
        )
        #expect(changes.map(\.sequence) == [1, 2, 3])
        #expect(changes.map(\.version) == [1, 1, 2])
        var chain = ChainCheck(government: City.government)
        for entry in try city.store.entries(after: 0, limit: 10) { try chain.take(entry) }
        let head = try city.store.head()
        #expect(head.size == 3 && head.root == chain.head.root && head.last == chain.previous)
        #expect(try city.store.stream(one.stream)?.state?.state == "verified")
        #expect(
            try city.store.stream(one.stream)
                == changes.last.map { change in
                    StreamState(
                        stream: one.stream,
                        version: 2,
                        sequence: 3,
                        state: change.after,
                        content: change.content
                    )
                }
        )
    }

    @Test func `a command that throws leaves no entry, number, key or row, and the group goes on`() throws {
        struct No: Error {}
        let city = try City()
        let (refused, kept) = (Report(1), Report(1))
        let changes = try city.database.write { connection in
            let group = try GroupAppend(city.store, on: connection, recorded: City.morning, random: city.dice.bytes)
            #expect(try group.serial("LAKSA-2026") == 1)
            #expect(throws: No.self) {
                try group.command {
                    _ = try group.append([refused.started(words: "ditolak")])
                    #expect(try group.serial("LAKSA-2026") == 2)
                    #expect(try group.stream(refused.stream)?.version == 1)
                    throw No()
                }
            }
            #expect(try group.serial("LAKSA-2026") == 1)
            #expect(try group.stream(refused.stream) == nil)
            _ = try group.command { try group.append([kept.started(words: "diterima")]) }
            return try group.finish()
        }
        #expect(changes.map(\.sequence) == [1])
        #expect(try city.store.stream(kept.stream)?.content?.fields["description"] == "diterima")
        #expect(try city.store.keys.keys(of: kept.stream).count == 1)
        #expect(try city.store.verify().isSound)
    }

    @Test func `later commands of a group see the earlier ones, and projections after settling`() throws {
        let city = try City()
        let report = Report(1)
        try city.database.write { connection in
            let group = try GroupAppend(city.store, on: connection, recorded: City.morning, random: city.dice.bytes)
            _ = try group.command { try group.append([report.started()]) }
            #expect(try group.stream(report.stream)?.version == 1)
            #expect(try CasePage.state(of: report.number, on: connection) == nil)
            try group.settle()
            #expect(try CasePage.state(of: report.number, on: connection)?.version == 1)
            let next = try group.command {
                try group.append([report.moved("verify", from: "received", to: "verified")])
            }
            #expect(next.first?.before?.state == "received")
            #expect(try group.finish().map(\.sequence) == [1, 2])
        }
    }

    @Test func `numbers of a scope have no gap and no double`() throws {
        let city = try City()
        try city.append(Report(1).started(), Report(2).started(), Report(1, year: 2027).started())
        #expect(throws: StoreFault.numberOutOfTurn("LAKSA-2026 4", expected: 3)) {
            try city.append(Report(4).started())
        }
        #expect(throws: StoreFault.numberOutOfTurn("LAKSA-2026 2", expected: 3)) {
            try city.append(
                Fact(
                    stream: CaseEvent.stream(CaseID(random: (99, 99))),
                    type: "case.started",
                    at: City.morning,
                    actor: ActorStamp(kind: .citizen),
                    definition: City.definition,
                    open: Report(2).started().open,
                    closed: Report(2).started().closed
                )
            )
        }
        try city.append(Report(3).started())
        #expect(try city.store.head().size == 4)
    }

    @Test func `one event takes numbers from several counters, and a refused command leaves no gap in any`() throws {
        struct No: Error {}
        let city = try City()
        let (one, two) = (Report(1), Report(2))
        try city.append(one.started(), two.started())
        let (bill, letter) = ("laksa.bill/dpupr/2026", "laksa.letter/dpupr/2026")
        let first = one.billed([bill: 1, letter: 1])
        let early = two.billed([bill: 2, letter: 3])
        let second = two.billed([letter: 2])
        try city.database.write { connection in
            let group = try GroupAppend(city.store, on: connection, recorded: City.morning, random: city.dice.bytes)
            #expect(throws: No.self) {
                try group.command {
                    _ = try group.append([first])
                    throw No()
                }
            }
            #expect(try group.serial(bill) == 1)
            _ = try group.command { try group.append([first]) }
            #expect(try group.serial(letter) == 2)
            #expect(throws: StoreFault.numberOutOfTurn("\(letter) 3", expected: 2)) {
                try group.command { try group.append([early]) }
            }
            _ = try group.command { try group.append([second]) }
            _ = try group.finish()
        }
        let last = try city.database.read { connection in
            try [bill, letter].map { try connection.row(Serials.last, ["scope": .text($0)])?.int("last") }
        }
        #expect(last == [1, 2])
    }

    @Test func `recording never goes back, whatever the clock says`() throws {
        let city = try City()
        try city.append(Report(1).started(), recorded: City.morning + .hours(1))
        let late = try city.append(Report(2).started(), recorded: City.morning)
        #expect(late.first?.recorded == City.morning + .hours(1))
        #expect(late.first?.at == City.morning)
    }

    @Test func `what is personal stands in boxes alone`() throws {
        let city = try City()
        let report = Report(1)
        let contact = Contact(person: PersonID(reporterOf: report.id), name: "Siti Rahma", phone: "+6281234567890")
        let change = try #require(
            try city.append(report.started(words: "Lampu mati di RT 04", contact: contact)).first
        )
        let open = String(decoding: change.entry.openBytes, as: UTF8.self)
        #expect(!open.contains("Siti") && !open.contains("81234567890") && !open.contains("Lampu"))
        #expect(change.entry.closed.boxes.count == 2)
        let fact = try city.store.opened(try #require(try city.store.entry(1)))
        #expect(fact == change.fact)
    }

    @Test func `an erased key leaves the chain whole and the content gone`() throws {
        let city = try City()
        let report = Report(1)
        let person = PersonID(reporterOf: report.id)
        let contact = Contact(person: person, name: "Siti Rahma", phone: "+6281234567890")
        try city.append(report.started(contact: contact))
        #expect(try city.store.keys.erase(stream: report.stream, owner: .person(person)).count == 1)
        #expect(try city.store.keys.erase(stream: report.stream, owner: .person(person)).isEmpty)
        let fact = try city.store.opened(try #require(try city.store.entry(1)))
        #expect(fact.closed.map(\.owner) == [.theCase])
        try city.store.rebuild()
        let content = try #require(try city.store.stream(report.stream)?.content)
        #expect(content.contact == nil && content.erased == [1])
        #expect(content.fields["description"] != nil)
        let token = try city.tokens.token(phone: "+6281234567890")
        #expect(try city.read { try Contacts.numbers(of: .phone(token), limit: 10, on: $0) }.isEmpty)
        let verification = try city.store.verify()
        #expect(verification.isSound && verification.boxesErased == 1 && verification.boxesOpened == 1)
    }

    @Test func `a citizen's number finds its cases through a keyed token until its key is destroyed`() throws {
        let city = try City()
        let reports = (1...3).map { Report($0) }
        let nik = try #require(IdentityDigits(typed: "3671 0141 0890 0001"))
        func contact(_ report: Report, _ fields: [FieldID: JSON]) -> Contact {
            Contact(person: PersonID(reporterOf: report.id), phone: "+6281234567890", fields: fields)
        }
        try city.append(
            reports[0].started(contact: contact(reports[0], ["applicant_nik": "3671014108900001"])),
            reports[1].started(
                at: City.morning + .hours(1),
                contact: contact(reports[1], ["members": [["nik": "3671014108900001"], ["nik": "3671015505100002"]]])
            ),
            reports[2].started(words: "Tolong periksa 3671014108900001, terima kasih")
        )
        func found(_ typed: String) throws -> [Int] {
            guard let digits = IdentityDigits(typed: typed) else { return [] }
            let token = try city.tokens.token(identity: digits)
            return try city.read { try IdentityNumbers.numbers(token: token, limit: 9, on: $0) }.map(\.serial)
        }
        #expect(try found("3671014108900001") == [2, 3, 1] && found("3671.0155.0510.0002") == [2])
        #expect(try found("0812-3456-7890") == [2, 1] && found("3671014108900009").isEmpty)
        #expect(try city.read { try $0.search.numbers(matching: nik.text, limit: 9) }.isEmpty, "no words hold a number")
        #expect(try city.read { try $0.search.numbers(matching: "periksa", limit: 9) } == [reports[2].number.text])
        let rows = try city.dump().filter { ["identity_number", "case_search"].contains($0.key) }
        #expect(rows.count == 2 && !"\(rows)".contains("3671014108900001"))
        _ = try city.store.erase(stream: reports[1].stream, owner: .person(PersonID(reporterOf: reports[1].id)))
        _ = try city.store.erase(stream: reports[2].stream, owner: nil)
        #expect(try found("3671014108900001") == [1] && found("3671015505100002").isEmpty)
        let erased = try city.dump()
        try city.store.rebuild()
        #expect(try city.dump() == erased)
        #expect(try found("3671014108900001") == [1])
        let other = try ContactTokens(secret: [UInt8](repeating: 8, count: 32), government: City.government)
        #expect(
            try other.token(identity: nik) != city.tokens.token(identity: nik),
            "without the key nobody can try numbers"
        )
    }

    @Test(arguments: ["", "12345", "abc3671014108900001", "36710141089000011234", "08", "+", "3671014108900001x"])
    func `what is no number of a person is looked for among the words`(_ typed: String) {
        #expect(IdentityDigits(typed: typed) == nil)
    }

    @Test func `an erasure takes what was written out of every table, and a rebuild changes nothing`() throws {
        let city = try City()
        let report = Report(1)
        let contact = Contact(person: PersonID(reporterOf: report.id), name: "Siti Rahma", phone: "+6281234567890")
        let place = try GeoPoint(latitude: -6.1783, longitude: 106.6319)
        try city.append(
            report.started(due: City.morning + .hours(1), words: "Atap bocor", point: place, contact: contact),
            Report(2).started(words: "Atap roboh", point: place),
            report.moved("verify", from: "received", to: "verified", reason: "sudah dicek")
        )
        let root = try city.store.head().root
        #expect(try city.store.erase(stream: report.stream, owner: nil).count == 2)
        #expect(try city.read { try $0.search.numbers(matching: "atap", limit: 9) } == ["LAKSA-2026-000002"])
        let line = try #require(try city.read { try CaseListQuestions.line(report.number, on: $0) })
        #expect(line.words.isEmpty && line.state == "verified")
        let cell = GridCell(point: place, zoom: MapGrid.pointZoom)
        #expect(try city.read { try MapGrid.points(from: cell, to: cell, on: $0) }.map(\.number.serial) == [2])
        #expect(try city.read { try MapGrid.clusters(from: cell, to: cell, on: $0) }.map(\.count) == [1])
        let person = PersonID(reporterOf: report.id)
        #expect(try city.read { try Contacts.numbers(of: .person(person), limit: 9, on: $0) }.isEmpty)
        let state = try #require(try city.store.stream(report.stream))
        #expect(state.state?.isErased == true && state.content?.fields.isEmpty == true)
        #expect(try city.store.head().root == root)
        let erased = try city.dump()
        try city.store.rebuild()
        #expect(try city.dump() == erased)
        #expect(try city.store.verify().isSound)
        #expect(try city.store.erase(stream: report.stream, owner: nil).isEmpty)
    }

    @Test func `a key that was minted for a draft is the key of the case`() throws {
        let city = try City()
        let report = Report(1)
        let key = BoxKey(id: "draft-key", bytes: [UInt8](repeating: 3, count: 32))
        try city.store.keys.put([
            StoredKey(key: key, stream: report.stream, owner: .theCase, made: City.morning)
        ])
        let change = try #require(try city.append(report.started()).first)
        #expect(change.entry.closed.boxes.map(\.keyID) == ["draft-key"])
        #expect(try city.store.keys.keys(of: report.stream).map(\.key.bytes) == [key.bytes])
    }

    @Test func `everything is there after a restart`() throws {
        let city = try City()
        let report = Report(1)
        try city.append(report.started())
        #expect(try city.restart().isEmpty)
        try city.append(report.moved("verify", from: "received", to: "verified"))
        #expect(try city.store.facts(of: report.stream).map(\.1.type) == ["case.started", "case.moved"])
        #expect(try city.store.entries(of: report.stream, after: 1).map(\.leaf.sequence) == [2])
        #expect(try city.store.verify().isSound)
    }

    @Test func `a folder of another government is refused`() throws {
        let city = try City()
        try city.append(Report(1).started())
        let other = LedgerStore(
            government: "32.15",
            database: city.database,
            keys: city.store.keys,
            projections: []
        )
        #expect(throws: StoreFault.otherGovernment(found: "36.71", expected: "32.15")) { try other.prepare() }
    }

    @Test func `streams of other kinds keep their facts in order`() throws {
        let city = try City()
        let granted = Fact(
            stream: "staff/o-1",
            type: "staff.granted",
            at: City.morning,
            actor: .node,
            definition: nil,
            open: ["role": "handler"],
            closed: []
        )
        try city.append(granted, granted)
        #expect(try city.store.facts(of: "staff/o-1").map(\.1) == [granted, granted])
        #expect(try city.store.stream("staff/o-1")?.version == 2)
        #expect(try city.read { try Streams.names(prefix: "staff/", on: $0) } == ["staff/o-1"])
        #expect(try city.read { try Streams.names(prefix: "staf/", on: $0) }.isEmpty)
    }
}
