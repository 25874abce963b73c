package import Civic
import Definition
package import Engine
import Hummingbird
package import Node

/// Why each step of a case was taken: the rules, the facts, the law (DESIGN §5), for its citizen, an officer, or anybody.
struct ExplanationPage {
    let context: GovernmentContext
    let view: CaseView
    /// The case's page, for the way back.
    let back: String

    func response(_ options: PageOptions) throws -> Response {
        let explanations = view.explanations(context.government, context.language)
        let number = view.state.number.text
        return try context.page(
            "portal/reasons",
            title: context.text("why.title", ["number": number]),
            [
                "title": context.text("why.heading"), "number": number, "back": back,
                "service": view.definition.definition.name.text(context.language),
                "isEmpty": explanations.isEmpty, "explanations": explanations.reversed().map(step),
            ],
            options
        )
    }

    private func step(_ explanation: Explanation) -> View {
        [
            "id": "langkah-\(explanation.version)", "title": explanation.title, "machine": explanation.at.rfc3339,
            "when": context.formats.dateTime(explanation.at), "by": explanation.by,
            "reasons": explanation.reasons.map(reason),
            "sources": explanation.sources.map(source), "hasSources": !explanation.sources.isEmpty,
            "version": context.text(
                "why.version",
                ["release": explanation.release, "hash": String(explanation.definition.hex.prefix(12))]
            ),
            "calendar": explanation.calendar.map { context.text("why.calendar", ["version": $0]) },
        ]
    }

    private func reason(_ reason: Explanation.Reason) -> View {
        [
            "title": reason.title, "rule": reason.rule, "hasFacts": !reason.facts.isEmpty,
            "facts": reason.facts.map { ["label": $0.label, "value": $0.value] as View },
            "laws": reason.sources.map(source), "hasLaws": !reason.sources.isEmpty,
        ]
    }

    private func source(_ source: Explanation.Source) -> View { ["text": source.text, "url": source.url] }
}

extension CaseView {
    /// Why each event of the case came about, as far as this caller may see it; oldest first.
    package func explanations(_ government: Government, _ language: Language) -> [Explanation] {
        let settings = government.settings
        return Explaining(
            definition,
            for: audience,
            formats: Formats(language: language, zone: settings.profile.zone),
            agencies: settings.profile.agencyNames,
            content: content,
            earlier: earlier,
            regions: { settings.regions.region($0)?.name }
        ).explanations(events)
    }
}
