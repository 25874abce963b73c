import Civic
import Definition
import Engine
import Ledger
import Node
import Store

/// The past of a demo government as it is told: reports come in, officers act, timers fire, all through the engine's own
/// commands, in order of time, in the writer's turn.
struct Town: Sendable {
    private enum Happening: Sendable {
        case deed(Deed)
        case timer(TimerID)
    }

    let government: Government
    let stage: Stage
    let end: Moment
    private let seed: UInt64
    private var arrivals: ArraySlice<Arrival>
    private var lives: [Int: Life] = [:]
    private var agenda = Agenda<(life: Int, what: Happening)>()
    private(set) var started = 0
    private(set) var commands = 0
    /// Commands that were refused: a mistake of the story, not of the city.
    private(set) var refused: [String] = []

    init(_ government: Government, stage: Stage, arrivals: [Arrival], end: Moment, seed: UInt64) {
        self.government = government
        self.stage = stage
        self.arrivals = arrivals[...]
        self.end = end
        self.seed = seed
    }

    /// When the next thing happens; nil: nothing more before the end.
    var next: Moment? {
        let first = [arrivals.first?.at, agenda.next].compactMap { $0 }.min()
        return first.flatMap { $0 <= end ? $0 : nil }
    }

    /// How many reports come in until then: their keys are made before the turn.
    func reports(until moment: Moment) -> Int { arrivals.prefix { $0.at <= moment }.count }

    /// Everything that happens until then; `keys` has one for each report that comes in.
    mutating func live(until moment: Moment, keys: [(CaseID, BoxKey)], in turn: inout WriteTurn) throws {
        var keys = keys[...]
        while let next, next <= moment {
            if let arrival = arrivals.first, arrival.at <= agenda.next ?? end {
                arrivals.removeFirst()
                guard let (id, key) = keys.popFirst() else { preconditionFailure("each report has its key") }
                try begin(arrival, id, key, in: &turn)
            } else if let (at, line) = agenda.take() {
                switch line.what {
                case .deed(let deed): try take(deed, of: line.life, at: at, in: &turn)
                case .timer(let timer): try fire(timer, of: line.life, at: at, in: &turn)
                }
            }
        }
    }

    // MARK: What happens

    private mutating func begin(_ arrival: Arrival, _ id: CaseID, _ key: BoxKey, in turn: inout WriteTurn) throws {
        started += 1
        let number = started
        var draws = SeededGenerator(seed: seed, purpose: "case \(number)")
        let caller = stage.reporter(of: arrival, &draws)
        let photos = try stage.photos(for: arrival, id: id, key: key, &draws, in: turn)
        let start = stage.report(arrival, photos: photos, &draws)
        do {
            let work = try government.work(starting: start, by: caller, at: arrival.at, id: id)
            _ = try work.run(&turn)
        } catch let rejection as Rejection {
            refused.append("mulai \(arrival.category): \(rejection.message(.id))")
            return
        }
        commands += 1
        guard let state = try turn.state(id) else { return }
        var life = Life(arrival: arrival, id: id, key: key, draws: draws, state: state)
        remember(state.timers, before: [:], of: number)
        plan(life.next(after: nil, at: arrival.at, pace: stage.pace), of: number)
        lives[number] = life
    }

    private mutating func take(_ deed: Deed, of number: Int, at: Moment, in turn: inout WriteTurn) throws {
        guard var life = lives[number] else { return }
        // Time was quicker than the agency: the case goes on already.
        if deed == .resume, life.state.state != "waiting" { return }
        guard let (command, caller) = try stage.command(deed, of: &life, at: at, in: turn),
            try perform(command, by: caller, life: &life, number, at: at, in: &turn)
        else {
            lives[number] = life
            return
        }
        if case .reopen = deed { life.reopenings += 1 }
        if let next = life.next(after: deed, at: at, pace: stage.pace) { plan(next, of: number) }
        keep(life, number)
    }

    private mutating func fire(_ timer: TimerID, of number: Int, at: Moment, in turn: inout WriteTurn) throws {
        guard var life = lives[number], life.state.timers[timer] == at else { return }
        let before = life.state.state
        guard try perform(timer.command, by: .timer, life: &life, number, at: at, in: &turn) else { return }
        // What time brought back goes on being worked on.
        if before == "waiting", life.state.state == "in_progress" {
            plan(life.next(after: .resume, at: at, pace: stage.pace), of: number)
        }
        keep(life, number)
    }

    /// False when the rules said no.
    private mutating func perform(
        _ command: CaseCommand,
        by caller: Caller,
        life: inout Life,
        _ number: Int,
        at: Moment,
        in turn: inout WriteTurn
    ) throws -> Bool {
        do {
            _ = try government.perform(command, on: life.state, by: caller, at: at, in: &turn)
        } catch let rejection as Rejection {
            refused.append("\(life.state.number.text) \(command): \(rejection.message(.id))")
            return false
        }
        commands += 1
        guard let after = try turn.state(life.id) else { return false }
        remember(after.timers, before: life.state.timers, of: number)
        life.state = after
        return true
    }

    // MARK: What is to come

    private mutating func plan(_ next: (Deed, Moment)?, of number: Int) {
        guard let (deed, at) = next, at <= end else { return }
        agenda.add((number, .deed(deed)), at: at)
    }

    private mutating func remember(_ timers: [TimerID: Moment], before: [TimerID: Moment], of number: Int) {
        for (id, due) in timers.sorted(by: { $0.key < $1.key }) where before[id] != due && due <= end {
            agenda.add((number, .timer(id)), at: due)
        }
    }

    /// A case that has ended is not looked at again, but for a citizen who opens it once more.
    private mutating func keep(_ life: Life, _ number: Int) {
        lives[number] = life.state.endedAt == nil ? life : nil
    }
}
