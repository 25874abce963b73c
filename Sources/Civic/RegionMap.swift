/// The administrative tree of a government with its places: which village a point lies in, and what to draw.
package struct RegionMap: Sendable {
    /// All regions in order of code: each stands before what lies in it.
    package let regions: [Region]
    /// Boundaries, as far as they are known.
    package let shapes: [RegionCode: [Polygon]]
    /// Regions with nothing above them in this map: the governments.
    package let roots: [RegionCode]

    private let places: [RegionCode: Int]
    private let childCodes: [RegionCode: [RegionCode]]
    private let villageShapes: [(code: RegionCode, box: GeoBox, polygons: [Polygon])]
    private let governments: [Government]

    /// A root with what finds the village of a point that no boundary holds.
    private struct Government {
        let outline: [Polygon]?
        var villages: [(code: RegionCode, centre: GeoPoint, hasBoundary: Bool)]
    }

    /// A map of regions and of the boundaries that are known of them; of two regions with one code the first counts.
    package init(regions: [Region], shapes: [RegionCode: [Polygon]] = [:]) {
        var places: [RegionCode: Int] = [:]
        var unique: [Region] = []
        for region in regions.sorted(by: { $0.code < $1.code }) where places[region.code] == nil {
            places[region.code] = unique.count
            unique.append(region)
        }
        self.regions = unique
        self.places = places
        self.shapes = shapes.filter { places[$0.key] != nil && !$0.value.isEmpty }
        var childCodes: [RegionCode: [RegionCode]] = [:]
        var roots: [RegionCode] = []
        var governments: [Government] = []
        var rootIndex: [RegionCode: Int] = [:]
        for region in unique {
            if let parent = Self.knownAncestor(of: region.code, in: places), let root = rootIndex[parent] {
                childCodes[parent, default: []].append(region.code)
                rootIndex[region.code] = root
            } else {
                rootIndex[region.code] = roots.count
                roots.append(region.code)
                governments.append(Government(outline: self.shapes[region.code], villages: []))
            }
            if region.level == .village, let centre = region.centre, let root = rootIndex[region.code] {
                governments[root].villages.append((region.code, centre, self.shapes[region.code] != nil))
            }
        }
        self.governments = governments
        self.childCodes = childCodes
        self.roots = roots
        villageShapes = self.shapes.filter { $0.key.level == .village }.sorted { $0.key < $1.key }.compactMap {
            code,
            polygons in
            polygons.dropFirst().reduce(polygons.first?.box) { $0?.union($1.box) }.map { (code, $0, polygons) }
        }
    }

    /// The nearest region above that the map knows; levels may be missing between them.
    private static func knownAncestor(of code: RegionCode, in places: [RegionCode: Int]) -> RegionCode? {
        var above = code.parent
        while let candidate = above, places[candidate] == nil { above = candidate.parent }
        return above
    }

    package func region(_ code: RegionCode) -> Region? { places[code].map { regions[$0] } }

    /// The regions directly below that the map knows, in order of code.
    package func children(of code: RegionCode) -> [Region] { (childCodes[code] ?? []).compactMap { region($0) } }

    /// All regions of a level in a region, in order of code.
    package func regions(of level: RegionLevel, in code: RegionCode? = nil) -> [Region] {
        regions.filter { $0.level == level && (code?.contains($0.code) ?? true) }
    }

    /// The village that a point lies in; nil for a point outside.
    ///
    /// Where boundaries are known they decide, and where they overlap the smallest code does. In a gap between villages the
    /// nearest centre within the government's outline is taken; where no boundary is known, the nearest centre within
    /// ``Limits/centreMetresMax``. Cost: one box test for each village, few polygons.
    package func village(at point: GeoPoint) -> RegionCode? {
        for shape in villageShapes where shape.box.contains(point) {
            if shape.polygons.contains(where: { $0.contains(point) }) { return shape.code }
        }
        var best: (code: RegionCode, metres: Double)?
        for government in governments {
            var reach = Limits.centreMetresMax
            if let outline = government.outline {
                guard outline.contains(where: { $0.contains(point) }) else { continue }
                reach = .infinity
            }
            for village in government.villages {
                let limit = min(best?.metres ?? .infinity, reach)
                // The way north alone is a bound that costs no trigonometry.
                let north = (village.centre.latitude - point.latitude).magnitude * GeoPoint.degreeMetres
                guard north <= limit, government.outline != nil || !village.hasBoundary else { continue }
                let metres = village.centre.distanceMetres(to: point)
                if metres <= reach, metres < best?.metres ?? .infinity { best = (village.code, metres) }
            }
        }
        return best?.code
    }

    /// True for a point in one of the governments of this map.
    package func contains(_ point: GeoPoint) -> Bool {
        village(at: point) != nil
            || roots.contains { shapes[$0]?.contains { $0.contains(point) } ?? false }
    }

    /// True when every village has its boundary.
    package var hasBoundaries: Bool {
        regions.allSatisfy { $0.level != .village || shapes[$0.code] != nil }
    }

    /// The box around all that is known; nil for a map without places.
    package var box: GeoBox? {
        let boxes = shapes.values.flatMap { $0.map(\.box) }
        let centres = GeoBox(around: regions.compactMap(\.centre))
        return boxes.reduce(centres) { $0?.union($1) ?? $1 }
    }

    /// The same regions with more boundaries; a boundary that was known is replaced.
    package func adding(shapes more: [RegionCode: [Polygon]]) -> RegionMap {
        RegionMap(regions: regions, shapes: shapes.merging(more) { $1 })
    }
}

// MARK: GeoJSON

extension RegionMap {
    /// Reads GeoJSON feature collections whose features have the properties `code`, `name` and, if known, `lat`, `lon`.
    ///
    /// Regions that a file does not name can be given beside it. Throws at the first feature that is wrong.
    package init(geoJSON files: [[UInt8]], regions: [Region] = []) throws(CivicError) {
        var regions = regions
        var shapes: [RegionCode: [Polygon]] = [:]
        for file in files {
            let json: JSON
            do throws(JSONError) { json = try JSON(parsing: file) } catch {
                throw .geoJSON(feature: nil, problem: .json)
            }
            guard json["type"]?.string == "FeatureCollection", let features = json["features"]?.array else {
                throw .geoJSON(feature: nil, problem: .collection)
            }
            for (index, feature) in features.enumerated() {
                let (region, polygons) = try Self.region(feature, index)
                regions.append(region)
                shapes[region.code] = polygons
            }
        }
        self.init(regions: regions, shapes: shapes)
    }

    private static func region(_ feature: JSON, _ index: Int) throws(CivicError) -> (Region, [Polygon]) {
        let properties = feature["properties"] ?? .null
        guard let text = properties["code"]?.string, let code = try? RegionCode(text) else {
            throw .geoJSON(feature: index, problem: .code)
        }
        guard let name = properties["name"]?.string, !name.isEmpty else {
            throw .geoJSON(feature: index, problem: .name)
        }
        var centre: GeoPoint?
        if let latitude = properties["lat"]?.double, let longitude = properties["lon"]?.double {
            centre = try? GeoPoint(latitude: latitude, longitude: longitude)
        }
        let geometry = feature["geometry"] ?? .null
        let coordinates = geometry["coordinates"]?.array ?? []
        let parts: [JSON]
        switch geometry["type"]?.string {
        case "Polygon": parts = [.array(coordinates)]
        case "MultiPolygon": parts = coordinates
        default: throw .geoJSON(feature: index, problem: .geometry)
        }
        var polygons: [Polygon] = []
        for part in parts { polygons.append(try polygon(part, index)) }
        guard !polygons.isEmpty else { throw .geoJSON(feature: index, problem: .geometry) }
        return (Region(code: code, name: name, centre: centre ?? polygons[0].box.centre), polygons)
    }

    private static func polygon(_ json: JSON, _ index: Int) throws(CivicError) -> Polygon {
        var rings: [[GeoPoint]] = []
        for ring in json.array ?? [] {
            var points: [GeoPoint] = []
            for position in ring.array ?? [] {
                guard let numbers = position.array, numbers.count >= 2, let longitude = numbers[0].double,
                    let latitude = numbers[1].double,
                    let point = try? GeoPoint(latitude: latitude, longitude: longitude)
                else { throw .geoJSON(feature: index, problem: .position) }
                points.append(point)
            }
            guard points.count >= 4, points.first == points.last else { throw .geoJSON(feature: index, problem: .ring) }
            rings.append(points)
        }
        guard let outer = rings.first, let polygon = Polygon(outer: outer, holes: Array(rings.dropFirst())) else {
            throw .geoJSON(feature: index, problem: .ring)
        }
        return polygon
    }
}
