import Civic
import Definition

/// Looks for what lies in a box where everybody may read.
///
/// An answer counts by its field's privacy; a text also by a word that random walks write into every text, so that one
/// that comes out another way (through an attribute, a title) is seen too.
struct Secrets {
    private let plan: CompiledDefinition

    init(_ plan: CompiledDefinition) { self.plan = plan }

    /// What random walks write into each text, number and place that belongs into a box.
    static let word = "Qzrahasia"
    static let digits = "7130977"

    /// The open part is what is published (docs/decisions/0001).
    func breach(in fact: Fact) -> InvariantBreach? {
        for id in (fact.open["fields"]?.object ?? [:]).keys.sorted() {
            guard let field = (try? FieldID(id)).flatMap({ plan.field($0) }), field.privacy == .open else {
                return InvariantBreach(.openPart, id: "\(fact.type): \(id).", en: "\(fact.type): \(id).")
            }
        }
        let text = fact.open.text
        guard Self.mark(text) == nil else {
            return InvariantBreach(.openPart, id: "\(fact.type): \(text)", en: "\(fact.type): \(text)")
        }
        return nil
    }

    /// The case as everybody sees it.
    func publicBreach(_ events: [CaseEvent], in zone: Zone) -> InvariantBreach? {
        let formats = Formats(language: .id, zone: zone)
        for entry in Timeline(plan, for: .everyone, formats: formats, agencies: [:]).entries(events) {
            let hidden = entry.details.first { plan.field($0.field)?.privacy != .open }?.field.text
            let said = [entry.title, entry.state, entry.by] + entry.details.map(\.value.line)
            let found = hidden ?? entry.reason ?? entry.note ?? said.first { Self.mark($0) != nil }
            if let found { return InvariantBreach(.publicView, id: "“\(found)”.", en: "“\(found)”.") }
        }
        return nil
    }

    private static func mark(_ text: String) -> String? {
        [word, digits].first { text.contains($0) }
    }
}
