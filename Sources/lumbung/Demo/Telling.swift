import Civic
import Definition
import Engine
import Exchange
import Foundation
import Ledger
import Node

/// Tells the past of the demo: founds the governments, hires their officers, installs LAKSA, and lets months pass.
struct Telling {
    let node: Node
    let clock: DemoClock
    let seed: Int
    let cases: Int
    /// Applications that Tangerang runs and offers besides.
    let also: [String]

    /// How long the story goes back.
    private static let days = 152
    /// The longest stretch of the story in one commit: what happens in it is recorded at its end.
    private static let stretch = Span.hours(2)
    /// So long before the end citizens and officers are told of what happens: earlier news are no news.
    private static let news = Span.hours(3)

    /// What Tangerang runs and offers; the city's life is told with the first.
    private static let offered = [
        "laksa", "pohon-taman", "ppid", "sewa-gor", "izin-reklame", "e-sabakota", "e-kir", "e-office", "kartu-keluarga",
        "akta-kelahiran", "pbb", "keterangan-domisili", "retribusi-sampah", "izin-trotoar",
    ]

    /// So long ago Karawang decided its study and signed its MoU.
    private static let agreed = Span.days(58)

    /// A test bank and a test QR network: what the simulator pays through.
    private func openChannels(of government: Government) async throws {
        let channels = [
            PaymentChannel(id: "bank-uji", name: "Bank Uji", kind: .bank),
            PaymentChannel(id: "qris-uji", name: "QR Uji", kind: .qris),
        ]
        for channel in channels { try await government.change(.setChannel(channel), by: .node) }
    }

    func tell() async throws {
        let end = clock.present
        let begin = end - .days(Self.days)
        clock.set(begin - .days(21))
        let script = try CityScript.carried()
        let tangerang = try await found(.tangerang, script)
        let karawang = try await found(.karawang, script)
        let bekasi = try await found(.bekasi, script)
        for government in [tangerang, karawang, bekasi] { try await openChannels(of: government) }
        clock.set(begin - .days(14))
        let agencies = Set(tangerang.profile.agencies.map(\.id))
        let offers = try (Self.offered + also.filter { !Self.offered.contains($0) }).map { app in
            let folder = try AppFolder(app)
            let definition = try folder.definition(agencies: agencies)
            return (definition: definition, scenarios: try folder.travellingScenarios(for: definition))
        }
        let definition = offers[0].definition
        let partnership = Partnership(node, catalogue: try Carried.catalogue())
        let agreements = try Exchange.applications.map { try AppFolder($0).definition() }
        for government in [tangerang, karawang, bekasi] { try await partnership.equip(government, with: agreements) }
        for provider in [tangerang, bekasi] {
            // Bekasi runs reports alone; Tangerang all that it has.
            let own = provider.code == tangerang.code ? offers : [offers[0]]
            for offer in own { try await provider.install(offer.definition, by: .node) }
            try await partnership.foundProvider(provider, offering: own.map { ($0.definition, $0.scenarios) })
        }
        for offer in offers.dropFirst() {
            try await DemoStaff(government: tangerang, place: .tangerang).hire(for: offer.definition)
        }
        let album = try await Album(in: tangerang.files, seed: UInt64(bitPattern: Int64(seed)))
        // Bekasi's own, smaller story first: the study of Karawang compares both.
        var story = storyteller(bekasi, cases / 16, definition, script, album, from: begin, to: end)
        try await live(story, until: end, end: end)
        story = storyteller(tangerang, cases, definition, script, album, from: begin, to: end)
        try await live(story, until: end - Self.agreed, end: end)
        clock.set(end - Self.agreed)
        try await agree(partnership, tangerang, karawang, bekasi)
        try await live(story, until: end, end: end)
        clock.set(end)
        try await FamilyPapers(government: tangerang, album: album, end: end).tell()
        try await showSmaller(offers.dropFirst(), in: tangerang, album, until: end)
        try await prepareNext(of: tangerang, after: offers[0], partnership)
        for government in [tangerang, karawang, bekasi] { try await government.publisher.publish() }
    }

    /// Cases of the other applications, so that nobody opens an empty desk.
    private func showSmaller(
        _ offers: ArraySlice<(definition: Definition, scenarios: String)>,
        in government: Government,
        _ album: Album,
        until end: Moment
    ) async throws {
        for (definition, text) in offers {
            let read = ScenarioReader.read(yaml: text, file: "scenarios.yaml", for: definition).0
            let samples = Samples(
                government: government,
                album: album,
                definition: definition,
                scenarios: read ?? [:]
            )
            let count = try await samples.tell(until: end)
            Printed.line("\(definition.name.text(.id)): \(count) perkara contoh")
        }
    }

    private func found(_ place: DemoGovernment, _ script: CityScript) async throws -> Government {
        let government = try place.found(on: node, script)
        let handling = script.handling(in: government.profile)
        try await DemoStaff(government: government, place: place).hire(handling: handling)
        let (regions, agencies) = (government.regions.regions.count, government.profile.agencies.count)
        let officers = government.identity.officers().count
        Printed.line("\(place.name): \(regions) wilayah, \(agencies) perangkat daerah, \(officers) petugas contoh")
        return government
    }

    /// The provider's next release lies ready: a visitor publishes it, and it arrives in Karawang.
    private func prepareNext(
        of provider: Government,
        after offer: (definition: Definition, scenarios: String),
        _ partnership: Partnership
    ) async throws {
        let path = try Carried.folder("Data") + "/demo/laksa-1.1.0.json"
        let prepared = try PreparedRelease(json: try JSON(parsing: Array(try Carried.text(path).utf8)))
        try await NextReleases(Agreements(provider, catalogue: partnership.catalogue)).prepare(
            try prepared.definition(after: offer.definition),
            scenarios: offer.scenarios,
            by: .node
        )
    }

    /// What the visitor finds done: Karawang's study and its MoU with Tangerang; the PKS is theirs to make.
    private func agree(
        _ partnership: Partnership,
        _ tangerang: Government,
        _ karawang: Government,
        _ bekasi: Government
    ) async throws {
        try await partnership.fileStudy(
            of: karawang,
            comparing: [tangerang, bekasi],
            apps: [
                ("laksa", "Laporan warga masuk lewat banyak saluran dan tidak terlacak sampai selesai."),
                ("e-kinerja", "Penilaian kinerja pegawai masih memakai lembar kerja terpisah."),
                ("darurat-112", "Panggilan darurat belum terhubung dengan petugas lapangan."),
            ],
            title: "Kajian replikasi layanan digital Kabupaten Karawang",
            choosing: tangerang
        )
        try await partnership.concludeMoU(
            between: tangerang,
            and: karawang,
            subject: "Pengembangan kota cerdas dan pemanfaatan bersama aplikasi layanan publik",
            numbers: ("134.4/12-KSD/2026", "134.4/87-KSD/2026")
        )
        Printed.line("Kabupaten Karawang: kajian diputuskan, Kesepakatan Bersama dengan Kota Tangerang berlaku")
    }

    // MARK: Months

    private func storyteller(
        _ government: Government,
        _ count: Int,
        _ definition: Definition,
        _ script: CityScript,
        _ album: Album,
        from begin: Moment,
        to end: Moment
    ) -> Storyteller {
        let seed = UInt64(bitPattern: Int64(seed)) &+ (UInt64(government.code.digits) ?? 0) &* 7_919
        let zone = government.profile.zone
        let weather = Weather(seed: seed, from: begin.date(in: zone), to: end.date(in: zone))
        let arrivals = Arrivals(
            script,
            calendar: government.calendar,
            regions: government.regions,
            weather: weather,
            seed: seed
        ).reports(count, from: begin, to: end, seed: seed)
        let stage = Stage(government, script: script, album: album, definition: definition)
        return Storyteller(
            Town(government, stage: stage, arrivals: arrivals, end: end, seed: seed),
            of: count,
            clock: clock
        )
    }

    /// Lets a town live; nobody is told but of the last hours.
    private func live(_ story: Storyteller, until stop: Moment, end: Moment) async throws {
        let government = story.government
        var bar = ProgressLine(government.profile.name, unit: "laporan")
        defer { government.book.isQuiet = false }
        while let next = story.next, next <= stop {
            let isNews = next > end - Self.news
            government.book.isQuiet = !isNews
            try await story.live(until: min(stop, next + (isNews ? .minutes(2) : Self.stretch)))
            bar.show(story.started, share: Double(story.started) / Double(max(1, story.count)))
        }
        bar.finish(story.started, and: "\(story.commands) tindakan")
        if let first = story.refused.first {
            Printed.line("\(story.refused.count) tindakan ditolak aturan, yang pertama: \(first)")
        }
    }
}
