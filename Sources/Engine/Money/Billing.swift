import Civic
import Definition
import Rules

/// Works out what an action does about money: a bill frozen at today's tariffs, bills taken back, money to be given back.
struct Billing {
    let plan: CompiledDefinition
    let state: CaseState
    let context: Context

    func moves(of action: CompiledAction, _ scope: inout RuleScope) throws(Rejection) -> MoneyMoves {
        let effects = action.element.money
        var moves = MoneyMoves()
        guard !effects.isEmpty else { return moves }
        for bill in state.bills where bill.cancelledAt == nil && bill.refundOrderedAt == nil {
            if effects.refund.contains(bill.fee), bill.credited > .zero {
                moves.refunded.append(MoneyMoves.Return(bill: bill.number, amount: bill.credited))
            } else if effects.cancel.contains(bill.fee), bill.isPayable {
                moves.cancelled.append(MoneyMoves.Return(bill: bill.number, amount: bill.credited))
            }
        }
        if let effect = effects.bill {
            if let problem = problem(with: action) { throw problem }
            moves.issued = try bill(effect, due: action.due, &scope)
        }
        return moves
    }

    /// The bill's year and serial; the clock may have stepped over midnight since the number was taken.
    private func counter(on today: CivilDate) -> (year: Int, serial: Int) {
        if let serial = context.serials[BillNumber.scope(year: today.year)] { return (today.year, serial) }
        for (scope, serial) in context.serials {
            if let year = BillNumber.year(scope: scope) { return (year, serial) }
        }
        preconditionFailure("the node resolves the number of a bill that `serials` asked for")
    }

    /// Why the action's bill cannot be issued now; nil: nothing stands in its way.
    func problem(with action: CompiledAction) -> Rejection? {
        let effects = action.element.money
        guard let fee = effects.bill?.fee else { return nil }
        let isOpen = state.bills.contains { bill in
            let isTakenBack = effects.cancel.contains(fee) || effects.refund.contains(fee) && bill.credited > .zero
            return bill.fee == fee && bill.isPayable && !isTakenBack
        }
        return isOpen ? .money(.billOpen(name(of: fee))) : nil
    }

    private func name(of fee: FeeID) -> LocalizedText {
        plan.definition.fees[fee]?.name ?? LocalizedText(id: fee.text)
    }

    private func bill(
        _ effect: BillEffect,
        due target: CompiledClock.Target?,
        _ scope: inout RuleScope
    ) throws(Rejection) -> Bill {
        guard let fee = plan.fees[effect.fee] else { throw .money(.billEmpty(name(of: effect.fee))) }
        let today = context.at.date(in: context.calendar.zone)
        let (year, serial) = counter(on: today)
        var lines: [BillLine] = []
        var total = Rupiah.zero
        for line in fee.lines {
            if let when = line.when, try !scope.holds(when) { continue }
            let amount = try money(line.amount, &scope)
            let (sum, isTooMuch) = total.amount.addingReportingOverflow(amount.amount)
            guard !isTooMuch else { throw failed(line.amount, "jumlahnya terlalu besar.", "the sum is too large.") }
            total = Rupiah(sum)
            lines.append(BillLine(name: line.name, amount: amount))
        }
        let amount = fee.element.rounding.applied(to: total)
        guard amount > .zero else { throw .money(.billEmpty(fee.element.name)) }
        if amount != total {
            lines.append(BillLine(name: Self.rounding, amount: amount - total))
        }
        return Bill(
            number: BillNumber(year: year, serial: serial),
            fee: effect.fee,
            name: fee.element.name,
            lines: lines,
            amount: amount,
            account: fee.element.account,
            basis: fee.element.basis,
            issuedAt: context.at,
            due: try due(target, from: today, &scope),
            acceptsLate: fee.element.late == .accepted,
            parameters: fee.parameters.compactMap { billed($0, on: today) }
        )
    }

    private static let rounding = LocalizedText(id: "Pembulatan", en: "Rounding")

    private func money(_ rule: Rule, _ scope: inout RuleScope) throws(Rejection) -> Rupiah {
        guard case .money(let amount) = try scope.evaluate(rule) else {
            throw failed(rule, "hasilnya bukan rupiah.", "it gives no rupiah.")
        }
        return amount
    }

    private func failed(_ rule: Rule, _ id: String, _ en: String) -> Rejection {
        .ruleFailed(place: rule.place.description, explanation: LocalizedText(id: id, en: en))
    }

    /// The last day on which it is paid in time; never before today.
    private func due(
        _ target: CompiledClock.Target?,
        from today: CivilDate,
        _ scope: inout RuleScope
    ) throws(Rejection) -> CivilDate {
        switch target {
        case nil: return today
        case .calendarDays(let days)?: return today.adding(days: days)
        case .workdays(let days)?: return workday(days, after: today)
        case .rule(let rule)?:
            switch try scope.evaluate(rule) {
            case .date(let date): return max(date, today)
            case .int(let days): return today.adding(days: Self.bounded(days))
            case .workdays(let days): return workday(Self.bounded(Int64(days)), after: today)
            case .duration(let span): return today.adding(days: Self.bounded(span.milliseconds / 86_400_000))
            default: throw failed(rule, "hasilnya bukan batas bayar.", "it gives no due day.")
            }
        }
    }

    private static func bounded(_ days: Int64) -> Int { Int(min(max(days, 0), Int64(Limits.targetWorkdaysMax))) }

    private func workday(_ days: Int, after today: CivilDate) -> CivilDate {
        var date = today
        for _ in 0..<days { date = context.calendar.workday(onOrAfter: date.adding(days: 1)) }
        return date
    }

    // MARK: Tariffs

    /// The row in force today, and what the tariff was on the day on which the case began, where that was something else.
    private func billed(_ id: ParameterID, on today: CivilDate) -> BilledParameter? {
        guard let now = row(id, on: today) else { return nil }
        let begun = row(id, on: state.startedAt.date(in: context.calendar.zone))
        let before = begun.flatMap { $0.value == now.value ? .none : .some($0.value) }
        return BilledParameter(id: id, value: now.value, from: now.from, before: before)
    }

    /// The government's own row where it has one inside the law's bounds, else the definition's; as rules see it.
    private func row(_ id: ParameterID, on day: CivilDate) -> (value: JSON, from: CivilDate)? {
        guard let parameter = plan.definition.parameters[id] else { return nil }
        if let own = context.ownRows[id]?.last(where: { $0.from <= day }), parameter.takes(own.value) {
            return (own.value, own.from)
        }
        return parameter.row(on: day).map { ($0.row.json(parameter.kind), $0.row.from) }
    }
}
