import Civic
import Engine
import Hummingbird
import Node
import Store

/// The demo's test bank and QR network: a page on which the citizen "pays", and the network tells the government by the real
/// signed callback: right and wrong amounts, twice, forged.
struct PaymentSimulator {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("demo/bayar/:channel", use: page)
        government.post("demo/bayar/:channel", use: pay)
    }

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let typed = request.uri.queryParameters["tagihan"].map(String.init) ?? ""
        return try show(context, bill: typed, amount: nil, told: nil)
    }

    private func channel(_ context: GovernmentContext) throws -> PaymentChannel {
        guard context.government.isDemo, let id = try? PaymentChannelID(try context.parameter("channel")),
            let channel = context.government.channel(id), channel.isOpen
        else { throw PageRefusal.notFound }
        return channel
    }

    private func show(_ context: GovernmentContext, bill typed: String, amount: String?, told: View?) throws -> Response
    {
        let channel = try channel(context)
        let row = try (try? BillNumber(typed)).flatMap { number in
            try context.government.database.read { try Bills.bill(number, on: $0) }
        }
        let owed = row.map { $0.amount - $0.credited }
        return try context.page(
            "portal/simulator",
            title: channel.name,
            [
                "name": channel.name, "bill": typed, "told": told,
                "amount": amount ?? owed.map { "\($0.amount)" } ?? "",
                "owed": owed.map { context.text("money.simulator.owed", ["amount": context.formats.money($0)]) },
                "action": context.path("demo/bayar/\(channel.id.text)"),
                "case": row.map { context.path("lacak/\($0.caseNumber.text)") },
            ],
            PageOptions(isPersonal: true)
        )
    }

    @Sendable func pay(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let channel = try channel(context)
        let form = try await context.form(request)
        let (bill, typed, how) = (form["bill"] ?? "", form["amount"] ?? "", form["how"] ?? "")
        guard let amount = try? Rupiah(typed: typed), amount > .zero else {
            let wrong = notice("late", context.text("money.simulator.amount-wrong"), context)
            return try show(context, bill: bill, amount: typed, told: wrong)
        }
        let outside = context.web.node.outside
        let news = PaymentNews(
            bill: bill,
            amount: amount,
            reference: "SIM" + outside.token(bytes: 10).uppercased(),
            paidAt: context.now
        )
        let body = news.json(of: context.government.code).canonical
        var headers = context.government.seal(of: channel).headers(id: news.reference, at: context.now, body: body)
        headers["Content-Type"] = "application/json"
        headers["Accept-Language"] = context.language.rawValue
        if how == "forged" { headers["webhook-signature"] = "v1,AAAA" }
        let errand = Errand(
            url: Self.here(request, context) + context.path("api/v1/payments/\(channel.id.text)"),
            headers: headers,
            body: body
        )
        var answer = try await outside.send(errand)
        if how == "repeat" { answer = try await outside.send(errand) }
        let result = (try? JSON(parsing: answer.body))?["result"]?.string
        let words = result.flatMap { PaymentOutcome(rawValue: $0)?.name.text(context.language) } ?? result ?? ""
        let text = context.text(
            "money.simulator.told",
            ["status": "\(answer.status)", "result": words, "reference": news.reference]
        )
        return try show(
            context,
            bill: bill,
            amount: nil,
            told: notice(answer.isAccepted ? "done" : "late", text, context)
        )
    }

    /// This node as the machine itself reaches it: the demo may listen on any port.
    private static func here(_ request: Request, _ context: GovernmentContext) -> String {
        let port = request.head.authority?.split(separator: ":").last.flatMap { Int($0) }
        return port.map { "http://localhost:\($0)" } ?? context.web.node.settings.baseURL
    }

    private func notice(_ tone: String, _ text: String, _ context: GovernmentContext) -> View {
        ["tone": tone, "icon": tone == "done" ? "check" : "warning", "title": nil, "text": text]
    }
}
