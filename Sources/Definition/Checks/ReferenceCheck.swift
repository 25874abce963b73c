import Civic

/// Every id that is named must stand somewhere.
func referenceFindings(_ subject: CheckSubject) -> [Finding] {
    var check = ReferenceCheck(subject: subject)
    check.run()
    return check.findings
}

private struct ReferenceCheck {
    let subject: CheckSubject
    var findings: [Finding] = []

    private var definition: Definition { subject.definition }

    /// The kinds of ids, in words.
    private enum Kind {
        case state, action, role, clock, register, field, document

        var words: (id: String, en: String, section: String) {
            switch self {
            case .state: ("keadaan", "state", "states")
            case .action: ("tindakan", "action", "actions")
            case .role: ("peran", "role", "roles")
            case .clock: ("tenggat", "clock", "clocks")
            case .register: ("register", "register", "registers")
            case .field: ("isian", "field", "form")
            case .document: ("dokumen", "document", "documents")
            }
        }
    }

    private mutating func expect<ID: Hashable & CustomStringConvertible>(
        _ ids: [ID],
        in known: [ID],
        _ kind: Kind,
        _ path: [String]
    ) {
        for (index, id) in ids.enumerated() where !known.contains(id) {
            let words = kind.words
            findings.append(
                subject.error(
                    "unknown-\(words.en)",
                    ids.count > 1 ? path + [String(index)] : path,
                    id: "Tidak ada \(words.id) bernama \"\(id)\".",
                    en: "There is no \(words.en) called \"\(id)\".",
                    todo: Reading.suggestion(for: id.description, among: known.map(\.description))
                        ?? LocalizedText(
                            id: "Tambahkan \"\(id)\" pada \(words.section).",
                            en: "Add \"\(id)\" under \(words.section)."
                        )
                )
            )
        }
    }

    mutating func run() {
        let (roles, registers) = (definition.roles.order, definition.registers.order)
        expect(definition.needs.roles, in: roles, .role, ["needs", "roles"])
        expect(definition.needs.registers, in: registers, .register, ["needs", "registers"])
        for (id, action) in definition.actions.all {
            for clock in action.extend.order {
                expect([clock], in: definition.clocks.order, .clock, ["actions", id.text, "extend", clock.text])
            }
        }
        for (id, role) in definition.roles.all { expect(role.leads, in: roles, .role, ["roles", id.text, "leads"]) }
        expect(definition.start.by.compactMap(\.role), in: roles, .role, ["start", "by"])
        expect(definition.publication.fields, in: definition.form.order, .field, ["publish", "fields"])
        for (path, form, _) in subject.forms {
            for (id, field) in form.all {
                guard case .register(let register)? = field.type.choices else { continue }
                expect([register], in: registers, .register, path + [id.text, "from"])
            }
        }
        for (id, state) in definition.states.all {
            expect(state.join.map { [$0] } ?? [], in: definition.states.order, .state, ["states", id.text, "join"])
        }
        for (id, action) in definition.actions.all { self.action(action, ["actions", id.text]) }
        for (id, clock) in definition.clocks.all { self.clock(clock, ["clocks", id.text]) }
        for (id, notice) in definition.notices.all { self.notice(notice, ["notices", id.text]) }
        for (id, measure) in definition.measures.all {
            let clocks = [measure.ratio.counted.clock, measure.ratio.among.clock]
            expect(clocks, in: definition.clocks.order, .clock, ["measures", id.text, "ratio"])
        }
    }

    private mutating func action(_ action: ActionElement, _ path: [String]) {
        let states = definition.allStates.order
        expect(action.from, in: states, .state, path + ["from"])
        expect([action.to], in: states, .state, path + ["to"])
        for (index, who) in action.by.enumerated() {
            guard let role = who.role, !definition.roles.contains(role) else { continue }
            expect(
                [role],
                in: definition.roles.order,
                .role,
                path + (action.by.count > 1 ? ["by", String(index)] : ["by"])
            )
        }
        if let other = action.notBy { expect([other], in: definition.actions.order, .action, path + ["not_by"]) }
        let dates = definition.actions.all.flatMap(\.element.form.all) + definition.form.all
        for (index, who) in action.by.enumerated() {
            guard case .timer(let field) = who else { continue }
            let isDate = dates.contains { $0.id == field && $0.element.type == .date }
            if isDate { continue }
            let known = dates.filter { $0.element.type == .date }.map(\.id)
            expect(
                [field],
                in: known.filter { $0 != field },
                .field,
                path + (action.by.count > 1 ? ["by", String(index)] : ["by"])
            )
        }
    }

    private mutating func clock(_ clock: ClockElement, _ path: [String]) {
        let states = definition.allStates.order
        expect(clock.runsIn, in: states, .state, path + ["runs_in"])
        expect(clock.pausesIn, in: states, .state, path + ["pauses_in"])
        expect(clock.metIn, in: states, .state, path + ["met_in"])
        expect(clock.restartsOn, in: definition.actions.order, .action, path + ["restarts_on"])
        for mark in clock.marks {
            let at = path + ["at", "\(mark.percent)%"]
            expect(mark.notify, in: definition.roles.order, .role, at + ["notify"])
            expect(mark.assign.map { [$0] } ?? [], in: definition.roles.order, .role, at + ["assign"])
        }
    }

    /// A notice about an end that the document announces.
    private mutating func ending(_ id: DocumentID, _ days: Int, _ path: [String]) {
        expect([id], in: definition.documents.order, .document, path)
        guard let document = definition.documents[id], document.valid?.remind.contains(days) != true else { return }
        findings.append(
            subject.error(
                "unknown-reminder",
                path,
                id: "Dokumen \(id) tidak mengingatkan \(days) hari sebelumnya.",
                en: "The document \(id) does not remind \(days) days before.",
                todo: LocalizedText(
                    id: "Tambahkan \(days) days pada documents.\(id).valid.remind.",
                    en: "Add \(days) days under documents.\(id).valid.remind."
                )
            )
        )
    }

    private mutating func notice(_ notice: Notice, _ path: [String]) {
        expect(notice.to, in: definition.roles.order, .role, path + ["to"])
        for event in notice.on {
            switch event {
            case .start: break
            case .joined(let state):
                let holders = definition.states.all.filter { $0.element.join != nil }.map(\.id)
                expect([state], in: holders, .state, path + ["on"])
            case .action(let action): expect([action], in: definition.actions.order, .action, path + ["on"])
            case .expired(let document): expect([document], in: definition.documents.order, .document, path + ["on"])
            case .ending(let document, let days): ending(document, days, path + ["on"])
            case .clock(let clock, let percent):
                expect([clock], in: definition.clocks.order, .clock, path + ["on"])
                guard let element = definition.clocks[clock], !element.marks.contains(where: { $0.percent == percent })
                else {
                    continue
                }
                findings.append(
                    subject.error(
                        "unknown-mark",
                        path + ["on"],
                        id: "Tenggat \(clock) tidak punya tanda \(percent)%.",
                        en: "The clock \(clock) has no mark at \(percent)%.",
                        todo: LocalizedText(
                            id: "Tambahkan \(percent)% pada clocks.\(clock).at.",
                            en: "Add \(percent)% under clocks.\(clock).at."
                        )
                    )
                )
            }
        }
    }
}
