import Civic

/// Reads the members of a document's object; what is missing or of a wrong kind is named.
struct JSONMembers {
    let json: JSON
    let place: String

    init(_ json: JSON?, _ place: String) throws(Wrong) {
        guard let json, json.object != nil else { throw Self.broken(place) }
        self.json = json
        self.place = place
    }

    static func broken(_ place: String) -> Wrong {
        Wrong(
            "document.broken",
            id: "Bagian \"\(place)\" dari naskah tidak terbaca.",
            en: "The part \"\(place)\" of the text can't be read."
        )
    }

    private func at(_ key: String) -> String { place.isEmpty ? key : place + "." + key }

    func text(_ key: String, max: Int = Limits.nameCharactersMax) throws(Wrong) -> String {
        guard let text = json[key]?.string else { throw Self.broken(at(key)) }
        try bounded(text, key, max)
        return text
    }

    func optionalText(_ key: String, max: Int = Limits.nameCharactersMax) throws(Wrong) -> String? {
        guard let value = json[key], !value.isNull else { return nil }
        guard let text = value.string else { throw Self.broken(at(key)) }
        try bounded(text, key, max)
        return text
    }

    private func bounded(_ text: String, _ key: String, _ max: Int) throws(Wrong) {
        if text.utf8.count > max, text.count > max {
            throw Wrong(
                "document.too-long",
                id: "Bagian \"\(at(key))\" terlalu panjang: paling banyak \(max) huruf.",
                en: "The part \"\(at(key))\" is too long: at most \(max) characters."
            )
        }
    }

    func texts(_ key: String, max: Int = Limits.paragraphCharactersMax) throws(Wrong) -> [String] {
        guard let items = json[key]?.array else { throw Self.broken(at(key)) }
        var texts: [String] = []
        for item in items {
            guard let text = item.string else { throw Self.broken(at(key)) }
            try bounded(text, key, max)
            texts.append(text)
        }
        return texts
    }

    func list(_ key: String, max: Int = 500) throws(Wrong) -> [JSON] {
        guard let items = json[key]?.array, items.count <= max else { throw Self.broken(at(key)) }
        return items
    }

    func date(_ key: String) throws(Wrong) -> CivilDate {
        guard let text = json[key]?.string, let date = try? CivilDate(iso: text) else { throw Self.broken(at(key)) }
        return date
    }

    func digest(_ key: String) throws(Wrong) -> Digest {
        guard let text = json[key]?.string, let digest = Digest(hex: text) else { throw Self.broken(at(key)) }
        return digest
    }

    func region(_ key: String) throws(Wrong) -> RegionCode {
        guard let text = json[key]?.string, let code = try? RegionCode(text) else { throw Self.broken(at(key)) }
        return code
    }

    func members(_ key: String) throws(Wrong) -> JSONMembers { try JSONMembers(json[key], at(key)) }

    func has(_ key: String) -> Bool { json[key].map { !$0.isNull } ?? false }
}

extension JSON {
    /// An object without its empty members: nil and null say the same, and only one may be signed.
    static func members(_ pairs: [(String, JSON?)]) -> JSON {
        var object: [String: JSON] = [:]
        for (key, value) in pairs { if let value, !value.isNull { object[key] = value } }
        return .object(object)
    }
}
