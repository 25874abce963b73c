import Civic
import Engine
import Foundation
import HTTPTypes
import Node
import Store
import Testing

@testable import Web

/// The staff's side: desk, LIVE Room and steward's pages.
///
/// Templates are strict here, so each tag must be one that its view knows.
@Suite struct StaffTests {
    private static let password = "sandi-uji-panjang"

    /// Somebody with these roles for the whole government, signed in by password.
    private func signIn(_ city: City, _ roles: [RoleID]) async throws {
        let id = try await city.government.identity.addOfficer(
            OfficerCard(login: "uji", name: "Petugas Uji", title: "Penguji"),
            password: Self.password,
            grants: roles.map { Grant(role: $0) },
            in: city.government.staffHouse,
            by: .node
        )
        #expect(city.government.identity.officer(id)?.isActive == true)
        let door = try await city.get("/tangerang/petugas/masuk")
        let entered = try await city.post(
            "/tangerang/petugas/masuk",
            from: door,
            [("login", "uji"), ("password", Self.password)]
        )
        #expect(entered.status == 303)
    }

    /// A broken street light, by nobody unless contact is given.
    private func report(_ city: City, by contact: [FieldID: JSON] = [:]) async throws -> CaseReceipt {
        var answers: [FieldID: JSON] = [
            "category": "street_light", "description": "Lampu jalan padam sejak tiga malam.",
            "anonymous": .bool(contact.isEmpty),
            "location": ["latitude": .double(-6.178), "longitude": .double(106.63)],
        ]
        answers.merge(contact) { $1 }
        return try await city.government.start(StartCase(app: "laksa", answers: answers), by: .anonymous())
    }

    @Test func `a citizen's number finds a sealed case, is on record, and stands in no address`() async throws {
        let city = try await City()
        defer { try? city.close() }
        let report = try await report(city, by: ["contact_name": "Warga Contoh", "contact_phone": "081234567890"])
        try await signIn(city, ["verifier"])
        let desk = try await city.get("/tangerang/petugas/")
        let found = try await city.post("/tangerang/petugas/cari", from: desk, [("q", "0812 3456 7890")])
        #expect(found.status == 200 && found.text.contains(report.number.text) && found.location == nil)
        let words = try await city.post("/tangerang/petugas/cari", from: desk, [("q", "lampu jalan")])
        #expect(words.location == "/tangerang/petugas/cari?q=lampu%20jalan")
        let direct = try await city.post("/tangerang/petugas/cari", from: desk, [("q", report.number.text)])
        #expect(direct.location == "/tangerang/petugas/laporan/\(report.number.text)")
        let typed = try await city.get("/tangerang/petugas/cari?q=081234567890")
        #expect(typed.location == "/tangerang/petugas/cari?nomor=1")
        #expect(
            try await city.get("/tangerang/petugas/cari?nomor=1").text.contains("Ketik nomor identitas di kotak ini")
        )
        let officer = try #require(city.government.identity.officers().first { $0.login == "uji" })
        let log = try city.government.identitySearches(of: officer, after: .epoch)
        #expect(log.map(\.found) == [1])
        #expect(try city.government.cases.readers(of: report.id).map(\.officer) == [officer.id])
    }

    @Test func `an officer whose roles do not cover the application finds nothing by number`() async throws {
        let city = try await City()
        defer { try? city.close() }
        let report = try await report(city, by: ["contact_name": "Warga Contoh", "contact_phone": "081234567890"])
        try await signIn(city, ["intake"])
        let desk = try await city.get("/tangerang/petugas/")
        let found = try await city.post("/tangerang/petugas/cari", from: desk, [("q", "0812 3456 7890")])
        #expect(found.status == 200 && !found.text.contains(report.number.text))
        #expect(try city.government.cases.readers(of: report.id).isEmpty)
    }

    @Test func `searches by number stop at sixty an hour`() async throws {
        let city = try await City()
        defer { try? city.close() }
        try await signIn(city, ["verifier"])
        let officer = try #require(city.government.identity.officers().first { $0.login == "uji" })
        let digits = try #require(IdentityDigits(typed: "3671014108900001"))
        for _ in 1...60 {
            _ = try await city.government.search(digits, for: .officer(officer))
        }
        await #expect(throws: Refusal.tooManyTries(retryAfterSeconds: 3_600)) {
            try await city.government.search(digits, for: .officer(officer))
        }
    }

    @Test func `every page of the staff answers in both languages to who may see it`() async throws {
        let city = try await City()
        try await signIn(city, ["verifier", "steward", "intake"])
        let number = try await report(city).number.text
        let pages = [
            "petugas/", "petugas/?saya=1", "petugas/?tenggat=segera", "petugas/?selesai=1", "petugas/cari?q=lampu",
            "petugas/laporan/\(number)", "petugas/akun", "live/", "live/dinding", "live/dinding?jarak=4", "live/ponsel",
            "live/publik", "live/kasus?kecamatan=36.71.01", "kelola/", "kelola/petugas", "kelola/instansi",
            "kelola/kalender", "kelola/pos", "kelola/buku",
        ]
        for page in pages {
            for language in ["id", "en"] {
                let path = "/tangerang/" + page + (page.contains("?") ? "&" : "?") + "bahasa=\(language)"
                let answer = try await city.get(path)
                #expect(answer.status == 200, "\(page)")
                #expect(answer.text.contains("<html lang=\"\(language)\">"), "\(page)")
                #expect(answer.text.matches(of: /<h1/).count == 1, "\(page) has not one heading")
            }
        }
        try city.close()
    }

    @Test func `nobody enters the staff's side without a role, and the public page needs none`() async throws {
        let city = try await City()
        for page in [
            "petugas/", "petugas/laporan/LAKSA-2026-000001", "live/", "live/dinding", "live/ponsel", "kelola/",
        ] {
            let answer = try await city.get("/tangerang/" + page)
            #expect(answer.status == 303 || answer.status == 307 || answer.status == 302, "\(page): \(answer.status)")
            #expect(answer.location?.hasPrefix("/tangerang/petugas/masuk") == true, "\(page)")
        }
        let document = try await city.get("/tangerang/live/angka.json", headers: ["Accept": "application/json"])
        #expect(document.status == 401)
        #expect(try await city.get("/tangerang/live/publik").status == 200)
        try await signIn(city, ["executive"])
        #expect(try await city.get("/tangerang/live/ponsel").status == 200)
        #expect(try await city.get("/tangerang/kelola/").status == 403)
        try city.close()
    }

    @Test func `the room's figures have one sum however they are cut, and grow with a report`() async throws {
        let city = try await City()
        try await signIn(city, ["verifier"])
        _ = try await report(city)
        let frame = try JSON(parsing: Array(try await city.get("/tangerang/live/angka.json").text.utf8))
        let open = frame["figures"]?["open"]?["value"]?.int
        func sum(_ list: String) -> Int64 {
            (frame["lists"]?[list]?.array ?? []).reduce(0) { $0 + ($1["counts"]?["open"]?.int ?? 0) }
        }
        #expect(open == 1)
        #expect(sum("agency") == 1 && sum("district") == 1 && sum("state") == 1)
        #expect((frame["villages"]?.object ?? [:]).values.reduce(0) { $0 + ($1.int ?? 0) } == 1)
        let cells = (frame["map"]?.array ?? []).reduce(0) { $0 + ($1.array?[4].int ?? 0) }
        #expect(cells + (frame["figures"]?["unplaced"]?["value"]?.int ?? 0) == 1)
        try city.close()
    }

    @Test func `an officer who comes late is told who changed the case, and keeps what was typed`() async throws {
        let city = try await City()
        try await signIn(city, ["verifier"])
        let number = try await report(city).number
        let path = "/tangerang/petugas/laporan/\(number.text)"
        let page = try await city.get(path)
        let verified = try await city.post(path + "/tindakan/verify", from: page, [("_version", "1")])
        #expect(verified.status == 303)
        let late = try await city.post(
            path + "/tindakan/reject",
            from: page,
            [("_version", "1"), ("_reason", "Bukan wilayah kami.")]
        )
        #expect(late.status == 409)
        #expect(late.text.contains("Laporan diperiksa dan dinyatakan lengkap"))
        #expect(late.text.contains("Bukan wilayah kami."))
        #expect(late.text.contains("Kirim tetap"))
        #expect(try city.government.cases.stored(number)?.state?.state == "verified")
        try city.close()
    }
}
