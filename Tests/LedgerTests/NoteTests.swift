import Civic
import Ledger
import Testing

/// C2SP signed-note, against the published example of golang.org/x/mod/sumdb/note.
@Suite struct NoteTests {
    static let vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    /// The example's private key is public: this is its seed.
    static let seedHex = "810a1402d5146c8d84f2443330f54080ebf98ee17d9c74f6252fc5d5c7283173"
    static let text =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    static let line =
        "\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    static var published: [UInt8] { Array((text + "\n" + line).utf8) }

    @Test func `the published note is accepted under its published key`() throws {
        let verifier = try NoteVerifier(Self.vkey)
        #expect(verifier.vkey == Self.vkey)
        let note = try SignedNote(bytes: Self.published)
        #expect(note.text == Self.text)
        #expect(note.bytes == Self.published)
        #expect(try note.verified(by: [verifier]) == [verifier])
    }

    @Test func `no bit of the published note can be turned`() throws {
        let verifier = try NoteVerifier(Self.vkey)
        for bit in 0..<Self.published.count * 8 {
            #expect(throws: LedgerFault.self, "bit \(bit)") {
                try SignedNote(bytes: Self.published.flipped(bit: bit)).verified(by: [verifier])
            }
        }
    }

    @Test func `no part and no changed character of a verifier key is a verifier key`() {
        let key = Array(Self.vkey.utf8)
        for start in 0...key.count {
            for end in start...key.count where end - start < key.count {
                #expect(throws: LedgerFault.self) {
                    try NoteVerifier(String(decoding: key[start..<end], as: UTF8.self))
                }
            }
        }
        for place in key.indices {
            var changed = key
            changed[place] += 1
            #expect(throws: LedgerFault.self) { try NoteVerifier(String(decoding: changed, as: UTF8.self)) }
        }
        for other in [
            "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
            "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        ] {
            #expect(throws: LedgerFault.self) { try NoteVerifier(other) }
        }
    }

    @Test func `what a government signs, its key accepts, and no other key`() throws {
        let signer = try Given.signer()
        let note = try SignedNote(bytes: SignedNote(text: "satu\n\ndua\n", signers: [signer]).bytes)
        #expect(note.text == "satu\n\ndua\n")
        #expect(try note.verified(by: [NoteVerifier(signer.verifier.vkey)]) == [signer.verifier])
        let other = try Given.signer(seed: 2).verifier
        #expect(throws: LedgerFault.unsigned) { try note.verified(by: [other]) }
        let otherName = try Given.signer("lain.example").verifier
        #expect(throws: LedgerFault.unsigned) { try note.verified(by: [otherName]) }
        #expect(throws: LedgerFault.unsigned) { try note.verified(by: []) }
    }

    @Test func `a rotated key signs beside the old one, and one false signature spoils the note`() throws {
        let (old, new) = (try Given.signer(seed: 1), try Given.signer(seed: 2))
        let note = SignedNote(text: "buku\n", signers: [old, old, new])
        #expect(try note.verified(by: [new.verifier, old.verifier]) == [old.verifier, new.verifier])
        #expect(note.signed(by: [new]).signatures.count == 4)
        let foreign = SignedNote(text: "buku lain\n", signers: [new]).bytes.dropFirst("buku lain\n\n".utf8.count)
        let bytes = SignedNote(text: "buku\n", signers: [old]).bytes + foreign
        #expect(throws: LedgerFault.signatureFalse(keyName: Given.origin)) {
            try SignedNote(bytes: bytes).verified(by: [old.verifier, new.verifier])
        }
        #expect(try SignedNote(bytes: bytes).verified(by: [old.verifier]) == [old.verifier])
    }

    @Test(arguments: [
        "", "\n", "teks\n", "teks\n\n", "teks\n\n\u{2014} nama\n", "teks\n\n- nama AAAAAAA=\n",
        "teks\n\n\u{2014} nama AAAAAA==\n",
        "teks\n\n\u{2014} nama AAAAAAA=", "teks\n\n\u{2014} nama  AAAAAAA=\n", "teks\n\n\u{2014} na+ma AAAAAAA=\n",
        "teks\n\n\u{2014} nama AAAAAAB=\n", "teks\n\n\u{2014} nama AAAAAAA\n", "teks\r\n\n\u{2014} nama AAAAAAA=\n",
        "teks\t\n\n\u{2014} nama AAAAAAA=\n", "teks\n\n\u{2014} na\u{A0}ma AAAAAAA=\n", "teks\n\n\u{2014}  AAAAAAA=\n",
    ])
    func `what is not a signed note is refused`(_ text: String) {
        #expect(throws: LedgerFault.self) { try SignedNote(bytes: Array(text.utf8)) }
    }

    @Test func `a note of another signature type is read, and a note that is not UTF-8 is not`() throws {
        let text = "teks\n\n\u{2014} nama AAAAAAA=\n"
        #expect(try SignedNote(bytes: Array(text.utf8)).signatures.first?.bytes == [0])
        #expect(throws: LedgerFault.self) { try SignedNote(bytes: [0xFF] + Array(text.utf8)) }
        let line = "\u{2014} nama AAAAAAA=\n"
        let many = { (count: Int) in Array(("teks\n\n" + String(repeating: line, count: count)).utf8) }
        #expect(try SignedNote(bytes: many(16)).signatures.count == 16)
        #expect(throws: LedgerFault.self) { try SignedNote(bytes: many(101)) }
    }

    #if !canImport(CryptoKit)
    /// Ed25519 of RFC 8032 is deterministic; only Apple's own library signs with randomness.
    @Test func `signing the published text with the published key gives the published note`() throws {
        let seed = try #require(hexBytes(Self.seedHex))
        let note = SignedNote(text: Self.text, signers: [try NoteSigner(name: "PeterNeumann", seed: seed)])
        #expect(note.bytes == Self.published)
    }
    #endif
}
