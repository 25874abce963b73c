package import Civic
package import Definition

/// A demand for money as it was frozen when it was issued, and what has come in for it since.
///
/// Sums are kept as facts said them: everything received is credited to the amount, waits to be given back, or was given back.
package struct Bill: Hashable, Sendable {
    package let number: BillNumber
    package let fee: FeeID
    /// What the fee was called then.
    package let name: LocalizedText
    package let lines: [BillLine]
    package let amount: Rupiah
    /// Account of the regional budget (*kode rekening*).
    package let account: String
    package let basis: LocalizedText?
    package let issuedAt: Moment
    /// The last day on which it is paid in time.
    package let due: CivilDate
    package let acceptsLate: Bool
    /// The tariffs that it was worked out from.
    package let parameters: [BilledParameter]

    package internal(set) var payments: [BillPayment] = []
    package internal(set) var refunds: [BillRefund] = []
    package internal(set) var cancelledAt: Moment?
    package internal(set) var refundOrderedAt: Moment?
    /// Of what came in, what counts towards the amount.
    package internal(set) var credited = Rupiah.zero
    /// Of what came in, what waits to be given back.
    package internal(set) var refundDue = Rupiah.zero

    package init(
        number: BillNumber,
        fee: FeeID,
        name: LocalizedText,
        lines: [BillLine],
        amount: Rupiah,
        account: String,
        basis: LocalizedText?,
        issuedAt: Moment,
        due: CivilDate,
        acceptsLate: Bool,
        parameters: [BilledParameter]
    ) {
        self.number = number
        self.fee = fee
        self.name = name
        self.lines = lines
        self.amount = amount
        self.account = account
        self.basis = basis
        self.issuedAt = issuedAt
        self.due = due
        self.acceptsLate = acceptsLate
        self.parameters = parameters
    }

    package var received: Rupiah { payments.reduce(.zero) { $0 + $1.payment.amount } }
    package var refunded: Rupiah { refunds.reduce(.zero) { $0 + $1.amount } }
    package var remaining: Rupiah { isPayable ? amount - credited : .zero }
    package var isPaid: Bool { credited >= amount && cancelledAt == nil && refundOrderedAt == nil }
    /// Money that comes in now may count towards it.
    package var isPayable: Bool { credited < amount && cancelledAt == nil && refundOrderedAt == nil }

    /// How it stands on a day.
    package func status(on day: CivilDate) -> BillStatus {
        if cancelledAt != nil || refundOrderedAt != nil {
            if refundDue > .zero { return .refundDue }
            return refunded > .zero ? .refunded : .cancelled
        }
        if isPaid {
            if refundDue == .zero { return .paid }
            return payments.contains { $0.outcome == .double } ? .double : .overpaid
        }
        if day > due { return .late }
        return credited > .zero ? .underpaid : .open
    }
}

/// How a bill stands.
package enum BillStatus: String, CaseIterable, Hashable, Sendable {
    case open, underpaid, late, paid, overpaid, double, cancelled
    case refundDue = "refund_due"
    case refunded

    package var name: LocalizedText {
        switch self {
        case .open: LocalizedText(id: "Belum dibayar", en: "Not paid yet")
        case .underpaid: LocalizedText(id: "Kurang bayar", en: "Underpaid")
        case .late: LocalizedText(id: "Lewat jatuh tempo", en: "Overdue")
        case .paid: LocalizedText(id: "Lunas", en: "Paid")
        case .overpaid: LocalizedText(id: "Lunas, lebih bayar", en: "Paid, overpaid")
        case .double: LocalizedText(id: "Lunas, dibayar dua kali", en: "Paid twice")
        case .cancelled: LocalizedText(id: "Dibatalkan", en: "Cancelled")
        case .refundDue: LocalizedText(id: "Menunggu pengembalian", en: "Refund due")
        case .refunded: LocalizedText(id: "Dikembalikan", en: "Refunded")
        }
    }

    /// The tone of its badge.
    package var tone: StateElement.Tone {
        switch self {
        case .open: .new
        case .underpaid, .refundDue, .overpaid, .double: .waiting
        case .paid, .refunded: .done
        case .late, .cancelled: .refused
        }
    }
}

package struct BillLine: Hashable, Sendable {
    package let name: LocalizedText
    package let amount: Rupiah

    package init(name: LocalizedText, amount: Rupiah) {
        self.name = name
        self.amount = amount
    }
}

/// A dated tariff that a bill was worked out from.
package struct BilledParameter: Hashable, Sendable {
    package let id: ParameterID
    package let value: JSON
    /// The first day of the row that held when it was billed.
    package let from: CivilDate
    /// What it was on the day on which the case began, where that was something else.
    package let before: JSON?

    package init(id: ParameterID, value: JSON, from: CivilDate, before: JSON?) {
        self.id = id
        self.value = value
        self.from = from
        self.before = before
    }
}

/// Money that came in, as whoever took it says.
package struct Payment: Hashable, Sendable {
    package let bill: BillNumber
    package let amount: Rupiah
    /// The bank's own number of it; one reference of one channel is one payment for ever.
    package let reference: String
    package let channel: PaymentChannelID
    /// When it was paid; the time at which the news came in is the event's.
    package let paidAt: Moment

    package init(
        bill: BillNumber,
        amount: Rupiah,
        reference: String,
        channel: PaymentChannelID,
        paidAt: Moment
    ) {
        self.bill = bill
        self.amount = amount
        self.reference = reference
        self.channel = channel
        self.paidAt = paidAt
    }
}

/// What became of a payment.
package enum PaymentOutcome: String, CaseIterable, Hashable, Sendable {
    /// It settled the bill to the rupiah.
    case full
    /// Something is still owed.
    case partial
    /// The bill is settled; the rest is to be given back.
    case over
    /// The bill was paid already.
    case double
    /// It came after the due day of a bill that takes nothing then.
    case late
    /// The bill was taken back before.
    case cancelled

    package var name: LocalizedText {
        switch self {
        case .full: LocalizedText(id: "lunas", en: "paid in full")
        case .partial: LocalizedText(id: "kurang bayar", en: "underpaid")
        case .over: LocalizedText(id: "lebih bayar", en: "overpaid")
        case .double: LocalizedText(id: "pembayaran ganda", en: "double payment")
        case .late: LocalizedText(id: "terlambat, dikembalikan", en: "late, to be given back")
        case .cancelled: LocalizedText(id: "tagihan sudah dibatalkan", en: "the bill had been cancelled")
        }
    }
}

package struct BillPayment: Hashable, Sendable {
    package let payment: Payment
    package let outcome: PaymentOutcome
    package let receipt: String
    package let recordedAt: Moment
}

package struct BillRefund: Hashable, Sendable {
    package let amount: Rupiah
    package let reference: String
    package let at: Moment
}

extension CaseState {
    /// The bill that was issued last, of one fee or of any.
    package func bill(of fee: FeeID? = nil) -> Bill? { bills.last { fee == nil || $0.fee == fee } }

    package func bill(_ number: BillNumber) -> Bill? { bills.first { $0.number == number } }

    mutating func change(_ number: BillNumber, _ change: (inout Bill) -> Void) {
        guard let index = bills.firstIndex(where: { $0.number == number }) else { return }
        change(&bills[index])
    }
}
