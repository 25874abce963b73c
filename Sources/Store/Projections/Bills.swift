package import Civic
import Engine

/// The bills of a government with what came in for them, and the payments that fit none: what the treasurer works with.
package struct Bills: Projection {
    package static let name = "bills"
    package static let version = 1

    package static let tables = [
        Table(
            "bill",
            create: """
                CREATE TABLE bill (
                    number {text} NOT NULL PRIMARY KEY,
                    case_id {text} NOT NULL,
                    case_number {text} NOT NULL,
                    app {text} NOT NULL,
                    agency {text} NOT NULL,
                    fee {text} NOT NULL,
                    account {text} NOT NULL,
                    amount {int} NOT NULL CHECK (amount > 0),
                    credited {int} NOT NULL CHECK (credited BETWEEN 0 AND amount),
                    refund_due {int} NOT NULL CHECK (refund_due >= 0),
                    refunded {int} NOT NULL CHECK (refunded >= 0),
                    phase {text} NOT NULL,
                    issued {int} NOT NULL,
                    due {int} NOT NULL
                ) {keyed};
                """,
            indexes: [
                "CREATE INDEX bill_phase ON bill (phase, due, number);",
                "CREATE INDEX bill_refund ON bill (number) WHERE refund_due > 0;",
            ],
            dump: Statement(
                "bill.dump",
                """
                SELECT number, case_id, case_number, app, agency, fee, account, amount, credited, refund_due, refunded, phase, issued, due
                FROM bill
                ORDER BY number
                """
            )
        ),
        Table(
            "payment",
            create: """
                CREATE TABLE payment (
                    channel {text} NOT NULL,
                    reference {text} NOT NULL,
                    bill {text} NOT NULL,
                    amount {int} NOT NULL CHECK (amount > 0),
                    paid {int} NOT NULL,
                    outcome {text} NOT NULL,
                    PRIMARY KEY (channel, reference)
                ) {keyed};
                """,
            indexes: ["CREATE INDEX payment_paid ON payment (channel, paid, reference);"],
            dump: Statement(
                "payment.dump",
                """
                SELECT channel, reference, bill, amount, paid, outcome
                FROM payment
                ORDER BY channel, reference
                """
            )
        ),
        Table(
            "stray_payment",
            create: """
                CREATE TABLE stray_payment (
                    channel {text} NOT NULL,
                    reference {text} NOT NULL,
                    bill {text} NOT NULL,
                    amount {int} NOT NULL CHECK (amount > 0),
                    paid {int} NOT NULL,
                    is_open {int} NOT NULL,
                    PRIMARY KEY (channel, reference)
                ) {keyed};
                """,
            indexes: ["CREATE INDEX stray_payment_open ON stray_payment (is_open, channel, reference);"],
            dump: Statement(
                "stray_payment.dump",
                """
                SELECT channel, reference, bill, amount, paid, is_open
                FROM stray_payment
                ORDER BY channel, reference
                """
            )
        ),
    ]

    // MARK: Questions

    package static let byNumber = Statement(
        "bill.by_number",
        """
        SELECT number, case_id, case_number, app, agency, fee, account, amount, credited, refund_due, refunded, phase, issued, due
        FROM bill
        WHERE number = :number
        """
    )

    /// Of one phase, the soonest due first, behind a key.
    package static let ofPhase = Statement(
        "bill.of_phase",
        """
        SELECT number, case_id, case_number, app, agency, fee, account, amount, credited, refund_due, refunded, phase, issued, due
        FROM bill
        WHERE phase = :phase AND (due, number) > (:after_due, :after_number)
        ORDER BY due, number
        LIMIT :limit
        """
    )

    /// Bills of which something is to be given back.
    package static let withRefund = Statement(
        "bill.with_refund",
        """
        SELECT number, case_id, case_number, app, agency, fee, account, amount, credited, refund_due, refunded, phase, issued, due
        FROM bill
        WHERE refund_due > 0 AND number > :after
        ORDER BY number
        LIMIT :limit
        """
    )

    package static let paidBetween = Statement(
        "payment.paid_between",
        """
        SELECT channel, reference, bill, amount, paid, outcome
        FROM payment
        WHERE channel = :channel AND paid >= :from AND paid < :until
        ORDER BY channel, paid, reference
        LIMIT :limit
        """
    )

    package static let byReference = Statement(
        "payment.by_reference",
        """
        SELECT channel, reference, bill, amount, paid, outcome
        FROM payment
        WHERE channel = :channel AND reference = :reference
        """
    )

    package static let strays = Statement(
        "stray_payment.open",
        """
        SELECT channel, reference, bill, amount, paid, is_open
        FROM stray_payment
        WHERE is_open = 1
        ORDER BY is_open, channel, reference
        LIMIT :limit
        """
    )

    package static let strayByReference = Statement(
        "stray_payment.by_reference",
        """
        SELECT channel, reference, bill, amount, paid, is_open
        FROM stray_payment
        WHERE channel = :channel AND reference = :reference
        """
    )

    static let put = Statement(
        "bill.put",
        """
        INSERT INTO bill (number, case_id, case_number, app, agency, fee, account, amount, credited, refund_due, refunded, phase, issued, due)
        VALUES (:number, :case_id, :case_number, :app, :agency, :fee, :account, :amount, :credited, :refund_due, :refunded, :phase, :issued, :due)
        ON CONFLICT (number) DO UPDATE
        SET agency = excluded.agency, credited = excluded.credited, refund_due = excluded.refund_due,
            refunded = excluded.refunded, phase = excluded.phase
        """
    )

    static let receive = Statement(
        "payment.put",
        """
        INSERT INTO payment (channel, reference, bill, amount, paid, outcome)
        VALUES (:channel, :reference, :bill, :amount, :paid, :outcome)
        ON CONFLICT (channel, reference) DO NOTHING
        """
    )

    static let stray = Statement(
        "stray_payment.put",
        """
        INSERT INTO stray_payment (channel, reference, bill, amount, paid, is_open)
        VALUES (:channel, :reference, :bill, :amount, :paid, 1)
        ON CONFLICT (channel, reference) DO NOTHING
        """
    )

    static let settle = Statement(
        "stray_payment.settle",
        """
        UPDATE stray_payment
        SET is_open = 0
        WHERE channel = :channel AND reference = :reference
        """
    )

    package static let questions = [
        byNumber, ofPhase, withRefund, paidBetween, byReference, strays, strayByReference,
    ]
    package static let changes = [put, receive, stray, settle]

    package init() {}

    package func apply(_ changes: [Change], on connection: any Connection) throws {
        for change in changes {
            if change.event == nil { try applyStray(change.fact, on: connection) }
            if case .paymentReceived(let event)? = change.event { try receive(event, on: connection) }
        }
        for change in net(changes) {
            guard let after = change.after, !after.bills.isEmpty else { continue }
            let known = change.before?.bills ?? []
            let isMoved = change.before?.agency != after.agency
            for (index, bill) in after.bills.enumerated() {
                if !isMoved, index < known.count, known[index] == bill { continue }
                try put(bill, of: after, on: connection)
            }
        }
    }

    private func applyStray(_ fact: Fact, on connection: any Connection) throws {
        guard let event = try StrayPayment.Event(fact: fact) else { return }
        switch event {
        case .came(let stray):
            try connection.run(
                Self.stray,
                [
                    "channel": .text(stray.channel.text), "reference": .text(stray.reference),
                    "bill": .text(stray.bill), "amount": .int(stray.amount.amount), "paid": .moment(stray.paidAt),
                ]
            )
        case .settled(let channel, let reference, _):
            try connection.run(Self.settle, ["channel": .text(channel.text), "reference": .text(reference)])
        }
    }

    private func receive(_ event: CaseEvent.PaymentReceived, on connection: any Connection) throws {
        try connection.run(
            Self.receive,
            [
                "channel": .text(event.payment.channel.text), "reference": .text(event.payment.reference),
                "bill": .text(event.payment.bill.text), "amount": .int(event.payment.amount.amount),
                "paid": .moment(event.payment.paidAt), "outcome": .text(event.outcome.rawValue),
            ]
        )
    }

    private func put(_ bill: Bill, of state: CaseState, on connection: any Connection) throws {
        try connection.run(
            Self.put,
            [
                "number": .text(bill.number.text), "case_id": .text(state.id.text),
                "case_number": .text(state.number.text), "app": .text(state.app.text),
                "agency": .text(state.agency.text), "fee": .text(bill.fee.text), "account": .text(bill.account),
                "amount": .int(bill.amount.amount), "credited": .int(bill.credited.amount),
                "refund_due": .int(bill.refundDue.amount), "refunded": .int(bill.refunded.amount),
                "phase": .text(BillRow.Phase(of: bill).rawValue), "issued": .moment(bill.issuedAt),
                "due": .int(bill.due.daysSinceEpoch),
            ]
        )
    }
}

/// One bill of the list.
package struct BillRow: Sendable, Equatable {
    /// What of a bill does not depend on the day.
    package enum Phase: String, CaseIterable, Sendable {
        case open, paid, cancelled

        init(of bill: Bill) {
            self = bill.isPayable ? .open : bill.isPaid ? .paid : .cancelled
        }
    }

    package let number: BillNumber
    package let caseID: CaseID
    package let caseNumber: CaseNumber
    package let app: AppID
    package let agency: AgencyID
    package let fee: FeeID
    package let account: String
    package let amount: Rupiah
    package let credited: Rupiah
    package let refundDue: Rupiah
    package let refunded: Rupiah
    package let phase: Phase
    package let issuedAt: Moment
    package let due: CivilDate

    init(_ row: Row) throws {
        number = try BillNumber(try row.text("number"))
        caseID = try CaseID(try row.text("case_id"))
        caseNumber = try CaseNumber(try row.text("case_number"))
        app = try AppID(try row.text("app"))
        agency = try AgencyID(try row.text("agency"))
        fee = try FeeID(try row.text("fee"))
        account = try row.text("account")
        amount = Rupiah(try row.int("amount"))
        credited = Rupiah(try row.int("credited"))
        refundDue = Rupiah(try row.int("refund_due"))
        refunded = Rupiah(try row.int("refunded"))
        phase = Phase(rawValue: try row.text("phase")) ?? .open
        issuedAt = try row.moment("issued")
        due = CivilDate(daysSinceEpoch: Int(try row.int("due")))
    }
}

/// One payment, matched or not.
package struct PaymentRow: Sendable, Equatable {
    package let channel: PaymentChannelID
    package let reference: String
    /// As it was told; of a stray payment perhaps no number at all.
    package let bill: String
    package let amount: Rupiah
    package let paidAt: Moment

    init(_ row: Row) throws {
        channel = try PaymentChannelID(try row.text("channel"))
        reference = try row.text("reference")
        bill = try row.text("bill")
        amount = Rupiah(try row.int("amount"))
        paidAt = try row.moment("paid")
    }
}

extension Bills {
    package static func bill(_ number: BillNumber, on connection: any Connection) throws -> BillRow? {
        try connection.row(byNumber, ["number": .text(number.text)]).map { try BillRow($0) }
    }

    package static func bills(
        _ phase: BillRow.Phase,
        after last: (due: CivilDate, number: BillNumber)? = nil,
        limit: Int,
        on connection: any Connection
    ) throws -> [BillRow] {
        let values: KeyValuePairs<String, SQLValue> = [
            "phase": .text(phase.rawValue), "after_due": .int(last?.due.daysSinceEpoch ?? -1_000_000),
            "after_number": .text(last?.number.text ?? ""), "limit": .int(min(limit, Limits.pageMax)),
        ]
        return try connection.rows(ofPhase, values).map { try BillRow($0) }
    }

    package static func refunds(limit: Int, on connection: any Connection) throws -> [BillRow] {
        let values: KeyValuePairs<String, SQLValue> = ["after": .text(""), "limit": .int(min(limit, Limits.pageMax))]
        return try connection.rows(withRefund, values).map { try BillRow($0) }
    }

    /// What came in through a channel in a stretch of time.
    package static func payments(
        _ channel: PaymentChannelID,
        from: Moment,
        until: Moment,
        limit: Int,
        on connection: any Connection
    ) throws -> [PaymentRow] {
        let values: KeyValuePairs<String, SQLValue> = [
            "channel": .text(channel.text), "from": .moment(from), "until": .moment(until), "limit": .int(limit),
        ]
        return try connection.rows(paidBetween, values).map { try PaymentRow($0) }
    }

    package static func payment(
        _ channel: PaymentChannelID,
        _ reference: String,
        on connection: any Connection
    ) throws -> PaymentRow? {
        let values: KeyValuePairs<String, SQLValue> = ["channel": .text(channel.text), "reference": .text(reference)]
        return try connection.row(byReference, values).map { try PaymentRow($0) }
    }

    package static func strays(limit: Int, on connection: any Connection) throws -> [PaymentRow] {
        try connection.rows(strays, ["limit": .int(min(limit, Limits.pageMax))]).map { try PaymentRow($0) }
    }

    package static func stray(
        _ channel: PaymentChannelID,
        _ reference: String,
        on connection: any Connection
    ) throws -> PaymentRow? {
        let values: KeyValuePairs<String, SQLValue> = ["channel": .text(channel.text), "reference": .text(reference)]
        return try connection.row(strayByReference, values).map { try PaymentRow($0) }
    }
}
