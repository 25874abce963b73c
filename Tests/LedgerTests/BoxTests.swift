import Civic
import Ledger
import Testing

/// Boxes, keys, wrapping and the blind index.
@Suite struct BoxTests {
    private let plain = Array("Siti Aminah, 0812-3456-7890".utf8)

    @Test func `a box opens with its key for its entry`() throws {
        let seal = Given.seal(4, version: 2)
        let box = Given.key().seal(plain, for: seal, nonce: Given.nonce())
        #expect(box.ciphertext.count == plain.count + 16)
        #expect(try Given.key().open(box, for: seal) == plain)
        #expect(try Given.key().open(Given.key().seal([], for: seal, nonce: Given.nonce()), for: seal) == [])
    }

    @Test func `a box does not open for another entry, key or key id`() throws {
        let seal = Given.seal(4, version: 2)
        let box = Given.key().seal(plain, for: seal, nonce: Given.nonce())
        for other in [
            Given.seal(4, stream: "case:02", version: 2), Given.seal(4, version: 3),
            Given.seal(4, version: 2, type: "case.closed"),
            Given.seal(4, version: 2, government: "32.15"),
        ] {
            #expect(throws: LedgerFault.boxDoesNotOpen(keyID: "01jd")) { try Given.key().open(box, for: other) }
        }
        #expect(throws: LedgerFault.boxDoesNotOpen(keyID: "01jd")) { try Given.key(8).open(box, for: seal) }
        #expect(throws: LedgerFault.self) { try Given.key(id: "01je").open(box, for: seal) }
        let renamed = Box(keyID: "01je", nonce: box.nonce, ciphertext: box.ciphertext)
        #expect(throws: LedgerFault.self) { try Given.key(id: "01je").open(renamed, for: seal) }
    }

    @Test func `no bit of a box can be turned`() throws {
        let seal = Given.seal(4)
        let box = Given.key().seal(plain, for: seal, nonce: Given.nonce())
        for bit in 0..<box.ciphertext.count * 8 {
            let changed = Box(keyID: box.keyID, nonce: box.nonce, ciphertext: box.ciphertext.flipped(bit: bit))
            #expect(throws: LedgerFault.self) { try Given.key().open(changed, for: seal) }
        }
        for bit in 0..<96 {
            let changed = Box(keyID: box.keyID, nonce: box.nonce.flipped(bit: bit), ciphertext: box.ciphertext)
            #expect(throws: LedgerFault.self) { try Given.key().open(changed, for: seal) }
        }
    }

    @Test func `a closed part has one spelling and reads back`() throws {
        let seal = Given.seal(1)
        let boxes = [Given.key(), Given.key(8, id: "kasus-é")].map { $0.seal(plain, for: seal, nonce: Given.nonce()) }
        for part in [ClosedPart.empty, ClosedPart(boxes: boxes), ClosedPart(boxes: boxes.reversed())] {
            let bytes = part.bytes
            #expect(try ClosedPart(bytes: bytes) == part)
            for count in 0..<bytes.count {
                #expect(throws: LedgerFault.self) { try ClosedPart(bytes: Array(bytes.prefix(count))) }
            }
            #expect(throws: LedgerFault.self) { try ClosedPart(bytes: bytes + [0]) }
            for bit in 0..<bytes.count * 8 {
                let changed = bytes.flipped(bit: bit)
                if let read = try? ClosedPart(bytes: changed) { #expect(read.bytes == changed && read != part) }
            }
        }
        #expect(ClosedPart.empty.bytes == [1, 0, 0])
    }

    @Test func `the same ciphertext is sealed with every library`() {
        let seal = Given.seal(1)
        let box = Given.key().seal(Array("halo".utf8), for: seal, nonce: Given.nonce())
        #expect(hexText(box.ciphertext) == OutsideJudgeTests.knownCiphertext)
    }

    @Test func `a wrapped key opens under its secret, government and id only`() throws {
        let secret = [UInt8](repeating: 3, count: 32)
        let wrap = try KeyWrap(secret: secret, government: Given.government)
        let wrapped = wrap.wrap(Given.key())
        #expect(wrapped == wrap.wrap(Given.key()))
        #expect(wrapped != wrap.wrap(Given.key(8)))
        #expect(wrapped.dropFirst(13).prefix(32) != Given.key().bytes[...])
        let key = try wrap.unwrap(wrapped, id: "01jd")
        #expect(key.id == "01jd" && key.bytes == Given.key().bytes)
        #expect(throws: LedgerFault.keyDoesNotUnwrap) { try wrap.unwrap(wrapped, id: "01je") }
        let elsewhere = try KeyWrap(secret: secret, government: "32.15")
        #expect(throws: LedgerFault.keyDoesNotUnwrap) { try elsewhere.unwrap(wrapped, id: "01jd") }
        let another = try KeyWrap(secret: [UInt8](repeating: 4, count: 32), government: Given.government)
        #expect(throws: LedgerFault.keyDoesNotUnwrap) { try another.unwrap(wrapped, id: "01jd") }
        for bit in 0..<wrapped.count * 8 {
            #expect(throws: LedgerFault.self) { try wrap.unwrap(wrapped.flipped(bit: bit), id: "01jd") }
        }
        #expect(throws: LedgerFault.self) { try wrap.unwrap(Array(wrapped.dropLast()), id: "01jd") }
        #expect(throws: LedgerFault.self) { try KeyWrap(secret: [1, 2, 3], government: Given.government) }
    }

    @Test func `a blind index finds equal values of one field of one government`() throws {
        let secret = [UInt8](repeating: 3, count: 32)
        let phones = try BlindIndex(secret: secret, government: Given.government, field: "phone")
        let token = phones.token("+6281234567890")
        #expect(token.utf8.count == 32 && token == phones.token("+6281234567890"))
        #expect(token != phones.token("+6281234567891"))
        #expect(
            token
                != (try BlindIndex(secret: secret, government: Given.government, field: "nik").token("+6281234567890"))
        )
        #expect(token != (try BlindIndex(secret: secret, government: "32.15", field: "phone").token("+6281234567890")))
        let other = try BlindIndex(
            secret: [UInt8](repeating: 4, count: 32),
            government: Given.government,
            field: "phone"
        )
        #expect(token != other.token("+6281234567890"))
        #expect(throws: LedgerFault.self) { try BlindIndex(secret: [], government: Given.government, field: "phone") }
    }

    @Test func `a nonce of another length is our own mistake`() async {
        await #expect(processExitsWith: .failure) {
            _ = Given.key().seal([1], for: Given.seal(1), nonce: [1, 2, 3])
        }
    }
}
