import ArgumentParser
import Civic
import Engine
import Foundation
import Node

/// `lumbung import reports`: a CSV of a city's history becomes cases with their true times.
///
/// Begun again after a crash or a kill it goes on where it was: rows that are in are known by their source and row id.
struct ImportReports: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reports",
        abstract: "Masukkan riwayat laporan dari CSV (.csv atau .csv.gz). Import a history of reports."
    )

    @Argument(help: "Berkas CSV, boleh gzip. The CSV file, plain or gzip.")
    var file: String
    @OptionGroup var place: FolderOptions
    @Option(name: .long, help: "Pemerintah tujuan (nama dalam alamat). The government, by its name in addresses.")
    var government: String
    @Option(name: .long, help: "Berkas pemetaan YAML. The mapping of columns.")
    var mapping: String
    @Option(name: .long, help: "Berkas untuk baris yang ditolak. Where rejected rows go.")
    var rejected: String?

    func run() async throws {
        try await inSentences {
            try place.requireExisting()
            let mapping = try ReportMapping.read(mapping)
            let bytes = try FileBytes(file)
            let node = try openNode(place.settings(), logger: makeLogger())
            defer { node.stop() }
            guard let government = try chosen(from: node, government).first else { return }
            let target = rejected ?? Self.rejectedName(file)
            var intake = try ReportIntake(government, mapping, bytes: bytes, rejected: target)
            let isWellFormed = try await intake.run(name: URL(filePath: file).lastPathComponent)
            if !isWellFormed { throw ExitCode(1) }
        }
    }

    /// `laporan.csv.gz` → `laporan.ditolak.csv`, in the working folder.
    static func rejectedName(_ file: String) -> String {
        var name = URL(filePath: file).lastPathComponent
        for ending in [".gz", ".csv"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
        return name + ".ditolak.csv"
    }
}

/// One run of an import: reads, reports, commits in groups, writes down what was rejected.
struct ReportIntake {
    /// Rows in one commit.
    private static let groupRows = 256
    private let government: Government
    private let mapping: ReportMapping
    private let cases: PastCases
    private let bytes: FileBytes
    private let rejectedPath: String
    private var rejectedLines: [String] = []
    private var reader: CSVReader
    private var isAtEnd = false
    private var malformed = 0
    private var counts = (new: 0, closed: 0, known: 0, rejected: 0)
    private var oddities: [Oddity: Int] = [:]

    init(_ government: Government, _ mapping: ReportMapping, bytes: FileBytes, rejected: String) throws {
        self.government = government
        self.mapping = mapping
        self.bytes = bytes
        rejectedPath = rejected
        cases = try PastCases(government, mapping)
        guard let separator = (mapping.separator ?? ",").utf8.first else {
            throw Sentence("separator kosong; tulis \",\" atau \";\".")
        }
        reader = CSVReader(separator: separator)
    }

    /// Reads the file to its end; false when the CSV itself is malformed somewhere.
    mutating func run(name: String) async throws -> Bool {
        let header = try self.header(name)
        let reading = try ReportReading(
            mapping,
            header: header.fields,
            regions: government.regions,
            zone: government.profile.zone,
            now: government.outside.now()
        )
        var bar = ProgressLine(government.profile.name, unit: "baris")
        var waiting = try group(reading)
        while !waiting.isEmpty {
            let works = waiting.map(\.work)
            let book = government.book
            // The next rows are read while these are written.
            async let answers = book.submit(works)
            let next = try group(reading)
            take(await answers, of: waiting)
            waiting = next
            bar.show(done, share: Double(bytes.read) / Double(max(1, bytes.size)))
        }
        bar.finish(done)
        try writeRejected()
        summary()
        return malformed == 0
    }

    private var done: Int { counts.new + counts.known + counts.rejected }

    private mutating func header(_ name: String) throws -> CSVRecord {
        switch try record() {
        case .success(let header): return header
        case .failure(let problem): throw Sentence("\(name), baris \(problem.line): \(problem.text).")
        case nil: throw Sentence("\(name) kosong: baris pertama harus berisi nama kolom.")
        }
    }

    private mutating func record() throws -> Result<CSVRecord, CSVProblem>? {
        while true {
            if let record = reader.next() { return record }
            if isAtEnd { return nil }
            let piece = try bytes.next()
            reader.feed(piece)
            isAtEnd = piece == nil
        }
    }

    // MARK: Groups

    private struct Row {
        let record: CSVRecord
        let report: PastReport
        let oddities: [Oddity]
        let work: Work
    }

    private mutating func group(_ reading: ReportReading) throws -> [Row] {
        var rows: [Row] = []
        while rows.count < Self.groupRows, let record = try record() {
            switch record {
            case .failure(let problem):
                malformed += 1
                reject(line: problem.line, problem.text, raw: problem.raw)
            case .success(let record):
                do {
                    let (report, odd) = try reading.report(record)
                    rows.append(Row(record: record, report: report, oddities: odd, work: try cases.work(report)))
                } catch let problem as RowProblem {
                    reject(line: record.line, problem.text, raw: record.raw)
                }
            }
        }
        return rows
    }

    private mutating func take(_ answers: [Result<Receipt, any Error>], of rows: [Row]) {
        for (answer, row) in zip(answers, rows) {
            switch answer {
            case .success(let receipt) where receipt.answer.bool == true: counts.known += 1
            case .success:
                counts.new += 1
                if row.report.closed != nil { counts.closed += 1 }
                for oddity in row.oddities { oddities[oddity, default: 0] += 1 }
            case .failure(let error):
                reject(line: row.record.line, Sentence(error).description, raw: row.record.raw)
            }
        }
    }

    // MARK: What is told

    private mutating func reject(line: Int, _ reason: String, raw: [UInt8]) {
        counts.rejected += 1
        let text = String(decoding: raw, as: UTF8.self)
        rejectedLines.append("\(line),\(Self.quoted(reason)),\(Self.quoted(text))")
    }

    private static func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }

    private func writeRejected() throws {
        guard !rejectedLines.isEmpty else { return }
        let text = "line,reason,row\n" + rejectedLines.joined(separator: "\n") + "\n"
        do {
            try text.write(toFile: rejectedPath, atomically: true, encoding: .utf8)
        } catch {
            throw Sentence(
                "Baris yang ditolak tidak dapat ditulis ke \(rejectedPath): \(error.localizedDescription). Pilih tempat lain dengan --rejected."
            )
        }
    }

    private func summary() {
        print(
            "Masuk: \(counts.new) laporan baru, \(counts.closed) sudah selesai, \(counts.new - counts.closed) masih terbuka."
        )
        if counts.known > 0 { print("Sudah ada dari impor sebelumnya: \(counts.known) baris, dilewati.") }
        for oddity in Oddity.allCases {
            if let count = oddities[oddity] { print("\(count) baris \(oddity.words).") }
        }
        if counts.rejected > 0 {
            print(
                "Ditolak: \(counts.rejected) baris; baris dan alasannya di \(rejectedPath). Perbaiki, lalu jalankan perintah yang sama lagi."
            )
        }
        if malformed > 0 { print("\(malformed) baris bukan CSV yang benar.") }
    }
}
