package import Civic
import Definition

/// How events become a case; the engine's own way, or another one that is to be tried against it.
package struct Folding: Sendable {
    package let state: @Sendable (CaseState?, CaseEvent) -> CaseState
    /// The last argument is the event's version.
    package let content: @Sendable (CaseContent?, CaseEvent, Int) -> CaseContent

    package init(
        state: @escaping @Sendable (CaseState?, CaseEvent) -> CaseState,
        content: @escaping @Sendable (CaseContent?, CaseEvent, Int) -> CaseContent
    ) {
        self.state = state
        self.content = content
    }

    package static let engine = Folding(
        state: { state, event in evolve(state, event) },
        content: { content, event, version in evolve(content, event, version: version) }
    )
}

/// What holds for every case of every application (DESIGN §5).
package enum Invariant: String, CaseIterable, Hashable, Sendable {
    case fold, roundTrip = "round-trip", version, refusal, time, timer, clock, branch, ending, offer, rule
    case money, document, openPart = "open-part", publicView = "public-view", holding

    package var name: LocalizedText {
        switch self {
        case .fold:
            LocalizedText(id: "Melipat peristiwa memberi keadaan", en: "Folding the events gives the state")
        case .roundTrip:
            LocalizedText(id: "Yang ditulis terbaca kembali sama", en: "What is written reads back the same")
        case .version:
            LocalizedText(id: "Versi bertambah satu tiap peristiwa", en: "Versions grow by one per event")
        case .refusal:
            LocalizedText(id: "Yang ditolak tidak mengubah apa pun", en: "What is refused changes nothing")
        case .time: LocalizedText(id: "Waktu tidak berjalan mundur", en: "Time never runs backwards")
        case .timer:
            LocalizedText(id: "Pengingat yang berbunyi tidak tertinggal", en: "No timer stays behind in the past")
        case .clock: LocalizedText(id: "Jam tidak berjalan mundur", en: "Clocks never run backwards")
        case .branch:
            LocalizedText(
                id: "Setiap cabang di satu keadaan; bertemu tepat bila semuanya selesai",
                en: "Each branch stands in one state; they come together exactly when all have ended"
            )
        case .ending:
            LocalizedText(
                id: "Kasus yang berakhir tidak bergerak kecuali dibuka kembali",
                en: "A case that has ended stays so unless it is reopened"
            )
        case .offer:
            LocalizedText(
                id: "Yang ditawarkan dapat dilakukan, yang lain tidak",
                en: "What is offered can be done, and nothing else"
            )
        case .money:
            LocalizedText(id: "Setiap rupiah yang diterima tercatat sekali", en: "Every rupiah is accounted for once")
        case .document:
            LocalizedText(
                id: "Nomor dokumen berurutan dan tidak ada yang terbit dua kali",
                en: "Documents are numbered in turn, and none is issued twice"
            )
        case .rule: LocalizedText(id: "Tidak ada aturan yang gagal", en: "No rule fails")
        case .holding:
            LocalizedText(
                id: "Hanya pemegang yang bertindak, selama waktunya",
                en: "Only who holds a case acts, and only while the lease runs"
            )
        case .openPart:
            LocalizedText(
                id: "Bagian terbuka tidak memuat data pribadi atau isi kasus",
                en: "Nothing personal and nothing of the case's box is published"
            )
        case .publicView:
            LocalizedText(
                id: "Tampilan publik tidak memuat data pribadi atau isi kasus",
                en: "The public view shows nothing personal and nothing of the case's box"
            )
        }
    }
}

/// An invariant that does not hold, and what shows it.
package struct InvariantBreach: Error, Hashable, Sendable {
    package let invariant: Invariant
    package let detail: LocalizedText

    init(_ invariant: Invariant, id: String, en: String) {
        self.invariant = invariant
        detail = LocalizedText(id: id, en: en)
    }

    /// What stopped time; nil: nothing that breaks an invariant, the story's times stand in the wrong order.
    init?(_ stop: Stage.Stop) {
        switch stop {
        case .backwards: return nil
        case .timerRefused(_, let rejection) where rejection.isRuleFailure:
            self.init(.rule, id: rejection.message(.id), en: rejection.message(.en))
        case .timerRefused(let id, let rejection):
            self.init(
                .timer,
                id: "\(id) ditolak: \(rejection.message(.id))",
                en: "\(id) was refused: \(rejection.message(.en))"
            )
        case .timersNeverEnd(let id):
            self.init(.timer, id: "\(id) berbunyi terus.", en: "\(id) goes off again and again.")
        }
    }

    package var text: LocalizedText {
        LocalizedText(
            id: "\(invariant.name.text(.id)): \(detail.text(.id))",
            en: "\(invariant.name.text(.en)): \(detail.text(.en))"
        )
    }
}

/// Looks at what was played and says which invariant it breaks.
struct Invariants {
    private let plan: CompiledDefinition

    init(_ plan: CompiledDefinition) { self.plan = plan }

    // MARK: After each beat

    func breach(in beat: Beat, on stage: Stage) -> InvariantBreach? {
        if let rejection = beat.rejection {
            if rejection.isRuleFailure {
                return InvariantBreach(.rule, id: rejection.message(.id), en: rejection.message(.en))
            }
            guard beat.before == beat.after, beat.events.isEmpty else {
                return InvariantBreach(
                    .refusal,
                    id: "ditolak (\(rejection.key)), tetapi kasusnya berubah.",
                    en: "it was refused (\(rejection.key)), but the case changed."
                )
            }
            return nil
        }
        guard let after = beat.after else { return nil }
        let version = (beat.before?.version ?? 0) + beat.events.count
        if after.version != version {
            return InvariantBreach(
                .version,
                id: "versi \(after.version) setelah \(version) peristiwa.",
                en: "version \(after.version) after \(version) events."
            )
        }
        if let before = beat.before, after.changedAt < before.changedAt {
            return InvariantBreach(
                .time,
                id: "\(after.changedAt.rfc3339) setelah \(before.changedAt.rfc3339).",
                en: "\(after.changedAt.rfc3339) after \(before.changedAt.rfc3339)."
            )
        }
        return money(after) ?? WorkInvariants(plan).breach(in: beat, after) ?? clocks(beat.before, after) ?? timers(
            beat,
            after
        )
            ?? BranchInvariant(plan).breach(in: beat, after)
            ?? ending(beat, after) ?? documents(after)
            ?? fold(stage.folded.state, stage.folded.content, stage)
    }

    /// In each counter 1, 2, 3 …; no number twice; one of a kind in force at most.
    private func documents(_ after: CaseState) -> InvariantBreach? {
        var last: [String: Int] = [:]
        var numbers: Set<String> = []
        for document in after.documents.map(\.document) {
            if document.serial != last[document.counter, default: 0] + 1 || !numbers.insert(document.number).inserted {
                return InvariantBreach(
                    .document,
                    id: "\(document.number) bukan giliran berikutnya.",
                    en: "\(document.number) is not the next number."
                )
            }
            last[document.counter] = document.serial
        }
        for id in plan.definition.documents.order {
            let standing = after.documents.filter { $0.document.id == id && $0.standing.isInForce }
            if standing.count > 1 {
                return InvariantBreach(.document, id: "\(id) terbit dua kali.", en: "\(id) was issued twice.")
            }
        }
        return nil
    }

    private func clocks(_ before: CaseState?, _ after: CaseState) -> InvariantBreach? {
        for (id, clock) in after.clocks.sorted(by: { $0.key < $1.key }) {
            guard let before = before?.clocks[id], let detail = Self.backwards(before, clock) else { continue }
            return InvariantBreach(.clock, id: "\(id) \(detail.text(.id))", en: "\(id) \(detail.text(.en))")
        }
        return nil
    }

    private static func backwards(_ before: ClockState, _ after: ClockState) -> LocalizedText? {
        switch (before, after) {
        case (.running(let old), .running(let new)):
            if new.startedAt < old.startedAt {
                return LocalizedText(id: "mulai lebih awal daripada sebelumnya.", en: "began earlier than before.")
            }
            if new.startedAt == old.startedAt, new.marked < old.marked {
                return LocalizedText(id: "kehilangan tanda \(old.marked)%.", en: "lost its mark of \(old.marked)%.")
            }
        case (.paused(let old), .paused(let new)) where old != new:
            return LocalizedText(id: "berubah selagi berhenti.", en: "changed while it stood still.")
        case (.met, .paused), (.breached, .paused), (.stopped, .paused):
            return LocalizedText(id: "sudah berakhir, lalu berhenti sementara.", en: "had ended, and was paused.")
        case (.running, _), (.paused, _), (.met, _), (.breached, _), (.stopped, _): break
        }
        return nil
    }

    /// A timer that has gone off is gone; each running clock's next mark has its timer, and no other clock has one.
    private func timers(_ beat: Beat, _ after: CaseState) -> InvariantBreach? {
        if case .time(let id) = beat.doer, let before = beat.before, before.timers[id] == after.timers[id] {
            return InvariantBreach(.timer, id: "\(id) masih menunggu.", en: "\(id) still waits.")
        }
        for (id, clock) in after.clocks.sorted(by: { $0.key < $1.key }) {
            guard case .running(let run) = clock, let next = run.next else { continue }
            let timer = TimerID.clock(id, percent: next.percent)
            if after.timers[timer] != next.at {
                return InvariantBreach(.timer, id: "\(timer) tidak direncanakan.", en: "\(timer) is not planned.")
            }
        }
        for timer in after.timers.keys.sorted() {
            guard case .clock(let id, let percent) = timer else { continue }
            if case .running(let run)? = after.clocks[id], run.next?.percent == percent { continue }
            return InvariantBreach(.timer, id: "\(timer) tanpa jam.", en: "\(timer) has no clock.")
        }
        return nil
    }

    private func ending(_ beat: Beat, _ after: CaseState) -> InvariantBreach? {
        if let before = beat.before, plan.definition.states[before.state]?.isEnd == true, before.state != after.state {
            let isDeclared = beat.events.allSatisfy { event in
                guard case .moved(let moved) = event else { return true }
                return plan.definition.actions[moved.action]?.from.contains(before.state) ?? false
            }
            if !isDeclared {
                return InvariantBreach(
                    .ending,
                    id: "\(before.state) → \(after.state).",
                    en: "\(before.state) → \(after.state)."
                )
            }
        }
        let isEnd = plan.definition.states[after.state]?.isEnd ?? false
        guard isEnd == (after.endedAt != nil) else {
            return InvariantBreach(
                .ending,
                id: "\(after.state) \(isEnd ? "" : "tidak ")berakhir, tetapi kasusnya \(isEnd ? "tidak" : "ya").",
                en: "\(after.state) is \(isEnd ? "an" : "no") end, the case \(isEnd ? "has not ended" : "has")."
            )
        }
        return nil
    }

    // MARK: Once a case is played

    /// What only the whole case shows: its events folded again, written and read, and what the public sees of them.
    func breach(ofAll stage: Stage) -> InvariantBreach? {
        guard let state = stage.state, let content = stage.content else { return nil }
        if let (id, due) = stage.nextTimer, due < stage.now {
            return InvariantBreach(
                .timer,
                id: "\(id) seharusnya berbunyi \(due.rfc3339).",
                en: "\(id) should have gone off at \(due.rfc3339)."
            )
        }
        do {
            if let breach = try folded(stage, state) { return breach }
            if try CaseState(json: JSON(parsing: state.json.canonical)) != state {
                return InvariantBreach(.roundTrip, id: "keadaan kasus berubah.", en: "the state of the case changes.")
            }
            if try CaseContent(json: JSON(parsing: content.json.canonical)) != content {
                return InvariantBreach(.roundTrip, id: "isi kasus berubah.", en: "the content of the case changes.")
            }
        } catch {
            return InvariantBreach(.roundTrip, id: "\(error)", en: "\(error)")
        }
        return Secrets(plan).publicBreach(stage.events, in: stage.calendar.zone)
    }

    /// The events as they come back from their bytes, folded from the beginning.
    private func folded(_ stage: Stage, _ state: CaseState) throws -> InvariantBreach? {
        var folded: CaseState?
        var content: CaseContent?
        let secrets = Secrets(plan)
        for (index, event) in stage.events.enumerated() {
            let fact = event.fact(of: state.id, definition: plan.hash)
            if let breach = secrets.breach(in: fact) { return breach }
            let back = try CaseEvent(fact: fact.readBack())
            if back != event {
                return InvariantBreach(
                    .roundTrip,
                    id: "peristiwa \(index + 1) (\(fact.type)) berubah.",
                    en: "event \(index + 1) (\(fact.type)) changes."
                )
            }
            content = evolve(content, back, version: index + 1)
            folded = evolve(folded, back)
        }
        return fold(folded, content, stage)
    }

    private func fold(_ folded: CaseState?, _ content: CaseContent?, _ stage: Stage) -> InvariantBreach? {
        if folded != stage.state {
            let names = folded.flatMap { other in stage.state?.differences(from: other) } ?? []
            return InvariantBreach(
                .fold,
                id: "berbeda: \(names.joined(separator: ", ")).",
                en: "it differs in: \(names.joined(separator: ", "))."
            )
        }
        if content != stage.content {
            return InvariantBreach(.fold, id: "isi kasus berbeda.", en: "the content of the case differs.")
        }
        return nil
    }
}

extension Rejection {
    fileprivate var isRuleFailure: Bool {
        if case .ruleFailed = self { return true }
        return false
    }
}

extension Fact {
    /// The fact as it comes back from its bytes.
    fileprivate func readBack() throws -> Fact {
        var parts: [ClosedFact] = []
        for part in closed {
            parts.append(ClosedFact(owner: part.owner, content: try JSON(parsing: part.content.canonical)))
        }
        return Fact(
            stream: stream,
            type: type,
            at: try Moment(rfc3339: at.rfc3339),
            actor: try ActorStamp(json: JSON(parsing: actor.json.canonical)),
            definition: definition,
            open: try JSON(parsing: open.canonical),
            closed: parts
        )
    }
}

extension CaseState {
    /// The parts of the written form in which two states differ.
    fileprivate func differences(from other: CaseState) -> [String] {
        let (mine, its) = (json.object ?? [:], other.json.object ?? [:])
        return Set(mine.keys).union(its.keys).filter { mine[$0] != its[$0] }.sorted()
    }
}
