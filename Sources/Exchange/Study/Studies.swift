package import Civic
import Definition
package import Engine
package import Node
import Store

/// The studies of one government, and what is known for a new one.
package struct Studies: Sendable {
    package let government: Government
    package let node: Node
    package let catalogue: Catalogue

    package init(_ government: Government, node: Node, catalogue: Catalogue) {
        self.government = government
        self.node = node
        self.catalogue = catalogue
    }

    package static let app: AppID = "kajian"

    /// A study with where it stands.
    package struct Kept: Sendable {
        package let state: CaseState
        package let study: Study
        package let advice: String?
        package let chosen: RegionCode?
    }

    package func kept(_ number: CaseNumber) throws -> Kept? {
        guard let stored = try government.cases.stored(number), let state = stored.state, state.app == Self.app else {
            return nil
        }
        return try kept(state, stored.content ?? CaseContent())
    }

    private func kept(_ state: CaseState, _ content: CaseContent) throws -> Kept? {
        guard let json = content.fields["revision"] ?? content.fields["study"], json.object != nil else { return nil }
        return Kept(
            state: state,
            study: try refusing { () throws(Wrong) in try Study(json: json) },
            advice: content.fields["advice"]?.string,
            chosen: state.fields["chosen"]?.string.flatMap { try? RegionCode($0) }
        )
    }

    /// All studies, the latest first.
    package func all() throws -> [Kept] {
        let lines = try [true, false].flatMap { isOpen in
            try government.database.read {
                try CaseFilter(isOpen: isOpen, app: Self.app).lines(after: .start, limit: Limits.agreementsMax, on: $0)
            }
        }
        return try lines.compactMap { try kept($0.number) }.sorted { $0.state.startedAt > $1.state.startedAt }
    }

    // MARK: Writing

    /// Files a study; throws what it lacks.
    package func file(_ study: Study, by officer: Officer, key: IdempotencyKey? = nil) async throws -> CaseReceipt {
        try refusing { () throws(Wrong) in try study.check() }
        return try await government.start(
            StartCase(app: Self.app, answers: ["study": study.json]),
            by: .officer(officer),
            key: key
        )
    }

    package func revise(
        _ number: CaseNumber,
        _ study: Study,
        version: Int?,
        by officer: Officer,
        key: IdempotencyKey? = nil
    ) async throws -> CaseReceipt {
        try refusing { () throws(Wrong) in try study.check() }
        return try await government.act(
            number,
            "revise",
            version: version,
            answers: ["revision": study.json],
            by: .officer(officer),
            key: key
        )
    }

    // MARK: What is known

    /// What this government has, as far as applications ask for it.
    package var means: AdopterMeans {
        let now = government.outside.now()
        let roles = government.identity.officers().filter(\.isActive).flatMap(\.grants).filter { $0.holds(at: now) }
            .map(\.role)
        return AdopterMeans(agencies: Set(government.profile.agencies.map(\.id)), roles: Set(roles))
    }

    /// Governments of this node that offer releases, this one aside.
    package func providers() throws -> [Government] {
        try node.governments.filter { $0.code != government.code }.filter { try !Releases($0).offered().isEmpty }
    }

    /// The lines of a study for applications of interest: readiness, who offers them, what is struck out.
    package func lines(_ apps: [(app: AppID, reason: String)], providers: [Government]) throws -> [Study.Line] {
        let means = means
        return try apps.compactMap { app, reason in
            guard let entry = catalogue[app] else { return nil }
            let verdict = NationalVerdict(entry)
            var offered: [RegionCode: String] = [:]
            var definition: Definition?
            for provider in providers {
                guard let kept = try Releases(provider).offered().first(where: { $0.release.app == app }) else {
                    continue
                }
                offered[provider.code] = kept.release.version.description
                definition = try definition ?? provider.definitions.compiled(kept.release.hash).definition
            }
            let readiness = definition.map { Readiness($0, means: means) }
            return Study.Line(
                app: app,
                name: entry.name.text(.id),
                reason: reason,
                national: verdict.note,
                isStruckOut: verdict.isStruckOut,
                basis: verdict.basis?.text(.id),
                offered: offered,
                readiness: readiness.map {
                    Study.Line.Ready(met: $0.met, needed: $0.items.count, gaps: $0.gaps.map { $0.name.text(.id) })
                }
            )
        }
    }

    /// The criteria with what the providers' own ledgers say; marks are the writer's to give, these are where they begin.
    package func criteria(_ lines: [Study.Line], providers: [Government]) throws -> [Study.Criterion] {
        var availability: [RegionCode: (String, Int)] = [:]
        var proof: [RegionCode: (String, Int)] = [:]
        var speed: [RegionCode: (String, Int)] = [:]
        var rating: [RegionCode: (String, Int)] = [:]
        let wanted = lines.filter { !$0.isStruckOut }
        for provider in providers {
            let offered = wanted.filter { $0.offered[provider.code] != nil }
            availability[provider.code] = (
                "\(offered.count) dari \(wanted.count) aplikasi yang diminati",
                Self.mark(wanted.isEmpty ? 0 : Double(offered.count) / Double(wanted.count))
            )
            let evidence = try offered.map { try Evidence(of: $0.app, in: provider) }
            let cases = evidence.reduce(0) { $0 + $1.cases }
            proof[provider.code] = (
                "\(cases) perkara dijalankan", cases > 1_000 ? 5 : cases > 100 ? 4 : cases > 0 ? 3 : 1
            )
            let medians = evidence.compactMap(\.medianHours)
            let hours = medians.isEmpty ? nil : medians.reduce(0, +) / Double(medians.count)
            speed[provider.code] = (
                hours.map {
                    "median \(Formats(language: .id, zone: .wib).number($0 / 24, decimals: 1)) hari sampai selesai"
                } ?? "belum ada data",
                hours.map { $0 <= 72 ? 5 : $0 <= 168 ? 4 : $0 <= 336 ? 3 : 2 } ?? 1
            )
            let ratings = evidence.compactMap(\.rating)
            let stars = ratings.isEmpty ? nil : ratings.reduce(0, +) / Double(ratings.count)
            rating[provider.code] = (
                stars.map { "\(Formats(language: .id, zone: .wib).number($0, decimals: 1)) dari 5" }
                    ?? "belum ada penilaian",
                stars.map { min(5, max(1, Int($0.rounded()))) } ?? 1
            )
        }
        func criterion(_ id: String, _ name: String, _ weight: Int, _ values: [RegionCode: (String, Int)])
            -> Study.Criterion
        {
            Study.Criterion(
                id: id,
                name: name,
                weight: weight,
                evidence: values.mapValues(\.0),
                marks: values.mapValues(\.1)
            )
        }
        return [
            criterion("availability", "Ketersediaan aplikasi yang diminati", 4, availability),
            criterion("proof", "Terbukti dalam pemakaian", 3, proof),
            criterion("speed", "Kecepatan penyelesaian", 2, speed),
            criterion("rating", "Kepuasan warga", 2, rating),
        ]
    }

    private static func mark(_ share: Double) -> Int { share >= 1 ? 5 : max(1, Int((share * 4).rounded()) + 1) }
}
