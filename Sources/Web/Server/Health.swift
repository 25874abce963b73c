import Civic
import Foundation
import Hummingbird
import Node
import Store
import Synchronization

/// Requests by route and status, and how long they took: what `/metrics` prints.
final class RequestCounts: Sendable {
    private struct Line {
        var count = 0
        var seconds = 0.0
    }

    private struct Key: Hashable {
        let route: String
        let status: Int
    }

    private let lines = Mutex<[Key: Line]>([:])

    func add(route: String, status: Int, took: Duration) {
        lines.withLock { lines in
            var line = lines[Key(route: route, status: status)] ?? Line()
            line.count += 1
            line.seconds += Double(took.components.attoseconds) / 1e18 + Double(took.components.seconds)
            lines[Key(route: route, status: status)] = line
        }
    }

    /// Prometheus text format 0.0.4.
    var text: String {
        let sorted = lines.withLock { $0 }.sorted { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }
        var out = "# HELP lumbung_requests_total Requests answered.\n# TYPE lumbung_requests_total counter\n"
        for (key, line) in sorted {
            out += "lumbung_requests_total{route=\"\(key.route)\",status=\"\(key.status)\"} \(line.count)\n"
        }
        out +=
            "# HELP lumbung_request_seconds_total Time spent answering.\n# TYPE lumbung_request_seconds_total counter\n"
        for (key, line) in sorted {
            out += "lumbung_request_seconds_total{route=\"\(key.route)\",status=\"\(key.status)\"} \(line.seconds)\n"
        }
        return out
    }
}

/// Liveness, readiness, metrics, and the files of the site.
struct HealthRoutes {
    func add(to node: RouterGroup<NodeContext>) {
        node.get("healthz") { _, context in context.json(["status": "alive"], keep: .never) }
        node.get("readyz", use: ready)
        node.get("metrics", use: metrics)
        node.get("aset/:hash/**", use: asset)
    }

    /// Ready when every government's ledger answers.
    @Sendable func ready(_ request: Request, _ context: NodeContext) async throws -> Response {
        for government in context.web.node.governments { _ = try government.ledger.head() }
        return context.json(
            ["status": "ready", "governments": .int(Int64(context.web.node.governments.count))],
            keep: .never
        )
    }

    @Sendable func metrics(_ request: Request, _ context: NodeContext) async throws -> Response {
        var text = context.web.counts.text
        text += "# HELP lumbung_ledger_entries Entries in a government's ledger.\n# TYPE lumbung_ledger_entries gauge\n"
        for government in context.web.node.governments {
            text +=
                "lumbung_ledger_entries{government=\"\(government.profile.code.text)\"} \(try government.ledger.head().size)\n"
        }
        text += "# HELP lumbung_streams_open Open streams of server-sent events.\n# TYPE lumbung_streams_open gauge\n"
        for government in context.web.node.governments {
            text +=
                "lumbung_streams_open{government=\"\(government.profile.code.text)\"} \(government.bus.listenerCount)\n"
        }
        return Answer.bytes(
            Array(text.utf8),
            type: "text/plain; version=0.0.4; charset=utf-8",
            keep: .never,
            gzip: context.visit.acceptsGzip
        )
    }

    /// A file of the site; an old hash is answered with the present file, not to be kept: a page from before an update still works.
    @Sendable func asset(_ request: Request, _ context: NodeContext) async throws -> Response {
        let assets = context.web.pages.assets
        let path = context.parameters.getCatchAll().joined(separator: "/")
        guard let asset = assets.files[path] else { throw PageRefusal.notFound }
        let keep: Answer.Keep = context.parameters.get("hash") == assets.hash ? .forEver : .ask
        return Answer.bytes(
            asset.bytes,
            type: asset.type,
            keep: keep,
            gzip: context.visit.acceptsGzip,
            compressed: asset.compressed
        )
    }
}
