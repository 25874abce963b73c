import Civic
import Engine

/// Where the open cases are: counts in grid cells for clusters (zoom 10 to 17), and the single points beneath them.
///
/// Places are exact here; who may see how much is for the pages to say.
package struct MapGrid: Projection {
    package static let name = "map_grid"
    package static let version = 3
    package static let followsContent = true
    /// Zoom levels that may be asked for.
    package static let zooms = 10...17
    /// The levels of which cells are kept; a cell of a level between is the sum of four of the next.
    static let keptZooms = [11, 13, 15, 17]
    /// The level by whose cells points are found.
    package static let pointZoom = 16

    package static let tables = [
        Table(
            "map_cell",
            create: """
                CREATE TABLE map_cell (
                    zoom {int} NOT NULL,
                    x {int} NOT NULL,
                    y {int} NOT NULL,
                    app {text} NOT NULL,
                    n {int} NOT NULL CHECK (n > 0),
                    sum_latitude {int} NOT NULL,
                    sum_longitude {int} NOT NULL,
                    PRIMARY KEY (zoom, x, y, app)
                ) {keyed};
                """,
            dump: Statement(
                "map_cell.dump",
                """
                SELECT zoom, x, y, app, n, sum_latitude, sum_longitude
                FROM map_cell
                ORDER BY zoom, x, y, app
                """
            )
        ),
        Table(
            "map_point",
            create: """
                CREATE TABLE map_point (
                    number {text} NOT NULL PRIMARY KEY,
                    x {int} NOT NULL,
                    y {int} NOT NULL,
                    app {text} NOT NULL,
                    state {text} NOT NULL,
                    agency {text} NOT NULL,
                    category {text} NOT NULL,
                    village {text} NOT NULL,
                    latitude {int} NOT NULL,
                    longitude {int} NOT NULL,
                    started_at {int} NOT NULL
                ) {keyed};
                """,
            indexes: ["CREATE INDEX map_point_cell ON map_point (x, y, category, number)"],
            dump: Statement(
                "map_point.dump",
                """
                SELECT number, x, y, app, state, agency, category, village, latitude, longitude, started_at
                FROM map_point
                ORDER BY number
                """
            )
        ),
    ]

    /// Cells of a kept zoom level in a box of them, `side` by `side` together, all applications or (not empty) one; degrees
    /// are sums in 1e-7.
    package static let cells = Statement(
        "map_grid.cells",
        """
        SELECT x / :side AS x, y / :side AS y, CAST(sum(n) AS {int}) AS n, CAST(sum(sum_latitude) AS {int}) AS sum_latitude, CAST(sum(sum_longitude) AS {int}) AS sum_longitude
        FROM map_cell
        WHERE zoom = :zoom AND x >= :west AND x <= :east AND y >= :north AND y <= :south
            AND (:app = '' OR app = :app)
        GROUP BY 1, 2
        ORDER BY 1, 2
        LIMIT :limit
        """
    )

    /// Points in a box of cells of `pointZoom`.
    package static let points = Statement(
        "map_grid.points",
        """
        SELECT number, app, state, agency, category, village, latitude, longitude, started_at
        FROM map_point
        WHERE x >= :west AND x <= :east AND y >= :north AND y <= :south AND (:app = '' OR app = :app)
        ORDER BY x, y, category, number
        LIMIT :limit
        """
    )

    /// Points of one kind in one cell of `pointZoom`, the newest numbers first.
    package static let ofKind = Statement(
        "map_grid.of_kind",
        """
        SELECT number, app, state, agency, category, village, latitude, longitude, started_at
        FROM map_point
        WHERE x = :x AND y = :y AND category = :category AND app = :app AND started_at >= :since
        ORDER BY number DESC
        LIMIT :limit
        """
    )

    static let point = Statement(
        "map_grid.point",
        """
        SELECT app, latitude, longitude
        FROM map_point
        WHERE number = :number
        """
    )

    static let putPoint = Statement(
        "map_grid.put_point",
        """
        INSERT INTO map_point (number, x, y, app, state, agency, category, village, latitude, longitude, started_at)
        VALUES (:number, :x, :y, :app, :state, :agency, :category, :village, :latitude, :longitude, :started_at)
        ON CONFLICT (number) DO UPDATE
        SET x = excluded.x,
            y = excluded.y,
            state = excluded.state,
            agency = excluded.agency,
            category = excluded.category,
            village = excluded.village,
            latitude = excluded.latitude,
            longitude = excluded.longitude
        """
    )

    static let removePoint = Statement(
        "map_grid.remove_point",
        """
        DELETE FROM map_point
        WHERE number = :number
        """
    )

    static let addCell = Statement(
        "map_grid.add_cell",
        """
        INSERT INTO map_cell (zoom, x, y, app, n, sum_latitude, sum_longitude)
        VALUES (:zoom, :x, :y, :app, :n, :sum_latitude, :sum_longitude)
        ON CONFLICT (zoom, x, y, app) DO UPDATE
        SET n = map_cell.n + excluded.n,
            sum_latitude = map_cell.sum_latitude + excluded.sum_latitude,
            sum_longitude = map_cell.sum_longitude + excluded.sum_longitude
        """
    )

    static let takeCell = Statement(
        "map_grid.take_cell",
        """
        UPDATE map_cell
        SET n = n + :n,
            sum_latitude = sum_latitude + :sum_latitude,
            sum_longitude = sum_longitude + :sum_longitude
        WHERE zoom = :zoom AND x = :x AND y = :y AND app = :app AND n + :n > 0
        """
    )

    static let removeCell = Statement(
        "map_grid.remove_cell",
        """
        DELETE FROM map_cell
        WHERE zoom = :zoom AND x = :x AND y = :y AND app = :app
        """
    )

    package static let questions = [cells, points, ofKind]
    package static let changes = [point, putPoint, removePoint, addCell, takeCell, removeCell]

    private struct Key: Hashable {
        let cell: GridCell
        let app: String
    }

    private struct Sum: Equatable {
        var n: Int64 = 0
        var latitude: Int64 = 0
        var longitude: Int64 = 0

        mutating func add(_ count: Int64, _ mark: Mark) {
            n += count
            latitude += count * mark.latitude
            longitude += count * mark.longitude
        }
    }

    package init() {}

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        var sums: [Key: Sum] = [:]
        for change in net(changes) {
            guard let state = change.after else { continue }
            let old = change.before == nil ? nil : try mark(of: state.number, on: connection)
            let new = state.isOpen ? change.last.content?.point.map(Mark.init) : nil
            if let new { try put(new, state, on: connection) }
            if old == new { continue }
            if let old { count(old, -1, state.app, &sums) }
            if let new { count(new, 1, state.app, &sums) }
            if new == nil { try connection.run(Self.removePoint, ["number": .text(state.number.text)]) }
        }
        for (key, sum) in sums where sum != Sum() { try write(key, sum, on: connection) }
    }

    /// The old point is read from the table: what a cell gives back is exactly what it was given.
    private func mark(of number: CaseNumber, on connection: any Connection) throws -> Mark? {
        try connection.row(Self.point, ["number": .text(number.text)]).map { row in
            Mark(latitude: try row.int("latitude"), longitude: try row.int("longitude"))
        }
    }

    private func count(_ mark: Mark, _ n: Int64, _ app: AppID, _ sums: inout [Key: Sum]) {
        guard let point = mark.point else { return }
        for zoom in Self.keptZooms {
            let key = Key(cell: GridCell(point: point, zoom: zoom), app: app.text)
            sums[key, default: Sum()].add(n, mark)
        }
    }

    private func put(_ mark: Mark, _ state: CaseState, on connection: any Connection) throws {
        guard let point = mark.point else { return }
        let cell = GridCell(point: point, zoom: Self.pointZoom)
        try connection.run(
            Self.putPoint,
            [
                "number": .text(state.number.text), "x": .int(cell.x), "y": .int(cell.y), "app": .text(state.app.text),
                "state": .text(state.state.text), "agency": .text(state.agency.text),
                "category": .text(state.category), "village": .text(state.villageText),
                "latitude": .int(mark.latitude), "longitude": .int(mark.longitude),
                "started_at": .moment(state.startedAt),
            ]
        )
    }

    private func write(_ key: Key, _ sum: Sum, on connection: any Connection) throws {
        let cell = key.cell
        if sum.n > 0 {
            try connection.run(
                Self.addCell,
                [
                    "zoom": .int(cell.zoom), "x": .int(cell.x), "y": .int(cell.y), "app": .text(key.app),
                    "n": .int(sum.n), "sum_latitude": .int(sum.latitude), "sum_longitude": .int(sum.longitude),
                ]
            )
            return
        }
        let changed = try connection.run(
            Self.takeCell,
            [
                "n": .int(sum.n), "sum_latitude": .int(sum.latitude), "sum_longitude": .int(sum.longitude),
                "zoom": .int(cell.zoom), "x": .int(cell.x), "y": .int(cell.y), "app": .text(key.app),
            ]
        )
        if changed == 0 {
            try connection.run(
                Self.removeCell,
                ["zoom": .int(cell.zoom), "x": .int(cell.x), "y": .int(cell.y), "app": .text(key.app)]
            )
        }
    }
}

/// A point in whole 1e-7 degrees, so that sums are exact.
private struct Mark: Equatable {
    let latitude: Int64
    let longitude: Int64

    init(latitude: Int64, longitude: Int64) {
        self.latitude = latitude
        self.longitude = longitude
    }

    init(_ point: GeoPoint) {
        latitude = Int64((point.latitude * 1e7).rounded())
        longitude = Int64((point.longitude * 1e7).rounded())
    }

    var point: GeoPoint? { try? GeoPoint(latitude: Double(latitude) / 1e7, longitude: Double(longitude) / 1e7) }
}
