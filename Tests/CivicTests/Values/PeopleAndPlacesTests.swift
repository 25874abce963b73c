import Civic
import Foundation
import Testing

private let id = Formats(language: .id, zone: .wib)
private let en = Formats(language: .en, zone: .wib)

@Suite struct PersonNames {
    @Test(arguments: [
        ("Sukarno", "Sukarno"), ("O", "O"), ("Siti Nurhaliza, S.Pd.", "Siti Nurhaliza, S.Pd."), ("A'isyah", "A'isyah"),
        ("  Budi \t Santoso ", "Budi Santoso"), ("Ibnu Mas‘ud", "Ibnu Mas‘ud"),
        ("R.A. Kartini (alm.)", "R.A. Kartini (alm.)"),
        ("Tan Malaka d/h Ibrahim", "Tan Malaka d/h Ibrahim"), ("ᮃᮞᮦᮕ᮪", "ᮃᮞᮦᮕ᮪"), ("محمد", "محمد"), ("José", "José"),
        ("Jose\u{301}", "José"), ("王小明", "王小明"), ("Anne-Marie", "Anne-Marie"),
        ("Dr. H. Ahmad, M.Si., Ph.D.", "Dr. H. Ahmad, M.Si., Ph.D."),
        (String(repeating: "a", count: 200), String(repeating: "a", count: 200)),
    ])
    func `a name is kept whole, as it is written`(_ typed: String, _ text: String) throws {
        let name = try PersonName(typed: typed)
        #expect(Array(name.text.utf8) == Array(text.utf8))
        #expect(try PersonName(typed: name.text) == name)
        #expect(try PersonName(canonical: name.canonical) == name)
        #expect(name.display(id) == name.text)
        #expect(try PersonName.read(typed).doubts.isEmpty)
    }

    @Test(arguments: [
        ("", CivicError.NameProblem.empty), ("   ", .empty), ("<b>Budi</b>", .sign), ("budi@contoh.id", .sign),
        ("Budi; DROP", .sign),
        ("Budi \u{1F600}", .sign), ("123", .letters), ("...", .letters), ("Budi\u{0}", .unreadable),
        ("Budi\u{202E}idub", .unreadable),
        (String(repeating: "a", count: 201), .long),
    ])
    func `what is no name is refused with its reason`(_ typed: String, _ problem: CivicError.NameProblem) {
        #expect(throws: CivicError.name(problem)) { try PersonName(typed: typed) }
    }

    @Test func `digits in a name are asked about`() throws {
        #expect(try PersonName.read("Budi 2").doubts == [.nameDigits])
    }

    @Test func `a name prints masked and codes whole`() throws {
        let name = try PersonName(typed: "Siti Aminah")
        #expect("\(name)" == "S••• A•••")
        let bytes = try JSONEncoder().encode([name])
        #expect(try JSONDecoder().decode([PersonName].self, from: bytes) == [name])
    }
}

@Suite struct Addresses {
    static let typed: JSON = [
        "street": " Jl. Satria Sudirman  No. 1 ", "rt": "3", "rw": "RW 05", "region": "36.71.01.1007",
        "postal_code": "15 111",
        "landmark": "seberang Masjid Raya",
    ]

    @Test func `the parts of an address are read as people type them`() throws {
        let address = try Address(canonical: Self.typed)
        #expect(
            address.canonical == [
                "street": "Jl. Satria Sudirman No. 1", "rt": "003", "rw": "005", "region": "36.71.01.1007",
                "postal_code": "15111", "landmark": "seberang Masjid Raya",
            ]
        )
        #expect(try Address(canonical: address.canonical) == address)
        let names: [RegionCode: String] = [
            "36.71.01.1007": "Sukasari", "36.71.01": "Tangerang", "36.71": "Kota Tangerang",
        ]
        #expect(
            address.line(id, naming: { names[$0] })
                == "Jl. Satria Sudirman No. 1, RT 003/RW 005, Kel. Sukasari, Kec. Tangerang, Kota Tangerang, 15111 (patokan: seberang Masjid Raya)"
        )
        #expect(address.display(en).hasSuffix("Kel. 36.71.01.1007, Kec. 36.71.01, 15111 (near: seberang Masjid Raya)"))
        #expect("\(address)" == "•••, 36.71.01")
    }

    @Test func `people from elsewhere write their place in words`() throws {
        let address = try Address(canonical: [
            "street": "Kp. Bojong", "place": "Desa Cikande, Kab. Serang", "rt": "-", "rw": "",
        ])
        #expect(address.rt == nil && address.rw == nil && address.region == nil)
        #expect(address.display(id) == "Kp. Bojong, Desa Cikande, Kab. Serang")
        #expect("\(address)" == "•••, •••")
    }

    @Test func `a desa is called a desa, a district alone will do`() throws {
        let village = try Address(canonical: ["street": "Jl. Raya", "region": "32.15.01.2001"])
        #expect(village.display(id) == "Jl. Raya, Desa 32.15.01.2001, Kec. 32.15.01")
        let district = try Address(canonical: ["street": "Jl. Raya", "region": "321501", "rt": 7])
        #expect(district.display(id) == "Jl. Raya, RT 007, Kec. 32.15.01")
    }

    @Test(
        arguments: [
            (.array([]), CivicError.AddressProblem.shape), (["region": "36.71.01"], .street),
            (["street": " ", "region": "36.71.01"], .street),
            (["street": "<i>x</i>", "region": "36.71.01"], .street), (["street": true, "region": "36.71.01"], .street),
            (["street": "Jl. A", "region": "36.71"], .region), (["street": "Jl. A", "region": "Sukasari"], .region),
            (["street": "Jl. A"], .regionMissing), (["street": "Jl. A", "region": "36.71.01", "rt": "1234"], .rt),
            (["street": "Jl. A", "region": "36.71.01", "rt": "tiga"], .rt),
            (["street": "Jl. A", "region": "36.71.01", "rw": "5a"], .rw),
            (["street": "Jl. A", "region": "36.71.01", "postal_code": "1511"], .postalCode),
            (["street": "Jl. A", "region": "36.71.01", "landmark": "a\u{0}b"], .landmark),
            (["street": "Jl. A", "place": ["x"]], .place),
        ] as [(JSON, CivicError.AddressProblem)]
    )
    func `a wrong part is named`(_ typed: JSON, _ problem: CivicError.AddressProblem) {
        #expect(throws: CivicError.address(problem)) { try Address(canonical: typed) }
    }

    @Test func `a long line is refused`() {
        let long: JSON = ["street": .string(String(repeating: "a", count: 201)), "region": "36.71.01"]
        #expect(throws: CivicError.address(.street)) { try Address(canonical: long) }
    }

    @Test func `a region on no list and a strange postal code are doubts`() throws {
        let known = Surroundings(
            today: "2026-11-24",
            regions: RegionMap(regions: [
                Region(code: "36.71", name: "Kota Tangerang"), Region(code: "36.71.01", name: "Tangerang"),
            ])
        )
        func doubts(_ region: String, _ postal: String) throws -> [Doubt] {
            try Address.read(
                ["street": "Jl. A", "region": .string(region), "postal_code": .string(postal)],
                around: known
            ).doubts
        }
        #expect(try doubts("36.71.01", "15111").isEmpty)
        #expect(try doubts("36.71.09", "05111") == [.addressRegion, .postalCode])
        #expect(try doubts("32.01.01", "15111").isEmpty)
    }

    @Test func `an address codes as it is kept`() throws {
        let address = try Address(canonical: Self.typed)
        let bytes = try JSONEncoder().encode(address)
        #expect(try JSONDecoder().decode(Address.self, from: bytes) == address)
        #expect(try JSON(parsing: Array(bytes)) == address.canonical)
    }
}

@Suite struct Areas {
    static let square = "-6.17, 106.63\n-6.17, 106.64\n-6.18, 106.64\n-6.18, 106.63"

    @Test func `an area is read from lines and from GeoJSON`() throws {
        let area = try Area(typed: Self.square)
        #expect(area.points.count == 4)
        #expect(try Area(canonical: area.canonical) == area)
        #expect(try Area(typed: area.canonical.text) == area)
        #expect(try Area(typed: area.typing) == area)
        #expect(try Area(canonical: ["type": "Feature", "properties": [:], "geometry": area.canonical]) == area)
        let coordinates = try #require(area.canonical["coordinates"])
        #expect(try Area(canonical: ["type": "MultiPolygon", "coordinates": [coordinates]]) == area)
        #expect(area.canonical["type"] == "Polygon")
        #expect(coordinates[0]?[0] == coordinates[0]?[4])
        #expect(abs(area.squareMetres - 1_229_000) < 5_000)
        #expect(area.display(id) == "122,9 ha, 4 titik")
        #expect(area.display(en) == "122.9 ha, 4 points")
    }

    @Test func `an outline runs counter-clockwise however it was drawn`() throws {
        let drawn = try Area(typed: Self.square)
        let back = try Area(outer: drawn.polygon.outer.reversed())
        #expect(Set(back.points) == Set(drawn.points))
        func doubled(_ area: Area) -> Double {
            let ring = area.polygon.outer
            return zip(ring, ring.dropFirst() + ring.prefix(1)).reduce(0) {
                $0 + $1.0.longitude * $1.1.latitude - $1.1.longitude * $1.0.latitude
            }
        }
        #expect(doubled(drawn) > 0 && doubled(back) > 0)
    }

    @Test func `a hole lies inside and is not counted`() throws {
        let area = try Area(
            canonical: JSON(
                """
                {"type":"Polygon","coordinates":[[[106.63,-6.18],[106.64,-6.18],[106.64,-6.17],[106.63,-6.17],[106.63,-6.18]],
                [[106.632,-6.178],[106.638,-6.178],[106.638,-6.172],[106.632,-6.172],[106.632,-6.178]]]}
                """
            )
        )
        #expect(area.points.count == 8)
        #expect(area.squareMetres < 800_000)
        #expect(try Area(canonical: area.canonical) == area)
        #expect(try Area(typed: area.typing) == area)
    }

    @Test(arguments: [
        ("", CivicError.AreaProblem.few), ("-6.17, 106.63\n-6.17, 106.64", .few), ("di sana", .shape),
        ("{\"type\":\"Polygon\"}", .shape),
        ("{\"type\":\"Point\",\"coordinates\":[106.63,-6.17]}", .shape),
        ("-6.17, 106.63\n-6.17, 106.63\n-6.17, 106.63", .few),
        ("-6.17, 106.63\n-6.17, 106.64\n-6.17, 106.65", .crosses),
        ("-6.17, 106.63\n-6.18, 106.64\n-6.17, 106.64\n-6.18, 106.63", .crosses),
        ("-6.17, 106.63\n-6.17, 106.65\n-6.17, 106.64\n-6.18, 106.64", .crosses),
        ("-6.17, 106.63\n-6.18, 106.63\n-6.18, 106.64\n-6.17, 106.63\n-6.16, 106.62", .crosses),
        ("{\"type\":\"Polygon\",\"coordinates\":[[[106.63,-6.18],[106.64,-6.18],[106.64,-6.17]]]}", .open),
        (
            "{\"type\":\"Polygon\",\"coordinates\":[[[106.63,-6.18],[106.64,-6.18],[106.64,-6.17],[106.63,-6.17]]]}",
            .open
        ),
        (
            "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]],[[5,5],[6,5],[6,6],[5,5]]]}", .hole
        ),
        (
            "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[4,0],[4,4],[0,0]],[[1,0.5],[6,0.5],[6,0.7],[1,0.5]]]}",
            .crosses
        ),
    ])
    func `what is no area is refused with its reason`(_ typed: String, _ problem: CivicError.AreaProblem) {
        #expect(throws: CivicError.area(problem)) { try Area(typed: typed) }
    }

    @Test func `an area ends at five hundred points`() throws {
        func circle(_ count: Int) throws -> [GeoPoint] {
            try (0..<count).map {
                let angle = 2 * Double.pi * Double($0) / Double(count)
                return try GeoPoint(latitude: -6.17 + 0.01 * sin(angle), longitude: 106.63 + 0.01 * cos(angle))
            }
        }
        #expect(try Area(outer: circle(500)).points.count == 500)
        #expect(throws: CivicError.area(.many)) { try Area(outer: circle(501)) }
    }

    @Test func `any star around a point is an area, and is read back from what is kept`() {
        Property(runs: 200).check({ generator in
            (0..<generator.int(in: 3...20)).map { _ in 0.001 + generator.unit() * 0.02 }
        }) { radii in
            var points: [GeoPoint] = []
            for (index, radius) in radii.enumerated() {
                let angle = 2 * Double.pi * Double(index) / Double(radii.count)
                guard let point = try? GeoPoint(latitude: radius * sin(angle), longitude: 106 + radius * cos(angle))
                else {
                    return "no point"
                }
                points.append(point)
            }
            guard let area = try? Area(outer: points) else { return "refused" }
            if (try? Area(canonical: area.canonical)) != area { return "canonical" }
            if (try? Area(typed: area.typing)) != area { return "typed" }
            return area.canonical == (try? Area(canonical: area.canonical))?.canonical ? nil : "canonical twice"
        }
    }
}

@Suite struct Routes {
    @Test func `a route is read from lines and from GeoJSON, in its direction`() throws {
        let route = try Route(typed: "-6.17, 106.63\n\n-6.17, 106.63\n-6.17, 106.64\n-6.18, 106.64\n")
        #expect(route.points.count == 3)
        #expect(try Route(canonical: route.canonical) == route)
        #expect(try Route(typed: route.canonical.text) == route)
        #expect(try Route(typed: route.typing) == route)
        #expect(try Route(route.points.reversed()) != route)
        #expect(route.display(id) == "2,2 km, 3 titik")
        #expect(route.canonical["coordinates"]?[0] == [106.63, -6.17])
    }

    @Test(arguments: [
        ("", CivicError.RouteProblem.few), ("-6.17, 106.63", .few), ("-6.17, 106.63\n-6.17, 106.63", .few),
        ("ke pasar", .shape),
        ("{\"type\":\"Polygon\",\"coordinates\":[]}", .shape),
        ("{\"type\":\"LineString\",\"coordinates\":[[200,0],[0,0]]}", .shape),
        ("{\"type\":\"LineString\"}", .shape), ("{", .shape),
    ])
    func `what is no route is refused with its reason`(_ typed: String, _ problem: CivicError.RouteProblem) {
        #expect(throws: CivicError.route(problem)) { try Route(typed: typed) }
    }

    @Test func `a route ends at a thousand points`() throws {
        let points = try (0..<1_001).map { try GeoPoint(latitude: -6, longitude: 106 + Double($0) / 10_000) }
        #expect(try Route(Array(points.dropLast())).points.count == 1_000)
        #expect(throws: CivicError.route(.many)) { try Route(points) }
    }
}

@Suite struct Rankings {
    @Test(arguments: ["smp_1, smp_4, smp_2", "smp_1 > smp_4 > smp_2", "smp_1\nsmp_4\n\nsmp_2\n"])
    func `an order is read as people type it`(_ typed: String) throws {
        let ranking = try Ranking(typed: typed)
        #expect(ranking.canonical == ["smp_1", "smp_4", "smp_2"])
        #expect(try Ranking(canonical: ranking.canonical) == ranking)
        #expect(ranking.place(of: "smp_4") == 2 && ranking.place(of: "smp_9") == nil)
        #expect(ranking.display(id) == "1. smp_1, 2. smp_4, 3. smp_2")
    }

    @Test func `an option stands there once`() {
        #expect(throws: CivicError.ranking(.twice)) { try Ranking(typed: "a, b, a") }
        #expect(throws: CivicError.ranking(.empty)) { try Ranking(typed: " , ") }
        #expect(throws: CivicError.ranking(.empty)) { try Ranking(canonical: []) }
        #expect(throws: CivicError.ranking(.shape)) { try Ranking(canonical: ["a", 2]) }
        #expect(throws: CivicError.ranking(.shape)) { try Ranking(canonical: 1) }
        #expect(throws: CivicError.ranking(.many)) {
            try Ranking(canonical: .array((0...50).map { .string("option_\($0)") }))
        }
        #expect(throws: CivicError.identifier(typed: "SMP 1", spelling: .snake)) { try Ranking(typed: "SMP 1") }
    }
}
