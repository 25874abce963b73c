/// What only a key opens: ciphertext of AES-256-GCM with its tag, bound to government, stream, version, type and key.
package struct Box: Hashable, Sendable {
    /// Names the key; says nothing about the person.
    package let keyID: String
    /// Twelve bytes, never used twice with one key.
    package let nonce: [UInt8]
    /// Ciphertext followed by the sixteen bytes of the tag.
    package let ciphertext: [UInt8]

    /// Id of 1 to 255 bytes, nonce of 12, ciphertext of at least its tag; boxes from outside come through ``ClosedPart/init(bytes:)``.
    package init(keyID: String, nonce: [UInt8], ciphertext: [UInt8]) {
        precondition((1...Limits.keyIDBytesMax).contains(keyID.utf8.count), "a key id has 1 to 255 bytes")
        precondition(nonce.count == BoxKey.nonceBytes, "a nonce has 12 bytes")
        precondition(
            (BoxKey.tagBytes...Limits.boxBytesMax).contains(ciphertext.count),
            "a box holds its tag and at most 1 MB"
        )
        self.keyID = keyID
        self.nonce = nonce
        self.ciphertext = ciphertext
    }
}

/// The part of an entry that holds personal data: boxes, one for each person concerned and one for the case.
///
/// Bytes: `01`, number of boxes (2 bytes), then for each box length of key id (1), key id, nonce (12), length of
/// ciphertext (4), ciphertext; numbers big-endian. The boxes stay when a key is destroyed, so the chain stays whole.
package struct ClosedPart: Hashable, Sendable {
    /// Of an entry that concerns nobody.
    package static let empty = ClosedPart(boxes: [])
    private static let version: UInt8 = 1

    /// In the order in which they were sealed.
    package let boxes: [Box]

    package init(boxes: [Box]) {
        precondition(boxes.count <= Limits.boxesMax, "an entry has at most \(Limits.boxesMax) boxes")
        self.boxes = boxes
    }

    /// The one spelling of these boxes; its SHA-256 stands in the leaf.
    package var bytes: [UInt8] {
        var out: [UInt8] = [Self.version]
        out.reserveCapacity(boxes.reduce(3) { $0 + 17 + $1.keyID.utf8.count + $1.ciphertext.count })
        out.append(bigEndian: UInt16(boxes.count))
        for box in boxes {
            out.append(UInt8(box.keyID.utf8.count))
            out.append(contentsOf: box.keyID.utf8)
            out.append(contentsOf: box.nonce)
            out.append(bigEndian: UInt32(box.ciphertext.count))
            out.append(contentsOf: box.ciphertext)
        }
        return out
    }

    /// Reads what ``bytes`` wrote; anything else, bytes left over too, is refused.
    package init(bytes: [UInt8]) throws(LedgerFault) {
        var reader = ByteReader(bytes)
        guard reader.number(bytes: 1) == Int(Self.version), let count = reader.number(bytes: 2),
            count <= Limits.boxesMax
        else { throw .malformed(.closedPart, reason: "unknown version or too many boxes") }
        var boxes: [Box] = []
        for _ in 0..<count {
            guard let idLength = reader.number(bytes: 1), idLength > 0, let id = reader.take(idLength),
                let keyID = String(validating: id, as: UTF8.self), let nonce = reader.take(BoxKey.nonceBytes),
                let length = reader.number(bytes: 4), (BoxKey.tagBytes...Limits.boxBytesMax).contains(length),
                let ciphertext = reader.take(length)
            else { throw .malformed(.closedPart, reason: "box \(boxes.count + 1) is damaged") }
            boxes.append(Box(keyID: keyID, nonce: Array(nonce), ciphertext: Array(ciphertext)))
        }
        guard reader.isAtEnd else { throw .malformed(.closedPart, reason: "bytes are left over") }
        self.boxes = boxes
    }
}
