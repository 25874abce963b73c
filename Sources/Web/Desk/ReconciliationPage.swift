import Civic
import Engine
import Hummingbird
import Node
import Store

/// The bank's file of a day beside the ledger: pasted or chosen, compared, and told line by line; the same as CSV.
enum ReconciliationPage {
    @Sendable static func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try show(context, Form(), nil, error: nil)
    }

    @Sendable static func upload(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try Permissions.require(.treasury, context.caller, now: context.now)
        let form = try await context.form(request)
        do {
            let channel = try PaymentChannelID(form["channel"] ?? "")
            let lines = try Reconciliation.lines(of: form["lines"] ?? "")
            let day = try CivilDate(iso: form["day"] ?? "")
            if form["book"] == "1" { try await book(lines, channel, context) }
            let report = Reconciliation(file: lines, ledger: try ledger(channel, day, context))
            if form["as"] == "csv" {
                return context.download(
                    Array(report.csv.utf8),
                    type: "text/csv; charset=utf-8",
                    name: "rekonsiliasi-\(channel.text)-\(day.iso).csv"
                )
            }
            return try show(context, form, report, error: nil)
        } catch let unreadable as Reconciliation.Unreadable {
            return try show(context, form, nil, error: unreadable.text.text(context.language))
        } catch let error where error is Rejection || error is Refusal || error is CivicError {
            return try show(context, form, nil, error: try TreasuryRoutes.message(error, context))
        }
    }

    /// What the bank has and we have not becomes a payment now, with the bank's own reference.
    private static func book(
        _ lines: [Reconciliation.Line],
        _ channel: PaymentChannelID,
        _ context: GovernmentContext
    ) async throws {
        for line in lines where StrayPayment.isReference(line.reference) {
            let news = PaymentNews(
                bill: line.bill,
                amount: line.amount,
                reference: line.reference,
                paidAt: line.paidAt
            )
            _ = try await context.government.take(news, through: channel, by: context.caller)
        }
    }

    private static func ledger(
        _ channel: PaymentChannelID,
        _ day: CivilDate,
        _ context: GovernmentContext
    ) throws -> [PaymentRow] {
        let from = day.start(in: context.zone)
        return try context.government.database.read {
            try Bills.payments(
                channel,
                from: from,
                until: day.adding(days: 1).start(in: context.zone),
                limit: Limits.reconciledRowsMax,
                on: $0
            )
        }
    }

    private static func show(
        _ context: GovernmentContext,
        _ form: Form,
        _ report: Reconciliation?,
        error: String?
    ) throws -> Response {
        try Permissions.require(.treasury, context.caller, now: context.now)
        let money = { (amount: Rupiah?) in amount.map { context.formats.money($0) } ?? "–" }
        let chosen = form["channel"]
        let channels: [View] = context.government.channels.map {
            ["id": $0.id.text, "name": $0.name, "isChosen": $0.id.text == chosen]
        }
        let rows: [View] = (report?.rows ?? []).map {
            [
                "what": $0.difference.name.text(context.language), "reference": $0.reference, "bill": $0.bill,
                "bank": money($0.atBank), "ledger": money($0.inLedger),
            ]
        }
        let summary = report.map {
            context.text(
                "money.reconcile.summary",
                [
                    "lines": "\($0.lines)", "matched": "\($0.matched)", "bank": money($0.bankTotal),
                    "ledger": money($0.ledgerTotal),
                ]
            )
        }
        return try context.page(
            "desk/reconciliation",
            title: context.text("money.reconcile.title"),
            [
                "channels": channels, "day": form["day"] ?? context.now.date(in: context.zone).iso,
                "lines": form["lines"] ?? "", "action": context.path("petugas/bendahara/rekonsiliasi"),
                "back": context.path("petugas/bendahara"), "hasReport": report != nil, "summary": summary,
                "rows": rows, "isClean": report?.isClean ?? false, "hasRows": !rows.isEmpty,
                "hasProblems": error != nil,
                "problems": error.map { [["href": "#lines", "text": $0] as View] } ?? [View](),
            ],
            TreasuryRoutes.options(context, status: error == nil ? .ok : .unprocessableContent)
        )
    }
}
