package import Civic

/// An application told in plain words: what it is for, who may start, what is asked, what happens, what it costs, what is shown.
///
/// Written from the definition alone, so it is never out of date; whoever reads it need not know what a state or an action is.
package struct PlainSummary: Sendable {
    package struct Section: Sendable, Hashable {
        package enum Body: Sendable, Hashable {
            case paragraph(String)
            /// In order; `isNumbered` where one comes after the other.
            case list([Item], isNumbered: Bool)
        }

        /// One line of a list; `lead` stands out.
        package struct Item: Sendable, Hashable {
            package let lead: String?
            package let text: String

            package init(_ text: String, lead: String? = nil) {
                self.lead = lead
                self.text = text
            }
        }

        package let title: String
        package let body: [Body]
    }

    package let title: String
    package let lead: String
    package let sections: [Section]
}

extension Definition {
    /// The application in plain words.
    package func plainSummary(_ language: Language) -> PlainSummary {
        let words = SummaryWords(definition: self, language: language)
        return PlainSummary(
            title: name.text(language),
            lead: summary.text(language),
            sections: [
                words.whoMayStart, words.whatIsAsked, words.whatHappens, words.howLong, words.whoDoesWhat, words.cost,
                words.whatIsPublished, words.howLongKept, words.rules,
            ].compactMap { $0 }
        )
    }
}

extension PlainSummary {
    package var markdown: String {
        var lines = ["# \(title)", "", lead]
        for section in sections {
            lines += ["", "## \(section.title)"]
            for body in section.body {
                lines.append("")
                switch body {
                case .paragraph(let text): lines.append(text)
                case .list(let items, let isNumbered):
                    for (index, item) in items.enumerated() {
                        let mark = isNumbered ? "\(index + 1). " : "- "
                        lines.append(mark + (item.lead.map { "**\($0)** " } ?? "") + item.text)
                    }
                }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The body of a page: sections with headings of the second level.
    package var html: String {
        var parts = ["<h1>\(Markup.escaped(title))</h1>", "<p class=\"lead\">\(Markup.escaped(lead))</p>"]
        for section in sections {
            parts.append("<h2>\(Markup.escaped(section.title))</h2>")
            for body in section.body {
                switch body {
                case .paragraph(let text): parts.append("<p>\(Markup.escaped(text))</p>")
                case .list(let items, let isNumbered):
                    let tag = isNumbered ? "ol" : "ul"
                    let lines = items.map { item in
                        "<li>" + (item.lead.map { "<strong>\(Markup.escaped($0))</strong> " } ?? "")
                            + Markup.escaped(item.text) + "</li>"
                    }
                    parts.append("<\(tag)>\n" + lines.joined(separator: "\n") + "\n</\(tag)>")
                }
            }
        }
        return parts.joined(separator: "\n") + "\n"
    }
}

extension PlainSummary {
    /// A whole page of it, in the style of the printed standard.
    package func page(_ language: Language) -> String {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(Markup.escaped(title))</title>
        \(PrintedStandard.Style.inPage.markup)
        </head>
        <body class="sheet">
        <main>
        \(html)</main>
        </body>
        </html>

        """
    }
}
