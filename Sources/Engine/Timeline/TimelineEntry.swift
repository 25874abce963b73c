package import Civic
package import Definition

/// One line of a case's story, as one kind of reader may see it.
package struct TimelineEntry: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case started, moved, clock, note, replanned, work, money
    }

    package struct Detail: Hashable, Sendable {
        package let field: FieldID
        package let label: String
        package let value: ShownAnswer
    }

    package let version: Int
    package let kind: Kind
    package let at: Moment
    /// Of the state that the case is in from then on.
    package let tone: StateElement.Tone
    package let state: String
    package let title: String
    /// "Petugas penanganan, Dinas PUPR", "Warga", "Sistem".
    package let by: String
    package let details: [Detail]
    package let reason: String?
    package let note: String?
    /// What was written here has been erased.
    package let isErased: Bool
}

/// Who reads a timeline.
package enum Audience: Hashable, Sendable {
    case citizen, officer
    /// Nothing that lies in a box.
    case everyone
}
