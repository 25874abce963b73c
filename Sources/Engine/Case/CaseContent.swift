package import Civic

/// What boxes hold of a case: what pages show to who may see it.
///
/// Folded like the state, apart from it.
package struct CaseContent: Hashable, Sendable {
    /// Closed answers: description, location, photos, the latest answer and so on.
    package var fields: [FieldID: JSON]
    package var contact: Contact?
    /// By version of the event.
    package var reasons: [Int: String]
    package var notes: [Int: String]
    package var signers: [Int: String]
    /// Closed answers of each action, by version of the event.
    package var answers: [Int: [FieldID: JSON]]
    /// What is wrong with each marked answer.
    package var remarks: [FieldID: String]
    /// Versions whose boxes are gone.
    package var erased: Set<Int>

    package init(
        fields: [FieldID: JSON] = [:],
        contact: Contact? = nil,
        reasons: [Int: String] = [:],
        notes: [Int: String] = [:],
        signers: [Int: String] = [:],
        answers: [Int: [FieldID: JSON]] = [:],
        remarks: [FieldID: String] = [:],
        erased: Set<Int> = []
    ) {
        self.fields = fields
        self.contact = contact
        self.reasons = reasons
        self.notes = notes
        self.signers = signers
        self.answers = answers
        self.remarks = remarks
        self.erased = erased
    }
}

/// How the citizen can be reached, and by which answers it is known.
package struct Contact: Hashable, Sendable {
    package var person: PersonID
    package var name: String?
    /// E.164.
    package var phone: String?
    package var email: String?
    /// All answers of the person's box, these three included.
    package var fields: [FieldID: JSON]

    package init(
        person: PersonID,
        name: String? = nil,
        phone: String? = nil,
        email: String? = nil,
        fields: [FieldID: JSON] = [:]
    ) {
        self.person = person
        self.name = name
        self.phone = phone
        self.email = email
        self.fields = fields
    }
}
