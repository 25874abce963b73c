import Civic
import Crypto
import Definition
import Engine
import Node

/// Turns reports of the past into cases: every event at its true time, clocks and their marks in order, nobody told.
///
/// A row's case has an id that follows from source and row, so a row that is there already is known by its stream, however
/// often an import is begun anew.
struct PastCases: Sendable {
    private let government: Government
    private let mapping: ReportMapping
    private let app: AppID

    /// Throws a sentence when the application can't take such reports.
    init(_ government: Government, _ mapping: ReportMapping) throws {
        self.government = government
        self.mapping = mapping
        guard let app = try? AppID(mapping.app) else { throw Sentence("app: “\(mapping.app)” bukan id aplikasi.") }
        self.app = app
        guard let definition = try government.definitions.live(app)?.definition else {
            throw Sentence(
                "Aplikasi \(app) tidak aktif di \(government.profile.name). Pasang dulu, misalnya `lumbung init --app \(app)`."
            )
        }
        for action in Self.actions where definition.actions[action] == nil {
            throw Sentence(
                "Aplikasi \(app) tidak punya tindakan \(action); riwayat laporan tidak dapat dimasukkan ke dalamnya."
            )
        }
        let categories = definition.registers["report_categories"]?.rows
        for name in mapping.category.rules.map(\.to) + [mapping.category.otherwise].compactMap({ $0 }) {
            guard let option = try? OptionID(name), categories?[option] != nil else {
                throw Sentence("category: “\(name)” bukan jenis laporan \(app). Perbaiki pemetaannya.")
            }
        }
        let agencies = Set(government.profile.agencies.map(\.id.text))
        for name in mapping.agency.map({ Array($0.values.values) + [$0.otherwise].compactMap { $0 } }) ?? [] {
            guard agencies.contains(name) else {
                throw Sentence(
                    "agency: “\(name)” bukan perangkat daerah \(government.profile.name). Yang ada: \(agencies.sorted().joined(separator: ", "))."
                )
            }
        }
    }

    private static let actions: [ActionID] = ["verify", "dispatch", "answer", "confirm"]
    private static let clock: ClockID = "answering"
    /// More marks than any clock has.
    private static let marksMax = 16

    /// The id of a row's case: 128 bits of SHA-256 over source and row.
    func caseID(of row: String) -> CaseID {
        let digest = Array(
            SHA256.hash(data: Array("lumbung import/\(government.code.text)/\(mapping.source)/\(row)".utf8))
        )
        func word(_ from: Int) -> UInt64 { digest[from..<(from + 8)].reduce(0) { $0 << 8 | UInt64($1) } }
        return CaseID(random: (word(0), word(8)))
    }

    /// The row as one piece of work: wholly in or not at all; its answer is true where the case was there already.
    func work(_ report: PastReport) throws -> Work {
        let id = caseID(of: report.row)
        let start = StartCase(
            app: app,
            answers: [
                "category": .string(report.category), "description": .string(report.description), "anonymous": true,
                "location": ["latitude": .double(report.point.latitude), "longitude": .double(report.point.longitude)],
            ],
            channel: report.channel,
            isAnonymous: true,
            attributes: ["source": .string(mapping.source), "source_row": .string(report.row)]
        )
        let begin = try government.work(starting: start, by: .importer, at: report.opened, id: id)
        let government = government
        return Work(stream: begin.stream) { turn in
            if try turn.state(id) != nil { return true }
            _ = try begin.run(&turn)
            var story = Story(government: government, id: id, at: report.opened)
            try story.act("verify", in: &turn)
            let agency = try report.agency?.text ?? story.state(in: turn).attributes["proposed_agency"]?.string ?? ""
            try story.act("dispatch", ["agency": .string(agency)], in: &turn)
            if let due = report.due { try story.perform(.promise(Self.clock, due: due), in: &turn) }
            try story.mark(until: report.closed ?? turn.now, in: &turn)
            if let closed = report.closed {
                story.at = closed
                try story.act("answer", ["answer": .string(report.answer)], in: &turn)
                try story.act("confirm", in: &turn)
            }
            return false
        }
    }

    /// One case on its way through the past.
    private struct Story {
        let government: Government
        let id: CaseID
        var at: Moment

        func state(in turn: WriteTurn) throws -> CaseState {
            guard let state = try turn.state(id) else { throw Refusal.unknownCase }
            return state
        }

        func perform(_ command: CaseCommand, in turn: inout WriteTurn) throws {
            _ = try government.perform(command, on: try state(in: turn), by: .importer, at: at, in: &turn)
        }

        func act(_ action: ActionID, _ answers: [FieldID: JSON] = [:], in turn: inout WriteTurn) throws {
            try perform(.act(action, version: nil, answers: answers, reason: nil), in: &turn)
        }

        /// The marks of clocks that were reached before the given moment, each at its time.
        mutating func mark(until moment: Moment, in turn: inout WriteTurn) throws {
            for _ in 0..<PastCases.marksMax {
                let timers = try state(in: turn).timers.filter { $0.value <= moment }
                guard let (timer, due) = timers.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return }
                at = due
                try perform(timer.command, in: &turn)
            }
        }
    }
}
