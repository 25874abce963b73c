import ArgumentParser
import Civic
import Definition
import Foundation
import Node

/// `lumbung bench documents`: letters printed as PDF/A and signed one after the other, beside the printing alone.
struct BenchDocuments: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "documents",
        abstract: "Surat per menit. Letters printed and signed."
    )

    @Option(name: .long, help: "Surat. Letters.")
    var letters = 20

    func run() async throws {
        try await inSentences {
            let folder = try AppFolder("sewa-gor")
            let definition = try folder.definition()
            guard let element = definition.documents.all.first?.element else {
                throw Sentence("sewa-gor tidak menerbitkan dokumen.")
            }
            let outside = Outside.live()
            let printer = Printer(outside: outside)
            let keys = FileManager.default.temporaryDirectory.appending(
                path: "lumbung-bench-" + outside.token(bytes: 8)
            )
            defer { try? FileManager.default.removeItem(at: keys) }
            let signatory = LocalSignatory(outside: outside, folder: keys.path)
            let signer = DocumentSigner(
                officer: "o-1",
                name: "Budi Contoh",
                organisation: "Kota Contoh",
                at: outside.now()
            )
            var (whole, printing) = (Timings(), Timings())
            for number in 1...max(1, letters) {
                var values = LetterValues()
                for id in definition.form.order { values[id.text] = "Contoh \(number)" }
                values["number"] = element.number.text(serial: number, agency: definition.owner, on: "2026-11-24")
                let body = LetterTemplate(element.template.html.text(.id)).filled(values)
                values["subject"] = element.name.text(.id)
                (values["nature"], values["signed"]) = ("Biasa", "1")
                let page = Letterhead.html(
                    .init(title: "Bench", bodies: [.init(language: .id, html: body, values: values)])
                )
                let start = ContinuousClock.now
                let pdf = try printer.print(page, variant: "pdf/a-2a")
                let printed = ContinuousClock.now
                _ = try await signatory.sign(pdf, for: signer)
                printing.add(printed - start)
                whole.add(ContinuousClock.now - start)
            }
            Printed.line(
                BenchRow(
                    what: "letters printed and signed",
                    size: "\(letters) letters of one page",
                    seed: 0,
                    median: BenchRow.milliseconds(whole.median),
                    p99: BenchRow.milliseconds(whole.p99),
                    beside: "printed alone: \(BenchRow.milliseconds(printing.median)); "
                        + "\(Int(60_000 / max(0.001, whole.median))) a minute",
                    ratio: BenchRow.times(whole.median / printing.median),
                    budget: "–"
                ).line
            )
        }
    }
}
