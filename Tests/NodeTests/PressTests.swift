import Civic
import Definition
import Engine
import Foundation
import Node
import Store
import Synchronization
import Testing

/// Letters from the decision to the signed file, printed and signed by the real programs.
@Suite struct PressTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    private struct Hall {
        let city: City
        let officer: Caller
        let decider: Caller

        /// `questions`: asked beside those of the hall.
        init(questions: String = "", run: @escaping City.RunProgram = Outside.live().run) async throws {
            city = try await City(run: run)
            let path = PressTests.root + "/Apps/sewa-gor/app.yaml"
            let archetypes = Archetypes(in: PressTests.root + "/Apps/_archetypes", names: ["request"]) {
                try? String(contentsOfFile: $0, encoding: .utf8)
            }
            // Without the bill, which has tests of its own.
            let text = try String(contentsOfFile: path, encoding: .utf8)
                .replacing("    to: to_pay\n    when:", with: "    to: granted\n    when:")
                .replacing("    bill: { fee: rental, due: 3 days }\n", with: "")
                .replacing("\nform:\n", with: "\nform:\n" + questions)
            let read = DefinitionReader.read(yaml: text, file: path, archetypes: archetypes).0
            var definition = try #require(read)
            definition.owner = "diskominfo"
            try await city.tangerang.install(definition, by: .node)
            officer = try await Self.officer("penerima", "officer", city)
            decider = try await Self.officer("pemutus", "decider", city)
        }

        private static func officer(_ login: String, _ role: RoleID, _ city: City) async throws -> Caller {
            let government = city.tangerang
            let id = try await government.identity.addOfficer(
                OfficerCard(login: login, name: "Budi Contoh", title: "Kepala Dinas"),
                password: City.password,
                grants: [Grant(role: role, agency: "diskominfo")],
                in: government.staffHouse,
                by: .node
            )
            return .officer(try #require(government.identity.officer(id)))
        }

        /// A hall that was granted: its letter waits for the press.
        func granted(_ event: String = "Pernikahan", more: [FieldID: JSON] = [:]) async throws -> CaseReceipt {
            let receipt = try await agreed(event, more: more)
            return try await city.tangerang.act(receipt.number, "letter", version: 3, by: decider)
        }

        /// A hall whose letter is not yet written.
        func agreed(_ event: String = "Pernikahan", more: [FieldID: JSON] = [:]) async throws -> CaseReceipt {
            let day = city.world.now.date(in: .wib).adding(days: 30)
            let start = StartCase(
                app: "sewa-gor",
                answers: [
                    "applicant_name": "Warga Contoh", "applicant_phone": "0812-1111-2222", "hall": "assembly_hall",
                    "day": .string(day.iso), "from_hour": "08:00", "hours": 4,
                    "people": 150, "event": .string(event),
                ].merging(more) { $1 }
            )
            let receipt = try await city.tangerang.start(start, by: .anonymous())
            _ = try await city.tangerang.act(receipt.number, "take", version: 1, by: officer)
            return try await city.tangerang.act(
                receipt.number,
                "grant",
                version: 2,
                answers: ["answer": "Disetujui untuk dipakai."],
                by: decider
            )
        }
    }

    @Test func `an answer that is called like a slot of the letterhead never stands in it`() async throws {
        let questions = ["address", "qr", "verify", "footer"].map {
            "  \($0): { after: event, type: text, max: 80, label: { id: \($0), en: \($0) } }\n"
        }
        let hall = try await Hall(questions: questions.joined())
        let more: [FieldID: JSON] = [
            "address": "Jl. Warga 1", "qr": "<b>qr</b>", "verify": "di sini", "footer": "kaki",
        ]
        let receipt = try await hall.agreed(more: more)
        let view = try #require(try hall.city.tangerang.cases.page(receipt.number, for: hall.decider))
        let pages = try hall.city.tangerang.preview(view, "letter", answers: [:], reason: nil, by: hall.decider)
        let draft = try #require(pages.first)
        #expect(pages.count == 1 && draft.contains("KONSEP"))
        for word in ["Jl. Warga 1", "<b>qr</b>", "di sini", "kaki"] { #expect(!draft.contains(word), "\(word)") }
    }

    @Test func `a letter is numbered at once, printed, signed, kept encrypted, and found by its code`() async throws {
        let hall = try await Hall()
        let receipt = try await hall.granted("Rapat <Contoh> & \"Rekan\"")
        let press = hall.city.tangerang.press
        #expect(try press.documents(of: receipt.id).map(\.isReady) == [false])
        while try await hall.city.tangerang.outbox.deliverDue() > 0 {}
        let row = try #require(try press.documents(of: receipt.id).first)
        #expect(row.isReady)
        #expect(row.number.hasPrefix("0001/GOR/DISKOMINFO/"))
        let pdf = try #require(try press.pdf(row))
        #expect(sha256(pdf).hex == row.pdf)
        #expect(try press.document(code: press.code(row)) == row)
        #expect(try press.document(code: String(press.code(row).dropLast()) + "0x") == nil)
        #expect(try press.page(receipt.id, place: 0).contains("Rapat &lt;Contoh&gt; &amp; &quot;Rekan&quot;"))
        let files = FileManager.default.enumerator(atPath: hall.city.folder)?.compactMap { $0 as? String } ?? []
        for file in files where file.contains("/files/") {
            let bytes = FileManager.default.contents(atPath: "\(hall.city.folder)/\(file)") ?? Data()
            #expect(!bytes.starts(with: Data("%PDF".utf8)), "\(file) lies open")
        }
        try verify(pdf, in: hall.city)
        var broken = pdf
        broken[pdf.count / 3] ^= 1
        #expect(throws: (any Error).self) { try verify(broken, in: hall.city) }
    }

    /// pyHanko's own judgement: PAdES, the whole file, up to the test authority's root.
    private func verify(_ pdf: [UInt8], in city: City) throws {
        let file = NSTemporaryDirectory() + "lumbung-verify-\(UUID().uuidString).pdf"
        try Data(pdf).write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let outcome = try Outside.live().run(
            Program(
                Self.root + "/.venv/bin/python",
                [
                    Self.root + "/Tools/sign_pdf.py", "verify", city.folder + ".secret.d/penandatangan", file,
                ],
                secondsMax: 60
            )
        )
        struct Invalid: Error { let why: String }
        if outcome.status != 0 { throw Invalid(why: outcome.complaint) }
    }

    @Test func `a signing service that is down for a day delays the letter and doubles nothing`() async throws {
        let isDown = Mutex(true)
        let hall = try await Hall { program in
            if program.arguments.first?.hasSuffix("sign_pdf.py") == true, isDown.withLock({ $0 }) {
                return ProgramOutcome(status: 1, output: [], complaint: "connection refused")
            }
            return try Outside.live().run(program)
        }
        let receipt = try await hall.granted()
        let government = hall.city.tangerang
        for _ in 0..<8 {
            try await government.outbox.deliverDue()
            hall.city.world.pass(.hours(3))
        }
        let waiting = try #require(try government.outbox.messages(.document).first)
        #expect(waiting.state == .waiting)
        #expect(waiting.outcome.contains("Menunggu tanda tangan"))
        #expect(try government.press.documents(of: receipt.id).map(\.isReady) == [false])
        isDown.withLock { $0 = false }
        hall.city.world.pass(.hours(6))
        while try await government.outbox.deliverDue() > 0 {}
        #expect(try government.press.documents(of: receipt.id).map(\.isReady) == [true])
        #expect(try government.ledger.facts(of: RenderedDocument.stream(receipt.id, place: 0)).count == 1)
    }

    @Test func `a letter that can't be printed is a dead letter that a steward sends again`() async throws {
        let isBroken = Mutex(true)
        let hall = try await Hall { program in
            if program.name.hasSuffix("weasyprint"), isBroken.withLock({ $0 }) {
                return ProgramOutcome(status: 1, output: [], complaint: "no such font")
            }
            return try Outside.live().run(program)
        }
        let receipt = try await hall.granted()
        let government = hall.city.tangerang
        while try await government.outbox.deliverDue() > 0 {}
        let dead = try #require(try government.outbox.deadLetters().first)
        #expect(dead.outcome.contains("no such font"))
        isBroken.withLock { $0 = false }
        try await government.outbox.revive(dead.id)
        while try await government.outbox.deliverDue() > 0 {}
        #expect(try government.press.documents(of: receipt.id).map(\.isReady) == [true])
    }

    @Test func `numbers have no gap, whatever is refused between them`() async throws {
        let hall = try await Hall()
        let first = try await hall.granted()
        let government = hall.city.tangerang
        await #expect(throws: Rejection.self) {
            try await government.act(first.number, "correct", version: nil, reason: nil, by: hall.decider)
        }
        _ = try await government.act(first.number, "correct", version: nil, reason: "Salah jam", by: hall.decider)
        let second = try await hall.granted()
        let numbers = try [first, second].flatMap { try government.press.documents(of: $0.id) }.map(\.number)
        #expect(numbers.map { $0.prefix(4) } == ["0001", "0002", "0003"])
        let state = try #require(try government.ledger.stream(CaseEvent.stream(first.id))?.state)
        #expect(state.documents.map(\.standing) == [.replaced, .issued])
        #expect(state.documents[0].follower == state.documents[1].document.number)
    }
}
