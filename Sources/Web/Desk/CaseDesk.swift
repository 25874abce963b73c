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

    private var list: String { context.path("petugas/" + (from.isEmpty ? "" : "?" + from)) }

    /// What stands above the three zones: which case, how it stands, when it is due.
    private func head(_ rows: CaseRows) -> View {
        let isLate = state.due.map { $0 < now } ?? false
        return [
            "number": number, "title": title(rows), "service": definition.name.text(language),
            "tag": StateTag.view(state.state, of: view.definition, language, forCitizen: false),
            "lateTag": isLate ? ["tone": "late", "text": context.text("desk.case.late")] as View : nil,
            "urgent": state.attributes["priority"]?.string == "urgent", "agency": rows.agency(state.agency),
            "due": state.due.map { context.formats.dateTime($0) },
            "dueIn": state.due.map { context.formats.relative($0, to: now) },
            "dueMachine": state.due?.rfc3339, "version": "\(state.version)", "from": from, "list": list,
            "stream": context.path("petugas/arus"), "position": "\(context.government.bus.position)",
            "qr": context.path("petugas/laporan/\(number)/qr.svg"), "flash": flash,
            "printed": context.text(
                "desk.case.printed",
                ["name": context.caller.officer?.name ?? "", "when": context.formats.dateTime(now)]
            ),
        ]
    }

    /// What has happened and is going on: branches, bills, documents, the timeline.
    private func story(_ timeline: [TimelineEntry]) throws -> View {
        let issued = try IssuedView(context: context, view: view).rows()
        return [
            "branches": BranchRow.views(state, of: view.definition, in: context, forCitizen: false),
            "hasBranches": !state.branches.isEmpty,
            "timeline": TimelineRow.views(
                timeline,
                in: context,
                photo: photoPath,
                papers: papers,
                why: context.path("petugas/laporan/\(number)/alasan")
            ),
            "bills": BillView(
                context: context,
                state: state,
                plan: view.definition,
                base: context.path("lacak/\(number)"),
                isPayer: false
            ).views,
            "panels": panels, "stale": stale(timeline), "documents": issued, "hasDocuments": !issued.isEmpty,
        ]
    }

    func response() throws -> Response {
        let rows = CaseRows(context, now: now)
        let timeline = view.timeline(context.government.profile, language, officers: HolderView.names(context))
        let next = try nextPath()
        let page = head(rows).adding(["next": next]).adding(try story(timeline))
            .adding(try CaseFacts(desk: self, rows: rows).view).adding(ActionForms(desk: self, next: next).view)
            .adding(noteForm).adding(try CaseMessages(context: context, state: view.state).view)
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
            .desk(
                context,
                scripts: ["desk-keys", "desk-case", "city-map", "copy-rows"],
                breadcrumbs: [Link(context.text("layout.nav-desk"), list), Link(number)],
                status: status,
                isWide: true,
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

    // MARK: What was typed

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
