package import Civic

/// What one case is to another, as an action says it.
package enum CaseRelation: String, Hashable, Sendable, CaseIterable {
    /// The same matter was told twice: this case ends, its citizen follows the other.
    case duplicateOf = "duplicate_of"
    /// A matter of its own that came with the other.
    case partOf = "part_of"
    /// The same matter goes on, after the other had ended.
    case continues
}

/// An action ties the case to another, whose number its form asks for.
package struct LinkElement: Hashable, Sendable {
    package var relation: CaseRelation
    /// The question of the action's form that names the other case.
    package var to: FieldID

    package init(as relation: CaseRelation, to: FieldID) {
        self.relation = relation
        self.to = to
    }
}

/// An action opens another case of the same application, and ties it to this one.
package struct OpenElement: Hashable, Sendable {
    /// What the new case is to this one.
    package var relation: CaseRelation
    /// Answers of the new case, by the question of the action's form that gives them.
    package var with: Keyed<FieldID, FieldID>
    /// Answers that the new case takes over; files stay where they are.
    package var keep: [FieldID]

    package init(as relation: CaseRelation = .partOf, with: Keyed<FieldID, FieldID> = [:], keep: [FieldID] = []) {
        self.relation = relation
        self.with = with
        self.keep = keep
    }
}
