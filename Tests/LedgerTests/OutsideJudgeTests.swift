import Civic
import Foundation
import Ledger
import Testing

/// Programs that we did not write, or that use none of our code, judge what the ledger says.
@Suite struct OutsideJudgeTests {
    /// AES-256-GCM by Python's `cryptography`: key 32 × 07, nonce 12 × 09, "halo", authenticating
    /// `{"government":"36.71","key":"01jd","stream":"case:01","type":"case.started","version":1}`.
    static let knownCiphertext = "4fe4e8fb5d65e54922c666328ca427a3627aea90"

    @Test(
        .enabled(if: Python.has("pymerkle"), "pymerkle is not installed: pip install pymerkle==7.0.0 (LUMBUNG_PYTHON)")
    )
    func `pymerkle builds the same roots and the same proofs`() throws {
        let leaves = Given.leaves(45)
        let tree = Given.tree(leaves)
        var lines: [String] = leaves.map { "leaf \(hexText($0))" }
        for size in 1...45 {
            lines.append("root \(size) \(tree.root(size: size).hex)")
            for index in 0..<size {
                let path = tree.inclusionPath(index: index, size: size).map(\.hex)
                lines.append("path \(index) \(size) \(path.joined(separator: ","))")
            }
            for old in stride(from: 1, to: size, by: 2) {
                let proof = tree.consistencyProof(from: old, to: size).map(\.hex)
                lines.append("proof \(old) \(size) \(proof.joined(separator: ","))")
            }
        }
        let run = try Python.run(["-c", Self.pymerkleJudge], input: lines.joined(separator: "\n"))
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output == "agreed on 45 roots, 1035 paths, 506 proofs\n")
    }

    /// Its leaves count from 1, and its paths are laid out in another way than those of RFC 6962.
    ///
    /// An inclusion path starts with the leaf's own hash; a consistency path keeps the old root where RFC 6962 leaves it out, and
    /// may have its first two hashes the other way round. From even sizes it splits old subtrees further, so those proofs
    /// are left to the definition in `MerkleTreeTests`.
    private static let pymerkleJudge = """
        import sys
        from pymerkle import InmemoryTree
        tree, counts = InmemoryTree(algorithm='sha256'), dict(root=0, path=0, proof=0)
        for line in sys.stdin.read().split('\\n'):
            kind, *rest = line.split(' ')
            if kind == 'leaf':
                tree.append_entry(bytes.fromhex(rest[0]))
                continue
            counts[kind] += 1
            if kind == 'root':
                assert tree.get_root(int(rest[0])).hex() == rest[1], line
                continue
            first, size, hashes = int(rest[0]), int(rest[1]), [h for h in rest[2].split(',') if h]
            if kind == 'path':
                assert [h.hex() for h in tree.prove_inclusion(first + 1, size).path][1:] == hashes, line
            else:
                theirs = [h.hex() for h in tree.prove_consistency(first, size).path]
                ours = hashes if first & (first - 1) else [tree.get_root(first).hex()] + hashes
                assert theirs in (ours, ours[1::-1] + ours[2:]), line
        print('agreed on {root} roots, {path} paths, {proof} proofs'.format(**counts))
        """
}

/// `Tools/check-receipt.py`, as a citizen runs it.
@Suite(.enabled(if: Python.has("hashlib"), "there is no python3 on this machine (LUMBUNG_PYTHON)"))
struct CheckReceiptTests {
    private let entries: [Entry]
    private let receipt: LogProof
    private let vkey: String
    private let folder: Folder

    init() throws {
        entries = try Given.entries(11)
        receipt = try LogProofTests.receipt(entries, at: 6)
        vkey = try Given.signer().verifier.vkey
        folder = try Folder()
    }

    /// Without site packages (`-S`) the script uses its own Ed25519.
    private func check(
        receipt: [UInt8]? = nil,
        leaf: [UInt8]? = nil,
        key: String? = nil,
        options: [String] = [],
        python: [String] = []
    ) throws -> Python.Run {
        let files = [
            try folder.write("receipt.tlog-proof", receipt ?? self.receipt.bytes),
            try folder.write("leaf.json", leaf ?? entries[6].leaf.bytes),
        ]
        return try Python.run(python + [Python.script("check-receipt.py")] + files + ["--key", key ?? vkey] + options)
    }

    @Test(arguments: [[], ["-S"]])
    func `a true receipt is accepted, with and without the cryptography module`(_ python: [String]) throws {
        let run = try check(python: python)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.hasPrefix("BENAR: entri nomor 7 tercatat dalam buku \(Given.origin) yang berisi 11 entri."))
    }

    @Test(arguments: [[], ["-S"]])
    func `a receipt changed anywhere is refused with a sentence`(_ python: [String]) throws {
        let bytes = receipt.bytes
        for bit in stride(from: 3, to: bytes.count * 8, by: bytes.count * 8 / 24) {
            let run = try check(receipt: bytes.flipped(bit: bit), python: python)
            #expect(run.status == 1, "bit \(bit): \(run.output)\(run.errors)")
            #expect(!run.errors.contains("Traceback"), "\(run.errors)")
            #expect(run.errors.split(separator: "\n").count == 2)
        }
    }

    @Test func `another leaf, key, book or a receipt of another entry is refused`() throws {
        #expect(try check(leaf: entries[7].leaf.bytes).errors.contains("TIDAK ada di dalam buku"))
        #expect(try check(receipt: LogProofTests.receipt(entries, at: 7).bytes).status == 1)
        #expect(try check(key: Given.signer(seed: 2).verifier.vkey).errors.contains("Tidak ada tanda tangan"))
        #expect(try check(key: "x+y+z").status == 1)
        #expect(try check(options: ["--origin", "lain.example/buku"]).errors.contains("bukan lain.example/buku"))
        #expect(try check(receipt: [0xFF, 0xFE]).status == 1)
        #expect(try check(receipt: []).status == 1)
    }

    @Test func `the key may stand in a file, and the published open part is checked with its salt`() throws {
        let keyFile = try folder.write("vkey.txt", Array((vkey + "\n").utf8))
        let open = try folder.write("open.json", entries[6].openBytes)
        let salt = hexText(entries[6].salt)
        #expect(try check(key: keyFile, options: ["--open", open, "--salt", salt]).status == 0)
        #expect(
            try check(options: ["--open", open, "--salt", hexText(entries[5].salt)]).errors.contains("BERBEDA")
        )
        let other = try folder.write("other.json", entries[5].openBytes)
        #expect(try check(options: ["--open", other, "--salt", salt]).status == 1)
        #expect(try check(options: ["--open", open, "--salt", "zz"]).status == 1)
        #expect(try check(options: ["--open", open]).status == 2)
    }
}

/// The Python at hand: `LUMBUNG_PYTHON`, the project's virtual environment, or the system's.
enum Python {
    struct Run {
        let status: Int32
        let output: String
        let errors: String
    }

    enum Missing: Error { case python }

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func script(_ name: String) -> String { root.appending(path: "Tools/\(name)").path }

    private static var executable: URL? {
        let named = ProcessInfo.processInfo.environment["LUMBUNG_PYTHON"]
        return [named, root.appending(path: ".venv/bin/python3").path, "/usr/bin/python3", "/usr/local/bin/python3"]
            .compactMap { $0 }.first { FileManager.default.isExecutableFile(atPath: $0) }
            .map { URL(fileURLWithPath: $0) }
    }

    static func has(_ module: String) -> Bool {
        (try? run(["-c", "import \(module)"]).status) == 0
    }

    static func run(_ arguments: [String], input: String = "") throws -> Run {
        let process = Process()
        guard let executable else { throw Missing.python }
        process.executableURL = executable
        process.arguments = ["-B"] + arguments
        let folder = try Folder()
        defer { withExtendedLifetime(folder) {} }
        let (out, errors) = (try folder.write("out", []), try folder.write("err", []))
        process.standardInput = try FileHandle(
            forReadingFrom: URL(fileURLWithPath: try folder.write("in", Array(input.utf8)))
        )
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: out))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        try process.run()
        process.waitUntilExit()
        return Run(
            status: process.terminationStatus,
            output: try String(contentsOfFile: out, encoding: .utf8),
            errors: try String(contentsOfFile: errors, encoding: .utf8)
        )
    }
}

/// A folder for one test, gone with it.
final class Folder: Sendable {
    private let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = url.appending(path: name)
        try Data(bytes).write(to: file)
        return file.path
    }
}
