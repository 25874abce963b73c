package import Civic

/// How the application stands to a system of the nation: dated, for law changes (DESIGN §5).
package struct NationalRelation: Hashable, Sendable {
    package enum Relation: String, Sendable, CaseIterable {
        case none, feeds, fronts, mirrors, replaced
    }

    package var system: String
    package var relation: Relation
    package var from: CivilDate?
    package var until: CivilDate?
    package var basis: LocalizedText
    package var whenDown: LocalizedText?
    /// Where the system is reached by people.
    package var url: String?
    /// States in which officers have something to type into the system.
    package var shownIn: [StateID] = []
    /// What is typed there, field by field, under the names that the system gives them.
    package var fields: Keyed<FieldID, NationalField> = [:]
    /// The number that the system gives, typed back here.
    package var number: NationalNumber?
    /// The answer that says where the matter stands there.
    package var status: FieldID?

    package init(
        system: String,
        relation: Relation,
        from: CivilDate? = nil,
        until: CivilDate? = nil,
        basis: LocalizedText,
        whenDown: LocalizedText? = nil
    ) {
        self.system = system
        self.relation = relation
        self.from = from
        self.until = until
        self.basis = basis
        self.whenDown = whenDown
    }

    /// In force on a day.
    package func holds(on day: CivilDate) -> Bool {
        (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
    }
}

/// One box of the other system's form, and what belongs into it.
package struct NationalField: Hashable, Sendable {
    package var label: LocalizedText
    package var value: Formula

    package init(label: LocalizedText, value: Formula) {
        self.label = label
        self.value = value
    }
}

/// The number that a national system gives, as far as its form is known.
package struct NationalNumber: Hashable, Sendable {
    /// A field of an action's form.
    package var field: FieldID
    /// The whole number must match this (RE2).
    package var pattern: String?
    /// One that is right, for the sentence that refuses another.
    package var example: String?

    package init(field: FieldID, pattern: String? = nil, example: String? = nil) {
        self.field = field
        self.pattern = pattern
        self.example = example
    }
}

extension Definition {
    /// The system that has taken this service's place on a day; nil: none, it runs here.
    package func replacement(on day: CivilDate) -> NationalRelation? {
        national.first { $0.relation == .replaced && $0.holds(on: day) }
    }

    /// The national number that a field takes; nil for any other field.
    package func nationalNumber(of field: FieldID) -> (system: String, number: NationalNumber)? {
        national.lazy.compactMap { relation in
            relation.number.flatMap { $0.field == field ? (relation.system, $0) : nil }
        }.first
    }
}
