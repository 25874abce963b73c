import Civic
import Definition
import Engine
import Testing

@Suite struct `A story as it is told` {
    private func told(_ steps: String, _ language: Language, width: Int = 100) throws -> String {
        let plan = try Town.compiled()
        let yaml = """
            scenarios:
              lubang:
                title: { id: Jalan berlubang, en: A pothole }
                at: 2026-12-23T15:00:00+07:00
                steps:
            \(steps)
            """
        let (read, findings) = ScenarioReader.read(yaml: yaml, file: "scenarios.yaml", for: plan.definition)
        let stories = try #require(read, "\(findings.map { $0.printed(.en, source: yaml) })")
        let report = ScenarioRunner(plan, calendar: Town.calendar, agencies: Town.agencies).run(stories)
        let transcript = Transcript(
            plan,
            calendar: Town.calendar,
            agencies: Town.agencyNames,
            language: language,
            width: width
        )
        return report.results.flatMap { transcript.lines(of: $0) }.joined(separator: "\n")
    }

    private let steps = """
              - as: citizen
                do: start
                village: 36.71.01.1001
                with: { category: road, location: "-6.17, 106.63", photos: [lubang.jpg], description: Lubang besar, contact_name: Siti, contact_phone: "081234567890" }
              - { as: verifier, do: dispatch, with: { agency: roads }, after: 30 minutes }
              - { as: handler/budi, do: wait, with: { until: 2026-12-29 }, expect: { refused: reason-missing } }
              - { as: handler/budi, do: wait, with: { until: 2026-12-29 }, reason: Menunggu bahan }
              - { after: 1 days }
              - { at: 2026-12-29T10:00:00+07:00, expect: { state: working } }
              - { as: citizen, do: note, reason: "Terima kasih, saya tunggu." }
        """

    @Test func `says who did what, when, and what became of it`() throws {
        let shown = try told(steps, .id)
        #expect(
            shown == """
                Jalan berlubang
                ───────────────
                Rabu, 23 Desember 2026, WIB
                  15.00  Warga: memulai → TOWN-2026-000001
                         Jenis                     Jalan rusak
                         Tempat                    -6.17, 106.63
                         Foto                      lubang.jpg
                         Uraian                    “Lubang besar”
                         Nama                      Siti
                         Telepon                   0812-3456-7890
                         status                    → Diterima
                         perangkat daerah          front-office
                         ditetapkan                priority = normal, proposed = roads
                         tabel route               road
                         jam                       Verifikasi: dimulai; tenggat 28 Des 2026 16.00, sisa 1 hari kerja
                         kabar                     kepada Warga: “Laporan TOWN-2026-000001 (Jalan rusak) diterima,
                                                   tenggat 28 Desember 2026 pukul 16.00 WIB.
                                                   …/lacak/TOWN-2026-000001”
                  15.30  Verifikator, front-office: Teruskan
                         Dinas                     Dinas Jalan
                         status                    Diterima → Ditangani
                         warga membaca             Diterima → Sedang ditangani
                         perangkat daerah          front-office → Dinas Jalan
                         jam                       Verifikasi: selesai tepat waktu 23 Des 2026 15.30 (tenggat 28 Des
                                                   2026 16.00)
                         jam                       Penanganan: dimulai; tenggat 30 Des 2026 16.00, sisa 3 hari kerja
                         kabar                     kepada Petugas: “TOWN-2026-000001 menunggu Dinas Jalan.”
                  15.30  Petugas, Dinas Jalan (budi): Tunda
                         Sampai                    29 Desember 2026
                         ditolak                   [case.reason-missing] Tulis alasan untuk “Tunda”; warga akan
                                                   membacanya.
                  15.30  Petugas, Dinas Jalan (budi): Tunda
                         Sampai                    29 Desember 2026
                         alasan                    “Menunggu bahan”
                         status                    Ditangani → Ditunda
                         warga membaca             Sedang ditangani → Ditunda
                         jam                       Penanganan: berhenti sementara; sisa 23 jam kerja

                Kamis, 24 Desember 2026, WIB (1 hari kerja kemudian; Cuti bersama)
                  15.30  Waktu berlalu
                         jam                       Penanganan: sisa 23 jam kerja

                Selasa, 29 Desember 2026, WIB (1 hari kerja kemudian)
                  00.00  Waktu: Lanjutkan
                         status                    Ditunda → Ditangani
                         warga membaca             Ditunda → Sedang ditangani
                         jam                       Penanganan: berjalan lagi; tenggat 1 Jan 2027 08.00, sisa 3 hari
                                                   kerja
                  10.00  Warga: menulis catatan
                         catatan                   Terima kasih, saya tunggu.
                         jam                       Penanganan: tenggat 1 Jan 2027 08.00, sisa 3 hari kerja
                """
        )
    }

    @Test func `speaks English too`() throws {
        let told = try told(steps, .en)
        #expect(told.hasPrefix("A pothole\n─────────\nWednesday, 23 December 2026, WIB\n"))
        #expect(told.contains("15:00  Citizen: starts → TOWN-2026-000001"))
        #expect(told.contains("refused                   [case.reason-missing] Write a reason for"))
    }

    @Test func `keeps to the page`() throws {
        for width in [50, 72, 120] {
            for line in try told(steps, .id, width: width).split(separator: "\n") {
                #expect(line.count <= width, "\(line)")
            }
        }
    }

    @Test func `ends with what failed`() throws {
        let told = try told(steps + "\n      - { as: handler, do: answer, expect: { state: answered } }", .id)
        #expect(told.contains("\nGAGAL\n  scenarios.yaml:16:9: langkah 8, handler → answer\n"))
    }
}
