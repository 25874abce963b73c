package import Civic
package import Engine

/// What a government is: its name, its terms, its agencies.
///
/// An event in its ledger's stream `government`.
package struct GovernmentProfile: Hashable, Sendable {
    package var code: RegionCode
    /// Stands in every address; set once, never changed.
    package var slug: String
    /// With its kind: "Kota Tangerang".
    package var name: String
    package var kind: GovernmentKind
    package var zone: Zone
    package var terms: Terms
    package var agencies: [Agency]

    package init(
        code: RegionCode,
        slug: String,
        name: String,
        kind: GovernmentKind,
        zone: Zone,
        terms: Terms? = nil,
        agencies: [Agency]
    ) {
        self.code = code
        self.slug = slug
        self.name = name
        self.kind = kind
        self.zone = zone
        self.terms = terms ?? Terms.usual(for: kind)
        self.agencies = agencies
    }

    /// The slug that a government gets unless it asks for another: its hyphenated name with its kind (DESIGN §10).
    package static func usualSlug(_ name: String) -> String {
        name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-")
    }

    /// The agency of this id, if the government has one.
    package func agency(_ id: AgencyID) -> Agency? {
        agencies.first { $0.id == id }
    }
}

/// Which kind of regional government (UU 23/2014, pasal 2).
package enum GovernmentKind: String, Sendable, CaseIterable {
    case kota, kabupaten, provinsi
}

/// What things are called in a government; never a text edit in a localization.
package struct Terms: Hashable, Sendable {
    /// "Wali Kota", "Bupati", "Gubernur".
    package var head: LocalizedText
    /// "Lurah" or "Kepala Desa".
    package var villageHead: LocalizedText
    /// "Kelurahan" or "Desa": the kind that most of its villages are; a single village's own is in its code.
    package var village: LocalizedText
    /// "Kecamatan" (a district; "Kota/Kabupaten" under a province).
    package var district: LocalizedText
    /// "Perwal", "Perbup", "Pergub".
    package var regulation: LocalizedText

    package init(
        head: LocalizedText,
        villageHead: LocalizedText,
        village: LocalizedText,
        district: LocalizedText,
        regulation: LocalizedText
    ) {
        self.head = head
        self.villageHead = villageHead
        self.village = village
        self.district = district
        self.regulation = regulation
    }

    /// The terms of the law for a kind of government (UU 23/2014, pasal 59, 209, 229; UU 6/2014, pasal 1).
    package static func usual(for kind: GovernmentKind) -> Terms {
        let kecamatan = LocalizedText(id: "Kecamatan", en: "District")
        switch kind {
        case .kota:
            return Terms(
                head: LocalizedText(id: "Wali Kota", en: "Mayor"),
                villageHead: LocalizedText(id: "Lurah", en: "Head of kelurahan"),
                village: LocalizedText(id: "Kelurahan", en: "Kelurahan"),
                district: kecamatan,
                regulation: LocalizedText(id: "Perwal", en: "Mayor's regulation")
            )
        case .kabupaten:
            return Terms(
                head: LocalizedText(id: "Bupati", en: "Regent"),
                villageHead: LocalizedText(id: "Kepala Desa", en: "Village head"),
                village: LocalizedText(id: "Desa", en: "Village"),
                district: kecamatan,
                regulation: LocalizedText(id: "Perbup", en: "Regent's regulation")
            )
        case .provinsi:
            return Terms(
                head: LocalizedText(id: "Gubernur", en: "Governor"),
                villageHead: LocalizedText(id: "Bupati/Wali Kota", en: "Regent or mayor"),
                village: LocalizedText(id: "Kabupaten/Kota", en: "Regency or city"),
                district: kecamatan,
                regulation: LocalizedText(id: "Pergub", en: "Governor's regulation")
            )
        }
    }
}

/// An OPD of a government.
package struct Agency: Hashable, Sendable {
    package var id: AgencyID
    package var name: LocalizedText
    /// For tables and walls: "DPUPR".
    package var shortName: String

    package init(id: AgencyID, name: LocalizedText, shortName: String? = nil) {
        self.id = id
        self.name = name
        self.shortName = shortName ?? name.text(.id)
    }
}

// MARK: As events say it

extension GovernmentProfile {
    /// The profile as the ledger has it; agencies that were closed are left out.
    package init(_ state: GovernmentState) {
        let kind = GovernmentKind(rawValue: state.kind) ?? .kabupaten
        let usual = Terms.usual(for: kind)
        self.init(
            code: state.code,
            slug: state.slug,
            name: state.name,
            kind: kind,
            zone: state.zone,
            terms: Terms(
                head: state.terms[.head] ?? usual.head,
                villageHead: state.terms[.villageHead] ?? usual.villageHead,
                village: state.terms[.village] ?? usual.village,
                district: state.terms[.district] ?? usual.district,
                regulation: state.terms[.regulation] ?? usual.regulation
            ),
            agencies: state.agencies.filter { !$0.isClosed }.map {
                Agency(id: $0.id, name: $0.names.name, shortName: $0.names.short)
            }
        )
    }

    /// What a government with this profile begins with.
    package func founding(_ calendar: WorkingCalendar) -> GovernmentFounding {
        GovernmentFounding(
            code: code,
            slug: slug,
            name: name,
            kind: kind.rawValue,
            zone: zone,
            terms: [
                .head: terms.head, .villageHead: terms.villageHead, .village: terms.village, .district: terms.district,
                .regulation: terms.regulation,
            ],
            agencies: agencies.map {
                FoundingAgency(id: $0.id, names: AgencyNames(name: $0.name, short: $0.shortName))
            },
            calendar: CalendarSettings(
                version: calendar.version,
                hours: calendar.hours,
                seasons: calendar.seasons,
                closed: calendar.closed
            )
        )
    }
}
