package import Civic

/// The house style of official letters (tata naskah dinas: Peraturan ANRI 5/2021, Permendagri 1/2023): letterhead, number,
/// attachment, subject, date, body, signature, copies; A4, page numbers, tagged for readers.
package enum Letterhead {
    /// What a letter is made from, beside the values of its case.
    package struct Sheet: Sendable, Hashable {
        package var title: String
        /// A page of its own for each language, the official one first.
        package var bodies: [Body]
        /// Marked across every page as not yet signed.
        package var isDraft: Bool

        package init(title: String, bodies: [Body], isDraft: Bool = false) {
            self.title = title
            self.bodies = bodies
            self.isDraft = isDraft
        }
    }

    package struct Body: Sendable, Hashable {
        package var language: Language
        /// The filled template.
        package var html: String
        /// Values of the house's own slots.
        package var values: LetterValues

        package init(language: Language, html: String, values: LetterValues) {
            self.language = language
            self.html = html
            self.values = values
        }
    }

    /// The whole page, ready to print; nothing is fetched.
    package static func html(_ sheet: Sheet) -> String {
        let bodies = sheet.bodies.map { body -> String in
            var values = body.values
            values["body"] = body.html
            return LetterTemplate(body.language == .id ? letter : translation).filled(values)
        }
        let number = sheet.bodies.first?.values["number"] ?? ""
        let footer = sheet.bodies.first?.values["footer"] ?? ""
        return """
            <!DOCTYPE html>
            <html lang="id"><head><meta charset="utf-8"><title>\(Markup.escaped(sheet.title))</title>
            <style>\(css)
            @page { @bottom-left { content: "\(quoted(footer))" } @top-right { content: "\(quoted(number))" } }
            </style></head><body>\(sheet.isDraft ? draftMark : "")\(bodies.joined())</body></html>
            """
    }

    private static let draftMark = "<p class=\"draft\">KONSEP</p>"

    /// A text inside a CSS string.
    private static func quoted(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\", "<", ">", "\n", "\r": "\\\(String(scalar.value, radix: 16)) "
            default: String(scalar)
            }
        }.joined()
    }

    private static let head = """
        <header class="kop">
        <svg class="kop__mark" viewBox="0 0 48 56" role="img" aria-label="Lambang"><path d="M24 2 45 9v19c0 13-9 21-21 26C12 49 3 41 3 28V9z" fill="none" stroke="#000" stroke-width="2"/><path d="M24 2 45 9v19c0 13-9 21-21 26C12 49 3 41 3 28V9z" fill="none" stroke="#000" stroke-width="0.7" transform="translate(3.4 3.6) scale(.86)"/><path d="M24 12l3.2 7.2 7.8.8-5.9 5.2 1.7 7.7-6.8-4-6.8 4 1.7-7.7-5.9-5.2 7.8-.8z" fill="#000"/><path d="M12 40c4 3 8 3 12 0 4 3 8 3 12 0" fill="none" stroke="#000" stroke-width="1.6"/></svg>
        <div class="kop__name"><p class="kop__government">PEMERINTAH {{government_capitals}}</p><p class="kop__agency">{{agency_capitals}}</p>{{#address}}<p class="kop__address">{{address}}</p>{{/address}}</div>
        </header>
        """

    private static let letter =
        head + """
            <main>
            {{#subject}}<table class="facts facts--head"><tr><th scope="row">Nomor</th><td>{{number}}</td><td class="date">{{date}}</td></tr><tr><th scope="row">Sifat</th><td colspan="2">{{nature}}</td></tr><tr><th scope="row">Lampiran</th><td colspan="2">{{attachments}}</td></tr><tr><th scope="row">Hal</th><td colspan="2"><strong>{{subject}}</strong></td></tr></table>
            {{#addressee}}<p class="address">Yth. {{addressee}}<br>di tempat</p>{{/addressee}}{{/subject}}
            {{^subject}}<div class="headline"><h1>{{title}}</h1><p>Nomor: {{number}}</p></div>{{/subject}}
            {{#replaces}}<p class="note">Menggantikan dokumen nomor {{replaces}}. {{#reason}}Alasan: {{reason}}{{/reason}}</p>{{/replaces}}
            <div class="body">{{{body}}}</div>
            <section class="sign"><p>{{^subject}}{{date}}<br>{{/subject}}{{signer_title}},</p><div class="sign__box">{{{qr}}}<div>{{#signed}}<p class="sign__how">Ditandatangani secara elektronik</p>{{/signed}}{{^signed}}<p class="sign__how">Belum ditandatangani</p>{{/signed}}<p class="sign__name">{{signer}}</p>{{#signer_unit}}<p>{{signer_unit}}</p>{{/signer_unit}}</div></div></section>
            {{#has_copies}}<section class="copies"><p>Tembusan:</p><ol>{{#copies}}<li>{{name}}</li>{{/copies}}</ol></section>{{/has_copies}}
            {{#signed}}<section class="verify"><p>{{legal_note}}</p><p>Periksa keaslian dan masa berlakunya: {{verify}}</p></section>{{/signed}}
            </main>
            """

    private static let translation = """
        <main class="new-page"><p class="note">Translation for information; the Indonesian text is the official one. Number {{number}}.</p>
        <div class="headline"><h1>{{title}}</h1></div><div class="body">{{{body}}}</div>
        {{#signed}}<section class="verify"><p>{{legal_note}}</p><p>Check whether it is genuine and in force: {{verify}}</p></section>{{/signed}}</main>
        """

    /// Serif as letters are; what is shown by colour alone is nothing.
    private static let css = """
        @page { size: A4; margin: 20mm 20mm 22mm 25mm; @bottom-right { content: "Halaman " counter(page) " dari " counter(pages); font: 8pt "DejaVu Sans", sans-serif } @bottom-left { font: 8pt "DejaVu Sans", sans-serif } @top-right { font: 8pt "DejaVu Sans", sans-serif } }
        @page :first { margin-top: 14mm; @top-right { content: "" !important } }
        html { font: 11pt/1.38 "DejaVu Serif", serif; color: #000 }
        body { margin: 0 } p { margin: 0 0 2.4mm; text-align: justify; orphans: 2; widows: 2; overflow-wrap: anywhere }
        .kop { display: flex; align-items: center; gap: 6mm; border-bottom: 2.4pt solid #000; padding-bottom: 3mm; margin-bottom: 1mm }
        .kop::after { content: "" } .kop__mark { width: 19mm; height: 22mm; flex: none }
        .kop__name { flex: 1; text-align: center } .kop__name p { text-align: center; margin: 0; line-height: 1.25 }
        .kop__government { font-size: 14pt; letter-spacing: .3pt } .kop__agency { font-size: 15pt; font-weight: bold } .kop__address { font-size: 8.5pt }
        main { border-top: .7pt solid #000; padding-top: 5mm } main.new-page { border: 0; break-before: page }
        table { border-collapse: collapse; width: 100%; margin: 0 0 3.5mm } td, th { vertical-align: top; text-align: left; font-weight: normal; padding: .5mm 1.5mm .5mm 0; overflow-wrap: anywhere }
        table.facts th { width: 42mm } table.facts td:nth-child(2)::before { content: ": " }
        table.facts--head th { width: 22mm } .date { width: 1%; text-align: right; white-space: nowrap }
        table.lines th, table.lines td { border: .6pt solid #000; padding: 1mm 1.8mm } table.lines th[scope=row] { width: 1%; white-space: nowrap } table.lines.small { line-height: 1.25 } table.lines thead th { font-weight: bold; text-align: center }
        .address { margin: 4mm 0 5mm; text-align: left } .headline { text-align: center; margin: 2mm 0 7mm } .headline p { text-align: center }
        h1 { font-size: 13pt; margin: 0 0 1mm; text-transform: uppercase; text-decoration: underline; text-underline-offset: 2pt } h2 { font-size: 11.5pt; margin: 4mm 0 1.5mm } h3 { font-size: 11.5pt; font-style: italic; margin: 3mm 0 1mm }
        ol, ul { margin: 0 0 3mm; padding-left: 7mm } li { text-align: justify } dt { font-weight: bold } dd { margin: 0 0 1.5mm 6mm }
        .center { text-align: center } .right { text-align: right } .small, small { font-size: 9pt } .keep { break-inside: avoid } .new-page { break-before: page } .wide { width: 100% }
        .title { text-align: center; font-weight: bold; text-transform: uppercase } .decision { font-weight: bold; text-align: center; letter-spacing: .6pt } .box { border: .8pt solid #000; padding: 3mm } .amount { text-align: right; white-space: nowrap }
        .draft { position: fixed; top: 105mm; left: 0; width: 100%; margin: 0; text-align: center; font: bold 84pt "DejaVu Sans", sans-serif; letter-spacing: 8pt; color: #d8d8d8; transform: rotate(-38deg); z-index: -1 }
        .note { font-size: 9.5pt; border-left: 2pt solid #000; padding-left: 2.5mm; text-align: left }
        .sign { margin: 5mm 0 0 82mm; break-inside: avoid } .sign p { text-align: left; margin: 0 0 1mm } .sign__box { display: flex; gap: 3mm; align-items: center; border: .7pt solid #000; padding: 2mm; margin-top: 1mm } .sign__box svg { width: 24mm; height: 24mm; flex: none }
        .sign__how { font-size: 7.5pt; font-family: "DejaVu Sans", sans-serif } .sign__name { font-weight: bold }
        .copies { margin-top: 4mm; font-size: 10pt; break-inside: avoid } .copies p { margin: 0 } .copies ol { margin: 0 }
        .verify { margin-top: 4mm; border-top: .6pt solid #000; padding-top: 1.5mm; font: 7.5pt/1.35 "DejaVu Sans", sans-serif; break-inside: avoid } .verify p { margin: 0; text-align: left }
        """
}
