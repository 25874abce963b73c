package import Civic

extension CaseEvent {
    /// The case goes on under another definition: what it is from then on, as values.
    ///
    /// The inverse of a move is the same kind of event, back to the definition before.
    package struct Migrated: Hashable, Sendable {
        /// The definition until now; the fact itself names the one from now on.
        package var previous: Digest
        package var definition: Digest
        /// The order in which it was done; an inverse event names the order that it takes back.
        package var run: String
        /// It takes back the move before it.
        package var isUndo: Bool
        package var from: StateID
        package var to: StateID
        /// All branches of the case from now on.
        package var branches: [BranchID: BranchPosition] = [:]
        /// Open answers that changed; null: no longer there.
        package var fields: [FieldID: JSON]
        package var calendar: String
        /// All clocks of the case from now on.
        package var clocks: [ClockID: ClockState]
        /// All timers of the case from now on.
        package var timers: [TimerID: Moment]
        /// All roles that clocks have called in from now on.
        package var escalations: [ClockID: RoleID]
        package var hasContact: Bool
        /// Answers of the case's box that changed (null: no longer there), and the whole person's box where it changed.
        package var sealed: Sealed
        package var at: Moment
        package var by: ActorStamp
    }
}

extension CaseEvent.Migrated {
    func write(to writer: inout FactWriter) {
        writer.put("previous", previous.hex)
        writer.put("run", run)
        writer.put("undo", isUndo)
        writer.put("from", from.text)
        writer.put("to", to.text)
        writer.put("branches", branches) { $0.json }
        writer.put("fields", answers: fields)
        writer.put("calendar", calendar)
        writer.put("clocks", clocks) { $0.json }
        writer.put("timers", timers: timers)
        writer.put("escalations", escalations) { .string($0.text) }
        writer.put("contact", hasContact)
    }

    init(_ fact: Fact, _ reader: FactReader, _ sealed: CaseEvent.Sealed) throws(FactFault) {
        guard let definition = fact.definition else { throw reader.fault("definition", "missing") }
        self.definition = definition
        previous = try reader.value("previous")
        run = try reader.text("run")
        isUndo = try reader.bool("undo")
        from = try reader.id("from")
        to = try reader.id("to")
        branches = try reader.positions("branches")
        fields = try reader.answers("fields")
        calendar = try reader.text("calendar")
        clocks = try reader.keyed("clocks") { json, _ throws(FactFault) in try ClockState(json: json) }
        timers = try reader.timers("timers")
        escalations = try reader.keyed("escalations") { json, reader throws(FactFault) in
            guard let role = json.string else { throw reader.fault("escalations", "not a role") }
            return try reader.identifier(role, in: "escalations")
        }
        hasContact = try reader.bool("contact")
        self.sealed = sealed
        at = fact.at
        by = fact.actor
    }
}

extension CaseState {
    mutating func take(_ event: CaseEvent.Migrated) {
        definition = event.definition
        state = event.to
        branches = event.branches
        // A null is a fact too: the answer is no longer there.
        for (id, value) in event.fields { fields[id] = value.isNull ? Optional.none : value }
        clocks = event.clocks
        timers = event.timers
        escalations = event.escalations
        hasContact = event.hasContact
        isErased = isErased || event.sealed.erased
    }
}

extension CaseContent {
    mutating func take(_ event: CaseEvent.Migrated, version: Int) {
        for (id, value) in event.sealed.fields { fields[id] = value.isNull ? Optional.none : value }
        // A box without answers says that there is none any more.
        if let contact = event.sealed.contact { self.contact = contact.fields.isEmpty ? nil : contact }
        if event.sealed.erased { erased.insert(version) }
    }
}
