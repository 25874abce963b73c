package import Civic

/// What somebody has to pay: how much, for what, into which account.
///
/// Worked out and frozen when an action bills it.
package struct Fee: Hashable, Sendable {
    package enum Rounding: String, Sendable, CaseIterable {
        case none
        case down100 = "down_100", up100 = "up_100", nearest100 = "nearest_100"
        case down1000 = "down_1000", up1000 = "up_1000", nearest1000 = "nearest_1000"

        /// The amount in whole steps; a half goes up, as tariffs mean it.
        package func applied(to amount: Rupiah) -> Rupiah {
            let step: Int64 =
                switch self {
                case .none: 1
                case .down100, .up100, .nearest100: 100
                case .down1000, .up1000, .nearest1000: 1_000
                }
            let rest = amount.amount % step
            guard amount.amount > 0, rest > 0 else { return amount }
            let goesUp =
                switch self {
                case .none, .down100, .down1000: false
                case .up100, .up1000: true
                case .nearest100, .nearest1000: rest * 2 >= step
                }
            return Rupiah(amount.amount - rest + (goesUp ? step : 0))
        }
    }

    /// What becomes of money that comes in after the due day.
    package enum Late: String, Sendable, CaseIterable {
        case accepted, refused
    }

    package var name: LocalizedText
    /// The whole amount; nil where lines make it up.
    package var amount: Formula?
    /// What the amount is made of, each line on the bill.
    package var lines: Keyed<RowID, FeeLine>
    /// The account of the regional budget (*kode rekening*): `4.1.02.02.01`.
    package var account: String
    package var basis: LocalizedText?
    package var rounding: Rounding
    package var late: Late
    package var lock: Lock?

    package init(
        name: LocalizedText,
        amount: Formula? = nil,
        lines: Keyed<RowID, FeeLine> = [:],
        account: String,
        basis: LocalizedText? = nil,
        rounding: Rounding = .none,
        late: Late = .accepted,
        lock: Lock? = nil
    ) {
        self.name = name
        self.amount = amount
        self.lines = lines
        self.account = account
        self.basis = basis
        self.rounding = rounding
        self.late = late
        self.lock = lock
    }

    var formulas: [Formula] {
        [amount].compactMap(\.self) + lines.all.flatMap { [$0.element.when, $0.element.amount].compactMap(\.self) }
    }
}

/// One line of a bill; less than nothing is a reduction.
package struct FeeLine: Hashable, Sendable {
    package var name: LocalizedText
    package var amount: Formula?
    package var when: Formula?

    package init(name: LocalizedText, amount: Formula? = nil, when: Formula? = nil) {
        self.name = name
        self.amount = amount
        self.when = when
    }
}

/// What an action does about money.
package struct MoneyEffects: Hashable, Sendable {
    /// The fee that it bills.
    package var bill: BillEffect?
    /// Fees whose open bills it takes back; what was paid on them is to be given back.
    package var cancel: [FeeID] = []
    /// Fees of which everything that was paid is to be given back.
    package var refund: [FeeID] = []

    package init(bill: BillEffect? = nil, cancel: [FeeID] = [], refund: [FeeID] = []) {
        self.bill = bill
        self.cancel = cancel
        self.refund = refund
    }

    package var isEmpty: Bool { bill == nil && cancel.isEmpty && refund.isEmpty }
}

/// Written `{ fee: permit_fee, due: 14 days }`.
package struct BillEffect: Hashable, Sendable {
    package var fee: FeeID
    /// Until when it is to be paid: a length of time, or an expression that gives one or a day.
    package var due: ClockTarget

    package init(fee: FeeID, due: ClockTarget) {
        self.fee = fee
        self.due = due
    }
}
