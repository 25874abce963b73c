package import Civic
package import Ledger

/// The keyed blind indexes through which a phone, an e-mail or a citizen's number finds its cases, and nobody can read either back.
package struct ContactTokens: Sendable {
    private let phones: BlindIndex
    private let emails: BlindIndex
    private let identities: BlindIndex

    /// Throws where the secret is not 32 bytes long.
    package init(secret: [UInt8], government: RegionCode) throws(LedgerFault) {
        phones = try BlindIndex(secret: secret, government: government, field: "phone")
        emails = try BlindIndex(secret: secret, government: government, field: "email")
        identities = try BlindIndex(secret: secret, government: government, field: "identity number")
    }

    /// The token of a phone number in E.164.
    package func token(phone: String) -> String { phones.token(phone) }
    /// The token of an e-mail address, written in any case.
    package func token(email: String) -> String { emails.token(email.lowercased()) }
    /// The token of a number that names somebody.
    package func token(identity: IdentityDigits) -> String { identities.token(identity.text) }
}
