import Civic
import Definition
import Engine
import Node
import Store

/// The documents of a case as its pages list them, the latest first.
struct IssuedView {
    let context: GovernmentContext
    let view: CaseView

    func rows() throws -> [View] {
        if view.state.documents.isEmpty { return [] }
        let found = try context.government.press.documents(of: view.state.id)
        return view.state.documents.enumerated().reversed().map { place, document in
            let row = found.first { $0.place == place }
            let element = view.definition.definition.documents[document.document.id]
            let isReady = row?.isReady ?? false
            let until = document.document.until.map { " – " + context.formats.date($0) } ?? ""
            return [
                "name": element?.name.text(context.language) ?? document.document.id.text,
                "number": document.document.number,
                "dates": context.formats.date(document.document.day) + until,
                "tag": Self.tag(document, context),
                "href": isReady ? context.path("lacak/\(view.state.number.text)/dokumen/\(place)") : nil,
                "verify": row.map { context.path("dok/" + context.government.press.code($0)) },
                "renew": renewal(place, document, element),
            ]
        }
    }

    /// Whoever holds an expiring document begins the next one with the answers of this one.
    private func renewal(_ place: Int, _ document: StandingDocument, _ element: DocumentElement?) -> String? {
        guard view.sight == .holder, [.issued, .expired].contains(document.standing),
            let app = element?.valid?.renewedBy,
            context.government.definitions.installation(app) != nil
        else { return nil }
        return context.path("lacak/\(view.state.number.text)/perpanjang/\(place)")
    }

    static func tag(_ document: StandingDocument, _ context: GovernmentContext) -> View {
        let tone =
            switch document.standing {
            case .issued: "done"
            case .suspended: "waiting"
            case .revoked, .expired: "refused"
            case .replaced, .renewed: "working"
            }
        return ["tone": tone, "text": document.standing.name.text(context.language)]
    }
}

extension QRCode {
    /// As pages draw it: modules are ours and the title is escaped.
    func picture(title: String) -> SafeHTML { SafeHTML(trusted: svg(title: title)) }
}
