// The older values of this module as values that forms read and show.

extension NIK: TypedValue {
    package var canonical: JSON { .string(digits) }

    /// `3671 0115 0690 0001`.
    package func display(_ formats: Formats) -> String { inGroups(digits, of: [4, 4, 4, 4]) }

    package func doubts(around surroundings: Surroundings) -> [Doubt] {
        let isElsewhere = district.map { surroundings.isUnknown($0) } ?? false
        return doubts() + (isElsewhere ? [.nikRegion] : [])
    }
}

extension Phone: TypedValue {
    package var canonical: JSON { .string(e164) }
    package func display(_ formats: Formats) -> String { display }
}

extension EmailAddress: TypedValue {
    package var canonical: JSON { .string(text) }
    package func display(_ formats: Formats) -> String { text }
}

extension Rupiah: TypedValue {
    package var canonical: JSON { .int(amount) }

    /// Reads a whole number, or an amount as people type it.
    package init(canonical: JSON) throws(CivicError) {
        if let amount = canonical.int {
            guard amount.magnitude <= Limits.rupiahMax.magnitude else { throw .rupiahTooLarge(typed: String(amount)) }
            self.init(amount)
        } else if let number = canonical.double {
            throw number.magnitude < 1e15
                ? .rupiahFraction(typed: canonical.text) : .rupiahTooLarge(typed: canonical.text)
        } else {
            guard let typed = canonical.string else { throw .notText }
            try self.init(typed: typed)
        }
    }

    /// `Rp1.250.000`.
    package func display(_ formats: Formats) -> String { formats.money(self) }
}

extension CaseNumber: TypedValue {
    package init(typed: String) throws(CivicError) { try self.init(typed) }
    package func display(_ formats: Formats) -> String { text }
}

extension Identifier: TypedValue {
    /// Reads the id in any case, with blanks around it.
    package init(typed: String) throws(CivicError) { try self.init(String(trimmed(typed.lowercased()))) }
    package var canonical: JSON { .string(text) }
    package func display(_ formats: Formats) -> String { text }
}

extension RegionCode: TypedValue {
    package init(typed: String) throws(CivicError) { try self.init(typed) }
    package func display(_ formats: Formats) -> String { text }
}

extension GeoPoint: TypedValue {
    /// The GeoJSON point.
    package var canonical: JSON { ["type": "Point", "coordinates": [.double(longitude), .double(latitude)]] }

    /// Reads a GeoJSON point, an object with `latitude` and `longitude`, or a typed text.
    package init(canonical: JSON) throws(CivicError) {
        if let typed = canonical.string {
            try self.init(typed: typed)
        } else if let latitude = canonical["latitude"]?.double, let longitude = canonical["longitude"]?.double {
            try self.init(latitude: latitude, longitude: longitude)
        } else {
            let geometry = PositionList.geometry(canonical)
            guard geometry["type"]?.string == "Point", let longitude = geometry["coordinates"]?[0]?.double,
                let latitude = geometry["coordinates"]?[1]?.double
            else { throw .point(typed: canonical.text) }
            try self.init(latitude: latitude, longitude: longitude)
        }
    }

    /// `-6.17, 106.63`.
    package func display(_ formats: Formats) -> String { description }
}
