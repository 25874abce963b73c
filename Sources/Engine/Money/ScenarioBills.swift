import Civic
import Definition

/// Money on the stage of scenarios and walks.
extension Stage {
    /// The payment that a story tells; of a bill that is not there, one that no case has.
    func payment(_ money: ScenarioMoney) -> Payment {
        let bill = state?.bill(of: money.fee)
        let owed = bill.map { $0.isPayable ? $0.remaining : $0.amount }
        return Payment(
            bill: bill?.number ?? BillNumber(year: 2000, serial: 999_999_999),
            amount: money.amount ?? owed ?? Rupiah(1),
            reference: money.reference ?? "UJI-\(events.count + 1)",
            channel: "bank-uji",
            paidAt: now
        )
    }

    func refund(_ money: ScenarioMoney) -> CaseCommand {
        let bill = state?.bills.last { $0.fee == money.fee && $0.refundDue > .zero } ?? state?.bill(of: money.fee)
        return .refund(
            bill?.number ?? BillNumber(year: 2000, serial: 999_999_999),
            amount: money.amount ?? bill?.refundDue ?? Rupiah(1),
            reference: money.reference ?? "KEMBALI-\(events.count + 1)"
        )
    }
}

extension ScenarioBill {
    /// What was asked for beside how the bill stands.
    func comparisons(_ state: CaseState, on day: CivilDate) -> [Comparison] {
        let what = { (id: String, en: String) in LocalizedText(id: "tagihan: \(id)", en: "bill: \(en)") }
        guard let bill = state.bill(of: fee) else {
            return [
                Comparison(
                    what: LocalizedText(id: "tagihan", en: "bill"),
                    expected: LocalizedText(id: fee?.text ?? status ?? "ada", en: fee?.text ?? status ?? "one"),
                    found: LocalizedText(id: "tidak ada", en: "none")
                )
            ]
        }
        var rows: [Comparison] = []
        if let status {
            rows.append(
                Comparison(
                    what: what("status", "status"),
                    expected: LocalizedText(id: status),
                    found: LocalizedText(id: bill.status(on: day).rawValue)
                )
            )
        }
        let sums: [(Rupiah?, Rupiah, LocalizedText)] = [
            (amount, bill.amount, what("jumlah", "amount")), (paid, bill.credited, what("dibayar", "paid")),
            (remaining, bill.remaining, what("sisa", "remaining")),
            (refund, bill.refundDue, what("dikembalikan", "refund")),
        ]
        for case (let wanted?, let found, let words) in sums {
            rows.append(
                Comparison(
                    what: words,
                    expected: LocalizedText(id: wanted.description),
                    found: LocalizedText(id: found.description)
                )
            )
        }
        return rows
    }
}

extension Invariants {
    /// What came in is credited, waits to be given back, or was given back; no bill is settled twice.
    func money(_ state: CaseState) -> InvariantBreach? {
        for bill in state.bills {
            let (kept, out) = (bill.credited + bill.refundDue, bill.refunded)
            if bill.received != kept + out {
                return InvariantBreach(
                    .money,
                    id: "\(bill.number): diterima \(bill.received), tercatat \(kept + out).",
                    en: "\(bill.number): \(bill.received) came in, \(kept + out) is accounted for."
                )
            }
            if bill.credited < .zero || bill.credited > bill.amount || bill.refundDue < .zero {
                return InvariantBreach(
                    .money,
                    id: "\(bill.number): \(bill.credited) dari \(bill.amount).",
                    en: "\(bill.number): \(bill.credited) of \(bill.amount)."
                )
            }
            let settled = bill.payments.count { $0.outcome == .full || $0.outcome == .over }
            if settled > 1 {
                return InvariantBreach(
                    .money,
                    id: "\(bill.number) lunas \(settled) kali.",
                    en: "\(bill.number) was settled \(settled) times."
                )
            }
        }
        return nil
    }
}

extension WalkDraws {
    /// Money for one of the case's fees: exact, a rupiah beside it, twice, much too much, a repeat of the same news, or a refund.
    mutating func moneyDeed(on state: CaseState) -> ScenarioDeed {
        let bill = draws.pick(state.bills)
        if bill.refundDue > .zero, draws.chance(0.3) {
            let amount = draws.chance(0.8) ? bill.refundDue : bill.refundDue + Rupiah(1)
            return ScenarioDeed(
                actor: ScenarioActor(role: "treasurer"),
                verb: .refund(ScenarioMoney(fee: bill.fee, amount: amount))
            )
        }
        let owed = bill.isPayable ? bill.remaining : bill.amount
        let amounts = [
            owed, owed, owed, owed - Rupiah(1), owed + Rupiah(1), Rupiah(1), owed * 3, Rupiah(owed.amount / 2),
        ]
        let known = bill.payments.last?.payment.reference
        return ScenarioDeed(
            actor: ScenarioActor(role: "bank"),
            verb: .pay(
                ScenarioMoney(
                    fee: bill.fee,
                    amount: draws.pick(amounts),
                    reference: draws.chance(0.15) ? known : nil
                )
            )
        )
    }
}
