/// A piece of the city with an outline, and holes where it has any: a building site, a field, the place of a market.
///
/// Kept as a GeoJSON polygon (RFC 7946), the outline counter-clockwise, holes clockwise. Lines never cross or touch each other.
package struct Area: Hashable, Sendable {
    package let polygon: Polygon

    /// Throws for lines that cross, holes outside the outline, no surface, and more than ``Limits/areaPointsMax`` points.
    package init(outer: [GeoPoint], holes: [[GeoPoint]] = []) throws(CivicError) {
        let rings = ([outer] + holes).map(Self.open)
        guard rings.reduce(0, { $0 + $1.count }) <= Limits.areaPointsMax else { throw .area(.many) }
        guard rings.allSatisfy({ Set($0).count >= 3 }) else { throw .area(.few) }
        guard !Self.cross(rings) else { throw .area(.crosses) }
        let wound = rings.enumerated().map { index, ring in
            (Self.doubledArea(ring) > 0) == (index == 0) ? ring : Array(ring.reversed())
        }
        guard let polygon = Polygon(outer: wound[0], holes: Array(wound.dropFirst())),
            let outline = Polygon(outer: wound[0]), outline.areaSquareMetres > 0
        else { throw .area(.few) }
        guard wound.dropFirst().allSatisfy({ $0.allSatisfy(outline.contains) }) else { throw .area(.hole) }
        self.polygon = polygon
    }

    /// Reads one "latitude, longitude" a line, GeoJSON, or GPX.
    package init(typed: String) throws(CivicError) {
        if let json = PositionList.json(typed) {
            try self.init(canonical: json)
        } else {
            guard let points = PositionList.positions(lines: typed) else { throw .area(.shape) }
            try self.init(outer: points)
        }
    }

    private static func open(_ ring: [GeoPoint]) -> [GeoPoint] {
        ring.count > 1 && ring.first == ring.last ? Array(ring.dropLast()) : ring
    }

    /// Twice the area in square degrees; positive counter-clockwise.
    private static func doubledArea(_ ring: [GeoPoint]) -> Double {
        var sum = 0.0
        var last = ring[ring.count - 1]
        for next in ring {
            sum += last.longitude * next.latitude - next.longitude * last.latitude
            last = next
        }
        return sum
    }

    /// True where any two segments share more than the point between neighbours.
    ///
    /// Cost: the square of the points.
    private static func cross(_ rings: [[GeoPoint]]) -> Bool {
        var segments: [(ring: Int, place: Int, segment: Segment)] = []
        for (number, ring) in rings.enumerated() {
            for place in ring.indices {
                segments.append((number, place, Segment(ring[place], ring[(place + 1) % ring.count])))
            }
        }
        for (index, one) in segments.enumerated() {
            for other in segments[(index + 1)...] {
                if one.ring == other.ring {
                    let count = rings[one.ring].count
                    if (one.place + 1) % count == other.place {
                        if one.segment.turnsBack(into: other.segment) { return true }
                        continue
                    }
                    if (other.place + 1) % count == one.place {
                        if other.segment.turnsBack(into: one.segment) { return true }
                        continue
                    }
                }
                if one.segment.meets(other.segment) { return true }
            }
        }
        return false
    }

    /// All corners, those of holes too.
    package var points: [GeoPoint] { polygon.outer + polygon.holes.flatMap(\.self) }

    package var squareMetres: Double { polygon.areaSquareMetres }

    /// What a text box is filled in with again: lines of positions, or GeoJSON where there are holes.
    package var typing: String { polygon.holes.isEmpty ? PositionList.lines(polygon.outer) : canonical.text }
}

extension Area: TypedValue {
    /// The GeoJSON polygon.
    package var canonical: JSON { ["type": "Polygon", "coordinates": polygon.coordinates] }

    /// Reads a GeoJSON polygon, a multipolygon of one, a feature with it, or a typed text.
    package init(canonical: JSON) throws(CivicError) {
        if let typed = canonical.string {
            try self.init(typed: typed)
            return
        }
        let geometry = PositionList.geometry(canonical)
        var coordinates = geometry["coordinates"]?.array
        if geometry["type"]?.string == "MultiPolygon", coordinates?.count == 1 { coordinates = coordinates?[0].array }
        guard geometry["type"]?.string == "Polygon" || geometry["type"]?.string == "MultiPolygon", let coordinates,
            let first = coordinates.first
        else { throw .area(.shape) }
        func ring(_ json: JSON) throws(CivicError) -> [GeoPoint] {
            guard let positions = json.array, let points = PositionList.positions(positions) else {
                throw .area(.shape)
            }
            guard positions.count >= 4, points.first == points.last else { throw .area(.open) }
            return points
        }
        let outer = try ring(first)
        var holes: [[GeoPoint]] = []
        for json in coordinates.dropFirst() { holes.append(try ring(json)) }
        try self.init(outer: outer, holes: holes)
    }

    /// `1.234 m²`, from a hectare on `1,2 ha`, with the number of corners.
    package func display(_ formats: Formats) -> String {
        let size = squareMetres
        let text =
            size < 10_000
            ? formats.number(size, decimals: size < 10 ? 1 : 0) + " m²"
            : formats.number(size / 10_000, decimals: 1) + " ha"
        return text + (formats.language == .id ? ", \(points.count) titik" : ", \(points.count) points")
    }
}
