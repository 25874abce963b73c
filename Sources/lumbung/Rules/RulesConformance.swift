import ArgumentParser
import Civic
import Foundation
import Rules

/// `lumbung rules conformance DIR`: runs CEL's conformance files in their own text format.
struct RulesConformance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Jalankan berkas uji CEL (.textproto). Run conformance files; print passed, failed, skipped."
    )

    @Argument(help: "Folder berkas .textproto, atau satu berkas. A folder of .textproto files, or one file.")
    var place: String
    @Flag(name: .long, help: "Sebut juga yang dilewati, dengan alasannya. Name what is skipped, and why.")
    var verbose = false
    @Option(name: .long, help: "Berkas yang dilewati; boleh berulang. A file to leave out; may be repeated.")
    var skip: [String] = []
    @Option(name: .long, help: "Daftar \"nama | alasan\" yang boleh gagal. A list of cases that may fail.")
    var expected: String?
    @Flag(name: .long, help: "Dalam bahasa Inggris. In English.")
    var english = false

    func run() async throws {
        try await inSentences {
            let language: Language = english ? .en : .id
            let expected = try expectedFailures(language)
            let files = try files()
            var total = Tally()
            var isSound = true
            for file in files {
                guard let bytes = FileManager.default.contents(atPath: file.path) else {
                    throw Sentence("Berkas \(file.path) tidak bisa dibaca. Periksa izinnya.")
                }
                do throws(TextProto.Malformed) {
                    let name = String(file.lastPathComponent.prefix { $0 != "." })
                    let cases = try ConformanceCase.all(parsing: [UInt8](bytes), named: name)
                    let tally = run(cases, expected, language)
                    print("\(file.lastPathComponent): \(tally.text(language))")
                    total.add(tally)
                } catch {
                    isSound = false
                    let place = "\(file.path):\(error.line):\(error.column)"
                    print(
                        language == .id
                            ? "\(place): di sini harus ada \(error.wanted.text(.id))."
                            : "\(place): expected \(error.wanted.text(.en)) here."
                    )
                }
            }
            print((language == .id ? "Semua: " : "Total: ") + total.text(language))
            if !isSound || total.failed > 0 { throw ExitCode(1) }
        }
    }

    private func run(_ cases: [ConformanceCase], _ expected: [String: String], _ language: Language) -> Tally {
        let surroundings = RuleSurroundings(zones: SystemZones().rules)
        var tally = Tally()
        for test in cases {
            switch test.run(in: surroundings) {
            case .passed:
                tally.passed += 1
                if expected[test.name] != nil {
                    print(
                        language == .id
                            ? "  LULUS    \(test.name): hapus dari daftar."
                            : "  PASSED   \(test.name): remove it from the list."
                    )
                }
            case .failed(let why):
                if let reason = expected[test.name] {
                    tally.skipped += 1
                    if verbose { print("  \(language == .id ? "dilewati" : "skipped ") \(test.name): \(reason)") }
                } else {
                    tally.failed += 1
                    print("  \(language == .id ? "GAGAL   " : "FAILED  ") \(test.name): \(why)")
                }
            case .skipped(let why):
                tally.skipped += 1
                if verbose { print("  \(language == .id ? "dilewati" : "skipped ") \(test.name): \(why)") }
            }
        }
        return tally
    }

    private func files() throws -> [URL] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) else {
            throw Sentence("\(place) tidak ada. Sebut folder dengan berkas .textproto.")
        }
        let root = URL(filePath: place)
        guard isFolder.boolValue else { return [root] }
        let names = try FileManager.default.contentsOfDirectory(atPath: place)
            .filter { $0.hasSuffix(".textproto") && !skip.contains($0) && !skip.contains(String($0.dropLast(10))) }
        guard !names.isEmpty else { throw Sentence("Tidak ada berkas .textproto di \(place).") }
        return names.sorted().map { root.appending(path: $0) }
    }

    private func expectedFailures(_ language: Language) throws -> [String: String] {
        guard let expected else { return [:] }
        guard let bytes = FileManager.default.contents(atPath: expected) else {
            throw Sentence("Berkas \(expected) tidak bisa dibaca. Periksa nama dan izinnya.")
        }
        do throws(ExpectedFailures.Malformed) {
            return try ExpectedFailures(String(decoding: bytes, as: UTF8.self)).reasons
        } catch {
            throw Sentence("\(expected):\(error.line): \(error.message.text(language))")
        }
    }
}

/// How many cases went which way.
private struct Tally {
    var passed = 0
    var failed = 0
    var skipped = 0

    mutating func add(_ other: Tally) {
        passed += other.passed
        failed += other.failed
        skipped += other.skipped
    }

    func text(_ language: Language) -> String {
        language == .id
            ? "\(passed) lulus, \(failed) gagal, \(skipped) dilewati"
            : "\(passed) passed, \(failed) failed, \(skipped) skipped"
    }
}
