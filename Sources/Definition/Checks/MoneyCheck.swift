import Civic
import Rules

/// Fees that can be worked out, billed, paid and ended.
func moneyFindings(_ subject: CheckSubject) -> [Finding] {
    feeFindings(subject) + feeReferenceFindings(subject) + payerFindings(subject) + openBillFindings(subject)
        + todayFindings(subject)
}

// MARK: The fee itself

private func feeFindings(_ subject: CheckSubject) -> [Finding] {
    let billed = Set(subject.definition.actions.all.compactMap(\.element.money.bill?.fee))
    return subject.definition.fees.all.flatMap { id, fee -> [Finding] in
        let path = ["fees", id.text]
        var findings = amountFindings(id, fee, path, subject)
        if !isAccount(fee.account) {
            findings.append(
                subject.error(
                    "bad-account",
                    path + ["account"],
                    id: "\"\(fee.account)\" bukan kode rekening.",
                    en: "\"\(fee.account)\" is no account code.",
                    todo: LocalizedText(id: "Tulis seperti \"4.1.02.02.01\".", en: "Write it like \"4.1.02.02.01\".")
                )
            )
        }
        if !billed.contains(id) {
            findings.append(
                subject.warning(
                    "never-billed",
                    path,
                    id: "Biaya \"\(id)\" tidak pernah ditagih.",
                    en: "The fee \"\(id)\" is never billed.",
                    todo: LocalizedText(
                        id: "Tambahkan bill: { fee: \(id), due: 14 days } pada sebuah tindakan, atau hapus.",
                        en: "Add bill: { fee: \(id), due: 14 days } to an action, or remove it."
                    )
                )
            )
        }
        return findings
    }
}

private func amountFindings(_ id: FeeID, _ fee: Fee, _ path: [String], _ subject: CheckSubject) -> [Finding] {
    var findings = fee.lines.all.filter { $0.element.amount == nil }.map { line, _ in
        noAmount(path + ["lines", line.text], subject)
    }
    if fee.amount == nil, fee.lines.isEmpty { findings.append(noAmount(path, subject)) }
    if fee.amount != nil, !fee.lines.isEmpty {
        findings.append(
            subject.error(
                "two-amounts",
                path + ["amount"],
                id: "Biaya \"\(id)\" mempunyai jumlah dan rincian; keduanya dapat berbeda.",
                en: "The fee \"\(id)\" has an amount and lines; the two could differ.",
                todo: LocalizedText(id: "Hapus amount: rincian dijumlahkan.", en: "Remove amount: lines are summed.")
            )
        )
    }
    return findings
}

private func noAmount(_ path: [String], _ subject: CheckSubject) -> Finding {
    subject.error(
        "no-amount",
        path,
        id: "Jumlahnya belum ada.",
        en: "The amount is missing.",
        todo: LocalizedText(id: "Tambahkan amount: …", en: "Add amount: …")
    )
}

private func isAccount(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
}

// MARK: Names

private func feeReferenceFindings(_ subject: CheckSubject) -> [Finding] {
    let known = subject.definition.fees.order
    return subject.definition.actions.all.flatMap { id, action -> [Finding] in
        let path = ["actions", id.text]
        var named: [(FeeID, [String])] = [action.money.bill].compactMap(\.self).map {
            ($0.fee, path + ["bill", "fee"])
        }
        named += action.money.cancel.map { ($0, path + ["cancel_bill"]) }
        named += action.money.refund.map { ($0, path + ["refund"]) }
        for (index, who) in action.by.enumerated() {
            guard let fee = who.fee else { continue }
            named.append((fee, action.by.count > 1 ? path + ["by", String(index)] : path + ["by"]))
        }
        return named.filter { !known.contains($0.0) }.map { fee, path in
            subject.error(
                "unknown-fee",
                path,
                id: "Tidak ada biaya bernama \"\(fee)\".",
                en: "There is no fee called \"\(fee)\".",
                todo: Reading.suggestion(for: fee.text, among: known.map(\.text))
                    ?? LocalizedText(id: "Tambahkan \"\(fee)\" pada fees.", en: "Add \"\(fee)\" under fees.")
            )
        }
    }
}

// MARK: Payments act

/// A payment types nothing.
private func payerFindings(_ subject: CheckSubject) -> [Finding] {
    subject.definition.actions.all.flatMap { id, action -> [Finding] in
        guard action.by.contains(where: \.isPayment) else { return [] }
        let isAsked = action.form.all.contains { $0.element.required == .always }
        guard isAsked || action.reason == .required else { return [] }
        return [
            subject.error(
                "payment-asks",
                ["actions", id.text, "by"],
                id: "Pembayaran tidak dapat mengisi formulir atau menulis alasan.",
                en: "A payment can't answer a form or give a reason.",
                todo: LocalizedText(
                    id: "Hapus required dan reason dari \"\(id)\".",
                    en: "Remove required and reason from \"\(id)\"."
                )
            )
        ]
    }
}

// MARK: The life of a bill

private func openBillFindings(_ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    return definition.fees.order.flatMap { fee -> [Finding] in
        let billing = definition.actions.all.filter { $0.element.money.bill?.fee == fee }
        guard !billing.isEmpty else { return [] }
        let open = definition.states(withOpenBillOf: fee)
        let here = definition.actions.all.filter { !open.isDisjoint(with: $0.element.from) }
        var findings = billing.flatMap { unpayable($0.id, fee, open, here.map(\.element), subject) }
        // A payment that settles another fee may end a case whose states are shared; it never leaves what is owed to chance.
        for (id, action) in here
        where !action.settles(fee) && !action.by.allSatisfy(\.isPayment) && definition.states[action.to]?.isEnd == true
        {
            findings.append(
                subject.error(
                    "bill-left-open",
                    ["actions", id.text],
                    id: "\"\(id)\" mengakhiri perkara selagi tagihan \"\(fee)\" masih terbuka.",
                    en: "\"\(id)\" ends the case while the bill for \"\(fee)\" is still open.",
                    todo: LocalizedText(id: "Tambahkan cancel_bill: \(fee).", en: "Add cancel_bill: \(fee).")
                )
            )
        }
        return findings
    }
}

private func unpayable(
    _ id: ActionID,
    _ fee: FeeID,
    _ open: Set<StateID>,
    _ here: [ActionElement],
    _ subject: CheckSubject
) -> [Finding] {
    guard here.contains(where: { $0.by.contains(.payment(fee)) }) else {
        return [
            subject.error(
                "cannot-be-paid",
                ["actions", id.text, "bill"],
                id: "Tagihan \"\(fee)\" tidak dapat dilunasi: tidak ada tindakan oleh payment.\(fee).",
                en: "The bill for \"\(fee)\" can't be paid: no action is taken by payment.\(fee).",
                todo: LocalizedText(
                    id: "Tambahkan tindakan dengan by: payment.\(fee).",
                    en: "Add an action with by: payment.\(fee)."
                )
            )
        ]
    }
    if here.contains(where: { $0.by.contains(where: \.isTimer) || $0.money.cancel.contains(fee) }) { return [] }
    return [
        subject.warning(
            "waits-for-ever",
            ["actions", id.text, "bill"],
            id: "Tagihan \"\(fee)\" yang tidak dibayar menunggu selamanya.",
            en: "A bill for \"\(fee)\" that nobody pays waits for ever.",
            todo: LocalizedText(
                id: "Tambahkan tindakan oleh overdue.\(fee).",
                en: "Add an action by overdue.\(fee)."
            )
        )
    ]
}

extension Definition {
    /// States in which a bill of this fee may stand open.
    func states(withOpenBillOf fee: FeeID) -> Set<StateID> {
        var open = actions.all.filter { $0.element.money.bill?.fee == fee }.map(\.element.to)
        var found = Set(open)
        while let state = open.popLast() {
            for (_, action) in actions.all where action.from.contains(state) && !action.settles(fee) {
                if states.contains(action.to), found.insert(action.to).inserted { open.append(action.to) }
            }
            // Branches that come together take the bill along.
            if let join = states[state]?.join, found.insert(join).inserted { open.append(join) }
        }
        return found
    }
}

extension ActionElement {
    /// Its condition looks whether the fee is paid.
    private func asks(_ fee: FeeID) -> Bool {
        when?.expression.references.contains(["bills", fee.text, "is_paid"]) ?? false
    }

    /// After it, no bill of this fee is open that was open before.
    fileprivate func settles(_ fee: FeeID) -> Bool {
        money.cancel.contains(fee) || !by.isEmpty && by.allSatisfy { $0 == .payment(fee) } || asks(fee)
    }
}

// MARK: Today

/// Tariffs that a fee reads have a value on the day on which the application is to run.
private func todayFindings(_ subject: CheckSubject) -> [Finding] {
    guard let today = subject.context.today else { return [] }
    let definition = subject.definition
    let references = Set(definition.fees.all.flatMap(\.element.formulas).flatMap(\.expression.references))
    let read = Set(references.filter { $0.count > 1 && $0[0] == "parameters" }.map { $0[1] })
    return definition.parameters.all.filter { read.contains($0.id.text) && $0.element.row(on: today) == nil }.map {
        id,
        _ in
        subject.error(
            "no-value-today",
            ["parameters", id.text, "rows"],
            id: "Parameter \"\(id)\" dipakai untuk menghitung biaya, tetapi belum bernilai pada \(today.iso).",
            en: "The parameter \"\(id)\" is needed for a fee, but has no value on \(today.iso).",
            todo: LocalizedText(
                id: "Tambahkan baris dengan from paling lambat hari itu.",
                en: "Add a row with a from not after that day."
            )
        )
    }
}

extension Who {
    /// The fee whose payment, or lack of it, acts.
    var fee: FeeID? {
        switch self {
        case .payment(let fee), .overdue(let fee): fee
        case .role, .timer, .timerAfter, .peer: nil
        }
    }

    package var isPayment: Bool {
        if case .payment = self { true } else { false }
    }
}
