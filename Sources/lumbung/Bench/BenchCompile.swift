import ArgumentParser
import Civic
import Definition
import Engine
import Foundation
import Yams

/// `lumbung bench compile`: every definition under `Apps/`, read, checked and compiled, beside reading its YAML alone.
struct BenchCompile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile",
        abstract: "Susun semua definisi. Compile all definitions."
    )

    @Option(name: .long, help: "Ulangan. How often.")
    var rounds = 20

    func run() async throws {
        try await inSentences {
            let apps = try FileManager.default.contentsOfDirectory(atPath: try Carried.folder("Apps"))
                .filter { !$0.hasPrefix("_") }.sorted().map { try AppFolder($0) }
                .filter { FileManager.default.fileExists(atPath: $0.file) }
            let sources = try apps.map { ($0, try $0.source()) }
            var (ours, bare) = (Timings(), Timings())
            for round in 0...max(1, rounds) {
                var (once, text) = (Timings(), Timings())
                try once.time { for (app, source) in sources { try compile(source, app) } }
                try text.time { for (_, source) in sources { _ = try Yams.compose(yaml: source, .basic) } }
                // The first warms what is made once: tables of functions, patterns.
                guard round > 0 else { continue }
                once.milliseconds.forEach { ours.add(.milliseconds($0)) }
                text.milliseconds.forEach { bare.add(.milliseconds($0)) }
            }
            let bytes = sources.reduce(0) { $0 + $1.1.utf8.count }
            print(
                BenchRow(
                    what: "compile all definitions (read, check, compile)",
                    size: "\(sources.count) definitions, \(BenchRow.kilobytes(bytes))",
                    seed: nil,
                    median: BenchRow.milliseconds(ours.median),
                    p99: BenchRow.milliseconds(ours.p99),
                    beside: "reading the same YAML as nodes: \(BenchRow.milliseconds(bare.median))",
                    ratio: BenchRow.times(ours.median / bare.median),
                    budget: "174 in 2 s: 11.5 ms each"
                ).line
            )
        }
    }

    private func compile(_ source: String, _ app: AppFolder) throws {
        let (definition, findings) = app.examined(source)
        guard let definition, !findings.hasErrors else {
            throw Sentence(findings.map { $0.printed(.id, source: source) }.joined(separator: "\n"))
        }
        _ = try CompiledDefinition(definition, hash: definition.tree.hash)
    }
}

/// `lumbung bench start`: how long a node on a data folder takes from the command to its first answer.
struct BenchStart: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Mulai dingin. Cold start."
    )

    @OptionGroup var place: FolderOptions
    @Option(name: .long, help: "Ulangan. How often.")
    var rounds = 7
    @Option(name: .long, help: "Isi folder, untuk tabel. What the folder holds, for the table.")
    var holding = ""

    func run() async throws {
        try await inSentences {
            try place.requireExisting()
            var (ours, bare) = (Timings(), Timings())
            for _ in 0..<max(1, rounds) {
                try bare.time { try plain() }
                let began = ContinuousClock.now
                let server = try Served(folder: place.data)
                defer { server.stop() }
                _ = try Wire(port: server.port).get("/readyz")
                ours.add(ContinuousClock.now - began)
            }
            print(
                BenchRow(
                    what: "cold start to the first answer",
                    size: holding,
                    seed: nil,
                    median: BenchRow.milliseconds(ours.median),
                    p99: BenchRow.milliseconds(ours.p99),
                    beside: "the program itself (`--help`): \(BenchRow.milliseconds(bare.median))",
                    ratio: BenchRow.times(ours.median / bare.median),
                    budget: "< 1 s"
                ).line
            )
        }
    }

    private func plain() throws {
        let process = Process()
        process.executableURL = URL(filePath: Served.program)
        process.arguments = ["--help"]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
    }
}

/// `lumbung serve` as a child of ours, on a free port.
struct Served {
    let port: Int
    private let process: Process

    static var program: String { URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path }

    init(folder: String) throws {
        process = Process()
        process.executableURL = URL(filePath: Self.program)
        process.arguments = ["serve", "--data", folder, "--port", "0"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var text = ""
        while !text.contains("\n") {
            let bytes = output.fileHandleForReading.availableData
            if bytes.isEmpty { throw Sentence("Server tidak mau mulai pada \(folder).") }
            text += String(decoding: bytes, as: UTF8.self)
        }
        guard let heard = text.split(whereSeparator: \.isNewline).first?.split(separator: ":").last.flatMap({ Int($0) })
        else { throw Sentence("Server tidak menyebut portnya: \(text)") }
        port = heard
    }

    /// Ends the server and waits for it.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
