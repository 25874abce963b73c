import Civic
import Engine
import Node
import Store
import Testing

@Suite struct BusTests {
    private let now = Moment(milliseconds: 0)

    private func frame(_ sequence: Int64) -> Frame {
        Frame(sequence: sequence, recorded: now, body: .streamChanged(stream: "staff/x", type: "t"))
    }

    @Test func `an open screen hears of a report after it is durable, with nothing personal in it`() async throws {
        let city = try await City()
        let stream = try #require(city.tangerang.bus.subscribe(.everybody, now: city.world.now))
        let report = try await city.start(["contact_phone": "0812-1111-2222", "contact_name": "Warga Contoh"])
        var frames = stream.makeAsyncIterator()
        let first = try #require(await frames.next())
        #expect(first.sequence == report.receipt.sequence)
        let json = try JSON(parsing: first.publicJSON)
        #expect(json["case"]?["number"]?.string == report.number.text)
        #expect(json["case"]?["category"]?.string == "noise")
        let text = String(decoding: first.json, as: UTF8.self)
        for personal in ["8121111", "Warga Contoh", "Sampah menumpuk", "106.63", report.id.text] {
            #expect(!text.contains(personal))
        }
    }

    @Test func `a case's own page hears of that case alone`() async throws {
        let city = try await City()
        let mine = try await city.start()
        let stream = try #require(city.tangerang.bus.subscribe(.aCase(mine.id), now: city.world.now))
        _ = try await city.start()
        _ = try await city.tangerang.act(mine.number, "verify", version: 1, by: try city.caller("verifikator"))
        city.tangerang.bus.closeAll()
        var states: [StateID] = []
        for await frame in stream {
            if case .caseChanged(let change) = frame.body { states.append(change.to) }
        }
        #expect(states == ["verified"])
    }

    @Test func `a screen that was away resumes at its position without loss or repeat`() async throws {
        let bus = Bus()
        bus.begin(at: 10)
        bus.publish((11...15).map(frame))
        let stream = try #require(bus.subscribe(.staff, after: 12, now: now))
        bus.publish([frame(16)])
        bus.closeAll()
        var heard: [Int64] = []
        for await frame in stream { heard.append(frame.sequence) }
        #expect(heard == [13, 14, 15, 16])
    }

    @Test(arguments: [3, 99] as [Int64])
    func `a screen that was away too long, or knows a future, takes a snapshot`(_ after: Int64) async throws {
        let bus = Bus()
        bus.begin(at: 10)
        bus.publish([frame(11)])
        let stream = try #require(bus.subscribe(.staff, after: after, now: now))
        bus.closeAll()
        var bodies: [FrameBody] = []
        for await frame in stream { bodies.append(frame.body) }
        #expect(bodies == [.snapshotNeeded])
    }

    @Test func `a screen that does not keep up loses frames and is told to take a snapshot`() async throws {
        let bus = Bus()
        let stream = try #require(bus.subscribe(.staff, now: now))
        bus.publish((1...1_000).map(frame))
        var iterator = stream.makeAsyncIterator()
        for _ in 0..<256 { _ = await iterator.next() }
        bus.publish([frame(1_001)])
        #expect(await iterator.next()?.body == .snapshotNeeded)
        bus.publish([frame(1_002)])
        #expect(await iterator.next()?.sequence == 1_002)
    }

    @Test func `closing ends all streams and refuses new ones`() async throws {
        let bus = Bus()
        let stream = try #require(bus.subscribe(.everybody, now: now))
        #expect(bus.listenerCount == 1)
        bus.closeAll()
        for await _ in stream { Issue.record("nothing was published") }
        #expect(bus.subscribe(.everybody, now: now) == nil)
        #expect(bus.listenerCount == 0)
    }
}
