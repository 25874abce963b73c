package import Civic

/// What becomes true of a government's own settings.
package enum GovernmentEvent: Hashable, Sendable {
    case founded(GovernmentFounding)
    case agencyAdded(AgencyID, AgencyNames)
    case agencyRenamed(AgencyID, AgencyNames)
    /// It no longer takes cases; its id stays taken.
    case agencyClosed(AgencyID)
    case termsChanged([GovernmentTerm: LocalizedText])
    case calendarChanged(CalendarSettings)
    case parameterSet(ParameterID, ParameterRow)
    /// A payment channel is there, or is otherwise than before.
    case channelSet(PaymentChannel)
    /// Another program is told of facts, or otherwise than before.
    case webhookSet(Webhook)
    case postSet(PostSettings)
}

/// What a government begins with.
package struct GovernmentFounding: Hashable, Sendable {
    package let code: RegionCode
    /// Stands in every address; never changes.
    package let slug: String
    /// With its kind: "Kota Tangerang".
    package let name: String
    /// `kota`, `kabupaten` or `provinsi`: UU 23/2014 pasal 2.
    package let kind: String
    package let zone: Zone
    package let terms: [GovernmentTerm: LocalizedText]
    package let agencies: [FoundingAgency]
    package let calendar: CalendarSettings

    package init(
        code: RegionCode,
        slug: String,
        name: String,
        kind: String,
        zone: Zone,
        terms: [GovernmentTerm: LocalizedText],
        agencies: [FoundingAgency],
        calendar: CalendarSettings
    ) {
        self.code = code
        self.slug = slug
        self.name = name
        self.kind = kind
        self.zone = zone
        self.terms = terms
        self.agencies = agencies
        self.calendar = calendar
    }
}

package struct FoundingAgency: Hashable, Sendable {
    package let id: AgencyID
    package let names: AgencyNames

    package init(id: AgencyID, names: AgencyNames) {
        self.id = id
        self.names = names
    }
}

package struct AgencyNames: Hashable, Sendable {
    package let name: LocalizedText
    /// For tables and walls: "DPUPR".
    package let short: String

    package init(name: LocalizedText, short: String) {
        self.name = name
        self.short = short
    }
}

/// What is called differently from government to government.
package enum GovernmentTerm: String, CaseIterable, Hashable, Sendable {
    /// "Wali Kota", "Bupati", "Gubernur".
    case head
    /// "Lurah", "Kepala Desa".
    case villageHead = "village_head"
    case village, district
    /// "Perwal", "Perbup", "Pergub".
    case regulation
}

/// The working calendar as dated data: hours of the week, seasons, closed days with their reason.
package struct CalendarSettings: Hashable, Sendable {
    /// Names the data; events that count working time record it.
    package let version: String
    package let hours: WeeklyHours
    package let seasons: [Season]
    package let closed: [CivilDate: String]

    package init(version: String, hours: WeeklyHours, seasons: [Season] = [], closed: [CivilDate: String]) {
        self.version = version
        self.hours = hours
        self.seasons = seasons
        self.closed = closed
    }

    /// Ready to count with.
    package func calendar(in zone: Zone) -> WorkingCalendar {
        WorkingCalendar(version: version, zone: zone, hours: hours, closed: closed, seasons: seasons)
    }
}

/// A dated parameter: holds from a day on, by a regulation.
package struct ParameterRow: Hashable, Sendable {
    package let from: CivilDate
    package let value: JSON
    /// "Perwal 12/2026".
    package let basis: String

    package init(from: CivilDate, value: JSON, basis: String) {
        self.from = from
        self.value = value
        self.basis = basis
    }
}
