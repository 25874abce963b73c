import Civic
import Definition
import Engine
import Exchange
import Node
import Testing

/// The rule without a node: the same agreement on different days, in different states, with its texts tampered with.
@Suite struct EntitlementTests {
    private func file(_ partners: Partners) async throws -> AgreementFile {
        let mou = try await partners.concludeMoU()
        return try partners.file(try await partners.concludePKS(under: mou), partners.karawang)
    }

    private func release(_ partners: Partners) throws -> SignedRelease {
        try #require(try Releases(partners.tangerang).offered().first).release
    }

    @Test func `a line entitles inside its term, with both signatures, on the adopter's side only`() async throws {
        let partners = try await Partners()
        let file = try await file(partners)
        let release = try release(partners)
        let grant = try Entitlements([file], on: "2026-11-24").grant(for: release)
        #expect(
            grant.entitlement == .agreement(number: file.number.text, provider: "36.71", until: file.text.final?.last)
        )
        #expect(code { try Entitlements([], on: "2026-11-24").grant(for: release) } == "entitlement.none")
        #expect(code { try Entitlements([file], on: "2026-11-23").grant(for: release) } == "entitlement.not-yet")
        #expect(code { try Entitlements([file], on: "2027-11-25").grant(for: release) } == "entitlement.over")
        let providers = try partners.file(file.id, partners.tangerang)
        #expect(code { try Entitlements([providers], on: "2026-11-24").grant(for: release) } == "entitlement.none")
    }

    @Test func `another hash needs a later version and the right to upgrade`() async throws {
        let partners = try await Partners()
        let file = try await file(partners)
        let own = try release(partners)
        func other(_ version: Version) -> SignedRelease {
            SignedRelease(provider: "36.71", app: "laksa", version: version, hash: .zero, scenarios: nil, signature: [])
        }
        #expect(
            code { try Entitlements([file], on: "2026-11-24").grant(for: other(own.version)) }
                == "entitlement.other-version"
        )
        #expect(code { try Entitlements([file], on: "2026-11-24").grant(for: other(Version(1, 1, 0))) } == nil)
        let stranger = SignedRelease(
            provider: "32.16",
            app: "laksa",
            version: own.version,
            hash: own.hash,
            scenarios: nil,
            signature: []
        )
        #expect(
            code { try Entitlements([file], on: "2026-11-24").grant(for: stranger) } == "entitlement.other-provider"
        )
    }

    @Test func `a release is signed by its provider, and a changed one is not`() async throws {
        let partners = try await Partners()
        let release = try release(partners)
        #expect(release.isSigned(by: partners.tangerang.signet.publicKey))
        #expect(!release.isSigned(by: partners.karawang.signet.publicKey))
        let changed = SignedRelease(
            provider: release.provider,
            app: release.app,
            version: Version(9, 0, 0),
            hash: release.hash,
            scenarios: release.scenarios,
            signature: release.signature
        )
        #expect(!changed.isSigned(by: partners.tangerang.signet.publicKey))
        #expect(try SignedRelease(json: release.json) == SignedRelease(json: release.json))
    }

    @Test func `a version is released once; other content needs another number`() async throws {
        let partners = try await Partners()
        let laksa = try Given.definition("laksa")
        try await partners.partnership.foundProvider(partners.tangerang, offering: [(laksa, nil)])
        #expect(try Releases(partners.tangerang).known("laksa").count == 1)
        var changed = laksa
        changed.prefix = "LAPOR"
        await #expect(throws: (any Error).self) {
            try await partners.partnership.foundProvider(partners.tangerang, offering: [(changed, nil)])
        }
    }

    @Test func `an annex line of a nationally replaced application needs a written exception`() throws {
        let line = { (exception: String?) in
            NationalNote(system: "e-Kinerja BKN / SIASN", relation: .replaced, exception: exception).isAllowed
        }
        #expect(!line(nil))
        #expect(!line("  "))
        #expect(line("Izin tertulis BKN Nomor 1/2026"))
        #expect(NationalNote(system: "SP4N-LAPOR!", relation: .feeds).isAllowed)
    }
}
