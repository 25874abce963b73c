import Civic
import Engine
import Node

/// A receipt (*tanda bukti pembayaran*) as a sheet: for the screen, for paper, for PDF.
struct ReceiptSheet {
    let government: String
    let agency: String
    let service: String
    let state: CaseState
    let bill: Bill
    let payment: BillPayment
    let formats: Formats
    let texts: Texts

    private func text(_ key: String) -> String { texts.text("money.receipt.\(key)", [:]) }

    /// `style`: the address of the sheet's style; nil puts it into the page, as the printer needs it.
    func html(style: String?, pdf: String?) -> String {
        let language = formats.language
        let amount = payment.payment.amount
        let rows: [(String, String)] = [
            (text("number"), payment.receipt), (text("bill"), bill.number.grouped),
            (text("case"), state.number.text), (text("service"), service),
            (text("for"), bill.name.text(language)), (text("account"), bill.account),
            (text("paid"), formats.dateTime(payment.payment.paidAt)),
            (text("reference"), payment.payment.reference), (text("channel"), payment.payment.channel.text),
            (text("result"), payment.outcome.name.text(language)),
        ]
        let look: SafeHTML =
            style.map { "<link rel=\"stylesheet\" href=\"\($0)\">" } ?? "<style>\(SafeHTML(trusted: Self.css))</style>"
        let link: SafeHTML =
            pdf.map { "<p class=\"receipt-sheet__pdf\"><a href=\"\($0)\">\(text("pdf"))</a></p>" } ?? .empty
        let lines = rows.map { row -> SafeHTML in "<tr><th scope=\"row\">\(row.0)</th><td>\(row.1)</td></tr>" }
        let table = SafeHTML(trusted: lines.map(\.markup).joined(separator: "\n"))
        let page: SafeHTML = """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(text("title")) \(payment.receipt)</title>
            \(look)
            </head>
            <body class="receipt-sheet">
            <header><p>\(government)<br>\(agency)</p><h1>\(text("title"))</h1></header>
            <main>
            <p class="receipt-sheet__amount">\(formats.money(amount))</p>
            <p class="receipt-sheet__words">\(text("words")): <em>\(amount.inWords(language))</em></p>
            <table>
            \(table)
            </table>
            <p class="receipt-sheet__note">\(text("note"))</p>
            \(link)
            </main>
            </body>
            </html>

            """
        return page.markup
    }

    static let css = """
        @page { size: A5; margin: 14mm; }
        .receipt-sheet { font: 15px/1.5 system-ui, sans-serif; color: #111; max-width: 36rem; margin: 0 auto; padding: 1rem; }
        .receipt-sheet header { border-bottom: 3px double #111; margin-bottom: 1rem; }
        .receipt-sheet h1 { font-size: 1.25rem; margin: .5rem 0; }
        .receipt-sheet__amount { font-size: 1.75rem; font-weight: 700; margin: 0; }
        .receipt-sheet__words { margin: .25rem 0 1rem; }
        .receipt-sheet table { border-collapse: collapse; width: 100%; }
        .receipt-sheet th, .receipt-sheet td { text-align: left; vertical-align: top; padding: .3rem .5rem .3rem 0; border-bottom: 1px solid #ccc; overflow-wrap: anywhere; }
        .receipt-sheet th { width: 40%; font-weight: 600; }
        .receipt-sheet__note { font-size: .875rem; color: #444; }
        .receipt-sheet__pdf a { display: inline-block; padding: .7rem 0; }
        @media print { .receipt-sheet__pdf { display: none; } }
        """
}
