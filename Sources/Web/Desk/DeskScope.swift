import Civic
import Definition
import Engine
import Node
import Store

/// What of the government's work is an officer's: applications, agencies, states in which their roles act.
struct DeskScope {
    let plans: [CompiledDefinition]
    /// Nil: every agency.
    let reach: Set<AgencyID>?
    /// States in which one of the officer's roles has something to do, in the definitions' order.
    let turns: [(app: AppID, state: StateID)]

    init(_ context: GovernmentContext, _ officer: Officer) throws {
        let government = context.government
        let now = context.now
        let grants = officer.grants.filter { $0.holds(at: now) }
        reach = government.cases.reach(of: officer, now: now)
        let all = try government.definitions.installations().map {
            try government.definitions.compiled($0.release.definition)
        }
        func roles(in definition: Definition) -> Set<RoleID> {
            Set(grants.filter { $0.covers(definition.app) }.map(\.role))
        }
        plans = all.filter { plan in
            let own = roles(in: plan.definition)
            return plan.definition.roles.order.contains { own.contains($0) }
        }
        turns = plans.flatMap { plan -> [(app: AppID, state: StateID)] in
            let own = roles(in: plan.definition)
            return plan.definition.allStates.all.filter { id, element in
                (!element.isEnd || plan.definition.place(of: id) != nil)
                    && plan.definition.actions.all.contains { _, action in
                        action.from.contains(id) && action.by.contains { $0.role.map(own.contains) ?? false }
                    }
            }.map { (plan.definition.app, $0.id) }
        }
    }

    /// The agency that an officer bound to several looks at when none is asked for.
    var firstAgency: AgencyID? { reach?.sorted().first }

    /// The application of a list: the only one that is theirs, unless another is asked for.
    var onlyApp: AppID? { plans.count == 1 ? plans.first?.definition.app : nil }
}

/// Where the doors of the staff's side are, for who may enter them.
enum StaffNavigation {
    static func links(_ context: GovernmentContext) -> [Link] {
        let now = context.now
        func may(_ area: Permissions.Area) -> Bool { Permissions.mayEnter(area, context.caller, now: now) }
        func link(_ key: String, _ path: String) -> Link {
            Link(context.text(key), path, isCurrent: context.visit.path == path || context.visit.path + "/" == path)
        }
        var links: [Link] = []
        if may(.desk) { links.append(link("layout.nav-desk", context.path("petugas/"))) }
        if may(.assist) || isBeginner(context) {
            links.append(link(intakeName(context), context.path("petugas/catat")))
        }
        if may(.treasury) { links.append(link("money.desk.nav", context.path("petugas/bendahara"))) }
        if may(.room) { links.append(link("layout.nav-live", context.path("live/"))) }
        if may(.steward) { links.append(link("layout.nav-steward", context.path("kelola/"))) }
        if may(.cooperation) { links.append(link("layout.nav-exchange", "/bursa/")) }
        return links
    }

    /// Whether the officer begins cases of some application in a role of its own; a list that can't be read opens no door.
    private static func isBeginner(_ context: GovernmentContext) -> Bool {
        (try? IntakeRoutes.plans(context).isEmpty) == false
    }

    /// What entering is called for whoever is signed in: most enter for citizens, some the letters of their own house.
    static func intakeName(_ context: GovernmentContext) -> String {
        Permissions.mayEnter(.assist, context.caller, now: context.now) ? "desk.intake.nav" : "desk.intake.own-nav"
    }

    /// The first door that somebody may enter.
    static func home(_ caller: Caller, _ context: GovernmentContext) -> String {
        let now = context.now
        let doors: [(Permissions.Area, String)] = [
            (.desk, context.path("petugas/")), (.assist, context.path("petugas/catat")),
            (.treasury, context.path("petugas/bendahara")), (.room, context.path("live/")),
            (.steward, context.path("kelola/")), (.cooperation, "/bursa/"), (.wall, context.path("live/dinding")),
        ]
        return doors.first { Permissions.mayEnter($0.0, caller, now: now) }?.1 ?? context.path("petugas/akun")
    }
}
