import ArgumentParser
import Civic
import Engine
import Foundation
import Node

/// `lumbung import regions`: boundaries of kecamatan, kelurahan and desa from GeoJSON.
struct ImportRegions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "regions",
        abstract: "Masukkan batas wilayah dari GeoJSON. Import boundaries from GeoJSON."
    )

    @Argument(help: "Berkas GeoJSON (FeatureCollection; properti code dan name), boleh beberapa. GeoJSON files.")
    var files: [String]
    @OptionGroup var place: FolderOptions
    @Option(name: .long, help: "Pemerintah tujuan (nama dalam alamat). The government, by its name in addresses.")
    var government: String
    @Option(name: .long, help: "Asal data, untuk ditampilkan pada peta. Where the data is from.")
    var source: String?
    @Flag(name: .long, help: "Hanya periksa. Check only.")
    var check = false

    func run() async throws {
        try await onNode(place) { node in
            guard let government = try chosen(from: node, government).first else { return }
            let report = try RegionReport(geoJSON: try read(), against: government.regions, of: government.code)
            for finding in report.findings { print(finding) }
            guard report.isSound else {
                print("Tidak ada yang diubah: \(report.errors) galat harus diperbaiki dulu.")
                throw ExitCode(1)
            }
            print("\(report.taken.count) batas wilayah siap dipakai, \(report.findings.count) catatan.")
            if check { return }
            let name = source ?? files.map { URL(filePath: $0).lastPathComponent }.joined(separator: ", ")
            try await government.setRegions(RegionFile(report.map, source: name), by: .importer)
            print("Peta \(government.profile.name) diganti. Laporan lama tetap di wilayah tempatnya dicatat.")
        }
    }

    /// The files, each checked alone, so that a complaint names its file.
    private func read() throws -> [[UInt8]] {
        var contents: [[UInt8]] = []
        for file in files {
            guard let content = FileManager.default.contents(atPath: file) else {
                throw Sentence("Berkas \(file) tidak dapat dibaca. Periksa nama dan izinnya.")
            }
            contents.append(Array(content))
            do {
                _ = try RegionMap(geoJSON: [Array(content)])
            } catch {
                throw Sentence("\(file): \(error.message(.id))")
            }
        }
        return contents
    }
}

/// What a file of boundaries means for a government that has its regions: what is new, missing or odd.
struct RegionReport {
    private(set) var findings: [String] = []
    private(set) var errors = 0
    /// Regions whose boundary is taken.
    private(set) var taken: [RegionCode] = []
    /// The map as it will be.
    let map: RegionMap

    var isSound: Bool { errors == 0 && !taken.isEmpty }

    /// More findings of one kind than this are counted, not told.
    private static let toldMax = 20

    /// Throws what a file that is no GeoJSON of regions deserves.
    init(geoJSON files: [[UInt8]], against known: RegionMap, of government: RegionCode) throws {
        let more = try RegionMap(geoJSON: files)
        var told: [String: Int] = [:]
        var findings: [String] = []
        var errors = 0
        func find(_ kind: String, _ text: String, isError: Bool = false) {
            told[kind, default: 0] += 1
            if isError { errors += 1 }
            if told[kind, default: 0] <= Self.toldMax { findings.append((isError ? "galat: " : "catatan: ") + text) }
        }
        var shapes: [RegionCode: [Polygon]] = [:]
        var regions = Dictionary(known.regions.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        for code in try Self.repeated(in: files) {
            find("twice", "\(code) ada dua kali; gabungkan menjadi satu MultiPolygon.", isError: true)
        }
        for region in more.regions {
            guard region.code == government || government.contains(region.code) else {
                find("outside", "\(region.code.text) \(region.name) bukan bagian dari \(government.text); dilewati.")
                continue
            }
            if let old = regions[region.code] {
                if old.name.lowercased() != region.name.lowercased() {
                    find(
                        "name",
                        "\(region.code.text) bernama \(old.name) di sini, \(region.name) dalam berkas; nama di sini dipakai."
                    )
                }
                if let centre = old.centre, let parts = more.shapes[region.code],
                    !parts.contains(where: { $0.contains(centre) })
                {
                    find("centre", "\(region.code.text) \(old.name): titik tengahnya di luar batas dalam berkas.")
                }
                if old.centre == nil {
                    regions[region.code] = Region(code: old.code, name: old.name, centre: region.centre)
                }
            } else {
                find("new", "\(region.code.text) \(region.name) belum ada dalam daftar; ditambahkan.")
                regions[region.code] = region
            }
            shapes[region.code] = more.shapes[region.code]
        }
        for region in known.regions(of: .village) where shapes[region.code] == nil && known.shapes[region.code] == nil {
            find("missing", "\(region.code.text) \(region.name) belum punya batas; petanya digambar dari titik tengah.")
        }
        for (kind, count) in told.sorted(by: { $0.key < $1.key }) where count > Self.toldMax {
            findings.append("… dan \(count - Self.toldMax) lagi sejenis (\(kind)).")
        }
        if shapes.isEmpty { find("empty", "berkas tidak berisi batas wilayah \(government.text).", isError: true) }
        self.findings = findings
        self.errors = errors
        taken = shapes.keys.sorted()
        map = RegionMap(
            regions: regions.values.sorted { $0.code < $1.code },
            shapes: known.shapes.merging(shapes) { $1 }
        )
    }

    /// Codes that more than one feature has: a map keeps one shape for each, so which one was meant must be said.
    private static func repeated(in files: [[UInt8]]) throws -> [String] {
        var counts: [String: Int] = [:]
        for file in files {
            for feature in try JSON(parsing: file)["features"]?.array ?? [] {
                if let code = feature["properties"]?["code"]?.string { counts[code, default: 0] += 1 }
            }
        }
        return counts.filter { $0.value > 1 }.keys.sorted()
    }
}
