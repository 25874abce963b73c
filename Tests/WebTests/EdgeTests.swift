import Civic
import Engine
import Foundation
import Node
import Testing

@testable import Web

@Suite struct EdgeTests {
    private func texts() throws -> Texts { try Pages(site: Place.site).texts(.id) }

    @Test(arguments: [
        ("en-GB,en;q=0.9", Language.en), ("id,en;q=0.5", .id), ("fr,en;q=0.3,id;q=0.8", .id), ("", .id), ("de", .id),
        ("en;q=0", .id),
    ])
    func `the browser's first language that we speak is taken`(_ header: String, _ language: Language) {
        #expect(Recognition.preferred(header) == language)
    }

    @Test func `a rejection becomes a problem document that names its fields`() throws {
        let rejection = Rejection.invalid([FieldProblem(field: "description", label: "Uraian", cause: .missing)])
        let problem = Problem.of(rejection, texts: try texts(), requestID: "r1")
        let document = problem.document(instance: "/x", requestID: "r1")
        #expect(document["status"]?.int == 422)
        #expect(document["errors"]?[0]?["field"]?.string == "description")
        #expect(document["type"]?.string == "/masalah/case.invalid" && document["instance"]?.string == "/x")
        #expect(document["title"]?.string?.isEmpty == false && document["detail"]?.string?.isEmpty == false)
    }

    @Test func `a stale version says which is current`() throws {
        let problem = Problem.of(
            Rejection.staleVersion(yours: 1, current: 3, state: "Ditangani"),
            texts: try texts(),
            requestID: "r"
        )
        #expect(problem.status == 409 && problem.more["current"] == 3 && problem.more["yours"] == 1)
    }

    @Test func `what we do not know is a fault with its number and nothing of its inside`() throws {
        struct Inner: Error { let secret = "0812" }
        let problem = Problem.of(Inner(), texts: try texts(), requestID: "abc123")
        #expect(problem.isFault && problem.status == 500)
        #expect(problem.detail.contains("abc123") && !problem.detail.contains("0812"))
    }

    @Test func `busy says when to come back`() throws {
        let problem = Problem.of(Fault.busy(retryAfterSeconds: 2), texts: try texts(), requestID: "r")
        #expect(problem.status == 503 && problem.retryAfterSeconds == 2 && !problem.isFault)
    }

    @Test(arguments: [("https://x.id/a/b?c=1", "/a/b?c=1"), ("https://x.id//evil", nil), ("javascript:alert(1)", nil)])
    func `one goes back only to a path of ours`(_ address: String, _ path: String?) {
        #expect(Refused.ownPath(address) == path)
    }

    @Test func `an event is one line of data with its position`() {
        let bytes = EventWriter.event("case", id: 7, data: Array("{\"a\":1}\n".utf8))
        #expect(String(decoding: bytes, as: UTF8.self) == "event: case\nid: 7\ndata: {\"a\":1}\n\n")
    }

    @Test func `the limiter counts in windows and forgets`() async {
        let limiter = RateLimiter()
        let start = Moment(milliseconds: 0)
        for _ in 0..<3 { #expect(await limiter.use("a", limit: 3, window: .minutes(1), now: start) == nil) }
        #expect(await limiter.use("a", limit: 3, window: .minutes(1), now: start + .seconds(20)) == 40)
        #expect(await limiter.use("b", limit: 3, window: .minutes(1), now: start) == nil)
        #expect(await limiter.use("a", limit: 3, window: .minutes(1), now: start + .minutes(1)) == nil)
    }

    @Test func `gzip gives back what went in`() throws {
        let bytes = Array(String(repeating: "Lumbung menampung padi. ", count: 400).utf8)
        let small = try #require(Gzip.compress(bytes))
        #expect(small.count < bytes.count / 10 && small.prefix(2) == [0x1F, 0x8B])
        // The last four bytes are the length, little endian (RFC 1952 §2.3.1).
        #expect(small.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) } == bytes.count)
    }

    @Test func `a browser keeps twenty secret links, the newest last`() {
        var held = HeldCases("")
        let ids = (0..<25).map { CaseID(random: (UInt64($0), 1)) }
        for id in ids { held.add(id, key: "k") }
        held.add(ids[10], key: "neu")
        let read = HeldCases(held.cookie)
        #expect(read == held && read.pairs.count == 20 && read.pairs.last?.key == "neu")
        #expect(HeldCases("kaputt~x.y~").pairs.isEmpty)
    }
}

@Suite struct DrawingTests {
    @Test func `a qr code has its fixed patterns and the size of its version`() throws {
        let code = try QRCode("https://layanan.example/tangerang/lacak/LAKSA-2026-000123?k=abcdefghjkmnpqrstvwxyz")
        let side = code.modules.count
        #expect((side - 17) % 4 == 0 && side >= 33)
        for (x, y) in [(0, 0), (side - 7, 0), (0, side - 7)] {
            #expect(
                code.modules[y][x] && code.modules[y + 3][x + 3] && !code.modules[y + 1][x + 1]
                    && code.modules[y + 6][x + 6]
            )
        }
        #expect((8..<side - 8).allSatisfy { code.modules[6][$0] == ($0 % 2 == 0) })
        #expect(throws: QRCode.TooLong.self) { try QRCode(String(repeating: "x", count: 300)) }
    }

    /// ISO/IEC 18004 annex I: the error correction of "01234567" in version 1-M.
    @Test func `the error correction of the standard's example comes out`() {
        let data: [UInt8] = [
            0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11,
        ]
        #expect(ReedSolomon.remainder(data, count: 10) == [0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55])
    }

    @Test(arguments: [(0, 5), (4, 5), (6, 10), (11, 20), (38, 50), (51, 100), (201, 500)])
    func `the top of a chart is a round number`(_ highest: Int, _ top: Int) { #expect(Chart.niceTop(highest) == top) }

    @Test func `a simplified line stays within its tolerance and keeps its corners`() throws {
        let ring =
            try (0..<200).map {
                try GeoPoint(latitude: -6 + (($0 % 2 == 0) ? 0.00001 : 0), longitude: 106 + Double($0) * 0.0001)
            }
            + [try GeoPoint(latitude: -6.1, longitude: 106.02), try GeoPoint(latitude: -6.1, longitude: 106)]
        let simple = Simplified.ring(ring, metres: 15)
        #expect(simple.count < 12 && simple.contains(ring[200]) && simple.contains(ring[201]))
    }
}
