package import Civic
import Definition
package import Engine
import Hummingbird
import Node

/// The page of one case, for its citizen or for anybody: state, next step, actions, story.
struct CasePageView {
    /// An action that was refused, with what was typed.
    struct Failed {
        let action: ActionID
        let answers: [FieldID: JSON]
        /// Nil: only rows were added or removed.
        let rejection: Rejection?
        let reason: String?
    }

    let context: GovernmentContext
    let view: CaseView
    let failed: Failed?
    /// What was uploaded to the case, for its holder.
    private let files: [StoredFile]

    init(_ context: GovernmentContext, _ number: CaseNumber, failed: Failed? = nil) throws {
        guard let view = try context.government.cases.page(number, for: context.caller) else {
            throw Refusal.unknownCase
        }
        self.context = context
        self.view = view
        self.failed = failed
        files = view.sight >= .holder ? try context.government.files.files(of: view.state.id) : []
    }

    private var definition: Definition { view.definition.definition }
    private var state: CaseState { view.state }
    private var language: Language { context.language }
    private var number: String { state.number.text }
    private var texts: Texts { context.texts.about(definition.noun) }
    private var isHolder: Bool { view.sight >= .holder }

    func response() throws -> Response {
        let now = context.now
        let isLate = state.due.map { $0 < now } ?? false
        let steps = NextSteps(view, context)
        var page: View = [
            "stream": context.path("lacak/\(number)/arus"), "position": "\(context.government.bus.position)",
            "service": definition.name.text(language), "title": title, "number": number,
            "tag": StateTag.view(state.state, of: view.definition, language, forCitizen: true),
            "branches": BranchRow.views(state, of: view.definition, in: context, forCitizen: true),
            "hasBranches": !state.branches.isEmpty,
            "late": isLate ? ["tone": "late", "text": context.text("portal.case.late")] as View : nil, "flash": flash,
            "next": steps.now, "due": steps.due, "timeline": timeline + (steps.expected.map { [$0] } ?? []),
            "isHolder": isHolder, "isStranger": !isHolder, "stranger": stranger,
            "answers": isHolder ? answers : [View](),
            "channel": context.text(
                "portal.case.channel",
                ["channel": state.channel.name.text(language), "when": context.formats.dateTime(state.startedAt)]
            ),
            "standings": isHolder ? standings : [View](),
            "ownData": context.path("lacak/\(number)/data"), "wishes": context.path("lacak/\(number)/kabar"),
            "bills": isHolder ? bills : [View](),
            "proof": context.path("lacak/\(number)/bukti.tlog-proof"), "hasMap": mapPoint != nil || mapShape != nil,
        ]
        let issued = isHolder ? try IssuedView(context: context, view: view).rows() : []
        page = page.adding(["documents": issued, "hasDocuments": !issued.isEmpty])
        page = page.adding(actions).adding(problems).adding(PushRoutes.view(number, context))
        page = page.adding([
            "isTall": false, "areas": context.path("peta/wilayah.geojson"), "marks": "", "point": mapPoint,
            "shape": mapShape,
            "label": texts.text("portal.case.map"),
        ])
        let status: HTTPResponse.Status = failed?.rejection.map { .init(code: $0.httpStatus) } ?? .ok
        return try context.page(
            "portal/case",
            title: "\(title) – \(number)",
            page,
            PageOptions(
                scripts: ["case-live", "city-map"] + (isHolder ? ["push-subscribe"] : []),
                breadcrumbs: [Link(context.text("layout.nav-follow"), context.path("lacak")), Link(number)],
                status: status,
                isPersonal: true,
                noun: definition.noun
            )
        )
    }

    /// "Jalan rusak di Kelurahan Sukasari": category and village, both public.
    private var title: String {
        let category = state.fields["category"]?.string.flatMap {
            view.definition.optionName($0, of: "category")?.text(language)
        }
        let what = category ?? definition.name.text(language)
        guard let village = state.village.flatMap({ context.government.regions.region($0)?.name }) else { return what }
        return context.text("portal.case.title", ["what": what, "place": village])
    }

    private var flash: View? {
        guard
            let done = context.visit.query.split(separator: "&").first(where: { $0.hasPrefix("berhasil=") }).flatMap({
                try? ActionID(String($0.dropFirst(9)))
            }),
            let action = definition.actions[done]
        else { return nil }
        return [
            "tone": "done", "icon": "check", "title": nil,
            "text": context.text("portal.case.done", ["action": action.name.text(language)]),
        ]
    }

    private var stranger: View? {
        ["tone": "info", "icon": "lock", "title": nil, "text": texts.text("portal.case.stranger")]
    }

    /// The holder's own area or route.
    private var mapShape: String? {
        guard isHolder else { return nil }
        return definition.form.all.compactMap { id, field in
            ShapeAnswer.shape(view.content.fields[id] ?? state.fields[id], field.type)?.text
        }.first
    }

    private var mapPoint: String? {
        guard isHolder,
            let (id, _) = definition.form.all.first(where: {
                if case .location = $0.element.type { true } else { false }
            }),
            let point = PlaceAnswer.point(view.content.fields[id] ?? state.fields[id])
        else { return nil }
        return "\(point.latitude),\(point.longitude)"
    }

    // MARK: What was said

    private var papers: ShownPapers { ShownPapers(files, context.texts, context.formats) }

    private func photo(_ name: String) -> String { context.path("lacak/\(number)/foto/\(name)?kecil") }

    private var answers: [View] {
        definition.form.all.compactMap { id, field in
            let answer = view.content.fields[id] ?? view.content.contact?.fields[id] ?? state.fields[id]
            guard let answer, !answer.isNull else { return nil }
            let shown = context.shown(answer, of: id, view.definition)
            let village =
                PlaceAnswer.point(answer) == nil
                ? nil
                : state.village.flatMap {
                    PlaceName.text($0, settings: context.government.settings, language: language)
                }
            return AnswerRow.view(
                label: field.label.text(language),
                shown: shown,
                doubts: context.doubts(answer, of: id, view.definition),
                village: village,
                texts: context.texts,
                photo: photo,
                papers: papers,
                change: nil
            )
        }
    }

    /// Where the case stands in systems of the nation, as far as it is known here.
    private var standings: [View] {
        view.definition.standings(
            of: state,
            view.content,
            formats: context.formats,
            agencies: context.government.profile.agencyNames
        ).map { standing in
            let number = standing.number.map { context.text("national.number", ["number": $0]) }
            return [
                "label": context.text("national.standing", ["system": standing.system]),
                "value": [standing.status, number].compactMap(\.self).joined(separator: ", "),
            ]
        }
    }

    private var bills: [View] {
        BillView(context: context, state: state, plan: view.definition, base: context.path("lacak/\(number)")).views
    }

    private var timeline: [View] {
        TimelineRow.views(
            view.timeline(context.government.profile, language),
            in: context,
            photo: photo,
            papers: papers,
            why: context.path("lacak/\(number)/alasan")
        )
    }

    // MARK: What may be done

    private var actions: View {
        guard view.sight == .holder else { return ["hasActions": false, "actions": [View]()] }
        let offers = view.offers.filter { $0.problem == nil }
        let rows = offers.enumerated().map { place, offer in action(offer, isFirst: place == 0) }
        return ["hasActions": !rows.isEmpty, "actions": rows]
    }

    private func action(_ offer: ActionOffer, isFirst: Bool) -> View {
        let isFailed = failed?.action == offer.id
        let uploads = context.path("lacak/\(number)/berkas/")
        let setting = FieldView.Setting(
            context,
            definition,
            photo: photo,
            papers: papers,
            upload: { uploads + $0.text }
        )
        let form = SentBack(view).form(offer.form)
        let all = Set(form.all.filter { $0.element.calculated == nil }.map(\.id))
        let required = Set(form.all.filter { $0.element.required == .always }.map(\.id))
        var fields = FieldView.views(
            form,
            in: setting,
            asked: all,
            required: required,
            answers: isFailed ? failed?.answers ?? [:] : SentBack(view).answers,
            problems: isFailed ? failed?.rejection?.fields ?? [] : [],
            prefix: offer.id.text + "-"
        )
        if offer.action.reason != .none { fields.append(reason(offer, isFailed: isFailed)) }
        return [
            "isOpen": isFailed, "isFirst": isFirst, "name": offer.action.name.text(language),
            "version": "\(state.version)",
            "href": context.path("lacak/\(number)/\(offer.id.text)"), "fields": fields,
            "hasUpload": offer.form.all.contains { $0.element.type.files != nil },
        ]
    }

    private func reason(_ offer: ActionOffer, isFailed: Bool) -> View {
        FieldView.plain(
            id: offer.id.text + "-reason",
            name: "_reason",
            label: context.text("portal.case.reason"),
            value: isFailed ? failed?.reason ?? "" : "",
            isRequired: offer.action.reason == .required
        ).adding(["isParagraph": true])
    }

    private var problems: View {
        guard let failed, let rejection = failed.rejection else { return [:] }
        guard rejection.fields.isEmpty else {
            return FieldView.summary(rejection.fields, language: language, prefix: failed.action.text + "-")
        }
        return ["hasProblems": true, "problems": [["href": nil, "text": rejection.message(language)] as View]]
    }
}

/// A state as the `tag` component shows it.
package enum StateTag {
    package static func view(_ state: StateID, of plan: CompiledDefinition, _ language: Language, forCitizen: Bool)
        -> View
    {
        [
            "tone": plan.state(state)?.tone.rawValue ?? "working",
            "text": plan.stateName(state, forCitizen: forCitizen).text(language),
        ]
    }
}

/// A story as the `timeline` component shows it, the newest first.
package enum TimelineRow {
    /// `why`: the page that explains the case's steps; nil: there is none.
    package static func views(
        _ entries: [TimelineEntry],
        in context: some PageContext,
        photo: (String) -> String,
        papers: ShownPapers,
        why: String? = nil
    ) -> [View] {
        entries.reversed().map { entry in
            var photos: [View] = []
            var documents: [View] = []
            let answers: [View] = entry.details.compactMap { detail in
                if case .files(let names) = detail.value {
                    documents += papers.views(names, address: photo)
                    photos += names.filter { !papers.isPaper($0) }.enumerated().map { place, name in
                        let alt = "\(detail.label) \(place + 1)"
                        return ["src": photo(name), "href": photo(name).replacing("?kecil", with: ""), "alt": alt]
                    }
                    return nil
                }
                return ["label": detail.label, "value": detail.value.line]
            }
            let isInside = entry.kind == .note || entry.kind == .clock || entry.kind == .work
            return [
                "tone": isInside ? "inside" : entry.tone.rawValue,
                "text": entry.isErased ? "\(entry.title) \(context.text("portal.case.erased"))" : entry.title,
                "machine": entry.at.rfc3339, "when": context.formats.dateTime(entry.at), "by": entry.by,
                "reason": entry.reason ?? entry.note,
                "why": entry.kind == .note ? nil : why.map { "\($0)#langkah-\(entry.version)" },
                "answers": answers, "hasAnswers": !answers.isEmpty, "photos": photos, "hasPhotos": !photos.isEmpty,
                "papers": documents, "hasPapers": !documents.isEmpty,
            ]
        }
    }
}
