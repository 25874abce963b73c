package import Civic
import Definition

/// Tells a story as it went, for whoever designs the service: when, who, with which answers, what became of it.
package struct Transcript {
    let plan: CompiledDefinition
    private let calendar: WorkingCalendar
    private let agencies: [AgencyID: LocalizedText]
    let formats: Formats
    private let width: Int
    let language: Language

    /// `width`: characters of the page.
    package init(
        _ plan: CompiledDefinition,
        calendar: WorkingCalendar,
        agencies: [AgencyID: LocalizedText],
        language: Language,
        width: Int = 100
    ) {
        self.plan = plan
        self.calendar = calendar
        self.agencies = agencies
        self.language = language
        self.width = max(width, 40)
        formats = Formats(language: language, zone: calendar.zone)
    }

    package func lines(of result: ScenarioResult) -> [String] {
        var lines = TextColumns.wrapped(result.title.text(language), width: width)
        lines.append(String(repeating: "─", count: lines.map(\.count).max() ?? 0))
        var day: CivilDate?
        for scene in result.scenes {
            for beat in scene.beats {
                heading(&day, beat.at, &lines)
                lines += told(beat)
            }
            if scene.beats.isEmpty {
                heading(&day, scene.at, &lines)
                lines += quiet(scene, after: result.scenes)
            }
        }
        for failure in result.failures {
            lines.append("")
            lines.append(say("GAGAL", "FAILED"))
            lines += failure.printed(in: result, language, width: width)
        }
        return lines
    }

    func say(_ id: String, _ en: String) -> String { language == .id ? id : en }

    // MARK: Time

    /// A line for each new day, with the workdays that went by since the last one.
    private func heading(_ day: inout CivilDate?, _ moment: Moment, _ lines: inout [String]) {
        let date = moment.date(in: calendar.zone)
        guard date != day else { return }
        var words: [String] = []
        if let day {
            let passed = calendar.workdays(from: day, to: date).count
            words.append(
                say("\(passed) hari kerja kemudian", passed == 1 ? "1 workday later" : "\(passed) workdays later")
            )
            lines.append("")
        }
        if !calendar.isWorkday(date) {
            words.append(calendar.closed[date] ?? say("kantor tutup", "the office is closed"))
        }
        let after = words.isEmpty ? "" : " (" + words.joined(separator: "; ") + ")"
        lines += TextColumns.wrapped("\(formats.longDate(date)), \(calendar.zone.label)\(after)", width: width)
        day = date
    }

    /// A step in which only time went by.
    private func quiet(_ scene: Scene, after scenes: [Scene]) -> [String] {
        let before = scenes.prefix { $0.number < scene.number }
        let state = before.reversed().lazy.flatMap { $0.beats.reversed() }.first?.after
        return ["  " + formats.clock(scene.at) + "  " + say("Waktu berlalu", "Time goes by")]
            + (state.map { clocks($0, changed: [], at: scene.at) } ?? [])
    }

    // MARK: Beats

    private func told(_ beat: Beat) -> [String] {
        var lines = TextColumns.labelled(formats.clock(beat.at), head(beat), indent: 2, label: 5, width: width)
        if case .somebody(let deed) = beat.doer { lines += answers(deed, beat) }
        if let rejection = beat.rejection {
            return lines + row(say("ditolak", "refused"), "[\(rejection.key)] \(rejection.message(language))")
        }
        for event in beat.events { lines += outcome(event, beat) }
        if let after = beat.after { lines += clocks(after, changed: beat.events.flatMap(\.clockChanges), at: beat.at) }
        return lines + beat.notices.flatMap { notice($0, beat) }
    }

    /// Who did what: "Petugas verifikasi, Diskominfo: Verifikasi".
    private func head(_ beat: Beat) -> String {
        switch beat.doer {
        case .time(.action(let id)):
            return say("Waktu", "Time") + ": " + (plan.definition.actions[id]?.name.text(language) ?? id.text)
        case .time(.lease(let role)):
            return say("Waktu", "Time") + ": " + roleName(role) + say(", waktu pegang habis", ", the lease has run out")
        case .time(.clock(let id, let percent)):
            return say("Waktu", "Time") + ": " + clockName(id)
                + (percent == 100 ? say(", tenggat tiba", ", the due time has come") : " \(percent)%")
        case .time(.document(let index, let days)):
            return say("Waktu", "Time") + ": " + documentName(index, beat)
                + (days.map { say(" berakhir \($0) hari lagi", " ends in \($0) days") } ?? say(" berakhir", " ends"))
        case .somebody(let deed):
            let number = beat.after.map { " → \($0.number)" } ?? ""
            switch deed.verb {
            case .start: return name(of: deed.actor, beat) + ": " + say("memulai", "starts") + number
            case .note: return name(of: deed.actor, beat) + ": " + say("menulis catatan", "writes a note")
            case .work(let work): return name(of: deed.actor, beat) + ": " + WorkWords(language: language).deed(work)
            case .pay: return say("Bank: pembayaran masuk", "Bank: a payment comes in")
            case .refund: return say("Bendahara: pengembalian", "Treasurer: a refund")
            case .act(let id):
                return name(of: deed.actor, beat) + ": " + (plan.definition.actions[id]?.name.text(language) ?? id.text)
            }
        }
    }

    private func name(of actor: ScenarioActor, _ beat: Beat) -> String {
        var parts = [plan.definition.roles[actor.role]?.name.text(language) ?? actor.role.text]
        switch beat.context.actor {
        case .officer(_, let grants):
            if let agency = grants.first?.agency { parts.append(agencyName(agency)) }
        case .peer(let government, _, _):
            parts.append(say("pemerintah lain", "other government") + " \(government.text)")
        case .citizen, .timer, .importer, .bank: break
        }
        return parts.joined(separator: ", ") + (actor.person.map { " (\($0))" } ?? "")
    }

    private func answers(_ deed: ScenarioDeed, _ beat: Beat) -> [String] {
        let form: Keyed<FieldID, Field>
        switch deed.verb {
        case .start: form = plan.definition.form
        case .act(let id): form = beat.before.map { plan.form(of: id, on: $0) } ?? [:]
        case .note: return row(say("catatan", "note"), deed.reason ?? "")
        case .work: return deed.reason.map { row(say("alasan", "reason"), "“\($0)”") } ?? []
        case .pay, .refund: return []
        }
        let kept = beat.events.first?.keptAnswers ?? [:]
        var lines: [String] = []
        for (id, field) in form.all {
            guard let answer = kept[id] ?? deed.answers[id] else { continue }
            lines += row(field.label.text(language), shown(answer, of: id))
        }
        for (id, remark) in (deed.answers[Definition.markedFields]?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            let label = (try? FieldID(id)).flatMap { plan.definition.form[$0]?.label.text(language) } ?? id
            lines += row(say("dikembalikan", "sent back"), label + ": “" + (remark.string ?? "") + "”")
        }
        if let reason = deed.reason { lines += row(say("alasan", "reason"), "“\(reason)”") }
        return lines
    }

    private func shown(_ answer: JSON, of id: FieldID) -> String {
        switch plan.shown(answer, of: id, formats: formats, agencies: agencies) {
        case nil: return answer.string ?? answer.text
        case .files(let files)?:
            let names = files.isEmpty ? (answer.array ?? [answer]).compactMap(\.string) : files
            return names.joined(separator: ", ")
        case .text(let text)?: return text.contains(" ") && answer.string == text ? "“\(text)”" : text
        case .some(let other): return other.line
        }
    }

    // MARK: What became of it

    private func outcome(_ event: CaseEvent, _ beat: Beat) -> [String] {
        var lines: [String] = []
        switch event {
        case .started(let started):
            lines += state(nil, started.state) + opened(started.opened)
            lines += row(say("perangkat daerah", "agency"), agencyName(started.agency))
            lines += set(started.attributes) + tables(started.rows)
        case .moved(let moved):
            if let step = moved.step { lines += row(branchName(step.branch), way(step.from, step.to)) }
            if moved.step?.joined ?? true { lines += state(moved.from, moved.to) + opened(moved.opened) }
            if let agency = moved.agency, let before = beat.before?.agency {
                lines += row(say("perangkat daerah", "agency"), "\(agencyName(before)) → \(agencyName(agency))")
            }
            lines += set(moved.attributes) + tables(moved.rows) + bills(moved.money) + documents(moved.documents, beat)
        case .paymentReceived(let received):
            lines += row(say("pembayaran", "payment"), money.told(received, plan.definition.fees[received.fee]))
        case .refundPaid(let refund):
            lines += row(say("dikembalikan", "given back"), formats.money(refund.amount))
        case .documentMarked(let marked): lines += documents(marked.documents, beat)
        case .clockMarked(let marked):
            if let role = marked.assign {
                lines += row(say("dipegang oleh", "in the hands of"), roleName(role))
            }
        case .replanned(let replanned) where replanned.clocks.isEmpty:
            lines += row(
                say("status", "state"),
                say("tetap: syaratnya tidak terpenuhi", "unchanged: the guard does not hold")
            )
        case .work(let work):
            let (label, text) = WorkWords(language: language).outcome(work, role: roleName, formats: formats)
            lines += row(label, text)
        case .noted, .replanned, .migrated, .erased, .corrected: break
        }
        return lines
    }

    /// In the officer's words, and in the citizen's where they differ.
    private func state(_ from: StateID?, _ to: StateID) -> [String] {
        let words = { (isCitizen: Bool) -> String in
            let name = { (id: StateID) in plan.stateName(id, forCitizen: isCitizen).text(language) }
            if from == to { return say("tetap ", "still ") + name(to) }
            return (from.map { name($0) + " → " } ?? "→ ") + name(to)
        }
        let (ours, theirs) = (words(false), words(true))
        return row(say("status", "state"), ours)
            + (ours == theirs ? [] : row(say("warga membaca", "the citizen reads"), theirs))
    }

    private func way(_ from: StateID, _ to: StateID) -> String {
        let name = { (id: StateID) in plan.stateName(id, forCitizen: false).text(language) }
        return from == to ? say("tetap ", "still ") + name(to) : name(from) + " → " + name(to)
    }

    /// Branches that begin.
    private func opened(_ branches: [BranchID: StateID]) -> [String] {
        branches.sorted { $0.key < $1.key }.flatMap { id, state in
            row(branchName(id), "→ " + plan.stateName(state, forCitizen: false).text(language))
        }
    }

    private func branchName(_ id: BranchID) -> String {
        say("cabang ", "branch ") + (plan.definition.branch(id)?.name.text(language) ?? id.text)
    }

    private func set(_ attributes: [String: JSON]) -> [String] {
        let told = attributes.filter { $0.key != "side" && $0.key != "counterpart" }.sorted { $0.key < $1.key }
        guard !told.isEmpty else { return [] }
        let words = told.map { "\($0.key) = \($0.value.string ?? $0.value.text)" }
        return row(say("ditetapkan", "set"), words.joined(separator: ", "))
    }

    private var money: MoneyWords { MoneyWords(language: language, formats: formats) }

    private func bills(_ moves: MoneyMoves) -> [String] {
        guard !moves.isEmpty else { return [] }
        let lines = moves.issued?.lines ?? []
        return row(say("uang", "money"), String(money.told(moves, plan.definition).dropFirst(2)))
            + (lines.count > 1 ? lines.flatMap { row($0.name.text(language), formats.money($0.amount)) } : [])
    }

    private func tables(_ rows: [TableID: String]) -> [String] {
        rows.sorted { $0.key < $1.key }.flatMap { table, hit in row(say("tabel \(table)", "table \(table)"), hit) }
    }

    private func clocks(_ state: CaseState, changed: [ClockChange], at now: Moment) -> [String] {
        plan.definition.clocks.order.flatMap { id -> [String] in
            guard let clock = state.clocks[id] else { return [] }
            let change = changed.last { $0.clock == id }
            guard change != nil || !clock.isEnded else { return [] }
            let told = ClockWords(language: language, formats: formats, calendar: calendar)
                .told(clock, plan.clocks.first { $0.id == id }, change: change?.what, at: now)
            return row(say("jam", "clock"), clockName(id) + ": " + told)
        }
    }

    private func notice(_ due: DueNotice, _ beat: Beat) -> [String] {
        guard let state = beat.after else { return [] }
        var lines: [String] = []
        let slots = NoticeSlots(
            link: "…/lacak/\(state.number)",
            government: say("Pemerintah", "Government"),
            agencies: agencies
        )
        let tell = { (name: String, isCitizen: Bool) in
            let text = plan.text(
                of: due.id,
                state: state,
                content: beat.content,
                forCitizen: isCitizen,
                slots: slots,
                formats: formats
            )
            lines += row(say("kabar", "notice"), say("kepada ", "to ") + name + ": “\(text ?? due.id.text)”")
        }
        if due.toCitizen {
            let citizen = plan.definition.roles.all.first { $0.element.scope == .everyone }
            let name = citizen?.element.name.text(language) ?? say("Warga", "Citizen")
            tell(state.hasContact ? name : name + say(" (tanpa kontak)", " (no contact)"), true)
        }
        for role in due.roles { tell(roleName(role), false) }
        return lines
    }

    // MARK: Words

    private func clockName(_ id: ClockID) -> String { plan.definition.clocks[id]?.name.text(language) ?? id.text }
    private func roleName(_ id: RoleID) -> String { plan.definition.roles[id]?.name.text(language) ?? id.text }
    private func agencyName(_ id: AgencyID) -> String { agencies[id]?.text(language) ?? id.text }

    func row(_ label: String, _ text: String) -> [String] {
        let column = min(24, width / 3)
        if label.count <= column {
            return TextColumns.labelled(label, text, indent: 9, label: column, width: width)
        }
        return TextColumns.wrapped(label, width: width - 9).map { "         " + $0 }
            + TextColumns.labelled("", text, indent: 9, label: column, width: width)
    }
}

/// How one clock is told.
struct ClockWords {
    let language: Language
    let formats: Formats
    let calendar: WorkingCalendar

    func say(_ id: String, _ en: String) -> String { language == .id ? id : en }

    /// "dimulai; tenggat 27 November 2026 pukul 16.00 WIB, sisa 3 hari kerja".
    func told(_ state: ClockState, _ clock: CompiledClock?, change: ClockChange.Happening?, at now: Moment) -> String {
        let isOffice = clock.map { $0.time(on: calendar).kind == .office } ?? true
        let what = change.map { word($0) + "; " } ?? ""
        switch state {
        case .running(let run):
            return what + say("tenggat ", "due ") + formats.shortDateTime(run.due) + ", "
                + left(until: run.due, from: now, isOffice)
        case .paused(let pause):
            let minutes = pause.workingMinutesLeft
            let time = formats.duration(.minutes(minutes.magnitude < 1 ? 0 : Int(minutes.magnitude)))
            let kind = isOffice ? say(" kerja", " of working time") : ""
            return what
                + (minutes < 0
                    ? say("terlambat \(time)\(kind)", "\(time)\(kind) late")
                    : say("sisa \(time)\(kind)", "\(time)\(kind) left"))
        case .met(let at, let due):
            return say("selesai tepat waktu ", "ended in time ") + formats.shortDateTime(at)
                + say(" (tenggat ", " (due ") + formats.shortDateTime(due) + ")"
        case .breached(let at, let due):
            return say("selesai terlambat ", "ended late ") + formats.shortDateTime(at)
                + say(" (tenggat ", " (due ") + formats.shortDateTime(due) + ")"
        case .stopped: return say("dihentikan, tidak dihitung", "stopped, does not count")
        }
    }

    private func word(_ happening: ClockChange.Happening) -> String {
        switch happening {
        case .started: say("dimulai", "started")
        case .paused: say("berhenti sementara", "paused")
        case .resumed: say("berjalan lagi", "resumed")
        case .restarted: say("dimulai ulang", "started anew")
        case .met: say("terpenuhi", "met")
        case .breached: say("terlambat", "breached")
        case .stopped: say("dihentikan", "stopped")
        case .marked: say("ditandai", "marked")
        case .replanned: say("dihitung ulang", "planned anew")
        case .extended: say("diperpanjang", "extended")
        }
    }

    private func left(until due: Moment, from now: Moment, _ isOffice: Bool) -> String {
        let isLate = now > due
        let (early, late) = isLate ? (due, now) : (now, due)
        let length: String
        let days = calendar.workdays(from: early.date(in: calendar.zone), to: late.date(in: calendar.zone)).count
        if isOffice, days >= 1 {
            length = say("\(days) hari kerja", days == 1 ? "1 workday" : "\(days) workdays")
        } else if isOffice {
            let minutes = calendar.workingMinutes(from: early, to: late)
            if minutes == 0 { return say("tidak ada waktu kerja tersisa", "no working time left") }
            length = formats.duration(.minutes(minutes)) + say(" kerja", " of working time")
        } else {
            length = formats.duration(late - early)
        }
        return isLate ? say("terlambat ", "late by ") + length : say("sisa ", "") + length + say("", " left")
    }
}

extension CaseEvent {
    var clockChanges: [ClockChange] {
        switch self {
        case .started(let event): event.clocks
        case .moved(let event): event.clocks
        case .clockMarked(let event): [event.change]
        case .replanned(let event): event.clocks
        case .noted, .migrated, .erased, .corrected, .paymentReceived, .refundPaid, .work, .documentMarked: []
        }
    }
}
