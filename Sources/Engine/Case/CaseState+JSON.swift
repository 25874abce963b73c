package import Civic

extension CaseState: Codable {
    /// Compact: what is empty is left out.
    ///
    /// Equal states have equal canonical bytes.
    package var json: JSON {
        var writer = FactWriter()
        writer.put("id", id.text)
        writer.put("number", number.text)
        writer.put("app", app.text)
        writer.put("definition", definition.hex)
        writer.put("version", version)
        writer.put("state", state.text)
        writer.put("branches", branches) { $0.json }
        writer.put("agency", agency.text)
        writer.put("attributes", attributes)
        writer.put("village", village?.text)
        writer.put("district", district?.text)
        writer.put("channel", channel.rawValue)
        writer.put("anonymous", isAnonymous)
        writer.put("language", language.rawValue)
        writer.put("started", startedAt)
        writer.put("since", stateSince)
        writer.put("changed", changedAt)
        writer.put("ended", endedAt)
        writer.put("fields", answers: fields)
        writer.put("clocks", clocks) { $0.json }
        writer.put("timers", timers: timers)
        writer.put("actors", actors) { $0.json }
        writer.put("times", times) { .string($0.rfc3339) }
        writer.put("counts", counts) { .int(Int64($0)) }
        writer.put("escalations", escalations) { .string($0.text) }
        writer.put("marked", marked)
        writer.put("documents", documents.map(\.json))
        writer.put("contact", hasContact)
        writer.put("erased", isErased)
        writer.put("holdings", holdings) { $0.json }
        writer.put("emptied", isEmptied)
        writer.put("bills", bills.map(\.json))
        writer.put("links", links.map(\.json))
        return writer.json
    }

    package init(json: JSON) throws(FactFault) {
        let reader = try FactReader(json, type: "state")
        id = try reader.value("id")
        number = try reader.value("number")
        app = try reader.id("app")
        definition = try reader.value("definition")
        version = try reader.int("version")
        state = try reader.id("state")
        branches = try reader.positions("branches")
        agency = try reader.id("agency")
        attributes = try reader.object("attributes")
        village = try reader.optional("village")
        district = try reader.optional("district")
        channel = try reader.choice("channel")
        isAnonymous = try reader.bool("anonymous")
        language = try reader.choice("language")
        startedAt = try reader.value("started")
        stateSince = try reader.value("since")
        changedAt = try reader.value("changed")
        endedAt = try reader.optional("ended")
        fields = try reader.answers("fields")
        clocks = try reader.keyed("clocks") { json, _ throws(FactFault) in try ClockState(json: json) }
        timers = try reader.timers("timers")
        actors = try reader.keyed("actors") { json, _ throws(FactFault) in try ActorStamp(json: json) }
        times = try reader.keyed("times") { json, reader throws(FactFault) in try reader.moment(json, in: "times") }
        counts = try reader.keyed("counts") { json, reader throws(FactFault) in
            guard let count = json.int else { throw reader.fault("counts", "not a whole number") }
            return Int(count)
        }
        escalations = try reader.keyed("escalations") { json, reader throws(FactFault) in
            guard let role = json.string else { throw reader.fault("escalations", "not a role") }
            return try reader.identifier(role, in: "escalations")
        }
        marked = try reader.ids("marked")
        documents = try reader.standingDocuments()
        hasContact = try reader.bool("contact")
        isErased = try reader.bool("erased")
        for json in try reader.list("links") { links.append(try CaseLink(json: json)) }
        holdings = try reader.keyed("holdings") { json, _ throws(FactFault) in try Holding(json: json) }
        isEmptied = try reader.bool("emptied")
        bills = []
        for bill in try reader.list("bills") { bills.append(try Bill(json: bill)) }
    }

    package init(from decoder: any Decoder) throws { try self.init(json: JSON(from: decoder)) }

    package func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}
