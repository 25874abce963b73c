import Civic
import Definition
import Engine
import Hummingbird
import Node

/// The page of what one case holds of its citizen, with what they may ask for.
struct OwnDataPage {
    /// What a form on the page is for.
    enum Part: String, CaseIterable {
        case contact, correction, erasure
    }

    typealias Failed = (part: Part, answers: [FieldID: JSON], rejection: Rejection)

    let held: HeldCase
    private var context: GovernmentContext { held.context }
    private var state: CaseState { held.view.state }

    /// What the citizen puts right by themselves.
    var contactForm: Keyed<FieldID, Field> { form { $0 == .person } }
    /// What an officer puts right on request.
    var otherForm: Keyed<FieldID, Field> { form { $0 != .person } }

    private func form(_ which: (Privacy) -> Bool) -> Keyed<FieldID, Field> {
        Keyed(
            held.definition.form.all.filter { id, field in
                which(field.privacy) && field.calculated == nil && field.type.files == nil && held.isCorrectable(field)
            }.map { ($0.id, $0.element) }
        )
    }

    /// The answers of a form that differ from those that stand.
    func changes(_ fields: Keyed<FieldID, Field>, _ form: Form) -> [FieldID: JSON] {
        FieldView.answers(fields, from: form, regions: context.government.regions).filter { id, answer in
            if answer.isNull || answer.string?.isEmpty == true { return false }
            return answer != shownAnswer(id)
        }
    }

    private func shownAnswer(_ id: FieldID) -> JSON? {
        held.view.content.contact?.fields[id] ?? held.view.content.fields[id] ?? state.fields[id]
    }

    func response(failed: Failed? = nil) throws -> Response {
        let title = context.text("rights.case.title", ["number": held.number])
        let number = held.number
        let done = context.visit.query.split(separator: "&").first { $0.hasPrefix("berhasil=") }
            .flatMap { Part(rawValue: String($0.dropFirst(9))) }
        let contact = fields(contactForm, .contact, failed)
        let others = fields(otherForm, .correction, failed)
        let page: View = [
            "title": context.text("rights.case.heading"), "back": context.path("lacak/\(number)"),
            "copy": context.path("lacak/\(number)/data/unduh"),
            "flash": done.flatMap { failed == nil ? flash($0) : nil },
            "hasContact": !contact.isEmpty && !state.isErased, "contactFields": contact,
            "contactAction": context.path("lacak/\(number)/data/kontak"),
            "hasOthers": !others.isEmpty && !state.isEmptied, "otherFields": others + [words(.correction)],
            "otherAction": context.path("lacak/\(number)/data/perbaikan"),
            "isOtherOpen": failed?.part == .correction, "isContactOpen": failed?.part == .contact,
            "isErasureOpen": failed?.part == .erasure,
            "mayErase": !state.isErased, "erasureFields": [words(.erasure)],
            "erasureAction": context.path("lacak/\(number)/data/hapus"),
            "erasureText": context.text(state.endedAt == nil ? "rights.erase.running" : "rights.erase.ended"),
        ]
        return try context.page(
            "portal/case-data",
            title: title,
            try held.page.adding(page).adding(problems(failed)),
            PageOptions(
                breadcrumbs: [
                    Link(context.text("layout.nav-follow"), context.path("lacak")),
                    Link(number, context.path("lacak/\(number)")), Link(context.text("rights.title")),
                ],
                status: failed.map { .init(code: $0.rejection.httpStatus) } ?? .ok,
                isPersonal: true
            )
        )
    }

    private func flash(_ part: Part) -> View {
        ["tone": "done", "icon": "check", "title": nil, "text": context.text("rights.done-\(part.rawValue)")]
    }

    private func fields(_ form: Keyed<FieldID, Field>, _ part: Part, _ failed: Failed?) -> [View] {
        let isFailed = failed?.part == part
        var answers: [FieldID: JSON] = [:]
        for id in form.order { answers[id] = (isFailed ? failed?.answers[id] : nil) ?? shownAnswer(id) }
        return FieldView.views(
            form,
            in: FieldView.Setting(
                context,
                held.definition,
                photo: { _ in "" }
            ),
            asked: Set(form.order),
            required: [],
            answers: answers,
            problems: isFailed ? failed?.rejection.fields ?? [] : [],
            prefix: part.rawValue + "-"
        )
    }

    private func words(_ part: Part) -> View {
        FieldView.plain(
            id: part.rawValue + "-words",
            name: "_words",
            label: context.text("rights.words-\(part.rawValue)"),
            isRequired: false
        ).adding(["isParagraph": true])
    }

    private func problems(_ failed: Failed?) -> View {
        guard let failed else { return ["hasProblems": false, "problems": [View]()] }
        guard failed.rejection.fields.isEmpty else {
            return FieldView.summary(
                failed.rejection.fields,
                language: context.language,
                prefix: failed.part.rawValue + "-"
            )
        }
        let text = failed.rejection.message(context.language)
        return ["hasProblems": true, "problems": [["href": nil, "text": text] as View]]
    }
}

extension HeldCase {
    /// A page can ask for it again as it was asked for first; places on the map and rows are an officer's talk.
    func isCorrectable(_ field: Field) -> Bool {
        switch field.type {
        case .location, .area, .route, .group, .applications, .government, .document, .agency, .officer, .ranking: false
        default: true
        }
    }
}
