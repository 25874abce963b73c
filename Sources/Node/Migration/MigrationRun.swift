import Civic
import Engine
import Store

/// Carries one order out: walks all open cases of the application and moves each in a turn of its own.
///
/// Every case is decided on as it is in its turn, so a run may stop anywhere and be taken up again: what is there is left alone.
struct MigrationRun {
    private let government: Government
    private let order: MigrationOrder
    private let app: AppID
    private let plans: MigrationPlans?
    private var groupsLeft: Int
    private var progress: MigrationProgress

    init(_ government: Government, _ order: MigrationOrder, of app: AppID, groupsMax: Int) {
        self.government = government
        self.order = order
        self.app = app
        groupsLeft = groupsMax
        progress = MigrationProgress(order: order)
        plans =
            order.undoes == nil
            ? (try? government.definitions.compiled(order.to)).map {
                MigrationPlans(government, to: $0, choices: order.choices)
            } : nil
    }

    /// How many cases were moved now.
    mutating func carryOut() async throws -> Int {
        let desk = government.definitions.moves
        desk.show(progress, of: app)
        defer { desk.show(nil, of: app) }
        let by = try orderer()
        // Cases change places in the list while it is walked, so it is walked until nothing moves any more.
        var before = -1
        while progress.moved != before {
            before = progress.moved
            (progress.held, progress.stayed) = (0, 0)
            guard try await pass(by) else { return progress.moved }
        }
        let tally = MigrationTally(
            moved: desk.isOurs(order.run) ? progress.moved : try movedInAll(),
            stayed: progress.stayed,
            held: progress.held
        )
        try await government.change(app, [.endMigration(run: order.run, tally)], by: .node)
        return progress.moved
    }

    /// Once through all open cases; false where it stopped before the end.
    private mutating func pass(_ by: ActorStamp) async throws -> Bool {
        var key = CaseListKey.start
        while true {
            try Task.checkCancellation()
            guard groupsLeft > 0 else { return false }
            groupsLeft -= 1
            let lines = try page(after: key)
            let works = lines.compactMap { line in
                CaseEvent.caseID(stream: line.stream).map { (line.number, work(on: $0, by: by)) }
            }
            let results = await government.book.submit(works.map(\.1))
            for ((number, _), result) in zip(works, results) { try note(result, of: number) }
            government.definitions.moves.show(progress, of: app)
            guard let last = lines.last, lines.count == Limits.migrationCasesAtOnce else { return true }
            key = last.key
        }
    }

    private func page(after key: CaseListKey) throws -> [CaseLine] {
        try government.database.read {
            try CaseFilter(app: app).lines(after: key, limit: Limits.migrationCasesAtOnce, on: $0)
        }
    }

    /// What the world failed at is tried again when it is well.
    private mutating func note(_ result: Result<Receipt, any Error>, of number: CaseNumber) throws {
        let receipt = try result.get()
        switch receipt.answer.string.flatMap({ MigrationForecast.Outcome(rawValue: $0) }) {
        case .moves:
            progress.moved += 1
            let newest = MigrationProgress.Moved(number: number, sequence: receipt.sequence, hash: receipt.hash)
            progress.receipts = Array(([newest] + progress.receipts).prefix(Limits.migrationExamplesMax))
        case .stays: progress.stayed += 1
        case .held: progress.held += 1
        case nil: break
        }
    }

    // MARK: One case

    private func work(on id: CaseID, by: ActorStamp) -> Work {
        let (order, plans) = (order, plans)
        return Work(stream: CaseEvent.stream(id)) { turn in
            guard let state = try turn.state(id), state.endedAt == nil else { return .null }
            let outcome =
                if let run = order.undoes {
                    try Self.takeBack(run, state, by, in: &turn)
                } else if let plans {
                    try Self.move(state, plans, order, by, in: &turn)
                } else {
                    MigrationForecast.Outcome?.none
                }
            return outcome.map { .string($0.rawValue) } ?? .null
        }
    }

    private static func move(
        _ state: CaseState,
        _ plans: MigrationPlans,
        _ order: MigrationOrder,
        _ by: ActorStamp,
        in turn: inout WriteTurn
    ) throws -> MigrationForecast.Outcome? {
        guard state.definition != order.to else { return nil }
        let outcome = planMigration(
            state,
            try turn.content(state.id) ?? CaseContent(),
            by: try plans.migration(from: state.definition),
            in: plans.context(state, at: turn.now, by: by, run: order.run)
        )
        switch outcome {
        case .moves(let event):
            try turn.append([CaseEvent.migrated(event).fact(of: state.id, definition: order.to)])
            return .moves
        case .stays: return .stays
        case .held: return .held
        }
    }

    /// Back to where the case was before the run, as long as nothing else has happened to it; nil: the run did not move it.
    private static func takeBack(
        _ run: String,
        _ state: CaseState,
        _ by: ActorStamp,
        in turn: inout WriteTurn
    ) throws -> MigrationForecast.Outcome? {
        let events = try turn.facts(of: CaseEvent.stream(state.id)).map { try CaseEvent(fact: $0) }
        let ofRun = events.compactMap { event -> CaseEvent.Migrated? in
            if case .migrated(let move) = event, move.run == run { move } else { nil }
        }
        guard let last = ofRun.last, !last.isUndo else { return nil }
        guard case .migrated(last)? = events.last, let undo = undoMigration(events, at: turn.now, by: by) else {
            return .held
        }
        try turn.append([CaseEvent.migrated(undo).fact(of: state.id, definition: undo.definition)])
        return .moves
    }

    // MARK: The ledger knows

    /// Who ordered it: each case's story names them.
    private func orderer() throws -> ActorStamp {
        let facts = try government.ledger.facts(of: InstallationEvent.stream(app)).map(\.1)
        return facts.last {
            $0.type == "installation.migration-ordered" && $0.open["order"]?["run"]?.string == order.run
        }?.actor ?? .node
    }

    /// How many open cases the run has moved, parts before a restart included.
    private func movedInAll() throws -> Int {
        let run = order.undoes ?? order.run
        var count = 0
        var key = CaseListKey.start
        while true {
            let lines = try page(after: key)
            for line in lines {
                let facts = try government.ledger.facts(of: line.stream).map(\.1).filter { $0.type == "case.migrated" }
                if facts.contains(where: {
                    $0.open["run"]?.string == run && ($0.open["undo"]?.bool ?? false) == (order.undoes != nil)
                }) {
                    count += 1
                }
            }
            guard let last = lines.last, lines.count == Limits.migrationCasesAtOnce else { return count }
            key = last.key
        }
    }
}
