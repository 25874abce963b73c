import Civic

/// What happens, in the order in which it usually happens, with who does it and how long it may take.
extension SummaryWords {
    /// The way through: at each state, what can be done there; ends come last.
    var whatHappens: Section? {
        let order = statesByDistance
        let items = order.compactMap { step(at: $0) }
        guard !items.isEmpty else { return nil }
        let ends = definition.states.all.filter(\.element.isEnd).map { state($0.id) }
        var body: [Section.Body] = [.list(items, isNumbered: true)]
        if !ends.isEmpty {
            body.append(.paragraph(sentence(say("Semuanya berakhir sebagai ", "It ends as ") + list(ends, or: true))))
        }
        return Section(title: say("Apa yang terjadi, langkah demi langkah", "What happens, step by step"), body: body)
    }

    private var statesByDistance: [StateID] {
        guard let start = definition.startState else { return definition.states.order }
        var order = [start]
        var next = 0
        while next < order.count {
            let here = order[next]
            next += 1
            let element = definition.states[here]
            var reached = element?.branches.all.compactMap(\.element.startState) ?? []
            reached += definition.actions.all.filter { $0.element.from.contains(here) }.map(\.element.to)
            reached += element?.join.map { [$0] } ?? []
            for state in reached where definition.state(state) != nil && !order.contains(state) { order.append(state) }
        }
        return order
    }

    private func step(at id: StateID) -> Item? {
        guard let element = definition.state(id) else { return nil }
        let actions = definition.actions.all.filter { $0.element.from.contains(id) }.map(\.element)
        guard !actions.isEmpty || !element.branches.isEmpty else { return nil }
        var sentences = sideBySide(element) + choices(actions, at: id)
        for action in actions { sentences += byItself(action, at: id) }
        sentences += actions.compactMap(fourEyes)
        sentences += actions.compactMap(condition)
        sentences += clocks(in: id)
        let branch = definition.place(of: id).flatMap { definition.branch($0.branch)?.name.text(language) }
        let lead = branch.map { "\($0) – \(element.name.text(language))." } ?? element.name.text(language) + "."
        return Item(sentences.joined(separator: " "), lead: lead)
    }

    /// What goes on at the same time, and what follows once all of it is over.
    private func sideBySide(_ element: StateElement) -> [String] {
        guard !element.branches.isEmpty, let join = element.join else { return [] }
        let names = list(element.branches.all.map { "“\($0.element.name.text(language))”" })
        return [
            say("Berjalan berdampingan: \(names).", "These go on side by side: \(names)."),
            say(
                "Begitu semuanya selesai, menjadi \(state(join)).",
                "As soon as all have ended it becomes \(state(join))."
            ),
        ]
    }

    /// One sentence for those who have the same choices, with what each leads to.
    private func choices(_ actions: [ActionElement], at state: StateID) -> [String] {
        var order: [[String]] = []
        var choices: [[String]: [String]] = [:]
        for action in actions {
            let people = people(action.by)
            guard !people.isEmpty else { continue }
            if choices[people] == nil { order.append(people) }
            choices[people, default: []].append(choice(action, at: state))
        }
        return order.map { people in
            sentence(
                list(people, or: true) + say(" dapat memilih ", " can choose ") + list(choices[people] ?? [], or: true)
            )
        }
    }

    /// Where people of both sides may act, the other government's system speaks for its own.
    private func people(_ by: [Who]) -> [String] {
        let roles = by.compactMap(\.role).map(role)
        return roles.isEmpty ? peers(by).map(peer) : roles
    }

    private func choice(_ action: ActionElement, at state: StateID) -> String {
        var notes: [String] = []
        if action.reason == .required { notes.append(say("dengan alasan tertulis", "with a written reason")) }
        if action.to != state { notes.append(say("menjadi ", "it becomes ") + self.state(action.to)) }
        let name = "“\(action.name.text(language))”"
        return notes.isEmpty ? name : name + " (" + notes.joined(separator: "; ") + ")"
    }

    private func fourEyes(_ action: ActionElement) -> String? {
        guard let other = action.notBy.flatMap({ definition.actions[$0] }), !people(action.by).isEmpty else {
            return nil
        }
        let (name, done) = (action.name.text(language), other.name.text(language))
        return say(
            "“\(name)” tidak boleh dilakukan oleh orang yang melakukan “\(done)”.",
            "“\(name)” must not be done by the person who did “\(done)”."
        )
    }

    private func condition(_ action: ActionElement) -> String? {
        guard action.when != nil, let otherwise = action.otherwise else { return nil }
        let name = action.name.text(language)
        return say("“\(name)” bersyarat: ", "“\(name)” has a condition: ") + sentence(otherwise.text(language))
    }

    private func byItself(_ action: ActionElement, at state: StateID) -> [String] {
        let name = people(action.by).isEmpty ? " (“\(action.name.text(language))”)" : ""
        let becomes = say("menjadi ", "it becomes ") + self.state(action.to)
        return action.by.compactMap { who in
            switch who {
            case .timer(let field):
                let label = label(of: field)
                return say(
                    "Pada “\(label)”, dengan sendirinya \(becomes)\(name).",
                    "On “\(label)” \(becomes) by itself\(name)."
                )
            case .timerAfter(let days):
                return say(
                    "Setelah \(days) hari kerja tanpa tindakan, dengan sendirinya \(becomes)\(name).",
                    "After \(days) \(days == 1 ? "workday" : "workdays") without anything done, \(becomes) by itself\(name)."
                )
            case .payment(let fee):
                let bill = definition.fees[fee]?.name.text(language) ?? fee.text
                return say(
                    "Begitu “\(bill)” lunas, dengan sendirinya \(becomes)\(name).",
                    "As soon as “\(bill)” is paid in full, \(becomes) by itself\(name)."
                )
            case .overdue(let fee):
                let bill = definition.fees[fee]?.name.text(language) ?? fee.text
                return say(
                    "Bila “\(bill)” lewat jatuh tempo, dengan sendirinya \(becomes)\(name).",
                    "If “\(bill)” is not paid by its due day, \(becomes) by itself\(name)."
                )
            case .role, .peer: return nil
            }
        }
    }

    private func label(of field: FieldID) -> String {
        if let field = definition.form[field] { return field.label.text(language) }
        let found = definition.actions.all.lazy.compactMap { $0.element.form[field] }.first
        return found?.label.text(language) ?? field.text
    }

    private func peer(_ side: Side) -> String {
        switch side {
        case .provider: say("pemerintah penyedia", "the providing government")
        case .adopter: say("pemerintah pemakai", "the adopting government")
        }
    }

    private func clocks(in state: StateID) -> [String] {
        definition.clocks.all.compactMap { _, clock in
            if clock.runsIn.contains(state) {
                let target = definition.targetText(clock, language)
                return say(
                    "Tenggat “\(clock.name.text(language))”: \(target).",
                    "Deadline “\(clock.name.text(language))”: \(target)."
                )
            }
            if clock.pausesIn.contains(state) {
                return say(
                    "Tenggat “\(clock.name.text(language))” berhenti selama itu.",
                    "The deadline “\(clock.name.text(language))” stands still meanwhile."
                )
            }
            return nil
        }
    }

    // MARK: Deadlines and people

    var howLong: Section? {
        guard !definition.clocks.isEmpty else { return nil }
        let items = definition.clocks.all.map { _, clock in
            var text = sentence(definition.targetText(clock, language))
            text += clock.calendar == .always ? say(" Setiap hari dihitung.", " Every day counts.") : ""
            for mark in clock.marks { text += " " + warning(mark) }
            return Item(text, lead: clock.name.text(language) + ":")
        }
        return Section(
            title: say("Berapa lama", "How long it takes"),
            body: [.paragraph(sentence(definition.standard.time.text(language))), .list(items, isNumbered: false)]
        )
    }

    private func warning(_ mark: ClockMark) -> String {
        let when: String
        switch mark.percent {
        case 100: when = say("Bila tenggat lewat", "When it is late")
        case ..<100: when = say("Setelah \(mark.percent)% waktunya", "After \(mark.percent)% of the time")
        default: when = say("Bila sudah \(mark.percent)% waktunya", "At \(mark.percent)% of the time")
        }
        var what: [String] = []
        if !mark.notify.isEmpty {
            what.append(
                say(
                    "\(list(mark.notify.map(role))) diberi tahu",
                    "\(list(mark.notify.map(role))) \(mark.notify.count == 1 ? "is" : "are") told"
                )
            )
        }
        if let assign = mark.assign {
            what.append(say("tugas beralih kepada \(role(assign))", "the work passes to \(role(assign))"))
        }
        return sentence("\(when), \(list(what))")
    }

    var whoDoesWhat: Section? {
        let items = definition.roles.all.compactMap { id, element -> Item? in
            let does = definition.actions.all.filter { $0.element.by.contains(.role(id)) }.map {
                $0.element.name.text(language)
            }
            let hears = definition.clocks.all.flatMap { $0.element.marks }.contains {
                $0.notify.contains(id) || $0.assign == id
            }
            guard !does.isEmpty || hears else { return nil }
            var names: [String] = []
            for name in does where !names.contains(name) { names.append(name) }
            let text =
                names.isEmpty
                ? say("diberi tahu bila tenggat mendekat atau lewat", "is told when deadlines are near or past")
                : names.map { "“\($0)”" }.joined(separator: ", ")
            return Item(sentence(text + reach(element.scope)), lead: element.name.text(language) + ":")
        }
        guard !items.isEmpty else { return nil }
        return Section(title: say("Siapa berbuat apa", "Who does what"), body: [.list(items, isNumbered: false)])
    }

    private func reach(_ scope: RoleScope) -> String {
        switch scope {
        case .everyone: say(" (untuk kasusnya sendiri)", " (for their own case)")
        case .caseAgency: say(" (di perangkat daerah yang menangani)", " (in the agency in charge)")
        case .owner: say(" (di perangkat daerah pemilik layanan)", " (in the agency that owns the service)")
        case .agency(let agency): say(" (di \(agency))", " (in \(agency))")
        case .government: say(" (untuk seluruh pemerintah daerah)", " (for the whole government)")
        }
    }
}
