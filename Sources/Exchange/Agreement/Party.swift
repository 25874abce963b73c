package import Civic
package import Definition

/// One side of an agreement as its text names it.
package struct Party: Hashable, Sendable {
    package let government: RegionCode
    /// "Pemerintah Kota Tangerang".
    package let name: String
    /// Seat, for the opening: "Jalan Satria Sudirman Nomor 1, Kota Tangerang".
    package let seat: String
    /// The head's office with its region: "Wali Kota Tangerang".
    package let head: String
    /// Filled in by the party itself when its legal officer approves the text.
    package var signing: PartySigning?

    package init(government: RegionCode, name: String, seat: String, head: String, signing: PartySigning? = nil) {
        self.government = government
        self.name = name
        self.seat = seat
        self.head = head
        self.signing = signing
    }

    package var json: JSON {
        .members([
            ("government", .string(government.text)), ("name", .string(name)), ("seat", .string(seat)),
            ("head", .string(head)), ("signing", signing?.json),
        ])
    }

    package init(_ json: JSON?, _ place: String) throws(Wrong) {
        let members = try JSONMembers(json, place)
        self.init(
            government: try members.region("government"),
            name: try members.text("name"),
            seat: try members.text("seat"),
            head: try members.text("head"),
            signing: members.has("signing") ? try PartySigning(members.json["signing"], place + ".signing") : nil
        )
    }
}

/// A party's own number and the official who signs for it, with the key that will verify the signature.
package struct PartySigning: Hashable, Sendable {
    /// The party's own number: "134.4/12-KSD/2026".
    package let number: String
    /// Opaque id of the officer at their government.
    package let officer: String
    package let name: String
    /// "Wali Kota Tangerang".
    package let title: String
    package let authority: Authority
    /// Ed25519 public key, 32 bytes.
    package let key: [UInt8]

    /// Why this official may sign (PP 28/2018 Pasal 2).
    package enum Authority: Hashable, Sendable {
        /// Head of the region.
        case office
        /// A written power of attorney of the head; for a PKS only.
        case attorney(number: String, date: CivilDate)
    }

    package init(
        number: String,
        officer: String,
        name: String,
        title: String,
        authority: Authority = .office,
        key: [UInt8]
    ) {
        self.number = number
        self.officer = officer
        self.name = name
        self.title = title
        self.authority = authority
        self.key = key
    }

    package var json: JSON {
        var members: [(String, JSON?)] = [
            ("number", .string(number)), ("officer", .string(officer)), ("name", .string(name)),
            ("title", .string(title)), ("key", .string(hexText(key))),
        ]
        if case .attorney(let number, let date) = authority {
            members.append(("attorney", ["number": .string(number), "date": .string(date.iso)]))
        }
        return .members(members)
    }

    package init(_ json: JSON?, _ place: String) throws(Wrong) {
        let members = try JSONMembers(json, place)
        guard let key = members.json["key"]?.string.flatMap({ hexBytes($0) }), key.count == 32 else {
            throw Wrong(
                "party.key",
                id: "Kunci tanda tangan \(try members.text("name")) tidak terbaca.",
                en: "The signing key of \(try members.text("name")) can't be read."
            )
        }
        var authority = Authority.office
        if members.has("attorney") {
            let attorney = try members.members("attorney")
            authority = .attorney(
                number: try attorney.text("number", max: Limits.letterNumberCharactersMax),
                date: try attorney.date("date")
            )
        }
        self.init(
            number: try Self.checked(number: try members.text("number")),
            officer: try members.text("officer"),
            name: try members.text("name"),
            title: try members.text("title"),
            authority: authority,
            key: key
        )
    }

    /// A letter's number as typed: something with a digit, of a bearable length.
    package static func checked(number typed: String) throws(Wrong) -> String {
        var number = typed[...]
        while number.first?.isWhitespace ?? false { number.removeFirst() }
        while number.last?.isWhitespace ?? false { number.removeLast() }
        guard number.contains(where: \.isNumber), number.count <= Limits.letterNumberCharactersMax,
            !number.contains(where: \.isNewline)
        else {
            throw Wrong(
                "party.number",
                id: "Tulis nomor surat pihak Anda, misalnya 134.4/12-KSD/2026.",
                en: "Write your party's own number, for example 134.4/12-KSD/2026."
            )
        }
        return String(number)
    }
}

extension Side {
    /// The other party of an agreement.
    package var other: Side { self == .provider ? .adopter : .provider }

    /// As the text of an agreement calls it: the provider is the first party.
    package var partyWord: String { self == .provider ? "PIHAK KESATU" : "PIHAK KEDUA" }
}
