package import Civic

/// What an action did about money; part of `case.moved`.
package struct MoneyMoves: Hashable, Sendable {
    /// The bill that it issued.
    package var issued: Bill?
    /// The bills that it took back, each with what of it is to be given back.
    package var cancelled: [Return] = []
    /// The bills of which everything is to be given back.
    package var refunded: [Return] = []

    package struct Return: Hashable, Sendable {
        package let bill: BillNumber
        /// What was credited to the bill and no longer is.
        package let amount: Rupiah
    }

    package init() {}

    package var isEmpty: Bool { issued == nil && cancelled.isEmpty && refunded.isEmpty }
}

extension MoneyMoves {
    func write(to writer: inout FactWriter) {
        writer.put("bill", issued?.issue)
        writer.put("bills_cancelled", cancelled.map(\.json))
        writer.put("bills_refunded", refunded.map(\.json))
    }

    init(_ reader: FactReader) throws(FactFault) {
        if let bill = reader.json("bill") { issued = try Bill(json: bill) }
        for json in try reader.list("bills_cancelled") { cancelled.append(try Return(json: json)) }
        for json in try reader.list("bills_refunded") { refunded.append(try Return(json: json)) }
    }
}

extension MoneyMoves.Return {
    fileprivate var json: JSON { ["bill": .string(bill.text), "amount": .int(amount.amount)] }

    fileprivate init(json: JSON) throws(FactFault) {
        let reader = try FactReader(json, type: "return")
        bill = try reader.value("bill")
        amount = try reader.rupiah("amount")
    }
}

extension CaseState {
    mutating func take(_ moves: MoneyMoves, at moment: Moment) {
        for back in moves.cancelled {
            change(back.bill) { bill in
                bill.cancelledAt = moment
                bill.giveBack(back.amount)
            }
        }
        for back in moves.refunded {
            change(back.bill) { bill in
                bill.refundOrderedAt = moment
                bill.giveBack(back.amount)
            }
        }
        if let bill = moves.issued { bills.append(bill) }
    }
}

extension Bill {
    fileprivate mutating func giveBack(_ amount: Rupiah) {
        credited = credited - amount
        refundDue = refundDue + amount
    }
}
