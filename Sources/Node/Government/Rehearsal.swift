package import Engine

extension Government {
    /// Everything that `start` does up to the decision, and nothing after it: what a case would begin with.
    ///
    /// Nothing is stored, no number is taken. Benchmarks compare `start` with it. Throws what `start` throws.
    package func rehearse(_ start: StartCase, by caller: Caller) throws -> [CaseEvent] {
        let definition = try definitions.startable(start.app)
        let start = try checkedIntake(start, by: caller, under: definition)
        let id = outside.newCaseID()
        let needs = Engine.needs(.start(start), of: nil, under: definition, at: outside.now(), in: profile.zone)
        var context = world(needs, caller: caller, definition: definition, id: id, at: nil)
        context.serials = Dictionary(needs.serials.map { ($0, 1) }) { first, _ in first }
        context.actor = caller.actor(holds: false)
        context.files = []
        return try decide(nil, .start(start), in: context)
    }
}
