import Civic
import Definition
import Engine
import Node

/// Who acts for whom, and the form that appoints somebody: first the post, then who, when and what is kept back.
struct MandateView {
    let context: GovernmentContext
    let officer: Officer
    let typed: Form
    let chosen: String?

    private var now: Moment { context.now }
    private var mayGiveAll: Bool {
        officer.grants.contains { grant in
            (grant.role == Permissions.steward || grant.role == Permissions.executive) && grant.app == nil
                && grant.holds(at: now)
        }
    }

    var view: View {
        get throws {
            let posts = posts
            let post = chosen.flatMap { text in posts.first { $0.text == text } }
            return [
                "mandates": mandates, "mayGive": !posts.isEmpty,
                "posts": posts.map { one in
                    [
                        "name": name(one), "href": context.path("petugas/mandat?jabatan=" + CaseRows.escaped(one.text)),
                        "isCurrent": one == post,
                    ] as View
                },
                "form": post.map { form($0) },
            ]
        }
    }

    /// Posts whose holder can be replaced by this officer: all that somebody holds, or the own.
    private var posts: [Post] {
        let staff = mayGiveAll ? context.government.identity.officers().filter(\.isActive) : [officer]
        let grants = staff.flatMap(\.grants).filter { $0.acting == nil && $0.holds(at: now) }
        return Set(grants.map { Post($0) }).sorted { (name($0), $0.text) < (name($1), $1.text) }
    }

    private func name(_ post: Post) -> String {
        RoleWords.text(Grant(role: post.role, app: post.app, agency: post.agency), context)
    }

    private var mandates: [View] {
        let names = HolderView.names(context)
        let somebody = context.text("desk.hold.somebody")
        return context.government.identity.mandates().prefix(Limits.rowsPerPage).map { acting, mandate in
            let isOver = mandate.until <= now
            let last = (mandate.until - .minutes(1)).date(in: context.zone)
            let mayEnd = !isOver && (mayGiveAll || mandate.principal == officer.id)
            return [
                "post": mandate.kind.letters + " "
                    + name(Post(Grant(role: mandate.role, app: mandate.app, agency: mandate.agency))),
                "who": context.text("desk.mandate.by", ["name": names[acting] ?? somebody]),
                "whose": mandate.principal.map {
                    context.text("desk.mandate.for", ["name": names[$0] ?? somebody])
                },
                "period": context.text(
                    "desk.duty.period",
                    [
                        "from": context.formats.longDate(mandate.from.date(in: context.zone)),
                        "until": context.formats.longDate(last),
                    ]
                ),
                "basis": mandate.basis,
                "excluded": mandate.excluded.isEmpty
                    ? nil
                    : context.text(
                        "desk.mandate.without",
                        ["actions": mandate.excluded.sorted().map(actionName).joined(separator: ", ")]
                    ),
                "tag": [
                    "tone": isOver ? "waiting" : mandate.from > now ? "new" : "done",
                    "text": context.text(
                        isOver ? "desk.mandate.over" : mandate.from > now ? "desk.mandate.coming" : "desk.mandate.now"
                    ),
                ] as View,
                "end": mayEnd ? context.path("petugas/mandat/akhiri") : nil, "officer": acting.text,
                "mandate": mandate.id,
            ]
        }
    }

    // MARK: Form

    private func form(_ post: Post) -> View {
        let people = context.government.identity.officers().filter { $0.isActive && $0.id != officer.id }
            .map { ($0.id.text, $0.name + " · " + $0.title) }
        let holders = context.government.identity.officers().filter { holder in
            holder.isActive && holder.grants.contains { $0.acting == nil && Post($0) == post }
        }.map { ($0.id.text, $0.name) }
        let kinds = (mayGiveAll ? Mandate.Kind.allCases : [.plh]).reversed().map {
            ($0.rawValue, $0.name.text(context.language))
        }
        var fields = [
            select("officer", people), select("kind", kinds), select("principal", holders, isRequired: false),
            date("from"), date("until"),
            plain("basis").adding(["isText": true]),
        ]
        let actions = actions(of: post)
        if !actions.isEmpty {
            fields.append(
                FieldView.plain(
                    id: "mandate-excluded",
                    name: "excluded",
                    label: context.text("desk.mandate.excluded"),
                    hint: context.text("desk.mandate.excluded-hint"),
                    isRequired: false
                ).adding([
                    "isChecks": true, "isGroup": true,
                    "options": actions.map { id, name in
                        [
                            "id": "excluded-" + id, "name": "excluded", "value": id, "label": name, "icon": nil,
                            "hint": nil, "isChecked": typed.all("excluded").contains(id),
                        ] as View
                    },
                ])
            )
        }
        return [
            "action": context.path("petugas/mandat"), "post": post.text, "heading": name(post), "fields": fields,
        ]
    }

    /// What the role may do in the applications that it stands in.
    private func actions(of post: Post) -> [(String, String)] {
        plans.filter { post.app == nil || $0.definition.app == post.app }.flatMap { plan in
            plan.definition.actions.all.filter { $0.element.by.contains(.role(post.role)) }.map { id, action in
                let key = "\(plan.definition.app)/\(id)"
                return (key, plan.definition.name.text(context.language) + ": " + action.name.text(context.language))
            }
        }
    }

    private func actionName(_ key: String) -> String {
        let parts = key.split(separator: "/").map(String.init)
        let plan = plans.first { $0.definition.app.text == parts.first }
        let action = parts.count > 1 ? (try? ActionID(parts[1])).flatMap { plan?.definition.actions[$0] } : nil
        return action?.name.text(context.language) ?? key
    }

    private var plans: [CompiledDefinition] {
        context.government.definitions.installations().compactMap {
            try? context.government.definitions.compiled($0.release.definition)
        }
    }

    private func plain(_ name: String, isRequired: Bool = true) -> View {
        FieldView.plain(
            id: "mandate-" + name,
            name: name,
            label: context.text("desk.mandate.\(name)"),
            value: typed[name] ?? "",
            isRequired: isRequired
        )
    }

    private func date(_ name: String) -> View {
        FieldView.plain(
            id: "mandate-" + name,
            name: name,
            label: context.text("desk.duty.\(name)"),
            value: typed[name] ?? ""
        ).adding(["isText": true, "isShort": true, "inputType": "date"])
    }

    private func select(_ name: String, _ options: [(String, String)], isRequired: Bool = true) -> View {
        plain(name, isRequired: isRequired).adding([
            "isSelect": true,
            "options": options.map { ["value": $0.0, "label": $0.1, "isChecked": typed[name] == $0.0] as View },
        ])
    }
}
