import Civic
import Definition
import Engine
import Hummingbird
import Node
import Store

/// The page between choosing and doing: each action with how many it fits, why not the others, and its form.
struct BulkChoice {
    let context: GovernmentContext
    let chosen: [BulkCase]
    let from: String

    private var language: Language { context.language }
    private var list: String { context.path("petugas/" + (from.isEmpty ? "" : "?" + from)) }

    func response() throws -> Response {
        let deeds = try actions() + work()
        return try context.page(
            "desk/bulk",
            title: context.text("desk.bulk.title"),
            [
                "count": context.text("desk.bulk.chosen", ["n": context.formats.number(chosen.count)]),
                "numbers": chosen.map(\.view.state.number.text), "isEmpty": chosen.isEmpty, "deeds": deeds,
                "hasDeeds": !deeds.isEmpty, "list": list,
            ],
            BulkChoice.options(context, context.text("desk.bulk.title"), list)
        )
    }

    static func options(_ context: GovernmentContext, _ title: String, _ list: String) -> PageOptions {
        .desk(
            context,
            scripts: ["desk-keys"],
            breadcrumbs: [Link(context.text("layout.nav-desk"), list), Link(title)]
        )
    }

    // MARK: Actions of the cases

    private struct Tally {
        let offer: ActionOffer
        let plan: CompiledDefinition
        var able: [BulkCase] = []
        var problems: [(number: String, why: String)] = []
    }

    /// Actions that at least one of them allows, in the definitions' order.
    private func actions() throws -> [View] {
        var tallies: [BulkDeed: Tally] = [:]
        var order: [BulkDeed] = []
        for one in chosen {
            for offer in one.view.offers where !offer.action.form.all.contains(where: { $0.element.type.files != nil })
            {
                let deed = BulkDeed.act(one.view.state.app, offer.id)
                if tallies[deed] == nil {
                    tallies[deed] = Tally(offer: offer, plan: one.view.definition)
                    order.append(deed)
                }
                if let problem = offer.problem {
                    tallies[deed]?.problems.append((one.view.state.number.text, problem.message(language)))
                } else {
                    tallies[deed]?.able.append(one)
                }
            }
        }
        return order.enumerated().compactMap { place, deed in
            guard let tally = tallies[deed], !tally.able.isEmpty else { return nil }
            return view(deed, tally, place: place + 1)
        }
    }

    private func view(_ deed: BulkDeed, _ tally: Tally, place: Int) -> View {
        let setting = FieldView.Setting(
            context,
            tally.plan.definition,
            officers: context.officerNames
        )
        let form = tally.offer.action.form
        var fields = FieldView.views(
            form,
            in: setting,
            asked: Set(form.all.filter { $0.element.calculated == nil }.map(\.id)),
            required: Set(form.all.filter { $0.element.required == .always }.map(\.id)),
            prefix: "b\(place)-"
        )
        if tally.offer.action.reason != .none {
            fields.append(
                FieldView.plain(
                    id: "b\(place)-reason",
                    name: "_reason",
                    label: context.text("desk.case.reason"),
                    hint: context.text(
                        tally.offer.action.citizenVisible ? "desk.case.reason-seen" : "desk.case.reason-inside"
                    ),
                    isRequired: tally.offer.action.reason == .required
                ).adding(["isParagraph": true])
            )
        }
        let others = chosen.filter { one in !tally.able.contains { $0.view.state.id == one.view.state.id } }
        let unfit = others.map { one in
            let number = one.view.state.number.text
            let known = tally.problems.first { $0.number == number }?.why
            let state = one.view.definition.stateName(one.view.state.state, forCitizen: false).text(language)
            return ["number": number, "why": known ?? context.text("desk.bulk.other-state", ["state": state])] as View
        }
        return deedView(
            deed,
            name: tally.offer.action.name.text(language),
            able: tally.able,
            unfit: unfit,
            fields: fields,
            place: place
        )
    }

    // MARK: Who works on them

    private func work() throws -> [View] {
        let officer = try context.officer()
        let offers = chosen.map { one in
            one.view.definition.workOffers(
                one.view.state,
                for: officer.id,
                officer.grants,
                now: context.now,
                calendar: context.government.settings.calendar
            )
        }
        func able(_ may: (WorkOffers) -> Bool) -> [BulkCase] { zip(chosen, offers).filter { may($0.1) }.map(\.0) }
        func unfit(_ able: [BulkCase]) -> [View] {
            chosen.filter { one in !able.contains { $0.view.state.id == one.view.state.id } }.map {
                ["number": $0.view.state.number.text, "why": context.text("desk.bulk.not-free")] as View
            }
        }
        let free = able(\.mayClaim)
        let mine = able(\.mayGiveBack)
        var views: [View] = []
        if !free.isEmpty {
            views.append(deedView(.claim, name: context.text("desk.hold.claim"), able: free, unfit: unfit(free)))
        }
        guard !mine.isEmpty else { return views }
        let fields = [
            FieldView.plain(id: "bulk-officer", name: "officer", label: context.text("desk.hold.colleague")).adding([
                "isSelect": true,
                "options": colleagues(mine, officer.id).map {
                    ["value": $0.0, "label": $0.1, "isChecked": false] as View
                },
            ]),
            FieldView.plain(
                id: "bulk-note",
                name: "note",
                label: context.text("desk.hold.note"),
                hint: context.text("desk.case.reason-inside")
            ).adding(["isParagraph": true]),
        ]
        views.append(
            deedView(
                .handOver,
                name: context.text("desk.hold.hand-over"),
                able: mine,
                unfit: unfit(mine),
                fields: fields
            )
        )
        views.append(deedView(.giveBack, name: context.text("desk.hold.give-back"), able: mine, unfit: unfit(mine)))
        return views
    }

    /// Who is present and may hold at least one of them.
    private func colleagues(_ cases: [BulkCase], _ me: OfficerID) -> [(String, String)] {
        let names = HolderView.names(context)
        return context.government.identity.colleagues(at: context.now, in: context.zone).filter { colleague in
            colleague.isPresent && colleague.id != me
                && cases.contains { one in
                    one.view.state.rolesHeld(by: me, at: context.now).contains {
                        one.view.definition.mayHold($0, colleague, one.view.state, now: context.now)
                    }
                }
        }.map { ($0.id.text, names[$0.id] ?? $0.id.text) }.sorted { $0.1 < $1.1 }
    }

    private func deedView(
        _ deed: BulkDeed,
        name: String,
        able: [BulkCase],
        unfit: [View],
        fields: [View] = [],
        place: Int? = nil
    ) -> View {
        let n = context.formats.number(able.count)
        return [
            "name": name, "place": place.flatMap { $0 <= 9 ? "\($0)" : nil },
            "action": context.path("petugas/banyak/" + deed.text), "picks": able.map(\.pick), "from": from,
            "able": context.text("desk.bulk.able", ["n": n]), "unfit": unfit, "hasUnfit": !unfit.isEmpty,
            "unfitText": context.text("desk.bulk.unfit", ["n": context.formats.number(unfit.count)]),
            "fields": fields, "send": context.text("desk.bulk.send", ["action": name, "n": n]),
        ]
    }
}

/// What became of each, and the failed ones to try again with the same words.
struct BulkResults {
    let context: GovernmentContext
    let deed: BulkDeed
    let results: [BulkResult]
    let form: Form

    func response() throws -> Response {
        let from = form["dari"] ?? ""
        let list = context.path("petugas/" + (from.isEmpty ? "" : "?" + from))
        let failed = results.filter { $0.problem != nil }
        let kept = form.fields.filter { !["_token", "_key", "pilih"].contains($0.name) }
        let slots = [
            "n": context.formats.number(results.count - failed.count),
            "all": context.formats.number(results.count),
        ]
        return try context.page(
            "desk/bulk-results",
            title: context.text("desk.bulk.results"),
            [
                "heading": context.text("desk.bulk.done", slots), "isAllDone": failed.isEmpty,
                "results": results.map(row), "list": list, "hasFailed": !failed.isEmpty,
                "action": context.path("petugas/banyak/" + deed.text),
                // The fresh version: whoever sends again has seen what changed.
                "picks": try failed.map { "\($0.one.view.state.number.text):\(try version(of: $0.one))" },
                "kept": kept.map { ["name": $0.name, "value": $0.value] as View },
                "letters": try letters(),
                "retry": context.text("desk.bulk.retry", ["n": context.formats.number(failed.count)]),
            ],
            BulkChoice.options(context, context.text("desk.bulk.results"), list)
        )
    }

    /// Where what was issued just now is printed at once.
    private func letters() throws -> String? {
        guard case .act(_, let action) = deed else { return nil }
        let done = results.filter { $0.problem == nil }.map(\.one.view.state.number)
        return try LetterRoutes.path(done, action, context)
    }

    private func version(of one: BulkCase) throws -> Int {
        try context.government.cases.stored(one.view.state.number)?.version ?? one.view.state.version
    }

    private func row(_ result: BulkResult) -> View {
        [
            "number": result.one.view.state.number.text,
            "href": context.path("petugas/laporan/\(result.one.view.state.number.text)"),
            "tag": [
                "tone": result.problem == nil ? "done" : "refused",
                "text": context.text(result.problem == nil ? "desk.bulk.did" : "desk.bulk.did-not"),
            ] as View,
            "why": result.problem,
        ]
    }
}
