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
        let values: KeyValuePairs<String, SQLValue> = [
            "zoom": .int(northWest.zoom), "west": .int(northWest.x), "east": .int(southEast.x),
            "north": .int(northWest.y), "south": .int(southEast.y), "app": .text(app?.text ?? ""),
            "limit": .int(limit),
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
        return try connection.rows(points, values).map { row in
            let village = try row.text("village")
            return MapPoint(
                number: try CaseNumber(try row.text("number")),
                app: try AppID(try row.text("app")),
                state: try StateID(try row.text("state")),
                agency: try AgencyID(try row.text("agency")),
                category: try row.text("category"),
                village: village.isEmpty ? nil : try RegionCode(village),
                point: try GeoPoint(
                    latitude: Double(try row.int("latitude")) / 1e7,
                    longitude: Double(try row.int("longitude")) / 1e7
                ),
                startedAt: try row.moment("started_at")
            )
        }
    }
}
