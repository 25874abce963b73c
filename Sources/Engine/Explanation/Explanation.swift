package import Civic

/// Why something happened to a case: which rules took part, on which facts, by which law (DESIGN §5 "Explains itself").
///
/// Told from what the event recorded and from the definition that it names; no rule is run again.
package struct Explanation: Hashable, Sendable {
    /// A value that a rule looked at, or that came out of it.
    package struct Fact: Hashable, Sendable {
        package let label: String
        package let value: String
    }

    package struct Source: Hashable, Sendable {
        package let text: String
        package let url: String?

        init(_ text: String, url: String? = nil) {
            self.text = text
            self.url = url
        }
    }

    /// One rule that took part.
    package struct Reason: Hashable, Sendable {
        package enum Kind: String, Hashable, Sendable, CaseIterable {
            case permission, condition, table, calculation, outcome, clock, version
        }

        package let kind: Kind
        package let title: String
        /// In plain words.
        package let rule: String
        package let facts: [Fact]
        package let sources: [Source]
    }

    /// Of the event in its case.
    package let version: Int
    package let at: Moment
    package let title: String
    package let by: String
    package let reasons: [Reason]
    /// What the whole application rests on.
    package let sources: [Source]
    /// Version of the application under which it was decided.
    package let release: String
    package let definition: Digest
    /// Version of the working calendar; nil where no time was counted.
    package let calendar: String?
}
