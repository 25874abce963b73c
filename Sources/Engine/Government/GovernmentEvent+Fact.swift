package import Civic

extension GovernmentEvent {
    package static let stream = "government"

    package func fact(at: Moment, by: ActorStamp) -> Fact {
        var writer = FactWriter()
        switch self {
        case .founded(let founding): founding.write(to: &writer)
        case .agencyAdded(let id, let names), .agencyRenamed(let id, let names):
            writer.put("agency", FoundingAgency(id: id, names: names).json)
        case .agencyClosed(let id): writer.put("id", id.text)
        case .termsChanged(let terms): writer.put("terms", Self.json(terms))
        case .calendarChanged(let calendar): writer.put("calendar", calendar.json)
        case .parameterSet(let id, let row):
            writer.put("parameter", id.text)
            writer.put("from", row.from.iso)
            writer.put("value", row.value)
            writer.put("basis", row.basis)
        case .channelSet(let channel): writer.put("channel", channel.json)
        case .webhookSet(let webhook): writer.put("webhook", webhook.json)
        case .postSet(let post): writer.put("post", post.json)
        }
        return Fact(
            stream: Self.stream,
            type: type,
            at: at,
            actor: by,
            open: writer.json
        )
    }

    package var type: String {
        switch self {
        case .founded: "government.founded"
        case .agencyAdded: "government.agency-added"
        case .agencyRenamed: "government.agency-renamed"
        case .agencyClosed: "government.agency-closed"
        case .termsChanged: "government.terms-changed"
        case .calendarChanged: "calendar.changed"
        case .parameterSet: "government.parameter-set"
        case .channelSet: "government.channel-set"
        case .webhookSet: "government.webhook-set"
        case .postSet: "government.post-set"
        }
    }

    package init(fact: Fact) throws(FactFault) {
        let reader = try FactReader(fact.open, type: fact.type)
        switch fact.type {
        case "government.founded": self = .founded(try GovernmentFounding(reader))
        case "government.agency-added":
            let agency = try FoundingAgency(reader.json("agency"), fact.type)
            self = .agencyAdded(agency.id, agency.names)
        case "government.agency-renamed":
            let agency = try FoundingAgency(reader.json("agency"), fact.type)
            self = .agencyRenamed(agency.id, agency.names)
        case "government.agency-closed": self = .agencyClosed(try reader.id("id"))
        case "government.terms-changed": self = .termsChanged(try reader.terms())
        case "calendar.changed": self = .calendarChanged(try CalendarSettings(reader.json("calendar"), fact.type))
        case "government.parameter-set":
            let row = ParameterRow(
                from: try reader.value("from"),
                value: reader.json("value") ?? .null,
                basis: try reader.text("basis")
            )
            self = .parameterSet(try reader.id("parameter"), row)
        case "government.channel-set":
            self = .channelSet(try PaymentChannel(reader.json("channel"), fact.type))
        case "government.webhook-set": self = .webhookSet(try Webhook(reader.json("webhook"), fact.type))
        case "government.post-set": self = .postSet(try PostSettings(reader.json("post"), fact.type))
        default: throw FactFault(type: fact.type, field: "type", problem: "no event of a government")
        }
    }

    fileprivate static func json(_ terms: [GovernmentTerm: LocalizedText]) -> JSON {
        var object: [String: JSON] = [:]
        for (term, text) in terms { object[term.rawValue] = text.json }
        return .object(object)
    }
}

extension LocalizedText {
    var json: JSON {
        var object: [String: JSON] = [:]
        for (language, text) in texts { object[language.rawValue] = .string(text) }
        return .object(object)
    }
}

extension FactReader {
    func localized(_ json: JSON?, in field: String) throws(FactFault) -> LocalizedText {
        var texts: [Language: String] = [:]
        for (name, value) in json?.object ?? [:] {
            guard let language = Language(rawValue: name), let text = value.string else {
                throw fault(field, "no text in \(name)")
            }
            texts[language] = text
        }
        guard let text = LocalizedText(texts: texts) else { throw fault(field, "no Indonesian text") }
        return text
    }

    fileprivate func terms() throws(FactFault) -> [GovernmentTerm: LocalizedText] {
        var terms: [GovernmentTerm: LocalizedText] = [:]
        for (name, value) in try object("terms") {
            guard let term = GovernmentTerm(rawValue: name) else { throw fault("terms", "unknown word \(name)") }
            terms[term] = try localized(value, in: "terms")
        }
        return terms
    }
}

extension FoundingAgency {
    fileprivate var json: JSON {
        ["id": .string(id.text), "name": names.name.json, "short": .string(names.short)]
    }

    fileprivate init(_ json: JSON?, _ type: String) throws(FactFault) {
        let reader = try FactReader(json ?? .null, type: type)
        self.init(
            id: try reader.id("id"),
            names: AgencyNames(
                name: try reader.localized(reader.json("name"), in: "name"),
                short: try reader.text("short")
            )
        )
    }
}

extension GovernmentFounding {
    fileprivate func write(to writer: inout FactWriter) {
        writer.put("code", code.text)
        writer.put("slug", slug)
        writer.put("name", name)
        writer.put("kind", kind)
        writer.put("zone", zone.rawValue)
        writer.put("terms", GovernmentEvent.json(terms))
        writer.put("agencies", agencies.map(\.json))
        writer.put("calendar", calendar.json)
    }

    fileprivate init(_ reader: FactReader) throws(FactFault) {
        var agencies: [FoundingAgency] = []
        for json in try reader.list("agencies") { agencies.append(try FoundingAgency(json, reader.type)) }
        self.init(
            code: try reader.value("code"),
            slug: try reader.text("slug"),
            name: try reader.text("name"),
            kind: try reader.text("kind"),
            zone: try reader.choice("zone"),
            terms: try reader.terms(),
            agencies: agencies,
            calendar: try CalendarSettings(reader.json("calendar"), reader.type)
        )
    }
}

extension CalendarSettings {
    /// `{"closed":{"2026-01-01":"Tahun Baru"},"hours":[[[450,720],[780,960]],…],"version":…}`, Monday first, minutes of the day.
    fileprivate var json: JSON {
        var writer = FactWriter()
        writer.put("version", version)
        writer.put("hours", Self.json(hours))
        writer.put(
            "seasons",
            seasons.map { season in
                [
                    "name": .string(season.name), "from": .string(season.days.lowerBound.iso),
                    "until": .string(season.days.upperBound.iso), "hours": .array(Self.json(season.hours)),
                ]
            }
        )
        var days: [String: JSON] = [:]
        for (date, reason) in closed { days[date.iso] = .string(reason) }
        writer.put("closed", days)
        return writer.json
    }

    private static func json(_ hours: WeeklyHours) -> [JSON] {
        Weekday.allCases.map { day in
            .array(hours.open(on: day).map { [.int(Int64($0.lowerBound)), .int(Int64($0.upperBound))] })
        }
    }

    fileprivate init(_ json: JSON?, _ type: String) throws(FactFault) {
        let reader = try FactReader(json ?? .null, type: type)
        var closed: [CivilDate: String] = [:]
        for (text, reason) in try reader.object("closed") {
            guard let date = try? CivilDate(iso: text), let reason = reason.string else {
                throw reader.fault("closed", "\(text) is no day")
            }
            closed[date] = reason
        }
        self.init(
            version: try reader.text("version"),
            hours: try Self.hours(reader),
            seasons: try Self.seasons(reader),
            closed: closed
        )
    }

    private static func seasons(_ reader: FactReader) throws(FactFault) -> [Season] {
        var seasons: [Season] = []
        for json in try reader.list("seasons") {
            let inner = try FactReader(json, type: reader.type)
            let from: CivilDate = try inner.value("from")
            let until: CivilDate = try inner.value("until")
            guard from <= until else { throw inner.fault("until", "before the beginning") }
            seasons.append(
                Season(name: try inner.text("name"), days: from...until, hours: try Self.hours(inner))
            )
        }
        return seasons
    }

    private static func hours(_ reader: FactReader) throws(FactFault) -> WeeklyHours {
        var hours: [Weekday: [Range<Int>]] = [:]
        let days = try reader.list("hours")
        guard days.count == Weekday.allCases.count else { throw reader.fault("hours", "a week has seven days") }
        for (day, json) in zip(Weekday.allCases, days) {
            var ranges: [Range<Int>] = []
            for pair in json.array ?? [] {
                guard let from = pair[0]?.int, let to = pair[1]?.int, 0 <= from, from < to, to <= 1_440,
                    ranges.last.map({ Int64($0.upperBound) < from }) ?? true
                else { throw reader.fault("hours", "not a time of the day") }
                ranges.append(Int(from)..<Int(to))
            }
            hours[day] = ranges
        }
        guard hours.values.contains(where: { !$0.isEmpty }) else { throw reader.fault("hours", "never open") }
        return WeeklyHours(hours)
    }
}
