import Civic
import Hummingbird
import Node
import Store

/// Who may look at which screen of the LIVE Room.
///
/// A wall is a screen, not a person: it comes with a token of its own.
enum RoomDoor {
    private static func cookieName(_ context: GovernmentContext) -> String {
        "lumbung_dinding_\(context.government.profile.slug)"
    }

    /// Throws unless the caller may enter: an officer by role, or, for the wall alone, a screen by its token.
    static func enter(_ area: Permissions.Area, _ request: Request, _ context: GovernmentContext) throws {
        if Permissions.mayEnter(area, context.caller, now: context.now) { return }
        if area == .wall, let token = request.cookies[cookieName(context)]?.value, try opens(token, context) { return }
        try Permissions.require(area, context.caller, now: context.now)
    }

    /// A wall that shows its token in its address gets a cookie instead, and an address without it.
    static func admit(_ request: Request, _ context: GovernmentContext) throws -> Response? {
        guard let token = request.uri.queryParameters["token"].map(String.init) else { return nil }
        guard try opens(token, context) else { throw PageRefusal.unknownToken }
        context.visit.cookies.set(
            cookieName(context),
            token,
            path: context.path("live"),
            maxAgeSeconds: 365 * 86_400,
            isSecure: context.visit.isSecure
        )
        let distance = request.uri.queryParameters["jarak"].map { "?jarak=\($0.prefix(4))" } ?? ""
        return context.redirect("live/dinding" + distance)
    }

    private static func opens(_ token: String, _ context: GovernmentContext) throws -> Bool {
        guard let caller = try context.government.identity.caller(bearer: token) else { return false }
        return Permissions.mayEnter(.wall, caller, now: context.now)
    }

    /// Where the cases behind a figure are listed for this caller: at the desk if it shows them all, else in the room.
    static func cases(_ context: GovernmentContext) -> String? {
        guard let officer = context.caller.officer else { return nil }
        let now = context.now
        if Permissions.mayEnter(.desk, context.caller, now: now),
            context.government.cases.reach(of: officer, now: now) == nil
        {
            return context.path("petugas/")
        }
        return Permissions.mayEnter(.room, context.caller, now: now) ? context.path("live/kasus") : nil
    }
}
