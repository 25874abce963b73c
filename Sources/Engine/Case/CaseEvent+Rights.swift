package import Civic
import Definition

extension CaseEvent {
    /// What boxes held was destroyed with their keys.
    ///
    /// Figures, chain and what guards read stay: nothing of it lay in a box.
    package struct Erased: Hashable, Sendable {
        package enum Scope: String, Hashable, Sendable, CaseIterable {
            /// Everything: the case's box and those of persons.
            case all
            /// What names the person alone.
            case person
        }

        package enum Ground: String, Hashable, Sendable, CaseIterable {
            /// The time that the definition keeps a closed case is over.
            case retention
            /// The person asked, and the law allowed it.
            case request
        }

        package let scope: Scope
        package let ground: Ground
        /// How long it was kept after its end; nil where a request was the ground.
        package let years: Int?
        /// The events whose boxes are gone.
        package let versions: [Int]
        package let at: Moment
        package let by: ActorStamp
    }

    /// Answers were put right; nothing is decided anew.
    package struct Corrected: Hashable, Sendable {
        package var fields: [FieldID: JSON]
        /// Every question whose answer changed, whichever box it lies in.
        package var changed: [FieldID]
        /// A contact is there that was not there before.
        package var hasContact: Bool
        package var sealed: Sealed
        package var at: Moment
        package var by: ActorStamp
    }
}

extension CaseEvent.Erased {
    func write(to writer: inout FactWriter) {
        writer.put("scope", scope.rawValue)
        writer.put("ground", ground.rawValue)
        if let years { writer.put("years", years) }
        writer.put("versions", versions.map { JSON.int(Int64($0)) })
    }

    init(_ fact: Fact, _ reader: FactReader) throws(FactFault) {
        var versions: [Int] = []
        for json in try reader.list("versions") {
            guard let version = json.int else { throw reader.fault("versions", "not a version") }
            versions.append(Int(version))
        }
        self.init(
            scope: try reader.choice("scope"),
            ground: try reader.choice("ground"),
            years: try reader.optionalInt("years"),
            versions: versions,
            at: fact.at,
            by: fact.actor
        )
    }
}

extension CaseEvent.Corrected {
    func write(to writer: inout FactWriter) {
        writer.put("fields", answers: fields)
        writer.put("changed", changed)
        writer.put("contact", hasContact)
    }

    init(_ fact: Fact, _ reader: FactReader, _ sealed: CaseEvent.Sealed) throws(FactFault) {
        self.init(
            fields: try reader.answers("fields"),
            changed: try reader.ids("changed"),
            hasContact: try reader.bool("contact"),
            sealed: sealed,
            at: fact.at,
            by: fact.actor
        )
    }
}
