import Civic
import LiveRoom
import Node

/// What a request to the LIVE Room works with: the shared figures, the map, the words of the visitor's language.
struct RoomScreen {
    let context: GovernmentContext
    let feed: RoomFeed
    let map: RoomMap?
    let posted: CityBoard.Posted

    init(_ context: GovernmentContext) throws {
        self.context = context
        feed = context.web.room.feed(of: context.government)
        map = feed.map(drawings: context.web.drawings)
        posted = try feed.board.shown(atLeast: context.government.bus.position)
    }

    func bytes(isPublic: Bool) throws -> [UInt8] {
        try feed.bytes(posted, texts: context.texts, map: map?.frame, isPublic: isPublic)
    }

    /// Everything that the screens' templates know.
    func view(
        cases: String?,
        isPublic: Bool,
        agencies: Int = .max,
        districts: Int = .max,
        news: Int = .max,
        isShort: Bool = false
    ) throws -> View {
        let frame = try feed.frame(posted, texts: context.texts, map: map?.frame, isPublic: isPublic)
        let profile = context.government.profile
        let now = context.now
        return frame.view(cases: cases, agencies: agencies, districts: districts, news: news, isShort: isShort).adding([
            "map": map?.view, "cases": cases, "stream": context.path("live/arus"),
            "figuresSource": context.path(isPublic ? "live/publik.json" : "live/angka.json"),
            "lateAfter": "\(LiveRoom.Limits.lateSeconds)", "lostAfter": "\(LiveRoom.Limits.lostSeconds)",
            "age": DataAge(silence: .zero).rawValue, "ageText": context.text("live.age.\(DataAge.live.rawValue)"),
            "zoneName": Self.zoneNames[profile.zone] ?? "UTC", "zoneLabel": profile.zone.label,
            "clock": context.formats.clock(now), "today": context.formats.longDate(now),
            "district": profile.terms.district.text(context.language),
            "village": profile.terms.village.text(context.language),
        ])
    }

    /// IANA names, for scripts.
    private static let zoneNames: [Zone: String] = [
        .wib: "Asia/Jakarta", .wita: "Asia/Makassar", .wit: "Asia/Jayapura",
    ]

    /// Every village with open cases, by name.
    func villages(cases: String?) throws -> [View] {
        let regions = context.government.regions
        let total = posted.room.villages.map { code, count -> (name: String, view: View) in
            let name = code.map { regions.region($0)?.name ?? $0.text } ?? context.text("live.no-village")
            let query = code.map { code in CaseQuery().with { $0.village = code }.text }
            return (
                name,
                [
                    "key": code?.text ?? "", "name": name, "href": RoomFrame.address(cases, query),
                    "openValue": "\(count)",
                    "open": context.formats.number(count),
                ]
            )
        }
        return total.sorted { $0.name < $1.name }.map(\.view)
    }
}
