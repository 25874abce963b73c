package import Civic
package import Crypto
import FoundationEssentials

/// The key of one person in one case, or of the case itself; destroying it erases what its boxes hold.
package struct BoxKey: Sendable {
    static let nonceBytes = 12
    static let tagBytes = 16
    static let secretBytes = 32

    /// Names the key in boxes and in the file of keys; says nothing about the person.
    package let id: String
    /// 32 bytes that stand nowhere but, wrapped, in the file of keys.
    package let secret: SymmetricKey

    /// Id of 1 to 255 bytes, secret of 32.
    package init(id: String, secret: SymmetricKey) {
        precondition((1...Limits.keyIDBytesMax).contains(id.utf8.count), "a key id has 1 to 255 bytes")
        precondition(secret.bitCount == Self.secretBytes * 8, "a box key has 32 bytes")
        self.id = id
        self.secret = secret
    }

    /// A key of 32 secret bytes, random by the caller's promise.
    package init(id: String, bytes: [UInt8]) {
        self.init(id: id, secret: SymmetricKey(data: bytes))
    }

    /// The key's 32 bytes, for wrapping.
    package var bytes: [UInt8] { secret.withUnsafeBytes { Array($0) } }

    /// Encrypts for one entry; the nonce is 12 random bytes, new for every box.
    package func seal(_ plain: [UInt8], for seal: Seal, nonce: [UInt8]) -> Box {
        precondition(nonce.count == Self.nonceBytes, "a nonce has 12 bytes")
        precondition(plain.count + Self.tagBytes <= Limits.boxBytesMax, "a box holds at most 1 MB")
        do {
            let sealed = try AES.GCM.seal(
                plain,
                using: secret,
                nonce: AES.GCM.Nonce(data: nonce),
                authenticating: Self.context(of: seal, key: id)
            )
            return Box(keyID: id, nonce: nonce, ciphertext: Array(sealed.ciphertext) + Array(sealed.tag))
        } catch {
            preconditionFailure("AES-GCM refused a key of 32 and a nonce of 12 bytes: \(error)")
        }
    }

    /// Decrypts; throws where the box is damaged, belongs to another entry, or was sealed with another key.
    package func open(_ box: Box, for seal: Seal) throws(LedgerFault) -> [UInt8] {
        guard box.keyID.utf8.elementsEqual(id.utf8) else { throw .boxDoesNotOpen(keyID: box.keyID) }
        do {
            let sealed = try AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: box.nonce),
                ciphertext: box.ciphertext.dropLast(Self.tagBytes),
                tag: box.ciphertext.suffix(Self.tagBytes)
            )
            return Array(try AES.GCM.open(sealed, using: secret, authenticating: Self.context(of: seal, key: id)))
        } catch {
            throw .boxDoesNotOpen(keyID: box.keyID)
        }
    }

    /// What a box is bound to: canonical JSON of government, key, stream, type and version.
    ///
    /// Not the sequence, which only
    /// the writer knows, and which the leaf binds.
    static func context(of seal: Seal, key: String) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(160)
        out.append(literal: #"{"government":"#)
        out.append(quoted: seal.government.text)
        out.append(literal: #","key":"#)
        out.append(quoted: key)
        out.append(literal: #","stream":"#)
        out.append(quoted: seal.stream)
        out.append(literal: #","type":"#)
        out.append(quoted: seal.type)
        out.append(literal: #","version":"#)
        out.append(decimal: Int64(seal.version))
        out.append(UInt8(ascii: "}"))
        return out
    }
}

/// Wraps the box keys of a government under a secret that lies outside the data folder.
///
/// AES-256-GCM under HKDF-SHA256(secret, government). The nonce is a keyed digest of what is wrapped (as in RFC 5297, SIV), so
/// no random number is needed, and one key wrapped twice gives the same bytes. Bytes: `01`, nonce (12), ciphertext, tag.
package struct KeyWrap: Sendable {
    private static let version: UInt8 = 1
    private let wrapping: SymmetricKey
    private let choosing: SymmetricKey

    /// Throws where the secret is not 32 bytes long.
    package init(secret: [UInt8], government: RegionCode) throws(LedgerFault) {
        let secret = try SymmetricKey(ledgerSecret: secret)
        wrapping = secret.derived("lumbung key wrap 1", government.text)
        choosing = secret.derived("lumbung key wrap nonce 1", government.text)
    }

    /// What the file of keys holds instead of the key.
    package func wrap(_ key: BoxKey) -> [UInt8] {
        let plain = key.bytes
        var named = Array(key.id.utf8)
        named.append(0)
        let code = HMAC<SHA256>.authenticationCode(for: named + plain, using: choosing)
        let nonce = Array(code.prefix(BoxKey.nonceBytes))
        do {
            let sealed = try AES.GCM.seal(
                plain,
                using: wrapping,
                nonce: AES.GCM.Nonce(data: nonce),
                authenticating: Array(key.id.utf8)
            )
            return [Self.version] + nonce + Array(sealed.ciphertext) + Array(sealed.tag)
        } catch {
            preconditionFailure("AES-GCM refused a key of 32 and a nonce of 12 bytes: \(error)")
        }
    }

    /// Throws where the bytes are damaged, or were wrapped for another id, government or secret.
    package func unwrap(_ bytes: [UInt8], id: String) throws(LedgerFault) -> BoxKey {
        let length = 1 + BoxKey.nonceBytes + BoxKey.secretBytes + BoxKey.tagBytes
        guard bytes.count == length, bytes.first == Self.version, (1...Limits.keyIDBytesMax).contains(id.utf8.count)
        else { throw .malformed(.wrappedKey, reason: "not \(length) bytes of version \(Self.version)") }
        let body = bytes.dropFirst()
        do {
            let sealed = try AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: Array(body.prefix(BoxKey.nonceBytes))),
                ciphertext: Array(body.dropFirst(BoxKey.nonceBytes).dropLast(BoxKey.tagBytes)),
                tag: Array(body.suffix(BoxKey.tagBytes))
            )
            let plain = try AES.GCM.open(sealed, using: wrapping, authenticating: Array(id.utf8))
            return BoxKey(id: id, bytes: Array(plain))
        } catch {
            throw .keyDoesNotUnwrap
        }
    }
}

/// Finds a NIK, phone or e-mail without storing it: equal values give equal tokens, and without the secret nobody can try values.
package struct BlindIndex: Sendable {
    private let key: SymmetricKey

    /// One index for a field of a government; throws where the secret is not 32 bytes long.
    package init(secret: [UInt8], government: RegionCode, field: String) throws(LedgerFault) {
        key = try SymmetricKey(ledgerSecret: secret).derived("lumbung blind index 1", "\(government.text)\n\(field)")
    }

    /// 32 hexadecimal digits (128 bits) for a value that is already in its one normal spelling.
    package func token(_ normalised: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array(normalised.utf8), using: key)
        var out: [UInt8] = []
        out.append(hex: code.prefix(16))
        return String(decoding: out, as: UTF8.self)
    }
}

extension SymmetricKey {
    fileprivate init(ledgerSecret secret: [UInt8]) throws(LedgerFault) {
        guard secret.count == BoxKey.secretBytes else {
            throw .malformed(.secret, reason: "\(secret.count) bytes instead of \(BoxKey.secretBytes)")
        }
        self.init(data: secret)
    }

    /// HKDF (RFC 5869): the purpose as salt, whom it serves as info.
    fileprivate func derived(_ purpose: String, _ whom: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: self,
            salt: Array(purpose.utf8),
            info: Array(whom.utf8),
            outputByteCount: BoxKey.secretBytes
        )
    }
}
