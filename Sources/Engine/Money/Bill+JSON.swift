import Civic
import Definition

extension Bill {
    /// As a state keeps it; what is empty is left out.
    var json: JSON {
        var writer = FactWriter()
        writeIssue(to: &writer)
        writer.put("payments", payments.map(\.json))
        writer.put("refunds", refunds.map(\.json))
        writer.put("cancelled", cancelledAt)
        writer.put("refund_ordered", refundOrderedAt)
        writer.put("credited", rupiah: credited)
        writer.put("refund_due", rupiah: refundDue)
        return writer.json
    }

    /// What was frozen when it was issued: what the event of the issue says.
    var issue: JSON {
        var writer = FactWriter()
        writeIssue(to: &writer)
        return writer.json
    }

    private func writeIssue(to writer: inout FactWriter) {
        writer.put("number", number.text)
        writer.put("fee", fee.text)
        writer.put("name", name.json)
        writer.put("lines", lines.map(\.json))
        writer.put("amount", Int(amount.amount))
        writer.put("account", account)
        writer.put("basis", basis?.json)
        writer.put("issued", issuedAt)
        writer.put("due", due.iso)
        writer.put("accepts_late", acceptsLate)
        writer.put("parameters", parameters.map(\.json))
    }

    init(json: JSON) throws(FactFault) {
        let reader = try FactReader(json, type: "bill")
        var lines: [BillLine] = []
        for line in try reader.list("lines") { lines.append(try BillLine(json: line)) }
        var parameters: [BilledParameter] = []
        for parameter in try reader.list("parameters") { parameters.append(try BilledParameter(json: parameter)) }
        self.init(
            number: try reader.value("number"),
            fee: try reader.id("fee"),
            name: try reader.localized("name"),
            lines: lines,
            amount: try reader.rupiah("amount"),
            account: try reader.text("account"),
            basis: try reader.has("basis") ? reader.localized("basis") : nil,
            issuedAt: try reader.value("issued"),
            due: try reader.day("due"),
            acceptsLate: try reader.bool("accepts_late"),
            parameters: parameters
        )
        for payment in try reader.list("payments") { payments.append(try BillPayment(json: payment)) }
        for refund in try reader.list("refunds") { refunds.append(try BillRefund(json: refund)) }
        cancelledAt = try reader.optional("cancelled")
        refundOrderedAt = try reader.optional("refund_ordered")
        credited = try reader.rupiah("credited")
        refundDue = try reader.rupiah("refund_due")
    }
}

extension BillLine {
    var json: JSON { ["name": name.json, "amount": .int(amount.amount)] }

    init(json: JSON) throws(FactFault) {
        let reader = try FactReader(json, type: "bill line")
        self.init(name: try reader.localized("name"), amount: try reader.rupiah("amount"))
    }
}

extension BilledParameter {
    var json: JSON {
        var writer = FactWriter()
        writer.put("id", id.text)
        writer.put("value", value)
        writer.put("from", from.iso)
        writer.put("before", before)
        return writer.json
    }

    init(json: JSON) throws(FactFault) {
        let reader = try FactReader(json, type: "billed parameter")
        guard let value = reader.json("value") else { throw reader.fault("value", "missing") }
        self.init(id: try reader.id("id"), value: value, from: try reader.day("from"), before: reader.json("before"))
    }
}

extension Payment {
    func write(to writer: inout FactWriter) {
        writer.put("bill", bill.text)
        writer.put("amount", Int(amount.amount))
        writer.put("reference", reference)
        writer.put("channel", channel.text)
        writer.put("paid", paidAt)
    }

    init(_ reader: FactReader) throws(FactFault) {
        self.init(
            bill: try reader.value("bill"),
            amount: try reader.rupiah("amount"),
            reference: try reader.text("reference"),
            channel: try reader.id("channel"),
            paidAt: try reader.value("paid")
        )
    }
}

extension BillPayment {
    var json: JSON {
        var writer = FactWriter()
        payment.write(to: &writer)
        writer.put("outcome", outcome.rawValue)
        writer.put("receipt", receipt)
        writer.put("recorded", recordedAt)
        return writer.json
    }

    init(json: JSON) throws(FactFault) {
        let reader = try FactReader(json, type: "bill payment")
        payment = try Payment(reader)
        outcome = try reader.choice("outcome")
        receipt = try reader.text("receipt")
        recordedAt = try reader.value("recorded")
    }
}

extension BillRefund {
    var json: JSON {
        ["amount": .int(amount.amount), "reference": .string(reference), "at": .string(at.rfc3339)]
    }

    init(json: JSON) throws(FactFault) {
        let reader = try FactReader(json, type: "refund")
        amount = try reader.rupiah("amount")
        reference = try reader.text("reference")
        at = try reader.value("at")
    }
}

extension FactReader {
    /// Whole rupiah; a member that is left out is nothing.
    func rupiah(_ field: String) throws(FactFault) -> Rupiah { Rupiah(Int64(try optionalInt(field) ?? 0)) }

    func day(_ field: String) throws(FactFault) -> CivilDate {
        let text = try text(field)
        do throws(CivicError) { return try CivilDate(iso: text) } catch { throw fault(field, error.messageKey) }
    }

    func localized(_ field: String) throws(FactFault) -> LocalizedText {
        try localized(json(field), in: field)
    }
}

extension FactWriter {
    /// Whole rupiah; nothing is left out.
    mutating func put(_ field: String, rupiah: Rupiah) {
        if rupiah != .zero { put(field, Int(rupiah.amount)) }
    }
}
