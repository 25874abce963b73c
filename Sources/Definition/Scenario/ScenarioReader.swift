import Civic

/// Reads `scenarios.yaml` and compares its names with the definition that it plays.
package enum ScenarioReader {
    /// The scenarios in order, those of the archetype behind the application's own; nil where anything is wrong.
    package static func read(
        yaml: String,
        file: String,
        for definition: Definition,
        beneath archetype: (yaml: String, file: String)? = nil
    ) -> (Keyed<ScenarioID, Scenario>?, [Finding]) {
        let (root, problems) = whole(yaml, file, archetype)
        guard let root else { return (nil, problems) }
        var reading = Reading(file: file, isTree: false)
        var scenarios: Keyed<ScenarioID, Scenario> = Keyed()
        if let record = reading.record(root, [], required: ["scenarios"]) {
            scenarios = reading.keyed(record["scenarios"]) { $0.scenario($1, $2, definition) }
        }
        let findings = (problems + reading.findings).sorted
        return (findings.hasErrors ? nil : scenarios, findings)
    }

    /// One text with the stories of the archetype in it, as it travels with a release; the text itself where it stands alone.
    package static func flattened(yaml: String, file: String, beneath archetype: (yaml: String, file: String)?)
        -> String
    {
        guard archetype != nil else { return yaml }
        let (root, problems) = whole(yaml, file, archetype)
        guard let root, !problems.hasErrors else { return yaml }
        return root.json.readable
    }

    private static func whole(
        _ yaml: String,
        _ file: String,
        _ archetype: (yaml: String, file: String)?
    ) -> (SourceNode?, [Finding]) {
        let (root, problems) = YAMLText.parse(yaml, file: file)
        guard let root, let layering = ScenarioLayering(root) else { return (root, problems) }
        guard let archetype else { return (layering.laid(on: nil, place: root.place), problems) }
        let (base, beneath) = YAMLText.parse(archetype.yaml, file: archetype.file)
        return (layering.laid(on: base, place: root.place), problems + beneath)
    }
}

extension Reading {
    fileprivate mutating func scenario(_ node: SourceNode, _ path: [String], _ definition: Definition) -> Scenario? {
        guard
            let record = record(
                node,
                path,
                required: ["title", "at", "steps"],
                optional: ["side", "people", "others"]
            ),
            let start = moment(record["at"])
        else { return nil }
        let side = side(record["side"], definition)
        let steps = items(record["steps"]).compactMap { step($0, definition) }
        if steps.isEmpty {
            error(
                "no-steps",
                at: record.place,
                id: "Skenario ini tidak berisi langkah.",
                en: "This scenario has no steps.",
                todo: LocalizedText(id: "Tambahkan steps.", en: "Add steps.")
            )
        }
        return Scenario(
            title: text(record["title"]) ?? Self.unread,
            start: start,
            side: side,
            people: items(record["people"]).compactMap { actor($0, definition, at: record.place) },
            others: items(record["others"]).compactMap { number($0) },
            steps: steps,
            place: record.place
        )
    }

    private mutating func side(_ child: Child?, _ definition: Definition) -> Side? {
        guard let child else { return nil }
        if definition.roles.all.contains(where: { $0.element.side != nil }) { return choice(child) }
        error(
            "no-sides",
            at: child.node.place,
            id: "Aplikasi ini tidak mempunyai peran yang bertindak untuk salah satu pihak.",
            en: "No role of this application acts for one of two parties.",
            todo: LocalizedText(id: "Hapus side.", en: "Remove side.")
        )
        return nil
    }

    private mutating func step(_ child: Child, _ definition: Definition) -> ScenarioStep? {
        let record = record(
            child.node,
            child.path,
            optional: ["as", "do", "with", "reason", "village", "to", "at", "after", "expect", "pay", "refund"]
        )
        guard let record else { return nil }
        return ScenarioStep(
            time: time(record),
            deed: deed(record, definition),
            expect: expectation(record["expect"], definition),
            place: record.place
        )
    }

    // MARK: Time

    private mutating func time(_ record: RecordNode) -> ScenarioTime {
        if record["at"] != nil, record["after"] != nil {
            error(
                "two-times",
                at: record.place(of: "after"),
                id: "Pilih at atau after, bukan keduanya.",
                en: "Choose at or after, not both.",
                todo: LocalizedText(id: "Hapus salah satunya.", en: "Remove one of them.")
            )
        }
        if let at = record["at"] { return moment(at).map(ScenarioTime.at) ?? .same }
        return record["after"].flatMap { delay($0) } ?? .same
    }

    private mutating func moment(_ child: Child?) -> Moment? {
        guard let child, let word = word(child) else { return nil }
        do throws(CivicError) {
            return try Moment(rfc3339: word)
        } catch {
            self.error("bad-time", at: child.node.place, id: error.message(.id), en: error.message(.en))
            return nil
        }
    }

    /// Written `2 hours`, `3 days`, `4 workdays`.
    private mutating func delay(_ child: Child) -> ScenarioTime? {
        guard let word = word(child) else { return nil }
        let parts = word.split(separator: " ")
        if parts.count == 2, let number = Int(parts[0]), (1...10_000).contains(number) {
            switch parts[1] {
            case "minute", "minutes": return .after(.minutes(number))
            case "hour", "hours": return .after(.hours(number))
            case "day", "days": return .after(.days(number))
            case "workday", "workdays": return .afterWorkdays(number)
            default: break
            }
        }
        error(
            "bad-delay",
            at: child.node.place,
            id: "\"\(word)\" bukan lama waktu.",
            en: "\"\(word)\" is no length of time.",
            todo: LocalizedText(
                id: "Tulis 30 minutes, 2 hours, 3 days atau 4 workdays.",
                en: "Write 30 minutes, 2 hours, 3 days or 4 workdays."
            )
        )
        return nil
    }

    // MARK: Deeds

    private mutating func deed(_ record: RecordNode, _ definition: Definition) -> ScenarioDeed? {
        guard let verbChild = record["do"] else {
            if record["pay"] != nil || record["refund"] != nil { return moneyDeed(record, definition) }
            for key in ["as", "with", "reason", "village", "to"] where record[key] != nil {
                error(
                    "no-deed",
                    at: record.place(of: key),
                    id: "\"\(key)\" memerlukan \"do\".",
                    en: "\"\(key)\" needs \"do\".",
                    todo: LocalizedText(id: "Tambahkan do: tindakan.", en: "Add do: action.")
                )
            }
            return nil
        }
        guard let actor = actor(record["as"], definition, at: record.place), let verb = verb(verbChild, definition)
        else {
            return nil
        }
        let form: Keyed<FieldID, Field> =
            switch verb {
            case .start: definition.form
            case .act(let action):
                definition.actions[action].map { definition.form(of: $0, marked: definition.markable.order) } ?? [:]
            case .note, .work, .pay, .refund: [:]
            }
        var known = form.order
        if case .act(let action) = verb, definition.actions[action]?.marks == true {
            known.append(Definition.markedFields)
        }
        return ScenarioDeed(
            actor: actor,
            verb: verb,
            answers: answers(record["with"], known),
            reason: word(record["reason"]),
            village: region(record["village"]),
            colleague: colleague(record, verb, definition)
        )
    }

    private mutating func number(_ child: Child) -> CaseNumber? {
        guard let word = word(child) else { return nil }
        do throws(CivicError) {
            return try CaseNumber(word)
        } catch {
            self.error("bad-number", at: child.node.place, id: error.message(.id), en: error.message(.en))
            return nil
        }
    }

    /// Handing over names who gets the case, and nothing else does.
    private mutating func colleague(
        _ record: RecordNode,
        _ verb: ScenarioDeed.Verb,
        _ definition: Definition
    ) -> ScenarioActor? {
        guard verb == .work(.handOver) else {
            if record["to"] != nil {
                error(
                    "no-hand-over",
                    at: record.place(of: "to"),
                    id: "Hanya hand_over yang menyebut penerima.",
                    en: "Only hand_over names who gets the case.",
                    todo: LocalizedText(id: "Hapus to.", en: "Remove to.")
                )
            }
            return nil
        }
        guard let to = record["to"] else {
            error(
                "nobody",
                at: record.place,
                id: "Langkah ini tidak menyebut siapa penerimanya.",
                en: "This step does not say who gets the case.",
                todo: LocalizedText(id: "Tambahkan to: peran.", en: "Add to: role.")
            )
            return nil
        }
        return actor(to, definition, at: record.place)
    }

    private mutating func verb(_ child: Child, _ definition: Definition) -> ScenarioDeed.Verb? {
        guard let word = word(child) else { return nil }
        switch word {
        case "start": return .start
        case "note": return .note
        default:
            guard let id: ActionID = identifier(word, at: child.node.place) else { return nil }
            if definition.actions.contains(id) { return .act(id) }
            if let work = ScenarioDeed.Work(rawValue: word) { return .work(work) }
            let works = ScenarioDeed.Work.allCases.map(\.rawValue)
            unknownWord(
                word,
                at: child.node.place,
                among: ["start", "note"] + works + definition.actions.order.map(\.text)
            )
            return nil
        }
    }

    /// Written `handler@dpupr/budi`.
    private mutating func actor(_ child: Child?, _ definition: Definition, at place: SourcePlace) -> ScenarioActor? {
        guard let child, let word = word(child) else {
            error(
                "nobody",
                at: place,
                id: "Langkah ini tidak menyebut siapa yang bertindak.",
                en: "This step does not say who acts.",
                todo: LocalizedText(id: "Tambahkan as: peran.", en: "Add as: role.")
            )
            return nil
        }
        let halves = word.split(separator: "/", maxSplits: 1).map(String.init)
        let parts = halves[0].split(separator: "@", maxSplits: 1).map(String.init)
        guard let first = parts.first, let role: RoleID = identifier(first, at: child.node.place) else { return nil }
        if !definition.roles.contains(role) {
            unknownWord(role.text, at: child.node.place, among: definition.roles.order.map(\.text))
            return nil
        }
        let agency: AgencyID? = parts.count > 1 ? identifier(parts[1], at: child.node.place) : nil
        return ScenarioActor(role: role, agency: agency, person: halves.count > 1 ? halves[1] : nil)
    }

    private mutating func answers(_ child: Child?, _ known: [FieldID]) -> [FieldID: JSON] {
        guard let child, let record = record(child.node, child.path, optional: known.map(\.text)) else {
            return [:]
        }
        var answers: [FieldID: JSON] = [:]
        for id in known {
            guard let answer = record[id.text] else { continue }
            // A scenario may hand in what a form would refuse.
            answers[id] = answer.node.json
        }
        return answers
    }

    private mutating func region(_ child: Child?) -> RegionCode? {
        guard let child, let word = word(child) else { return nil }
        do throws(CivicError) {
            return try RegionCode(word)
        } catch {
            self.error("bad-region", at: child.node.place, id: error.message(.id), en: error.message(.en))
            return nil
        }
    }

    // MARK: Expectations

    private mutating func expectation(_ child: Child?, _ definition: Definition) -> ScenarioExpectation {
        let record = child.flatMap {
            self.record(
                $0.node,
                $0.path,
                optional: [
                    "state", "branches", "agency", "refused", "clock", "due", "notices", "set", "offers", "held_by",
                    "bill", "issued",
                ]
            )
        }
        return ScenarioExpectation(
            state: known(record?["state"], definition.states.order),
            branches: branches(record?["branches"], definition),
            agency: id(record?["agency"]),
            refused: word(record?["refused"]),
            clocks: clocks(record?["clock"], definition),
            due: due(record?["due"], definition),
            notices: knownSet(record?["notices"], definition.notices.order),
            attributes: attributes(record?["set"], definition),
            documents: documents(record?["issued"], definition),
            offers: knownSet(record?["offers"], definition.actions.order),
            holder: holder(record?["held_by"], definition),
            bill: expectedBill(record?["bill"], definition)
        )
    }

    /// Written `nobody` or `handler/budi`.
    private mutating func holder(_ child: Child?, _ definition: Definition) -> ScenarioExpectation.Holder? {
        guard let child, let word = word(child) else { return nil }
        if word == "nobody" { return .nobody }
        return actor(child, definition, at: child.node.place).map { .somebody($0) }
    }

    mutating func known<Kind>(_ child: Child?, _ all: [Identifier<Kind>]) -> Identifier<Kind>? {
        guard let child, let id: Identifier<Kind> = id(child) else { return nil }
        if all.contains(id) { return id }
        unknownWord(id.text, at: child.node.place, among: all.map(\.text))
        return nil
    }

    private mutating func knownSet<Kind>(_ child: Child?, _ all: [Identifier<Kind>]) -> Set<Identifier<Kind>>? {
        guard child != nil else { return nil }
        return Set(items(child).compactMap { known($0, all) })
    }

    private mutating func clocks(
        _ child: Child?,
        _ definition: Definition
    ) -> [ClockID: ScenarioExpectation.ClockCondition] {
        byID(child, definition.clocks.order) { reading, child in reading.choice(child) }
    }

    private mutating func due(_ child: Child?, _ definition: Definition) -> [ClockID: Moment] {
        byID(child, definition.clocks.order) { reading, child in reading.moment(child) }
    }

    private mutating func attributes(_ child: Child?, _ definition: Definition) -> [Attribute: JSON] {
        byID(child, definition.attributes) { _, child in child.node.json }
    }

    mutating func byID<Kind, Value>(
        _ child: Child?,
        _ all: [Identifier<Kind>],
        _ read: (inout Reading, Child) -> Value?
    ) -> [Identifier<Kind>: Value] {
        guard let child, let record = record(child.node, child.path, optional: all.map(\.text)) else { return [:] }
        var values: [Identifier<Kind>: Value] = [:]
        for id in all {
            guard let item = record[id.text] else { continue }
            values[id] = read(&self, item)
        }
        return values
    }
}
