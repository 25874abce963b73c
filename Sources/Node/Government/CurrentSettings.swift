package import Civic
package import Engine
import Ledger
import Store

/// A government's settings as they are now: a value that is replaced as a whole after the commit of an event that changes it.
package struct CurrentSettings: Sendable {
    package let state: GovernmentState
    package let profile: GovernmentProfile
    package let calendar: WorkingCalendar
    package let regions: RegionMap
    /// Where the map came from, and the hash of its file.
    package let regionSource: RegionSource?
    /// Dated parameters that hold today.
    package let parameters: [String: JSON]
    /// The rows that they come from.
    package let parameterRows: [ParameterID: ParameterUse]

    init(_ state: GovernmentState, regions: RegionMap, source: RegionSource?, today: CivilDate) {
        self.state = state
        self.regions = regions
        regionSource = source
        profile = GovernmentProfile(state)
        calendar = state.calendar.calendar(in: state.zone)
        parameters = state.parameters(on: today)
        parameterRows = state.parameterRows(on: today)
    }
}

/// Which file a government's map was read from.
package struct RegionSource: Sendable, Hashable {
    package static let stream = "regions"
    package let document: Digest
    /// "Kepmendagri 300.2.2-2138/2025", "Badan Informasi Geospasial 2024".
    package let source: String
    package let count: Int

    package init(document: Digest, source: String, count: Int) {
        self.document = document
        self.source = source
        self.count = count
    }

    /// The fact that a map came into force.
    package func fact(at: Moment, by: ActorStamp) -> Fact {
        Fact(
            stream: Self.stream,
            type: "regions.changed",
            at: at,
            actor: by,
            definition: nil,
            open: [
                "document": .string(document.hex), "source": .string(source), "regions": .int(Int64(count)),
            ],
            closed: []
        )
    }

    init?(_ fact: Fact) {
        guard fact.type == "regions.changed", let document = fact.open["document"]?.string.flatMap({ Digest(hex: $0) }),
            let source = fact.open["source"]?.string, let count = fact.open["regions"]?.int
        else { return nil }
        self.init(document: document, source: source, count: Int(count))
    }
}

/// A map with its source, as a government is founded or changed with.
package struct RegionFile: Sendable {
    package let map: RegionMap
    package let source: String

    package init(_ map: RegionMap, source: String) {
        self.map = map
        self.source = source
    }

    /// Every region with code, name and centre, and a GeoJSON feature collection of those with a boundary.
    var bytes: [UInt8] {
        let regions: [JSON] = map.regions.map { region in
            var row: [JSON] = [.string(region.code.text), .string(region.name)]
            if let centre = region.centre { row += [.double(centre.latitude), .double(centre.longitude)] }
            return .array(row)
        }
        let features: [JSON] = map.regions.compactMap { region in
            guard let polygons = map.shapes[region.code], !polygons.isEmpty else { return nil }
            return [
                "type": "Feature", "properties": ["code": .string(region.code.text), "name": .string(region.name)],
                "geometry": ["type": "MultiPolygon", "coordinates": .array(polygons.map(\.coordinates))],
            ]
        }
        return JSON.object([
            "regions": .array(regions), "shapes": ["type": "FeatureCollection", "features": .array(features)],
        ]).canonical
    }

    /// Reads what `bytes` wrote.
    static func map(_ bytes: [UInt8]) throws -> RegionMap {
        let json = try JSON(parsing: bytes)
        let regions = try (json["regions"]?.array ?? []).map { row in
            guard let code = row[0]?.string, let name = row[1]?.string else {
                throw Fault.damaged("The map of the government can't be read.")
            }
            var centre: GeoPoint?
            if let latitude = row[2]?.double, let longitude = row[3]?.double {
                centre = try GeoPoint(latitude: latitude, longitude: longitude)
            }
            return Region(code: try RegionCode(code), name: name, centre: centre)
        }
        return try RegionMap(geoJSON: [(json["shapes"] ?? .null).canonical], regions: regions)
    }
}

extension CurrentSettings {
    /// The settings that a ledger has; nil where the government is not founded.
    static func read(_ ledger: LedgerStore, now: Moment) throws -> CurrentSettings? {
        var state: GovernmentState?
        for (_, fact) in try ledger.facts(of: GovernmentEvent.stream) {
            state = evolve(state, try GovernmentEvent(fact: fact))
        }
        guard let state else { return nil }
        let source = try ledger.facts(of: RegionSource.stream).compactMap { RegionSource($0.1) }.last
        var map = RegionMap(regions: [Region(code: state.code, name: state.name)])
        if let source {
            let row = try ledger.database.read { try $0.row(DocumentTable.byHash, ["hash": .digest(source.document)]) }
            guard let row else { throw Fault.damaged("The map of \(state.name) is missing.") }
            let bytes = try row.blob("content")
            guard sha256(bytes) == source.document else {
                throw Fault.damaged("The map of \(state.name) does not fit its hash.")
            }
            map = try RegionFile.map(bytes)
        }
        return CurrentSettings(state, regions: map, source: source, today: now.date(in: state.zone))
    }
}
