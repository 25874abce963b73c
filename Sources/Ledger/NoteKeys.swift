import Civic
import Crypto
import FoundationEssentials

/// Signs notes in the name of a log: Ed25519, type 01 of C2SP signed-note.
package struct NoteSigner: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    /// What others need to check the signatures.
    package let verifier: NoteVerifier

    /// The name should be the log's origin; the seed is 32 secret bytes.
    ///
    /// Throws where either is not usable.
    package init(name: String, seed: [UInt8]) throws(LedgerFault) {
        guard seed.count == 32 else { throw .malformed(.secret, reason: "\(seed.count) bytes instead of 32") }
        do {
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        } catch {
            throw .malformed(.secret, reason: "no Ed25519 seed: \(error)")
        }
        verifier = try NoteVerifier(name: name, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// In whose name it signs.
    package var name: String { verifier.name }

    /// Signs a text that ends with a line feed.
    package func sign(_ text: String) -> NoteSignature {
        do {
            let signature = try key.signature(for: Array(text.utf8))
            return NoteSignature(keyName: name, keyID: verifier.keyID, bytes: Array(signature))
        } catch {
            preconditionFailure("Ed25519 refused to sign: \(error)")
        }
    }
}

/// Checks notes signed in the name of a log; written as its "vkey": `example.id/buku+a1b2c3d4+AbC…`.
package struct NoteVerifier: Hashable, Sendable {
    private static let ed25519: UInt8 = 1

    /// In whose name the key signs.
    package let name: String
    /// First four bytes of SHA-256(name, line feed, 01, public key): names the key, proves nothing.
    package let keyID: UInt32
    /// 32 bytes of Ed25519.
    package let publicKey: [UInt8]

    /// Throws where the name has blanks or a plus, or the key is none.
    package init(name: String, publicKey: [UInt8]) throws(LedgerFault) {
        guard SignedNote.isKeyName(name) else {
            throw .malformed(.verifierKey, reason: "a name is not empty and has neither blanks nor +")
        }
        guard publicKey.count == 32, (try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)) != nil else {
            throw .malformed(.verifierKey, reason: "no Ed25519 public key")
        }
        self.name = name
        self.publicKey = publicKey
        keyID = UInt32(
            truncatingIfNeeded: Hashing.sha256(Array(name.utf8) + [0x0A, Self.ed25519], publicKey).words.0 >> 32
        )
    }

    /// Reads a vkey; throws where its parts do not fit together.
    package init(_ vkey: String) throws(LedgerFault) {
        let parts = vkey.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = String(parts[0]), let key = Base64.bytes(of: parts[2]), key.count == 33,
            key[0] == Self.ed25519
        else { throw .malformed(.verifierKey, reason: "not name+id+key of an Ed25519 key") }
        try self.init(name: name, publicKey: Array(key.dropFirst()))
        guard keyIDText.utf8.elementsEqual(parts[1]) else {
            throw .malformed(.verifierKey, reason: "its id is not the id of its name and key")
        }
    }

    /// What a citizen or a witness is given.
    package var vkey: String { "\(name)+\(keyIDText)+\(Base64.text(of: [Self.ed25519] + publicKey))" }

    private var keyIDText: String {
        var out: [UInt8] = []
        for shift: UInt32 in [24, 16, 8, 0] { out.append(hex: UInt8(truncatingIfNeeded: keyID >> shift)) }
        return String(decoding: out, as: UTF8.self)
    }

    /// Whether the signature claims to be of this key.
    func made(_ signature: NoteSignature) -> Bool {
        signature.keyID == keyID && signature.keyName.utf8.elementsEqual(name.utf8)
    }

    /// Whether the signature is of this key over this text.
    func accepts(_ signature: NoteSignature, of text: String) -> Bool {
        guard made(signature), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
            return false
        }
        return key.isValidSignature(signature.bytes, for: Array(text.utf8))
    }
}
