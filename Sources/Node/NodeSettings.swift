import Foundation
package import Civic

/// How one node runs: read from the command line and the environment once, then never changed.
package struct NodeSettings: Sendable {
    /// The folder of folders: one for each government, one for the node itself.
    package var dataFolder: String
    /// The file of the master secret; outside `dataFolder`, or a stolen copy of the data would open itself.
    package var secretFile: String
    /// What stands before every link that leaves the house, without a slash at its end: `https://layanan.example.go.id`.
    package var baseURL: String
    /// Demo: sign-in by one click, messages shown on a page, marked as demo data everywhere.
    package var isDemo: Bool
    /// The message gateway (WhatsApp, then SMS); nil: messages stay on the node's own page `/demo/pesan`.
    package var gateway: String?
    /// The mail relay; nil: no e-mail leaves.
    package var mailServer: MailServer?
    /// The agency's e-sign client of BSrE and the file of its credentials; nil: this node's test authority signs.
    package var bsre: (address: String, credentialsFile: String)?
    /// Seconds between two checkpoints of the public log.
    package var publishSeconds: Int
    /// Governments on other nodes to be known from this start on; the node's ledger keeps them.
    package var peers: [Peer]

    package init(
        dataFolder: String,
        secretFile: String? = nil,
        baseURL: String = "http://localhost:8080",
        isDemo: Bool = false,
        gateway: String? = nil,
        mailServer: MailServer? = nil,
        publishSeconds: Int = Limits.publishSeconds,
        peers: [Peer] = []
    ) {
        let folder = URL(filePath: dataFolder).standardizedFileURL.path
        self.dataFolder = folder
        self.secretFile = secretFile ?? folder + ".secret"
        self.baseURL = baseURL
        self.isDemo = isDemo
        self.gateway = gateway
        self.mailServer = mailServer
        self.publishSeconds = publishSeconds
        self.peers = peers
        let environment = ProcessInfo.processInfo.environment
        if let address = environment["LUMBUNG_BSRE_URL"], let file = environment["LUMBUNG_BSRE_CREDENTIALS_FILE"] {
            bsre = (address, file)
        }
    }

    /// Who signs documents on this node.
    func signatory(_ outside: Outside, crew: Crew) -> any Signatory {
        guard let bsre else {
            return LocalSignatory(outside: outside, folder: secretFile + ".d/penandatangan", crew: crew)
        }
        return BSrESignatory(outside: outside, address: bsre.address, credentialsFile: bsre.credentialsFile)
    }
}

/// A government that another node hosts.
package struct Peer: Sendable, Hashable {
    package let code: RegionCode
    /// Where its inbox is: `https://layanan.example.go.id/karawang`.
    package let address: String
    /// Its Ed25519 key, 32 bytes, told to us out of band.
    package let publicKey: [UInt8]

    package init(code: RegionCode, address: String, publicKey: [UInt8]) {
        self.code = code
        self.address = address
        self.publicKey = publicKey
    }

    /// The list in a file: one peer a line, `code address key-in-hexadecimal`, `#` begins a comment.
    package static func read(_ text: String) throws -> [Peer] {
        try text.split(whereSeparator: \.isNewline).enumerated().compactMap { index, line in
            let fields = line.prefix { $0 != "#" }.split(separator: " ").map(String.init)
            if fields.isEmpty { return nil }
            guard fields.count == 3, let key = hexBytes(fields[2]), key.count == 32 else {
                throw Fault.unusable(
                    "Line \(index + 1) of the list of peers must be: code address key (64 hexadecimal digits)."
                )
            }
            return Peer(code: try RegionCode(fields[0]), address: fields[1], publicKey: key)
        }
    }
}
