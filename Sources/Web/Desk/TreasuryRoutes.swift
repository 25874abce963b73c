import Civic
import Engine
import Hummingbird
import Node
import Store

/// The receiving treasurer's desk: bills, payments that fit none, money to give back, the bank's file of a day.
struct TreasuryRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("petugas/bendahara", use: page)
        government.post("petugas/bendahara/loket", use: counter)
        government.post("petugas/bendahara/kembali/:bill", use: refund)
        government.post("petugas/bendahara/tanpa-tagihan/:channel/:reference", use: settle)
        government.get("petugas/bendahara/rekonsiliasi", use: ReconciliationPage.page)
        government.post("petugas/bendahara/rekonsiliasi", use: ReconciliationPage.upload)
    }

    // MARK: The page

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let phase = request.uri.queryParameters["keadaan"].flatMap { BillRow.Phase(rawValue: String($0)) } ?? .open
        let key = request.uri.queryParameters["setelah"].flatMap { Self.key(String($0)) }
        return try show(context, phase, after: key, error: nil)
    }

    private static func key(_ text: String) -> (due: CivilDate, number: BillNumber)? {
        let parts = text.split(separator: "_").map(String.init)
        guard parts.count == 2, let due = try? CivilDate(iso: parts[0]), let number = try? BillNumber(parts[1]) else {
            return nil
        }
        return (due, number)
    }

    private func show(
        _ context: GovernmentContext,
        _ phase: BillRow.Phase = .open,
        after key: (due: CivilDate, number: BillNumber)? = nil,
        error: (any Error)?
    ) throws -> Response {
        try Permissions.require(.treasury, context.caller, now: context.now)
        let limit = Limits.rowsPerPage
        let (bills, refunds, strays) = try context.government.database.read { connection in
            (
                try Bills.bills(phase, after: key, limit: limit, on: connection),
                try Bills.refunds(limit: limit, on: connection), try Bills.strays(limit: limit, on: connection)
            )
        }
        let base = context.path("petugas/bendahara")
        let next = bills.count == limit ? bills.last.map { "\($0.due.iso)_\($0.number.text)" } : nil
        let message = try error.map { try Self.message($0, context) }
        let tabs: [View] = BillRow.Phase.allCases.map { one in
            [
                "name": context.text("money.desk.phase-\(one.rawValue)"), "href": base + "?keadaan=\(one.rawValue)",
                "isCurrent": one == phase,
            ]
        }
        return try context.page(
            "desk/treasury",
            title: context.text("money.desk.title"),
            [
                "tabs": tabs, "bills": bills.map { view($0, context) }, "noBills": bills.isEmpty,
                "next": next.map { base + "?keadaan=\(phase.rawValue)&setelah=\($0)" },
                "refunds": refunds.map { refund($0, base, context) }, "noRefunds": refunds.isEmpty,
                "strays": strays.map { stray($0, base, context) }, "noStrays": strays.isEmpty,
                "counter": base + "/loket", "reconcile": base + "/rekonsiliasi",
                "hasProblems": message != nil,
                "problems": message.map { [["href": nil, "text": $0] as View] } ?? [View](),
                "done": context.visit.query == "berhasil=1" && message == nil
                    ? ["tone": "done", "icon": "check", "title": nil, "text": context.text("money.desk.done")] as View
                    : nil,
            ],
            Self.options(context, status: message == nil ? .ok : .unprocessableContent)
        )
    }

    static func options(_ context: GovernmentContext, status: HTTPResponse.Status = .ok) -> PageOptions {
        .desk(
            context,
            status: status,
            isWide: true
        )
    }

    private func view(_ bill: BillRow, _ context: GovernmentContext) -> View {
        let isLate = bill.phase == .open && bill.due < context.now.date(in: context.zone)
        return [
            "number": bill.number.grouped, "case": bill.caseNumber.text, "app": bill.app.text,
            "href": context.path("petugas/laporan/\(bill.caseNumber.text)"),
            "account": bill.account, "amount": context.formats.money(bill.amount),
            "paid": context.formats.money(bill.credited), "due": context.formats.longDate(bill.due), "isLate": isLate,
        ]
    }

    private func refund(_ bill: BillRow, _ base: String, _ context: GovernmentContext) -> View {
        [
            "number": bill.number.grouped, "plainNumber": bill.number.text, "case": bill.caseNumber.text,
            "amount": context.formats.money(bill.refundDue), "plainAmount": "\(bill.refundDue.amount)",
            "action": base + "/kembali/" + bill.number.text,
        ]
    }

    private func stray(_ payment: PaymentRow, _ base: String, _ context: GovernmentContext) -> View {
        let reference = payment.reference.replacing("/", with: "%2F")
        return [
            "reference": payment.reference, "bill": payment.bill, "channel": payment.channel.text,
            "amount": context.formats.money(payment.amount), "when": context.formats.dateTime(payment.paidAt),
            "action": base + "/tanpa-tagihan/\(payment.channel.text)/\(reference)",
        ]
    }

    // MARK: Deeds

    /// Money over the counter: the treasurer's own receipt book is the reference.
    @Sendable func counter(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await deed(request, context) { form in
            let news = PaymentNews(
                bill: try BillNumber(form["bill"] ?? "").text,
                amount: try Rupiah(typed: form["amount"] ?? ""),
                reference: (form["reference"] ?? "").filter { !$0.isWhitespace },
                paidAt: context.now
            )
            guard StrayPayment.isReference(news.reference) else { throw Rejection.money(.referenceUnreadable) }
            let answer = try await context.government.take(news, through: "loket", by: context.caller)
            switch answer {
            case .taken: return
            case .unmatched: throw Rejection.money(.noSuchBill(news.bill))
            case .referenceReused: throw Rejection.register(.alreadyThere(news.reference))
            }
        }
    }

    @Sendable func refund(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let number = try BillNumber(try context.parameter("bill"))
        return try await deed(request, context) { form in
            try await context.government.refund(
                number,
                try Rupiah(typed: form["amount"] ?? ""),
                reference: (form["reference"] ?? "").filter { !$0.isWhitespace },
                by: context.caller
            )
        }
    }

    @Sendable func settle(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let channel = try PaymentChannelID(try context.parameter("channel"))
        let reference = Form.percentDecoded(Array(try context.parameter("reference").utf8)) ?? ""
        return try await deed(request, context) { form in
            let typed = (form["bill"] ?? "").filter { !$0.isWhitespace }
            let transfer = (form["returned"] ?? "").filter { !$0.isWhitespace }
            let settlement: StrayPayment.Settlement =
                typed.isEmpty ? .returned(reference: transfer) : .matched(try BillNumber(typed))
            try await context.government.settle(channel, reference, settlement, by: context.caller)
        }
    }

    private func deed(
        _ request: Request,
        _ context: GovernmentContext,
        _ body: (Form) async throws -> Void
    ) async throws -> Response {
        try Permissions.require(.treasury, context.caller, now: context.now)
        let form = try await context.form(request)
        do {
            try await body(form)
            return context.redirect("petugas/bendahara?berhasil=1")
        } catch let error where error is Rejection || error is Refusal || error is CivicError {
            return try show(context, error: error)
        }
    }

    static func message(_ error: any Error, _ context: GovernmentContext) throws -> String {
        switch error {
        case let rejection as Rejection: rejection.message(context.language)
        case let refusal as Refusal: refusal.message(context.language)
        case let wrong as CivicError: wrong.message(context.language)
        default: throw error
        }
    }
}
