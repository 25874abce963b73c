import Civic
import Definition
import Engine
import Hummingbird
import Node

/// What proves a payment: the receipt on a page and as PDF, and the QR by which a bill is paid.
struct ReceiptRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("lacak/:number/kuitansi/:receipt", use: receipt)
        government.get("lacak/:number/qris/:bill", use: qr)
        government.get("kuitansi.css", use: style)
    }

    @Sendable func receipt(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let (state, plan) = try Self.own(context)
        var name = try context.parameter("receipt")
        let isPDF = name.hasSuffix(".pdf")
        if isPDF { name = String(name.dropLast(4)) }
        guard let bill = state.bills.first(where: { $0.payments.contains { $0.receipt == name } }),
            let payment = bill.payments.first(where: { $0.receipt == name })
        else { throw PageRefusal.notFound }
        let sheet = ReceiptSheet(
            government: context.government.profile.name,
            agency: context.government.profile.agencies.first { $0.id == state.agency }?.name.text(context.language)
                ?? state.agency.text,
            service: plan.definition.name.text(context.language),
            state: state,
            bill: bill,
            payment: payment,
            formats: context.formats,
            texts: context.texts
        )
        if isPDF {
            let pdf = try await context.web.prints.pdf(sheet.html(style: nil, pdf: nil))
            return context.download(pdf, type: "application/pdf", name: "kuitansi-\(name).pdf")
        }
        let address = context.path("lacak/\(state.number.text)/kuitansi/\(name).pdf")
        return Answer.bytes(
            Array(sheet.html(style: context.path("kuitansi.css"), pdf: address).utf8),
            type: "text/html; charset=utf-8",
            keep: .never,
            gzip: context.visit.acceptsGzip
        )
    }

    @Sendable func qr(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let (state, _) = try Self.own(context)
        guard let number = try? BillNumber(try context.parameter("bill")), let bill = state.bill(number),
            bill.isPayable
        else { throw PageRefusal.notFound }
        let title = context.text("money.bill.qr-alt", ["amount": context.formats.money(bill.remaining)])
        return context.drawing(try QRCode(context.qrPayload(bill).text).picture(title: title), keep: .never)
    }

    @Sendable func style(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        Answer.bytes(
            Array(ReceiptSheet.css.utf8),
            type: "text/css; charset=utf-8",
            keep: .seconds(3_600),
            gzip: context.visit.acceptsGzip
        )
    }

    /// The case, for who holds it and for officers with a role in it.
    private static func own(_ context: GovernmentContext) throws -> (CaseState, CompiledDefinition) {
        let number = try CaseRoutes.number(context)
        guard let view = try context.government.cases.page(number, for: context.caller), view.sight >= .holder else {
            throw PageRefusal.notFound
        }
        return (view.state, view.definition)
    }
}
