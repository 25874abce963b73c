/// A tile of the web-mercator grid: what maps cluster by.
package struct GridCell: Hashable, Sendable {
    package let zoom: Int
    package let x: Int
    package let y: Int

    /// Levels of detail that a cell may have; the city's clusters use 10 to 17.
    package static let zooms = 0...23

    /// The cell that a point lies in; points beyond 85° are counted to the outermost row.
    package init(point: GeoPoint, zoom: Int) {
        precondition(Self.zooms.contains(zoom), "a grid cell has a zoom from 0 to 23")
        let count = Double(1 << zoom)
        let sine = min(max(Civic.sine(point.latitude * Double.pi / 180), -0.9999), 0.9999)
        let column = (point.longitude + 180) / 360
        let row = 0.5 - naturalLogarithm((1 + sine) / (1 - sine)) / (4 * Double.pi)
        self.zoom = zoom
        x = min(max(Int(column * count), 0), (1 << zoom) - 1)
        y = min(max(Int(row * count), 0), (1 << zoom) - 1)
    }

    /// A cell by its numbers; nil outside the grid.
    package init?(zoom: Int, x: Int, y: Int) {
        guard Self.zooms.contains(zoom), (0..<1 << zoom).contains(x), (0..<1 << zoom).contains(y) else { return nil }
        (self.zoom, self.x, self.y) = (zoom, x, y)
    }

    /// Reads what ``quadkey`` writes.
    package init(quadkey: String) throws(CivicError) {
        let digits = Array(quadkey.utf8)
        guard (1...23).contains(digits.count), digits.allSatisfy({ (0x30...0x33).contains($0) }) else {
            throw .quadkey(typed: quadkey)
        }
        zoom = digits.count
        x = digits.reduce(0) { $0 << 1 | Int($1 & 1) }
        y = digits.reduce(0) { $0 << 1 | Int($1 >> 1 & 1) }
    }

    /// One digit for each level: a cell's key begins with the keys of all cells around it.
    package var quadkey: String {
        String(unsafeUninitializedCapacity: zoom) { buffer in
            for level in 0..<zoom {
                let shift = zoom - 1 - level
                let (east, south) = (x >> shift & 1, y >> shift & 1)
                buffer[level] = 0x30 + UInt8(east) + 2 * UInt8(south)
            }
            return zoom
        }
    }

    /// The cell of the level above that this one lies in; itself at zoom 0.
    package var parent: GridCell { GridCell(zoom: max(zoom - 1, 0), x: x >> 1, y: y >> 1) ?? self }

    package var bounds: GeoBox {
        GeoBox(
            south: Self.latitude(row: y + 1, zoom),
            west: Self.longitude(column: x, zoom),
            north: Self.latitude(row: y, zoom),
            east: Self.longitude(column: x + 1, zoom)
        )
    }

    package var centre: GeoPoint { bounds.centre }

    private static func longitude(column: Int, _ zoom: Int) -> Double { Double(column) / Double(1 << zoom) * 360 - 180 }

    private static func latitude(row: Int, _ zoom: Int) -> Double {
        let angle = Double.pi * (1 - 2 * Double(row) / Double(1 << zoom))
        return arcTangent(hyperbolicSine(angle)) * 180 / Double.pi
    }
}
