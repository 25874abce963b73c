package import Civic
import Foundation

/// Signs with pyHanko and certificates of a test authority of this node's own, made on first use beside the secret.
///
/// It proves who and what within this node, and is certified by nobody: every letter says so.
package struct LocalSignatory: Signatory {
    package let authority = "local-test"
    package let note = LocalizedText(
        id:
            "Ditandatangani secara elektronik dengan sertifikat otoritas uji sistem ini, yang tidak tersertifikasi PSrE.",
        en: "Signed electronically with a certificate of this system's test authority, which no PSrE has certified."
    )
    private let outside: Outside
    private let folder: String
    private let crew: Crew

    /// `folder` lies where the secrets lie, outside the data.
    init(outside: Outside, folder: String, crew: Crew) {
        self.outside = outside
        self.folder = folder
        self.crew = crew
    }

    /// The same with a thread of its own: for benchmarks.
    package init(outside: Outside, folder: String) {
        self.init(outside: outside, folder: folder, crew: Crew("sign", threads: 1, waitingMax: 1))
    }

    package func sign(_ pdf: [UInt8], for signer: DocumentSigner) async throws -> [UInt8] {
        try await crew.run { try signed(pdf, for: signer) }
    }

    private func signed(_ pdf: [UInt8], for signer: DocumentSigner) throws -> [UInt8] {
        try ScratchFolder.with("sign") { place in
            let (from, to) = (place.appending(path: "letter.pdf"), place.appending(path: "signed.pdf"))
            try Data(pdf).write(to: from)
            guard let tool = CarriedProgram.find("Tools/sign_pdf.py") else {
                throw Fault.unusable(
                    "Tools/sign_pdf.py is missing: set LUMBUNG_HOME to the folder that Lumbung came in."
                )
            }
            let outcome = try outside.run(
                Program(
                    CarriedProgram.find(".venv/bin/python") ?? "python3",
                    [
                        tool, "sign", folder, signer.officer, signer.name, signer.organisation,
                        String(signer.at.milliseconds / 1_000), from.path, to.path,
                    ],
                    secondsMax: Limits.signSeconds
                )
            )
            guard outcome.status == 0, let signed = FileManager.default.contents(atPath: to.path),
                signed.starts(with: Data("%PDF".utf8)), signed.count > pdf.count
            else { throw Fault.unusable("pyHanko could not sign: \(outcome.complaint.suffix(300))") }
            return Array(signed)
        }
    }
}

/// Programs that come with Lumbung: under `LUMBUNG_HOME`, beside the program or above it, or in the working folder or above it.
enum CarriedProgram {
    static func find(_ name: String) -> String? {
        let environment = ProcessInfo.processInfo.environment
        var places = environment["LUMBUNG_HOME"].map { [URL(filePath: $0)] } ?? []
        let program = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
        for start in [program, URL(filePath: FileManager.default.currentDirectoryPath)] {
            var place = start
            for _ in 0..<6 {
                places.append(place)
                place.deleteLastPathComponent()
            }
        }
        return places.map { $0.appending(path: name).path }.first { FileManager.default.fileExists(atPath: $0) }
    }
}
