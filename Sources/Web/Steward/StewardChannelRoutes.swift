import Civic
import Engine
import Hummingbird
import Node

/// How the government is paid: payment channels, where they are told of bills, and the secret that each shares with its bank.
struct StewardChannelRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("kelola/pembayaran", use: page)
        government.post("kelola/pembayaran", use: change)
    }

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try show(context, Form(), error: nil)
    }

    private func show(_ context: GovernmentContext, _ typed: Form, error: (any Error)?) throws -> Response {
        let page = try StewardPage(context)
        let rows: [View] = context.government.channels.map { channel in
            [
                "id": channel.id.text, "name": channel.name, "kind": channel.kind.rawValue,
                "address": channel.address, "generation": "\(channel.generation)", "isOpen": channel.isOpen,
                "callback": context.web.node.settings.baseURL + context.path("api/v1/payments/\(channel.id.text)"),
                "secret": context.government.seal(of: channel).shown,
            ]
        }
        return try page.response(
            "steward/channels",
            part: "pembayaran",
            title: context.text("money.channels.title"),
            [
                "channels": rows, "action": context.path("kelola/pembayaran"), "isNewOpen": error != nil,
                "typedID": typed["id"] ?? "", "typedName": typed["name"] ?? "", "typedAddress": typed["address"] ?? "",
            ],
            error: error
        )
    }

    /// Adds a channel, closes or opens it, or renews its secret.
    @Sendable func change(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let page = try StewardPage(context)
        let form = try await context.form(request)
        return try await page.change(to: "kelola/pembayaran") {
            let id = try PaymentChannelID((form["id"] ?? "").filter { !$0.isWhitespace })
            let old = context.government.channel(id)
            let renews = form["renew"] == "1"
            let channel = PaymentChannel(
                id: id,
                name: form["name"] ?? old?.name ?? "",
                kind: form["kind"].flatMap { PaymentChannel.Kind(rawValue: $0) } ?? old?.kind ?? .bank,
                address: form["address"] ?? old?.address ?? "",
                generation: (old?.generation ?? 1) + (renews ? 1 : 0),
                isOpen: form["open"].map { $0 == "1" } ?? old?.isOpen ?? true
            )
            try await context.government.change(.setChannel(channel), by: context.caller)
        } refused: {
            try show(context, form, error: $0)
        }
    }
}
