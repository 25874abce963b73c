import Civic
import Definition
import Engine
import Node

extension GovernmentContext {
    /// An answer in words, with the names of regions and, for officers, of officers.
    func shown(_ answer: JSON?, of id: FieldID, _ plan: CompiledDefinition) -> ShownAnswer? {
        let regions = government.regions
        let identity = caller.officer == nil ? nil : government.identity
        return plan.shown(
            answer,
            of: id,
            formats: formats,
            agencies: government.profile.agencyNames,
            regions: { regions.region($0)?.name },
            officers: { identity?.officer($0)?.name }
        )
    }

    /// What the person should look at again, in their language.
    func doubts(_ answer: JSON?, of id: FieldID, _ plan: CompiledDefinition) -> [String] {
        let today = now.date(in: government.settings.calendar.zone)
        return plan.doubts(answer, of: id, around: Surroundings(today: today, regions: government.regions))
            .map { $0.message(language) }
    }

    /// Who works for the government now, for lists that officers choose from.
    var officerNames: [(id: OfficerID, name: String)] {
        guard caller.officer != nil else { return [] }
        return government.identity.officers().filter(\.isActive).map { ($0.id, $0.name) }
    }
}
