import Civic
import Foundation
import Testing

private func point(_ latitude: Double, _ longitude: Double) -> GeoPoint {
    guard let point = try? GeoPoint(latitude: latitude, longitude: longitude) else { preconditionFailure("no place") }
    return point
}

private func square(_ south: Double, _ west: Double, _ side: Double) -> Polygon {
    let corners = [
        point(south, west), point(south, west + side), point(south + side, west + side), point(south + side, west),
    ]
    guard let polygon = Polygon(outer: corners) else { preconditionFailure("no square") }
    return polygon
}

@Suite struct Polygons {
    @Test func `a point on a common edge lies in exactly one of two neighbours`() {
        let (left, right) = (square(0, 0, 1), square(0, 1, 1))
        #expect(left.contains(point(0.5, 1)) != right.contains(point(0.5, 1)))
        #expect(left.contains(point(0.5, 0.5)))
        #expect(!left.contains(point(0.5, 1.5)))
    }

    @Test func `a hole is outside`() throws {
        let polygon = try #require(Polygon(outer: square(0, 0, 3).outer, holes: [square(1, 1, 1).outer]))
        #expect(!polygon.contains(point(1.5, 1.5)))
        #expect(polygon.contains(point(0.5, 1.5)))
        #expect(abs(polygon.areaSquareMetres / square(0, 0, 1).areaSquareMetres - 8) < 0.01)
        #expect(polygon.coordinates.array?.count == 2)
        #expect(polygon.coordinates[0]?[0] == polygon.coordinates[0]?[4])
    }

    @Test func `two points make no area`() {
        #expect(Polygon(outer: [point(0, 0), point(1, 1), point(0, 0)]) == nil)
        #expect(Polygon(outer: []) == nil)
    }
}

@Suite struct RegionMaps {
    static let regions = [
        Region(code: "36.71", name: "Kota"), Region(code: "36.71.01", name: "Kecamatan"),
        Region(code: "36.71.01.1001", name: "Satu", centre: point(-6.10, 106.60)),
        Region(code: "36.71.01.1002", name: "Dua", centre: point(-6.10, 106.62)),
        Region(code: "36.71.02", name: "Kecamatan lain"),
        Region(code: "36.71.02.1001", name: "Tiga", centre: point(-6.12, 106.60)),
    ]

    @Test func `the tree is walked in order of code`() {
        let map = RegionMap(regions: Self.regions.reversed())
        #expect(map.roots == ["36.71"])
        #expect(map.children(of: "36.71").map(\.name) == ["Kecamatan", "Kecamatan lain"])
        #expect(map.children(of: "36.71.01").map(\.name) == ["Satu", "Dua"])
        #expect(map.regions(of: .village, in: "36.71.02").map(\.name) == ["Tiga"])
        #expect(map.region("36.71.02.1001")?.level == .village)
        #expect(map.region("36.72") == nil)
        #expect(!map.hasBoundaries)
    }

    @Test func `a village without its district hangs on its city`() {
        let map = RegionMap(regions: Self.regions.filter { $0.level != .district })
        #expect(map.roots == ["36.71"])
        #expect(map.children(of: "36.71").count == 3)
        #expect(map.village(at: point(-6.18, 106.60)) == "36.71.02.1001")
    }

    @Test func `without boundaries the nearest centre within eight kilometres counts`() {
        let map = RegionMap(regions: Self.regions)
        #expect(map.village(at: point(-6.101, 106.612)) == "36.71.01.1002")
        #expect(map.village(at: point(-6.101, 106.608)) == "36.71.01.1001")
        #expect(map.village(at: point(-6.18, 106.60)) == "36.71.02.1001")
        #expect(map.village(at: point(-6.20, 106.60)) == nil)
        #expect(!map.contains(point(-6.20, 106.60)))
    }

    @Test func `an outline decides before the nearest centre`() {
        let map = RegionMap(regions: Self.regions, shapes: ["36.71": [square(-6.13, 106.59, 0.05)]])
        #expect(map.village(at: point(-6.125, 106.595)) == "36.71.02.1001")
        #expect(map.village(at: point(-6.14, 106.60)) == nil)
        #expect(map.contains(point(-6.09, 106.63)))
    }

    @Test func `where boundaries overlap the smallest code counts`() {
        let shapes: [RegionCode: [Polygon]] = ["36.71.01.1002": [square(0, 0, 2)], "36.71.01.1001": [square(0, 1, 2)]]
        let map = RegionMap(regions: Self.regions).adding(shapes: shapes)
        #expect(map.village(at: point(0.5, 1.5)) == "36.71.01.1001")
        #expect(map.village(at: point(0.5, 0.5)) == "36.71.01.1002")
        #expect(map.village(at: point(0.5, 5)) == nil)
    }

    @Test func `a drawing has a boundary or cells for everything`() {
        let map = RegionMap(regions: Self.regions, shapes: ["36.71.01.1001": [square(-6.11, 106.59, 0.02)]])
        let drawing = map.drawing(of: "36.71")
        #expect(Set(drawing.keys) == Set(Self.regions.map(\.code)))
        #expect(drawing["36.71.01.1001"] == [square(-6.11, 106.59, 0.02)])
        #expect(drawing["36.71.01"]?.count == 2)
        #expect(drawing["36.71"]?.count == 3)
    }

    @Test func `cells hold the points that are nearest to their centre, and fill the box`() {
        Property(runs: 40).check({ generator in
            (0..<generator.int(in: 2...40)).map { _ in point(-6 - generator.unit() * 0.2, 106 + generator.unit() * 0.2)
            }
        }) { (centres: [GeoPoint]) in
            let regions = centres.enumerated().map { index, centre in
                Region(code: RegionCode(stringLiteral: "36.71.01.\(1_001 + index)"), name: "x", centre: centre)
            }
            let cells = RegionMap(regions: regions).cells(for: "36.71.01")
            if cells.count != centres.count { return "\(cells.count) cells for \(centres.count) centres" }
            let boxes = cells.values.map(\.box)
            guard let box = boxes.dropFirst().reduce(boxes.first, { $0?.union($1) }) else { return "no box" }
            let frame = Polygon(outer: [
                point(box.south, box.west), point(box.south, box.east), point(box.north, box.east),
                point(box.north, box.west),
            ])
            let area = cells.values.reduce(0) { $0 + $1.areaSquareMetres }
            if abs(area / (frame?.areaSquareMetres ?? 0) - 1) > 0.002 {
                return "cells cover \(area) of \(String(describing: frame))"
            }
            var generator = SeededGenerator(seed: UInt64(centres.count))
            for _ in 0..<50 {
                let place = point(
                    box.south + generator.unit() * (box.north - box.south),
                    box.west + generator.unit() * (box.east - box.west)
                )
                let distances = regions.map { $0.centre?.distanceMetres(to: place) ?? .infinity }
                let nearest = distances.min() ?? 0
                for (region, metres) in zip(regions, distances) where metres > nearest * 1.001 + 1 {
                    if cells[region.code]?.contains(place) == true {
                        return "\(place) is in \(region.code), \(metres) m away, not \(nearest)"
                    }
                }
            }
            return nil
        }
    }

    @Test func `one village has a cell, none has none`() {
        let one = RegionMap(regions: [Region(code: "36.71.01.1001", name: "x", centre: point(-6, 106))])
        #expect(one.cells(for: "36.71")["36.71.01.1001"]?.contains(point(-6, 106)) == true)
        #expect(RegionMap(regions: []).cells(for: "36.71").isEmpty)
        #expect(RegionMap(regions: []).box == nil)
    }
}

@Suite struct RegionFiles {
    static let header = "code,name,level,latitude,longitude\n"

    @Test func `the carried regions of three governments are read and found by their centres`() throws {
        for (government, villages) in [("36.71", 104), ("32.15", 309), ("32.16", 187)] {
            let regions = try Region.read(csv: Files.text("Data/regions/\(government).csv"))
            let map = RegionMap(regions: regions)
            #expect(map.roots.map(\.text) == [government])
            #expect(map.regions(of: .village).count == villages)
            let drawn = try map.cells(for: RegionCode(government))
            for region in map.regions(of: .village) {
                let centre = try #require(region.centre, "\(region.code) has no centre")
                #expect(map.village(at: centre) == region.code)
                #expect(drawn[region.code]?.contains(centre) == true)
            }
        }
    }

    @Test(arguments: [
        ("", 1, CivicError.RegionsProblem.header), (header + "36.71,Kota\n", 2, .columns),
        (header + "36.7x,Kota,kota,,\n", 2, .code),
        (header + "36.71,,kota,,\n", 2, .name), (header + "36.71,Kota,kota,-6.1,\n", 2, .position),
        (header + "36.71,Kota,kota,-96.1,106\n", 2, .position),
        (header + "36.71,Kota,kota,,\n36.71,Kota,kota,,\n", 3, .duplicate),
    ])
    func `a wrong line is named`(_ text: String, _ line: Int, _ problem: CivicError.RegionsProblem) {
        #expect(throws: CivicError.regions(line: line, problem: problem)) { try Region.read(csv: text) }
    }
}

@Suite struct BoundaryFiles {
    static func file(_ feature: String) -> String { #"{"type":"FeatureCollection","features":[\#(feature)]}"# }
    static func feature(_ properties: String, _ geometry: String) -> String {
        file(#"{"type":"Feature","properties":\#(properties),"geometry":\#(geometry)}"#)
    }
    static let named = #"{"code":"36.71.01.1001","name":"Satu"}"#

    @Test(
        arguments: [
            ("[", nil, CivicError.GeoJSONProblem.json), (#"{"type":"Feature"}"#, nil, .collection),
            (feature(#"{"name":"x"}"#, "null"), 0, .code), (feature(#"{"code":"36.71"}"#, "null"), 0, .name),
            (feature(named, "null"), 0, .geometry),
            (feature(named, #"{"type":"MultiPolygon","coordinates":[]}"#), 0, .geometry),
            (feature(named, #"{"type":"Polygon","coordinates":[[[1,2],[3,4],[1,2]]]}"#), 0, .ring),
            (feature(named, #"{"type":"Polygon","coordinates":[[[1,2],[3,4],[3,5],[2,2]]]}"#), 0, .ring),
            (feature(named, #"{"type":"Polygon","coordinates":[[[1,2],[3,94],[3,5],[1,2]]]}"#), 0, .position),
            (feature(named, #"{"type":"Polygon","coordinates":[[["1",2],[3,4],[3,5],[1,2]]]}"#), 0, .position),
            (feature(named, #"{"type":"Polygon","coordinates":[]}"#), 0, .ring),
        ] as [(String, Int?, CivicError.GeoJSONProblem)]
    )
    func `a wrong feature is named`(_ text: String, _ feature: Int?, _ problem: CivicError.GeoJSONProblem) {
        #expect(throws: CivicError.geoJSON(feature: feature, problem: problem)) {
            try RegionMap(geoJSON: [Array(text.utf8)])
        }
    }

    @Test func `islands are read`() throws {
        let islands =
            #"{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}"#
        let map = try RegionMap(geoJSON: [Array(Self.feature(Self.named, islands).utf8)])
        #expect(map.village(at: point(0.25, 0.75)) == "36.71.01.1001")
        #expect(map.village(at: point(5.25, 5.75)) == "36.71.01.1001")
        #expect(map.village(at: point(3, 3)) == nil)
        #expect(map.hasBoundaries)
    }
}

@Suite(.enabled(if: Files.hasBoundaries, "the boundary files of ../shared/data/boundaries are not here"))
struct RealBoundaries {
    static let governments = [
        ("36.71_kota_tangerang", 104), ("32.15_kab_karawang", 309), ("32.16_kab_bekasi", 187),
        ("32.75_kota_bekasi", 56),
    ]

    static func map(_ name: String) throws -> RegionMap {
        try RegionMap(
            geoJSON: ["outline", "kecamatan", "kelurahan"].map {
                try Files.bytes(Files.boundaries.appending(path: "\($0)_\(name).geojson"))
            }
        )
    }

    @Test func `a known place lies in Sukasari`() throws {
        let map = try Self.map("36.71_kota_tangerang")
        #expect(map.village(at: point(-6.178, 106.63)) == "36.71.01.1007")
        #expect(map.region("36.71.01.1007")?.name == "Sukasari")
        #expect(map.village(at: point(-6.1754, 106.8272)) == nil)
        #expect(!map.contains(point(-6.1754, 106.8272)))
        let area = map.shapes["36.71"]?.reduce(0) { $0 + $1.areaSquareMetres } ?? 0
        #expect(abs(area / 178.2e6 - 1) < 0.01)
    }

    @Test(arguments: governments) func `every village is found by its own centre`(_ name: String, _ villages: Int)
        throws
    {
        let map = try Self.map(name)
        let all = map.regions(of: .village)
        #expect(all.count == villages)
        #expect(map.hasBoundaries)
        for region in all {
            let centre = try #require(region.centre)
            let own = map.shapes[region.code]?.contains { $0.contains(centre) } ?? false
            #expect(own, "\(region.code) does not hold its centre")
            let found = try #require(map.village(at: centre))
            #expect(found <= region.code && map.shapes[found]?.contains { $0.contains(centre) } == true)
        }
    }

    @Test(arguments: governments) func `random points agree with the winding number`(_ name: String, _ villages: Int)
        throws
    {
        let map = try Self.map(name)
        let box = try #require(map.box)
        let shapes = map.shapes.filter { $0.key.level == .village }
        Property(runs: 100).check({
            (box.south + $0.unit() * (box.north - box.south), box.west + $0.unit() * (box.east - box.west))
        }) { (latitude: Double, longitude: Double) in
            let place = point(latitude, longitude)
            let slow = shapes.filter {
                $0.value.contains { winding($0.outer, place) != 0 && !$0.holes.contains { winding($0, place) != 0 } }
            }
            .map(\.key).min()
            let fast = map.village(at: place)
            if let slow { return fast == slow ? nil : "\(place) is in \(slow), not \(String(describing: fast))" }
            // In no village: a gap inside the outline, or outside.
            let isInside = map.shapes[map.roots[0]]?.contains { winding($0.outer, place) != 0 } ?? false
            return (fast != nil) == isInside ? nil : "\(place) is in \(String(describing: fast))"
        }
    }

    /// How often a ring goes around a point (Sunday's algorithm): another way than the code's.
    private func winding(_ ring: [GeoPoint], _ place: GeoPoint) -> Int {
        var turns = 0
        for (from, to) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
            let side =
                (to.longitude - from.longitude) * (place.latitude - from.latitude)
                - (place.longitude - from.longitude) * (to.latitude - from.latitude)
            if from.latitude <= place.latitude, to.latitude > place.latitude, side > 0 { turns += 1 }
            if from.latitude > place.latitude, to.latitude <= place.latitude, side < 0 { turns -= 1 }
        }
        return turns
    }
}
