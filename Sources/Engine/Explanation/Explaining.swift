package import Civic
import Definition

/// Explains the events of a case to one kind of reader.
package struct Explaining {
    private let timeline: Timeline
    private let plans: [Digest: CompiledDefinition]
    private let plan: CompiledDefinition
    private let audience: Audience
    private let formats: Formats
    private let agencies: [AgencyID: LocalizedText]
    private let content: CaseContent?
    private let regions: (RegionCode) -> String?

    /// Takes what `Timeline` takes; `regions` names villages and districts.
    package init(
        _ plan: CompiledDefinition,
        for audience: Audience,
        formats: Formats,
        agencies: [AgencyID: LocalizedText],
        content: CaseContent? = nil,
        earlier: [CompiledDefinition] = [],
        regions: @escaping (RegionCode) -> String? = { _ in nil }
    ) {
        timeline = Timeline(
            plan,
            for: audience,
            formats: formats,
            agencies: agencies,
            content: content,
            earlier: earlier
        )
        plans = Dictionary((earlier + [plan]).map { ($0.hash, $0) }, uniquingKeysWith: { first, _ in first })
        self.plan = plan
        self.audience = audience
        self.formats = formats
        self.agencies = agencies
        self.content = content
        self.regions = regions
    }

    /// Oldest first: one for each event that the reader's timeline shows and that a rule had a part in.
    package func explanations(_ events: [CaseEvent]) -> [Explanation] {
        let entries = Dictionary(
            timeline.entries(events).map { ($0.version, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var state: CaseState?
        var result: [Explanation] = []
        for (index, event) in events.enumerated() {
            let before = state
            let after = evolve(before, event)
            state = after
            guard let entry = entries[index + 1] else { continue }
            let used = plans[after.definition] ?? plan
            let words = RuleWords(used.definition, formats: formats, agencies: agencies)
            let known = KnownFacts(
                words: words,
                plan: used,
                before: before,
                after: after,
                event: event,
                version: index + 1,
                content: content,
                audience: audience,
                regions: regions
            )
            let reasons = Reasons(known: known).of(event)
            guard !reasons.isEmpty else { continue }
            result.append(explanation(entry, event, after, reasons, used.definition))
        }
        return result
    }

    private func explanation(
        _ entry: TimelineEntry,
        _ event: CaseEvent,
        _ after: CaseState,
        _ reasons: [Explanation.Reason],
        _ definition: Definition
    ) -> Explanation {
        Explanation(
            version: entry.version,
            at: entry.at,
            title: entry.title,
            by: entry.by,
            reasons: reasons,
            sources: definition.legal.map { Explanation.Source($0.text.text(formats.language), url: $0.url) },
            release: "\(definition.name.text(formats.language)) \(definition.version)",
            definition: after.definition,
            calendar: event.countedCalendar
        )
    }
}

extension CaseEvent {
    /// The version of the working calendar, where clocks were counted by it.
    fileprivate var countedCalendar: String? {
        switch self {
        case .started(let event): event.clocks.isEmpty ? nil : event.calendar
        case .moved(let event): event.clocks.isEmpty ? nil : event.calendar
        case .replanned(let event): event.calendar
        case .clockMarked, .noted, .migrated, .erased, .corrected, .paymentReceived, .refundPaid, .work,
            .documentMarked:
            nil
        }
    }

    var parameterUses: [ParameterID: ParameterUse] {
        switch self {
        case .started(let event): event.parameters
        case .moved(let event): event.parameters
        case .clockMarked, .noted, .replanned, .migrated, .erased, .corrected, .paymentReceived, .refundPaid, .work,
            .documentMarked:
            [:]
        }
    }

    /// Answers given with it, as far as they are open.
    var openAnswers: [FieldID: JSON] {
        switch self {
        case .started(let event): event.fields
        case .moved(let event): event.fields
        case .clockMarked, .noted, .replanned, .migrated, .erased, .corrected, .paymentReceived, .refundPaid, .work,
            .documentMarked:
            [:]
        }
    }
}
