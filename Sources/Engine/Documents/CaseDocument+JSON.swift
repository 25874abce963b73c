import Civic
import Definition

extension CaseDocument {
    var json: JSON {
        var writer = FactWriter()
        writer.put("id", id.text)
        writer.put("serial", serial)
        writer.put("counter", counter)
        writer.put("number", number)
        writer.put("agency", agency.text)
        writer.put("day", day.iso)
        writer.put("until", until?.iso)
        writer.put("replaces", replaces)
        writer.put("template", template.hex)
        writer.put("remind", remind.map { JSON.int(Int64($0)) })
        return writer.json
    }

    init(json: JSON, type: String) throws(FactFault) {
        let reader = try FactReader(json, type: type)
        id = try reader.id("id")
        serial = try reader.int("serial")
        counter = try reader.text("counter")
        number = try reader.text("number")
        agency = try reader.id("agency")
        guard let day = try? CivilDate(iso: try reader.text("day")) else { throw reader.fault("day", "not a date") }
        self.day = day
        until = try reader.optionalText("until").flatMap { try? CivilDate(iso: $0) }
        replaces = try reader.optionalText("replaces")
        template = try reader.value("template")
        remind = try reader.list("remind").compactMap { $0.int.map(Int.init) }
    }
}

extension DocumentChange {
    var json: JSON {
        var writer = FactWriter()
        switch self {
        case .issued(let document): return ["issued": document.json]
        case .stands(let index, let standing, let follower):
            writer.put("index", index)
            writer.put("standing", standing.rawValue)
            writer.put("follower", follower)
        case .reminded(let index, let days):
            writer.put("index", index)
            writer.put("reminded", days)
        }
        return writer.json
    }

    init(json: JSON, type: String) throws(FactFault) {
        let reader = try FactReader(json, type: type)
        if let document = reader.json("issued") {
            self = .issued(try CaseDocument(json: document, type: type))
        } else if let days = try reader.optionalInt("reminded") {
            self = .reminded(index: try reader.int("index"), days: days)
        } else {
            self = .stands(
                index: try reader.int("index"),
                try reader.choice("standing"),
                follower: try reader.optionalText("follower")
            )
        }
    }
}

extension FactReader {
    func documents() throws(FactFault) -> [DocumentChange] {
        var changes: [DocumentChange] = []
        for json in try list("documents") { changes.append(try DocumentChange(json: json, type: type)) }
        return changes
    }

    func standingDocuments() throws(FactFault) -> [StandingDocument] {
        var documents: [StandingDocument] = []
        for json in try list("documents") { documents.append(try StandingDocument(json: json, type: type)) }
        return documents
    }
}

extension StandingDocument {
    var json: JSON {
        var writer = FactWriter()
        writer.put("document", document.json)
        writer.put("standing", standing.rawValue)
        writer.put("since", since)
        writer.put("by", by.json)
        writer.put("issued", issuedAt)
        writer.put("issued_by", issuedBy.json)
        writer.put("follower", follower)
        if let reminded { writer.put("reminded", reminded) }
        writer.put("version", version)
        return writer.json
    }

    init(json: JSON, type: String) throws(FactFault) {
        let reader = try FactReader(json, type: type)
        guard let document = reader.json("document"), let by = reader.json("by"),
            let issuedBy = reader.json("issued_by")
        else { throw reader.fault("documents", "incomplete") }
        self.init(
            document: try CaseDocument(json: document, type: type),
            standing: try reader.choice("standing"),
            since: try reader.value("since"),
            by: try ActorStamp(json: by),
            issuedAt: try reader.value("issued"),
            issuedBy: try ActorStamp(json: issuedBy),
            follower: try reader.optionalText("follower"),
            reminded: try reader.optionalInt("reminded"),
            version: try reader.int("version")
        )
    }
}
