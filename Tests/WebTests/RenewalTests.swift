import Civic
import Definition
import Engine
import Foundation
import HTTPTypes
import Node
import Store
import Testing

@testable import Web

/// A certificate that ends is asked for anew from its holder's page, and the new one takes the old one's place.
@Suite struct RenewalTests {
    private static let asked: [FieldID: JSON] = [
        "whose": "person", "home_address": "Jalan Contoh 1, RT 01/RW 02", "purpose": "Membuka rekening bank",
        "place": ["latitude": .double(-6.178), "longitude": .double(106.63)], "nik": "3671010101900000",
        "applicant_name": "Warga Contoh", "applicant_phone": "081234567890",
    ]

    /// The city with certificates of domicile, whose paper may be left out.
    private func city() async throws -> City {
        let city = try await City()
        let text: @Sendable (String) throws -> String = { path in
            try String(contentsOf: Place.root.appending(path: path), encoding: .utf8)
        }
        let file = "Apps/keterangan-domisili/app.yaml"
        let read = DefinitionReader.read(
            yaml: try text(file).replacing("setda", with: "diskominfo")
                .replacing("en: Letter of the RT and RW }, required: true,", with: "en: Letter of the RT and RW },"),
            file: file,
            archetypes: Archetypes(in: "Apps/_archetypes") { try? text($0) }
        )
        try await city.government.install(try #require(read.0, "\(read.1)"), by: .node)
        return city
    }

    private func officer(_ id: OfficerID, _ role: RoleID) -> Caller {
        .officer(Officer(id: id, login: id.text, name: "Petugas Contoh", title: "", grants: [Grant(role: role)]))
    }

    /// A certificate that was asked for and signed.
    private func certified(_ city: City, _ more: [FieldID: JSON] = [:]) async throws -> CaseReceipt {
        let start = StartCase(app: "keterangan-domisili", answers: Self.asked.merging(more) { $1 })
        let receipt = try await city.government.start(start, by: .anonymous())
        _ = try await city.government.act(
            receipt.number,
            "take",
            version: 1,
            answers: ["visited": true],
            by: officer("sari", "officer")
        )
        return try await city.government.act(
            receipt.number,
            "grant",
            version: 2,
            answers: ["answer": "Sudah diperiksa di tempat."],
            by: officer("budi", "decider")
        )
    }

    @Test func `the holder begins anew with the earlier answers, a stranger does not`() async throws {
        let city = try await city()
        defer { try? city.close() }
        let old = try await certified(city)
        let path = "/tangerang/lacak/\(old.number.text)"
        #expect(!(try await city.get(path).text.contains("/perpanjang/")))
        // Any page with a form gives a stranger what a form needs; the case still is not theirs.
        let door = try await city.get("/tangerang/petugas/masuk")
        #expect(try await city.post(path + "/perpanjang/0", from: door, []).status == 404)
        _ = try await city.get(city.government.identity.linkPath(old.id, old.number))
        let mine = try await city.get(path)
        #expect(mine.text.contains("action=\"\(path)/perpanjang/0\""))
        #expect(try await city.post(path + "/perpanjang/1", from: mine, []).status == 404)
        let begun = try await city.post(path + "/perpanjang/0", from: mine, [])
        let step = try #require(begun.location)
        #expect(begun.status == 303 && step.hasPrefix("/tangerang/layanan/keterangan-domisili/mulai/"))
        let form = try await city.get(step.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/periksa")
        for word in ["Jalan Contoh 1", "Membuka rekening bank", "3671 0101 0190 0000", "Warga Contoh", old.number.text]
        {
            #expect(form.text.contains(word), "\(word)")
        }
    }

    @Test func `the new certificate takes the place of the one that it names`() async throws {
        let city = try await city()
        defer { try? city.close() }
        let old = try await certified(city)
        let new = try await certified(city, ["earlier": .string(old.number.text)])
        func documents(_ receipt: CaseReceipt) throws -> [StandingDocument] {
            try #require(try city.government.cases.stored(receipt.number)?.state).documents
        }
        #expect(try documents(old).map(\.standing) == [.renewed])
        #expect(try documents(new).map(\.standing) == [.issued])
        #expect(try documents(old).first?.follower == documents(new).first?.document.number)
        _ = try await city.get(city.government.identity.linkPath(old.id, old.number))
        #expect(!(try await city.get("/tangerang/lacak/\(old.number.text)").text.contains("/perpanjang/")))
    }

    @Test func `a case that does not exist is not renewed`() async throws {
        let city = try await city()
        defer { try? city.close() }
        await #expect(throws: Rejection.self) { _ = try await certified(city, ["earlier": "DOM-2026-000099"]) }
    }
}
