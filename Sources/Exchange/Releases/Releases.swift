package import Civic
package import Definition
import Engine
package import Node
import Store

/// The releases that a government offers, and those that it has received: facts in streams `release/<provider>/<app>`.
///
/// The definition's tree lies on the shelf by its hash, scenarios in the fact's box; a release never changes.
package struct Releases: Sendable {
    package let government: Government

    package init(_ government: Government) { self.government = government }

    /// A release with the texts that travel with it.
    package struct Kept: Sendable {
        package let release: SignedRelease
        package let scenarios: String?
        /// Public key of its provider.
        package let key: [UInt8]
    }

    private static let prefix = "release/"
    private static func stream(_ provider: RegionCode, _ app: AppID) -> String {
        "\(prefix)\(provider.text)/\(app.text)"
    }

    // MARK: Reading

    /// What this government offers, the latest version of each application.
    package func offered() throws -> [Kept] {
        try names(Self.prefix + government.code.text + "/").compactMap { try kept(in: $0).last }
    }

    /// All versions of an application that are known here, of any provider, the latest first.
    package func known(_ app: AppID) throws -> [Kept] {
        try names(Self.prefix).filter { $0.hasSuffix("/" + app.text) }.flatMap { try kept(in: $0) }
            .sorted { $0.release.version > $1.release.version }
    }

    /// The release with this hash; nil: not known here.
    package func release(_ app: AppID, hash: Digest) throws -> Kept? {
        try known(app).first { $0.release.hash == hash }
    }

    private func names(_ prefix: String) throws -> [String] {
        try government.database.read { try Streams.names(prefix: prefix, on: $0) }
    }

    private func kept(in stream: String) throws -> [Kept] {
        try government.ledger.facts(of: stream).compactMap { try Self.kept($0.1) }
    }

    private static func kept(_ fact: Fact) throws -> Kept? {
        guard let json = fact.open["release"], let key = fact.open["key"]?.string.flatMap({ hexBytes($0) }) else {
            return nil
        }
        let release = try refusing { () throws(Wrong) in try SignedRelease(json: json, publishedAt: fact.at) }
        let scenarios = fact.closed.first { $0.owner == .theCase }?.content["scenarios"]?.string
        return Kept(release: release, scenarios: scenarios, key: key)
    }

    // MARK: Publishing

    /// Signs a definition as a release of this government.
    ///
    /// The same version is published once; another text needs another version.
    @discardableResult
    package func publish(_ definition: Definition, scenarios: String?, by caller: Caller) async throws -> SignedRelease
    {
        let now = government.outside.now()
        if caller != .node { try Permissions.require(.steward, caller, now: now) }
        let digest = scenarios.map { sha256(Array($0.utf8)) }
        let statement = SignedRelease.statement(
            provider: government.code,
            app: definition.app,
            version: definition.version,
            hash: definition.tree.hash,
            scenarios: digest
        )
        let release = SignedRelease(
            provider: government.code,
            app: definition.app,
            version: definition.version,
            hash: definition.tree.hash,
            scenarios: digest,
            signature: try government.signet.sign(statement.canonical)
        )
        let stamp = ActorStamp(
            kind: caller.officer == nil ? .node : .officer,
            role: caller.officer == nil ? nil : Permissions.steward,
            officer: caller.officer?.id
        )
        let stream = Self.stream(government.code, definition.app)
        let key = government.signet.publicKey
        let government = government
        _ = try await government.submit(
            Work(stream: stream) { turn in
                let before = try turn.facts(of: stream).compactMap { try Self.kept($0)?.release }
                if let same = before.first(where: { $0.version == release.version }) {
                    if same.hash == release.hash { return .null }
                    throw Refusal.invalid(
                        LocalizedText(
                            id: "Versi \(release.version) sudah dirilis dengan isi lain; naikkan nomor versinya.",
                            en: "Version \(release.version) was released with other content; raise the version."
                        )
                    )
                }
                _ = try government.definitions.keep(definition, in: turn)
                try turn.append([
                    Self.fact(
                        "release.published",
                        stream,
                        release,
                        key: key,
                        scenarios: scenarios,
                        at: turn.now,
                        by: stamp
                    )
                ])
                return .null
            }
        )
        return release
    }

    private static func fact(
        _ type: String,
        _ stream: String,
        _ release: SignedRelease,
        key: [UInt8],
        scenarios: String?,
        at: Moment,
        by: ActorStamp
    ) -> Fact {
        Fact(
            stream: stream,
            type: type,
            at: at,
            actor: by,
            definition: release.hash,
            open: ["release": release.json, "key": .string(hexText(key))],
            closed: scenarios.map { [ClosedFact(owner: .theCase, content: ["scenarios": .string($0)])] } ?? []
        )
    }

    // MARK: Between governments

    /// Sends the releases of an annex in force to the adopter, each as a whole.
    func send(_ annex: [AnnexLine], to adopter: RegionCode, in turn: WriteTurn) throws {
        for line in annex {
            guard let kept = try release(line.app, hash: line.hash),
                let tree = try government.definitions.tree(line.hash)
            else {
                throw Refusal.invalid(
                    LocalizedText(
                        id: "Rilis \(line.name) \(line.version) tidak ada pada penyedia.",
                        en: "The provider has no release \(line.name) \(line.version)."
                    )
                )
            }
            let body = JSON.members([
                ("release", kept.release.json), ("key", .string(hexText(kept.key))), ("tree", tree.json),
                ("scenarios", kept.scenarios.map { .string($0) }),
            ])
            try turn.post(
                .government(adopter, type: PeerAct.releaseType, body: body),
                subject: "release/" + adopter.text
            )
        }
    }

    /// Keeps a release that a provider has sent: its signature, its hash and its scenarios must fit.
    func take(_ message: PeerMessage, in turn: inout WriteTurn) throws -> JSON {
        let unfit = Refusal.invalid(
            LocalizedText(
                id: "Rilis ini tidak cocok dengan tanda tangan atau sidiknya.",
                en: "This release does not fit its signature or its hash."
            )
        )
        guard let json = message.body["release"], let treeJSON = message.body["tree"],
            let key = message.body["key"]?.string.flatMap({ hexBytes($0) })
        else { throw unfit }
        let release = try refusing { () throws(Wrong) in try SignedRelease(json: json) }
        let scenarios = message.body["scenarios"]?.string
        let (definition, findings) = DefinitionReader.read(tree: DefinitionTree(json: treeJSON))
        guard release.provider == message.from, release.isSigned(by: key), let definition, !findings.hasErrors,
            definition.app == release.app, definition.version == release.version, definition.tree.hash == release.hash,
            scenarios.map({ sha256(Array($0.utf8)) }) == release.scenarios
        else { throw unfit }
        let stream = Self.stream(release.provider, release.app)
        let known = try turn.facts(of: stream).compactMap { try Self.kept($0)?.release.hash }
        if known.contains(release.hash) { return .null }
        _ = try government.definitions.keep(definition, in: turn)
        try turn.append([
            Self.fact(
                "release.received",
                stream,
                release,
                key: key,
                scenarios: scenarios,
                at: turn.now,
                by: ActorStamp(kind: .peer, government: message.from)
            )
        ])
        return .null
    }
}
