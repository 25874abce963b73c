import Civic
import Testing

@testable import lumbung

@Suite struct RegionReportTests {
    private let known = RegionMap(regions: [
        Region(code: "36.71", name: "Kota Tangerang"), Region(code: "36.71.01", name: "Tangerang"),
        Region(code: "36.71.01.1001", name: "Sukarasa", centre: try? GeoPoint(latitude: -6.17, longitude: 106.63)),
        Region(code: "36.71.01.1002", name: "Sukaasih", centre: try? GeoPoint(latitude: -6.18, longitude: 106.64)),
    ])

    private func feature(_ code: String, _ name: String, longitude: Double = 106.63, latitude: Double = -6.17) -> String
    {
        let (west, east) = (longitude - 0.01, longitude + 0.01)
        let (south, north) = (latitude - 0.01, latitude + 0.01)
        let ring = "[[\(west),\(south)],[\(east),\(south)],[\(east),\(north)],[\(west),\(north)],[\(west),\(south)]]"
        return """
            {"type":"Feature","properties":{"code":"\(code)","name":"\(name)"},\
            "geometry":{"type":"Polygon","coordinates":[\(ring)]}}
            """
    }

    private func report(_ features: String...) throws -> RegionReport {
        let text = "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}"
        return try RegionReport(geoJSON: [Array(text.utf8)], against: known, of: "36.71")
    }

    @Test func `a boundary of a known kelurahan is taken, and what still has none is named`() throws {
        let report = try report(feature("36.71.01.1001", "Sukarasa"))
        #expect(report.isSound)
        #expect(report.taken == ["36.71.01.1001"])
        #expect(report.map.shapes["36.71.01.1001"] != nil)
        #expect(report.findings.contains { $0.contains("36.71.01.1002") && $0.contains("belum punya batas") })
    }

    @Test func `a neighbour's boundary is left out and said so`() throws {
        let report = try report(feature("36.71.01.1001", "Sukarasa"), feature("31.73.01.1001", "Elsewhere"))
        #expect(report.taken == ["36.71.01.1001"])
        #expect(report.findings.contains { $0.contains("31.73.01.1001") })
    }

    @Test func `another name and a middle outside the boundary are told, and the name here is kept`() throws {
        let report = try report(feature("36.71.01.1001", "Suka Rasa", longitude: 106.7))
        #expect(report.findings.contains { $0.contains("Suka Rasa") })
        #expect(report.findings.contains { $0.contains("titik tengahnya di luar") })
        #expect(report.map.region("36.71.01.1001")?.name == "Sukarasa")
    }

    @Test func `the same code twice changes nothing`() throws {
        let report = try report(feature("36.71.01.1001", "Sukarasa"), feature("36.71.01.1001", "Sukarasa"))
        #expect(!report.isSound)
        #expect(report.findings.contains { $0.contains("36.71.01.1001 ada dua kali") })
    }
}
