import Civic
import Definition
import Engine
import Node
import Store

/// The facts of a case at the desk: what was answered, who reported, where it is, what lies near.
struct CaseFacts {
    private static let nearMax = 8

    let desk: CaseDesk
    let rows: CaseRows

    private var context: GovernmentContext { desk.context }
    private var language: Language { context.language }

    private var point: GeoPoint? {
        desk.definition.form.all.first { if case .location = $0.element.type { true } else { false } }
            .flatMap { PlaceAnswer.point(desk.view.content.fields[$0.id] ?? desk.state.fields[$0.id]) }
    }

    /// The first answer that is an area or a route, where no point says where the case is.
    private var shape: JSON? {
        desk.definition.form.all.compactMap { id, field in
            ShapeAnswer.shape(desk.view.content.fields[id] ?? desk.state.fields[id], field.type)
        }.first
    }

    var view: View {
        get throws {
            let near = try neighbours()
            let point = point
            let shape = shape
            return [
                "answers": answers, "photos": photos, "hasPhotos": !photos.isEmpty, "contact": contact,
                "hasMap": point != nil || shape != nil, "shape": shape?.text, "isTall": false,
                "areas": context.path("peta/wilayah.geojson"), "marks": "",
                "point": point.map { "\($0.latitude),\($0.longitude)" }, "label": context.text("desk.case.map"),
                "near": near, "hasNear": !near.isEmpty, "links": links, "hasLinks": !links.isEmpty,
                "channel": desk.state.channel.name.text(language),
                "started": context.formats.dateTime(desk.state.startedAt),
                "clocks": clocks, "hasClocks": !clocks.isEmpty,
                "erased": desk.state.isErased ? context.text("desk.case.erased") : nil,
            ]
        }
    }

    /// Cases that this one is tied to.
    private var links: [View] {
        desk.state.links.map { link in
            [
                "what": context.text("desk.link.\(link.kind.rawValue)"), "number": link.number.text,
                "href": context.path("petugas/laporan/\(link.number.text)"),
            ]
        }
    }

    /// Answers of the form, photos and contact apart.
    private var answers: [View] {
        desk.definition.form.all.compactMap { id, field in
            if let kinds = field.type.files, !kinds.contains(.document) { return nil }
            let contact = desk.view.content.contact
            let own = contact?.fields[id]
            // Name, phone and e-mail of who asks stand beside the answers.
            if let told = own?.string, [contact?.name, contact?.phone, contact?.email].contains(told) { return nil }
            let answer = desk.view.content.fields[id] ?? own ?? desk.state.fields[id]
            guard let shown = context.shown(answer, of: id, desk.view.definition) else { return nil }
            return AnswerRow.view(
                label: field.label.text(language),
                shown: shown,
                doubts: context.doubts(answer, of: id, desk.view.definition),
                village: desk.state.village.flatMap {
                    PlaceName.text($0, settings: context.government.settings, language: language)
                },
                texts: context.texts,
                photo: desk.photoPath,
                papers: desk.papers,
                change: nil
            )
        }
    }

    private var photos: [View] {
        desk.definition.form.all.flatMap { id, field -> [View] in
            guard let kinds = field.type.files, !kinds.contains(.document) else { return [] }
            let answer = desk.view.content.fields[id] ?? desk.state.fields[id]
            let names = (answer?.array ?? []).compactMap { $0["file"]?.string ?? $0.string }
            return names.enumerated().map { place, name in
                let path = context.path("petugas/laporan/\(desk.number)/foto/\(name)")
                return [
                    "src": path + "?kecil", "href": path, "alt": context.text("field.photo", ["n": "\(place + 1)"]),
                ]
            }
        }
    }

    private var contact: View {
        guard let contact = desk.view.content.contact else {
            return [
                "name": context.text(desk.state.isAnonymous ? "desk.case.anonymous" : "desk.case.no-contact"),
                "phone": nil, "tel": nil, "email": nil,
            ]
        }
        let phone = contact.phone.flatMap { try? Phone(typed: $0) }
        return [
            "name": contact.name ?? context.text("desk.case.no-name"), "phone": phone?.display ?? contact.phone,
            "tel": phone.map { "tel:" + $0.e164 }, "email": contact.email,
        ]
    }

    /// Where each clock stands, in words.
    private var clocks: [View] {
        desk.definition.clocks.all.compactMap { id, clock in
            guard let state = desk.state.clocks[id] else { return nil }
            let (text, tone) = words(state)
            return ["name": clock.name.text(language), "text": text, "tone": tone]
        }
    }

    private func words(_ clock: ClockState) -> (String, String) {
        let formats = context.formats
        switch clock {
        case .running(let run):
            let isLate = run.due < desk.now
            return (
                context.text(isLate ? "desk.clock.late" : "desk.clock.running", ["date": formats.dateTime(run.due)]),
                isLate ? "late" : "working"
            )
        case .paused: return (context.text("desk.clock.paused"), "waiting")
        case .met(let at, _): return (context.text("desk.clock.met", ["date": formats.dateTime(at)]), "done")
        case .breached(let at, let due):
            return (
                context.text("desk.clock.breached", ["date": formats.dateTime(at), "by": formats.duration(at - due)]),
                "refused"
            )
        case .stopped: return (context.text("desk.clock.stopped"), "waiting")
        }
    }

    /// Open cases of the same kind nearby, those most alike first: perhaps the same hole in the road.
    private func neighbours() throws -> [View] {
        guard let point else { return [] }
        let alike = try context.government.cases.alike(
            to: point,
            app: desk.state.app,
            category: desk.state.fields["category"]?.string ?? "",
            words: desk.view.content.fields["description"]?.string ?? "",
            without: desk.state.number,
            limit: Self.nearMax
        )
        let merge = desk.view.offers.first { $0.problem == nil && $0.action.link?.relation == .duplicateOf }
        return alike.map { other in
            let number = other.line.number.text
            return [
                "number": number, "href": context.path("petugas/laporan/\(number)"),
                "distance": context.formats.distance(metres: other.metres),
                "state": rows.state(other.line.state, app: other.line.app),
                "when": context.formats.shortDate(other.line.startedAt),
                "score": context.text("desk.case.alike", ["share": context.formats.percent(other.score)]),
                "words": CaseRows.short(other.line.words),
                "merge": merge.map { _ in context.path("petugas/laporan/\(desk.number)?gabung=\(number)") },
            ]
        }
    }
}
