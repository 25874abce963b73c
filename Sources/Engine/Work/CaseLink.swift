package import Civic
import Definition

/// A tie between two cases, as one of them knows it.
package struct CaseLink: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case duplicateOf = "duplicate-of"
        case hasDuplicate = "has-duplicate"
        case partOf = "part-of"
        case hasPart = "has-part"
        case continues
        case continuedBy = "continued-by"

        init(_ relation: CaseRelation) {
            switch relation {
            case .duplicateOf: self = .duplicateOf
            case .partOf: self = .partOf
            case .continues: self = .continues
            }
        }

        /// How the other case knows it.
        package var inverse: Kind {
            switch self {
            case .duplicateOf: .hasDuplicate
            case .hasDuplicate: .duplicateOf
            case .partOf: .hasPart
            case .hasPart: .partOf
            case .continues: .continuedBy
            case .continuedBy: .continues
            }
        }
    }

    package let kind: Kind
    package let other: CaseID
    package let number: CaseNumber

    package init(kind: Kind, other: CaseID, number: CaseNumber) {
        self.kind = kind
        self.other = other
        self.number = number
    }
}

extension CaseLink {
    var json: JSON {
        ["kind": .string(kind.rawValue), "other": .string(other.text), "number": .string(number.text)]
    }

    init(json: JSON) throws(FactFault) {
        let reader = try FactReader(json, type: "link")
        self.init(kind: try reader.choice("kind"), other: try reader.value("other"), number: try reader.value("number"))
    }
}

extension CaseState {
    /// The case that this one was merged into: from then on it never moves.
    package var duplicateOf: CaseLink? { links.first { $0.kind == .duplicateOf } }
    /// Cases that were merged into this one.
    package var duplicates: [CaseLink] { links.filter { $0.kind == .hasDuplicate } }
}

/// Another case as a decision must know it; a value that came with the command.
///
/// Where the one that was named is a duplicate itself, this is the one at the end of the chain.
package struct RelatedCase: Hashable, Sendable {
    package let id: CaseID
    package let number: CaseNumber
    package let app: AppID

    package init(id: CaseID, number: CaseNumber, app: AppID) {
        self.id = id
        self.number = number
        self.app = app
    }
}
