import Civic
import Definition
import Engine
import Ledger
import Node

/// The smaller applications at work: what their own scenarios tell happened in the last days, as far as it has come by now.
struct Samples {
    let government: Government
    let album: Album
    let definition: Definition
    let scenarios: Keyed<ScenarioID, Scenario>

    /// How long ago the first story began, and how far apart they begin.
    private static let firstDaysAgo = 12
    private static let apart = Span.hours(19)

    /// Plays each story until it would reach into the future or people say no; gives the number of cases.
    func tell(until end: Moment) async throws -> Int {
        let stories = scenarios.all.map(\.element).filter { story in
            guard case .start? = story.steps.first?.deed?.verb else { return false }
            return story.steps.first?.expect.refused == nil
        }
        let ids = stories.map { _ in government.outside.newCaseID() }
        let keys = try government.files.keyForNewCases(ids)
        let officers = government.identity.officers()
        var told = 0
        for (number, story) in stories.enumerated() {
            guard let key = keys[ids[number]] else { continue }
            let begin = end - .days(Self.firstDaysAgo) + Span(milliseconds: Self.apart.milliseconds * Int64(number))
            let play = SamplePlay(self, story, id: ids[number], key: key, begin: min(begin, end), officers: officers)
            _ = try await government.submit(
                Work(stream: CaseEvent.stream(ids[number])) { turn in
                    try play.run(until: end, in: &turn)
                    return .null
                }
            )
            told += 1
        }
        return told
    }
}

/// One story as it is played.
private struct SamplePlay: Sendable {
    let government: Government
    let album: Album
    let definition: Definition
    let story: Scenario
    let id: CaseID
    let key: BoxKey
    let begin: Moment
    let officers: [Officer]

    init(_ samples: Samples, _ story: Scenario, id: CaseID, key: BoxKey, begin: Moment, officers: [Officer]) {
        government = samples.government
        album = samples.album
        definition = samples.definition
        self.story = story
        self.id = id
        self.key = key
        self.begin = begin
        self.officers = officers
    }

    func run(until end: Moment, in turn: inout WriteTurn) throws {
        var at = begin
        for step in story.steps {
            at = at + delay(step.time)
            guard at <= end, let deed = step.deed, step.expect.refused == nil else { return }
            do {
                guard try play(deed, at: at, in: &turn) else { return }
            } catch is Rejection {
                return
            }
        }
    }

    /// Stories count workdays, which begin at other hours here: a day stands for each.
    private func delay(_ time: ScenarioTime) -> Span {
        switch time {
        case .same: .minutes(35)
        case .after(let span): span
        case .afterWorkdays(let days): .days(days)
        case .at: .hours(4)
        }
    }

    /// False where the story rests: who pays, and who takes whose work, is for those who try the demo.
    private func play(_ deed: ScenarioDeed, at: Moment, in turn: inout WriteTurn) throws -> Bool {
        switch deed.verb {
        case .start:
            let start = StartCase(app: definition.app, answers: try answers(deed, definition.form, in: turn))
            let work = try government.work(starting: start, by: caller(deed.actor), at: at, id: id)
            _ = try work.run(&turn)
        case .act(let action):
            guard let state = try turn.state(id) else { return false }
            let form = definition.actions[action]?.form ?? [:]
            let command = CaseCommand.act(
                action,
                version: nil,
                answers: try answers(deed, form, in: turn),
                reason: deed.reason
            )
            _ = try government.perform(command, on: state, by: caller(deed.actor), at: at, in: &turn)
        case .note:
            guard let state = try turn.state(id) else { return false }
            _ = try government.perform(.note(deed.reason ?? ""), on: state, by: caller(deed.actor), at: at, in: &turn)
        case .pay, .refund, .work: return false
        }
        return true
    }

    private func caller(_ actor: ScenarioActor) -> Caller {
        let officer = officers.first { officer in
            officer.grants.contains { $0.role == actor.role && $0.app == definition.app }
        }
        return officer.map { .officer($0) } ?? .anonymous(holding: [id])
    }

    /// The story's answers: its days as far from now as they were from its own beginning, a picture for each file.
    private func answers(
        _ deed: ScenarioDeed,
        _ form: Keyed<FieldID, Field>,
        in turn: WriteTurn
    ) throws -> [FieldID: JSON] {
        let zone = government.profile.zone
        let days = begin.date(in: zone).daysSinceEpoch - story.start.date(in: zone).daysSinceEpoch
        var answers = deed.answers
        for (id, field) in form.all {
            guard let answer = answers[id] else { continue }
            if field.type == .date, let text = answer.string, let date = try? CivilDate(iso: text) {
                answers[id] = .string(date.adding(days: days).iso)
            } else if field.type.files != nil {
                let names = answer.array ?? [answer]
                answers[id] = .array(try names.map { _ in .string(try picture(id, in: turn)) })
            }
        }
        return answers
    }

    private func picture(_ field: FieldID, in turn: WriteTurn) throws -> String {
        let file = try government.files.lay(album.after("building"), field: field, into: id, key: key)
        try government.files.allow(file, of: id, in: turn)
        return file.name
    }
}
