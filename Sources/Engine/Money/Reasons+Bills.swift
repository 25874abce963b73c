import Civic
import Definition

/// Why a bill is what it is, and what a payment meant.
extension Reasons {
    private var formats: Formats { known.words.formats }

    func bill(_ moves: MoneyMoves) -> [Explanation.Reason] {
        guard let bill = moves.issued else { return [] }
        let money = MoneyWords(language: formats.language, formats: formats)
        let definition = known.definition
        var facts = bill.lines.map {
            Explanation.Fact(label: $0.name.text(formats.language), value: formats.money($0.amount))
        }
        for parameter in bill.parameters {
            let element = definition.parameters[parameter.id]
            let since = formats.longDate(parameter.from)
            facts.append(
                Explanation.Fact(
                    label: element?.name.text(formats.language) ?? parameter.id.text,
                    value: money.value(parameter.value, element) + known.say(" (sejak \(since))", " (from \(since))")
                )
            )
        }
        let due = formats.longDate(bill.due)
        let changed = bill.parameters.compactMap { money.changed($0, definition) }.map { " " + $0 + "." }.joined()
        return [
            Explanation.Reason(
                kind: .calculation,
                title: bill.name.text(formats.language),
                rule: known.say(
                    "Jumlahnya \(formats.money(bill.amount)), dibayar paling lambat \(due); dihitung dengan tarif pada hari ditagih.",
                    "It comes to \(formats.money(bill.amount)), due \(due); worked out at the tariff of the day of the bill."
                ) + changed,
                facts: facts,
                sources: bill.basis.map { [Explanation.Source($0.text(formats.language))] } ?? []
            )
        ]
    }

    func payment(_ event: CaseEvent.PaymentReceived) -> Explanation.Reason {
        Explanation.Reason(
            kind: .outcome,
            title: known.say("Pembayaran", "Payment"),
            rule: MoneyWords(language: formats.language, formats: formats)
                .told(event, known.definition.fees[event.fee]) + ".",
            facts: [],
            sources: []
        )
    }
}
