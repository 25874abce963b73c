/// An address on the web: `https` or `http`, a named host, nothing that opens anything else.
package struct WebAddress: Hashable, Sendable {
    /// As it can be opened: scheme and host in lower case, no blanks, no user name.
    package let text: String

    /// Reads an address; one without a scheme gets `https://`.
    ///
    /// Refused: other schemes, user names, hosts without a domain, addresses in digits. Characters beyond ASCII after the host
    /// are percent-encoded (RFC 3986 §2.1).
    package init(typed: String) throws(CivicError) {
        let typed = trimmed(typed)
        let refusal = CivicError.webAddress(typed: String(typed))
        var rest = typed
        var scheme = "https"
        if let colon = typed.firstIndex(of: ":"), typed[typed.index(after: colon)...].hasPrefix("//") {
            scheme = typed[..<colon].lowercased()
            guard scheme == "https" || scheme == "http" else { throw .webAddressScheme(typed: String(typed)) }
            rest = typed[typed.index(colon, offsetBy: 3)...]
        }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
        let authority = rest[..<end].lowercased()
        guard let host = Self.host(authority, scheme: scheme), let path = Self.encoded(rest[end...]) else {
            // `javascript:…` and `mailto:…` have a colon where a host has none.
            let isOther = authority.split(separator: ":", maxSplits: 1).first.map { !$0.contains(".") } ?? false
            throw authority.contains(":") && isOther ? .webAddressScheme(typed: String(typed)) : refusal
        }
        text = scheme + "://" + host + (path.isEmpty ? "/" : path.hasPrefix("/") ? path : "/" + path)
        guard text.utf8.count <= Limits.webAddressBytesMax else { throw refusal }
    }

    /// The host with its port, the scheme's own port left out; nil unless it is a domain name.
    private static func host(_ authority: String, scheme: String) -> String? {
        let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, EmailAddress.isDomain(String(name)) else { return nil }
        guard parts.count == 2 else { return String(name) }
        guard let port = number(parts[1].utf8), (1...65_535).contains(port), parts[1].utf8.count <= 5 else {
            return nil
        }
        return port == (scheme == "https" ? 443 : 80) ? String(name) : "\(name):\(port)"
    }

    /// Nil where blanks or control characters stand inside.
    private static func encoded(_ text: Substring) -> String? {
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0...0x20, 0x7F: return nil
            case 0x80..., 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D:
                result.append(0x25)
                for digit in hexText([byte]).uppercased().utf8 { result.append(digit) }
            default: result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The host without scheme and path: what a link names.
    package var host: String {
        let rest = text.drop { $0 != ":" }.dropFirst(3)
        return String(rest.prefix { $0 != "/" && $0 != ":" })
    }
}

extension WebAddress: TypedValue, SpelledAsText {
    package var spelled: String { text }
    package func display(_ formats: Formats) -> String { text }
}
