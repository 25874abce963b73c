package import Civic
package import Definition
import Engine
package import Node
import Store

/// The releases that a government offers, and those that it has received: facts in streams `release/<provider>/<app>`.
///
/// The definition's tree lies on the shelf by its hash, scenarios in the fact's box; a release never changes. What is on offer is
/// what the node's release log says (`NodeLedger`): each release stands there for everybody to see, or it is not offered.
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

    /// What this government offers by the node's release log, the latest version of each application.
    package func offered() throws -> [Kept] {
        var latest: [AppID: LoggedRelease] = [:]
        for standing in government.nodeLedger.releases {
            let release = standing.release
            guard standing.withdrawn == nil, release.provider == government.code,
                latest[release.app].map({ $0.version < release.version }) ?? true
            else { continue }
            latest[release.app] = release
        }
        return try latest.values.sorted { $0.app < $1.app }.compactMap { try release($0.app, hash: $0.hash) }
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
        let stamp = Self.stamp(caller)
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
        try await government.nodeLedger.publish(logged(release, key: key, definition.tree))
        return release
    }

    /// The release as the node's log has it.
    private func logged(_ release: SignedRelease, key: [UInt8], _ tree: DefinitionTree) -> LoggedRelease {
        LoggedRelease(
            provider: release.provider,
            app: release.app,
            version: release.version,
            hash: release.hash,
            scenarios: release.scenarios,
            bytes: tree.json.canonical.count,
            key: hexText(key),
            signature: hexText(release.signature)
        )
    }

    /// Offers a version no more, for a reason that everybody can read; those who run it go on.
    package func withdraw(_ app: AppID, _ version: Version, reason: String, by caller: Caller) async throws {
        if caller != .node { try Permissions.require(.steward, caller, now: government.outside.now()) }
        let known = government.nodeLedger.releases.first { standing in
            standing.release.provider == government.code && standing.release.app == app
                && standing.release.version == version
        }
        guard let known else { throw Refusal.unknownApplication("\(app) \(version)") }
        // Refused here, before anything is written, where the log will refuse it too.
        _ = try decide(known, .withdraw(reason: reason))
        let stream = Self.stream(government.code, app)
        _ = try await government.submit(
            Work(stream: stream) { turn in
                let withdrawn = try turn.facts(of: stream).contains { Self.withdrawal($0)?.version == version }
                if withdrawn { return .null }
                try turn.append([
                    Fact(
                        stream: stream,
                        type: "release.withdrawn",
                        at: turn.now,
                        actor: Self.stamp(caller),
                        definition: known.release.hash,
                        open: ["version": .string(version.description), "reason": .string(reason)],
                        closed: []
                    )
                ])
                return .null
            }
        )
        try await government.nodeLedger.withdraw(known.release, reason: reason)
    }

    private static func withdrawal(_ fact: Fact) -> (version: Version, reason: String)? {
        guard fact.type == "release.withdrawn", let version = fact.open["version"]?.string.flatMap({ Version($0) }),
            let reason = fact.open["reason"]?.string
        else { return nil }
        return (version, reason)
    }

    /// Puts into the node's log what the governments' own ledgers have released and the log does not know yet: from before the
    /// node had a ledger, or because it stopped between the two.
    ///
    /// Blocks; for start-up.
    package static func enter(of node: Node) throws {
        for government in node.governments {
            let releases = Releases(government)
            for stream in try releases.names(prefix + government.code.text + "/") {
                try releases.enter(stream, into: node.ledger)
            }
        }
    }

    private func enter(_ stream: String, into log: NodeLedger) throws {
        let standings = Dictionary(log.releases.map { ($0.release.stream, $0) }) { first, _ in first }
        for (_, fact) in try government.ledger.facts(of: stream) {
            if let kept = try Self.kept(fact), let tree = try government.definitions.tree(kept.release.hash) {
                let release = logged(kept.release, key: kept.key, tree)
                if standings[release.stream] == nil { try log.publishBlocking(release) }
            } else if let (version, reason) = Self.withdrawal(fact) {
                let standing = log.releases.first { standing in
                    standing.release.provider == government.code && standing.release.version == version
                        && Self.stream(government.code, standing.release.app) == stream
                }
                if let standing, standing.withdrawn == nil {
                    try log.withdrawBlocking(standing.release, reason: reason)
                }
            }
        }
    }

    private static func stamp(_ caller: Caller) -> ActorStamp {
        ActorStamp(
            kind: caller.officer == nil ? .node : .officer,
            role: caller.officer == nil ? nil : Permissions.steward,
            officer: caller.officer?.id
        )
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
