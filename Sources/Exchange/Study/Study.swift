package import Civic
import Definition

/// A study before cooperation is offered: the terms of reference of Permendagri 22/2020, providers compared criterion by criterion,
/// readiness for each application, and what the state has made compulsory struck out.
package struct Study: Hashable, Sendable {
    package var title: String
    /// The nine parts of the terms of reference, by id.
    package var sections: [Section: String]
    package var providers: [Candidate]
    package var criteria: [Criterion]
    package var lines: [Line]
    /// Code of the provider that the study recommends.
    package var recommended: RegionCode?

    /// Parts of a kerangka acuan: PP 28/2018, Permendagri 22/2020.
    package enum Section: String, Sendable, CaseIterable {
        case background, aim, place, scope, legal, costs, term, benefit, conclusion
    }

    /// A government that could provide.
    package struct Candidate: Hashable, Sendable {
        package let government: RegionCode
        package let name: String

        package init(government: RegionCode, name: String) {
            self.government = government
            self.name = name
        }
    }

    /// One row of the comparison: what is known of each candidate, and a mark from 1 to 5.
    package struct Criterion: Hashable, Sendable {
        package let id: String
        package let name: String
        /// Share of the total, in whole parts.
        package let weight: Int
        package var evidence: [RegionCode: String]
        package var marks: [RegionCode: Int]

        package init(id: String, name: String, weight: Int, evidence: [RegionCode: String], marks: [RegionCode: Int]) {
            self.id = id
            self.name = name
            self.weight = weight
            self.evidence = evidence
            self.marks = marks
        }
    }

    /// One application of interest.
    package struct Line: Hashable, Sendable {
        package let app: AppID
        package let name: String
        package let reason: String
        package let national: NationalNote?
        package let isStruckOut: Bool
        /// The rule behind the strike or the condition.
        package let basis: String?
        /// Version offered, by provider.
        package let offered: [RegionCode: String]
        /// nil: no definition, so nothing can be compared yet.
        package let readiness: Ready?

        package struct Ready: Hashable, Sendable {
            package let met: Int
            package let needed: Int
            package let gaps: [String]

            package init(met: Int, needed: Int, gaps: [String]) {
                self.met = met
                self.needed = needed
                self.gaps = gaps
            }
        }

        package init(
            app: AppID,
            name: String,
            reason: String,
            national: NationalNote?,
            isStruckOut: Bool,
            basis: String?,
            offered: [RegionCode: String],
            readiness: Ready?
        ) {
            self.app = app
            self.name = name
            self.reason = reason
            self.national = national
            self.isStruckOut = isStruckOut
            self.basis = basis
            self.offered = offered
            self.readiness = readiness
        }
    }

    package init(
        title: String,
        sections: [Section: String],
        providers: [Candidate],
        criteria: [Criterion],
        lines: [Line],
        recommended: RegionCode? = nil
    ) {
        self.title = title
        self.sections = sections
        self.providers = providers
        self.criteria = criteria
        self.lines = lines
        self.recommended = recommended
    }

    /// The weighted mark of a candidate, 0 to 5; nil where nothing is marked.
    package func total(_ government: RegionCode) -> Double? {
        var (sum, weights) = (0, 0)
        for criterion in criteria {
            guard let mark = criterion.marks[government] else { continue }
            sum += mark * criterion.weight
            weights += criterion.weight
        }
        return weights == 0 ? nil : Double(sum) / Double(weights)
    }

    /// Applications that may go on to an agreement: not struck out, offered by the candidate.
    package func adoptable(from government: RegionCode) -> [Line] {
        lines.filter { !$0.isStruckOut && $0.offered[government] != nil }
    }

    /// What a study must hold before it goes to the cooperation team.
    package func check() throws(Wrong) {
        if title.allSatisfy(\.isWhitespace) {
            throw Wrong("study.title", id: "Beri judul kajian.", en: "Give the study a title.")
        }
        guard Set(providers.map(\.government)).count >= 2 else {
            throw Wrong(
                "study.providers",
                id: "Bandingkan sedikitnya dua penyedia.",
                en: "Compare at least two providers."
            )
        }
        guard !lines.isEmpty else {
            throw Wrong(
                "study.lines",
                id: "Pilih sedikitnya satu aplikasi yang diminati.",
                en: "Choose at least one application of interest."
            )
        }
        for section in Section.allCases where (sections[section] ?? "").allSatisfy(\.isWhitespace) {
            throw Wrong(
                "study.section",
                id: "Bagian kerangka acuan \"\(section.name.text(.id))\" masih kosong.",
                en: "The part \"\(section.name.text(.en))\" of the terms of reference is empty."
            )
        }
        for criterion in criteria {
            for (_, mark) in criterion.marks where !(1...5).contains(mark) {
                throw Wrong("study.mark", id: "Nilai adalah 1 sampai 5.", en: "Marks are 1 to 5.")
            }
        }
    }
}

extension Study.Section {
    package var name: LocalizedText {
        switch self {
        case .background: LocalizedText(id: "Latar belakang", en: "Background")
        case .aim: LocalizedText(id: "Maksud dan tujuan", en: "Aim")
        case .place: LocalizedText(id: "Lokasi kerja sama", en: "Place")
        case .scope: LocalizedText(id: "Ruang lingkup", en: "Scope")
        case .legal: LocalizedText(id: "Dasar hukum", en: "Legal basis")
        case .costs: LocalizedText(id: "Rencana biaya dan sumbernya", en: "Costs and their source")
        case .term: LocalizedText(id: "Jangka waktu", en: "Term")
        case .benefit: LocalizedText(id: "Analisis manfaat dan biaya", en: "Analysis of benefit and cost")
        case .conclusion: LocalizedText(id: "Kesimpulan dan rekomendasi", en: "Conclusion")
        }
    }
}
