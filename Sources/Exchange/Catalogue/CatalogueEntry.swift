package import Civic
package import Definition

/// One of the 174 applications as the list knows it, with its mark of evidence.
///
/// Most have no definition yet.
package struct CatalogueEntry: Hashable, Sendable {
    package enum Evidence: String, Sendable, CaseIterable {
        /// Its name, or the service under that name, stands in the cited source.
        case documented
        /// Reconstructed from what Indonesian city governments run.
        case typical
    }

    package enum Group: String, Sendable, CaseIterable {
        case publicService = "public-service"
        case management = "e-government"
    }

    package let app: AppID
    package let name: LocalizedText
    package let group: Group
    package let pillar: String
    package let owner: String
    package let archetype: String
    /// What it is, in a line.
    ///
    /// The list is written in English.
    package let summary: String
    package let steps: [String]
    package let serviceTime: String
    package let fee: String
    package let outputs: String
    package let evidence: Evidence
    package let source: String
    package let wave: Int
    package let national: NationalSystem

    /// The national system beside it: in 2018, now, and how it stands to it.
    package struct NationalSystem: Hashable, Sendable {
        package let in2018: String
        package let now: String
        package let relation: NationalRelation.Relation

        package init(in2018: String, now: String, relation: NationalRelation.Relation) {
            self.in2018 = in2018
            self.now = now
            self.relation = relation
        }
    }

    /// For an annex or a study; nil where no national system stands beside it.
    package var nationalNote: NationalNote? {
        guard national.relation != .none, !national.now.isEmpty else { return nil }
        return NationalNote(system: national.now, relation: national.relation)
    }

    /// What a search looks through.
    var words: String {
        [app.text, name.text(.id), name.text(.en), summary, owner, outputs].joined(separator: " ").lowercased()
    }
}
