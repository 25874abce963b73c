import Civic
import Definition
import Engine
import Ledger
import Node

/// Who and what the story needs: officers, sentences, pictures, the pace of the agencies; and how a deed becomes a command.
struct Stage: Sendable {
    let script: CityScript
    let cast: Cast
    let album: Album
    let pace: Pace
    let files: FileStore
    let agencies: [AgencyID]
    /// Categories that ask for a photo.
    private let needsPhoto: Set<String>

    init(_ government: Government, script: CityScript, album: Album, definition: Definition) {
        self.script = script
        self.album = album
        cast = Cast(government.identity.officers())
        files = government.files
        agencies = script.handling(in: government.profile).map(\.id)
        var targets: [String: Double] = [:]
        var needsPhoto: Set<String> = []
        for (id, row) in definition.registers["report_categories"]?.rows.all ?? [] {
            targets[id.text] = row.values["workdays"]?.double
            if row.values[Self.photoColumn]?.bool == true { needsPhoto.insert(id.text) }
        }
        self.needsPhoto = needsPhoto
        var paces: [AgencyID: Pace.Agency] = [:]
        for line in script.agencies {
            if let id = try? AgencyID(line.id) { paces[id] = Pace.Agency(pace: line.pace, spread: line.spread) }
        }
        pace = Pace(calendar: government.calendar, agencies: paces, targets: targets)
    }

    private static let photoColumn: ColumnID = "needs_photo"

    /// Categories that ask for a photo where LAKSA runs now.
    static func asksForPhoto(_ government: Government) throws -> Set<String> {
        let rows = try government.definitions.live("laksa")?.definition.registers["report_categories"]?.rows.all ?? []
        return Set(rows.filter { $0.element.values[photoColumn]?.bool == true }.map(\.id.text))
    }

    // MARK: Reports

    /// Who brings the report in: the citizen, or an officer or RT/RW head for them.
    func reporter(of arrival: Arrival, _ draws: inout SeededGenerator) -> Caller {
        switch arrival.channel {
        case .counter, .phone: .officer(draws.pick(cast.counters))
        case .assistedRTRW: .officer(draws.pick(cast.neighbourhoods))
        case .web, .whatsapp, .api, .imported, .peer: .anonymous()
        }
    }

    /// Pictures of the report; laid into the case before it starts.
    func photos(
        for arrival: Arrival,
        id: CaseID,
        key: BoxKey,
        _ draws: inout SeededGenerator,
        in turn: WriteTurn
    ) throws -> [String] {
        guard needsPhoto.contains(arrival.category) || draws.chance(0.18) else { return [] }
        return [
            try lay(album.before(script.categories[arrival.category]?.scene ?? "", &draws), "photos", id, key, in: turn)
        ]
    }

    private func lay(_ photo: ReadyPhoto, _ field: FieldID, _ id: CaseID, _ key: BoxKey, in turn: WriteTurn) throws
        -> String
    {
        let file = try files.lay(photo, field: field, into: id, key: key)
        try files.allow(file, of: id, in: turn)
        return file.name
    }

    func report(_ arrival: Arrival, photos: [String], _ draws: inout SeededGenerator) -> StartCase {
        let kind = script.categories[arrival.category]
        let texts = arrival.language == .en ? kind?.en ?? [] : kind?.id ?? []
        var answers: [FieldID: JSON] = [
            "category": .string(arrival.category), "description": .string(script.filled(draws.pick(texts), &draws)),
            "location": [
                "latitude": .double(arrival.point.latitude), "longitude": .double(arrival.point.longitude),
                "landmark": .string(draws.pick(script.landmarks)),
            ],
        ]
        if !photos.isEmpty { answers["photos"] = .array(photos.map { .string($0) }) }
        if arrival.isAnonymous {
            answers["anonymous"] = true
        } else {
            answers["contact_name"] = .string(Invented.citizen(arrival.citizen))
            answers["contact_phone"] = .string(Invented.phone(arrival.citizen))
        }
        return StartCase(
            app: "laksa",
            answers: answers,
            channel: arrival.channel,
            isAnonymous: arrival.isAnonymous,
            language: arrival.language,
            consent: arrival.channel.isAssisted
        )
    }

    // MARK: Deeds

    /// The command that a deed is, and who gives it; nil when nobody could.
    func command(
        _ deed: Deed,
        of life: inout Life,
        at: Moment,
        in turn: WriteTurn
    ) throws -> (CaseCommand, Caller)? {
        var draws = life.draws
        defer { life.draws = draws }
        let citizen = Caller.anonymous(holding: [life.id])
        switch deed {
        case .verify: return (act("verify"), .officer(draws.pick(cast.verifiers)))
        case .reject: return (act("reject", reason: draws.pick(script.rejecting)), .officer(draws.pick(cast.verifiers)))
        case .dispatch(let isWrong):
            let right = life.state.attributes["proposed_agency"]?.string ?? "diskominfo"
            let agency = isWrong ? draws.pick(agencies.filter { $0.text != right }).text : right
            return (act("dispatch", ["agency": .string(agency)]), .officer(draws.pick(cast.verifiers)))
        case .confirm(let byCitizen):
            guard byCitizen else { return (act("confirm"), .officer(draws.pick(cast.checkers))) }
            return (act("confirm", opinion(of: life, &draws)), citizen)
        case .reopen(let byCitizen):
            guard byCitizen else {
                return (act("reopen", reason: draws.pick(script.checking)), .officer(draws.pick(cast.checkers)))
            }
            return (act("reopen", reason: draws.pick(script.reopening)), citizen)
        case .note, .wait, .resume, .answer, .giveBack:
            guard let handlers = cast.handlers[life.state.agency], !handlers.isEmpty else { return nil }
            let handler = Caller.officer(draws.pick(handlers))
            return (try handled(deed, life, at: at, &draws, in: turn), handler)
        }
    }

    private func handled(
        _ deed: Deed,
        _ life: Life,
        at: Moment,
        _ draws: inout SeededGenerator,
        in turn: WriteTurn
    ) throws -> CaseCommand {
        switch deed {
        case .note: return .note(draws.pick(script.notes))
        case .wait:
            let until = at.date(in: pace.calendar.zone).adding(days: Int.random(in: 2...6, using: &draws))
            return act("wait", ["until": .string(until.iso)], reason: draws.pick(script.waiting))
        case .resume: return act("resume")
        case .giveBack: return act("return_to_verifier", reason: draws.pick(script.returning))
        default:
            let kind = script.categories[life.arrival.category]
            let text = script.filled(draws.pick(kind?.answer ?? []), &draws)
            let proof = try lay(album.after(kind?.scene ?? ""), "proof", life.id, life.key, in: turn)
            return act("answer", ["answer": .string(text), "proof": [.string(proof)]])
        }
    }

    /// Stars and a word: kinder where the answer was in time.
    private func opinion(of life: Life, _ draws: inout SeededGenerator) -> [FieldID: JSON] {
        var isLate = life.reopenings > 0
        if case .breached? = life.state.clocks["answering"] { isLate = true }
        guard draws.chance(0.78) else { return [:] }
        let stars = isLate ? draws.pick([1, 2, 2, 3, 3, 4]) : draws.pick([3, 4, 4, 5, 5, 5, 5])
        var answers: [FieldID: JSON] = ["rating": .int(Int64(stars))]
        if draws.chance(0.4) { answers["comment"] = .string(draws.pick(stars >= 4 ? script.praise : script.grumble)) }
        return answers
    }

    private func act(_ action: ActionID, _ answers: [FieldID: JSON] = [:], reason: String? = nil) -> CaseCommand {
        .act(action, version: nil, answers: answers, reason: reason)
    }
}

/// Names and numbers that are plainly nobody's.
enum Invented {
    static func citizen(_ number: Int) -> String { "Warga Contoh \(number)" }

    /// Inside a block that the demo alone uses.
    static func phone(_ number: Int) -> String {
        let digits = String(number)
        return "0899-0000-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
