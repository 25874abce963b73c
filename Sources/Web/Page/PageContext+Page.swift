import Civic
package import Hummingbird
import Node

extension PageContext {
    /// A page: `template` fills the layout with `view`; the title is followed by the site's name.
    package func page(_ template: String, title: String, _ view: View, _ options: PageOptions = PageOptions()) throws
        -> Response
    {
        let html = try web.pages.render(template, root(title: title, options).adding(view))
        let keep: Answer.Keep =
            options.isPersonal || visit.caller.officer != nil || visit.caller.person != nil ? .never : .ask
        return Answer.bytes(
            Array(html.utf8),
            type: "text/html; charset=utf-8",
            status: options.status,
            keep: keep,
            gzip: visit.acceptsGzip
        )
    }

    /// What every template knows (contract of the base).
    func root(title: String, _ options: PageOptions) -> View {
        let prefix = web.pages.assets.prefix
        let name = place?.profile.name ?? "Lumbung"
        let navigation = options.navigation ?? self.navigation(options.area)
        var view: View = [
            "t": options.noun.map(texts.about) ?? texts,
            "title": "\(title) – \(name)", "language": language.rawValue, "area": options.area.rawValue,
            "base": base, "home": home(options.area), "assets": prefix, "icons": prefix + "/icons/icons.svg",
            "siteName": name, "siteUnder": text("layout.under-\(options.area.rawValue)"),
            "government": place.map {
                ["name": $0.profile.name, "slug": $0.profile.slug, "kind": $0.profile.kind.rawValue] as View
            },
            "styles": options.styles.map { ["href": "\(prefix)/styles/\($0).css"] as View },
            "scripts": (["base"] + options.scripts).map { ["src": "\(prefix)/scripts/\($0).js"] as View },
            "breadcrumbs": options.breadcrumbs.map(view(of:)), "hasBreadcrumbs": !options.breadcrumbs.isEmpty,
            "navigation": navigation.map(view(of:)), "hasNavigation": !navigation.isEmpty,
            "isWide": options.isWide, "isDemo": web.node.settings.isDemo, "hasProblems": false, "problems": [View](),
        ]
        view["account"] = account(options.area)
        view["otherLanguage"] = otherLanguage
        view["csrf"] = web.tokens.token(for: visit.id)
        view["key"] = web.node.outside.token(bytes: 16)
        view["now"] = formats.time(now)
        view["machineNow"] = now.rfc3339
        view["request"] = visit.requestID
        return view
    }

    private func view(of link: Link) -> View {
        ["text": link.text, "href": link.path, "isCurrent": link.isCurrent]
    }

    private func home(_ area: Area) -> String {
        switch area {
        case .node, .portal, .open: base + "/"
        case .desk: path("petugas/")
        case .live, .wall: path("live/")
        case .steward: path("kelola/")
        case .exchange: "/bursa/"
        }
    }

    /// The same page in the other language.
    private var otherLanguage: View {
        let other: Language = language == .id ? .en : .id
        let rest = visit.query.split(separator: "&").filter { !$0.hasPrefix("bahasa=") }.joined(separator: "&")
        return [
            "code": other.rawValue, "short": other.rawValue.uppercased(),
            "name": other == .id ? "Bahasa Indonesia" : "English",
            "href": visit.path + "?" + (rest.isEmpty ? "" : rest + "&") + "bahasa=\(other.rawValue)",
        ]
    }

    private func navigation(_ area: Area) -> [Link] {
        func link(_ key: String, _ address: String) -> Link {
            Link(text(key), address, isCurrent: visit.path == address)
        }
        switch area {
        case .portal, .open:
            return place == nil
                ? []
                : [
                    link("layout.nav-home", path("")), link("layout.nav-services", path("layanan")),
                    link("layout.nav-follow", path("lacak")),
                    link("layout.nav-map", path("peta")), link("layout.nav-data", path("data")),
                ]
        case .node, .exchange:
            return [
                link("layout.nav-node", "/"), link("layout.nav-exchange", "/bursa/"), link("layout.nav-tour", "/tur"),
            ]
        case .desk, .steward, .live:
            return [
                link("layout.nav-desk", path("petugas/")), link("layout.nav-live", path("live/")),
                link("layout.nav-steward", path("kelola/")),
            ]
        case .wall: return []
        }
    }

    private func account(_ area: Area) -> View? {
        switch area {
        case .portal, .open:
            guard place != nil else { return nil }
            let isKnown = visit.caller.person != nil
            let words = text(isKnown ? "layout.account" : "layout.sign-in")
            return ["href": path(isKnown ? "akun" : "masuk"), "text": words, "spoken": words]
        case .desk, .steward, .live:
            guard let officer = visit.caller.officer else { return nil }
            return [
                "href": path("petugas/akun"), "text": officer.name,
                "spoken": text("layout.officer-account", ["name": officer.name]),
            ]
        case .node, .exchange, .wall: return nil
        }
    }
}
