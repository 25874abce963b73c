package import Civic

extension StaffEvent {
    /// `staff/<officer>`.
    package static func stream(_ officer: OfficerID) -> String { "staff/" + officer.text }

    /// The officer that a stream belongs to; nil for streams of other kinds.
    package static func officer(stream: String) -> OfficerID? {
        stream.hasPrefix("staff/") ? OfficerID(String(stream.dropFirst(6))) : nil
    }

    package func fact(of officer: OfficerID, at: Moment, by: ActorStamp) -> Fact {
        var writer = FactWriter()
        var closed: [ClosedFact] = []
        switch self {
        case .added(let card), .renamed(let card):
            if let card { closed = [ClosedFact(owner: .person(PersonID(officer.text)), content: card.json)] }
        case .granted(let grant), .revoked(let grant): writer.put("grant", grant.json)
        case .passwordChanged(let byOther): writer.put("by_other", byOther)
        case .left, .returned: break
        case .absent(let absence), .present(let absence): writer.put("absence", absence.json)
        case .mandateGiven(let mandate):
            writer.put("mandate", mandate.json)
            if let basis = mandate.basis {
                closed = [ClosedFact(owner: .person(PersonID(officer.text)), content: ["basis": .string(basis)])]
            }
        case .mandateEnded(let id): writer.put("mandate", id)
        case .regionsSet(let regions): writer.put("regions", regions.map { .string($0.text) })
        }
        return Fact(
            stream: Self.stream(officer),
            type: type,
            at: at,
            actor: by,
            open: writer.json,
            closed: closed
        )
    }

    package var type: String {
        switch self {
        case .added: "staff.added"
        case .renamed: "staff.renamed"
        case .granted: "staff.granted"
        case .revoked: "staff.revoked"
        case .passwordChanged: "staff.password-changed"
        case .left: "staff.left"
        case .returned: "staff.returned"
        case .absent: "staff.absent"
        case .present: "staff.present"
        case .regionsSet: "staff.regions-set"
        case .mandateGiven: "staff.mandate-given"
        case .mandateEnded: "staff.mandate-ended"
        }
    }

    package init(fact: Fact) throws(FactFault) {
        let reader = try FactReader(fact.open, type: fact.type)
        switch fact.type {
        case "staff.added": self = .added(try OfficerCard(closed: fact.closed))
        case "staff.renamed": self = .renamed(try OfficerCard(closed: fact.closed))
        case "staff.granted": self = .granted(try Grant(reader))
        case "staff.revoked": self = .revoked(try Grant(reader))
        case "staff.password-changed": self = .passwordChanged(byOther: try reader.bool("by_other"))
        case "staff.left": self = .left
        case "staff.returned": self = .returned
        case "staff.absent": self = .absent(try reader.absence())
        case "staff.present": self = .present(try reader.absence())
        case "staff.mandate-given":
            guard let json = reader.json("mandate") else { throw reader.fault("mandate", "missing") }
            self = .mandateGiven(try Mandate(json: json, basis: fact.closed.first?.content["basis"]?.string))
        case "staff.mandate-ended": self = .mandateEnded(try reader.text("mandate"))
        case "staff.regions-set": self = .regionsSet(try reader.regions())
        default: throw FactFault(type: fact.type, field: "type", problem: "no event of an officer")
        }
    }
}

extension OfficerCard {
    fileprivate var json: JSON {
        var writer = FactWriter()
        writer.put("login", login)
        writer.put("name", name)
        writer.put("title", title)
        writer.put("phone", phone?.e164)
        return writer.json
    }

    fileprivate init?(closed: [ClosedFact]) throws(FactFault) {
        guard let box = closed.first else { return nil }
        let reader = try FactReader(box.content, type: "staff")
        login = try reader.text("login")
        name = try reader.text("name")
        title = try reader.text("title")
        if let text = try reader.optionalText("phone") {
            do throws(CivicError) { phone = try Phone(typed: text) } catch {
                throw reader.fault("phone", error.messageKey)
            }
        } else {
            phone = nil
        }
    }
}

extension Grant {
    package var json: JSON {
        var writer = FactWriter()
        writer.put("role", role.text)
        writer.put("app", app?.text)
        writer.put("agency", agency?.text)
        writer.put("from", from)
        writer.put("until", until)
        return writer.json
    }

    package init(json: JSON) throws(FactFault) {
        let reader = try FactReader(json, type: "grant")
        self.init(
            role: try reader.id("role"),
            app: try reader.optionalID("app"),
            agency: try reader.optionalID("agency"),
            from: try reader.optional("from"),
            until: try reader.optional("until")
        )
    }

    fileprivate init(_ reader: FactReader) throws(FactFault) {
        guard let json = reader.json("grant") else { throw reader.fault("grant", "missing") }
        try self.init(json: json)
    }
}

extension FactReader {
    fileprivate func absence() throws(FactFault) -> Absence {
        guard let json = json("absence") else { throw fault("absence", "missing") }
        return try Absence(json: json)
    }

    fileprivate func regions() throws(FactFault) -> [RegionCode] {
        var regions: [RegionCode] = []
        for text in try texts("regions") {
            do throws(CivicError) { regions.append(try RegionCode(text)) } catch {
                throw fault("regions", error.messageKey)
            }
        }
        return regions
    }
}
