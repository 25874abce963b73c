import ArgumentParser
import Foundation

/// `lumbung bench pages`: what a first visit of each main page weighs, compressed, with every file that it asks for.
struct BenchPages: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pages",
        abstract: "Berat halaman. The weight of pages."
    )

    @Option(name: .long, help: "Port demo. The port of a demo.")
    var port: Int

    private static let budgetBytes = 100_000
    private static let scriptBytes = 20_000
    private static let pages: [(path: String, role: String?)] = [
        ("/", nil), ("/tangerang/", nil), ("/tangerang/layanan/laksa", nil), ("/tangerang/lacak", nil),
        ("/tangerang/peta", nil), ("/tangerang/data", nil), ("/tangerang/live/publik", nil),
        ("/tangerang/petugas/", "tangerang/verifier"), ("/tangerang/live/", "tangerang/executive"),
        ("/tangerang/live/dinding", "tangerang/executive"),
    ]

    func run() async throws {
        try await inSentences {
            for (path, role) in Self.pages {
                let wire = try Wire(port: port)
                if let role { try wire.signIn(as: role) }
                let visit = try Visit(path, wire)
                print(
                    BenchRow(
                        what: "first visit of `\(path)`",
                        size: "\(visit.files) files; own scripts \(BenchRow.kilobytes(visit.scripts))",
                        seed: nil,
                        median: BenchRow.kilobytes(visit.total),
                        p99: "–",
                        beside: "the budget of 100 kB",
                        ratio: BenchRow.percent(Double(visit.total) / Double(Self.budgetBytes)),
                        budget: visit.scripts < Self.scriptBytes ? "< 100 kB" : "< 100 kB; scripts above 20 kB"
                    ).line
                )
            }
        }
    }

    /// A page with its styles, scripts, icons and pictures, each fetched once; pictures that wait for a scroll are left out.
    private struct Visit {
        private(set) var total = 0
        private(set) var scripts = 0
        private(set) var files = 0
        private var seen: Set<String> = []

        init(_ path: String, _ wire: Wire) throws {
            let page = try wire.get(path, gzip: true)
            guard page.status == 200 else { throw Sentence("\(path) menjawab \(page.status).") }
            total = page.body.count
            files = 1
            let text = try wire.get(path).text
            var wanted: [String] = []
            for tag in text.split(separator: "<") where !tag.contains("loading=\"lazy\"") {
                let name = tag.prefix { !$0.isWhitespace && $0 != ">" }
                guard ["link", "script", "img", "use"].contains(name) else { continue }
                for attribute in ["href", "src"] {
                    if let found = Wire.attribute(attribute, of: String(tag)), found.hasPrefix("/") {
                        wanted.append(found)
                    }
                }
            }
            while let next = wanted.popLast() {
                let file = String(next.prefix { $0 != "#" }).replacing("&amp;", with: "&")
                guard seen.insert(file).inserted else { continue }
                wanted += try fetch(file, wire)
            }
        }

        /// Counts a file and gives the scripts that it imports.
        private mutating func fetch(_ file: String, _ wire: Wire) throws -> [String] {
            let answer = try wire.get(file, gzip: true)
            guard answer.status == 200 else { throw Sentence("\(file) menjawab \(answer.status).") }
            total += answer.body.count
            files += 1
            guard file.hasSuffix(".js") else { return [] }
            if !file.contains("leaflet") { scripts += answer.body.count }
            let place = URL(string: "http://127.0.0.1" + file)
            return try wire.get(file).text.matches(of: /(?:from|import)\s*\(?\s*["']([^"']+)["']/).compactMap { match in
                URL(string: String(match.output.1), relativeTo: place)?.absoluteURL.standardized.path
            }
        }
    }
}
