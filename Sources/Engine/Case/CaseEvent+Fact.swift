package import Civic

extension CaseEvent {
    package static let types =
        [
            "case.started", "case.moved", "case.clock-marked", "case.noted", "case.replanned", "case.migrated",
            "case.erased", "case.corrected",
            "payment.received", "payment.refunded",
            "case.document-marked",
        ] + WorkEvent.types

    /// `case/<id>`.
    package static func stream(_ id: CaseID) -> String { "case/" + id.text }

    /// The case that a stream belongs to; nil for streams of other kinds.
    package static func caseID(stream: String) -> CaseID? {
        guard stream.hasPrefix("case/") else { return nil }
        return try? CaseID(String(stream.dropFirst(5)))
    }

    /// The event as Store seals it: nothing personal and no free text in the open part.
    ///
    /// A move to another version names that version itself.
    package func fact(of id: CaseID, definition: Digest) -> Fact {
        var writer = FactWriter()
        var closed: [ClosedFact] = []
        var definition = definition
        switch self {
        case .started(let event):
            event.write(to: &writer)
            closed = event.sealed.closed(&writer)
        case .moved(let event):
            event.write(to: &writer)
            closed = event.sealed.closed(&writer)
        case .clockMarked(let event): event.write(to: &writer)
        case .noted(let event): closed = event.sealed.closed(&writer)
        case .replanned(let event): event.write(to: &writer)
        case .documentMarked(let event): event.write(to: &writer)
        case .migrated(let event):
            definition = event.definition
            event.write(to: &writer)
            closed = event.sealed.closed(&writer)
        case .work(let event):
            event.write(to: &writer)
            closed = event.sealed?.closed(&writer) ?? []
        case .erased(let event): event.write(to: &writer)
        case .corrected(let event):
            event.write(to: &writer)
            closed = event.sealed.closed(&writer)
        case .paymentReceived(let event): event.write(to: &writer)
        case .refundPaid(let event): event.write(to: &writer)
        }
        return Fact(
            stream: Self.stream(id),
            type: type,
            at: at,
            actor: by,
            definition: definition,
            open: writer.json,
            closed: closed
        )
    }

    package var type: String {
        switch self {
        case .started: "case.started"
        case .moved: "case.moved"
        case .clockMarked: "case.clock-marked"
        case .noted: "case.noted"
        case .replanned: "case.replanned"
        case .migrated: "case.migrated"
        case .work(let event): event.type
        case .erased: "case.erased"
        case .corrected: "case.corrected"
        case .paymentReceived: "payment.received"
        case .refundPaid: "payment.refunded"
        case .documentMarked: "case.document-marked"
        }
    }

    /// Reads a fact back; boxes that are gone leave their content out and set `Sealed.erased`.
    package init(fact: Fact) throws(FactFault) {
        let reader = try FactReader(fact.open, type: fact.type)
        switch fact.type {
        case "case.started": self = .started(try Started(fact, reader))
        case "case.moved": self = .moved(try Moved(fact, reader))
        case "case.clock-marked": self = .clockMarked(try ClockMarked(fact, reader))
        case "case.noted": self = .noted(Noted(sealed: try Sealed(fact, reader), at: fact.at, by: fact.actor))
        case "case.replanned": self = .replanned(try Replanned(fact, reader))
        case "case.document-marked": self = .documentMarked(try DocumentMarked(fact, reader))
        case "case.migrated": self = .migrated(try Migrated(fact, reader, try Sealed(fact, reader)))
        case let type where WorkEvent.types.contains(type):
            self = .work(try WorkEvent(fact, reader, try Sealed(fact, reader)))
        case "case.erased": self = .erased(try Erased(fact, reader))
        case "case.corrected": self = .corrected(try Corrected(fact, reader, try Sealed(fact, reader)))
        case "payment.received": self = .paymentReceived(try PaymentReceived(fact, reader))
        case "payment.refunded": self = .refundPaid(try RefundPaid(fact, reader))
        default: throw FactFault(type: fact.type, field: "type", problem: "no event of a case")
        }
    }
}

extension CaseEvent.Sealed {
    /// The boxes; the open part says which there are, so that a missing one is known to be erased.
    fileprivate func closed(_ open: inout FactWriter) -> [ClosedFact] {
        var closed: [ClosedFact] = []
        var boxes: [JSON] = []
        if hasCaseBox {
            var writer = FactWriter()
            writer.put("fields", answers: fields)
            writer.put("reason", reason)
            writer.put("note", note)
            writer.put("signer", signer)
            writer.put("remarks", remarks) { .string($0) }
            closed.append(ClosedFact(owner: .theCase, content: writer.json))
            boxes.append("case")
        }
        if let contact {
            closed.append(ClosedFact(owner: .person(contact.person), content: contact.json))
            boxes.append("person")
        }
        open.put("boxes", boxes)
        return closed
    }

    private var hasCaseBox: Bool {
        !fields.isEmpty || reason != nil || note != nil || signer != nil || !remarks.isEmpty
    }

    fileprivate init(_ fact: Fact, _ open: FactReader) throws(FactFault) {
        self.init()
        for part in fact.closed {
            switch part.owner {
            case .theCase:
                let reader = try FactReader(part.content, type: fact.type)
                fields = try reader.answers("fields")
                reason = try reader.optionalText("reason")
                note = try reader.optionalText("note")
                signer = try reader.optionalText("signer")
                remarks = try reader.remarks()
            case .person:
                contact = try Contact(json: part.content)
            }
        }
        let announced = try open.texts("boxes")
        erased =
            announced.contains("case") && !fact.closed.contains { $0.owner == .theCase }
            || announced.contains("person") && contact == nil
    }
}

extension CaseEvent.Started {
    fileprivate func write(to writer: inout FactWriter) {
        writer.put("number", number.text)
        writer.put("app", app.text)
        writer.put("state", state.text)
        writer.put("opened", opened) { .string($0.text) }
        writer.put("agency", agency.text)
        writer.put("attributes", attributes)
        writer.put("village", village?.text)
        writer.put("district", district?.text)
        writer.put("channel", channel.rawValue)
        writer.put("anonymous", isAnonymous)
        writer.put("language", language.rawValue)
        writer.put("assisted_by", assistedBy?.text)
        writer.put("consent", consent)
        writer.put("contact", hasContact)
        writer.put("fields", answers: fields)
        writer.put("rows", rows) { .string($0) }
        writer.put("parameters", parameters, \.json)
        writer.put("calendar", calendar)
        writer.put("clocks", clocks.map(\.json))
        writer.put("timers", timers: timers)
        writer.put("notices", notices.map(\.json))
        writer.put("serials", serials.mapValues { .int(Int64($0)) })
    }

    fileprivate init(_ fact: Fact, _ reader: FactReader) throws(FactFault) {
        guard let id = CaseEvent.caseID(stream: fact.stream) else {
            throw FactFault(type: fact.type, field: "stream", problem: "\(fact.stream) is no case")
        }
        guard let definition = fact.definition else {
            throw FactFault(type: fact.type, field: "definition", problem: "missing")
        }
        self.id = id
        self.definition = definition
        number = try reader.value("number")
        app = try reader.id("app")
        state = try reader.id("state")
        opened = try reader.opened("opened")
        agency = try reader.id("agency")
        attributes = try reader.object("attributes")
        village = try reader.optional("village")
        district = try reader.optional("district")
        channel = try reader.choice("channel")
        isAnonymous = try reader.bool("anonymous")
        language = try reader.choice("language")
        assistedBy = try reader.optionalText("assisted_by").map { OfficerID($0) }
        consent = try reader.bool("consent")
        hasContact = try reader.bool("contact")
        fields = try reader.answers("fields")
        rows = try reader.rows()
        parameters = try reader.parameterUses()
        calendar = try reader.text("calendar")
        clocks = try reader.clocks()
        timers = try reader.timers("timers")
        notices = try reader.notices()
        serials = fact.serials
        sealed = try CaseEvent.Sealed(fact, reader)
        at = fact.at
        by = fact.actor
    }
}

extension CaseEvent.Moved {
    fileprivate func write(to writer: inout FactWriter) {
        writer.put("action", action.text)
        writer.put("from", from.text)
        writer.put("to", to.text)
        writer.put("branch", step?.json)
        writer.put("opened", opened) { .string($0.text) }
        writer.put("end", isEnd)
        writer.put("agency", agency?.text)
        writer.put("attributes", attributes)
        writer.put("fields", answers: fields)
        writer.put("rows", rows) { .string($0) }
        writer.put("parameters", parameters, \.json)
        writer.put("calendar", calendar)
        writer.put("clocks", clocks.map(\.json))
        writer.put("timers", timers: timers)
        writer.put("notices", notices.map(\.json))
        writer.put("contact", hasContact)
        writer.put("marked", marked)
        writer.put("correction", isCorrection)
        writer.put("documents", documents.map(\.json))
        writer.put("serials", serials.mapValues { .int(Int64($0)) })
        money.write(to: &writer)
    }

    fileprivate init(_ fact: Fact, _ reader: FactReader) throws(FactFault) {
        money = try MoneyMoves(reader)
        action = try reader.id("action")
        from = try reader.id("from")
        to = try reader.id("to")
        step = try reader.step("branch")
        opened = try reader.opened("opened")
        isEnd = try reader.bool("end")
        agency = try reader.optionalID("agency")
        attributes = try reader.object("attributes")
        fields = try reader.answers("fields")
        rows = try reader.rows()
        parameters = try reader.parameterUses()
        calendar = try reader.text("calendar")
        clocks = try reader.clocks()
        timers = try reader.timers("timers")
        notices = try reader.notices()
        hasContact = try reader.bool("contact")
        marked = try reader.ids("marked")
        isCorrection = try reader.bool("correction")
        documents = try reader.documents()
        serials = fact.serials
        sealed = try CaseEvent.Sealed(fact, reader)
        at = fact.at
        by = fact.actor
    }
}

extension CaseEvent.ClockMarked {
    fileprivate func write(to writer: inout FactWriter) {
        writer.put("clock", clock.text)
        writer.put("percent", percent)
        writer.put("change", change.json)
        writer.put("timers", timers: timers)
        writer.put("notify", notify)
        writer.put("assign", assign?.text)
        writer.put("notices", notices.map(\.json))
    }

    fileprivate init(_ fact: Fact, _ reader: FactReader) throws(FactFault) {
        clock = try reader.id("clock")
        percent = try reader.int("percent")
        guard let change = reader.json("change") else { throw reader.fault("change", "missing") }
        self.change = try ClockChange(json: change)
        timers = try reader.timers("timers")
        notify = try reader.ids("notify")
        assign = try reader.optionalID("assign")
        notices = try reader.notices()
        at = fact.at
        by = fact.actor
    }
}

extension CaseEvent.Replanned {
    fileprivate func write(to writer: inout FactWriter) {
        writer.put("calendar", calendar)
        writer.put("clocks", clocks.map(\.json))
        writer.put("timers", timers: timers)
    }

    fileprivate init(_ fact: Fact, _ reader: FactReader) throws(FactFault) {
        calendar = try reader.text("calendar")
        clocks = try reader.clocks()
        timers = try reader.timers("timers")
        at = fact.at
        by = fact.actor
    }
}

extension CaseEvent.DocumentMarked {
    fileprivate func write(to writer: inout FactWriter) {
        writer.put("documents", documents.map(\.json))
        writer.put("timers", timers: timers)
        writer.put("notices", notices.map(\.json))
    }

    fileprivate init(_ fact: Fact, _ reader: FactReader) throws(FactFault) {
        documents = try reader.documents()
        timers = try reader.timers("timers")
        notices = try reader.notices()
        at = fact.at
        by = fact.actor
    }
}

extension DueNotice {
    var json: JSON {
        var writer = FactWriter()
        writer.put("id", id.text)
        writer.put("roles", roles)
        writer.put("citizen", toCitizen)
        return writer.json
    }
}

extension FactReader {
    fileprivate func clocks() throws(FactFault) -> [ClockChange] {
        var changes: [ClockChange] = []
        for json in try list("clocks") { changes.append(try ClockChange(json: json)) }
        return changes
    }

    fileprivate func notices() throws(FactFault) -> [DueNotice] {
        var notices: [DueNotice] = []
        for json in try list("notices") {
            let reader = try FactReader(json, type: type)
            notices.append(
                DueNotice(
                    id: try reader.id("id"),
                    roles: try reader.ids("roles"),
                    toCitizen: try reader.bool("citizen")
                )
            )
        }
        return notices
    }

    fileprivate func rows() throws(FactFault) -> [TableID: String] {
        try keyed("rows") { json, reader throws(FactFault) in
            guard let row = json.string else { throw reader.fault("rows", "not a row") }
            return row
        }
    }
}
