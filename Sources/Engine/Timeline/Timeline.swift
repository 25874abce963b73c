package import Civic
import Definition

/// Tells a case's events in the reader's language; texts come from the definition when the page is made.
package struct Timeline {
    private var plan: CompiledDefinition
    /// Definitions under which the case ran before it moved to this one, by hash.
    private let earlier: [Digest: CompiledDefinition]
    private let audience: Audience
    private let formats: Formats
    private let agencies: [AgencyID: LocalizedText]
    private let content: CaseContent?
    private let officers: [OfficerID: String]

    /// `content`: what the opened boxes say, where the events were read without them.
    ///
    /// `earlier`: the definitions under which it ran before. `officers`: names, for officers alone.
    package init(
        _ plan: CompiledDefinition,
        for audience: Audience,
        formats: Formats,
        agencies: [AgencyID: LocalizedText],
        content: CaseContent? = nil,
        earlier: [CompiledDefinition] = [],
        officers: [OfficerID: String] = [:]
    ) {
        self.plan = plan
        self.officers = officers
        self.earlier = Dictionary(earlier.map { ($0.hash, $0) }, uniquingKeysWith: { first, _ in first })
        self.audience = audience
        self.formats = formats
        self.agencies = agencies
        self.content = content
    }

    /// Oldest first.
    ///
    /// `events` are all of the case, numbered from version 1.
    package func entries(_ events: [CaseEvent]) -> [TimelineEntry] {
        var state: StateID?
        var agency: AgencyID?
        var entries: [TimelineEntry] = []
        for (index, event) in events.enumerated() {
            let teller = teller(of: index, among: events)
            switch event {
            case .started(let started): (state, agency) = (started.state, started.agency)
            case .moved(let moved): (state, agency) = (moved.to, moved.agency ?? agency)
            case .migrated(let migrated): state = migrated.to
            case .clockMarked, .noted, .replanned, .erased, .corrected, .paymentReceived, .refundPaid, .work,
                .documentMarked:
                break
            }
            guard var state, teller.isVisible(event) else { continue }
            if case .moved(let moved) = event, let step = moved.step, !step.joined { state = step.to }
            entries.append(teller.entry(event, version: index + 1, state: state, agency: agency))
        }
        return entries
    }

    /// Each event is told in the words of the definition under which it happened.
    private func teller(of index: Int, among events: [CaseEvent]) -> Timeline {
        for case .migrated(let next) in events[(index + 1)...] {
            guard let known = earlier[next.previous] else { return self }
            var teller = self
            teller.plan = known
            return teller
        }
        return self
    }

    private var language: Language { formats.language }

    private func say(_ id: String, _ en: String) -> String { language == .id ? id : en }

    private func isVisible(_ event: CaseEvent) -> Bool {
        switch event {
        case .started: true
        case .moved(let moved):
            audience == .officer || plan.definition.actions[moved.action]?.citizenVisible ?? false
        case .clockMarked: audience == .officer
        // Officers' notes are for officers; the citizen sees what they added themselves.
        case .noted(let noted): audience == .officer || audience == .citizen && noted.by.kind == .citizen
        case .replanned(let replanned): audience != .everyone && !replanned.clocks.isEmpty
        case .migrated, .corrected, .paymentReceived, .refundPaid, .documentMarked: audience != .everyone
        case .erased: true
        case .work(let work): audience == .officer || !work.isForOfficersAlone
        }
    }

    private func entry(_ event: CaseEvent, version: Int, state: StateID, agency: AgencyID?) -> TimelineEntry {
        let sealed = sealed(of: event)
        let mayOpen = audience != .everyone
        let erased = mayOpen && (sealed?.erased ?? false || content?.erased.contains(version) ?? false)
        return TimelineEntry(
            version: version,
            kind: kind(of: event),
            at: event.at,
            tone: plan.state(state)?.tone ?? .working,
            state: plan.stateName(state, forCitizen: audience != .officer).text(language),
            title: title(of: event, agency: agency),
            by: name(of: event.by),
            details: details(of: event, version),
            reason: mayOpen ? sealed?.reason ?? content?.reasons[version] : nil,
            note: mayOpen ? sealed?.note ?? content?.notes[version] : nil,
            isErased: erased
        )
    }

    private func sealed(of event: CaseEvent) -> CaseEvent.Sealed? {
        switch event {
        case .started(let event): event.sealed
        case .moved(let event): event.sealed
        case .noted(let event): event.sealed
        case .migrated(let event): event.sealed
        case .work(let event): event.sealed
        case .corrected(let event): event.sealed
        case .clockMarked, .replanned, .erased, .paymentReceived, .refundPaid, .documentMarked: nil
        }
    }

    private func kind(of event: CaseEvent) -> TimelineEntry.Kind {
        switch event {
        case .started: .started
        case .moved: .moved
        case .clockMarked, .documentMarked: .clock
        case .noted: .note
        case .replanned, .migrated, .erased, .corrected: .replanned
        case .work: .work
        case .paymentReceived, .refundPaid: .money
        }
    }

    // MARK: Words

    private func title(of event: CaseEvent, agency: AgencyID?) -> String {
        switch event {
        case .started(let started):
            return started.channel.isAssisted
                ? say(
                    "Diterima melalui \(started.channel.name.text(.id))",
                    "Received: \(started.channel.name.text(.en))"
                )
                : say("Diterima", "Received")
        case .moved(let moved):
            guard let action = plan.definition.actions[moved.action] else { return moved.action.text }
            let words = MoneyWords(language: language, formats: formats)
            let money = audience == .everyone ? "" : words.told(moved.money, plan.definition)
            return fill(action.done.text(language), moved, agency) + money
        case .clockMarked(let marked):
            let name = plan.definition.clocks[marked.clock]?.name.text(language) ?? marked.clock.text
            let told = marked.notify + [marked.assign].compactMap { $0 }.filter { !marked.notify.contains($0) }
            let roles = told.map { plan.definition.roles[$0]?.name.text(language) ?? $0.text }
            let used = formats.percent(Double(marked.percent) / 100)
            let toWhom = roles.isEmpty ? "" : say("; diberitahukan kepada ", "; told: ") + roles.joined(separator: ", ")
            return marked.percent == 100
                ? say("\(name): batas waktu lewat", "\(name): overdue") + toWhom
                : say("\(name): \(used) waktu terpakai", "\(name): \(used) of the time used") + toWhom
        case .noted: return say("Catatan", "Note")
        case .paymentReceived(let received):
            return MoneyWords(language: language, formats: formats).told(received, plan.definition.fees[received.fee])
        case .refundPaid(let refund):
            return say(
                "Dikembalikan \(formats.money(refund.amount))",
                "\(formats.money(refund.amount)) was given back"
            )
        case .documentMarked(let marked): return marked.documents.map { told($0) }.joined(separator: "; ")
        case .replanned(let replanned):
            return say("Batas waktu dihitung ulang menurut kalender baru", "Planned anew on the changed calendar")
                + dues(replanned.clocks.map { ($0.clock, $0.state) })
        case .migrated(let migrated):
            let version = "\(plan.definition.version)"
            return
                (migrated.isUndo
                ? say("Dikembalikan ke versi \(version) layanan ini", "Back to version \(version) of this service")
                : say(
                    "Dilanjutkan menurut versi \(version) layanan ini",
                    "Goes on under version \(version) of this service"
                ))
                + dues(migrated.clocks.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        case .work(let work): return title(of: work)
        case .erased(let erased): return title(of: erased)
        case .corrected(let corrected):
            let names = corrected.changed.map { "“\(plan.field($0)?.label.text(language) ?? $0.text)”" }
            return say("Jawaban diperbaiki: ", "Corrected: ") + names.joined(separator: ", ")
        }
    }

    private func title(of erased: CaseEvent.Erased) -> String {
        let what =
            erased.scope == .all
            ? say("Data pribadi perkara ini dihapus", "The personal data of this case were erased")
            : say("Nama dan nomor yang dapat dihubungi dihapus", "Name and contact were erased")
        switch erased.ground {
        case .request: return what + say(" atas permintaan", " on request")
        case .retention:
            let years = erased.years ?? 0
            return what
                + say(
                    " karena masa simpan \(years) tahun berakhir",
                    years == 1 ? ": kept for 1 year" : ": kept for \(years) years"
                )
        }
    }

    private func title(of work: WorkEvent) -> String {
        switch work {
        case .held(let held):
            let who = officerName(held.holding.officer)
            let until = formats.shortDateTime(held.holding.until)
            switch held.how {
            case .claimed: return say("Diambil \(who)", "Taken by \(who)")
            case .renewed: return say("\(who) melanjutkan, sampai \(until)", "\(who) goes on, until \(until)")
            case .assigned: return say("Dibagikan kepada \(who)", "Handed to \(who)")
            case .handedOver: return say("Diserahkan kepada \(who)", "Handed over to \(who)")
            case .takenOver: return say("Diambil alih \(who)", "Taken over by \(who)")
            }
        case .linked(let linked):
            let number = linked.link.number.text
            switch linked.link.kind {
            case .duplicateOf: return say("Digabung dengan \(number)", "Merged into \(number)")
            case .hasDuplicate: return say("\(number) digabung ke sini", "\(number) was merged into this")
            case .partOf: return say("Dipisahkan dari \(number)", "Split from \(number)")
            case .hasPart: return say("Sebagian dipisahkan menjadi \(number)", "A part became \(number)")
            case .continues: return say("Kelanjutan \(number)", "Goes on from \(number)")
            case .continuedBy: return say("Dilanjutkan dalam \(number)", "Goes on as \(number)")
            }
        case .released(let released):
            let who = officerName(released.officer)
            switch released.how {
            case .lapsed:
                return say("Tidak lagi dipegang \(who): waktunya habis", "No longer with \(who): the time ran out")
            case .givenBack: return say("Dilepas \(who)", "Given back by \(who)")
            case .movedOn: return say("Selesai dipegang \(who)", "\(who) is done with it")
            }
        }
    }

    private func officerName(_ id: OfficerID) -> String { officers[id] ?? say("petugas", "an officer") }

    /// Documents are told by their numbers, which never change.
    private func told(_ change: DocumentChange) -> String {
        switch change {
        case .issued(let document): say("Terbit \(document.number)", "Issued \(document.number)")
        case .stands(let index, let standing, let follower):
            say("Dokumen ke-\(index + 1): ", "Document \(index + 1): ") + standing.name.text(language)
                + (follower.map { " (\($0))" } ?? "")
        case .reminded(_, let days):
            say("Dokumen berakhir \(days) hari lagi", "The document ends in \(days) days")
        }
    }

    /// When running clocks fall due: ` (Penanganan: 12 Desember 2026 14.00)`.
    private func dues(_ clocks: [(ClockID, ClockState)]) -> String {
        let dues = clocks.compactMap { id, clock in
            clock.due.map { (plan.definition.clocks[id]?.name.text(language) ?? id.text) + ": " + formats.dateTime($0) }
        }
        return dues.isEmpty ? "" : " (" + dues.joined(separator: "; ") + ")"
    }

    /// `{agency}`, `{from}`, `{to}` and every answer of the action by its field id.
    private func fill(_ template: String, _ moved: CaseEvent.Moved, _ agency: AgencyID?) -> String {
        Template.fill(template) { name in
            switch name {
            case "agency": return agency.map { agencyName($0) }
            case "from":
                return plan.stateName(moved.step?.from ?? moved.from, forCitizen: audience != .officer).text(language)
            case "to", "state":
                return plan.stateName(moved.step?.to ?? moved.to, forCitizen: audience != .officer).text(language)
            default:
                guard let id = try? FieldID(name) else { return nil }
                let closed = audience == .everyone ? nil : moved.sealed.fields[id]
                return plan.shown(moved.fields[id] ?? closed, of: id, formats: formats, agencies: agencies)?.line
            }
        }
    }

    private func details(of event: CaseEvent, _ version: Int) -> [TimelineEntry.Detail] {
        guard case .moved(let moved) = event, let action = plan.definition.actions[moved.action] else { return [] }
        let closed = moved.sealed.fields.isEmpty ? content?.answers[version] ?? [:] : moved.sealed.fields
        var remarks: [TimelineEntry.Detail] = []
        if audience != .everyone {
            remarks = moved.marked.compactMap { id in
                guard let field = plan.definition.form[id] else { return nil }
                let text =
                    moved.sealed.remarks[id] ?? content?.remarks[id] ?? say("perlu diperbaiki", "to be corrected")
                return TimelineEntry.Detail(field: id, label: field.label.text(language), value: .text(text))
            }
        }
        return remarks
            + plan.definition.form(of: action, marked: plan.definition.markable.order).all.compactMap { id, field in
                if audience == .everyone, field.privacy != .open { return nil }
                let answer = moved.fields[id] ?? closed[id]
                guard let value = plan.shown(answer, of: id, formats: formats, agencies: agencies) else { return nil }
                return TimelineEntry.Detail(field: id, label: field.label.text(language), value: value)
            }
    }

    private func agencyName(_ id: AgencyID) -> String { agencies[id]?.text(language) ?? id.text }

    private func name(of stamp: ActorStamp) -> String {
        switch stamp.kind {
        case .citizen: return say("Warga", "Citizen")
        case .timer, .node: return say("Sistem", "System")
        case .importer: return say("Data terdahulu", "Imported")
        case .bank: return say("Bank", "Bank")
        case .peer:
            return say("Pemerintah lain", "Other government") + (stamp.government.map { " (\($0.text))" } ?? "")
        case .officer:
            let name = stamp.role.flatMap { plan.definition.roles[$0]?.name }
            let role = stamp.post(name ?? LocalizedText(id: "Petugas", en: "Officer")).text(language)
            guard let agency = stamp.agency else { return role }
            return role + ", " + agencyName(agency)
        }
    }
}
