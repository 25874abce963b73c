import ArgumentParser
import Civic
import Definition
import Engine
import Node

/// Invented reports for benchmarks: the sentences of the demo city, drawn by a seed, without photos.
struct BenchReports {
    private let script: CityScript
    private let kinds: [(id: String, kind: CityScript.Kind)]
    private let totals: [Double]
    private let centres: [GeoPoint]
    private var draws: SeededGenerator

    init(seed: Int, regions: RegionMap, under definition: CompiledDefinition) throws {
        script = try CityScript.carried()
        let rows = definition.definition.registers["report_categories"]?.rows.all ?? []
        let plain = Set(rows.filter { $0.element.values["needs_photo"]?.bool != true }.map(\.id.text))
        kinds = script.kinds.filter { plain.contains($0.id) }
        totals = runningTotals(kinds.map(\.kind.weight))
        centres = regions.regions(of: .village).compactMap(\.centre)
        draws = SeededGenerator(seed: UInt64(bitPattern: Int64(seed)), purpose: "bench")
        guard !kinds.isEmpty, !centres.isEmpty else {
            throw Sentence("Tidak ada jenis laporan tanpa foto, atau tidak ada wilayah: tak ada yang bisa diukur.")
        }
    }

    /// The answers of one more report; every tenth is anonymous.
    mutating func next() -> [String: JSON] {
        let kind = kinds[draws.index(in: totals)]
        let centre = draws.pick(centres)
        var answers: [String: JSON] = [
            "category": .string(kind.id), "description": .string(script.filled(draws.pick(kind.kind.id), &draws)),
            "location": [
                "latitude": .double(centre.latitude + draws.normal() * 0.0008),
                "longitude": .double(centre.longitude + draws.normal() * 0.0008),
                "landmark": .string(draws.pick(script.landmarks)),
            ],
        ]
        if draws.chance(0.1) {
            answers["anonymous"] = true
        } else {
            let citizen = draws.int(in: 1...9_999)
            answers["contact_name"] = .string(Invented.citizen(citizen))
            answers["contact_phone"] = .string(Invented.phone(citizen))
        }
        return answers
    }

    /// The same as the command of a citizen's browser.
    mutating func start() throws -> StartCase {
        let answers = next()
        let named = try answers.map { (try FieldID($0.key), $0.value) }
        return StartCase(
            app: "laksa",
            answers: Dictionary(uniqueKeysWithValues: named),
            channel: .web,
            isAnonymous: answers["anonymous"] != nil,
            language: .id
        )
    }
}

/// `lumbung bench bodies`: bodies for `POST …/applications/laksa/cases`, one a line, for `wrk` to send.
struct BenchBodies: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bodies",
        abstract: "Isi laporan rekaan untuk wrk. Bodies of invented reports for wrk."
    )

    @Option(name: .long, help: "Banyaknya. How many.")
    var count = 2_000
    @Option(name: .long, help: "Benih bilangan acak. The seed.")
    var seed = 1

    func run() async throws {
        try await inSentences {
            let definition = try AppFolder("laksa").definition()
            let plan = try CompiledDefinition(definition, hash: definition.tree.hash)
            let regions = try Carried.regions(DemoGovernment.tangerang.code).map
            var reports = try BenchReports(seed: seed, regions: regions, under: plan)
            var written = 0
            while written < count {
                let answers = reports.next()
                // A point beyond the city's edge would be refused, and a refusal is not what is measured.
                guard let place = answers["location"], let latitude = place["latitude"]?.double,
                    let longitude = place["longitude"]?.double,
                    regions.village(at: try GeoPoint(latitude: latitude, longitude: longitude)) != nil
                else { continue }
                print(JSON.object(["data": .object(answers)]).text)
                written += 1
            }
        }
    }
}
