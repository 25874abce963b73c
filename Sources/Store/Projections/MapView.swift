package import Civic
import Engine

/// A cluster of open cases: how many, and the middle of their places.
package struct MapCluster: Sendable, Equatable {
    package let cell: GridCell
    package let count: Int
    package let middle: GeoPoint

    package init(cell: GridCell, count: Int, middle: GeoPoint) {
        self.cell = cell
        self.count = count
        self.middle = middle
    }
}

/// One open case on the map.
package struct MapPoint: Sendable, Equatable {
    package let number: CaseNumber
    package let app: AppID
    package let state: StateID
    package let agency: AgencyID
    package let category: String
    package let village: RegionCode?
    package let point: GeoPoint
    package let startedAt: Moment
}

extension MapGrid {
    /// The clusters of a zoom level between two corner cells (north-west, south-east) of that level; at most `limit`.
    package static func clusters(
        from northWest: GridCell,
        to southEast: GridCell,
        app: AppID? = nil,
        limit: Int = 2_000,
        on connection: any Connection
    ) throws -> [MapCluster] {
        precondition(zooms.contains(northWest.zoom), "there are clusters of the zoom levels \(zooms)")
        // A level that is not kept is summed from the next, whose cells are half as wide.
        let side = keptZooms.contains(northWest.zoom) ? 1 : 2
        let values: KeyValuePairs<String, SQLValue> = [
            "side": .int(side), "zoom": .int(northWest.zoom + side - 1), "west": .int(northWest.x * side),
            "east": .int(southEast.x * side + side - 1), "north": .int(northWest.y * side),
            "south": .int(southEast.y * side + side - 1), "app": .text(app?.text ?? ""), "limit": .int(limit),
        ]
        return try connection.rows(cells, values).map { row in
            let n = try row.int("n")
            let (x, y) = (Int(try row.int("x")), Int(try row.int("y")))
            guard let cell = GridCell(zoom: northWest.zoom, x: x, y: y) else {
                throw StoreFault.unreadable("map_cell", "\(northWest.zoom)/\(x)/\(y)")
            }
            return MapCluster(
                cell: cell,
                count: Int(n),
                middle: try GeoPoint(
                    latitude: Double(try row.int("sum_latitude")) / Double(n) / 1e7,
                    longitude: Double(try row.int("sum_longitude")) / Double(n) / 1e7
                )
            )
        }
    }

    /// The single cases between two corner cells of `pointZoom`; at most `limit`.
    package static func points(
        from northWest: GridCell,
        to southEast: GridCell,
        app: AppID? = nil,
        limit: Int = 500,
        on connection: any Connection
    ) throws -> [MapPoint] {
        precondition(northWest.zoom == pointZoom && southEast.zoom == pointZoom, "points lie in cells of zoom 16")
        let values: KeyValuePairs<String, SQLValue> = [
            "west": .int(northWest.x), "east": .int(southEast.x), "north": .int(northWest.y),
            "south": .int(southEast.y), "app": .text(app?.text ?? ""), "limit": .int(limit),
        ]
        return try connection.rows(points, values).map(MapPoint.init)
    }

    /// Open cases of one kind within so many metres of a place, begun since a moment, the nearest first; at most `limit`.
    ///
    /// Reads the cells that the circle touches, one to four, at most `limit * 20` rows of each.
    package static func near(
        _ place: GeoPoint,
        metres: Double,
        app: AppID,
        category: String,
        since: Moment,
        limit: Int,
        on connection: any Connection
    ) throws -> [MapPoint] {
        var near: [(point: MapPoint, metres: Double)] = []
        for cell in cells(around: place, metres: metres) {
            let values: KeyValuePairs<String, SQLValue> = [
                "x": .int(cell.x), "y": .int(cell.y), "category": .text(category), "app": .text(app.text),
                "since": .moment(since), "limit": .int(limit * 20),
            ]
            for point in try connection.rows(ofKind, values).map(MapPoint.init) {
                let distance = point.point.distanceMetres(to: place)
                if distance <= metres { near.append((point, distance)) }
            }
        }
        return near.sorted { $0.metres < $1.metres }.prefix(limit).map(\.point)
    }

    private static func cells(around place: GeoPoint, metres: Double) -> Set<GridCell> {
        // A degree of latitude is 111 km everywhere; of longitude near the equator it is nearly that, and never more.
        let degrees = metres / 110_000
        let corners = [(-1.0, -1.0), (-1, 1), (1, -1), (1, 1)].compactMap { north, east in
            try? GeoPoint(latitude: place.latitude + north * degrees, longitude: place.longitude + east * degrees)
        }
        return Set((corners + [place]).map { GridCell(point: $0, zoom: pointZoom) })
    }
}

extension MapPoint {
    fileprivate init(_ row: Row) throws {
        let village = try row.text("village")
        number = try CaseNumber(try row.text("number"))
        app = try AppID(try row.text("app"))
        state = try StateID(try row.text("state"))
        agency = try AgencyID(try row.text("agency"))
        category = try row.text("category")
        self.village = village.isEmpty ? nil : try RegionCode(village)
        point = try GeoPoint(
            latitude: Double(try row.int("latitude")) / 1e7,
            longitude: Double(try row.int("longitude")) / 1e7
        )
        startedAt = try row.moment("started_at")
    }
}
