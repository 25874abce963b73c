package import Civic

extension PrintedStandard {
    /// Whose standard it is, and what the printed page says about itself.
    package struct Imprint: Sendable {
        /// The government, as it stands at the head of the page; nil where the page is for any government.
        package let government: String?
        package let agency: String
        /// The date of the print in words; nil where the page must not change from day to day.
        package let date: String?
        /// Where the page lies: printed below, so that whoever reads the paper finds the newest.
        package let address: String?

        package init(government: String? = nil, agency: String, date: String? = nil, address: String? = nil) {
            self.government = government
            self.agency = agency
            self.date = date
            self.address = address
        }
    }

    /// One sheet for the wall and for print: UU 25/2009 article 21 asks that it can be seen where the service is given.
    ///
    /// Nothing in it comes from elsewhere; the style stands in the page, for the sheet is also given to WeasyPrint as it is.
    package func html(_ imprint: Imprint, _ language: Language, style: Style = .inPage) -> String {
        func say(_ id: String, _ en: String) -> String { language == .id ? id : en }
        let head = [
            "<!DOCTYPE html>", "<html lang=\"\(language.rawValue)\">", "<head>", "<meta charset=\"utf-8\">",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
            "<title>\(Markup.escaped(title))</title>", style.markup, "</head>",
        ]
        let standing = [imprint.government, imprint.agency].compactMap { $0 }.map(Markup.escaped)
        var body = [
            "<body class=\"sheet\">", "<header class=\"sheet__head\">",
            "<p class=\"sheet__who\">\(standing.joined(separator: "<br>"))</p>",
            "<h1>\(Markup.escaped(title))</h1>", "<p class=\"sheet__summary\">\(Markup.escaped(summary))</p>",
            "</header>",
            "<main>",
        ]
        body += part(
            say("Bagian 1. Penyampaian pelayanan", "Part 1. How the service is given"),
            components.filter(\.isDelivery)
        )
        if !deadlines.isEmpty {
            body.append(
                "<section class=\"sheet__deadlines\"><h2>\(say("Tenggat yang ditetapkan", "Deadlines that we set ourselves"))</h2><ul>"
            )
            body += deadlines.map { "<li>\(Markup.escaped($0))</li>" }
            body.append("</ul></section>")
        }
        body += part(
            say("Bagian 2. Pengelolaan pelayanan", "Part 2. How the service is produced"),
            components.filter { !$0.isDelivery }
        )
        body.append("</main>")
        body.append("<footer class=\"sheet__foot\"><p>" + footer(imprint, language) + "</p></footer>")
        return (head + body + ["</body>", "</html>", ""]).joined(separator: "\n")
    }

    private func part(_ title: String, _ components: [Component]) -> [String] {
        var lines = ["<section>", "<h2>\(Markup.escaped(title))</h2>", "<dl class=\"sheet__parts\">"]
        for component in components {
            let text =
                component.lines.count == 1
                ? Markup.escaped(component.lines[0])
                : "<ol>" + component.lines.map { "<li>\(Markup.escaped($0))</li>" }.joined() + "</ol>"
            lines.append(
                "<div class=\"sheet__part\"><dt>\(component.number). \(Markup.escaped(component.title))</dt><dd>\(text)</dd></div>"
            )
        }
        return lines + ["</dl>", "</section>"]
    }

    private func footer(_ imprint: Imprint, _ language: Language) -> String {
        func say(_ id: String, _ en: String) -> String { language == .id ? id : en }
        var parts = [
            say(
                "Disusun menurut UU 25/2009 Pasal 21 dan Permenpan-RB 15/2014.",
                "Drawn up under Law 25/2009 art. 21 and Permenpan-RB 15/2014."
            ),
            say("Versi \(version).", "Version \(version)."),
        ]
        if let date = imprint.date { parts.append(say("Dicetak \(date).", "Printed on \(date).")) }
        if let address = imprint.address { parts.append(say("Terbaru: \(address)", "The newest: \(address)")) }
        return Markup.escaped(parts.joined(separator: " "))
    }

    /// How the sheet gets its style: in the page for files and print, or by link where pages may hold none.
    package enum Style: Sendable {
        case inPage
        case linked(String, icon: String)

        var markup: String {
            switch self {
            case .inPage: "<style>\n\(PrintedStandard.css)</style>"
            case .linked(let address, let icon):
                "<link rel=\"stylesheet\" href=\"\(Markup.escaped(address))\">\n"
                    + "<link rel=\"icon\" type=\"image/svg+xml\" href=\"\(Markup.escaped(icon))\">"
            }
        }
    }

    /// The sheet's style, for a screen, a printer and WeasyPrint alike: A4, numbered pages, no colour that ink needs.
    package static let css = """
        @page { size: A4; margin: 18mm 16mm 20mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
        .sheet { font: 10.5pt/1.45 "DejaVu Sans", "Liberation Sans", Arial, sans-serif; color: #111; background: #fff; max-width: 180mm; margin: 0 auto; padding: 6mm 4mm; }
        .sheet__head { border-bottom: 2pt solid #111; margin-bottom: 5mm; padding-bottom: 3mm; }
        .sheet__who { margin: 0 0 2mm; text-transform: uppercase; letter-spacing: .04em; font-size: 9pt; }
        .sheet h1 { font-size: 17pt; line-height: 1.2; margin: 0 0 2mm; }
        .sheet h2 { font-size: 12.5pt; margin: 6mm 0 2mm; break-after: avoid; }
        .sheet__summary { margin: 0; }
        .sheet__parts { margin: 0; }
        .sheet__part { border-top: .5pt solid #999; padding: 2mm 0; break-inside: avoid; }
        .sheet__part dt { font-weight: bold; }
        .sheet__part dd { margin: 1mm 0 0; }
        .sheet ol, .sheet ul { margin: 1mm 0; padding-inline-start: 6mm; }
        .sheet__deadlines { border: .5pt solid #111; padding: 0 4mm 2mm; margin-top: 5mm; break-inside: avoid; }
        .sheet__foot { border-top: .5pt solid #999; margin-top: 6mm; font-size: 8.5pt; color: #333; overflow-wrap: anywhere; }
        @media print { .sheet { max-width: none; margin: 0; padding: 0; } }

        """
}
