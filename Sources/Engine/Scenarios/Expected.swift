package import Civic
package import Definition

/// What a step says must be true, beside what is.
struct Expected {
    private let step: ScenarioStep
    private let actor: ScenarioActor?
    private let stage: Stage
    private let rejection: Rejection?
    private let sent: Set<NoticeID>
    private var plan: CompiledDefinition { stage.plan }

    init(_ step: ScenarioStep, by actor: ScenarioActor?, on stage: Stage, after beats: [Beat]) {
        self.step = step
        self.actor = actor
        self.stage = stage
        rejection = beats.last?.rejection
        sent = Set(beats.flatMap(\.notices).map(\.id))
    }

    /// Everything that was asked for, with what was found; a step that was taken or refused as told is no row of its own.
    func comparisons() -> [Comparison] {
        var rows = outcome()
        guard let state = stage.state else {
            if step.expect.asksForCase {
                let none = LocalizedText(id: "belum ada kasus", en: "no case yet")
                let one = LocalizedText(id: "ada", en: "there is one")
                rows.append(Comparison(what: LocalizedText(id: "kasus", en: "case"), expected: one, found: none))
            }
            return rows
        }
        rows += [stateRow(state)].compactMap { $0 } + branches(state) + [agency(state)].compactMap { $0 }
        rows += clocks(state) + dues(state) + attributes(state)
        rows +=
            step.expect.bill?.comparisons(state, on: stage.now.date(in: stage.calendar.zone)) ?? [] + documents(state)
        rows += [notices(), offers(), holder(state)].compactMap { $0 }
        return rows
    }

    private func outcome() -> [Comparison] {
        let what = LocalizedText(id: "hasil", en: "result")
        let taken = LocalizedText(id: "diterima", en: "taken")
        switch (step.expect.refused, rejection) {
        case (nil, nil): return []
        case (nil, let rejection?): return [Comparison(what: what, expected: taken, found: Self.words(of: rejection))]
        case (let wanted?, nil):
            return [Comparison(what: what, expected: Self.refused(wanted), found: taken)]
        case (let wanted?, let rejection?):
            if rejection.isCalled(wanted) { return [] }
            return [Comparison(what: what, expected: Self.refused(wanted), found: Self.words(of: rejection))]
        }
    }

    private static func refused(_ word: String) -> LocalizedText {
        LocalizedText(id: "ditolak [\(word)]", en: "refused [\(word)]")
    }

    private static func words(of rejection: Rejection) -> LocalizedText {
        let keys = ([rejection.key] + rejection.fields.map(\.key)).joined(separator: ", ")
        return LocalizedText(
            id: "ditolak [\(keys)]: \(rejection.message(.id))",
            en: "refused [\(keys)]: \(rejection.message(.en))"
        )
    }

    private func stateRow(_ state: CaseState) -> Comparison? {
        guard let wanted = step.expect.state else { return nil }
        return Comparison(
            what: LocalizedText(id: "status", en: "state"),
            expected: plan.stateName(wanted, forCitizen: false).behind(wanted.text),
            found: plan.stateName(state.state, forCitizen: false).behind(state.state.text)
        )
    }

    private func branches(_ state: CaseState) -> [Comparison] {
        step.expect.branches.sorted { $0.key < $1.key }.map { branch, wanted in
            let found = state.branches[branch]?.state
            return Comparison(
                what: LocalizedText(id: "cabang \(branch)", en: "branch \(branch)"),
                expected: plan.stateName(wanted, forCitizen: false).behind(wanted.text),
                found: found.map { plan.stateName($0, forCitizen: false).behind($0.text) } ?? LocalizedText(id: "–")
            )
        }
    }

    private func agency(_ state: CaseState) -> Comparison? {
        guard let wanted = step.expect.agency else { return nil }
        return Comparison(
            what: LocalizedText(id: "perangkat daerah", en: "agency"),
            expected: LocalizedText(id: wanted.text),
            found: LocalizedText(id: state.agency.text)
        )
    }

    private func clocks(_ state: CaseState) -> [Comparison] {
        step.expect.clocks.sorted { $0.key < $1.key }.map { clock, wanted in
            let found = conditions(state.clocks[clock])
            return Comparison(
                what: LocalizedText(id: "jam \(clock)", en: "clock \(clock)"),
                expected: LocalizedText(id: wanted.rawValue),
                found: LocalizedText(id: found.map(\.rawValue).joined(separator: ", ")),
                isSame: found.contains(wanted)
            )
        }
    }

    /// An overdue clock runs on, and is breached already.
    private func conditions(_ clock: ClockState?) -> [ScenarioExpectation.ClockCondition] {
        switch clock {
        case nil: [.none]
        case .running(let run)?: stage.now > run.due ? [.breached, .running] : [.running]
        case .paused?: [.paused]
        case .met?: [.met]
        case .breached?: [.breached]
        case .stopped?: [.stopped]
        }
    }

    private func dues(_ state: CaseState) -> [Comparison] {
        let zone = stage.calendar.zone
        return step.expect.due.sorted { $0.key < $1.key }.map { clock, wanted in
            Comparison(
                what: LocalizedText(id: "tenggat \(clock)", en: "due time of \(clock)"),
                expected: LocalizedText(id: wanted.rfc3339(in: zone)),
                found: LocalizedText(id: state.clocks[clock]?.due?.rfc3339(in: zone) ?? "–")
            )
        }
    }

    private func documents(_ state: CaseState) -> [Comparison] {
        step.expect.documents.sorted { $0.key < $1.key }.map { id, wanted in
            let found = state.documents.last { $0.document.id == id }?.standing.rawValue ?? "none"
            return Comparison(
                what: LocalizedText(id: "dokumen \(id)", en: "document \(id)"),
                expected: LocalizedText(id: wanted),
                found: LocalizedText(id: found)
            )
        }
    }

    private func attributes(_ state: CaseState) -> [Comparison] {
        step.expect.attributes.sorted { $0.key < $1.key }.map { attribute, wanted in
            let found =
                attribute.text == "agency" ? .string(state.agency.text) : state.attributes[attribute.text] ?? .null
            return Comparison(
                what: LocalizedText(id: attribute.text),
                expected: LocalizedText(id: wanted.text),
                found: LocalizedText(id: found.text)
            )
        }
    }

    private func notices() -> Comparison? {
        guard let wanted = step.expect.notices else { return nil }
        return Comparison(
            what: LocalizedText(id: "pemberitahuan", en: "notices"),
            expected: Self.list(wanted),
            found: Self.list(sent)
        )
    }

    private func offers() -> Comparison? {
        guard let wanted = step.expect.offers, let actor else { return nil }
        let found = stage.offers(to: actor).filter { $0.problem == nil }.map(\.id)
        return Comparison(
            what: LocalizedText(id: "tindakan", en: "actions"),
            expected: Self.list(wanted),
            found: Self.list(Set(found))
        )
    }

    private func holder(_ state: CaseState) -> Comparison? {
        guard let wanted = step.expect.holder else { return nil }
        let nobody = LocalizedText(id: "tidak seorang pun", en: "nobody")
        let found = state.holdings.filter { $0.value.holds(at: stage.now) }.sorted { $0.key < $1.key }
        let names = found.map { "\($0.key)/\($0.value.officer)" }.joined(separator: ", ")
        let isSame =
            switch wanted {
            case .nobody: found.isEmpty
            case .somebody(let actor):
                found.contains { $0.key == actor.role && $0.value.officer.text == actor.identity }
            }
        let expected: LocalizedText =
            if case .somebody(let actor) = wanted { LocalizedText(id: actor.description) } else { nobody }
        return Comparison(
            what: LocalizedText(id: "pemegang", en: "held by"),
            expected: expected,
            found: found.isEmpty ? nobody : LocalizedText(id: names),
            isSame: isSame
        )
    }

    private static func list<Kind>(_ ids: Set<Identifier<Kind>>) -> LocalizedText {
        LocalizedText(id: ids.isEmpty ? "–" : ids.sorted().map(\.text).joined(separator: ", "))
    }
}

extension ScenarioExpectation {
    /// Something is expected that only a case can have.
    fileprivate var asksForCase: Bool {
        state != nil || !branches.isEmpty || agency != nil || !clocks.isEmpty || !due.isEmpty || !attributes.isEmpty
            || holder != nil
            || bill != nil
            || !(notices?.isEmpty ?? true) || !(offers?.isEmpty ?? true)
    }
}

extension LocalizedText {
    /// `received (Diterima)`.
    fileprivate func behind(_ id: String) -> LocalizedText {
        LocalizedText(id: "\(id) (\(text(.id)))", en: "\(id) (\(text(.en)))")
    }
}

/// One thing that a step asked for, beside what was found.
package struct Comparison: Hashable, Sendable {
    package let what: LocalizedText
    package let expected: LocalizedText
    package let found: LocalizedText
    package let isSame: Bool

    package init(what: LocalizedText, expected: LocalizedText, found: LocalizedText, isSame: Bool? = nil) {
        self.what = what
        self.expected = expected
        self.found = found
        self.isSame = isSame ?? (expected == found)
    }
}

/// Why a story does not hold, and at which step.
package struct ScenarioFailure: Hashable, Sendable {
    package let place: SourcePlace
    /// From 1; nil: it shows at the end only.
    package let step: Int?
    package let message: LocalizedText
    /// Everything that the step asked for, where that is what failed.
    package let rows: [Comparison]

    init(at place: SourcePlace, step: Int?, _ message: LocalizedText) {
        self.place = place
        self.step = step
        self.message = message
        rows = []
    }

    init(at place: SourcePlace, step: Int, _ rows: [Comparison]) {
        self.place = place
        self.step = step
        self.rows = rows
        let wrong = rows.filter { !$0.isSame }
        let say = { (language: Language, should: String) in
            wrong.map { row in
                "\(row.what.text(language)): \(row.found.text(language)), \(should) \(row.expected.text(language))."
            }
            .joined(separator: " ")
        }
        message = LocalizedText(id: say(.id, "seharusnya"), en: say(.en, "should be"))
    }

    /// `file:line:column: message`.
    package func printed(_ language: Language) -> String { "\(place): \(message.text(language))" }
}
