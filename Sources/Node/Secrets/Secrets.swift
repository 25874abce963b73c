import Civic
import Crypto
import Foundation
import Ledger

/// Everything that is derived from the one master secret, which lies outside the data folder.
///
/// HKDF-SHA256 (RFC 5869): the purpose as salt, whom it serves as info. Losing the file makes every box unreadable, so it is
/// made once, never overwritten, and a data folder that has governments but no secret is refused.
package struct Secrets: Sendable {
    /// 32 bytes.
    package let master: [UInt8]

    package init(master: [UInt8]) {
        precondition(master.count == 32, "the master secret has 32 bytes")
        self.master = master
    }

    /// Reads the secret's file, or makes it when the data folder is new.
    package static func open(file: String, dataFolder: String, random: (Int) -> [UInt8]) throws(Fault) -> Secrets {
        let folder = URL(filePath: dataFolder).standardizedFileURL.path
        guard !URL(filePath: file).standardizedFileURL.path.hasPrefix(folder + "/") else {
            throw .unusable(
                "The secret \(file) lies inside the data folder; a stolen copy would open itself. Move it and set LUMBUNG_SECRET_FILE."
            )
        }
        if FileManager.default.fileExists(atPath: file) { return try read(file) }
        guard holdsNoGovernment(folder) else {
            throw .unusable(
                "The secret \(file) is missing, and \(folder) can't be read without it. Put it back or set LUMBUNG_SECRET_FILE."
            )
        }
        try Disk.makeFolder(URL(filePath: file).deletingLastPathComponent().path)
        let secret = random(32)
        try Disk.write(Array((hexText(secret) + "\n").utf8), to: file, mode: 0o600)
        return Secrets(master: secret)
    }

    private static func read(_ file: String) throws(Fault) -> Secrets {
        let text = String(decoding: try Disk.read(file), as: UTF8.self)
        guard let bytes = hexBytes(text.trimmingCharacters(in: .whitespacesAndNewlines)), bytes.count == 32 else {
            throw .unusable(
                "The secret \(file) must be 64 hexadecimal digits. Restore it from the place where you keep it."
            )
        }
        return Secrets(master: bytes)
    }

    private static func holdsNoGovernment(_ folder: String) -> Bool {
        Disk.folders(in: folder).allSatisfy { !FileManager.default.fileExists(atPath: "\(folder)/\($0)/ledger.sqlite") }
    }

    /// 32 bytes for one purpose of one government, officer or node.
    package func key(_ purpose: String, _ whom: String) -> [UInt8] {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: master),
            salt: Array("lumbung \(purpose) 1".utf8),
            info: Array(whom.utf8),
            outputByteCount: 32
        ).withUnsafeBytes { Array($0) }
    }

    /// An Ed25519 key for one purpose of one government or officer.
    func signingKey(_ purpose: String, _ whom: String) -> Curve25519.Signing.PrivateKey {
        do {
            return try Curve25519.Signing.PrivateKey(rawRepresentation: key(purpose, whom))
        } catch {
            preconditionFailure("Ed25519 takes any 32 bytes as its seed: \(error)")
        }
    }

    /// The public half of such a key, 32 bytes.
    func publicKey(_ purpose: String, _ whom: String) -> [UInt8] {
        Array(signingKey(purpose, whom).publicKey.rawRepresentation)
    }
}

/// Encrypts what lies outside the ledger but names people: phones in the outbox, answers of drafts, accounts.
///
/// AES-256-GCM with a random nonce; `place` is authenticated, so that a value can't be moved to another row.
struct Vault: Sendable {
    private let key: SymmetricKey
    private let random: @Sendable (Int) -> [UInt8]

    init(_ key: [UInt8], random: @escaping @Sendable (Int) -> [UInt8]) {
        self.key = SymmetricKey(data: key)
        self.random = random
    }

    func seal(_ plain: [UInt8], place: String) -> [UInt8] {
        do {
            let box = try AES.GCM.seal(
                plain,
                using: key,
                nonce: AES.GCM.Nonce(data: random(12)),
                authenticating: Array(place.utf8)
            )
            return [1] + Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
        } catch {
            preconditionFailure("AES-GCM refused a key of 32 and a nonce of 12 bytes: \(error)")
        }
    }

    func open(_ sealed: [UInt8], place: String) throws(Fault) -> [UInt8] {
        guard sealed.count >= 29, sealed[0] == 1 else { throw .damaged("\(place) is not a sealed value.") }
        do {
            let box = try AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: Array(sealed[1..<13])),
                ciphertext: Array(sealed[13..<(sealed.count - 16)]),
                tag: Array(sealed.suffix(16))
            )
            return Array(try AES.GCM.open(box, using: key, authenticating: Array(place.utf8)))
        } catch {
            throw .damaged("\(place) does not open with this node's secret.")
        }
    }
}

/// Keyed digests that can't be told from chance without the secret: links, form tokens, hashes of cookies.
struct Mark: Sendable {
    private let key: SymmetricKey

    init(_ key: [UInt8]) { self.key = SymmetricKey(data: key) }

    /// The first `bytes` of HMAC-SHA256 over the parts, none of which can run into the next.
    func bytes(_ parts: [String], count: Int = 16) -> [UInt8] {
        var message: [UInt8] = []
        for part in parts {
            let utf8 = Array(part.utf8)
            withUnsafeBytes(of: UInt32(utf8.count).bigEndian) { message.append(contentsOf: $0) }
            message.append(contentsOf: utf8)
        }
        return Array(HMAC<SHA256>.authenticationCode(for: message, using: key).prefix(count))
    }

    /// The same as 26 characters that may stand in an address.
    func text(_ parts: String...) -> String { Base32.text(bytes(parts)) }

    /// Compares without telling by its time where two texts differ.
    static func equal(_ a: String, _ b: String) -> Bool {
        let left = Array(a.utf8)
        let right = Array(b.utf8)
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
