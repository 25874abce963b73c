package import Civic
import Definition
package import Engine

/// A case as one caller may see it: what lies beyond their sight has been cut.
package struct CaseView: Sendable {
    package let state: CaseState
    package let content: CaseContent
    /// All events, with what the caller may see of their boxes; for `Timeline` and for showing rules applied.
    package let events: [CaseEvent]
    package let definition: CompiledDefinition
    /// Definitions under which the case ran before it moved to this one.
    package let earlier: [CompiledDefinition]
    /// Actions that this caller may take now, or is told why not.
    package let offers: [ActionOffer]
    package let sight: Permissions.Sight
    /// The secret path, for its holder alone.
    package let link: String?

    /// The case's story in the reader's words.
    ///
    /// `officers`: names of colleagues, for the desk alone.
    package func timeline(
        _ profile: GovernmentProfile,
        _ language: Language,
        officers: [OfficerID: String] = [:]
    ) -> [TimelineEntry] {
        Timeline(
            definition,
            for: audience,
            formats: Formats(language: language, zone: profile.zone),
            agencies: profile.agencyNames,
            content: content,
            earlier: earlier,
            officers: officers
        ).entries(events)
    }

    /// Who the timeline is told to.
    package var audience: Audience {
        switch sight {
        case .staff: .officer
        case .holder: .citizen
        case .publicView, .none: .everyone
        }
    }
}

extension GovernmentProfile {
    /// Names of the agencies by id, as engine and messages want them.
    package var agencyNames: [AgencyID: LocalizedText] {
        Dictionary(agencies.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }
}
