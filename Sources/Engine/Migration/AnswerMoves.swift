import Civic
import Definition
import Rules

/// Carries the answers of a case over: by the migration's expressions, or as they are where the new field still takes them.
struct AnswerMoves {
    let migration: CompiledMigration
    let context: MigrationContext

    /// The answers of a case by where they lie.
    struct Kept: Hashable {
        var open: [FieldID: JSON]
        var closed: [FieldID: JSON]
        var person: [FieldID: JSON]

        init(_ state: CaseState, _ content: CaseContent) {
            open = state.fields
            closed = content.fields
            person = content.contact?.fields ?? [:]
        }

        subscript(id: FieldID) -> JSON? { open[id] ?? closed[id] ?? person[id] }

        func privacy(of id: FieldID) -> Privacy? {
            if open[id] != nil { return .open }
            if closed[id] != nil { return .caseBox }
            return person[id] != nil ? .person : nil
        }

        mutating func put(_ value: JSON?, _ id: FieldID, _ privacy: Privacy) {
            open[id] = privacy == .open ? value : nil
            closed[id] = privacy == .caseBox ? value : nil
            person[id] = privacy == .person ? value : nil
        }
    }

    /// The answers under the new version.
    ///
    /// An answer to a question that the new version no longer asks stays as it is, unseen.
    func moved(_ state: CaseState, _ content: CaseContent) throws(MigrationStop) -> Kept {
        let old = Kept(state, content)
        var new = old
        var values: [RuleValue]?
        for (id, answer) in migration.answers {
            guard let field = migration.to.fields[id] else { continue }
            // A question that was there before and was not answered stays unanswered.
            if migration.from.fields[id] != nil, old[id] == nil { continue }
            let slots = values ?? self.slots(state, old)
            values = slots
            let worked = try work(out: answer, for: field, slots)
            try put(worked, field, old: old, in: &new)
        }
        let ids = Set(old.open.keys).union(old.closed.keys).union(old.person.keys)
        for id in ids where migration.answers[id] == nil {
            guard let field = migration.to.fields[id], let answer = old[id] else { continue }
            try put(try keep(answer, field), field, old: old, in: &new)
        }
        return new
    }

    private func put(
        _ value: JSON?,
        _ field: CompiledField,
        old: Kept,
        in new: inout Kept
    ) throws(MigrationStop) {
        let privacy = field.field.privacy
        if let before = old.privacy(of: field.id), value != nil, privacy.closeness < before.closeness {
            throw MigrationStop(.answerLessPrivate(label: field.field.label))
        }
        new.put(value, field.id, privacy)
    }

    // MARK: By itself

    private func keep(_ answer: JSON, _ field: CompiledField) throws(MigrationStop) -> JSON? {
        if let before = migration.from.fields[field.id], before.takesTheSame(as: field) { return answer }
        return try read(answer, field)
    }

    private func read(_ answer: JSON, _ field: CompiledField) throws(MigrationStop) -> JSON? {
        do throws(AnswerProblem) {
            return try AnswerReading(context: context.reading(migration.to)).read(
                answer,
                field.forOldAnswers,
                isCasePlace: false
            )
        } catch {
            let problem = FieldProblem(field: field.id, label: field.field.label, cause: error.cause)
            throw MigrationStop(.answerDoesNotFit(label: field.field.label, why: problem.message))
        }
    }

    // MARK: By an expression

    private func work(
        out answer: CompiledMigration.NewAnswer,
        for field: CompiledField,
        _ slots: [RuleValue]
    ) throws(MigrationStop) -> JSON? {
        let value: RuleValue
        do throws(RuleFault) {
            value = try answer.compiled.evaluate(slots)
        } catch {
            throw MigrationStop(.expressionFailed(label: field.field.label, why: error.message))
        }
        let json = value.attribute
        return json.isNull ? Optional.none : try read(json, field)
    }

    /// In the order of `CompiledMigration.names`.
    private func slots(_ state: CaseState, _ old: Kept) -> [RuleValue] {
        var answers: [String: RuleValue] = [:]
        for (id, field) in migration.from.fields { answers[id.text] = field.value(old[id], zone: context.zone) }
        var parameters: [String: RuleValue] = [:]
        for (id, value) in context.parameters { parameters[id] = RuleValue(value) }
        return [
            .record(answers), .record(caseRecord(state)), .record(parameters), .timestamp(context.at),
            .date(context.at.date(in: context.zone)),
        ]
    }

    private func caseRecord(_ state: CaseState) -> [String: RuleValue] {
        var members: [String: RuleValue] = [:]
        for attribute in migration.from.attributeNames { members[attribute] = .null }
        for (name, value) in state.attributes { members[name] = RuleValue(value) }
        members["number"] = .string(state.number.text)
        members["state"] = .string(state.state.text)
        members["agency"] = .string(state.agency.text)
        members["channel"] = .string(state.channel.rawValue)
        members["anonymous"] = .bool(state.isAnonymous)
        members["village"] = .optional(state.village?.text)
        members["district"] = .optional(state.district?.text)
        members["started_at"] = .timestamp(state.startedAt)
        return members
    }
}

/// Stops the plan of one case with its reason.
struct MigrationStop: Error {
    let hold: MigrationHold

    init(_ hold: MigrationHold) { self.hold = hold }
}

extension Privacy {
    /// How closed: what lies in a person's box is the closest.
    fileprivate var closeness: Int {
        switch self {
        case .open: 0
        case .caseBox: 1
        case .person: 2
        }
    }
}

extension CompiledField {
    /// Every answer that was taken here is taken there: same type, same limits, and no option fewer.
    fileprivate func takesTheSame(as other: CompiledField) -> Bool {
        let (mine, theirs) = (field, other.field)
        guard mine.min == theirs.min, mine.max == theirs.max else { return false }
        switch (mine.type, theirs.type) {
        case (.choice, .choice): return Set(options.keys).isSubset(of: other.options.keys)
        case (.location, .location), (.files, .files): return true
        default: return mine.type == theirs.type
        }
    }

    /// The field as it takes answers that were given before: hidden options stay theirs, and dates may have passed.
    fileprivate var forOldAnswers: CompiledField {
        CompiledField(
            id: id,
            field: field,
            when: when,
            required: required,
            options: options,
            shown: Set(options.keys),
            isTimerDate: false,
            calculated: calculated,
            valid: valid,
            rows: rows,
            rowOrder: rowOrder
        )
    }
}
