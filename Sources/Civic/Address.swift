/// Where something is, as a letter would be addressed: a line, RT and RW, the region, a postal code; personal, so it prints masked.
///
/// Inside the lists of regions the code says kelurahan, kecamatan and all above; elsewhere `place` says it in words.
package struct Address: Hashable, Sendable {
    /// Street and number, or the hamlet that stands in their place.
    package let street: String
    /// Three digits, `003`; nil where nobody knows.
    package let rt: String?
    package let rw: String?
    /// A village, or the district where the village is not known.
    package let region: RegionCode?
    /// Village, district and city in words, for addresses outside the lists.
    package let place: String?
    package let postalCode: PostalCode?
    /// What stands beside it, for who must find it.
    package let landmark: String?

    /// Reads the parts as people type them, in an object with `street`, `rt`, `rw`, `region`, `place`, `postal_code`, `landmark`.
    ///
    /// A street is needed, and a region or a place.
    package init(canonical: JSON) throws(CivicError) {
        guard let members = canonical.object else { throw .address(.shape) }
        func line(_ name: String, _ problem: CivicError.AddressProblem) throws(CivicError) -> String? {
            guard let answer = members[name], !answer.isNull else { return nil }
            guard let typed = answer.string ?? answer.int.map({ String($0) }),
                let clean = CleanText.clean(typed, lines: false)
            else { throw .address(problem) }
            let text = clean.split { $0.isWhitespace }.joined(separator: " ")
            guard text.count <= Limits.addressLineCharactersMax, !text.contains("<"), !text.contains(">") else {
                throw .address(problem)
            }
            return text.isEmpty ? nil : text
        }
        guard let street = try line("street", .street) else { throw .address(.street) }
        self.street = street
        rt = try Self.neighbourhood(try line("rt", .rt), label: "rt", .rt)
        rw = try Self.neighbourhood(try line("rw", .rw), label: "rw", .rw)
        if let typed = try line("region", .region) {
            guard let code = try? RegionCode(typed), code.level >= .district else { throw .address(.region) }
            region = code
        } else {
            region = nil
        }
        place = try line("place", .place)
        guard region != nil || place != nil else { throw .address(.regionMissing) }
        if let typed = try line("postal_code", .postalCode) {
            guard let code = try? PostalCode(typed: typed) else { throw .address(.postalCode) }
            postalCode = code
        } else {
            postalCode = nil
        }
        landmark = try line("landmark", .landmark)
    }

    /// `3`, `RT 3` and `003` are `003`; a dash is nothing.
    private static func neighbourhood(
        _ typed: String?,
        label: String,
        _ problem: CivicError.AddressProblem
    ) throws(CivicError) -> String? {
        guard let typed else { return nil }
        var rest = trimmed(typed.lowercased())
        if rest.hasPrefix(label) { rest = trimmed(String(rest.dropFirst(label.count))) }
        while let mark = rest.first, mark == "." || mark == ":" { rest = trimmed(String(rest.dropFirst())) }
        if rest.isEmpty || rest.allSatisfy({ $0 == "-" }) { return nil }
        guard rest.utf8.count <= 3, let number = number(rest.utf8) else { throw .address(problem) }
        return padded(number, width: 3)
    }

    /// One line; the names of regions come from outside, without them the codes stand there.
    package func line(_ formats: Formats, naming name: (RegionCode) -> String? = { _ in nil }) -> String {
        var parts = [street]
        let neighbourhoods = [rt.map { "RT " + $0 }, rw.map { "RW " + $0 }].compactMap(\.self)
        if !neighbourhoods.isEmpty { parts.append(neighbourhoods.joined(separator: "/")) }
        if let region {
            if region.level == .village {
                parts.append((region.isKelurahan ? "Kel. " : "Desa ") + (name(region) ?? region.text))
            }
            if let district = region.ancestor(at: .district) {
                parts.append("Kec. " + (name(district) ?? district.text))
            }
            if let city = region.ancestor(at: .regency).flatMap(name) { parts.append(city) }
        }
        if let place { parts.append(place) }
        if let postalCode { parts.append(postalCode.digits) }
        let line = parts.joined(separator: ", ")
        guard let landmark else { return line }
        return line + (formats.language == .id ? " (patokan: " : " (near: ") + landmark + ")"
    }
}

extension Address: CivicValue, Codable, CustomStringConvertible {
    package var canonical: JSON {
        var members: [String: JSON] = ["street": .string(street)]
        if let rt { members["rt"] = .string(rt) }
        if let rw { members["rw"] = .string(rw) }
        if let region { members["region"] = .string(region.text) }
        if let place { members["place"] = .string(place) }
        if let postalCode { members["postal_code"] = .string(postalCode.digits) }
        if let landmark { members["landmark"] = .string(landmark) }
        return .object(members)
    }

    /// Only the district can be read.
    package var description: String { "•••, " + (region?.ancestor(at: .district)?.text ?? "•••") }
    package func display(_ formats: Formats) -> String { line(formats) }

    package func doubts(around surroundings: Surroundings) -> [Doubt] {
        var doubts = region.map { surroundings.isUnknown($0) } ?? false ? [Doubt.addressRegion] : []
        doubts += postalCode?.doubts(around: surroundings) ?? []
        return doubts
    }

    package init(from decoder: any Decoder) throws { try self.init(canonical: try JSON(from: decoder)) }
    package func encode(to encoder: any Encoder) throws { try canonical.encode(to: encoder) }
}
