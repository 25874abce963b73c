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
    /// Seconds between two checkpoints of the public log.
    package var publishSeconds: Int

    package init(
        dataFolder: String, secretFile: String? = nil, baseURL: String = "http://localhost:8080", isDemo: Bool = false,
        gateway: String? = nil, mailServer: MailServer? = nil, publishSeconds: Int = Limits.publishSeconds
    ) {
        let folder = URL(filePath: dataFolder).standardizedFileURL.path
        self.dataFolder = folder
        self.secretFile = secretFile ?? folder + ".secret"
        self.baseURL = baseURL
        self.isDemo = isDemo
        self.gateway = gateway
        self.mailServer = mailServer
        self.publishSeconds = publishSeconds
    }
}
