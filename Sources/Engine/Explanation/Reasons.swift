import Civic
import Definition

/// The rules that took part in one event, in words.
struct Reasons {
    typealias Reason = Explanation.Reason
    typealias Fact = Explanation.Fact
    typealias Source = Explanation.Source

    let known: KnownFacts
    private var words: RuleWords { known.words }
    private var definition: Definition { known.definition }
    private var language: Language { words.formats.language }

    private func say(_ id: String, _ en: String) -> String { known.say(id, en) }
    private func named(_ text: LocalizedText) -> String { "“\(text.text(language))”" }

    func of(_ event: CaseEvent) -> [Reason] {
        switch event {
        case .started(let event):
            return [start] + calculations(definition.form) + tables(event.rows)
                + outcomes(definition.start.set, event.attributes, event.agency) + clocks(event.clocks)
        case .moved(let event):
            guard let action = definition.actions[event.action] else { return [] }
            return [permission(action, event)] + [fourEyes(action), condition(action)].compactMap { $0 }
                + calculations(action.form) + tables(event.rows)
                + outcomes(action.set, event.attributes, event.agency) + bill(event.money) + clocks(event.clocks)
        case .clockMarked(let event): return mark(event).map { [$0] } ?? []
        case .replanned(let event): return clocks(event.clocks)
        case .migrated(let event): return [moved(event)]
        case .erased(let event): return [erased(event)]
        case .paymentReceived(let event): return [payment(event)]
        case .corrected, .documentMarked, .noted, .refundPaid, .work: return []
        }
    }

    // MARK: Who may

    private var start: Reason {
        let roles = definition.start.by.compactMap(\.role).compactMap { definition.roles[$0]?.name.text(language) }
        let rule =
            roles.isEmpty
            ? say("Siapa pun boleh mengajukan layanan ini.", "Anybody may ask for this service.")
            : say(
                "Hanya \(words.list(roles, or: true)) yang memulai.",
                "Only \(words.list(roles, or: true)) may start it."
            )
        return Reason(
            kind: .permission,
            title: say("Siapa yang boleh memulai", "Who may start"),
            rule: rule,
            facts: [Fact(label: say("Saluran", "Channel"), value: known.after.channel.name.text(language))],
            sources: []
        )
    }

    private func permission(_ action: ActionElement, _ event: CaseEvent.Moved) -> Reason {
        let isTimer = event.by.kind == .timer
        let who = action.by.compactMap { isTimer ? byItself($0) : person($0) }
        let list = words.list(who, or: true)
        let rule =
            isTimer
            ? say("Terjadi dengan sendirinya \(list).", "It happens by itself \(list).")
            : say(
                "\(named(action.name)) boleh dilakukan oleh \(list).",
                "\(named(action.name)) may be done by \(list)."
            )
        let isOfficer = known.audience == .officer
        func state(_ id: StateID) -> String { known.plan.stateName(id, forCitizen: !isOfficer).text(language) }
        var facts = [
            Fact(label: say("Keadaan sebelumnya", "State before"), value: state(event.from)),
            Fact(label: say("Keadaan sesudahnya", "State after"), value: state(event.to)),
        ]
        if let most = action.atMost {
            let times = known.after.counts[event.action] ?? 1
            facts.append(
                Fact(
                    label: say("Berapa kali dilakukan", "How often it was done"),
                    value: say("\(times) dari paling banyak \(most)", "\(times) of at most \(most)")
                )
            )
        }
        return Reason(
            kind: .permission,
            title: say("Siapa yang boleh melakukannya", "Who may do it"),
            rule: rule,
            facts: facts,
            sources: action.lock.map { [Source($0.source)] } ?? []
        )
    }

    private func person(_ who: Who) -> String? {
        switch who {
        case .role(let role): definition.roles[role]?.name.text(language)
        case .peer: say("pemerintah lain", "the other government")
        default: nil
        }
    }

    private func byItself(_ who: Who) -> String? {
        switch who {
        case .timerAfter(let days):
            say("setelah \(days) hari kerja tanpa tindakan", "after \(days) workdays without anything done")
        case .payment(let fee):
            definition.fees[fee].map { say("begitu \(named($0.name)) lunas", "as soon as \(named($0.name)) is paid") }
        case .overdue(let fee):
            definition.fees[fee].map {
                say("setelah \(named($0.name)) jatuh tempo", "after the due day of \(named($0.name))")
            }
        case .timer(let field):
            known.plan.field(field).map {
                say("pada tanggal \(named($0.label))", "on the date \(named($0.label))")
            }
        default: nil
        }
    }

    private func fourEyes(_ action: ActionElement) -> Reason? {
        guard let other = action.notBy.flatMap({ definition.actions[$0] }) else { return nil }
        return Reason(
            kind: .permission,
            title: say("Empat mata", "Four eyes"),
            rule: say(
                "Tidak boleh dilakukan oleh orang yang melakukan \(named(other.name)). Aturan ini dipenuhi.",
                "It must not be done by the person who did \(named(other.name)). This rule was kept."
            ),
            facts: [],
            sources: []
        )
    }

    // MARK: Rules

    private func condition(_ action: ActionElement) -> Reason? {
        guard let formula = action.when else { return nil }
        return Reason(
            kind: .condition,
            title: say("Syarat yang terpenuhi", "The condition that held"),
            rule: words.sentence(formula),
            facts: known.facts(of: formula),
            sources: known.sources(of: formula)
        )
    }

    /// Answers that were worked out; nobody gave them.
    private func calculations(_ form: Keyed<FieldID, Field>) -> [Reason] {
        form.all.compactMap { id, field in
            guard let formula = field.calculated, let fact = known.facts(of: [[id.text]]).first else { return nil }
            return Reason(
                kind: .calculation,
                title: say("Perhitungan", "Calculation"),
                rule: "\(named(field.label)) = " + words.words(formula) + ".",
                facts: [fact] + known.facts(of: formula),
                sources: known.sources(of: formula) + (field.lock.map { [Source($0.source)] } ?? [])
            )
        }
    }

    private func tables(_ rows: [TableID: String]) -> [Reason] {
        rows.sorted { $0.key < $1.key }.compactMap { id, text in
            guard let table = definition.tables[id] else { return nil }
            let hit = text.split(separator: ",").compactMap { try? RowID(String($0)) }
            var facts: [Fact] = []
            for input in table.inputs {
                facts += known.facts(of: input).filter { fact in !facts.contains { $0.label == fact.label } }
            }
            var sources: [Source] = []
            for input in table.inputs {
                sources += known.sources(of: input).filter { source in !sources.contains(source) }
            }
            return Reason(
                kind: .table,
                title: say("Tabel", "Table") + " “\(words.word(id.text))”",
                rule: hit.compactMap { row(table, $0) }.joined(separator: " "),
                facts: facts,
                sources: sources
            )
        }
    }

    private func row(_ table: TableElement, _ id: RowID) -> String? {
        guard let row = table.rows[id] else { return nil }
        let asked = zip(row.cells, table.inputs).compactMap { words.cell($0, about: $1) }
        let results = table.outputs.compactMap { output in
            row.outputs[output].map { "\(words.word(output.text)): \(known.shown($0))" }
        }.joined(separator: "; ")
        let name = "“\(words.word(id.text))”"
        guard !asked.isEmpty else {
            return say(
                "Baris \(name) berlaku karena tidak ada baris lain yang cocok. Hasilnya \(results).",
                "Row \(name) applies because no other row fits. It gives \(results)."
            )
        }
        return say(
            "Baris \(name) berlaku karena \(words.list(asked, or: false)). Hasilnya \(results).",
            "Row \(name) applies because \(words.list(asked, or: false)). It gives \(results)."
        )
    }

    private func outcomes(
        _ set: Keyed<Attribute, Assigned>,
        _ attributes: [String: JSON],
        _ agency: AgencyID?
    ) -> [Reason] {
        set.all.compactMap { id, assigned in
            let value = id.text == "agency" ? agency.map { JSON.string($0.text) } : attributes[id.text]
            guard let value else { return nil }
            let name = id.text == "agency" ? words.name(of: ["case", "agency"]) : words.word(id.text)
            let title = name.prefix(1).uppercased() + name.dropFirst() + ": " + known.shown(value)
            switch assigned {
            case .literal:
                return Reason(
                    kind: .outcome,
                    title: title,
                    rule: say("Ditetapkan oleh langkah ini.", "Set by this step."),
                    facts: [],
                    sources: []
                )
            case .formula(let formula):
                return Reason(
                    kind: .outcome,
                    title: title,
                    rule: say("Menurut ", "By ") + words.words(formula) + ".",
                    facts: known.facts(of: formula),
                    sources: known.sources(of: formula)
                )
            }
        }
    }

    private func erased(_ event: CaseEvent.Erased) -> Reason {
        let retention = definition.retention
        let rule =
            switch event.ground {
            case .retention:
                say(
                    "Data pribadi disimpan \(event.years ?? retention.years) tahun setelah perkara berakhir, lalu dihapus.",
                    "Personal data are kept for \(event.years ?? retention.years) years after the end of a case, then erased."
                )
            case .request:
                say(
                    "Orang yang bersangkutan memintanya, dan tidak ada lagi kewajiban menyimpannya.",
                    "The person asked for it, and no duty to keep them stands any more."
                )
            }
        let basis = event.ground == .retention ? retention.basis?.text(language) : nil
        return Reason(
            kind: .outcome,
            title: say("Penghapusan data pribadi", "Erasure of personal data"),
            rule: rule,
            facts: known.after.endedAt.map {
                [Fact(label: say("Perkara berakhir", "The case ended"), value: words.formats.dateTime($0))]
            } ?? [],
            sources: [basis, say("UU 27/2022 Pasal 8 dan 43", "Law 27/2022 art. 8 and 43")].compactMap { $0 }
                .map { Source($0) }
        )
    }

    private func moved(_ event: CaseEvent.Migrated) -> Reason {
        Reason(
            kind: .version,
            title: say("Versi layanan", "Version of the service"),
            rule: say(
                "Perkara yang berjalan dipindahkan ke versi \(definition.version) oleh pengelola layanan.",
                "Running cases were moved to version \(definition.version) by those who run the service."
            ),
            facts: [],
            sources: []
        )
    }
}
