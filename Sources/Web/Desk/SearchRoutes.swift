import Civic
import Engine
import Foundation
import Hummingbird
import Node
import Store

/// Finding a case: by its number, by words in it, by a citizen's number.
///
/// Words go through the address, so that a search can be kept; a citizen's number never does, for addresses stand in histories
/// and logs.
struct SearchRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("petugas/cari", use: search)
        government.post("petugas/cari", use: ask)
    }

    @Sendable func search(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try context.officer()
        let typed = request.uri.queryParameters["q"].flatMap { Form.percentDecoded($0.utf8) } ?? ""
        if request.uri.queryParameters["nomor"] != nil {
            return try page(context, typed: "", lines: nil, note: context.text("desk.search.identity-typed"))
        }
        return try found(String(typed.prefix(Limits.searchTypedMax)), context)
    }

    @Sendable func ask(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try context.officer()
        let typed = String((try await context.form(request)["q"] ?? "").prefix(Limits.searchTypedMax))
        guard let digits = IdentityDigits(typed: typed) else {
            if let direct = try direct(typed, context) { return direct }
            let words = typed.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            return context.redirect("petugas/cari?q=\(words)")
        }
        let finds = try await context.government.search(digits, for: context.caller)
        return try page(context, typed: typed, lines: finds.lines, note: context.text("desk.search.identity"))
    }

    /// The case itself, where its number was typed.
    private func direct(_ typed: String, _ context: GovernmentContext) throws -> Response? {
        guard let number = try? CaseNumber(typed),
            let known = try context.government.cases.sight(of: number, for: context.caller),
            known.sight == .staff
        else { return nil }
        return context.redirect("petugas/laporan/\(number.text)")
    }

    private func found(_ typed: String, _ context: GovernmentContext) throws -> Response {
        if let direct = try direct(typed, context) { return direct }
        // The number leaves the address before a page shows it again in its links.
        if IdentityDigits(typed: typed) != nil { return context.redirect("petugas/cari?nomor=1") }
        guard !typed.allSatisfy(\.isWhitespace) else { return try page(context, typed: "", lines: nil, note: nil) }
        let lines = try context.government.cases.search(typed, for: context.caller)
        return try page(context, typed: typed, lines: lines, note: nil)
    }

    private func page(
        _ context: GovernmentContext,
        typed: String,
        lines: [CaseLine]?,
        note: String?
    ) throws -> Response {
        let rows = CaseRows(context, now: context.now)
        let shown = lines ?? []
        return try context.page(
            "desk/search",
            title: context.text("desk.search.title"),
            [
                "typed": typed, "rows": shown.map { rows.view($0, shows: .desk) }, "isEmpty": shown.isEmpty,
                "text": context.text("desk.search.none", ["words": typed]), "note": note,
                "hasSearched": lines != nil, "count": rows.countText(shown.count),
            ],
            .desk(
                context,
                scripts: ["desk-keys"],
                breadcrumbs: [
                    Link(context.text("layout.nav-desk"), context.path("petugas/")),
                    Link(context.text("desk.search.title")),
                ],
                isWide: true
            )
        )
    }
}
