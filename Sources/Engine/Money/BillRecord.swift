import Civic
import Definition
import Rules

/// Bills as rules see them: `bill.amount`, `bills.permit_fee.is_paid`.
extension RuleValue {
    /// The amounts of a bill that there is not are nothing.
    static func bill(_ bill: Bill?, on day: CivilDate) -> RuleValue {
        .record([
            "number": .optional(bill?.number.text),
            "status": .optional(bill?.status(on: day).rawValue),
            "amount": .money(bill?.amount ?? .zero),
            "paid": .money(bill?.credited ?? .zero),
            "remaining": .money(bill?.remaining ?? .zero),
            "refund_due": .money(bill?.refundDue ?? .zero),
            "is_paid": .bool(bill?.isPaid ?? false),
            "due": bill.map { .date($0.due) } ?? .null,
            "issued_at": bill.map { .timestamp($0.issuedAt) } ?? .null,
        ])
    }

    static func bills(of state: CaseState?, _ definition: Definition, on day: CivilDate) -> RuleValue {
        let members = definition.fees.order.map { ($0.text, RuleValue.bill(state?.bill(of: $0), on: day)) }
        return .record(Dictionary(members, uniquingKeysWith: { first, _ in first }))
    }
}
