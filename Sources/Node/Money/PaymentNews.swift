package import Civic
package import Engine

/// A payment as a bank tells it, nothing looked up yet.
package struct PaymentNews: Hashable, Sendable {
    /// As it was typed at the bank.
    package let bill: String
    package let amount: Rupiah
    package let reference: String
    package let paidAt: Moment

    package init(bill: String, amount: Rupiah, reference: String, paidAt: Moment) {
        self.bill = bill
        self.amount = amount
        self.reference = reference
        self.paidAt = paidAt
    }

    /// Reads `{"government": "36.71", "bill": "…", "amount": 150000, "reference": "…", "paid_at": "…"}`.
    package init(json: JSON, of government: RegionCode) throws {
        guard json["government"]?.string == government.text else {
            throw Refusal.invalid(
                LocalizedText(
                    id: "Pesan ini untuk pemerintah daerah lain; di sini kode \(government.text).",
                    en: "This message is for another government; the code here is \(government.text)."
                )
            )
        }
        guard let amount = json["amount"]?.int, amount > 0, amount <= 999_999_999_999_999,
            let reference = json["reference"]?.string, StrayPayment.isReference(reference),
            let bill = json["bill"]?.string, bill.utf8.count <= 40,
            let paid = json["paid_at"]?.string, let paidAt = try? Moment(rfc3339: paid)
        else {
            throw Refusal.invalid(
                LocalizedText(
                    id: "Isi bill, amount (rupiah bulat), reference (huruf, angka, - . / _) dan paid_at (RFC 3339).",
                    en: "Give bill, amount (whole rupiah), reference (letters, digits, - . / _) and paid_at (RFC 3339)."
                )
            )
        }
        self.init(
            bill: bill.filter { $0.isASCII && !$0.isWhitespace },
            amount: Rupiah(amount),
            reference: reference,
            paidAt: paidAt
        )
    }

    /// As the simulator and tests tell it.
    package func json(of government: RegionCode) -> JSON {
        [
            "government": .string(government.text), "bill": .string(bill), "amount": .int(amount.amount),
            "reference": .string(reference), "paid_at": .string(paidAt.rfc3339),
        ]
    }
}

/// What the bank is answered; the same for the same news, however often it comes.
package enum PaymentAnswer: Hashable, Sendable {
    case taken(BillPayment, remaining: Rupiah)
    /// No bill has this number: the treasurer will look at it.
    case unmatched
    /// The reference was told before with another amount or for another bill.
    case referenceReused

    package var json: JSON {
        switch self {
        case .taken(let payment, let remaining):
            [
                "result": .string(payment.outcome.rawValue), "bill": .string(payment.payment.bill.text),
                "receipt": .string(payment.receipt), "remaining": .int(remaining.amount),
            ]
        case .unmatched: ["result": "unmatched"]
        case .referenceReused: ["result": "reference-reused"]
        }
    }
}
