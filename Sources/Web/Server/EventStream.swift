import Foundation
import Hummingbird

/// Writes server-sent events (WHATWG HTML §9.2) to one client; a write fails as soon as the client is known to be gone.
package struct EventWriter {
    private var out: any ResponseBodyWriter

    init(_ out: any ResponseBodyWriter) { self.out = out }

    /// One event.
    ///
    /// `id` is a ledger position, what the client sends back as `Last-Event-ID`; `data` must be one line (canonical
    /// JSON is).
    @concurrent package mutating func send(event: String, id: Int64?, data: [UInt8]) async throws {
        try await out.write(ByteBuffer(bytes: EventWriter.event(event, id: id, data: data)))
    }

    /// Tells the browser how long to wait before it comes back.
    @concurrent mutating func open(retryMilliseconds: Int) async throws {
        try await out.write(ByteBuffer(string: "retry: \(retryMilliseconds)\n\n"))
    }

    @concurrent consuming func finish() async throws { try await out.finish(nil) }

    static func event(_ name: String, id: Int64?, data: [UInt8]) -> [UInt8] {
        var bytes = Array("event: \(name)\n".utf8)
        if let id { bytes += Array("id: \(id)\n".utf8) }
        bytes += Array("data: ".utf8)
        for byte in data where byte != 10 && byte != 13 { bytes.append(byte) }
        bytes += [10, 10]
        return bytes
    }
}

/// A stream's answer and the position from which the client goes on.
enum EventStream {
    /// `Last-Event-ID` wins over `?after=`: the browser sends the former by itself when it comes back.
    static func position(of request: Request) -> Int64? {
        let header = request.headers[named: "Last-Event-ID"]
        let typed = header ?? request.uri.queryParameters["after"].map(String.init)
        return typed.flatMap(Int64.init).flatMap { $0 >= 0 ? $0 : nil }
    }

    /// The answer whose body is written by `write` until it returns or the client is gone.
    static func response(_ write: @escaping @Sendable @concurrent (inout EventWriter) async throws -> Void) -> Response
    {
        let body = ResponseBody { out in
            var writer = EventWriter(out)
            try await writer.open(retryMilliseconds: 2_000)
            try await write(&writer)
            try await writer.finish()
        }
        var response = Response(
            status: .ok,
            headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
            body: body
        )
        // A proxy that collects the answer would hold every event back.
        response.headers[named: "X-Accel-Buffering"] = "no"
        return response
    }
}
