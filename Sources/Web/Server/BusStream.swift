import Civic
package import Hummingbird
package import Node

/// A government's bus as server-sent events: a heartbeat at once and every five seconds, each event with its ledger position.
package enum BusStream {
    /// Throws `Fault.busy` when too many streams are open or the node is stopping.
    package static func response(_ request: Request, _ context: GovernmentContext, audience: FrameAudience) throws
        -> Response
    {
        let bus = context.government.bus
        let outside = context.web.node.outside
        let after = EventStream.position(of: request)
        guard let frames = bus.subscribe(audience, after: after, now: outside.now()) else {
            throw Fault.busy(retryAfterSeconds: 5)
        }
        return context.stream(request) { _, writer in
            try await writer.send(event: "heartbeat", id: nil, data: heartbeat(bus.position, at: outside.now()))
            for await frame in frames {
                switch frame.body {
                case .heartbeat:
                    try await writer.send(
                        event: "heartbeat",
                        id: nil,
                        data: heartbeat(frame.sequence, at: outside.now())
                    )
                case .caseChanged, .snapshotNeeded, .streamChanged:
                    try await writer.send(event: frame.body.name, id: frame.sequence, data: frame.json(for: audience))
                }
            }
        }
    }

    /// How far the ledger has come and what time it is here: from both a screen knows how old its figures are.
    private static func heartbeat(_ position: Int64, at now: Moment) -> [UInt8] {
        JSON.object(["position": .int(position), "now": .string(now.rfc3339)]).canonical
    }
}
