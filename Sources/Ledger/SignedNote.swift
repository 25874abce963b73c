/// One signature line of a note.
package struct NoteSignature: Hashable, Sendable {
    /// In whose name the line is.
    package let keyName: String
    /// See ``NoteVerifier/keyID``.
    package let keyID: UInt32
    /// 64 bytes for Ed25519; other types, which we keep but do not judge, may have other lengths.
    package let bytes: [UInt8]

    var line: String {
        var out: [UInt8] = []
        out.append(bigEndian: keyID)
        return "\u{2014} \(keyName) \(Base64.text(of: out + bytes))\n"
    }
}

/// A text with signatures, as C2SP signed-note writes it: text, empty line, one line for each signature.
package struct SignedNote: Hashable, Sendable {
    /// Ends with a line feed.
    package let text: String
    /// In the order of their lines; known keys or not.
    package let signatures: [NoteSignature]

    /// Signs a text; it ends with a line feed and has no control character but that.
    package init(text: String, signers: [NoteSigner]) {
        precondition(text.utf8.last == 0x0A, "the text of a note ends with a line feed")
        precondition(text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A }, "a note has no control characters")
        precondition(!signers.isEmpty, "a note is signed")
        self.text = text
        signatures = signers.map { $0.sign(text) }
    }

    /// The whole note.
    package var bytes: [UInt8] { Array((text + "\n" + signatures.map(\.line).joined()).utf8) }

    /// Reads a note without trusting it: see ``verified(by:)``.
    ///
    /// Throws for anything that C2SP signed-note does not allow.
    package init(bytes: [UInt8]) throws(LedgerFault) {
        guard bytes.count <= Limits.noteBytesMax else {
            throw .malformed(.note, reason: "more than \(Limits.noteBytesMax) bytes")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .malformed(.note, reason: "not UTF-8") }
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }) else {
            throw .malformed(.note, reason: "a control character")
        }
        guard bytes.last == 0x0A, let blank = Self.lastEmptyLine(bytes), blank + 1 < bytes.count else {
            throw .malformed(.note, reason: "no signatures after an empty line")
        }
        let lines = bytes[(blank + 1)...].dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count <= Limits.noteSignaturesMax else {
            throw .malformed(.note, reason: "more than \(Limits.noteSignaturesMax) signatures")
        }
        var signatures: [NoteSignature] = []
        for line in lines {
            guard let signature = NoteSignature(line: line) else {
                throw .malformed(.note, reason: "signature line \(signatures.count + 1) is none")
            }
            signatures.append(signature)
        }
        text = String(decoding: bytes[..<blank], as: UTF8.self)
        self.signatures = signatures
    }

    /// The keys among `verifiers` that signed.
    ///
    /// Throws where none did, or where a signature in a known key's name is false.
    @discardableResult
    package func verified(by verifiers: [NoteVerifier]) throws(LedgerFault) -> [NoteVerifier] {
        var found: [NoteVerifier] = []
        for signature in signatures {
            guard let verifier = verifiers.first(where: { $0.made(signature) }) else { continue }
            guard verifier.accepts(signature, of: text) else { throw .signatureFalse(keyName: verifier.name) }
            if !found.contains(verifier) { found.append(verifier) }
        }
        guard !found.isEmpty else { throw .unsigned }
        return found
    }

    /// The same note with signatures of more keys: a witness's, or of a new key in a rotation.
    package func signed(by signers: [NoteSigner]) -> SignedNote {
        SignedNote(text: text, signatures: signatures + signers.map { $0.sign(text) })
    }

    private init(text: String, signatures: [NoteSignature]) {
        self.text = text
        self.signatures = signatures
    }

    /// Where the second of the last two line feeds in a row stands.
    private static func lastEmptyLine(_ bytes: [UInt8]) -> Int? {
        bytes.indices.dropFirst().last { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }
    }

    static func isKeyName(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy {
                $0 != "+" && $0.value >= 0x20 && !$0.properties.isWhitespace
            }
    }
}

extension NoteSignature {
    fileprivate init?(line: ArraySlice<UInt8>) {
        let dash = Array("\u{2014} ".utf8)
        guard line.starts(with: dash) else { return nil }
        let parts = line.dropFirst(dash.count).split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 2, let name = String(validating: parts[0], as: UTF8.self), SignedNote.isKeyName(name),
            let bytes = Base64.bytes(of: parts[1]), bytes.count >= 5
        else { return nil }
        keyName = name
        keyID = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        self.bytes = Array(bytes.dropFirst(4))
    }
}
