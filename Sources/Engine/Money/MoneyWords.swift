import Civic
import Definition

/// What happened with money, for timelines and transcripts.
struct MoneyWords {
    let language: Language
    let formats: Formats

    private func say(_ id: String, _ en: String) -> String { language == .id ? id : en }

    /// "Pembayaran Rp100.000 untuk “Retribusi” diterima: kurang bayar, sisa Rp50.000".
    func told(_ event: CaseEvent.PaymentReceived, _ fee: Fee?) -> String {
        let name = fee?.name.text(language) ?? event.fee.text
        let amount = formats.money(event.payment.amount)
        var text = say(
            "Pembayaran \(amount) untuk “\(name)” diterima: ",
            "A payment of \(amount) for “\(name)” came in: "
        )
        text += event.outcome.name.text(language)
        if event.outcome == .partial {
            text += say(", kurang \(formats.money(event.remaining))", ", \(formats.money(event.remaining)) is missing")
        }
        if event.refundDue > .zero {
            let back = formats.money(event.refundDue)
            text += say("; \(back) dikembalikan", "; \(back) will be given back")
        }
        if event.isLate, event.outcome != .late { text += say(" (lewat jatuh tempo)", " (after the due day)") }
        return text
    }

    /// "; tagihan Rp150.000, jatuh tempo 8 Desember 2026; tarif berubah sejak pengajuan", empty where nothing was done.
    func told(_ moves: MoneyMoves, _ definition: Definition) -> String {
        var parts: [String] = []
        for back in moves.cancelled {
            parts.append(say("tagihan \(back.bill) dibatalkan", "bill \(back.bill) was cancelled") + owed(back.amount))
        }
        for back in moves.refunded {
            parts.append(say("pembayaran \(back.bill)", "of bill \(back.bill)") + owed(back.amount))
        }
        if let bill = moves.issued {
            let (amount, due) = (formats.money(bill.amount), formats.longDate(bill.due))
            parts.append(say("tagihan \(amount), jatuh tempo \(due)", "bill of \(amount), due \(due)"))
            parts += bill.parameters.compactMap { changed($0, definition) }
        }
        return parts.map { "; " + $0 }.joined()
    }

    private func owed(_ amount: Rupiah) -> String {
        guard amount > .zero else { return "" }
        return say(" \(formats.money(amount)) dikembalikan", ": \(formats.money(amount)) will be given back")
    }

    /// "Tarif per jam berubah sejak pengajuan: Rp50.000 menjadi Rp60.000 (berlaku 1 Januari 2027)"; nil: it did not.
    func changed(_ parameter: BilledParameter, _ definition: Definition) -> String? {
        guard let before = parameter.before else { return nil }
        let element = definition.parameters[parameter.id]
        let name = element?.name.text(language) ?? parameter.id.text
        let (old, new) = (value(before, element), value(parameter.value, element))
        let from = formats.longDate(parameter.from)
        return say(
            "“\(name)” berubah sejak pengajuan: \(old) menjadi \(new) (berlaku \(from))",
            "“\(name)” has changed since the application: \(old) became \(new) (from \(from))"
        )
    }

    func value(_ json: JSON, _ parameter: Parameter?) -> String {
        if parameter?.kind == .money, let amount = json.int { return formats.money(Rupiah(amount)) }
        return json.string ?? json.text
    }
}
