package import Civic

/// The part of an entry that holds no personal data: who acted (role and agency), under which definition, what became true.
///
/// Canonical JSON (RFC 8785), at most ``Limits/openBytesMax`` bytes.
package struct OpenPart: Hashable, Sendable {
    /// What identifies the entry.
    package let seal: Seal
    /// Role and agency of who acted; never a name.
    package let actor: JSON
    /// SHA-256 of the definition it was decided under.
    package let definition: Digest?
    /// What became true: an object.
    package let facts: JSON

    /// Whether it can be sealed shows ``bytes``.
    package init(seal: Seal, actor: JSON, definition: Digest?, facts: JSON) {
        self.seal = seal
        self.actor = actor
        self.definition = definition
        self.facts = facts
    }

    /// The canonical bytes, written by hand; throws where the part is too large or its facts are no object.
    package var bytes: [UInt8] {
        get throws(LedgerFault) {
            guard facts.object != nil else { throw .malformed(.openPart, reason: "data is not an object") }
            var out: [UInt8] = []
            out.reserveCapacity(1_536)
            out.append(literal: #"{"actor":"#)
            out.append(contentsOf: actor.canonical)
            out.append(literal: #","at":"#)
            out.append(quoted: seal.at.rfc3339)
            out.append(literal: #","data":"#)
            out.append(contentsOf: facts.canonical)
            out.append(literal: #","definition":"#)
            out.append(quotedOrNull: definition)
            out.append(literal: #","government":"#)
            out.append(quoted: seal.government.text)
            out.append(literal: #","recorded":"#)
            out.append(quoted: seal.recorded.rfc3339)
            out.append(literal: #","sequence":"#)
            out.append(decimal: seal.sequence)
            out.append(literal: #","stream":"#)
            out.append(quoted: seal.stream)
            out.append(literal: #","type":"#)
            out.append(quoted: seal.type)
            out.append(literal: #","version":"#)
            out.append(decimal: Int64(seal.version))
            out.append(UInt8(ascii: "}"))
            guard out.count <= Limits.openBytesMax else { throw .openPartTooLarge(bytes: out.count) }
            return out
        }
    }

    /// Reads canonical bytes, and only those: the part written again gives the same bytes.
    package init(bytes: [UInt8]) throws(LedgerFault) {
        guard bytes.count <= Limits.openBytesMax else { throw .openPartTooLarge(bytes: bytes.count) }
        let json: JSON
        do {
            json = try JSON(parsing: bytes)
        } catch {
            throw .malformed(.openPart, reason: "not JSON: \(error)")
        }
        guard let fields = json.object else { throw .malformed(.openPart, reason: "not an object") }
        actor = fields["actor"] ?? .null
        facts = fields["data"] ?? .null
        definition = fields["definition"]?.string.flatMap { Digest(hex: $0) }
        seal = try Seal(fields)
        guard try self.bytes == bytes else { throw .malformed(.openPart, reason: "not the canonical form") }
    }
}

extension Seal {
    fileprivate init(_ fields: [String: JSON]) throws(LedgerFault) {
        guard let government = fields["government"]?.string, let stream = fields["stream"]?.string,
            let type = fields["type"]?.string, let at = fields["at"]?.string, let recorded = fields["recorded"]?.string,
            let sequence = fields["sequence"]?.int, let version = fields["version"]?.int
        else { throw .malformed(.openPart, reason: "a field is missing or of another type") }
        guard (1...Limits.sequenceMax).contains(sequence), (1...Limits.sequenceMax).contains(version), !stream.isEmpty,
            !type.isEmpty
        else { throw .malformed(.openPart, reason: "sequence, version, stream or type is out of range") }
        do {
            self.init(
                government: try RegionCode(government),
                sequence: sequence,
                stream: stream,
                version: Int(version),
                type: type,
                at: try Moment(rfc3339: at),
                recorded: try Moment(rfc3339: recorded)
            )
        } catch {
            throw .malformed(.openPart, reason: "\(error)")
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(quotedOrNull digest: Digest?) {
        guard let digest else { return append(literal: "null") }
        append(UInt8(ascii: "\""))
        append(hex: digest)
        append(UInt8(ascii: "\""))
    }
}
