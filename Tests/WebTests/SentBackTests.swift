import Civic
import Definition
import Engine
import Foundation
import HTTPTypes
import Node
import Store
import Testing

@testable import Web

/// An officer sends answers back, the applicant corrects these and no others, on pages alone.
@Suite struct SentBackTests {
    private static let password = "kata-sandi-uji-coba"

    @Test func `the citizen's page offers exactly the marked questions, with the officer's words`() async throws {
        let city = try await City()
        let text: @Sendable (String) throws -> String = { path in
            try String(contentsOf: Place.root.appending(path: path), encoding: .utf8)
        }
        let read = DefinitionReader.read(
            yaml: try text("Apps/sewa-gor/app.yaml").replacing("dispora", with: "diskominfo"),
            file: "Apps/sewa-gor/app.yaml",
            archetypes: Archetypes(in: "Apps/_archetypes") { try? text($0) }
        )
        let definition = try #require(read.0)
        try await city.government.install(definition, by: .node)
        _ = try await city.government.identity.addOfficer(
            OfficerCard(login: "uji", name: "Petugas Uji", title: "Penguji"),
            password: Self.password,
            grants: [Grant(role: "officer")],
            in: city.government.staffHouse,
            by: .node
        )
        let answers: [FieldID: JSON] = [
            "hall": "assembly_hall", "day": "2027-01-16", "from_hour": "08:00", "hours": 4, "people": 150,
            "event": "Pernikahan",
            "applicant_name": "Warga Contoh", "applicant_phone": "081234567890",
        ]
        let receipt = try await city.government.start(StartCase(app: "sewa-gor", answers: answers), by: .anonymous())
        let number = receipt.number.text
        let link = city.government.identity.linkPath(receipt.id, receipt.number)
        _ = try await city.get(link)
        #expect(try await city.get("/tangerang/lacak/\(number)").text.contains("Permohonan Anda"))
        let door = try await city.get("/tangerang/petugas/masuk")
        _ = try await city.post(
            "/tangerang/petugas/masuk",
            from: door,
            [("login", "uji"), ("password", Self.password)]
        )
        let desk = "/tangerang/petugas/laporan/\(number)"
        let page = try await city.get(desk)
        #expect(page.text.contains("Isian yang harus diperbaiki") && page.text.contains("name=\"_remark.event\""))
        let wrong = try await city.post(
            desk + "/tindakan/ask",
            from: page,
            [("_version", "1"), ("_reason", "Mohon diperbaiki."), ("_mark", "event"), ("_remark.event", "")]
        )
        #expect(wrong.status == 422 && wrong.text.contains("Tulis apa yang harus diperbaiki."))
        let sent = try await city.post(
            desk + "/tindakan/ask",
            from: page,
            [
                ("_version", "1"), ("_reason", "Mohon diperbaiki."), ("_mark", "event"),
                ("_remark.event", "Acara apa tepatnya?"), ("_remark.people", "tidak dicentang"),
            ]
        )
        #expect(sent.status == 303)
        #expect(try await city.get(desk).text.contains("Acara apa tepatnya?"))
        let mine = try await city.get("/tangerang/lacak/\(number)")
        #expect(mine.text.contains("Acara apa tepatnya?"))
        #expect(mine.text.contains("name=\"event\"") && mine.text.contains("value=\"Pernikahan\""))
        #expect(!mine.text.contains("name=\"people\"") && !mine.text.contains("name=\"hall\""))
        let done = try await city.post(
            "/tangerang/lacak/\(number)/complete",
            from: mine,
            [("_version", "2"), ("event", "Akad nikah"), ("people", "1")]
        )
        #expect(done.status == 303)
        let stored = try city.government.cases.stored(receipt.number)
        #expect(stored?.state?.marked == [] && stored?.state?.fields["people"] == 150)
        #expect(stored?.content?.fields["event"] == "Akad nikah")
        try city.close()
    }
}
