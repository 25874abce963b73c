package import Civic
package import Store

/// What a bank's file of a day says beside what the ledger says: every line that does not match, and why.
package struct Reconciliation: Sendable, Equatable {
    package enum Difference: String, CaseIterable, Sendable {
        /// The bank has it, we have not.
        case onlyInFile = "only_in_file"
        /// We have it, the bank has not.
        case onlyInLedger = "only_in_ledger"
        case amountDiffers = "amount_differs"
        /// The same reference stands twice in the file.
        case twice

        package var name: LocalizedText {
            switch self {
            case .onlyInFile: LocalizedText(id: "Ada di bank, tidak di buku", en: "At the bank, not in the ledger")
            case .onlyInLedger: LocalizedText(id: "Ada di buku, tidak di bank", en: "In the ledger, not at the bank")
            case .amountDiffers: LocalizedText(id: "Jumlah berbeda", en: "The amount differs")
            case .twice: LocalizedText(id: "Dua kali dalam berkas", en: "Twice in the file")
            }
        }
    }

    /// One payment in a bank's file.
    package struct Line: Sendable, Equatable {
        package let reference: String
        package let bill: String
        package let amount: Rupiah
        package let paidAt: Moment

        package init(reference: String, bill: String, amount: Rupiah, paidAt: Moment) {
            self.reference = reference
            self.bill = bill
            self.amount = amount
            self.paidAt = paidAt
        }
    }

    package struct Row: Sendable, Equatable {
        package let difference: Difference
        package let reference: String
        package let bill: String
        package let atBank: Rupiah?
        package let inLedger: Rupiah?
    }

    package let lines: Int
    package let matched: Int
    package let bankTotal: Rupiah
    package let ledgerTotal: Rupiah
    /// In the file's order, then what only the ledger has.
    package let rows: [Row]

    package var isClean: Bool { rows.isEmpty }

    package init(file: [Line], ledger: [PaymentRow]) {
        let known = Dictionary(ledger.map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<String> = []
        var rows: [Row] = []
        var matched = 0
        for line in file {
            let entry = known[line.reference]
            let difference: Difference?
            if !seen.insert(line.reference).inserted {
                difference = .twice
            } else if let entry {
                difference = entry.amount == line.amount ? nil : .amountDiffers
            } else {
                difference = .onlyInFile
            }
            guard let difference else {
                matched += 1
                continue
            }
            rows.append(
                Row(
                    difference: difference,
                    reference: line.reference,
                    bill: line.bill,
                    atBank: line.amount,
                    inLedger: entry?.amount
                )
            )
        }
        rows += ledger.filter { !seen.contains($0.reference) }.map {
            Row(difference: .onlyInLedger, reference: $0.reference, bill: $0.bill, atBank: nil, inLedger: $0.amount)
        }
        lines = file.count
        self.matched = matched
        bankTotal = file.reduce(.zero) { $0 + $1.amount }
        ledgerTotal = ledger.reduce(.zero) { $0 + $1.amount }
        self.rows = rows
    }

    /// The report as a file: `difference,reference,bill,bank,ledger`.
    package var csv: String {
        var text = "difference,reference,bill,bank,ledger\r\n"
        for row in rows {
            let (bank, ledger) = (row.atBank.map { "\($0.amount)" } ?? "", row.inLedger.map { "\($0.amount)" } ?? "")
            text += "\(row.difference.rawValue),\(row.reference),\(row.bill),\(bank),\(ledger)\r\n"
        }
        return text
    }
}

extension Reconciliation {
    /// A line of a bank's file that can't be read.
    package struct Unreadable: Error, Sendable {
        /// From 1.
        package let line: Int

        package var text: LocalizedText {
            LocalizedText(
                id:
                    "Baris \(line) tidak terbaca. Tulis reference,bill,amount,paid_at, misalnya A1,20260000000018,150000,2026-11-24T09:00:00+07:00.",
                en:
                    "Line \(line) can't be read. Write reference,bill,amount,paid_at, such as A1,20260000000018,150000,2026-11-24T09:00:00+07:00."
            )
        }
    }

    /// Reads `reference,bill,amount,paid_at`, one payment a line, commas or semicolons; the first line may name the columns.
    package static func lines(of text: String) throws(Unreadable) -> [Line] {
        var lines: [Line] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if line.allSatisfy(\.isWhitespace) { continue }
            let mark: Character = line.contains(";") ? ";" : ","
            let cells = line.split(separator: mark, omittingEmptySubsequences: false).map { cell in
                String(cell).trimmingQuotes
            }
            if index == 0, cells.first?.lowercased().hasPrefix("\u{FEFF}") ?? false || cells.first == "reference" {
                continue
            }
            guard cells.count == 4, lines.count < Limits.reconciledLinesMax, !cells[0].isEmpty,
                cells[0].utf8.count <= 64,
                let amount = Int64(cells[2]), amount > 0, let paidAt = try? Moment(rfc3339: cells[3])
            else { throw Unreadable(line: index + 1) }
            lines.append(Line(reference: cells[0], bill: cells[1], amount: Rupiah(amount), paidAt: paidAt))
        }
        return lines
    }
}

extension String {
    fileprivate var trimmingQuotes: String {
        let plain = self.drop { $0.isWhitespace || $0 == "\"" }
        return String(plain.reversed().drop { $0.isWhitespace || $0 == "\"" }.reversed())
    }
}
