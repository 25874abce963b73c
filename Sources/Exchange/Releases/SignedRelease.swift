package import Civic
package import Definition
import Node

/// An application in one version as a provider government offers it: immutable, named by its hash, signed by the provider.
///
/// The signature (Ed25519) is over the canonical bytes of `statement`, with the government's own key.
package struct SignedRelease: Hashable, Sendable {
    package let provider: RegionCode
    package let app: AppID
    package let version: Version
    /// Hash of the definition's canonical tree.
    package let hash: Digest
    /// SHA-256 of the scenarios that travel with it; nil: none.
    package let scenarios: Digest?
    package let signature: [UInt8]
    package let publishedAt: Moment?

    package init(
        provider: RegionCode,
        app: AppID,
        version: Version,
        hash: Digest,
        scenarios: Digest?,
        signature: [UInt8],
        publishedAt: Moment? = nil
    ) {
        self.provider = provider
        self.app = app
        self.version = version
        self.hash = hash
        self.scenarios = scenarios
        self.signature = signature
        self.publishedAt = publishedAt
    }

    /// What the provider signs.
    package static func statement(
        provider: RegionCode,
        app: AppID,
        version: Version,
        hash: Digest,
        scenarios: Digest?
    ) -> JSON {
        .members([
            ("v", 1), ("provider", .string(provider.text)), ("app", .string(app.text)),
            ("version", .string(version.description)), ("hash", .string(hash.hex)),
            ("scenarios", scenarios.map { .string($0.hex) }),
        ])
    }

    package var statement: JSON {
        Self.statement(provider: provider, app: app, version: version, hash: hash, scenarios: scenarios)
    }

    package var json: JSON {
        ["statement": statement, "signature": .string(hexText(signature))]
    }

    package init(json: JSON, publishedAt: Moment? = nil) throws(Wrong) {
        let members = try JSONMembers(json["statement"], "release")
        guard let app = try? AppID(try members.text("app")), let version = Version(try members.text("version")),
            let signature = json["signature"]?.string.flatMap({ hexBytes($0) })
        else { throw JSONMembers.broken("release") }
        self.init(
            provider: try members.region("provider"),
            app: app,
            version: version,
            hash: try members.digest("hash"),
            scenarios: members.has("scenarios") ? try members.digest("scenarios") : nil,
            signature: signature,
            publishedAt: publishedAt
        )
        guard statement == json["statement"] else { throw JSONMembers.broken("release") }
    }

    /// Whether the provider's key made the signature.
    package func isSigned(by key: [UInt8]) -> Bool {
        Signet.verify(signature, of: statement.canonical, publicKey: key)
    }
}
