package import Civic

/// An officer's identity: random text, minted once by the node; names nobody, so it may stand in an open part.
package struct OfficerID: Hashable, Comparable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }

    package init(stringLiteral value: String) { self.text = value }

    package var description: String { text }

    package static func < (a: OfficerID, b: OfficerID) -> Bool { a.text < b.text }
}

/// A citizen's identity as owner of boxes; random text, never a name, phone or NIK.
package struct PersonID: Hashable, Comparable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let text: String

    package init(_ text: String) { self.text = text }

    package init(stringLiteral value: String) { self.text = value }

    /// The owner of the contact box of somebody who has no account: one person in one case.
    package init(reporterOf id: CaseID) { self.text = "reporter-\(id)" }

    package var description: String { text }

    package static func < (a: PersonID, b: PersonID) -> Bool { a.text < b.text }
}

/// The way a case came in.
package enum Channel: String, CaseIterable, Hashable, Sendable {
    case web, whatsapp, counter
    case assistedRTRW = "assisted-rt-rw"
    case phone, api
    case imported = "import"
    case peer

    /// An officer or an RT/RW head typed it for the citizen: consent and the officer are recorded.
    package var isAssisted: Bool { self == .counter || self == .assistedRTRW || self == .phone }

    package var name: LocalizedText {
        switch self {
        case .web: LocalizedText(id: "Situs web", en: "Website")
        case .whatsapp: LocalizedText(id: "WhatsApp", en: "WhatsApp")
        case .counter: LocalizedText(id: "Loket", en: "Counter")
        case .assistedRTRW: LocalizedText(id: "Dibantu RT/RW", en: "Through RT/RW")
        case .phone: LocalizedText(id: "Telepon", en: "Phone")
        case .api: LocalizedText(id: "Aplikasi lain", en: "Other application")
        case .imported: LocalizedText(id: "Data terdahulu", en: "Imported")
        case .peer: LocalizedText(id: "Pemerintah lain", en: "Other government")
        }
    }
}
