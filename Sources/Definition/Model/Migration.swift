package import Civic

package enum MigrationKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
package typealias MigrationID = Identifier<MigrationKind>

/// How running cases of an earlier version come over to this one: states, answers and clocks that changed their place or form.
///
/// What it does not name keeps its id. A case that fits nothing is not moved; it stays on the version that it runs under.
/// Meaning and examples: `docs/definitions/migrations.md`.
package struct Migration: Hashable, Sendable {
    /// The version that cases come from: every patch of its major and minor part, or exactly this pre-release.
    package var from: Version
    /// Old state to new state; a state that is not named must still exist.
    package var states: [StateID: StateID]
    /// New answers, worked out from the old ones: the expression reads `old.<field>`.
    ///
    /// An answer that is not named stays as it is where the new field still takes it.
    package var fields: Keyed<FieldID, Formula>
    /// What becomes of each old clock; a clock that is not named is kept where it still exists.
    package var clocks: [ClockID: ClockMove]
    package var otherwise: Otherwise

    /// What is done with a case that fits nothing.
    package enum Otherwise: String, Hashable, Sendable, CaseIterable {
        /// It goes on under its own version and stands on the hold list, for a person to decide.
        case hold
        /// It goes on under its own version to its end, as intended.
        case keepGoing = "keep-going"
    }

    package init(
        from: Version,
        states: [StateID: StateID] = [:],
        fields: Keyed<FieldID, Formula> = [:],
        clocks: [ClockID: ClockMove] = [:],
        otherwise: Otherwise = .hold
    ) {
        self.from = from
        self.states = states
        self.fields = fields
        self.clocks = clocks
        self.otherwise = otherwise
    }

    /// Whether cases that began under this version are meant.
    package func covers(_ version: Version) -> Bool {
        if from.preRelease.isEmpty, version.preRelease.isEmpty {
            return from.major == version.major && from.minor == version.minor
        }
        return from == version
    }
}

/// What becomes of a clock when its case moves to another version.
///
/// Written `keep`, `reset`, or the id of the clock that takes its place.
package enum ClockMove: Hashable, Sendable {
    /// Same start, same deadline: what was promised holds.
    case keep
    /// A fresh target under the new version, from the moment of the move.
    case reset
    /// Goes on as another clock, with its start and its deadline.
    case become(ClockID)

    /// As a definition writes it.
    package var text: String {
        switch self {
        case .keep: "keep"
        case .reset: "reset"
        case .become(let clock): clock.text
        }
    }

    /// The move of this word; nil where it is neither a word nor an id.
    package init?(_ text: String) {
        switch text {
        case "keep": self = .keep
        case "reset": self = .reset
        default:
            guard let clock = try? ClockID(text) else { return nil }
            self = .become(clock)
        }
    }
}
