package import Civic

/// Money that a story pays or gives back.
///
/// Written `pay: rental`, or `pay: { fee: rental, amount: 149999, reference: A1 }`.
package struct ScenarioMoney: Hashable, Sendable {
    package let fee: FeeID
    /// Nil: all that is owed, or that is to be given back.
    package let amount: Rupiah?
    /// The bank's number of it; nil: one that did not come before.
    package let reference: String?

    package init(fee: FeeID, amount: Rupiah? = nil, reference: String? = nil) {
        self.fee = fee
        self.amount = amount
        self.reference = reference
    }
}

/// How the latest bill must stand after a step.
///
/// Written `bill: paid`, or `bill: { fee: rental, status: overpaid, refund: 1 }`.
package struct ScenarioBill: Hashable, Sendable {
    /// Nil: the bill that was issued last.
    package let fee: FeeID?
    package let status: String?
    package let amount: Rupiah?
    package let paid: Rupiah?
    package let remaining: Rupiah?
    package let refund: Rupiah?

    package init(
        fee: FeeID? = nil,
        status: String? = nil,
        amount: Rupiah? = nil,
        paid: Rupiah? = nil,
        remaining: Rupiah? = nil,
        refund: Rupiah? = nil
    ) {
        self.fee = fee
        self.status = status
        self.amount = amount
        self.paid = paid
        self.remaining = remaining
        self.refund = refund
    }
}

extension ScenarioDeed.Verb {
    /// Money moves: nobody of the definition's roles acts.
    package var isMoney: Bool {
        switch self {
        case .pay, .refund: true
        case .start, .act, .note, .work: false
        }
    }
}

extension Reading {
    mutating func moneyDeed(_ record: RecordNode, _ definition: Definition) -> ScenarioDeed? {
        if let child = record["pay"], let money = money(child, definition) {
            return ScenarioDeed(actor: ScenarioActor(role: "bank"), verb: .pay(money))
        }
        if let child = record["refund"], let money = money(child, definition) {
            return ScenarioDeed(actor: ScenarioActor(role: "treasurer"), verb: .refund(money))
        }
        return nil
    }

    private mutating func money(_ child: Child, _ definition: Definition) -> ScenarioMoney? {
        if child.node.text != nil { return fee(child, definition).map { ScenarioMoney(fee: $0) } }
        let record = record(child.node, child.path, required: ["fee"], optional: ["amount", "reference"])
        guard let record, let fee = fee(record["fee"], definition) else { return nil }
        return ScenarioMoney(fee: fee, amount: rupiah(record["amount"]), reference: word(record["reference"]))
    }

    private mutating func fee(_ child: Child?, _ definition: Definition) -> FeeID? {
        guard let child, let fee: FeeID = id(child) else { return nil }
        if definition.fees.contains(fee) { return fee }
        unknownWord(fee.text, at: child.node.place, among: definition.fees.order.map(\.text))
        return nil
    }

    private mutating func rupiah(_ child: Child?) -> Rupiah? {
        guard let child else { return nil }
        return integer(child, in: -999_999_999_999...999_999_999_999).map { Rupiah(Int64($0)) }
    }

    mutating func expectedBill(_ child: Child?, _ definition: Definition) -> ScenarioBill? {
        guard let child else { return nil }
        if child.node.text != nil { return ScenarioBill(status: word(child)) }
        let keys = ["fee", "status", "amount", "paid", "remaining", "refund"]
        guard let record = record(child.node, child.path, optional: keys) else { return nil }
        return ScenarioBill(
            fee: fee(record["fee"], definition),
            status: word(record["status"]),
            amount: rupiah(record["amount"]),
            paid: rupiah(record["paid"]),
            remaining: rupiah(record["remaining"]),
            refund: rupiah(record["refund"])
        )
    }
}
