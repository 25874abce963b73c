package import Civic
package import Definition

/// A definition ready to run.
package final class CompiledDefinition: Sendable {
    package let definition: Definition
    /// Of the canonical tree; what events name.
    package let hash: Digest

    package init(_ definition: Definition, hash: Digest) throws(DefinitionRefused) {
        self.definition = definition
        self.hash = hash
    }
}

/// Why a definition cannot be compiled.
package struct DefinitionRefused: Error, Sendable {
    package let findings: [Finding]

    package init(findings: [Finding]) { self.findings = findings }
}

/// An action as a page may show it.
package struct ActionOffer: Sendable {
    package let id: ActionID
    package let action: ActionElement
    /// nil: it may be taken now.
    package let problem: Rejection?
}
