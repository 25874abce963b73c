package import Civic
package import Node

/// What is wrong with a text, an act or a request of the Exchange, in the words of the person who reads it.
package struct Wrong: Error, Hashable, Sendable {
    /// Stable, for tests and for pages: `annex.replaced-nationally`.
    package let code: String
    package let text: LocalizedText

    package init(_ code: String, id: String, en: String) {
        self.code = code
        text = LocalizedText(id: id, en: en)
    }

    package func message(_ language: Language) -> String { text.text(language) }

    /// As the house refuses it: pages answer 422, the sender of a message is told not to send it again.
    package var refusal: Refusal { .invalid(text) }
}

/// Runs a rule of the Exchange where `Refusal` is what the caller understands.
package func refusing<Value>(_ rule: () throws(Wrong) -> Value) throws(Refusal) -> Value {
    do throws(Wrong) { return try rule() } catch { throw error.refusal }
}
