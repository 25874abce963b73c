package import Civic
import Foundation

/// Signs through an agency's e-sign client of BSrE (BSSN): PDF, NIK and passphrase by HTTP, the signed PDF back.
///
/// NIK and passphrase come from a file outside the data folder that the agency keeps; nothing of them is ever stored or logged.
package struct BSrESignatory: Signatory {
    package let authority = "bsre"
    package let note = LocalizedText(
        id: "Dokumen ini ditandatangani secara elektronik dengan sertifikat Balai Sertifikasi Elektronik (BSrE), BSSN.",
        en: "Signed electronically with a certificate of Balai Sertifikasi Elektronik (BSrE), BSSN."
    )
    private let outside: Outside
    /// Such as `https://esign.example.go.id`.
    private let address: String
    private let credentialsFile: String

    package init(outside: Outside, address: String, credentialsFile: String) {
        self.outside = outside
        self.address = address
        self.credentialsFile = credentialsFile
    }

    package func sign(_ pdf: [UInt8], for signer: DocumentSigner) async throws -> [UInt8] {
        let credentials = try JSON(parsing: try Disk.read(credentialsFile))
        guard let user = credentials["user"]?.string, let password = credentials["password"]?.string,
            let own = credentials["signers"]?[signer.officer], let nik = own["nik"]?.string,
            let passphrase = own["passphrase"]?.string
        else {
            throw Fault.unusable("\(credentialsFile) has no BSrE credentials for the officer \(signer.officer).")
        }
        let boundary = "lumbung-" + outside.token(bytes: 16)
        let answer = try await outside.send(
            Errand(
                url: address + "/api/sign/pdf",
                headers: [
                    "Authorization": "Basic " + Data("\(user):\(password)".utf8).base64EncodedString(),
                    "Content-Type": "multipart/form-data; boundary=\(boundary)",
                ],
                body: Self.body(
                    boundary,
                    pdf,
                    [("nik", nik), ("passphrase", passphrase), ("tampilan", "invisible")]
                ),
                secondsMax: Limits.signSeconds
            )
        )
        guard answer.status == 200, answer.body.starts(with: Array("%PDF".utf8)), answer.body.count > pdf.count else {
            throw Fault.unusable("BSrE answered \(answer.status) and no signed PDF.")
        }
        return answer.body
    }

    static func body(_ boundary: String, _ pdf: [UInt8], _ fields: [(name: String, value: String)]) -> [UInt8] {
        var body: [UInt8] = []
        for field in fields {
            body += Array(
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field.name)\"\r\n\r\n\(field.value)\r\n".utf8
            )
        }
        body += Array(
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"surat.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
                .utf8
        )
        return body + pdf + Array("\r\n--\(boundary)--\r\n".utf8)
    }
}
