import Civic
import Definition
import Engine
import Hummingbird
import Node

/// What all of the steward's pages share: the door, the tabs, what was refused.
struct StewardPage {
    let context: GovernmentContext

    init(_ context: GovernmentContext) throws {
        try context.requireSteward()
        self.context = context
    }

    private static let parts = [
        "", "petugas", "instansi", "kalender", "pembayaran", "webhook", "pos", "buku", "penghapusan", "hak-data",
    ]

    /// A page with its tabs.
    ///
    /// `error`: why the last form was refused, above everything.
    func response(_ template: String, part: String, title: String, _ view: View, error: (any Error)? = nil) throws
        -> Response
    {
        let message = try error.map { try self.message($0) }
        let tabs: [View] = Self.parts.map { name in
            [
                "key": name.isEmpty ? "home" : name,
                "name": context.text("steward.tab.\(name.isEmpty ? "home" : name)"),
                "href": context.path("kelola/" + name), "isCurrent": name == part, "count": nil, "tone": "",
            ]
        }
        let isDone = context.visit.query == "berhasil=1"
        let page: View = [
            "tabs": tabs, "heading": title, "hasProblems": message != nil,
            "problems": message.map { [["href": nil, "text": $0] as View] } ?? [View](),
            "done": isDone && message == nil
                ? ["tone": "done", "icon": "check", "title": nil, "text": context.text("steward.done")] as View : nil,
        ]
        return try context.page(
            template,
            title: title,
            page.adding(view),
            PageOptions(
                area: .steward,
                styles: ["desk", "steward"],
                navigation: StaffNavigation.links(context),
                status: message == nil ? .ok : .unprocessableContent,
                isWide: true,
                isPersonal: true
            )
        )
    }

    /// What a rule or the house said no with; anything else is a fault of the world and goes on.
    private func message(_ error: any Error) throws -> String {
        switch error {
        case let rejection as Rejection: rejection.message(context.language)
        case let refusal as Refusal: refusal.message(context.language)
        case let wrong as CivicError: wrong.message(context.language)
        default: throw error
        }
    }

    /// Does what a form asks; then the same page again, either with what was refused or from a fresh address.
    func change(
        to path: String,
        _ body: () async throws -> Void,
        refused: (any Error) throws -> Response
    ) async throws -> Response {
        do {
            try await body()
            return context.redirect(path + "?berhasil=1")
        } catch let error where error is Rejection || error is Refusal || error is CivicError {
            return try refused(error)
        }
    }

    func text(_ key: String, _ slots: [String: String] = [:]) -> String { context.text(key, slots) }
}
