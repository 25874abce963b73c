import Civic
import Definition
import Engine
import Foundation
import HTTPTypes
import Node
import Testing

@testable import Web

/// The form with every type of answer, filled in page by page without scripts.
@Suite struct FieldTests {
    func city() async throws -> City {
        let city = try await City()
        let yaml = try String(
            contentsOf: Place.root.appending(path: "Tests/Applications/every-field/app.yaml"),
            encoding: .utf8
        )
        let (definition, findings) = DefinitionReader.read(yaml: yaml, file: "app.yaml")
        try await city.government.install(
            try #require(definition, "\(findings.map { $0.printed(.en) })"),
            by: .node
        )
        return city
    }

    private let pages: [[(String, String)]] = [
        [("title", "Rumah kami"), ("website", "contoh.id")],
        [
            ("aid", "water"), ("aid", "road"), ("school", "smp_4"), ("school", ""), ("school", "smp_1"),
            ("kind", "small"),
        ],
        [
            ("people_count", "4"), ("width", "1.250,5"), ("price", "Rp 1.250.000"), ("day", "2026-11-30"),
            ("hour", "8.30"),
            ("stay.from", "24/11/2026"), ("stay.until", "31 Desember 2026"),
        ],
        [
            ("applicant", "Suharti"), ("phone", "0812-3456-7890"), ("nik", "3671 9915 0690 0001"),
            ("family", "3671011506200001"),
        ],
        [
            ("home.street", "Jl. Satria 1"), ("home.rt", "3"), ("home.rw", "5"), ("home.region", "36.71.01.1001"),
            ("home.place", ""), ("home.postal_code", "15111"), ("home.landmark", ""),
        ],
        [
            ("tax", "01.312.166.0-091.000"), ("business", "9120304567890"), ("pupil", "0112345678"),
            ("servant", "198609262015051001"), ("vehicle", "b 1234 xyz"), ("postal", "15111"), ("earlier", ""),
        ],
        [("spot", "-6.178, 106.63")],
        [("field", "-6.17, 106.63\n-6.17, 106.64\n-6.18, 106.64"), ("way", "-6.17, 106.63\n-6.18, 106.63")], [],
        [("office", "")], [("faces.0.name", "Depan"), ("faces.0.height", "2,5"), ("faces.0.cost", "500.000")],
    ]

    @Test func `every type of answer is asked, kept, checked and sent without scripts`() async throws {
        let city = try await city()
        var path = "/tangerang/layanan/every-field/mulai"
        for (number, answers) in pages.enumerated() {
            let page = try await city.get(path)
            #expect(page.status == 200)
            let sent = try await city.post(path, from: page, answers)
            #expect(sent.status == 303, "page \(number) of \(path): \(sent.text.suffix(3_000))")
            path = try #require(sent.location)
        }
        #expect(path.hasSuffix("/periksa"))
        let check = try await city.get(path)
        for text in [
            "1.250,50", "Rp1.250.000", "08.30 WIB", "24 November 2026 s.d. 31 Desember 2026", "3671 9915 0690 0001",
            "Kel. Sukarasa", "1. SMPN 4", "Tinggi (m): 2,5", "Lama (hari)", "38",
            "Enam angka pertama NIK tidak ada pada daftar wilayah sekarang.",
        ] {
            #expect(check.text.contains(text), "the check page does not say \(text)")
        }
        let receipt = try await city.post(path, from: check, [])
        #expect(receipt.status == 303)
        let own = try await city.get("/tangerang/lacak/SEMUA-2026-000001")
        #expect(own.text.contains("3671 9915 0690 0001") && own.text.contains("Nama sisi: Depan"))
        try city.close()
    }

    @Test func `an area and a route are drawn point by point, or come from a file, and a wrong one says why`()
        async throws
    {
        let city = try await city()
        var path = "/tangerang/layanan/every-field/mulai"
        for answers in pages.prefix(7) {
            path = try #require(try await city.post(path, from: try await city.get(path), answers).location)
        }
        let page = try await city.get(path)
        #expect(
            page.text.contains("data-module=\"shape-picker\" data-kind=\"area\"")
                && page.text.contains("data-kind=\"route\"")
        )
        let way = ("way", "-6.17, 106.63\n-6.18, 106.63")
        for (typed, expected) in [
            ("-6.17, 106.63\n-6.17, 106.64", "sedikitnya tiga titik"),
            ("-6.17, 106.63\n-6.18, 106.64\n-6.17, 106.64\n-6.18, 106.63", "saling memotong"),
            ("bukan titik", "tidak terbaca"),
            ("-6.17, 106.63\n-6.17, 106.64\n-9.18, 106.64", "1 titik di luar wilayah kami"),
        ] {
            let wrong = try await city.post(path, from: page, [("field", typed), way])
            #expect(wrong.status == 422 && wrong.text.contains(expected), "\(typed)")
            #expect(wrong.text.contains(typed.split(separator: "\n")[0]), "what was typed stays")
        }
        let gpx = """
            <?xml version="1.0"?><gpx version="1.1"><trk><trkseg><trkpt lat="-6.17" lon="106.63"><ele>9</ele></trkpt>
            <trkpt lon='106.64' lat='-6.17'/><trkpt lat="-6.18" lon="106.64"></trkpt></trkseg></trk></gpx>
            """
        path = try #require(try await city.post(path, from: page, [("field", gpx), ("way", gpx)]).location)
        for answers in pages.suffix(3) {
            path = try #require(try await city.post(path, from: try await city.get(path), answers).location)
        }
        let check = try await city.get(path)
        #expect(check.text.contains("ha, 3 titik") && check.text.contains("km, 3 titik"))
        let sent = try await city.post(path, from: check, [])
        #expect(sent.status == 303)
        let own = try await city.get("/tangerang/lacak/SEMUA-2026-000001")
        #expect(own.text.contains("data-shape=\"") && own.text.contains("Polygon"))
        try city.close()
    }

    @Test func `a case that is named must be one that there is`() async throws {
        let city = try await city()
        var path = "/tangerang/layanan/every-field/mulai"
        for answers in pages.prefix(5) {
            path = try #require(try await city.post(path, from: try await city.get(path), answers).location)
        }
        let page = try await city.get(path)
        let papers = pages[5].dropLast()
        let wrong = try await city.post(path, from: page, papers + [("earlier", "laksa 2026 77")])
        #expect(wrong.status == 422 && wrong.text.contains("tidak ada kasus bernomor LAKSA-2026-000077"))
        let report: [FieldID: JSON] = [
            "category": "street_light", "description": "Lampu jalan padam.", "anonymous": .bool(true),
            "location": ["latitude": .double(-6.178), "longitude": .double(106.63)],
        ]
        let known = try await city.government.start(StartCase(app: "laksa", answers: report), by: .anonymous()).number
        let right = try await city.post(path, from: page, papers + [("earlier", known.text)])
        #expect(right.status == 303, "\(right.text.matches(of: /field__error.*/).map { String($0.0) })")
        try city.close()
    }

    @Test func `rows are added and removed without scripts, and what was typed stays`() async throws {
        let city = try await city()
        var path = "/tangerang/layanan/every-field/mulai"
        for answers in pages.dropLast() {
            path = try #require(try await city.post(path, from: try await city.get(path), answers).location)
        }
        let page = try await city.get(path)
        #expect(page.text.contains("name=\"faces.0.height\"") && !page.text.contains("faces.1.height"))
        let more = try await city.post(
            path,
            from: page,
            [("faces.0.name", "Depan"), ("faces.0.height", "dua"), ("_more", "faces")]
        )
        #expect(
            more.status == 200 && more.text.contains("name=\"faces.1.height\"") && more.text.contains("value=\"dua\"")
        )
        let wrong = try await city.post(
            path,
            from: page,
            [
                ("faces.0.name", "Depan"), ("faces.0.height", "2,5"), ("faces.1.name", "Samping"),
                ("faces.1.height", "dua"),
            ]
        )
        #expect(wrong.status == 422 && wrong.text.contains("Sisi, baris 2: Tinggi (m)"))
        #expect(wrong.text.contains("id=\"faces-1-height-error\"") && wrong.text.contains("href=\"#faces\""))
        let less = try await city.post(
            path,
            from: page,
            [
                ("faces.0.name", "Depan"), ("faces.0.height", "2,5"), ("faces.1.name", "Samping"),
                ("faces.1.height", "3"),
                ("_less", "faces.0"),
            ]
        )
        #expect(less.status == 200 && less.text.contains("value=\"Samping\"") && !less.text.contains("value=\"Depan\""))
        try city.close()
    }

    @Test func `every box has a label, a hint that it names, and the keyboard that it needs`() async throws {
        let city = try await city()
        var path = "/tangerang/layanan/every-field/mulai"
        var seen: [String: String] = [:]
        for answers in pages {
            let page = try await city.get(path)
            for match in page.text.matches(of: /<(?:input|select|textarea)[^>]* id="([^"]+)"[^>]*>/) {
                let id = String(match.1)
                seen[id] = String(match.0)
                let isLabelled = page.text.contains("for=\"\(id)\"") || match.0.contains("choice__input")
                #expect(isLabelled, "\(id) has no label")
                if let described = match.0.firstMatch(of: /aria-describedby="([^"]+)"/) {
                    for target in described.1.split(separator: " ") {
                        #expect(page.text.contains("id=\"\(target)\""), "\(id) names \(target)")
                    }
                }
            }
            path = try #require(try await city.post(path, from: page, answers).location)
        }
        for (id, wanted) in [
            ("nik", "inputmode=\"numeric\""), ("nik", "autocomplete=\"off\""), ("nik", "type=\"text\""),
            ("width", "inputmode=\"decimal\""), ("applicant", "autocomplete=\"name\""),
            ("phone", "autocomplete=\"tel\""),
            ("home", "autocomplete=\"street-address\""), ("website", "type=\"url\""),
        ] {
            #expect(seen[id]?.contains(wanted) == true, "\(id) has no \(wanted)")
        }
        try city.close()
    }

    @Test func `the api takes the canonical forms`() async throws {
        let city = try await city()
        let data = #"""
            {"data":{"title":"Rumah","aid":["water"],"school":["smp_1"],"kind":"small","people_count":2,"width":"2.50",
            "price":1000,"day":"2026-11-30","hour":"08:30","stay":"2026-11/2026-12","applicant":"O","phone":"+6281234567890",
            "nik":"3671011506900001","family":"3671011506200001","home":{"street":"Kp. Baru","place":"Cikande, Kab. Serang"},
            "tax":"3671011506900001","business":"9120304567890","pupil":"0112345678","servant":"198609262015051001",
            "vehicle":"B 1 A","postal":"15111","spot":{"type":"Point","coordinates":[106.63,-6.178]},
            "field":{"type":"Polygon","coordinates":[[[106.63,-6.17],[106.64,-6.17],[106.64,-6.18],[106.63,-6.17]]]},
            "way":{"type":"LineString","coordinates":[[106.63,-6.17],[106.63,-6.18]]},
            "faces":[{"name":"Depan","height":"2.5"}]}}
            """#
        func post(_ body: String, _ key: String) async throws -> City.Answer {
            try await city.send(
                .post,
                "/tangerang/api/v1/applications/every-field/cases",
                body: Array(body.utf8),
                type: "application/json",
                headers: ["Idempotency-Key": key]
            )
        }
        let taken = try await post(data, "a")
        #expect(taken.status == 201, "\(taken.text)")
        let refused = try await post(data.replacing("\"2.50\"", with: "\"2,555\""), "b")
        #expect(refused.status == 422 && refused.text.contains("width"))
        let schema = try await city.get("/tangerang/api/v1/applications/every-field/schema")
        #expect(schema.status == 200 && schema.text.contains("\"faces\"") && !schema.text.contains("\"total_days\""))
        try city.close()
    }
}
