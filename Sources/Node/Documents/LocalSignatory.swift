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
            let outcome = try outside.run(
                Program(
                    CarriedFiles.program("python3"),
                    [
                        try CarriedFiles.tool("sign_pdf.py"), "sign", folder, signer.officer, signer.name,
                        signer.organisation,
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
