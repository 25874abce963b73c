import Civic

/// Writes a definition as its canonical tree: the inverse of the reader.
struct TreeWriter {
    let definition: Definition

    var root: JSON {
        let d = definition
        return Self.record([
            ("app", .string(d.app.text)), ("version", .string(d.version.description)), ("prefix", .string(d.prefix)),
            ("name", d.name.json), ("summary", d.summary.json), ("group", .string(d.group.rawValue)),
            ("pillar", .string(d.pillar)), ("owner", .string(d.owner.text)), ("archetype", .string(d.archetype)),
            ("legal", .array(d.legal.map(Self.legal))), ("standard", Self.standard(d.standard)),
            ("needs", Self.needs(d.needs)), ("registers", Self.keyed(d.registers, Self.register)),
            ("roles", Self.keyed(d.roles, Self.role)), ("form", Self.keyed(d.form, Self.field)), ("start", start),
            ("states", Self.keyed(d.states, Self.state)), ("actions", Self.keyed(d.actions, Self.action)),
            ("clocks", Self.keyed(d.clocks, clock)), ("tables", Self.keyed(d.tables, Self.table)),
            ("notices", Self.keyed(d.notices, Self.notice)), ("publish", publication),
            ("measures", Self.keyed(d.measures, Self.measure)),
            ("national", .array(d.national.map(Self.national))),
            (
                "retention",
                Self.record([("years", .int(Int64(d.retention.years))), ("basis", d.retention.basis?.json)])
            ),
        ])
    }

    // MARK: Containers

    /// An object of what is there: nil is left out.
    static func record(_ pairs: [(String, JSON?)]) -> JSON {
        var object: [String: JSON] = [:]
        for (key, value) in pairs {
            if let value { object[key] = value }
        }
        return .object(object)
    }

    static func keyed<Kind, Element>(_ keyed: Keyed<Identifier<Kind>, Element>, _ write: (Element) -> JSON) -> JSON {
        .array(keyed.all.map { .array([.string($0.id.text), write($0.element)]) })
    }

    static func ids<Kind>(_ ids: [Identifier<Kind>]) -> JSON { .array(ids.map { .string($0.text) }) }

    /// A list, or nil where it is empty.
    static func some(_ list: JSON) -> JSON? { list.array?.isEmpty == true ? .none : .some(list) }

    static func int(_ number: Int?) -> JSON? { number.map { .int(Int64($0)) } }

    /// `true`, or nothing.
    static func flag(_ isSet: Bool) -> JSON? { isSet ? .some(.bool(true)) : .none }

    static func word(_ text: String?) -> JSON? { text.map { .string($0) } }

    // MARK: Identity

    private static func legal(_ source: LegalSource) -> JSON {
        record([("text", source.text.json), ("url", word(source.url))])
    }

    private static func standard(_ s: ServiceStandard) -> JSON {
        record([
            ("requirements", .array(s.requirements.map(\.json))), ("procedure", .array(s.procedure.map(\.json))),
            ("time", s.time.json), ("fee", s.fee.json), ("product", s.product.json), ("complaints", s.complaints.json),
            ("facilities", s.facilities.json), ("competence", s.competence.json), ("supervision", s.supervision.json),
            ("staff", s.staff.json), ("guarantee", s.guarantee.json), ("safety", s.safety.json),
            ("evaluation", s.evaluation.json),
        ])
    }

    private static func needs(_ needs: AdoptionNeeds) -> JSON {
        record([
            ("roles", ids(needs.roles)), ("agencies", ids(needs.agencies)), ("registers", ids(needs.registers)),
            ("integrations", .array(needs.integrations.map(\.json))),
        ])
    }

    private var publication: JSON {
        let p = definition.publication
        return Self.record([
            ("ledger", .string(p.ledger.rawValue)), ("fields", Self.ids(p.fields)),
            ("place", .string("\(p.placeMetres) m")),
        ])
    }

    private static func measure(_ measure: Measure) -> JSON {
        record([
            ("name", measure.name.json),
            ("ratio", .array([.string(measure.ratio.counted.description), .string(measure.ratio.among.description)])),
            ("target", measure.target.map { .double($0) }),
        ])
    }

    private static func national(_ relation: NationalRelation) -> JSON {
        record([
            ("system", .string(relation.system)), ("relation", .string(relation.relation.rawValue)),
            ("from", word(relation.from?.iso)), ("until", word(relation.until?.iso)), ("basis", relation.basis.json),
            ("when_down", relation.whenDown?.json),
        ])
    }

    // MARK: Form

    private static func register(_ register: InlineRegister) -> JSON {
        record([
            ("name", register.name.json), ("columns", keyed(register.columns, column)),
            ("rows", keyed(register.rows, row)),
        ])
    }

    private static func column(_ column: Column) -> JSON {
        record([
            ("type", .string(column.kind.rawValue)), ("min", int(column.min)), ("max", int(column.max)),
            ("required", flag(column.isRequired)), ("locked", word(column.lock?.source)),
        ])
    }

    private static func row(_ row: RegisterRow) -> JSON {
        let values = Dictionary(row.values.map { ($0.key.text, $0.value) }, uniquingKeysWith: { first, _ in first })
        return record([
            ("name", row.name.json), ("hint", row.hint?.json), ("icon", word(row.icon)), ("values", .object(values)),
            ("hidden", flag(row.isHidden)),
        ])
    }

    static func field(_ field: Field) -> JSON {
        var pairs: [(String, JSON?)] = [
            ("type", .string(field.type.word)), ("label", field.label.json), ("hint", field.hint?.json),
            ("when", word(field.when?.source)), ("min", int(field.min)), ("max", int(field.max)),
            ("privacy", word(field.privacy == field.type.usualPrivacy ? nil : field.privacy.rawValue)),
            ("page", word(field.page)), ("autocomplete", word(field.autocomplete)),
            ("locked", word(field.lock?.source)),
        ]
        switch field.required {
        case .never: break
        case .always: pairs.append(("required", .bool(true)))
        case .when(let formula): pairs.append(("required_if", .string(formula.source)))
        }
        switch field.type {
        case .choice(.register(let register)): pairs.append(("from", .string("register.\(register)")))
        case .choice(.options(let options)): pairs.append(("options", keyed(options, \.json)))
        case .location(let withinGovernment): pairs.append(("within", word(withinGovernment ? "government" : nil)))
        case .files(let accept): pairs.append(("accept", .array(accept.map { .string($0.rawValue) })))
        case .text, .paragraph, .yesNo, .integer, .date, .phone, .email, .personName, .agency, .rating, .applications,
            .government, .document:
            break
        }
        return record(pairs)
    }
}
