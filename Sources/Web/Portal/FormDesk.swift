package import Civic
import Definition
package import Engine
import Foundation
import Hummingbird
package import Node

/// What the pages of one form share: the definition, the draft, the questions that are asked.
struct FormDesk {
    let context: GovernmentContext
    let plan: CompiledDefinition

    init(_ context: GovernmentContext) throws {
        guard let app = try? AppID(try context.parameter("app")) else { throw PageRefusal.notFound }
        try self.init(context, app: app)
    }

    init(_ context: GovernmentContext, app: AppID) throws {
        self.context = context
        plan = try context.government.definitions.startable(app)
        // Agreements and other work of the house have pages of their own; a citizen's form of them would lead nowhere.
        guard
            plan.definition.group == .publicService
                || Permissions.begins(plan.definition, context.caller, now: context.now)
        else { throw PageRefusal.notFound }
    }

    private var definition: Definition { plan.definition }
    private var language: Language { context.language }
    private var name: String { definition.name.text(language) }
    private var texts: Texts { context.texts.about(definition.noun) }

    /// The draft of the address, if this browser began it.
    func draft() throws -> Draft {
        let id = DraftID(try context.parameter("draft"))
        guard let draft = try context.government.files.draft(id, visit: context.visit.browser),
            draft.app == definition.app
        else {
            throw Refusal.unknownDraft
        }
        return draft
    }

    func path(_ draft: Draft, _ step: String) -> String {
        "layanan/\(definition.app.text)/mulai/\(draft.id.text)/\(step)"
    }

    /// The same draft gives the same key, so that sending it twice makes one case.
    func key(_ draft: DraftID) throws -> IdempotencyKey {
        try IdempotencyKey(
            draft.text,
            caller: context.caller.signature(visit: context.visit.id),
            route: "layanan/\(definition.app.text)/mulai",
            body: sha256(Array("draft/\(draft.text)".utf8))
        )
    }

    func start(_ answers: [FieldID: JSON]) -> StartCase {
        StartCase(app: definition.app, answers: answers, channel: .web, language: language)
    }

    func journey(_ answers: [FieldID: JSON], files: Set<String>? = nil) throws -> Journey {
        try journey(filling(answers, files: files))
    }

    func journey(_ filling: Filling) throws -> Journey { Journey(definition.form, try filling.questions()) }

    /// The form with these answers, ready to take those that come.
    func filling(_ answers: [FieldID: JSON], files: Set<String>?) -> Filling {
        Filling(start(answers), in: world(answers, files: files))
    }

    /// The form after a page was sent: only what depends on its answers is worked out again.
    func filling(
        _ filling: Filling,
        after earlier: [FieldID: JSON],
        now answers: [FieldID: JSON],
        files: Set<String>?
    ) -> Filling {
        var filling = filling
        var changed = answers.filter { earlier[$0.key] != $0.value }
        for id in earlier.keys where answers[id] == nil { changed[id] = JSON.null }
        filling.change(changed, in: world(answers, files: files))
        return filling
    }

    private func world(_ answers: [FieldID: JSON], files: Set<String>?) -> Engine.Context {
        let settings = context.government.settings
        let needs = Engine.needs(
            .start(start(answers)),
            of: nil,
            under: plan,
            at: context.now,
            in: settings.calendar.zone
        )
        var context = Engine.Context(
            now: self.context.now,
            actor: .citizen(holdsCase: false, person: self.context.caller.person),
            definition: plan,
            calendar: settings.calendar,
            caseID: CaseID(random: (0, 0)),
            place: needs.point.flatMap(settings.regions.place),
            agencies: Set(settings.profile.agencies.map(\.id)),
            files: files,
            parameters: settings.parameters
        )
        context.strays = settings.regions.strays(among: needs.outline)
        context.knownCases = self.context.government.knownCases(needs.cases)
        return context
    }

    // MARK: Pages

    /// A refusal of a file, as a line of the summary and at its field.
    struct RefusedFile {
        let field: String
        let text: String
    }

    func problem(_ why: Refusal, field: String, in step: Journey.Step) -> RefusedFile {
        let label = (try? FieldID(field)).flatMap { step.fields[$0]?.label.text(language) } ?? field
        return RefusedFile(field: field, text: "\(label): \(why.message(language))")
    }

    func questionPage(
        _ step: Journey.Step,
        draft: Draft?,
        answers: [FieldID: JSON],
        problems: [FieldProblem],
        refused: [RefusedFile] = [],
        returning: Bool
    ) throws -> Response {
        let journey = try journey(answers, files: draft.map { Set($0.files.map(\.name)) })
        let action =
            draft.map { context.path(path($0, step.id)) } ?? context.path("layanan/\(definition.app.text)/mulai")
        let fieldsAsked = step.fields.order.filter { journey.questions.asked.contains($0) }
        let isSingle = fieldsAsked.count == 1
        let photoBase = draft.map { context.path(path($0, "foto")) } ?? ""
        var fields = FieldView.views(
            step.fields,
            in: setting(draft, photo: { photoBase + "/" + $0 }),
            asked: Set(fieldsAsked),
            required: journey.questions.required,
            answers: answers,
            problems: problems,
            titled: isSingle
        )
        for file in refused {
            guard let at = fields.firstIndex(where: { $0["name"] as? String == file.field }) else { continue }
            fields[at]["error"] = file.text
            fields[at]["describedBy"] = "\(file.field)-error"
        }
        let summary = FieldView.summary(problems, language: language)
        let lines =
            (summary["problems"] as? [View] ?? []) + refused.map { ["href": "#\($0.field)", "text": $0.text] as View }
        let heading = isSingle ? nil : context.text("portal.form.page-\(headingKey(step))")
        let question = heading ?? step.fields[fieldsAsked.first ?? ""]?.label.text(language) ?? name
        return try context.page(
            "portal/question",
            title: "\(question) – \(name)",
            [
                "back": back(step, draft, journey, returning), "action": action, "step": progress(step, journey),
                "hasUpload": draft != nil
                    && step.fields.all.contains { $0.element.type.files != nil },
                "handover": draft.map { context.path(path($0, "pindah")) },
                "returning": returning ? true : nil, "heading": heading, "fields": fields,
                "caution": caution(step, journey, answers),
                "problems": lines, "hasProblems": !lines.isEmpty,
            ],
            PageOptions(
                status: lines.isEmpty ? .ok : .unprocessableContent,
                isPersonal: true,
                noun: definition.noun
            )
        )
    }

    /// Pages of several fields have a heading of their own; a definition's page without one of ours is about "you".
    private func headingKey(_ step: Journey.Step) -> String {
        step.fields.all.allSatisfy { $0.element.privacy == .person || $0.element.type == .yesNo } ? "you" : "details"
    }

    private func progress(_ step: Journey.Step, _ journey: Journey) -> String {
        guard let number = journey.number(of: step) else { return name }
        return context.text("portal.form.step", ["n": "\(number)", "of": "\(journey.asked.count)"])
    }

    private func back(_ step: Journey.Step, _ draft: Draft?, _ journey: Journey, _ returning: Bool) -> String {
        guard let draft else { return context.path("layanan/\(definition.app.text)") }
        if returning { return context.path(path(draft, "periksa")) }
        guard let before = journey.previous(before: step.id) else {
            return context.path("layanan/\(definition.app.text)")
        }
        return context.path(path(draft, before.id))
    }

    /// What the definition warns of is said once, on the first page; on the second, what the chosen kind advises.
    private func caution(_ step: Journey.Step, _ journey: Journey, _ answers: [FieldID: JSON]) -> View? {
        func notice(_ text: String) -> View { ["tone": "warning", "icon": "call", "title": nil, "text": text] }
        if journey.asked.first == step { return definition.caution.map { notice($0.text(language)) } }
        guard journey.asked.dropFirst().first == step else { return nil }
        return advice(answers).map(notice)
    }

    /// What the chosen kind of case tells people at once ("call 112"), from its row's column `advice`.
    private func advice(_ answers: [FieldID: JSON]) -> String? {
        for (id, field) in definition.form.all {
            guard case .choice(.register(let register)) = field.type,
                let option = answers[id]?.string.flatMap({ try? OptionID($0) }),
                let row = definition.registers[register]?.rows[option],
                let advice = row.values.first(where: { $0.key.description == "advice" })?.value
            else { continue }
            return advice[language.rawValue]?.string ?? advice["id"]?.string ?? advice.string
        }
        return nil
    }

    func checkPage(_ draft: Draft, _ journey: Journey, problems: [FieldProblem]) throws -> Response {
        let papers = ShownPapers(draft.files, context.texts, context.formats)
        let rows = try answers(
            draft.answers,
            photo: { context.path(path(draft, "foto")) + "/" + $0 },
            papers: papers
        ) { field in
            let step = journey.steps.first { $0.fields.contains(field) }
            return step.map { context.path(path(draft, $0.id)) + "?kembali=1" }
        }
        let lines: [View] = problems.map { problem in
            let step = journey.steps.first { $0.fields.contains(problem.field) }
            return [
                "href": step.map { context.path(path(draft, $0.id)) + "?kembali=1" },
                "text": problem.message.text(language),
            ]
        }
        let last = journey.asked.last
        return try context.page(
            "portal/check",
            title: "\(context.text("portal.check.title")) – \(name)",
            [
                "back": last.map { context.path(path(draft, $0.id)) } ?? context.path("layanan"), "answers": rows,
                "nearby": nil, "handover": context.path(path(draft, "pindah")),
                "privacy": privacy(draft.answers, journey), "action": context.path(path(draft, "periksa")),
                "send": texts.text("portal.check.send"),
                "problems": lines, "hasProblems": !lines.isEmpty,
            ],
            PageOptions(
                status: lines.isEmpty ? .ok : .unprocessableContent,
                isPersonal: true,
                noun: definition.noun
            )
        )
    }

    /// Answers as rows; those that were not asked are left out.
    private func answers(
        _ answers: [FieldID: JSON],
        photo: (String) -> String,
        papers: ShownPapers,
        change: (FieldID) -> String?
    ) throws -> [View] {
        let questions = try journey(answers).questions
        let shownFields = definition.form.all.filter { id, field in
            questions.asked.contains(id) || field.calculated != nil && questions.kept[id] != nil
        }
        return shownFields.map { id, field in
            let kept = questions.kept[id] ?? answers[id]
            return AnswerRow.view(
                label: field.label.text(language),
                shown: context.shown(kept, of: id, plan),
                doubts: context.doubts(kept, of: id, plan),
                village: village(answers[id]),
                texts: context.texts,
                photo: photo,
                papers: papers,
                change: field.calculated == nil ? change(id) : nil
            )
        }
    }

    private func village(_ answer: JSON?) -> String? {
        guard let point = PlaceAnswer.point(answer) else { return nil }
        return PlaceName.text(point, context)
    }

    private func privacy(_ answers: [FieldID: JSON], _ journey: Journey) -> [String] {
        var lines: [String] = []
        let hasPerson = journey.asked.flatMap(\.fields.all).contains {
            $0.element.privacy == .person && answers[$0.id] != nil
        }
        lines.append(texts.text(hasPerson ? "portal.check.privacy-person" : "portal.check.privacy-anonymous"))
        lines.append(context.text("portal.check.privacy-words"))
        if definition.publication.ledger == .open {
            lines.append(
                context.text("portal.check.privacy-place", ["metres": "\(definition.publication.placeMetres)"])
            )
        }
        return lines
    }

    private func setting(_ draft: Draft?, photo: @escaping @Sendable (String) -> String) -> FieldView.Setting {
        let uploads = draft.map { context.path(path($0, "berkas")) + "/" }
        return FieldView.Setting(
            context,
            definition,
            photo: photo,
            papers: ShownPapers(draft?.files ?? [], context.texts, context.formats),
            upload: { field in uploads.map { $0 + field.text } }
        )
    }
}

/// One answer as the `answers` component shows it.
package enum AnswerRow {
    /// A line of text under its name, with nothing that belongs to forms.
    static func line(_ label: String, _ value: String) -> View {
        row(label, value, doubts: [], change: nil, photos: [], papers: [])
    }

    private static func row(
        _ label: String,
        _ value: String?,
        doubts: [String],
        change: String?,
        photos: [View],
        papers: [View]
    ) -> View {
        [
            "label": label, "value": value, "change": change, "photos": photos, "hasPhotos": !photos.isEmpty,
            "doubts": doubts, "papers": papers, "hasPapers": !papers.isEmpty,
        ]
    }

    package static func view(
        label: String,
        shown: ShownAnswer?,
        doubts: [String] = [],
        village: String?,
        texts: Texts,
        photo: (String) -> String,
        papers: ShownPapers,
        change: String?
    ) -> View {
        var value: String?
        var photos: [View] = []
        var documents: [View] = []
        switch shown {
        case nil: value = nil
        case .text(let text): value = text
        case .list(let items): value = items.joined(separator: "\n")
        case .rating(let stars, let max): value = "\(stars) / \(max)"
        case .point(let point, let landmark):
            value = [landmark, village, point.description].compactMap(\.self).joined(separator: "\n")
        case .files(let names):
            documents = papers.views(names, address: photo)
            photos = names.filter { !papers.isPaper($0) }.enumerated().map { place, name in
                let alt = texts.text("field.photo", ["n": "\(place + 1)"])
                return ["src": photo(name), "alt": alt, "href": photo(name)]
            }
        }
        return row(label, value, doubts: doubts, change: change, photos: photos, papers: documents)
    }
}

/// "Kelurahan Sukasari, Kecamatan Tangerang" of a point.
package enum PlaceName {
    static func text(_ point: GeoPoint, _ context: GovernmentContext) -> String? {
        let settings = context.government.settings
        return settings.regions.village(at: point).flatMap { text($0, settings: settings, language: context.language) }
    }

    package static func text(_ village: RegionCode, settings: CurrentSettings, language: Language) -> String? {
        guard let region = settings.regions.region(village) else { return nil }
        let terms = settings.profile.terms
        let kind = village.isKelurahan ? "Kelurahan" : language == .id ? "Desa" : terms.village.text(language)
        let name = "\(kind) \(region.name)"
        guard let above = village.parent.flatMap({ settings.regions.region($0) }) else { return name }
        return "\(name), \(terms.district.text(language)) \(above.name)"
    }
}
