import Civic
import Definition

/// What holds of the work on every case: leases end by themselves, and colleagues keep their hands off while they run.
struct WorkInvariants {
    private let plan: CompiledDefinition

    init(_ plan: CompiledDefinition) { self.plan = plan }

    /// After each beat.
    func breach(in beat: Beat, _ after: CaseState) -> InvariantBreach? {
        for (role, holding) in after.holdings.sorted(by: { $0.key < $1.key }) {
            if after.timers[.lease(role)] != holding.until {
                return breach("\(role) dipegang tanpa akhir.", "\(role) is held without an end.")
            }
            if !beat.events.isEmpty, !plan.turns(in: after).contains(role) {
                return breach("\(role) memegang tanpa pekerjaan.", "\(role) holds it with nothing to do.")
            }
        }
        if let before = beat.before?.duplicateOf,
            beat.events.contains(where: { if case .moved = $0 { true } else { false } })
        {
            return breach(
                "digabung ke \(before.number), lalu bergerak.",
                "it was merged into \(before.number), and moved."
            )
        }
        for case .lease(let role) in after.timers.keys where after.holdings[role] == nil {
            return breach("\(role) punya waktu tanpa pemegang.", "\(role) has a lease and no holder.")
        }
        return nil
    }

    /// After somebody did something: nobody acts in a role that another holds, and a lease that ran out is none.
    func breach(of beat: Beat, _ before: CaseState?) -> InvariantBreach? {
        guard let before, case .officer(let officer, _) = beat.context.actor else { return nil }
        for event in beat.events {
            guard case .moved(let moved) = event, let role = moved.by.role, let holding = before.holdings[role] else {
                continue
            }
            if !holding.holds(at: beat.at) {
                return breach("\(role) dipegang melewati waktunya.", "\(role) was held beyond its time.")
            }
            if holding.officer != officer {
                return breach(
                    "\(officer) bertindak, \(holding.officer) memegang.",
                    "\(officer) acted, \(holding.officer) held it."
                )
            }
        }
        return nil
    }

    private func breach(_ id: String, _ en: String) -> InvariantBreach { InvariantBreach(.holding, id: id, en: en) }
}
