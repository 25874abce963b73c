import Civic
import Definition
import Engine
import Hummingbird
import Node

/// A bill as the `bill` component shows it: how much, in words too, until when, how to pay, and what came in.
struct BillView {
    let context: GovernmentContext
    let state: CaseState
    let plan: CompiledDefinition
    /// The case's own address, under which the QR picture and receipts lie.
    let base: String
    /// Whoever looks may pay it.
    var isPayer = true

    private var formats: Formats { context.formats }
    private var language: Language { context.language }
    private var today: CivilDate { context.now.date(in: context.zone) }

    /// The newest first.
    var views: [View] { state.bills.reversed().map(view) }

    private func view(_ bill: Bill) -> View {
        let status = bill.status(on: today)
        let payments = bill.payments.map { payment($0, bill) }
        return [
            "name": bill.name.text(language), "number": bill.number.grouped, "plainNumber": bill.number.text,
            "tag": ["tone": status.tone.rawValue, "text": status.name.text(language)] as View,
            "lines": bill.lines.map {
                ["name": $0.name.text(language), "amount": formats.money($0.amount)] as View
            },
            "hasLines": bill.lines.count > 1, "amount": formats.money(bill.amount),
            "words": bill.amount.inWords(language), "due": formats.longDate(bill.due), "account": bill.account,
            "basis": bill.basis?.text(language), "changes": changes(of: bill),
            "isPayable": isPayer && bill.isPayable && (bill.acceptsLate || status != .late),
            "isPartly": bill.isPayable && bill.credited > .zero,
            "paid": formats.money(bill.credited), "remaining": formats.money(bill.remaining),
            "refund": bill.refundDue > .zero
                ? context.text("money.bill.refund", ["amount": formats.money(bill.refundDue)]) : nil,
            "refunded": bill.refunded > .zero
                ? context.text("money.bill.refunded", ["amount": formats.money(bill.refunded)]) : nil,
            "payments": payments, "hasPayments": !payments.isEmpty, "channels": channels(of: bill),
        ]
    }

    private func changes(of bill: Bill) -> [View] {
        bill.parameters.compactMap { parameter in
            guard let before = parameter.before else { return nil }
            let element = plan.definition.parameters[parameter.id]
            let shown = { (json: JSON) in
                element?.kind == .money
                    ? json.int.map { formats.money(Rupiah($0)) } ?? json.text : json.string ?? json.text
            }
            return [
                "text": context.text(
                    "money.bill.tariff-changed",
                    [
                        "name": element?.name.text(language) ?? parameter.id.text, "before": shown(before),
                        "now": shown(parameter.value), "from": formats.longDate(parameter.from),
                    ]
                )
            ]
        }
    }

    private func payment(_ payment: BillPayment, _ bill: Bill) -> View {
        [
            "text": context.text(
                "money.bill.payment",
                [
                    "amount": formats.money(payment.payment.amount), "when": formats.dateTime(payment.payment.paidAt),
                    "what": payment.outcome.name.text(language),
                ]
            ),
            "receipt": payment.receipt, "href": base + "/kuitansi/" + payment.receipt,
        ]
    }

    private func channels(of bill: Bill) -> [View] {
        context.government.channels.filter(\.isOpen).map { channel in
            let isQR = channel.kind == .qris
            return [
                "name": channel.name, "isQR": isQR, "isBank": !isQR,
                "qr": isQR ? base + "/qris/" + bill.number.text : nil,
                "alt": context.text("money.bill.qr-alt", ["amount": formats.money(bill.remaining)]),
                "simulator": context.government.isDemo
                    ? context.path("demo/bayar/\(channel.id.text)?tagihan=\(bill.number.text)") : nil,
            ]
        }
    }
}

extension GovernmentContext {
    /// What a QR of a bill says.
    func qrPayload(_ bill: Bill) -> QRPayload {
        QRPayload(bill: bill.number, amount: bill.remaining, merchant: government.profile.name, city: government.slug)
    }
}
