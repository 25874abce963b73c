/// Cells around centres: each holds the points that are nearest to its centre, within a box.
///
/// Drawn where no boundary is known. Each cell is the box cut by the bisectors to the other centres, the nearest first, until
/// none can reach it any more: about O(n log n) for centres of even density.
enum Voronoi {
    /// A cell for each centre, in order; nil for a centre outside the box.
    ///
    /// Equal centres have equal cells.
    static func cells(around centres: [GeoPoint], in box: GeoBox) -> [Polygon?] {
        let width = max(cosine(box.centre.latitude * Double.pi / 180), 0.01)
        let plane = centres.map { Position(x: $0.longitude * width, y: $0.latitude) }
        let corners = [
            Position(x: box.west * width, y: box.south), Position(x: box.east * width, y: box.south),
            Position(x: box.east * width, y: box.north), Position(x: box.west * width, y: box.north),
        ]
        return centres.indices.map { index in
            guard box.contains(centres[index]) else { return nil }
            let ring = cell(around: plane[index], among: plane, in: corners)
            return Polygon(outer: ring.map { GeoPoint(rounding: $0.y, $0.x / width) })
        }
    }

    struct Position {
        let x: Double
        let y: Double

        func squaredDistance(to other: Position) -> Double {
            (x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)
        }
    }

    private static func cell(around centre: Position, among others: [Position], in corners: [Position]) -> [Position] {
        let near = others.map { ($0, $0.squaredDistance(to: centre)) }.filter { $0.1 > 0 }.sorted { $0.1 < $1.1 }
        var ring = corners
        for (other, squared) in near {
            let reach = ring.reduce(0) { max($0, $1.squaredDistance(to: centre)) }
            // The bisector stands half way: beyond twice the farthest corner it cuts nothing.
            if squared > 4 * reach { break }
            ring = cut(ring, nearerTo: centre, than: other)
        }
        return ring
    }

    /// The part of a convex ring that is nearer to one position than to another (Sutherland and Hodgman, one edge).
    private static func cut(_ ring: [Position], nearerTo own: Position, than other: Position) -> [Position] {
        let (normalX, normalY) = (other.x - own.x, other.y - own.y)
        let (middleX, middleY) = ((other.x + own.x) / 2, (other.y + own.y) / 2)
        func side(_ position: Position) -> Double {
            (position.x - middleX) * normalX + (position.y - middleY) * normalY
        }
        var result: [Position] = []
        result.reserveCapacity(ring.count + 1)
        var last = ring[ring.count - 1]
        var lastSide = side(last)
        for next in ring {
            let nextSide = side(next)
            if (nextSide > 0) != (lastSide > 0) {
                let share = lastSide / (lastSide - nextSide)
                result.append(Position(x: last.x + share * (next.x - last.x), y: last.y + share * (next.y - last.y)))
            }
            if nextSide <= 0 { result.append(next) }
            (last, lastSide) = (next, nextSide)
        }
        return result
    }
}

extension RegionMap {
    /// Voronoi cells around the centres of the villages in a region, for drawing where there is no boundary.
    ///
    /// They are cut by the box around the centres with a margin of a usual distance between neighbours. Cost: some
    /// milliseconds for a few hundred villages; keep the result.
    package func cells(for code: RegionCode) -> [RegionCode: Polygon] {
        let villages = regions(of: .village, in: code).filter { $0.centre != nil }
        let centres = villages.compactMap(\.centre)
        guard let box = GeoBox(around: centres)?.expanded(byMetres: Self.usualDistance(centres)) else { return [:] }
        var cells: [RegionCode: Polygon] = [:]
        for (village, cell) in zip(villages, Voronoi.cells(around: centres, in: box)) { cells[village.code] = cell }
        return cells
    }

    /// What to draw for every village, district and government in a region: its boundary where one is known, else cells.
    ///
    /// A district without a boundary is drawn as the pieces of its villages.
    package func drawing(of code: RegionCode) -> [RegionCode: [Polygon]] {
        let isComplete = regions(of: .village, in: code).allSatisfy { shapes[$0.code] != nil }
        let cells = isComplete ? [:] : self.cells(for: code)
        var drawing: [RegionCode: [Polygon]] = [:]
        for region in regions where code.contains(region.code) {
            if let shape = shapes[region.code] {
                drawing[region.code] = shape
            } else {
                let villages = regions(of: .village, in: region.code)
                drawing[region.code] = villages.flatMap { shapes[$0.code] ?? cells[$0.code].map { [$0] } ?? [] }
            }
        }
        return drawing
    }

    /// The median distance of a centre to its nearest neighbour in metres; a kilometre for a single one.
    private static func usualDistance(_ centres: [GeoPoint]) -> Double {
        let nearest = centres.compactMap { centre in
            centres.filter { $0 != centre }.map { $0.distanceMetres(to: centre) }.min()
        }
        return nearest.isEmpty ? 1_000 : nearest.sorted()[nearest.count / 2]
    }
}
