/// An e-mail address that a mail server accepts; personal, so it prints masked.
package struct EmailAddress: Hashable, Sendable {
    /// As typed, without blanks around it, the domain in lower case.
    package let text: String

    /// Reads the plain form of RFC 5321 (`name@domain`): no quotes, no comments, no bare hosts.
    package init(typed: String) throws(CivicError) {
        let typed = trimmed(typed)
        guard let at = typed.lastIndex(of: "@"), typed.utf8.count <= Limits.emailBytesMax else { throw .email }
        let local = typed[..<at]
        let domain = typed[typed.index(after: at)...].lowercased()
        guard Self.isLocal(local), Self.isDomain(domain) else { throw .email }
        text = local + "@" + domain
    }

    /// All in lower case: what the blind index is made of, so that one mailbox is found however it was typed.
    package var normalised: String { text.lowercased() }

    private static func isLocal(_ local: Substring) -> Bool {
        let marks = Set("!#$%&'*+-/=?^_`{|}~".utf8)
        let atoms = local.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        return local.utf8.count <= 64
            && atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy { isLetterOrDigit($0) || marks.contains($0) } }
    }

    static func isDomain(_ domain: String) -> Bool {
        let labels = domain.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard labels.count >= 2, let top = labels.last, top.count >= 2, top.contains(where: { digitValue($0) == nil })
        else {
            return false
        }
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != 0x2D && label.last != 0x2D
                && label.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D }
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// `b•••@contoh.id`.
    package var masked: String {
        guard let at = text.lastIndex(of: "@") else { return "•••" }
        return text.prefix(1) + "•••" + text[at...]
    }
}

extension EmailAddress: Codable, CustomStringConvertible {
    package var description: String { masked }
    package init(from decoder: any Decoder) throws {
        try self.init(typed: try decoder.singleValueContainer().decode(String.self))
    }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
