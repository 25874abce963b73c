import Civic
import Definition
import Engine
import Node

/// Who works on a case, in words, and what this officer may do about it.
struct HolderView {
    enum Change: String {
        case claimed = "diambil"
        case givenBack = "dilepas"
        case handedOver = "diserahkan"
        case takenOver = "diambil-alih"

        var key: String {
            switch self {
            case .claimed: "desk.hold.done-claimed"
            case .givenBack: "desk.hold.done-given-back"
            case .handedOver: "desk.hold.done-handed-over"
            case .takenOver: "desk.hold.done-taken-over"
            }
        }
    }

    /// A change that was refused, with what was typed.
    struct Failed {
        let change: Change
        let officer: String?
        let note: String
        let rejection: Rejection
    }

    let desk: CaseDesk
    let failed: Failed?

    private var context: GovernmentContext { desk.context }
    private var state: CaseState { desk.state }

    /// The names of officers by id, those who left too.
    static func names(_ context: GovernmentContext) -> [OfficerID: String] {
        Dictionary(
            context.government.identity.officers().map { ($0.id, $0.name) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    var view: View {
        get throws {
            let officer = try context.officer()
            let grants = officer.isActive ? officer.grants : []
            let offers = desk.view.definition.workOffers(
                state,
                for: officer.id,
                grants,
                now: desk.now,
                calendar: context.government.settings.calendar
            )
            let here = "petugas/laporan/\(desk.number)/"
            let colleagues = colleagues(offers, without: officer.id)
            return [
                "holders": holders(officer.id), "isFree": state.holdings.allSatisfy { !$0.value.holds(at: desk.now) },
                "claim": offers.mayClaim ? context.path(here + "pegang") : nil,
                "giveBack": offers.mayGiveBack ? context.path(here + "lepas") : nil,
                "handOver": form(offers.handsOver.map { _ in here + "serahkan" }, .handedOver, colleagues: colleagues),
                "takeOver": form(offers.takesOver.map { _ in here + "ambil-alih" }, .takenOver, colleagues: nil),
                "heartbeat": offers.mayGiveBack ? context.path(here + "denyut") : nil,
            ]
        }
    }

    private func holders(_ me: OfficerID) -> [View] {
        let names = Self.names(context)
        return state.holdings.filter { $0.value.holds(at: desk.now) }.sorted { $0.key < $1.key }.map { role, holding in
            let name = names[holding.officer] ?? context.text("desk.hold.somebody")
            let slots = [
                "name": name, "role": desk.definition.roles[role]?.name.text(desk.language) ?? role.text,
                "until": context.formats.shortDateTime(holding.until),
            ]
            let isMine = holding.officer == me
            return ["text": context.text(isMine ? "desk.hold.mine" : "desk.hold.other", slots), "isMine": isMine]
        }
    }

    /// Who may work on the case in the role that is handed over; who is away is not offered.
    private func colleagues(_ offers: WorkOffers, without me: OfficerID) -> [(String, String)] {
        guard let role = offers.handsOver else { return [] }
        let names = Self.names(context)
        let holder = state.holder(in: role, at: desk.now)
        return context.government.identity.colleagues(at: desk.now, in: context.zone).filter { colleague in
            colleague.isPresent && colleague.id != holder
                && desk.view.definition.mayHold(role, colleague, state, now: desk.now)
        }.map { ($0.id.text, names[$0.id] ?? $0.id.text) }.sorted { $0.1 < $1.1 }
    }

    private func form(_ path: String?, _ change: Change, colleagues: [(String, String)]?) -> View? {
        guard let path, colleagues.map({ !$0.isEmpty }) ?? true else { return nil }
        let mine = failed?.change == change ? failed : nil
        var fields: [View] = []
        if let colleagues {
            fields.append(
                FieldView.plain(id: "hold-officer", name: "officer", label: context.text("desk.hold.colleague")).adding(
                    [
                        "isSelect": true,
                        "options": colleagues.map {
                            ["value": $0.0, "label": $0.1, "isChecked": mine?.officer == $0.0] as View
                        },
                    ])
            )
        }
        let isHandOver = change == .handedOver
        fields.append(
            FieldView.plain(
                id: "hold-note-" + change.rawValue,
                name: "note",
                label: context.text(isHandOver ? "desk.hold.note" : "desk.hold.why"),
                hint: context.text("desk.case.reason-inside"),
                error: mine?.rejection.message(desk.language),
                value: mine?.note ?? ""
            ).adding(["isParagraph": true])
        )
        return [
            "action": context.path(path), "fields": fields, "isOpen": mine != nil,
            "name": context.text(isHandOver ? "desk.hold.hand-over" : "desk.hold.take-over"),
            "send": context.text(isHandOver ? "desk.hold.hand-over" : "desk.hold.take-over"),
        ]
    }
}
