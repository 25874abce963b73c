/// A way through the city: a road to repair, a parade, the run of a pipe.
///
/// Kept as a GeoJSON line (RFC 7946), in the direction in which it was drawn.
package struct Route: Hashable, Sendable {
    package let points: [GeoPoint]

    /// Throws for fewer than two different points, and more than ``Limits/routePointsMax``.
    package init(_ points: [GeoPoint]) throws(CivicError) {
        var kept: [GeoPoint] = []
        for point in points where kept.last != point { kept.append(point) }
        guard kept.count >= 2 else { throw .route(.few) }
        guard kept.count <= Limits.routePointsMax else { throw .route(.many) }
        self.points = kept
    }

    /// Reads one "latitude, longitude" a line, GeoJSON, or GPX.
    package init(typed: String) throws(CivicError) {
        if let json = PositionList.json(typed) {
            try self.init(canonical: json)
        } else {
            guard let points = PositionList.positions(lines: typed) else { throw .route(.shape) }
            try self.init(points)
        }
    }

    package var metres: Double {
        zip(points, points.dropFirst()).reduce(0) { $0 + $1.0.distanceMetres(to: $1.1) }
    }

    package var typing: String { PositionList.lines(points) }
}

extension Route: TypedValue {
    /// The GeoJSON line.
    package var canonical: JSON {
        ["type": "LineString", "coordinates": .array(points.map { [.double($0.longitude), .double($0.latitude)] })]
    }

    /// Reads a GeoJSON line, a feature with it, or a typed text.
    package init(canonical: JSON) throws(CivicError) {
        if let typed = canonical.string {
            try self.init(typed: typed)
            return
        }
        let geometry = PositionList.geometry(canonical)
        guard geometry["type"]?.string == "LineString", let coordinates = geometry["coordinates"]?.array,
            let points = PositionList.positions(coordinates)
        else { throw .route(.shape) }
        try self.init(points)
    }

    /// `1,2 km, 14 titik`.
    package func display(_ formats: Formats) -> String {
        formats.distance(metres: metres)
            + (formats.language == .id ? ", \(points.count) titik" : ", \(points.count) points")
    }
}
