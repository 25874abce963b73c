package import Civic
import Foundation

/// A government's areas as a picture and as GeoJSON, simplified so that a phone on 3G gets them in a second.
package struct MapDrawing: Sendable {
    /// One area to draw.
    package struct Area: Sendable {
        package let code: RegionCode
        package let name: String
        package let rings: [[GeoPoint]]
    }

    package let areas: [Area]
    package let box: GeoBox

    /// Villages of a region, or its districts where it has no villages; nil where nothing is known of its shape.
    package init?(_ map: RegionMap, of code: RegionCode, level: RegionLevel = .village) {
        let shapes = map.drawing(of: code)
        let reach = RoundedCell.reach(of: map.regions(of: level, in: code).compactMap(\.centre))
        let areas = map.regions(of: level, in: code).compactMap { region -> Area? in
            guard let polygons = shapes[region.code] else { return nil }
            if map.shapes[region.code] == nil, let centre = region.centre {
                return Area(
                    code: region.code,
                    name: region.name,
                    rings: polygons.map { RoundedCell.ring($0.outer, around: centre, metres: reach) }
                )
            }
            return Area(
                code: region.code,
                name: region.name,
                rings: polygons.map { Simplified.ring($0.outer, metres: Limits.mapSimplifyMetres) }
            )
        }
        guard !areas.isEmpty, let box = GeoBox(around: areas.flatMap { $0.rings.flatMap(\.self) }) else { return nil }
        self.areas = areas
        self.box = box
    }

    /// RFC 7946, longitude first, five decimals (a metre).
    package var geoJSON: [UInt8] {
        var text =
            "{\"type\":\"FeatureCollection\",\"bbox\":[\(short(box.west)),\(short(box.south)),\(short(box.east)),\(short(box.north))],\"features\":["
        for (index, area) in areas.enumerated() {
            if index > 0 { text += "," }
            text +=
                "{\"type\":\"Feature\",\"properties\":{\"code\":\"\(area.code.text)\",\"name\":\(JSON.string(area.name).text)},"
            text += "\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":["
            text += area.rings.map { ring in
                "[[" + closed(ring).map { "[\(short($0.longitude)),\(short($0.latitude))]" }.joined(separator: ",")
                    + "]]"
            }.joined(separator: ",")
            text += "]}}"
        }
        return Array((text + "]}").utf8)
    }

    private func closed(_ ring: [GeoPoint]) -> [GeoPoint] {
        guard let first = ring.first, ring.last != first else { return ring }
        return ring + [first]
    }

    private func short(_ degrees: Double) -> String {
        let rounded = Int((degrees * 100_000).rounded())
        let whole = abs(rounded) / 100_000
        var rest = String(abs(rounded) % 100_000)
        rest = String(repeating: "0", count: 5 - rest.count) + rest
        while rest.last == "0" { rest.removeLast() }
        return (rounded < 0 ? "-" : "") + String(whole) + (rest.isEmpty ? "" : "." + rest)
    }

    /// The picture.
    ///
    /// `shade` 0…5 by area; dots are places of cases; the title is what a screen reader says.
    package func svg(
        title: String,
        shade: [RegionCode: Int] = [:],
        dots: [(GeoPoint, weight: Int)] = [],
        style: String? = nil
    ) -> SafeHTML {
        let frame = Frame(box)
        var body = ""
        for area in areas {
            let level = max(0, min(5, shade[area.code] ?? 0))
            let path = area.rings.map { ring in
                "M"
                    + ring.map { point in
                        let (x, y) = frame.place(point)
                        return "\(x) \(y)"
                    }.joined(separator: "L") + "Z"
            }.joined()
            body +=
                "<path class=\"map-drawing__area\(level > 0 ? " map-drawing__area--\(level)" : "")\" d=\"\(path)\"><title>\(SafeHTML.escaping(area.name).markup)</title></path>"
        }
        for (point, weight) in dots {
            let (x, y) = frame.place(point)
            body +=
                "<circle class=\"map-drawing__dot\" cx=\"\(x)\" cy=\"\(y)\" r=\"\(min(26, 5 + Int(Double(weight).squareRoot() * 2)))\"/>"
        }
        let sheet = style.map { "<style>\($0)</style>" } ?? ""
        return SafeHTML(
            trusted:
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"map-drawing\" viewBox=\"0 0 \(frame.width) \(frame.height)\" role=\"img\"><title>\(SafeHTML.escaping(title).markup)</title>\(sheet)\(body)</svg>"
        )
    }

    /// Plate carrée with the middle's cosine: true enough over one kabupaten.
    private struct Frame {
        let box: GeoBox
        let scale: Double
        let squeeze: Double
        let width: Int
        let height: Int

        init(_ box: GeoBox) {
            self.box = box
            squeeze = cos((box.south + box.north) / 2 * .pi / 180)
            let wide = max((box.east - box.west) * squeeze, 1e-6)
            let high = max(box.north - box.south, 1e-6)
            scale = 980 / max(wide, high)
            width = Int(wide * scale) + 20
            height = Int(high * scale) + 20
        }

        func place(_ point: GeoPoint) -> (Int, Int) {
            (
                Int(((point.longitude - box.west) * squeeze * scale).rounded()) + 10,
                Int(((box.north - point.latitude) * scale).rounded()) + 10
            )
        }
    }
}

/// Cells around centres run to the edge of the box; a drawn one reaches no further than its neighbours usually do, so that a
/// government without boundaries looks like the land that people live on, and not like a rectangle.
enum RoundedCell {
    private static let stepsPerEdge = 6

    /// One and a half times the usual way from a centre to its nearest neighbour.
    static func reach(of centres: [GeoPoint]) -> Double {
        let nearest = centres.map { centre in
            centres.reduce(Double.infinity) { $1 == centre ? $0 : min($0, $1.distanceMetres(to: centre)) }
        }.filter(\.isFinite).sorted()
        return nearest.isEmpty ? .infinity : nearest[nearest.count * 3 / 4] * 1.5
    }

    static func ring(_ ring: [GeoPoint], around centre: GeoPoint, metres: Double) -> [GeoPoint] {
        guard metres.isFinite else { return ring }
        var out: [GeoPoint] = []
        for (from, to) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
            for step in 0..<stepsPerEdge {
                let part = Double(step) / Double(stepsPerEdge)
                let latitude = from.latitude + (to.latitude - from.latitude) * part
                let longitude = from.longitude + (to.longitude - from.longitude) * part
                guard let point = try? GeoPoint(latitude: latitude, longitude: longitude) else { continue }
                out.append(drawn(point, to: centre, within: metres))
            }
        }
        return out
    }

    private static func drawn(_ point: GeoPoint, to centre: GeoPoint, within metres: Double) -> GeoPoint {
        let distance = point.distanceMetres(to: centre)
        guard distance > metres else { return point }
        let share = metres / distance
        let latitude = centre.latitude + (point.latitude - centre.latitude) * share
        let longitude = centre.longitude + (point.longitude - centre.longitude) * share
        return (try? GeoPoint(latitude: latitude, longitude: longitude)) ?? point
    }
}

/// Douglas–Peucker: fewer points, none further from the true line than the tolerance.
enum Simplified {
    static func ring(_ points: [GeoPoint], metres: Double) -> [GeoPoint] {
        guard points.count > 8 else { return points }
        let middle = points[points.count / 2]
        let metresPerDegree = 111_320.0
        let squeeze = cos(middle.latitude * .pi / 180)
        let plane = points.map { (x: $0.longitude * metresPerDegree * squeeze, y: $0.latitude * metresPerDegree) }
        var keep = Array(repeating: false, count: points.count)
        // A ring has no ends: its first point and the one half way round hold it apart.
        let half = points.count / 2
        keep[0] = true
        keep[half] = true
        keep[points.count - 1] = true
        var stack = [(0, half), (half, points.count - 1)]
        while let (from, to) = stack.popLast() {
            guard to > from + 1 else { continue }
            var worst = 0.0
            var at = from
            for index in (from + 1)..<to {
                let distance = distance(plane[index], plane[from], plane[to])
                if distance > worst { (worst, at) = (distance, index) }
            }
            guard worst > metres else { continue }
            keep[at] = true
            stack += [(from, at), (at, to)]
        }
        let kept = points.indices.filter { keep[$0] }.map { points[$0] }
        return kept.count >= 4 ? kept : points
    }

    private static func distance(_ p: (x: Double, y: Double), _ a: (x: Double, y: Double), _ b: (x: Double, y: Double))
        -> Double
    {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let length = dx * dx + dy * dy
        guard length > 0 else { return ((p.x - a.x) * (p.x - a.x) + (p.y - a.y) * (p.y - a.y)).squareRoot() }
        let along = max(0, min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length))
        let (ex, ey) = (p.x - a.x - along * dx, p.y - a.y - along * dy)
        return (ex * ex + ey * ey).squareRoot()
    }
}
