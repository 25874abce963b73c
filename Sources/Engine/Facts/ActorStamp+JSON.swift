package import Civic

extension ActorStamp {
    /// As the open part of an entry names the actor.
    package var json: JSON {
        var writer = FactWriter()
        writer.put("kind", kind.rawValue)
        writer.put("role", role?.text)
        writer.put("agency", agency?.text)
        writer.put("officer", officer?.text)
        writer.put("government", government?.text)
        writer.put("acting", mandate?.kind.rawValue)
        writer.put("for", mandate?.principal?.text)
        return writer.json
    }

    package init(json: JSON) throws(FactFault) {
        let reader = try FactReader(json, type: "actor")
        kind = try reader.choice("kind")
        role = try reader.optionalID("role")
        agency = try reader.optionalID("agency")
        officer = try reader.optionalText("officer").map { OfficerID($0) }
        government = try reader.optional("government")
        let kind: Mandate.Kind? = try reader.optionalChoice("acting")
        let principal = try reader.optionalText("for").map { OfficerID($0) }
        mandate = kind.map { MandateStamp(kind: $0, principal: principal) }
    }
}
