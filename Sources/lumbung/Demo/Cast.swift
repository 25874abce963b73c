import Civic
import Engine
import Node

/// The officers of a government by what they do in LAKSA: who acts in the story, and later on the desk.
struct Cast: Sendable {
    let verifiers: [Officer]
    let checkers: [Officer]
    /// Counter officers and RT/RW heads, who enter reports for others.
    let counters: [Officer]
    let neighbourhoods: [Officer]
    let handlers: [AgencyID: [Officer]]

    init(_ officers: [Officer]) {
        func with(_ role: RoleID) -> [Officer] {
            officers.filter { officer in
                officer.isActive && officer.grants.contains { $0.role == role && $0.covers("laksa") }
            }
        }
        verifiers = with("verifier")
        checkers = with("checker")
        counters = with(Permissions.intake)
        neighbourhoods = with(Permissions.neighbourhoodHead)
        var handlers: [AgencyID: [Officer]] = [:]
        for officer in with("handler") {
            for grant in officer.grants where grant.role == "handler" && grant.covers("laksa") {
                if let agency = grant.agency { handlers[agency, default: []].append(officer) }
            }
        }
        self.handlers = handlers
    }
}
