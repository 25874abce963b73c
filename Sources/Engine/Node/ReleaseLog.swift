package import Civic
package import Definition

/// A release as the node's release log has it: enough to find it, fetch it and check it.
///
/// DESIGN §7: a node follows another node's catalogue by an append-only log, with no trust in the transport.
package struct LoggedRelease: Hashable, Sendable {
    package let provider: RegionCode
    package let app: AppID
    package let version: Version
    /// Hash of the definition's canonical tree.
    package let hash: Digest
    /// SHA-256 of the scenarios that travel with it; nil: none.
    package let scenarios: Digest?
    /// Bytes of the tree's canonical form.
    package let bytes: Int
    /// The provider's Ed25519 key and its signature, in hexadecimal.
    package let key: String
    package let signature: String

    package init(
        provider: RegionCode,
        app: AppID,
        version: Version,
        hash: Digest,
        scenarios: Digest?,
        bytes: Int,
        key: String,
        signature: String
    ) {
        self.provider = provider
        self.app = app
        self.version = version
        self.hash = hash
        self.scenarios = scenarios
        self.bytes = bytes
        self.key = key
        self.signature = signature
    }

    /// `release/<provider>/<app>/<version>` of the node's ledger.
    package var stream: String { Self.stream(provider, app, version) }

    package static let prefix = "release/"

    package static func stream(_ provider: RegionCode, _ app: AppID, _ version: Version) -> String {
        "\(prefix)\(provider.text)/\(app.text)/\(version)"
    }
}

/// Where one version of an application stands in the release log.
package struct ReleaseStanding: Hashable, Sendable {
    package let release: LoggedRelease
    package let publishedAt: Moment
    /// Why it is offered no more; nil while it is on offer.
    ///
    /// Those who run it go on.
    package let withdrawn: String?

    package init(release: LoggedRelease, publishedAt: Moment, withdrawn: String? = nil) {
        self.release = release
        self.publishedAt = publishedAt
        self.withdrawn = withdrawn
    }
}

package enum ReleaseCommand: Hashable, Sendable {
    case publish(LoggedRelease)
    case withdraw(reason: String)
}

/// What becomes true of one version of an application.
package enum ReleaseEvent: Hashable, Sendable {
    case published(LoggedRelease)
    case withdrawn(reason: String)
}

/// The events of a command; none where the very same release is in the log already.
package func decide(_ state: ReleaseStanding?, _ command: ReleaseCommand) throws(Rejection) -> [ReleaseEvent] {
    switch command {
    case .publish(let release):
        guard let state else { return [.published(release)] }
        // A version has one content for ever, and one that was withdrawn does not come back.
        guard state.release.hash == release.hash, state.withdrawn == nil else {
            throw .register(.alreadyThere("\(release.app) \(release.version)"))
        }
        return []
    case .withdraw(let reason):
        guard let state else { throw .register(.notThere("rilis")) }
        guard state.withdrawn == nil else { throw .register(.nothingChanges) }
        guard let reason = CleanText.clean(reason, lines: true), !reason.isEmpty,
            reason.count <= Limits.reasonCharactersMax
        else { throw .register(.unreadable("alasan")) }
        return [.withdrawn(reason: reason)]
    }
}

package func evolve(_ state: ReleaseStanding?, _ event: ReleaseEvent, at: Moment) -> ReleaseStanding {
    switch event {
    case .published(let release): return ReleaseStanding(release: release, publishedAt: at)
    case .withdrawn(let reason):
        guard let state else { preconditionFailure("a release is published first") }
        return ReleaseStanding(release: state.release, publishedAt: state.publishedAt, withdrawn: reason)
    }
}

extension ReleaseEvent {
    package var type: String {
        switch self {
        case .published: "release.published"
        case .withdrawn: "release.withdrawn"
        }
    }

    package func fact(in stream: String, at: Moment) -> Fact {
        var writer = FactWriter()
        switch self {
        case .published(let release):
            writer.put("provider", release.provider.text)
            writer.put("app", release.app.text)
            writer.put("version", release.version.description)
            writer.put("hash", release.hash.hex)
            writer.put("scenarios", release.scenarios?.hex)
            writer.put("bytes", release.bytes)
            writer.put("key", release.key)
            writer.put("signature", release.signature)
        case .withdrawn(let reason): writer.put("reason", reason)
        }
        return Fact(ofNode: stream, type, at: at, writer.json)
    }

    package init(fact: Fact) throws(FactFault) {
        let reader = try FactReader(fact.open, type: fact.type)
        switch fact.type {
        case "release.published":
            guard let version = Version(try reader.text("version")) else {
                throw reader.fault("version", "no version")
            }
            self = .published(
                LoggedRelease(
                    provider: try reader.value("provider"),
                    app: try reader.id("app"),
                    version: version,
                    hash: try reader.value("hash"),
                    scenarios: try reader.optional("scenarios"),
                    bytes: try reader.int("bytes"),
                    key: try reader.text("key"),
                    signature: try reader.text("signature")
                )
            )
        case "release.withdrawn": self = .withdrawn(reason: try reader.text("reason"))
        default: throw FactFault(type: fact.type, field: "type", problem: "no event of a release")
        }
    }
}
