package import Civic

/// What is done with a case beside its own actions: who works on it.
package enum WorkCommand: Hashable, Sendable {
    /// "Ambil": nil: in the first of the officer's roles that has something to do.
    case claim(RoleID?)
    /// The holder looks at it: the lease goes on where half of it has gone by.
    case renew
    /// "Lepas": back to the pool.
    case giveBack
    /// The holder, or who leads them, gives it to a colleague with a word why; nil: the role that the holder holds.
    case handOver(RoleID?, to: OfficerID, note: String)
    /// Who leads the role takes it from its holder, and says why.
    case takeOver(RoleID?, reason: String)
    /// The lease has run out.
    case lapse(RoleID)
    /// Another case was tied to this one; the node's own, in the transaction of the other.
    case linkBack(CaseLink)
}
