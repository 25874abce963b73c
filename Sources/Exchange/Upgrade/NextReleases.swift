package import Civic
package import Definition
package import Engine
package import Node
import Store

/// The provider's desk for the next release of an application: a draft that is compared, checked and then published, and sent at
/// once to every adopter whose annex has the right to upgrade.
package struct NextReleases: Sendable {
    package let agreements: Agreements
    /// What a text may stand on (`extends`): the archetypes that travel with this node's software.
    package let archetypes: Archetypes
    package var government: Government { agreements.government }

    package init(_ agreements: Agreements, archetypes: Archetypes = .none) {
        self.agreements = agreements
        self.archetypes = archetypes
    }

    /// A version that is not published yet.
    package struct Draft: Sendable {
        package let definition: Definition
        package let scenarios: String?
        package let at: Moment
    }

    /// A draft beside the version that was published last.
    package struct Judged: Sendable {
        package let draft: Draft
        package let last: Releases.Kept?
        package let changes: [DefinitionChange]
        /// The smallest version that the changes allow; nil for a first release.
        package let computed: ComputedVersion?
        package let findings: [Finding]
        package let scenarios: ScenarioReport?

        /// Why it may not be published; nil: it may.
        package var obstacle: LocalizedText? {
            if let error = findings.first(where: { $0.severity == .error }) { return error.message }
            if let last, let computed {
                if computed.weight == nil {
                    return LocalizedText(
                        id: "Tidak ada yang berbeda dari versi \(last.release.version).",
                        en: "Nothing differs from version \(last.release.version)."
                    )
                }
                if draft.definition.version < computed.version {
                    return LocalizedText(
                        id: "Perubahan ini paling sedikit versi \(computed.version).",
                        en: "These changes are version \(computed.version) at least."
                    )
                }
            }
            if let broken = scenarios?.results.first(where: { !$0.isPassed }) {
                return LocalizedText(
                    id: "Skenario “\(broken.title.text(.id))” gagal.",
                    en: "The scenario “\(broken.title.text(.en))” fails."
                )
            }
            return nil
        }
    }

    private static func stream(_ app: AppID) -> String { "release-draft/" + app.text }

    // MARK: Drafts

    /// The newest draft of each application that is not published.
    package func drafts() throws -> [Draft] {
        try government.database.read { try Streams.names(prefix: "release-draft/", on: $0) }
            .compactMap { try AppID(String($0.dropFirst(14))) }.compactMap { try draft($0) }
    }

    /// nil: there is none, or it was published.
    package func draft(_ app: AppID) throws -> Draft? {
        guard let fact = try government.ledger.facts(of: Self.stream(app)).last?.1, fact.type == "release.drafted",
            let hash = fact.definition
        else { return nil }
        return Draft(
            definition: try government.definitions.compiled(hash).definition,
            scenarios: fact.closed.first { $0.owner == .theCase }?.content["scenarios"]?.string,
            at: fact.at
        )
    }

    /// Keeps a text as the next release's draft, its archetype and that one's stories laid beneath it.
    ///
    /// Throws the first finding that keeps it from being read.
    package func prepare(yaml: String, scenarios: String?, for app: AppID, by caller: Caller) async throws {
        let (read, findings) = DefinitionReader.examine(yaml: yaml, file: "app.yaml", archetypes: archetypes)
        guard let definition = read else {
            // What is missing because its archetype is unknown is no news beside that.
            let first = findings.first { $0.code == "unknown-archetype" } ?? findings.first { $0.severity == .error }
            throw Refusal.invalid(
                LocalizedText(
                    id: first?.printed(.id) ?? "Teks ini tidak terbaca.",
                    en: first?.printed(.en) ?? "This text can't be read."
                )
            )
        }
        guard definition.app == app else {
            throw Refusal.invalid(
                LocalizedText(
                    id: "Teks ini definisi \(definition.app), bukan \(app).",
                    en: "This text defines \(definition.app), not \(app)."
                )
            )
        }
        let stories = try scenarios.map { try Self.whole($0, for: definition, on: archetypes) }
        try await prepare(definition, scenarios: stories, by: caller)
    }

    /// The stories as they travel with a release; throws the first finding that keeps them from being told.
    private static func whole(_ yaml: String, for definition: Definition, on archetypes: Archetypes) throws -> String {
        let file = "scenarios.yaml"
        let inherited = definition.archetype.isEmpty ? nil : archetypes.scenarios(definition.archetype)
        let (stories, wrong) = ScenarioReader.read(yaml: yaml, file: file, for: definition, beneath: inherited)
        if stories == nil, let first = wrong.first {
            throw Refusal.invalid(LocalizedText(id: first.printed(.id), en: first.printed(.en)))
        }
        return ScenarioReader.flattened(yaml: yaml, file: file, beneath: inherited)
    }

    /// Keeps a definition as the draft.
    package func prepare(_ definition: Definition, scenarios: String?, by caller: Caller) async throws {
        if caller != .node { try Permissions.require(.steward, caller, now: government.outside.now()) }
        let government = government
        let stream = Self.stream(definition.app)
        let stamp = Self.stamp(caller)
        _ = try await government.submit(
            Work(stream: stream) { turn in
                let hash = try government.definitions.keep(definition, in: turn)
                try turn.append([
                    Fact(
                        stream: stream,
                        type: "release.drafted",
                        at: turn.now,
                        actor: stamp,
                        definition: hash,
                        open: ["version": .string(definition.version.description)],
                        closed: scenarios.map {
                            [ClosedFact(owner: .theCase, content: ["scenarios": .string($0)])]
                        } ?? []
                    )
                ])
                return .null
            }
        )
    }

    /// The draft beside what was published last: what is new, which version that makes, whether it holds.
    package func judged(_ app: AppID) throws -> Judged? {
        try draft(app).map { try judged($0) }
    }

    /// The same of a definition that is not kept as a draft; writes nothing.
    ///
    /// Throws `DefinitionRefused` where it does not compile.
    package func judged(_ definition: Definition, scenarios: String?) throws -> Judged {
        try judged(Draft(definition: definition, scenarios: scenarios, at: government.outside.now()))
    }

    private func judged(_ draft: Draft) throws -> Judged {
        let app = draft.definition.app
        let last = try Releases(government).known(app).first { $0.release.provider == government.code }
        let before = try last.map { try government.definitions.compiled($0.release.hash).definition }
        let news =
            before.map { changes(from: $0.tree, to: draft.definition.tree).filter { $0.path != ["version"] } } ?? []
        let plan = try CompiledDefinition(draft.definition, hash: draft.definition.tree.hash)
        let stories = draft.scenarios.flatMap {
            ScenarioReader.read(yaml: $0, file: "scenarios.yaml", for: draft.definition).0
        }
        return Judged(
            draft: draft,
            last: last,
            changes: news,
            computed: before.map { ComputedVersion(after: $0.version, news) },
            findings: check(
                draft.definition,
                in: CheckContext(
                    agencies: Set(government.profile.agencies.map(\.id)),
                    today: government.outside.now().date(in: government.profile.zone)
                )
            ) + (before.map { draft.definition.missingTombstones(since: $0) } ?? []),
            scenarios: stories.map { ScenarioRunner(plan, calendar: government.calendar).run($0) }
        )
    }

    // MARK: Publishing

    /// Publishes a definition that is no draft yet: judged first, so that what is refused leaves no trace; gives how many
    /// adopters it was sent to.
    @discardableResult
    package func publish(_ definition: Definition, scenarios: String?, by caller: Caller) async throws -> Int {
        if let obstacle = try judged(definition, scenarios: scenarios).obstacle { throw Refusal.invalid(obstacle) }
        try await prepare(definition, scenarios: scenarios, by: caller)
        return try await publish(definition.app, by: caller)
    }

    /// Signs and publishes the draft, and sends it to every adopter that may take it; gives how many those are.
    @discardableResult
    package func publish(_ app: AppID, by caller: Caller) async throws -> Int {
        guard let judged = try judged(app) else {
            throw Refusal.invalid(
                LocalizedText(id: "Tidak ada rancangan rilis.", en: "There is no draft of a release.")
            )
        }
        if let obstacle = judged.obstacle { throw Refusal.invalid(obstacle) }
        let definition = judged.draft.definition
        let release = try await Releases(government).publish(
            definition,
            scenarios: judged.draft.scenarios,
            by: caller
        )
        let (agreements, government, stream) = (agreements, government, Self.stream(app))
        let line = AnnexLine(release, definition, national: agreements.catalogue[app]?.nationalNote)
        let stamp = Self.stamp(caller)
        let receipt = try await government.submit(
            Work(stream: stream, readsProjections: true) { turn in
                let today = turn.now.date(in: government.profile.zone)
                let adopters = try agreements.files(.cooperation, in: turn).filter { file in
                    file.side == .provider && file.state == "in_force" && file.isSignedByBoth
                        && file.text.final?.holds(on: today) ?? false
                        && file.text.annex.contains { $0.app == app && $0.mayUpgrade }
                }
                let governments = Set(adopters.map(\.text.adopter.government)).sorted()
                for adopter in governments { try Releases(government).send([line], to: adopter, in: turn) }
                try turn.append([
                    Fact(
                        stream: stream,
                        type: "release.draft-published",
                        at: turn.now,
                        actor: stamp,
                        definition: release.hash,
                        open: [
                            "version": .string(release.version.description),
                            "adopters": .array(governments.map { .string($0.text) }),
                        ],
                        closed: []
                    )
                ])
                return .int(Int64(governments.count))
            }
        )
        return Int(receipt.answer.int ?? 0)
    }

    private static func stamp(_ caller: Caller) -> ActorStamp {
        ActorStamp(
            kind: caller.officer == nil ? .node : .officer,
            role: caller.officer == nil ? nil : Permissions.steward,
            officer: caller.officer?.id
        )
    }
}
