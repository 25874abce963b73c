import Civic
import Definition
import Engine
import Hummingbird
import LiveRoom
import Node
import Store

/// The LIVE Room: console, wall, phone and the public page, all of one model.
struct RoomRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("live", use: console)
        government.get("live/dinding", use: wall)
        government.get("live/ponsel", use: phone)
        government.get("live/publik", use: open)
        government.get("live/publik.json", use: openFigures)
        government.get("live/arus", use: stream)
        government.get("live/angka.json", use: figures)
        government.get("live/peta.json", use: clusters)
        government.get("live/kasus", use: cases)
    }

    // MARK: Screens

    @Sendable func console(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try RoomDoor.enter(.room, request, context)
        let screen = try RoomScreen(context)
        var view = try screen.view(cases: RoomDoor.cases(context), isPublic: false)
        view["villages"] = try screen.villages(cases: RoomDoor.cases(context))
        return try context.page(
            "live/console",
            title: context.text("live.title"),
            view,
            PageOptions(
                area: .live,
                scripts: ["live-room"],
                styles: ["live"],
                navigation: StaffNavigation.links(context),
                isWide: true
            )
        )
    }

    /// How far the last seat is from the wall, in picture widths; how much fits follows from it (live-room.md §2.1).
    @Sendable func wall(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        if let admitted = try RoomDoor.admit(request, context) { return admitted }
        try RoomDoor.enter(.wall, request, context)
        let distance = WallDistance(asked: request.uri.queryParameters["jarak"].map(String.init))
        let screen = try RoomScreen(context)
        let view = try screen.view(
            cases: RoomDoor.cases(context),
            isPublic: false,
            agencies: distance.agencies,
            districts: distance.districts,
            news: distance.news,
            isShort: distance.widths > 3
        ).adding(distance.view)
        return try context.page(
            "live/wall",
            title: context.text("live.wall.title"),
            view,
            PageOptions(area: .wall, scripts: ["live-room"], styles: ["live"], isWide: true)
        )
    }

    @Sendable func phone(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try RoomDoor.enter(.room, request, context)
        let view = try RoomScreen(context).view(cases: RoomDoor.cases(context), isPublic: false, news: 8)
        return try context.page(
            "live/phone",
            title: context.text("live.phone.title"),
            view,
            PageOptions(
                area: .live,
                scripts: ["live-room"],
                styles: ["live"],
                navigation: StaffNavigation.links(context)
            )
        )
    }

    @Sendable func open(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let view = try RoomScreen(context).view(cases: nil, isPublic: true, news: 12)
        return try context.page(
            "live/public",
            title: context.text("live.public.title"),
            view,
            PageOptions(area: .open, scripts: ["live-public"], styles: ["live"], isWide: true)
        )
    }

    // MARK: Figures for programs

    /// Rewritten when something changed, at most twice a second; ten thousand who look make one small answer each five seconds.
    @Sendable func openFigures(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let screen = try RoomScreen(context)
        let bytes = try screen.bytes(isPublic: true)
        let mark = "\"\(screen.posted.serial)-\(screen.posted.open.position)-\(context.language.rawValue)\""
        if request.headers[.ifNoneMatch] == mark {
            return Response(status: .notModified, headers: [.eTag: mark, .cacheControl: Self.shortKeep])
        }
        var response = Answer.bytes(
            bytes,
            type: "application/json; charset=utf-8",
            keep: .seconds(5),
            gzip: context.visit.acceptsGzip
        )
        response.headers[.eTag] = mark
        response.headers[.cacheControl] = Self.shortKeep
        return response
    }

    private static let shortKeep = "public, max-age=5, stale-while-revalidate=30"

    @Sendable func figures(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try RoomDoor.enter(.wall, request, context)
        return Answer.bytes(
            try RoomScreen(context).bytes(isPublic: false),
            type: "application/json; charset=utf-8",
            keep: .never,
            gzip: context.visit.acceptsGzip
        )
    }

    @Sendable func stream(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try RoomDoor.enter(.wall, request, context)
        let screen = try RoomScreen(context)
        return try RoomStream(
            feed: screen.feed,
            texts: context.texts,
            map: screen.map?.frame,
            outside: context.web.node.outside
        )
        .response(request, context)
    }

    /// The clusters of any zoom level: their sum and `without_place` make the open cases.
    @Sendable func clusters(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try RoomDoor.enter(.wall, request, context)
        let asked = request.uri.queryParameters["zoom"].flatMap { Int($0) } ?? MapGrid.zooms.lowerBound
        let zoom = min(max(asked, MapGrid.zooms.lowerBound), MapGrid.zooms.upperBound)
        let (position, clusters, open) = try CityReading(context.government).clusters(zoom: zoom)
        let features: [JSON] = clusters.map { cluster in
            [
                "type": "Feature",
                "properties": ["cell": .string(cluster.cell.quadkey), "count": .int(Int64(cluster.count))],
                "geometry": [
                    "type": "Point",
                    "coordinates": [.double(cluster.middle.longitude), .double(cluster.middle.latitude)],
                ],
            ]
        }
        return context.json(
            [
                "type": "FeatureCollection", "position": .int(position), "zoom": .int(Int64(zoom)),
                "open": .int(Int64(open)),
                "without_place": .int(Int64(open - clusters.reduce(0) { $0 + $1.count })), "features": .array(features),
            ],
            keep: .never
        )
    }

    // MARK: Behind the figures

    /// The cases behind a figure, without anything personal: for those whose role opens the room and not the desk.
    @Sendable func cases(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try RoomDoor.enter(.room, request, context)
        let query = CaseQuery(request)
        let now = context.now
        let services = try CityReading.services(of: context.government).map(\.definition.app)
        let (lines, count) = try context.government.database.read { connection in
            let pages = try query.filters(over: services, now: now).map {
                try $0.lines(after: query.start(now: now), limit: Limits.rowsPerPage, on: connection)
            }
            let counted = try query.filters(over: services, now: now).reduce(0) { $0 + (try $1.count(on: connection)) }
            let before = try query.excluded(over: services, now: now).reduce(0) { $0 + (try $1.count(on: connection)) }
            return (CaseQuery.firstPage(of: pages), counted - before)
        }
        let rows = CaseRows(context, now: now)
        let next =
            lines.count == Limits.rowsPerPage ? lines.last.map { last in query.with { $0.after = last.key } } : nil
        return try context.page(
            "live/cases",
            title: context.text("live.cases.title"),
            [
                "heading": rows.heading(query), "count": rows.countText(count),
                "rows": lines.map { rows.view($0, shows: .room) },
                "isEmpty": lines.isEmpty, "text": context.text("live.cases.empty"),
                "next": next.map { context.path("live/kasus?" + $0.text) }, "previous": nil,
            ],
            PageOptions(
                area: .live,
                styles: ["desk"],
                breadcrumbs: [Link(context.text("live.title"), context.path("live/")), Link(rows.heading(query))],
                navigation: StaffNavigation.links(context),
                isWide: true,
                isPersonal: true
            )
        )
    }
}

/// How much a wall shows at a distance: type grows with it, and lines give way.
struct WallDistance {
    /// In picture widths.
    let widths: Double

    /// "2", "2.5" … "4"; anything else is 2.
    init(asked: String?) {
        let value = asked.flatMap { Double($0.replacing(",", with: ".")) } ?? 2
        widths = min(4, max(2, (value * 2).rounded() / 2))
    }

    var agencies: Int { widths < 3 ? 6 : widths < 3.5 ? 5 : 3 }
    var districts: Int { widths < 2.5 ? 6 : 0 }
    var news: Int { widths < 2.5 ? 4 : widths < 3 ? 3 : 0 }

    var view: View {
        [
            "distance": "\(Int(widths * 10))", "agenciesMax": "\(agencies)", "districtsMax": "\(districts)",
            "newsMax": "\(news)",
            "hasDistricts": districts > 0, "hasNews": news > 0, "hasCurve": widths < 3,
        ]
    }
}
