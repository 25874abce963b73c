import Civic
import Definition
import Engine
import Foundation
import Hummingbird
import Node
import Store

/// Letters at the desk: seen before they are signed, and many of them printed at once.
struct LetterRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("petugas/surat", use: letters)
        government.get("petugas/surat.pdf", use: sheet)
    }

    /// Whether an action's letters can be shown before it is taken: it issues some, asks for no files and touches no other case.
    static func mayPreview(_ action: ActionElement) -> Bool {
        !action.documents.numbered.isEmpty && action.link == nil && action.open == nil
            && !action.form.all.contains { $0.element.type.files != nil }
    }

    // MARK: Before the decision

    /// The letter as it would be, marked as a draft on every page: nothing is stored and no number is taken.
    @Sendable static func preview(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let view = try CaseDeskRoutes.view(context)
        guard let action = try? ActionID(try context.parameter("action")),
            let element = view.definition.definition.actions[action], mayPreview(element)
        else { throw PageRefusal.notFound }
        let asked = view.definition.form(of: action, on: view.state)
        let form = try await context.form(request)
        let answers = FieldView.answers(asked, from: form, regions: context.government.regions)
        let reason = form["_reason"].flatMap { $0.isEmpty ? nil : $0 }
        try await context.government.identity.noteReading(of: view.state.id, by: try context.officer())
        do {
            let pages = try context.government.preview(
                view,
                action,
                answers: answers,
                reason: reason,
                by: context.caller
            )
            var letters: [[UInt8]] = []
            for page in pages { letters.append(try await context.web.prints.pdf(page)) }
            guard let first = letters.first else { throw PageRefusal.notFound }
            let whole =
                letters.count == 1
                ? first : try await context.web.prints.joined(letters, outside: context.web.node.outside)
            return context.shown(whole, type: "application/pdf", name: "konsep-\(view.state.number.text).pdf")
        } catch let rejection as Rejection {
            let failed = CaseDesk.Failed(
                action: action,
                answers: answers,
                reason: reason,
                version: form["_version"].flatMap(Int.init)
            )
            return try CaseDesk(context, view, request, failed: failed.with(rejection)).response()
        }
    }

    // MARK: Many at once

    /// How the letters of many cases stand, one line for each.
    @Sendable func letters(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let chosen = try Self.chosen(request, context)
        let ready = chosen.filter(\.row.isReady)
        let names = chosen.map(\.name).joined(separator: ",")
        return try context.page(
            "desk/letters",
            title: context.text("desk.letters.title"),
            [
                "count": context.text(
                    "desk.letters.count",
                    ["n": context.formats.number(ready.count), "all": context.formats.number(chosen.count)]
                ),
                "letters": chosen.map { line($0, context) }, "isWaiting": ready.count < chosen.count,
                "again": context.path("petugas/surat?d=" + names),
                "print": ready.isEmpty ? nil : context.path("petugas/surat.pdf?d=" + names),
                "list": context.path("petugas/"),
            ],
            BulkChoice.options(context, context.text("desk.letters.title"), context.path("petugas/"))
        )
    }

    private func line(_ one: Chosen, _ context: GovernmentContext) -> View {
        let number = one.view.state.number.text
        let element = one.view.definition.definition.documents[one.document.document.id]
        return [
            "number": number, "href": context.path("petugas/laporan/\(number)"),
            "name": element?.name.text(context.language) ?? one.document.document.id.text,
            "letter": one.row.number,
            "tag": [
                "tone": one.row.isReady ? "done" : "waiting",
                "text": context.text(one.row.isReady ? "desk.letters.ready" : "desk.letters.waiting"),
            ] as View,
        ]
    }

    /// All that are ready as one file, in the order asked for.
    @Sendable func sheet(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let press = context.government.press
        var letters: [[UInt8]] = []
        for one in try Self.chosen(request, context) {
            guard let pdf = try press.pdf(one.row) else { continue }
            try await context.government.identity.noteReading(of: one.view.state.id, by: try context.officer())
            letters.append(pdf)
        }
        guard !letters.isEmpty else { throw PageRefusal.notFound }
        let whole = try await context.web.prints.joined(letters, outside: context.web.node.outside)
        return context.shown(whole, type: "application/pdf", name: "surat.pdf")
    }

    private struct Chosen {
        let view: CaseView
        let document: StandingDocument
        let row: IssuedRow

        /// As an address says it.
        var name: String { "\(view.state.number.text):\(row.place)" }
    }

    /// `d=PPID-2026-000001:0,…`: the letters of cases that this officer may work on; at most `Limits.bulkMax`.
    private static func chosen(_ request: Request, _ context: GovernmentContext) throws -> [Chosen] {
        _ = try context.officer()
        let asked = request.uri.queryParameters["d"].flatMap { Form.percentDecoded($0.utf8) } ?? ""
        return try asked.split(separator: ",").prefix(Limits.bulkMax).compactMap { text -> Chosen? in
            let parts = text.split(separator: ":")
            guard parts.count == 2, let number = try? CaseNumber(String(parts[0])), let place = Int(parts[1]),
                let view = try context.government.cases.page(number, for: context.caller), view.sight == .staff,
                view.state.documents.indices.contains(place),
                let row = try context.government.press.documents(of: view.state.id).first(where: { $0.place == place })
            else { return nil }
            return Chosen(view: view, document: view.state.documents[place], row: row)
        }
    }

    /// Where the letters that an action just issued in these cases are printed; nil: it issued none.
    static func path(_ numbers: [CaseNumber], _ action: ActionID, _ context: GovernmentContext) throws -> String? {
        var names: [String] = []
        for number in numbers {
            guard let view = try context.government.cases.page(number, for: context.caller),
                let issues = view.definition.definition.actions[action]?.documents.numbered
            else { continue }
            for id in issues {
                let place = view.state.documents.lastIndex { $0.document.id == id }
                if let place { names.append("\(number.text):\(place)") }
            }
        }
        return names.isEmpty ? nil : context.path("petugas/surat?d=" + names.joined(separator: ","))
    }
}
