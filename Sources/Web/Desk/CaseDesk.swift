import Civic
import Definition
import Engine
import Foundation
import Hummingbird
import Node
import Store

/// The page of a case at the desk: facts, story, and what this officer may do now.
struct CaseDesk {
    /// An action that was not taken, with everything that was typed.
    struct Failed {
        let action: ActionID
        let answers: [FieldID: JSON]
        let reason: String?
        /// The version of the page that the form stood on.
        let version: Int?
        var rejection: Rejection?
        var file: (why: Refusal, field: String)?

        init(action: ActionID, answers: [FieldID: JSON], reason: String?, version: Int?) {
            self.action = action
            self.answers = answers
            self.reason = reason
            self.version = version
        }

        func with(_ rejection: Rejection) -> Failed {
            var copy = self
            copy.rejection = rejection
            return copy
        }

        func with(file why: Refusal, field: String) -> Failed {
            var copy = self
            copy.file = (why, field)
            return copy
        }

        /// Somebody else was faster.
        var isStale: Bool {
            switch rejection {
            case .staleVersion, .stateChanged, .ended: true
            default: false
            }
        }
    }

    struct FailedNote {
        let text: String
        let error: String
    }

    let context: GovernmentContext
    let view: CaseView
    let failed: Failed?
    let note: FailedNote?
    let holding: HolderView.Failed?
    /// The report of the same that the officer wants to merge this one with.
    let twin: String?
    /// The list that one came from.
    let from: String
    let now: Moment
    /// The documents of the case.
    let papers: ShownPapers

    init(
        _ context: GovernmentContext,
        _ view: CaseView,
        _ request: Request,
        failed: Failed? = nil,
        note: FailedNote? = nil,
        holding: HolderView.Failed? = nil
    ) {
        self.context = context
        self.view = view
        self.failed = failed
        self.note = note
        self.holding = holding
        twin = request.uri.queryParameters["gabung"].flatMap { try? CaseNumber(String($0)) }?.text
        let files = (try? context.government.files.files(of: view.state.id)) ?? []
        papers = ShownPapers(files, context.texts, context.formats)
        from = request.uri.queryParameters["dari"].flatMap { Form.percentDecoded($0.utf8) } ?? ""
        now = context.now
    }

    var definition: Definition { view.definition.definition }
    var state: CaseState { view.state }
    var language: Language { context.language }
    var number: String { state.number.text }
    var texts: Texts { context.texts.about(definition.noun) }

    func photoPath(_ file: String) -> String { context.path("petugas/laporan/\(number)/foto/\(file)?kecil") }

    func response() throws -> Response {
        let rows = CaseRows(context, now: now)
        let isLate = state.due.map { $0 < now } ?? false
        let timeline = view.timeline(context.government.profile, language, officers: HolderView.names(context))
        let next = try nextPath()
        let list = context.path("petugas/" + (from.isEmpty ? "" : "?" + from))
        var page: View = [
            "number": number, "title": title(rows), "service": definition.name.text(language),
            "tag": StateTag.view(state.state, of: view.definition, language, forCitizen: false),
            "branches": BranchRow.views(state, of: view.definition, in: context, forCitizen: false),
            "hasBranches": !state.branches.isEmpty,
            "lateTag": isLate ? ["tone": "late", "text": context.text("desk.case.late")] as View : nil,
            "urgent": state.attributes["priority"]?.string == "urgent", "agency": rows.agency(state.agency),
            "due": state.due.map { context.formats.dateTime($0) },
            "dueIn": state.due.map { context.formats.relative($0, to: now) },
            "dueMachine": state.due?.rfc3339, "version": "\(state.version)", "from": from, "list": list, "next": next,
            "stream": context.path("petugas/arus"), "position": "\(context.government.bus.position)",
            "timeline": TimelineRow.views(
                timeline,
                in: context,
                photo: photoPath,
                papers: papers,
                why: context.path("petugas/laporan/\(number)/alasan")
            ),
            "qr": context.path("petugas/laporan/\(number)/qr.svg"),
            "bills": BillView(
                context: context,
                state: state,
                plan: view.definition,
                base: context.path("lacak/\(number)"),
                isPayer: false
            ).views,
            "panels": panels, "flash": flash, "stale": stale(timeline),
            "printed": context.text(
                "desk.case.printed",
                ["name": context.caller.officer?.name ?? "", "when": context.formats.dateTime(now)]
            ),
        ]
        let issued = try IssuedView(context: context, view: view).rows()
        page = page.adding(["documents": issued, "hasDocuments": !issued.isEmpty])
        page = page.adding(try CaseFacts(desk: self, rows: rows).view).adding(actions(next: next)).adding(noteForm)
            .adding(try CaseMessages(context: context, state: view.state).view)
            .adding(problems).adding(["hold": try HolderView(desk: self, failed: holding).view])
        let status: HTTPResponse.Status =
            if let rejection = failed?.rejection ?? holding?.rejection {
                .init(code: rejection.httpStatus)
            } else {
                failed == nil && note == nil ? .ok : .unprocessableContent
            }
        return try context.page(
            "desk/case",
            title: "\(title(rows)) – \(number)",
            page,
            PageOptions(
                area: .desk,
                scripts: ["desk-keys", "desk-case", "city-map", "copy-rows"],
                styles: ["desk"],
                breadcrumbs: [Link(context.text("layout.nav-desk"), list), Link(number)],
                navigation: StaffNavigation.links(context),
                status: status,
                isWide: true,
                isPersonal: true,
                noun: definition.noun
            )
        )
    }

    private func title(_ rows: CaseRows) -> String {
        let what =
            state.fields["category"]?.string.flatMap { rows.category($0, of: view.definition) }
            ?? definition.name.text(language)
        guard let place = rows.region(state.village ?? state.district) else { return what }
        return context.text("desk.case.title", ["what": what, "place": place])
    }

    /// The case behind this one in its list: a page by key needs no more than where this one stands.
    private func nextPath() throws -> String? {
        guard !from.isEmpty || state.endedAt == nil else { return nil }
        var query = CaseQuery(query: from)
        let officer = try context.officer()
        let scope = try DeskScope(context, officer)
        if query.agency == nil { query.agency = scope.firstAgency }
        query = query.placed(among: scope.plans)
        guard let line = try context.government.database.read({ try CaseListQuestions.line(state.number, on: $0) })
        else { return nil }
        let next = try context.government.cases.list(
            query.filter(now: now),
            for: context.caller,
            after: line.key,
            limit: 1
        ).first
        let back = from.isEmpty ? "" : "?dari=" + CaseRows.escaped(from)
        return next.map { context.path("petugas/laporan/\($0.number.text)") + back }
    }

    private var flash: View? {
        if let held = context.visit.query.split(separator: "&").first(where: { $0.hasPrefix("pegangan=") }),
            let change = HolderView.Change(rawValue: String(held.dropFirst(9)))
        {
            return ["tone": "done", "icon": "check", "title": nil, "text": context.text(change.key)]
        }
        let done = context.visit.query.split(separator: "&").first { $0.hasPrefix("berhasil=") }
        guard failed == nil, let id = done.flatMap({ try? ActionID(String($0.dropFirst(9))) }),
            let action = definition.actions[id]
        else { return nil }
        return [
            "tone": "done", "icon": "check", "title": nil,
            "text": context.text("desk.case.done", ["action": action.name.text(language)]),
        ]
    }

    /// Who changed what since the page was shown, and what became of the typed text.
    private func stale(_ timeline: [TimelineEntry]) -> View? {
        guard let failed, failed.isStale else { return nil }
        let news = timeline.filter { $0.version > failed.version ?? 0 }
        let isStillLegal = view.offers.contains { $0.id == failed.action && $0.problem == nil }
        let typed = failed.answers.values.compactMap { $0.string } + [failed.reason].compactMap(\.self)
        return [
            "title": context.text("desk.stale.title"),
            "changes": news.map { entry in
                ["what": entry.title, "by": entry.by, "when": context.formats.dateTime(entry.at)] as View
            },
            "advice": context.text(isStillLegal ? "desk.stale.send-anyway" : "desk.stale.not-any-more"),
            "typed": isStillLegal ? [String]() : typed, "hasTyped": !isStillLegal && !typed.isEmpty,
        ]
    }

    // MARK: Actions

    private func actions(next: String?) -> View {
        let mayAct = view.offers.filter { $0.problem == nil }
        let refused = view.offers.filter { $0.problem != nil }
        return [
            "hasActions": !mayAct.isEmpty,
            "actions": mayAct.enumerated().map { action($0.element, place: $0.offset + 1, next: next) },
            "hasRefused": !refused.isEmpty,
            "refused": refused.map { offer in
                ["name": offer.action.name.text(language), "why": offer.problem?.message(language)] as View
            },
            "noActions": mayAct.isEmpty
                ? context.text(state.endedAt == nil ? "desk.case.no-actions" : "desk.case.ended") : nil,
        ]
    }

    private func action(_ offer: ActionOffer, place: Int, next: String?) -> View {
        let isFailed = failed?.action == offer.id
        let uploads = context.path("petugas/laporan/\(number)/berkas/")
        let settings = context.government.settings
        let setting = FieldView.Setting(
            texts: context.texts,
            definition: definition,
            government: settings.profile,
            regions: settings.regions,
            mapSource: context.path("peta/wilayah.geojson"),
            photo: photoPath,
            formats: context.formats,
            officers: context.officerNames,
            papers: papers,
            upload: { uploads + $0.text }
        )
        let form = SentBack(view).form(offer.form)
        let marks =
            offer.action.marks
            ? SentBack(view).choices(
                offer.id,
                typed: isFailed ? failed?.answers[Definition.markedFields] : nil,
                in: context
            ) : []
        var fields = FieldView.views(
            form,
            in: setting,
            asked: Set(form.all.filter { $0.element.calculated == nil }.map(\.id)),
            required: Set(form.all.filter { $0.element.required == .always }.map(\.id)),
            answers: isFailed ? failed?.answers ?? [:] : proposals(form),
            problems: isFailed ? failed?.rejection?.fields ?? [] : [],
            prefix: offer.id.text + "-"
        )
        if let file = failed?.file, isFailed, let at = fields.firstIndex(where: { $0["name"] as? String == file.field })
        {
            fields[at]["error"] = file.why.message(language)
        }
        if offer.action.reason != .none {
            fields.append(
                FieldView.plain(
                    id: offer.id.text + "-reason",
                    name: "_reason",
                    label: context.text("desk.case.reason"),
                    hint: context.text(
                        offer.action.citizenVisible ? "desk.case.reason-seen" : "desk.case.reason-inside"
                    ),
                    value: isFailed ? failed?.reason ?? "" : "",
                    isRequired: offer.action.reason == .required
                ).adding(["isParagraph": true])
            )
        }
        let isStale = isFailed && failed?.isStale == true
        return [
            "place": place <= 9 ? "\(place)" : nil, "id": offer.id.text, "name": offer.action.name.text(language),
            "isOpen": isFailed || twin != nil && offer.action.link?.relation == .duplicateOf,
            "isQuiet": place > 1,
            "href": context.path("petugas/laporan/\(number)/tindakan/\(offer.id.text)")
                + (from.isEmpty ? "" : "?dari=" + CaseRows.escaped(from)),
            "fields": fields,
            "hasUpload": form.all.contains { $0.element.type.files != nil },
            "preview": LetterRoutes.mayPreview(offer.action)
                ? context.path("petugas/laporan/\(number)/pratinjau/\(offer.id.text)") : nil,
            "consequence": consequence(offer), "send": context.text(isStale ? "desk.stale.send" : "desk.case.send"),
            "nextPath": next, "hasMarks": !marks.isEmpty, "marks": marks,
            "marksID": "\(offer.id.text)-\(Definition.markedFields.text)",
        ]
    }

    /// Where the action leads; the last branch to end takes the whole case along.
    private func becomes(_ action: ActionElement) -> String {
        let plan = view.definition
        let name = plan.stateName(action.to, forCitizen: false).text(language)
        guard let place = plan.definition.place(of: action.to), let branch = plan.definition.branch(place.branch) else {
            return name
        }
        let step = "\(branch.name.text(language)): \(name)"
        let others = state.branches.filter { $0.key != place.branch }.values
        let isLast = plan.state(action.to)?.isEnd == true && others.allSatisfy { plan.state($0.state)?.isEnd == true }
        guard isLast, let join = plan.definition.states[place.holder]?.join else { return step }
        return "\(step) → \(plan.stateName(join, forCitizen: false).text(language))"
    }

    /// "Menjadi: Ditangani. Warga melihat perubahan ini."
    private func consequence(_ offer: ActionOffer) -> String {
        let state = becomes(offer.action)
        let told = definition.notices.all.contains {
            $0.element.on.contains(.action(offer.id)) && $0.element.to.contains("citizen")
        }
        let key =
            told && self.state.hasContact
            ? "desk.case.becomes-told" : offer.action.citizenVisible ? "desk.case.becomes-seen" : "desk.case.becomes"
        return texts.text(key, ["state": state])
    }

    /// What the case itself proposes for a field: `proposed_agency` for `agency`.
    private func proposals(_ form: Keyed<FieldID, Field>) -> [FieldID: JSON] {
        var answers: [FieldID: JSON] = [:]
        for id in form.order { answers[id] = state.attributes["proposed_" + id.text] }
        // One click beside a report of the same names it in the form that merges the two.
        if let twin, let field = form.all.first(where: { $0.element.type == .caseReference }) {
            answers[field.id] = .string(twin)
        }
        return answers
    }

    private var noteForm: View {
        [
            "noteAction": context.path("petugas/laporan/\(number)/catatan"), "noteText": note?.text ?? "",
            "noteError": note?.error,
        ]
    }

    private var problems: View {
        if let note { return ["hasProblems": true, "problems": [["href": "#note", "text": note.error] as View]] }
        if let holding {
            let isTyped = holding.change == .handedOver || holding.change == .takenOver
            let place = isTyped ? "#hold-note-" + holding.change.rawValue : nil
            return [
                "hasProblems": true,
                "problems": [["href": place, "text": holding.rejection.message(language)] as View],
            ]
        }
        guard let failed, !failed.isStale else { return ["hasProblems": false, "problems": [View]()] }
        if let file = failed.file {
            return [
                "hasProblems": true,
                "problems": [
                    ["href": "#\(failed.action.text)-\(file.field)", "text": file.why.message(language)] as View
                ],
            ]
        }
        guard let rejection = failed.rejection else { return ["hasProblems": false, "problems": [View]()] }
        guard rejection.fields.isEmpty else {
            return FieldView.summary(rejection.fields, language: language, prefix: failed.action.text + "-")
        }
        return ["hasProblems": true, "problems": [["href": nil, "text": rejection.message(language)] as View]]
    }
}
