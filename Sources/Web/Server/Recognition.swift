import Civic
import Foundation
import Hummingbird
package import Node

/// Finds out who stands behind a request: language, browser, session or bearer token, the secret links that it has shown.
struct Recognition {
    let web: Web
    let request: Request
    let government: Government?
    let context: ArrivalContext

    private var path: String { request.uri.path }

    /// What is known without asking anybody.
    var stranger: Visitor {
        let jar = CookieJar()
        let isSecure = web.node.settings.baseURL.hasPrefix("https:")
        return Visitor(
            id: visitID(jar, isSecure),
            requestID: web.node.outside.token(bytes: 8),
            language: language(jar, isSecure),
            caller: .anonymous(),
            isSecure: isSecure,
            address: context.address,
            path: path,
            query: request.uri.query ?? "",
            acceptsGzip: request.headers[.acceptEncoding]?.contains("gzip") ?? false,
            wantsDocument: wantsDocument,
            cookies: jar,
            session: nil,
            actingFor: nil
        )
    }

    /// The same with the caller.
    func visitor(_ stranger: Visitor) async throws -> Visitor {
        if isAPI { return try api(stranger) }
        let staff = stranger.isAtStaffDoor
        guard let home = staff ? government ?? acting : government else { return stranger }
        let name = staff ? CookieName.officer : CookieName.citizen
        let session = try cookie("\(name)_\(home.profile.slug)").flatMap { try home.identity.session(cookie: $0) }
        if let session { try await home.identity.touch(session) }
        let caller = try home.identity.caller(session: session, holding: holding(home))
        return stranger.known(as: caller, session: session, actingFor: caller.officer == nil ? nil : home)
    }

    /// Programs show a bearer token; whoever holds a case shows the key of its link.
    ///
    /// Cookies count for nothing here.
    private func api(_ stranger: Visitor) throws -> Visitor {
        guard let government else { return stranger }
        if let header = request.headers[.authorization] {
            guard header.lowercased().hasPrefix("bearer "),
                let caller = try government.identity.caller(
                    bearer: header.dropFirst(7).trimmingCharacters(in: .whitespaces)
                )
            else { throw PageRefusal.unknownToken }
            return stranger.known(as: caller, session: nil, actingFor: government)
        }
        return stranger.known(as: .anonymous(holding: try heldByKey(government)), session: nil, actingFor: nil)
    }

    private func heldByKey(_ government: Government) throws -> Set<CaseID> {
        let parts = path.split(separator: "/")
        guard let key = request.uri.queryParameters["k"].map(String.init), let at = parts.firstIndex(of: "cases"),
            parts.count > at + 1,
            let number = try? CaseNumber(String(parts[at + 1])), let id = try government.cases.id(of: number),
            government.identity.opens(id, key: key)
        else { return [] }
        return [id]
    }

    // MARK: Pieces

    private var isAPI: Bool { government != nil && path.split(separator: "/").dropFirst().first == "api" }

    private var wantsDocument: Bool {
        if isAPI || path.hasPrefix("/healthz") || path.hasPrefix("/readyz") { return true }
        let accept = request.headers[.accept] ?? ""
        return accept.hasPrefix("application/json") || accept.hasPrefix("text/event-stream")
            || accept.hasPrefix("application/problem+json")
    }

    /// For which government an officer acts on pages of the node: the one they signed in to last.
    private var acting: Government? { cookie(CookieName.acting).flatMap { web.node.government(slug: $0) } }

    private func cookie(_ name: String) -> String? { request.cookies[name]?.value }

    private func visitID(_ jar: CookieJar, _ isSecure: Bool) -> String {
        if let known = cookie(CookieName.visit), (16...64).contains(known.utf8.count) { return known }
        let fresh = web.node.outside.token(bytes: 16)
        // Programs have no use for it; a browser keeps it for the drafts of a week.
        if !wantsDocument { jar.set(CookieName.visit, fresh, maxAgeSeconds: 30 * 86_400, isSecure: isSecure) }
        return fresh
    }

    /// `?bahasa=` wins and is remembered, then the cookie, then what the browser says, then Indonesian.
    private func language(_ jar: CookieJar, _ isSecure: Bool) -> Language {
        if let asked = request.uri.queryParameters["bahasa"].flatMap({ Language(rawValue: String($0)) }) {
            jar.set(CookieName.language, asked.rawValue, maxAgeSeconds: 365 * 86_400, isSecure: isSecure)
            return asked
        }
        if let kept = cookie(CookieName.language).flatMap(Language.init) { return kept }
        return Recognition.preferred(request.headers[.acceptLanguage] ?? "")
    }

    /// The first language of `Accept-Language` that we speak, by its quality.
    static func preferred(_ header: String) -> Language {
        let wishes = header.split(separator: ",").enumerated().map { place, wish in
            let parts = wish.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            return (tag: parts.first?.lowercased() ?? "", quality: quality, place: place)
        }
        for wish in wishes.sorted(by: { ($1.quality, $0.place) < ($0.quality, $1.place) }) where wish.quality > 0 {
            if let language = Language(rawValue: String(wish.tag.prefix(2))) { return language }
        }
        return .id
    }

    /// Cases whose links this browser has opened: `id.key` joined by `~`, each checked anew.
    private func holding(_ government: Government) -> Set<CaseID> {
        Set(
            HeldCases(cookie(HeldCases.cookieName(government)) ?? "").pairs.compactMap { pair in
                government.identity.opens(pair.id, key: pair.key) ? pair.id : nil
            }
        )
    }
}

/// The secret links that a browser has opened, as its cookie keeps them; the newest last.
struct HeldCases: Equatable {
    struct Pair: Equatable {
        let id: CaseID
        let key: String
    }

    private static let pairsMax = 20
    private(set) var pairs: [Pair] = []

    static func cookieName(_ government: Government) -> String { "\(CookieName.cases)_\(government.profile.slug)" }

    init(_ cookie: String) {
        pairs = cookie.split(separator: "~").compactMap { part in
            let halves = part.split(separator: ".", maxSplits: 1)
            guard halves.count == 2, let id = try? CaseID(String(halves[0])) else { return nil }
            return Pair(id: id, key: String(halves[1]))
        }
    }

    var cookie: String { pairs.map { "\($0.id.text).\($0.key)" }.joined(separator: "~") }

    mutating func add(_ id: CaseID, key: String) {
        pairs.removeAll { $0.id == id }
        pairs.append(Pair(id: id, key: key))
        pairs = pairs.suffix(HeldCases.pairsMax)
    }
}

extension GovernmentContext {
    /// Remembers in this browser that it may follow a case: its secret link was opened here.
    func hold(_ id: CaseID, request: Request) {
        let name = HeldCases.cookieName(government)
        var held = HeldCases(request.cookies[name]?.value ?? "")
        held.add(id, key: government.identity.linkKey(id))
        visit.cookies.set(name, held.cookie, maxAgeSeconds: 180 * 86_400, isSecure: visit.isSecure)
    }

    /// Signs a citizen in on this browser.
    func signIn(citizen session: NewSession) {
        visit.cookies.set(
            "\(CookieName.citizen)_\(government.profile.slug)",
            session.cookie,
            maxAgeSeconds: 30 * 86_400,
            isSecure: visit.isSecure
        )
    }

    /// Signs out whoever is signed in as a citizen here.
    func signOutCitizen() async throws {
        if let session = visit.session { try await government.identity.signOut(session) }
        visit.cookies.drop("\(CookieName.citizen)_\(government.profile.slug)", isSecure: visit.isSecure)
        visit.cookies.drop(HeldCases.cookieName(government), isSecure: visit.isSecure)
    }
}

extension PageContext {
    /// Signs an officer of a government in on this browser: its desk, LIVE Room and steward's pages, and the Exchange.
    package func signIn(officer session: NewSession, of government: Government) {
        visit.cookies.set(
            "\(CookieName.officer)_\(government.profile.slug)",
            session.cookie,
            maxAgeSeconds: nil,
            isSecure: visit.isSecure
        )
        visit.cookies.set(CookieName.acting, government.profile.slug, maxAgeSeconds: nil, isSecure: visit.isSecure)
    }

    /// Signs the officer out who is signed in for a government.
    package func signOutOfficer(of government: Government) async throws {
        if let session = visit.session { try await government.identity.signOut(session) }
        visit.cookies.drop("\(CookieName.officer)_\(government.profile.slug)", isSecure: visit.isSecure)
    }
}
