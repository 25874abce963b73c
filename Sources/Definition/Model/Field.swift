package import Civic

/// One question of a form.
package struct Field: Hashable, Sendable {
    package var type: FieldType
    package var label: LocalizedText
    package var hint: LocalizedText?
    package var required: Requirement
    /// The question is asked only where this holds.
    package var when: Formula?
    /// For text the least and most characters.
    ///
    /// For numbers, money and ratings the value; for files, choices and rows how many.
    package var min: Int?
    package var max: Int?
    /// The largest file, in megabytes; nil: what the node takes.
    package var megabytes: Int?
    /// The reader fills in the default of the type.
    package var privacy: Privacy
    /// Fields with the same page stand on one page, in form order.
    ///
    /// Nil: a page of its own.
    package var page: String?
    /// HTML autocomplete token (WCAG 2.2, 1.3.5).
    package var autocomplete: String?
    /// The answer is worked out from this and never asked.
    package var calculated: Formula?
    /// What must hold of an answer besides its type, and the sentence where it does not.
    package var validIf: Formula?
    package var otherwise: LocalizedText?
    package var lock: Lock?

    package init(
        type: FieldType,
        label: LocalizedText,
        hint: LocalizedText? = nil,
        required: Requirement = .never,
        when: Formula? = nil,
        min: Int? = nil,
        max: Int? = nil,
        megabytes: Int? = nil,
        privacy: Privacy? = nil,
        page: String? = nil,
        autocomplete: String? = nil,
        calculated: Formula? = nil,
        validIf: Formula? = nil,
        otherwise: LocalizedText? = nil,
        lock: Lock? = nil
    ) {
        self.type = type
        self.label = label
        self.hint = hint
        self.required = required
        self.when = when
        self.min = min
        self.max = max
        self.megabytes = megabytes
        self.privacy = privacy ?? type.usualPrivacy
        self.page = page
        self.autocomplete = autocomplete
        self.calculated = calculated
        self.validIf = validIf
        self.otherwise = otherwise
        self.lock = lock
    }
}

/// When a question must be answered.
///
/// Written `required: true` or `required_if: …`.
package enum Requirement: Hashable, Sendable {
    case never
    case always
    case when(Formula)
}

/// Where a choice comes from.
package enum Choices: Hashable, Sendable {
    case register(RegisterID)
    case options(Keyed<OptionID, LocalizedText>)
}

package enum FileKind: String, Hashable, Sendable, CaseIterable {
    case image, document
}

/// Which box an answer lies in (DESIGN §6): the open part, the case's box, or the box of the person.
package enum Privacy: String, Hashable, Sendable, CaseIterable, Comparable {
    case open
    case caseBox = "case"
    case person

    package static func < (left: Privacy, right: Privacy) -> Bool {
        func rank(_ privacy: Privacy) -> Int {
            switch privacy {
            case .open: 0
            case .caseBox: 1
            case .person: 2
            }
        }
        return rank(left) < rank(right)
    }
}

/// The legal source that forbids an adopter to change an element, or to leave its bounds.
package struct Lock: Hashable, Sendable {
    /// Written "UU 25/2009 Pasal 50".
    package var source: String

    package init(source: String) { self.source = source }
}

/// A register that the definition brings along: a few rows with typed columns, which an adopter may change row by row.
package struct InlineRegister: Hashable, Sendable {
    package var name: LocalizedText
    package var columns: Keyed<ColumnID, Column>
    package var rows: Keyed<OptionID, RegisterRow>

    package init(name: LocalizedText, columns: Keyed<ColumnID, Column>, rows: Keyed<OptionID, RegisterRow>) {
        self.name = name
        self.columns = columns
        self.rows = rows
    }

    /// The rows that people can choose.
    package var shown: [(id: OptionID, element: RegisterRow)] { rows.all.filter { !$0.element.isHidden } }
}

/// What a row says under one name.
///
/// `min` and `max` bound integers; with a lock they bind adopters too.
package struct Column: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// A word or sentence that people do not read in two languages: a code.
        case word
        /// A localized text.
        case text
        case integer
        case yesNo = "yes-no"
    }

    package var kind: Kind
    package var min: Int?
    package var max: Int?
    package var isRequired: Bool
    package var lock: Lock?

    package init(kind: Kind, min: Int? = nil, max: Int? = nil, isRequired: Bool = false, lock: Lock? = nil) {
        self.kind = kind
        self.min = min
        self.max = max
        self.isRequired = isRequired
        self.lock = lock
    }
}

/// One row.
///
/// A hidden row can no longer be chosen; cases that chose it keep it, and its id is never used again.
package struct RegisterRow: Hashable, Sendable {
    package var name: LocalizedText
    package var hint: LocalizedText?
    /// A picture of `Site/icons`.
    package var icon: String?
    /// By column; a text is `{"id": …, "en": …}`.
    package var values: [ColumnID: JSON]
    package var isHidden: Bool

    package init(
        name: LocalizedText,
        hint: LocalizedText? = nil,
        icon: String? = nil,
        values: [ColumnID: JSON] = [:],
        isHidden: Bool = false
    ) {
        self.name = name
        self.hint = hint
        self.icon = icon
        self.values = values
        self.isHidden = isHidden
    }
}

extension Field {
    /// An integer that can only be a year is written like one: 2026, not 2.026.
    package var isYear: Bool {
        guard type == .integer, let least = min, let most = max else { return false }
        return least >= 1_900 && most <= 2_200
    }
}
