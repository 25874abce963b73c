package import Civic
package import Definition

/// A document ready to be issued.
package struct CompiledLetter: Sendable {
    enum Until: Sendable {
        case days(Int), months(Int)
        case rule(Rule)
    }

    package let id: DocumentID
    package let element: DocumentElement
    /// Of everything that is printed from: template, subject, copies.
    package let hash: Digest
    let until: Until?
    /// Notices of its reminders by days, and of its end under 0.
    let notices: [Int: [DueNotice]]
}
