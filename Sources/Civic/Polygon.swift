/// A box of latitudes and longitudes; ours never crosses the 180th meridian.
package struct GeoBox: Hashable, Sendable {
    package let south: Double
    package let west: Double
    package let north: Double
    package let east: Double

    package init(south: Double, west: Double, north: Double, east: Double) {
        precondition(south <= north && west <= east, "a box has its south below its north")
        (self.south, self.west, self.north, self.east) = (south, west, north, east)
    }

    /// The smallest box around points; nil for none.
    package init?(around points: some Sequence<GeoPoint>) {
        var box: (south: Double, west: Double, north: Double, east: Double) = (90, 180, -90, -180)
        for point in points {
            box.south = min(box.south, point.latitude)
            box.north = max(box.north, point.latitude)
            box.west = min(box.west, point.longitude)
            box.east = max(box.east, point.longitude)
        }
        guard box.south <= box.north else { return nil }
        self.init(south: box.south, west: box.west, north: box.north, east: box.east)
    }

    /// True inside and on the edge.
    package func contains(_ point: GeoPoint) -> Bool {
        point.latitude >= south && point.latitude <= north && point.longitude >= west && point.longitude <= east
    }

    package var centre: GeoPoint { GeoPoint(rounding: (south + north) / 2, (west + east) / 2) }

    package func union(_ other: GeoBox) -> GeoBox {
        GeoBox(
            south: min(south, other.south),
            west: min(west, other.west),
            north: max(north, other.north),
            east: max(east, other.east)
        )
    }

    /// The box with a margin on each side.
    package func expanded(byMetres metres: Double) -> GeoBox {
        let height = metres / GeoPoint.degreeMetres
        let width = height / max(cosine(centre.latitude * Double.pi / 180), 0.01)
        return GeoBox(
            south: max(south - height, -90),
            west: max(west - width, -180),
            north: min(north + height, 90),
            east: min(east + width, 180)
        )
    }
}

/// An area: an outer ring and the holes in it.
///
/// Rings are open: the first point is not repeated at the end.
package struct Polygon: Hashable, Sendable {
    package let outer: [GeoPoint]
    package let holes: [[GeoPoint]]
    package let box: GeoBox

    /// Nil when a ring has fewer than three points; a repeated first point at the end is dropped.
    package init?(outer: [GeoPoint], holes: [[GeoPoint]] = []) {
        let rings = ([outer] + holes).map { $0.count > 1 && $0.first == $0.last ? Array($0.dropLast()) : $0 }
        guard rings.allSatisfy({ $0.count >= 3 }), let box = GeoBox(around: rings[0]) else { return nil }
        self.outer = rings[0]
        self.holes = Array(rings.dropFirst())
        self.box = box
    }

    /// True inside; of two polygons that share an edge exactly one holds a point on it, but for the outermost edges.
    package func contains(_ point: GeoPoint) -> Bool {
        box.contains(point) && Self.winds(outer, around: point) && !holes.contains { Self.winds($0, around: point) }
    }

    /// The even-odd rule with half-open edges, as in Franklin's PNPOLY.
    private static func winds(_ ring: [GeoPoint], around point: GeoPoint) -> Bool {
        ring.withUnsafeBufferPointer { ring in
            var isInside = false
            var last = ring[ring.count - 1]
            for next in ring {
                if (next.latitude > point.latitude) != (last.latitude > point.latitude) {
                    let slope = (last.longitude - next.longitude) / (last.latitude - next.latitude)
                    if point.longitude < slope * (point.latitude - next.latitude) + next.longitude { isInside.toggle() }
                }
                last = next
            }
            return isInside
        }
    }

    /// Area in square metres on a plane that touches the earth at the polygon's latitude; within 1 % for a city.
    package var areaSquareMetres: Double {
        let width = cosine(box.centre.latitude * Double.pi / 180)
        func area(_ ring: [GeoPoint]) -> Double {
            var sum = 0.0
            var last = ring[ring.count - 1]
            for next in ring {
                sum +=
                    (last.longitude - box.west) * (next.latitude - box.south)
                    - (next.longitude - box.west) * (last.latitude - box.south)
                last = next
            }
            return abs(sum) / 2 * width * GeoPoint.degreeMetres * GeoPoint.degreeMetres
        }
        return area(outer) - holes.reduce(0) { $0 + area($1) }
    }

    /// The coordinates of a GeoJSON polygon (RFC 7946): rings closed, longitude first.
    package var coordinates: JSON {
        .array(
            ([outer] + holes).map { ring in
                .array((ring + ring.prefix(1)).map { [.double($0.longitude), .double($0.latitude)] })
            }
        )
    }
}
