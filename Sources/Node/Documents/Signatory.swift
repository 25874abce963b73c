package import Civic

/// Who signs PDFs as PAdES: a local test authority, or the state's BSrE service.
///
/// The key never comes here; a service that is down throws a `Fault`, and the letter waits.
package protocol Signatory: Sendable {
    /// What facts call it: `local-test`, `bsre`.
    var authority: String { get }
    /// What stands at the foot of every document that it signs.
    var note: LocalizedText { get }
    /// The signed PDF.
    ///
    /// The same letter may be asked for again after a failure; only what is put away counts.
    func sign(_ pdf: [UInt8], for signer: DocumentSigner) async throws -> [UInt8]
}

/// The official in whose name a document is signed.
package struct DocumentSigner: Sendable, Hashable {
    package let officer: String
    package let name: String
    package let organisation: String
    package let at: Moment

    package init(officer: String, name: String, organisation: String, at: Moment) {
        self.officer = officer
        self.name = name
        self.organisation = organisation
        self.at = at
    }
}
