import Civic
import Hummingbird
import LiveRoom
import Node

/// The stream of the LIVE Room: figures whenever something happened, a heartbeat every five seconds (live-room.md §2.6).
///
/// Every frame holds the whole state with final values, so resuming at a position is getting the newest frame; a screen that
/// knows more than the server (a restored backup, another government) gets it as `snapshot` and forgets what it had.
struct RoomStream {
    let feed: RoomFeed
    let texts: Texts
    let map: MapFrame?
    let outside: Outside

    func response(_ request: Request, _ context: GovernmentContext) throws -> Response {
        let bus = feed.government.bus
        guard let frames = bus.subscribe(.staff, now: outside.now()) else { throw Fault.busy(retryAfterSeconds: 5) }
        return context.stream(request) { after, writer in
            let first = try await posted(atLeast: bus.position)
            let isAhead = after.map { $0 > first.room.position } ?? false
            try await writer.send(
                event: isAhead ? "snapshot" : "figures",
                id: first.room.position,
                data: figures(first)
            )
            try await writer.send(event: "heartbeat", id: nil, data: beat(first))
            var serial = first.serial
            for await frame in frames {
                let latest = try await posted(atLeast: frame.sequence)
                if latest.serial != serial {
                    serial = latest.serial
                    try await writer.send(event: "figures", id: latest.room.position, data: figures(latest))
                }
                if case .heartbeat = frame.body {
                    try await writer.send(event: "heartbeat", id: nil, data: beat(latest))
                }
            }
        }
    }

    /// The figures at a position, waiting out the half second that frames are gathered.
    private func posted(atLeast position: Int64) async throws -> CityBoard.Posted {
        while true {
            switch try feed.board.latest(atLeast: position) {
            case .posted(let posted): return posted
            case .wait(let rest): try await Task.sleep(for: rest)
            }
        }
    }

    private func figures(_ posted: CityBoard.Posted) throws -> [UInt8] {
        try feed.bytes(posted, texts: texts, map: map, isPublic: false)
    }

    /// Position, server time, and two counts: a screen that missed something sees the difference.
    private func beat(_ posted: CityBoard.Posted) -> [UInt8] {
        let beat: JSON = [
            "position": .int(posted.room.position), "now": .string(outside.now().rfc3339),
            "open": .int(Int64(posted.room.total.open)), "overdue": .int(Int64(posted.room.total.overdue)),
        ]
        return beat.canonical
    }
}
