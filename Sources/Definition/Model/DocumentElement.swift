package import Civic

package enum IssuedKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
/// A kind of document that an application issues: `permit`.
package typealias DocumentID = Identifier<IssuedKind>

/// A document that the government issues: a letter, a permit, a certificate.
package struct DocumentElement: Hashable, Sendable {
    package var name: LocalizedText
    /// What the letter is about: "Hal".
    package var subject: LocalizedText?
    /// How it is to be treated: "Sifat".
    package var nature: LocalizedText?
    package var template: DocumentTemplate
    package var number: NumberPattern
    /// Who signs it: only this role takes the actions that issue it.
    package var signedBy: RoleID
    /// Answers and attributes that the public verification page shows beside number, kind, agency, date and validity.
    package var shown: [Attribute]
    package var valid: Validity?
    /// Who gets a copy: "Tembusan".
    package var copies: [LocalizedText]
    /// Why the government issues it although a system of the nation issues what it is about.
    package var own: LocalizedText?
    package var lock: Lock?

    /// How long it holds.
    package struct Validity: Hashable, Sendable {
        package var until: Until
        /// Days before the end at which the notices `<document> in <n> days` go out, the most first.
        package var remind: [Int]
        /// The application by which a new one is asked for.
        package var renewedBy: AppID?

        package init(until: Until, remind: [Int] = [], renewedBy: AppID? = nil) {
            self.until = until
            self.remind = remind
            self.renewedBy = renewedBy
        }
    }

    /// The last day, inclusive.
    ///
    /// Written `12 months`, `1 year`, `30 days`, or `= ` a date.
    package enum Until: Hashable, Sendable {
        case days(Int)
        case months(Int)
        case formula(Formula)

        package var text: String {
            switch self {
            case .days(let days): "\(days) days"
            case .months(let months): "\(months) months"
            case .formula(let formula): "= " + formula.source
            }
        }
    }

    package init(
        name: LocalizedText,
        subject: LocalizedText? = nil,
        nature: LocalizedText? = nil,
        template: DocumentTemplate,
        number: NumberPattern,
        signedBy: RoleID,
        shown: [Attribute] = [],
        valid: Validity? = nil,
        copies: [LocalizedText] = [],
        own: LocalizedText? = nil,
        lock: Lock? = nil
    ) {
        self.name = name
        self.subject = subject
        self.nature = nature
        self.template = template
        self.number = number
        self.signedBy = signedBy
        self.shown = shown
        self.valid = valid
        self.copies = copies
        self.own = own
        self.lock = lock
    }
}

/// What an action does to documents of its case.
package struct DocumentEffects: Hashable, Sendable {
    package var issue: [DocumentID] = []
    /// A new one with a new number takes the place of the one in force.
    package var reissue: [DocumentID] = []
    package var suspend: [DocumentID] = []
    package var resume: [DocumentID] = []
    package var revoke: [DocumentID] = []

    package init() {}

    /// Those that get a number.
    package var numbered: [DocumentID] { issue + reissue.filter { !issue.contains($0) } }
    package var isEmpty: Bool { self == DocumentEffects() }
}

/// How documents of a kind are numbered: `{seq:5}/REKLAME/{month_roman}/{year}`.
///
/// The sequence counts per document, agency and year, without gaps (tata naskah dinas: the number is given at signing).
package struct NumberPattern: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        case text(String)
        /// With so many digits at least.
        case sequence(digits: Int)
        case month, monthRoman, year, agency
        /// A slot that nobody knows.
        case unknown(String)
    }

    package let source: String
    package let parts: [Part]

    package init(_ source: String) {
        self.source = source
        var parts: [Part] = []
        var rest = source[...]
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}") else { break }
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            parts.append(Self.part(String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        self.parts = parts
    }

    package static let slots = ["seq", "seq:5", "month", "month_roman", "year", "agency"]

    private static func part(_ slot: String) -> Part {
        switch slot {
        case "seq": return .sequence(digits: 1)
        case "month": return .month
        case "month_roman": return .monthRoman
        case "year": return .year
        case "agency": return .agency
        default:
            guard slot.hasPrefix("seq:"), let digits = Int(slot.dropFirst(4)), (1...9).contains(digits) else {
                return .unknown(slot)
            }
            return .sequence(digits: digits)
        }
    }

    package var unknownSlots: [String] {
        parts.compactMap { if case .unknown(let slot) = $0 { slot } else { nil } }
    }

    /// Two documents of an agency never get the same number.
    package var isUnique: Bool {
        parts.contains { if case .sequence = $0 { true } else { false } } && parts.contains(.year)
    }

    /// The number of one document.
    package func text(serial: Int, agency: AgencyID, on day: CivilDate) -> String {
        parts.map { part in
            switch part {
            case .text(let text): return text
            case .sequence(let digits):
                let text = String(serial)
                return String(repeating: "0", count: max(0, digits - text.count)) + text
            case .month: return (day.month < 10 ? "0" : "") + String(day.month)
            case .monthRoman: return Self.roman[day.month - 1]
            case .year: return String(day.year)
            case .agency: return agency.text.uppercased()
            case .unknown(let slot): return "{\(slot)}"
            }
        }.joined()
    }

    private static let roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
}

/// The text of a document: written in a file beside the application, carried inside the release.
package struct DocumentTemplate: Hashable, Sendable {
    /// `documents/permit.html`.
    package var file: String
    package var html: LocalizedText

    package init(file: String, html: LocalizedText) {
        self.file = file
        self.html = html
    }

    /// What the canonical tree holds; a change of the words is a change of this one value.
    package var json: JSON {
        var object: [String: JSON] = ["file": .string(file)]
        for (language, text) in html.texts { object[language.rawValue] = .string(text) }
        return .object(object)
    }
}
