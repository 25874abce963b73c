import Civic
import Definition
import Engine
import Testing

/// What a node's own ledger says: governments, releases, neighbours.
@Suite struct NodeFactTests {
    private let at = Moment(milliseconds: 1_795_491_000_000)
    private let tangerang: RegionCode = "36.71"
    private let key = String(repeating: "ab", count: 32)

    private func release(_ version: Version = Version(1, 0, 0), hash: UInt8 = 1) throws -> LoggedRelease {
        LoggedRelease(
            provider: tangerang,
            app: "laksa",
            version: version,
            hash: try #require(Digest(Array(repeating: hash, count: 32))),
            scenarios: nil,
            bytes: 26_399,
            key: key,
            signature: String(repeating: "cd", count: 64)
        )
    }

    @Test func `every fact of a node is read back as it was written`() throws {
        let hostings: [HostingEvent] = [.takenIn(slug: "tangerang", name: "Kota Tangerang"), .renamed("Kota T"), .left]
        for event in hostings {
            #expect(try HostingEvent(fact: event.fact(of: tangerang, at: at)) == event)
            #expect(HostingEvent.code(stream: event.fact(of: tangerang, at: at).stream) == tangerang)
        }
        let release = try release()
        for event in [ReleaseEvent.published(release), .withdrawn(reason: "Salah tenggat.")] {
            #expect(try ReleaseEvent(fact: event.fact(in: release.stream, at: at)) == event)
        }
        let neighbours: [NeighbourEvent] = [
            .added(address: "https://a.example/x", key: key), .changed(address: "https://b.example/x", key: key),
            .removed,
        ]
        for event in neighbours {
            #expect(try NeighbourEvent(fact: event.fact(of: "32.15", at: at)) == event)
            #expect(event.fact(of: "32.15", at: at).closed.isEmpty)
        }
        #expect(release.stream == "release/36.71/laksa/1.0.0")
    }

    @Test func `a government is taken in once, leaves once, and comes back under its own address only`() throws {
        let arrival = HostingCommand.takeIn(slug: "tangerang", name: "Kota Tangerang")
        var state: HostedGovernment?
        func take(_ command: HostingCommand) throws -> [HostingEvent] {
            let events = try decide(state, command, on: tangerang)
            for event in events { state = evolve(state, event, of: tangerang) }
            return events
        }
        #expect(throws: Rejection.self) { try take(.leave) }
        #expect(try take(arrival).count == 1)
        #expect(try take(arrival).isEmpty)
        #expect(try take(.takeIn(slug: "tangerang", name: "Kota Tangerang Raya")) == [.renamed("Kota Tangerang Raya")])
        #expect(throws: Rejection.register(.alreadyThere("tangerang"))) {
            try take(.takeIn(slug: "lain", name: "Kota Tangerang"))
        }
        #expect(try take(.leave) == [.left])
        #expect(state?.isHere == false)
        #expect(throws: Rejection.register(.nothingChanges)) { try take(.leave) }
        #expect(try take(arrival).count == 1)
        #expect(state == HostedGovernment(code: tangerang, slug: "tangerang", name: "Kota Tangerang"))
    }

    @Test func `a version has one content for ever, and one that was withdrawn does not come back`() throws {
        let first = try release()
        let published = try decide(nil, .publish(first))
        let standing = evolve(nil, try #require(published.first), at: at)
        #expect(try decide(standing, .publish(first)).isEmpty)
        let other = try release(hash: 2)
        #expect(throws: Rejection.self) { try decide(standing, .publish(other)) }
        #expect(throws: Rejection.self) { try decide(standing, .withdraw(reason: "  ")) }
        let withdrawn = try decide(standing, .withdraw(reason: "Salah"))
        let gone = evolve(standing, try #require(withdrawn.first), at: at)
        #expect(gone.withdrawn == "Salah")
        #expect(gone.publishedAt == at)
        #expect(throws: Rejection.self) { try decide(gone, .publish(first)) }
        #expect(throws: Rejection.self) { try decide(gone, .withdraw(reason: "Lagi")) }
        #expect(throws: Rejection.self) { try decide(nil as ReleaseStanding?, .withdraw(reason: "Salah")) }
    }

    @Test(arguments: ["ftp://a.example", "https://", "a.example/x", "https://a.example/ x", "https://a.example/é"])
    func `a neighbour has an address that can be asked`(_ address: String) {
        #expect(throws: Rejection.register(.unreadable(address))) {
            try decide(nil, .keep(address: address, key: key), on: "32.15")
        }
    }

    @Test func `a neighbour is kept, changed and removed, and a repeat changes nothing`() throws {
        let code: RegionCode = "32.15"
        let keep = NeighbourCommand.keep(address: "https://a.example/karawang/", key: key.uppercased())
        let events = try decide(nil, keep, on: code)
        let added = try #require(events.first)
        #expect(added == .added(address: "https://a.example/karawang", key: key))
        let neighbour = evolve(nil, added, of: code)
        #expect(try decide(neighbour, keep, on: code).isEmpty)
        let moved = try decide(neighbour, .keep(address: "https://b.example/karawang", key: key), on: code)
        #expect(moved == [.changed(address: "https://b.example/karawang", key: key)])
        let gone = try decide(neighbour, .remove, on: code)
        #expect(gone == [.removed])
        #expect(evolve(neighbour, .removed, of: code) == nil)
        #expect(throws: Rejection.self) { try decide(nil, .remove, on: code) }
        #expect(throws: Rejection.self) { try decide(nil, .keep(address: "https://a.example", key: "ab"), on: code) }
    }
}
