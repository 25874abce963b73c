package import Civic
import Definition

/// The list of 174 applications, searched and counted by facets.
package struct Catalogue: Sendable {
    /// In order of the list.
    package let entries: [CatalogueEntry]
    private let index: [AppID: Int]

    /// How many regional governments had adopted applications in 2018, and who says so; nobody knows which in full.
    package static let adoptersOf2018 = (count: 28, source: "ANTARA Banten, Berita Tangerang (2018)")

    /// Reads `Data/catalogue/applications.csv`.
    ///
    /// Throws the first line that can't be read.
    package init(csv text: String) throws(Wrong) {
        let lines = CSVLines(text).lines
        guard let header = lines.first else { throw Self.broken(line: 1, "header") }
        let columns = Dictionary(header.fields.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var entries: [CatalogueEntry] = []
        for line in lines.dropFirst() {
            let row = CatalogueRow(columns: columns, fields: line.fields, number: line.number)
            entries.append(try row.entry())
        }
        self.entries = entries
        index = Dictionary(entries.enumerated().map { ($1.app, $0) }, uniquingKeysWith: { first, _ in first })
        guard index.count == entries.count else { throw Self.broken(line: 1, "id") }
    }

    private init() {
        entries = []
        index = [:]
    }

    /// No list: for a server whose Exchange nobody looks at.
    package static let empty = Catalogue()

    package subscript(app: AppID) -> CatalogueEntry? { index[app].map { entries[$0] } }

    static func broken(line: Int, _ column: String) -> Wrong {
        Wrong(
            "catalogue.broken",
            id: "Daftar aplikasi: baris \(line), kolom \"\(column)\" tidak terbaca.",
            en: "The list of applications: line \(line), column \"\(column)\" can't be read."
        )
    }

    /// The entries that a query asks for.
    package func found(_ query: CatalogueQuery, available: Set<AppID>) -> [CatalogueEntry] {
        entries.filter { query.takes($0, isAvailable: available.contains($0.app)) }
    }

    /// For each facet, its values with how many entries each would leave, the rest of the query kept.
    package func facets(_ query: CatalogueQuery, available: Set<AppID>) -> [CatalogueFacet: [(
        value: String, count: Int
    )]] {
        var result: [CatalogueFacet: [(value: String, count: Int)]] = [:]
        for facet in CatalogueFacet.allCases {
            var rest = query
            rest.chosen[facet] = nil
            var counts: [String: Int] = [:]
            for entry in found(rest, available: available) {
                counts[facet.value(of: entry, isAvailable: available.contains(entry.app)), default: 0] += 1
            }
            result[facet] = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
        }
        return result
    }
}

/// A way to narrow the catalogue.
package enum CatalogueFacet: String, Sendable, CaseIterable {
    case available = "tersedia"
    case group = "kelompok"
    case pillar = "pilar"
    case archetype = "pola"
    case evidence = "bukti"
    case national = "nasional"

    package func value(of entry: CatalogueEntry, isAvailable: Bool) -> String {
        switch self {
        case .available: isAvailable ? "ya" : "belum"
        case .group: entry.group.rawValue
        case .pillar: entry.pillar
        case .archetype: entry.archetype
        case .evidence: entry.evidence.rawValue
        case .national: entry.national.relation.rawValue
        }
    }
}

/// What somebody looks for: words, all of which must be there, and one value for each chosen facet.
package struct CatalogueQuery: Hashable, Sendable {
    package var words: String
    package var chosen: [CatalogueFacet: String]

    package init(words: String = "", chosen: [CatalogueFacet: String] = [:]) {
        self.words = words
        self.chosen = chosen
    }

    func takes(_ entry: CatalogueEntry, isAvailable: Bool) -> Bool {
        for (facet, value) in chosen where facet.value(of: entry, isAvailable: isAvailable) != value { return false }
        let asked = words.lowercased().split(whereSeparator: \.isWhitespace)
        if asked.isEmpty { return true }
        let text = entry.words
        return asked.allSatisfy { text.contains($0) }
    }
}

/// One line of the list.
private struct CatalogueRow {
    let columns: [String: Int]
    let fields: [String]
    let number: Int

    func cell(_ name: String) throws(Wrong) -> String {
        guard let column = columns[name], column < fields.count else { throw Catalogue.broken(line: number, name) }
        return fields[column]
    }

    func entry() throws(Wrong) -> CatalogueEntry {
        guard let app = try? AppID(try cell("id")) else { throw Catalogue.broken(line: number, "id") }
        guard let group = CatalogueEntry.Group(rawValue: try cell("group")) else {
            throw Catalogue.broken(line: number, "group")
        }
        guard let evidence = CatalogueEntry.Evidence(rawValue: try cell("evidence")) else {
            throw Catalogue.broken(line: number, "evidence")
        }
        guard let relation = NationalRelation.Relation(rawValue: try cell("relation")) else {
            throw Catalogue.broken(line: number, "relation")
        }
        let steps = try cell("key_steps").split(separator: ">").map { String($0.trimmed) }
        return CatalogueEntry(
            app: app,
            name: LocalizedText(id: try cell("name"), en: try cell("name_en")),
            group: group,
            pillar: try cell("pillar"),
            owner: try cell("owner"),
            archetype: try cell("archetype"),
            summary: try cell("one_line"),
            steps: steps,
            serviceTime: try cell("service_time"),
            fee: try cell("fee"),
            outputs: try cell("outputs"),
            evidence: evidence,
            source: try cell("source"),
            wave: Int(try cell("wave")) ?? 0,
            national: .init(in2018: try cell("national_2018"), now: try cell("national_2026"), relation: relation)
        )
    }
}

extension Substring {
    /// Without white space at its ends.
    var trimmed: Substring {
        var rest = self
        while rest.first?.isWhitespace ?? false { rest.removeFirst() }
        while rest.last?.isWhitespace ?? false { rest.removeLast() }
        return rest
    }
}
