import Civic
import LiveRoom

/// The base map of the LIVE Room as paths: the land in one, the borders of kecamatan in another.
///
/// No tiles, no other host.
struct RoomMap {
    let frame: MapFrame
    /// All villages, drawn as one path with thin seams.
    let land: String
    /// Borders between kecamatan and around the government.
    let borders: String
    let labels: [(name: String, x: Int, y: Int)]
    /// Where no boundary is known, cells reach to the edge of the picture; what is shown of them are these circles
    /// around the villages' centres.
    ///
    /// Empty where boundaries are known.
    let reach: [(x: Int, y: Int, radius: Int)]

    /// Nil where nothing is known of the government's shape.
    init?(_ regions: RegionMap, of code: RegionCode, drawing: MapDrawing?) {
        guard let drawing else { return nil }
        let frame = MapFrame(drawing.box)
        self.frame = frame
        land = drawing.areas.map { area in
            area.rings.map { "M" + Self.points($0, frame) + "Z" }.joined()
        }.joined()
        borders = Self.borders(drawing.areas, frame)
        reach =
            regions.hasBoundaries ? [] : Self.reach(regions.regions(of: .village, in: code).compactMap(\.centre), frame)
        labels = regions.regions(of: .district, in: code).compactMap { district in
            guard let centre = Self.middle(of: district, drawing.areas) else { return nil }
            let (x, y) = frame.place(centre)
            return (district.name, x, y)
        }
    }

    /// A circle reaches a little beyond the fifth nearest neighbour: no holes inside, and a soft edge where villages end.
    private static func reach(_ centres: [GeoPoint], _ frame: MapFrame) -> [(x: Int, y: Int, radius: Int)] {
        let places = centres.map(frame.place)
        return places.map { here in
            let distances = places.map { other -> Double in
                let (dx, dy) = (Double(other.x - here.x), Double(other.y - here.y))
                return (dx * dx + dy * dy).squareRoot()
            }.sorted()
            let near = distances.count > 5 ? distances[5] : distances.last ?? 0
            return (here.x, here.y, Int((near * 0.8).rounded()) + 12)
        }
    }

    private static func points(_ ring: [GeoPoint], _ frame: MapFrame) -> String {
        ring.map { point in
            let (x, y) = frame.place(point)
            return "\(x) \(y)"
        }.joined(separator: "L")
    }

    private static func middle(of district: Region, _ areas: [MapDrawing.Area]) -> GeoPoint? {
        let boxes = areas.filter { district.code.contains($0.code) }.compactMap { GeoBox(around: $0.rings.joined()) }
        guard let first = boxes.first else { return district.centre }
        return boxes.dropFirst().reduce(first) { $0.union($1) }.centre
    }

    /// A stretch of a border, the same from either side.
    private struct Edge: Hashable {
        let a: Corner
        let b: Corner

        init(_ a: Corner, _ b: Corner) {
            let inOrder = (a.x, a.y) <= (b.x, b.y)
            self.a = inOrder ? a : b
            self.b = inOrder ? b : a
        }
    }

    private struct Corner: Hashable {
        let x: Int
        let y: Int
    }

    /// Stretches that two kecamatan share, or that lie at the rim: those that no two villages of one kecamatan share.
    private static func borders(_ areas: [MapDrawing.Area], _ frame: MapFrame) -> String {
        var sides: [Edge: [RegionCode?]] = [:]
        for area in areas {
            let district = area.code.ancestor(at: .district)
            for ring in area.rings where ring.count > 2 {
                let corners = ring.map { point -> Corner in
                    let (x, y) = frame.place(point)
                    return Corner(x: x, y: y)
                }
                for (index, corner) in corners.enumerated() {
                    let next = corners[(index + 1) % corners.count]
                    if next != corner { sides[Edge(corner, next), default: []].append(district) }
                }
            }
        }
        return sides.filter { $0.value.count < 2 || Set($0.value).count > 1 }.keys
            .sorted { ($0.a.x, $0.a.y, $0.b.x, $0.b.y) < ($1.a.x, $1.a.y, $1.b.x, $1.b.y) }
            .map { "M\($0.a.x) \($0.a.y)L\($0.b.x) \($0.b.y)" }.joined()
    }

    var view: View {
        [
            "width": "\(frame.width)", "height": "\(frame.height)", "land": land, "borders": borders,
            "hasReach": !reach.isEmpty,
            "reach": reach.map { ["x": "\($0.x)", "y": "\($0.y)", "r": "\($0.radius)"] as View },
            "labels": labels.map { ["name": $0.name, "x": "\($0.x)", "y": "\($0.y)"] as View },
        ]
    }
}
