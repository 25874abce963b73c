import Civic
import Definition
import Engine
import Exchange
import Foundation
import Hummingbird
import Node
import Store

/// Five minutes for a visiting delegation: eight stops, each one click.
struct TourRoutes {
    func add(to node: RouterGroup<NodeContext>) {
        node.get("tur", use: tour)
        node.get("tur/qr.svg", use: qr)
        node.post("tur/masuk", use: signIn)
    }

    @Sendable func tour(_ request: Request, _ context: NodeContext) async throws -> Response {
        let stops = try TourStops(context).all
        return try context.exchangePage(
            "tour",
            title: context.text("exchange.tour.title"),
            [
                "stops": stops, "isDemo": context.web.node.settings.isDemo,
                "notDemo": context.web.node.settings.isDemo
                    ? nil : context.notice("info", "info", context.text("exchange.tour.not-demo")),
            ]
        )
    }

    /// Leads a phone to the report form; made from the address under which this page was asked for.
    @Sendable func qr(_ request: Request, _ context: NodeContext) async throws -> Response {
        guard let provider = try TourStops(context).provider else { throw PageRefusal.notFound }
        let address = Self.host(request, context) + "/\(provider.slug)/layanan/laksa/mulai"
        return context.drawing(try QRCode(address).picture(title: address), keep: .never)
    }

    /// A phone in the room reaches the server by the name that this browser used, which the settings may not know.
    static func host(_ request: Request, _ context: NodeContext) -> String {
        let settings = context.web.node.settings.baseURL
        guard context.web.node.settings.isDemo, let authority = request.head.authority, !authority.isEmpty,
            authority.utf8.allSatisfy({ byte in
                (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte == 45
                    || byte == 46 || byte == 58
                    || byte == 91 || byte == 93
            })
        else { return settings }
        return (settings.hasPrefix("https:") ? "https://" : "http://") + authority
    }

    /// Signs in as the first officer with a role, or as a named one, and leads on; only a demo allows it.
    @Sendable func signIn(_ request: Request, _ context: NodeContext) async throws -> Response {
        let form = try await context.form(request)
        guard let government = context.web.node.government(slug: form["government"] ?? ""),
            let role = try? RoleID(form["role"] ?? "")
        else {
            throw PageRefusal.notFound
        }
        let named = form["officer"].flatMap { $0.isEmpty ? nil : government.identity.officer(OfficerID($0)) }
        let officer = try named ?? Partnership.officer(role, in: government)
        let session = try await government.identity.demoSignIn(as: officer.id)
        context.signIn(officer: session, of: government)
        return Response.redirect(to: Self.safe(form["next"]) ?? "/\(government.slug)/bursa/")
    }

    /// An address of this host, and of no other.
    static func safe(_ next: String?) -> String? {
        guard let next, next.hasPrefix("/"), !next.hasPrefix("//"), !next.contains("\\"),
            !next.contains(where: \.isNewline)
        else { return nil }
        return next
    }
}

/// The stops, with where each leads now: they follow what visitors have already done.
struct TourStops {
    let context: NodeContext
    /// Who offers LAKSA and runs it.
    let provider: Government?
    /// Who has an MoU in force with the provider, or is next to have one.
    let adopter: Government?

    init(_ context: NodeContext) throws {
        self.context = context
        let node = context.web.node
        let mou = try node.governments.compactMap { government -> (Government, RegionCode)? in
            try Agreements(government, catalogue: context.catalogue).files(.understanding).first { $0.side == .adopter }
                .map { (government, $0.counterpart) }
        }.first
        adopter = mou?.0
        provider =
            try mou.flatMap { node.government(code: $0.1) }
            ?? node.governments.first { try $0.definitions.live("laksa") != nil && !Releases($0).offered().isEmpty }
    }

    var all: [View] {
        get throws {
            guard let provider else { return [] }
            var stops = [wall(provider), breach(provider), phone(provider), answer(provider)]
            if let adopter {
                stops += [
                    try study(adopter), try agreement(adopter, provider), live(adopter), try upgrade(adopter, provider),
                ]
            }
            return stops.enumerated().map { index, stop in stop.adding(["number": "\(index + 1)"]) }
        }
    }

    /// `also`: a second way in, for who wants to skip the first click.
    private func stop(
        _ key: String,
        icon: String,
        act: View? = nil,
        also: View? = nil,
        href: String? = nil,
        qr: String? = nil
    ) -> View {
        [
            "key": key, "icon": icon, "title": context.text("exchange.tour.\(key)"),
            "text": context.text("exchange.tour.\(key)-text"), "look": context.text("exchange.tour.\(key)-look"),
            "act": act, "also": also, "href": act == nil ? href : nil,
            "label": context.text("exchange.tour.\(key)-go"), "qr": qr,
        ]
    }

    private func act(
        _ government: Government,
        _ role: RoleID,
        _ key: String,
        _ next: String,
        label: String = "go"
    ) -> View? {
        context.actAs(government, role, label: context.text("exchange.tour.\(key)-\(label)"), next: next)
    }

    private func wall(_ provider: Government) -> View {
        let path = "/\(provider.slug)/live/dinding"
        return stop("wall", icon: "live", act: act(provider, Permissions.executive, "wall", path), href: path)
    }

    /// The console with the figure of missed deadlines marked, one click before its cases; and the cases themselves.
    private func breach(_ provider: Government) -> View {
        let path = "/\(provider.slug)/live/#angka-overdue"
        let cases = "/\(provider.slug)/live/kasus?" + CaseQuery().with { $0.due = .overdue }.text
        return stop(
            "breach",
            icon: "hourglass",
            act: act(provider, Permissions.executive, "breach", path),
            also: act(provider, Permissions.executive, "breach", cases, label: "cases"),
            href: path
        )
    }

    private func phone(_ provider: Government) -> View {
        let path = "/\(provider.slug)/layanan/laksa/mulai"
        return stop("phone", icon: "phone", href: path, qr: "/tur/qr.svg")
    }

    private func answer(_ provider: Government) -> View {
        let path = "/\(provider.slug)/petugas/"
        return stop("answer", icon: "message", act: act(provider, "verifier", "answer", path), href: path)
    }

    private func study(_ adopter: Government) throws -> View {
        let studies = Studies(adopter, node: context.web.node, catalogue: context.catalogue)
        let kept = try studies.all().first { $0.study.lines.contains { $0.isStruckOut } } ?? studies.all().first
        let path = "/\(adopter.slug)/bursa/" + (kept.map { "kajian/\($0.state.number.text)" } ?? "kajian/baru")
        return stop("study", icon: "book", act: act(adopter, Permissions.cooperation, "study", path), href: path)
    }

    /// To the PKS where there is one, else to its first draft under the MoU.
    private func agreement(_ adopter: Government, _ provider: Government) throws -> View {
        let agreements = Agreements(adopter, catalogue: context.catalogue)
        var path = "/\(adopter.slug)/bursa/"
        if let pks = try agreements.files(.cooperation).first(where: { $0.counterpart == provider.code }) {
            path += "perjanjian/\(pks.number.text)"
        } else if let mou = try agreements.files(.understanding).first(where: { $0.state == "in_force" }) {
            path += "pks/baru?mou=\(mou.number.text)"
        }
        return stop("pks", icon: "edit", act: act(adopter, Permissions.cooperation, "pks", path), href: path)
    }

    private func live(_ adopter: Government) -> View {
        if (try? adopter.definitions.live("laksa")) != nil {
            return stop("live", icon: "flag", href: "/\(adopter.slug)/layanan/laksa")
        }
        let path = "/\(adopter.slug)/bursa/pemasangan/laksa"
        return stop("live", icon: "flag", act: act(adopter, Permissions.steward, "live", path), href: path)
    }

    /// The provider publishes its next release; then the adopter meets it with its own changes.
    private func upgrade(_ adopter: Government, _ provider: Government) throws -> View {
        let draft = try NextReleases(Agreements(provider, catalogue: context.catalogue)).draft("laksa")
        let isLive = (try? adopter.definitions.live("laksa")) != nil
        let provided = "/\(provider.slug)/bursa/rilis/laksa"
        guard isLive else {
            return stop(
                "upgrade",
                icon: "flag",
                act: act(provider, Permissions.steward, "upgrade", provided, label: "provider"),
                href: provided
            )
        }
        let path = "/\(adopter.slug)/bursa/pemasangan/laksa/pembaruan"
        return stop(
            "upgrade",
            icon: "flag",
            act: act(adopter, Permissions.steward, "upgrade", path),
            also: draft == nil ? nil : act(provider, Permissions.steward, "upgrade", provided, label: "provider"),
            href: path
        )
    }
}
