import Civic
import Definition
import Engine
import Foundation
import Hummingbird
import Node
import Store

/// The public map: where cases are open, as clusters; the areas of the government; the same in a table.
struct MapRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("peta", use: page)
        government.get("peta/wilayah.geojson", use: areas)
        government.get("peta/titik.geojson", use: marks)
        government.get("peta/gambar.svg", use: picture)
    }

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let figures = try PublicFigures(of: context.government, days: 1, language: context.language)
        let app = Self.app(request)
        let apps = try PublicFigures.openApps(of: context.government)
        let chosen = FieldView.plain(
            id: "layanan",
            name: "layanan",
            label: context.text("public.map.service"),
            value: app?.text ?? ""
        ).adding([
            "isSelect": true,
            "options": apps.map { plan in
                [
                    "value": plan.definition.app.text, "label": plan.definition.name.text(context.language),
                    "isChecked": plan.definition.app == app,
                ] as View
            },
        ])
        let terms = context.government.profile.terms
        let district = terms.district.text(context.language)
        let formats = context.formats
        return try context.page(
            "public/map",
            title: context.text("public.map.title"),
            [
                "lead": context.text("public.map.lead", ["n": formats.number(figures.open)]), "fields": [chosen],
                "isTall": true,
                "areas": context.path("peta/wilayah.geojson"),
                "marks": context.path("peta/titik.geojson") + (app.map { "?layanan=\($0.text)" } ?? ""),
                "point": nil, "shape": nil,
                "label": context.text("public.map.label", ["name": context.government.profile.name]),
                "drawing": context.path("peta/gambar.svg"),
                "mapAlt": context.text("public.map.label", ["name": context.government.profile.name]),
                "listTitle": context.text("public.map.list", ["district": district]), "district": district,
                "rows": figures.byDistrict.map { line in
                    [
                        "href": nil, "name": line.name, "open": formats.number(line.open),
                        "late": formats.number(line.late),
                    ] as View
                },
            ],
            PageOptions(area: .portal, scripts: ["city-map"])
        )
    }

    private static func app(_ request: Request) -> AppID? {
        request.uri.queryParameters["layanan"].flatMap { try? AppID(String($0)) }
    }

    @Sendable func areas(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let level: RegionLevel = request.uri.queryParameters["tingkat"] == "kecamatan" ? .district : .village
        let (bytes, compressed) = context.web.drawings.geoJSON(
            context.government.regions,
            of: context.government.code,
            level: level
        )
        return Answer.bytes(
            bytes,
            type: "application/geo+json",
            keep: .seconds(3_600),
            gzip: context.visit.acceptsGzip,
            compressed: compressed
        )
    }

    /// Clusters for what is on the screen: `?zoom=12&box=west,south,east,north`; near enough, single cases on the public grid.
    @Sendable func marks(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let view = try MapWindow(request)
        let app = Self.app(request)
        let features = try MapMarks(context).features(view, app: app)
        let json: JSON = ["type": "FeatureCollection", "features": .array(features)]
        return context.json(json, keep: .seconds(10), type: "application/geo+json")
    }

    /// The map as a picture, for pages without script: areas, and a dot for each grid cell with open cases.
    @Sendable func picture(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let government = context.government
        guard let drawing = context.web.drawings.drawing(government.regions, of: government.code, level: .village)
        else { throw PageRefusal.notFound }
        let isDark = request.uri.queryParameters["tema"] == "gelap"
        let window = MapWindow(zoom: 13, box: drawing.box)
        let dots = try MapMarks(context).clusters(window, app: nil).map { ($0.middle, weight: $0.count) }
        let svg = drawing.svg(
            title: context.text("public.map.label", ["name": government.profile.name]),
            dots: dots,
            style: isDark ? Self.dark : Self.light
        )
        return context.drawing(svg, keep: .seconds(60))
    }

    /// A picture in an `img` does not see the page's styles.
    ///
    /// The policy of the page does not reach into it either.
    private static let light =
        ".map-drawing__area{fill:#e6f0e9;stroke:#fff;stroke-width:1.5}.map-drawing__dot{fill:#b9801b;stroke:#fff;stroke-width:2}"
    private static let dark =
        ".map-drawing__area{fill:#1d6145;stroke:#0e3d29;stroke-width:1.5}.map-drawing__dot{fill:#f2c14e;fill-opacity:.9}"
}

/// What is on somebody's screen.
struct MapWindow: Equatable {
    let zoom: Int
    let box: GeoBox

    init(zoom: Int, box: GeoBox) {
        self.zoom = max(MapGrid.zooms.lowerBound, min(MapGrid.zooms.upperBound, zoom))
        self.box = box
    }

    init(_ request: Request) throws {
        let query = request.uri.queryParameters
        let numbers = (query["box"] ?? "").split(separator: ",").compactMap { Double($0) }
        guard numbers.count == 4, let zoom = query["zoom"].flatMap({ Int($0) }), numbers.allSatisfy(\.isFinite),
            numbers[0] < numbers[2], numbers[1] < numbers[3], abs(numbers[1]) <= 85, abs(numbers[3]) <= 85
        else { throw PageRefusal.badRequest("box=west,south,east,north&zoom=10…17") }
        self.init(zoom: zoom, box: GeoBox(south: numbers[1], west: numbers[0], north: numbers[3], east: numbers[2]))
    }
}

/// Marks of the public map: only applications that publish, only on their grid.
struct MapMarks {
    let context: GovernmentContext

    init(_ context: GovernmentContext) { self.context = context }

    func clusters(_ window: MapWindow, app: AppID?) throws -> [MapCluster] {
        // Cells a quarter of a tile wide: 60 px or so on the screen.
        let zoom = max(MapGrid.zooms.lowerBound, min(MapGrid.zooms.upperBound, window.zoom + 2))
        let apps = try openApps(app)
        let corner = (
            try GeoPoint(latitude: window.box.north, longitude: window.box.west),
            try GeoPoint(latitude: window.box.south, longitude: window.box.east)
        )
        return try context.government.database.read { connection in
            try apps.flatMap { plan in
                try MapGrid.clusters(
                    from: GridCell(point: corner.0, zoom: zoom),
                    to: GridCell(point: corner.1, zoom: zoom),
                    app: plan.definition.app,
                    limit: Limits.marksMax,
                    on: connection
                )
            }
        }
    }

    /// The middle of a cluster of few is moved onto the grid, so that no single place shows.
    func features(_ window: MapWindow, app: AppID?) throws -> [JSON] {
        let metres = try openApps(app).map(\.definition.publication.placeMetres).max() ?? 100
        return try clusters(window, app: app).sorted { $0.count > $1.count }.prefix(Limits.marksMax).map { cluster in
            let middle = cluster.middle.snapped(toMetres: metres)
            return [
                "type": "Feature",
                "geometry": ["type": "Point", "coordinates": [.double(middle.longitude), .double(middle.latitude)]],
                "properties": [
                    "count": .int(Int64(cluster.count)),
                    "label": .string(context.text("public.map.cluster", ["n": context.formats.number(cluster.count)])),
                ],
            ]
        }
    }

    private func openApps(_ app: AppID?) throws -> [CompiledDefinition] {
        try PublicFigures.openApps(of: context.government).filter { app == nil || $0.definition.app == app }
    }
}
