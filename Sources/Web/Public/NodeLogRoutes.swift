import Hummingbird
import Node

/// The public log of the node itself: which governments it serves and which releases they offer, for everybody to verify.
///
/// Addresses outside every government: `/data/ledger/checkpoint`, `/data/ledger/tile/…`, `/data/ledger/records/…`,
/// `/data/ledger/vkey`.
struct NodeLogRoutes {
    func add(to node: RouterGroup<NodeContext>) {
        node.get("data/ledger/vkey") { _, context in LogAnswer.key(of: context.web.node.ledger.publisher) }
        node.get("data/ledger/**") { _, context in
            try LogAnswer.file(
                context.parameters.getCatchAll().joined(separator: "/"),
                of: context.web.node.ledger.publisher
            )
        }
    }
}

/// Files of a public log as answers, the same for governments and for the node.
enum LogAnswer {
    /// What outsiders check the log's signatures with.
    static func key(of publisher: Publisher) -> Response {
        let text = publisher.verifierKey + "\n"
        return openly(
            Answer.bytes(Array(text.utf8), type: "text/plain; charset=utf-8", keep: .seconds(3_600), gzip: false)
        )
    }

    /// Checkpoint, tiles, entry bundles and records, as C2SP tlog-tiles lays them out.
    static func file(_ path: String, of publisher: Publisher) throws -> Response {
        guard let bytes = publisher.file(path) else { throw PageRefusal.notFound }
        let isFinal = path.hasPrefix("tile/") && !path.contains(".p/")
        let type =
            path == "checkpoint"
            ? "text/plain; charset=utf-8" : path.hasSuffix(".jsonl") ? "application/jsonl" : "application/octet-stream"
        return openly(Answer.bytes(bytes, type: type, keep: isFinal ? .forEver : .seconds(5), gzip: false))
    }

    /// Open data may be read by any page on the web.
    static func openly(_ response: Response) -> Response {
        var response = response
        response.headers[.accessControlAllowOrigin] = "*"
        return response
    }
}
