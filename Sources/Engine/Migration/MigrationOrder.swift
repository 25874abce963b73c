package import Civic
package import Definition

/// Running cases of an application are to move to another definition; or a former move is taken back.
package struct MigrationOrder: Hashable, Sendable {
    /// Names the run in every event that it makes.
    package let run: String
    package let to: Digest
    /// What the steward chose beyond what the definition declares.
    package let choices: MigrationChoices
    /// The run that is taken back; its cases return to where they were.
    package let undoes: String?

    package init(run: String, to: Digest, choices: MigrationChoices = MigrationChoices(), undoes: String? = nil) {
        self.run = run
        self.to = to
        self.choices = choices
        self.undoes = undoes
    }
}

/// A steward's own map for cases that the definition's migrations leave held.
package struct MigrationChoices: Hashable, Sendable {
    package var states: [StateID: StateID]
    package var clocks: [ClockID: ClockMove]

    package init(states: [StateID: StateID] = [:], clocks: [ClockID: ClockMove] = [:]) {
        self.states = states
        self.clocks = clocks
    }

    /// The migration with the choices laid over it.
    package func applied(to migration: Migration) -> Migration {
        var migration = migration
        migration.states.merge(states) { _, chosen in chosen }
        migration.clocks.merge(clocks) { _, chosen in chosen }
        return migration
    }
}

/// What came of a run, in numbers of cases.
package struct MigrationTally: Hashable, Sendable {
    package var moved: Int
    package var stayed: Int
    package var held: Int

    package init(moved: Int = 0, stayed: Int = 0, held: Int = 0) {
        self.moved = moved
        self.stayed = stayed
        self.held = held
    }
}

extension MigrationOrder {
    var json: JSON {
        var writer = FactWriter()
        writer.put("run", run)
        writer.put("to", to.hex)
        writer.put("states", choices.states) { .string($0.text) }
        writer.put("clocks", choices.clocks) { .string($0.text) }
        writer.put("undoes", undoes)
        return writer.json
    }

    init(_ reader: FactReader) throws(FactFault) {
        let states: [StateID: StateID] = try reader.keyed("states") { json, reader throws(FactFault) in
            guard let id = json.string else { throw reader.fault("states", "not a state") }
            return try reader.identifier(id, in: "states")
        }
        let clocks: [ClockID: ClockMove] = try reader.keyed("clocks") { json, reader throws(FactFault) in
            guard let move = json.string.flatMap({ ClockMove($0) }) else {
                throw reader.fault("clocks", "not a move")
            }
            return move
        }
        self.init(
            run: try reader.text("run"),
            to: try reader.value("to"),
            choices: MigrationChoices(states: states, clocks: clocks),
            undoes: try reader.optionalText("undoes")
        )
    }
}

extension MigrationTally {
    var json: JSON {
        ["moved": .int(Int64(moved)), "stayed": .int(Int64(stayed)), "held": .int(Int64(held))]
    }

    init(_ reader: FactReader) throws(FactFault) {
        self.init(
            moved: try reader.int("moved"),
            stayed: try reader.int("stayed"),
            held: try reader.int("held")
        )
    }
}
