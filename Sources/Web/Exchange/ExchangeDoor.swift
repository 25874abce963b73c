import Civic
import Definition
import Engine
import Exchange
import Hummingbird
import Node

extension PageContext {
    var catalogue: Catalogue { web.catalogue }

    /// A page of the Exchange.
    func exchangePage(
        _ template: String,
        title: String,
        _ view: View,
        breadcrumbs: [Link] = [],
        status: HTTPResponse.Status = .ok,
        isWide: Bool = false
    ) throws -> Response {
        try page(
            "exchange/" + template,
            title: title,
            view,
            PageOptions(area: .exchange, styles: ["exchange"], breadcrumbs: breadcrumbs, status: status, isWide: isWide)
        )
    }

    func tag(_ tone: String, _ text: String) -> View { ["tone": tone, "text": text] }

    func notice(_ tone: String, _ icon: String, _ text: String, title: String? = nil) -> View {
        ["tone": tone, "icon": icon, "title": title, "text": text]
    }

    /// A button that signs in as somebody and leads on; only in the demo.
    func actAs(_ government: Government, _ role: RoleID, officer: String? = nil, label: String, next: String) -> View? {
        guard web.node.settings.isDemo else { return nil }
        return [
            "slug": government.slug, "role": role.text, "officer": officer ?? "", "label": label, "next": next,
            "mark": "\(government.slug)/\(role.text)",
        ]
    }
}

extension GovernmentContext {
    /// Whoever works on agreements, studies and installations; anybody else is led to the sign-in or refused.
    func cooperating() throws -> Officer {
        let officer = try officer()
        try Permissions.require(.cooperation, caller, now: now)
        return officer
    }

    var agreements: Agreements { Agreements(government, catalogue: catalogue) }
    var installer: Installer { Installer(agreements) }
    var studies: Studies { Studies(government, node: web.node, catalogue: catalogue) }

    func caseNumber() throws -> CaseNumber {
        guard let number = try? CaseNumber(try parameter("number")) else { throw PageRefusal.notFound }
        return number
    }

    func home() -> Link { Link(text("exchange.board.crumb", ["name": government.profile.name]), path("bursa/")) }

    /// The name of a government, as far as this node knows it.
    func name(of code: RegionCode) -> String {
        web.node.government(code: code)?.profile.name ?? web.node.ledger.government(code)?.name ?? code.text
    }

    /// What the other party of an agreement is called, also where another node hosts it.
    func counterpart(of file: AgreementFile) -> String {
        web.node.government(code: file.counterpart)?.profile.name ?? file.text.party(file.side.other).name
    }

    /// Runs an act; what a rule of the workflow, the house or the Exchange said comes back as a sentence.
    func attempt(_ act: () async throws -> Void) async throws -> String? {
        do {
            try await act()
            return nil
        } catch let rejection as Rejection {
            return rejection.message(language)
        } catch let refusal as Refusal {
            return refusal.message(language)
        } catch let wrong as Wrong {
            return wrong.message(language)
        }
    }
}

extension View {
    /// A one-line field with all tags of the component.
    static func line(
        _ name: String,
        label: String,
        hint: String? = nil,
        value: String = "",
        type: String = "text",
        isShort: Bool = false,
        isRequired: Bool = true,
        error: String? = nil
    ) -> View {
        FieldView.plain(
            id: name,
            name: name,
            label: label,
            hint: hint,
            error: error,
            value: value,
            isRequired: isRequired
        )
        .adding(["isText": true, "inputType": type, "isShort": isShort])
    }

    static func paragraph(
        _ name: String,
        label: String,
        hint: String? = nil,
        value: String = "",
        isRequired: Bool = true
    ) -> View {
        FieldView.plain(id: name, name: name, label: label, hint: hint, value: value, isRequired: isRequired)
            .adding(["isParagraph": true])
    }

    static func select(
        _ name: String,
        label: String,
        hint: String? = nil,
        value: String = "",
        options: [(value: String, label: String)],
        isRequired: Bool = true
    ) -> View {
        FieldView.plain(id: name, name: name, label: label, hint: hint, value: value, isRequired: isRequired).adding([
            "isSelect": true,
            "options": options.map {
                ["value": $0.value, "label": $0.label, "isChecked": $0.value == value] as View
            },
        ])
    }
}
