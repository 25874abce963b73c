/// An IP address, as its bytes: four (RFC 791) or sixteen (RFC 4291).
package struct NetworkAddress: Hashable, Sendable {
    package let bytes: [UInt8]

    /// An IPv4 address inside IPv6 (`::ffff:10.0.0.1`) is the IPv4 address.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        let isMapped =
            bytes.count == 16 && bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 255 && bytes[11] == 255
        self.bytes = isMapped ? Array(bytes.suffix(4)) : bytes
    }

    /// `203.0.113.9` or `2001:db8::1`; nothing that merely resembles one (`010.1`, `0x7f.1`, `2130706433`).
    package init?(_ text: String) {
        guard let bytes = text.contains(":") ? Self.six(text) : Self.four(text[...]) else { return nil }
        self.init(bytes: bytes)
    }

    private static func four(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let bytes = parts.compactMap { part -> UInt8? in
            guard part.utf8.allSatisfy({ (48...57).contains($0) }), part.count == 1 || part.first != "0" else {
                return nil
            }
            return UInt8(part)
        }
        return bytes.count == 4 ? bytes : nil
    }

    private static func six(_ text: String) -> [UInt8]? {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), let head = groups(halves[0]) else { return nil }
        guard halves.count == 2 else { return head.count == 16 ? head : nil }
        guard let tail = groups(halves[1]), head.count + tail.count <= 14 else { return nil }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    private static func groups(_ text: Substring) -> [UInt8]? {
        if text.isEmpty { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if part.contains(".") {
                guard index == parts.count - 1, let four = four(part) else { return nil }
                bytes += four
            } else {
                guard (1...4).contains(part.utf8.count), part.first?.isHexDigit == true,
                    let group = UInt16(part, radix: 16)
                else { return nil }
                bytes += [UInt8(group >> 8), UInt8(group & 255)]
            }
        }
        return bytes
    }

    /// Anybody on the internet may have it: none of the special-purpose addresses of IANA (RFC 6890 and its registries).
    package var isPublic: Bool {
        if bytes.count == 4 { return !NetworkRange.special.contains { $0.contains(self) } }
        return bytes[0] & 0xE0 == 0x20 && !NetworkRange.special.contains { $0.contains(self) }
    }
}

/// Addresses that begin alike: `10.20.0.0/16`.
package struct NetworkRange: Hashable, Sendable {
    package let first: NetworkAddress
    package let bits: Int

    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = NetworkAddress(String(parts[0])), parts.count <= 2 else { return nil }
        let whole = address.bytes.count * 8
        guard let bits = parts.count == 2 ? Int(parts[1]) : whole, (0...whole).contains(bits) else { return nil }
        first = address
        self.bits = bits
    }

    package var text: String {
        let bytes = first.bytes
        if bytes.count == 4 { return bytes.map { "\($0)" }.joined(separator: ".") + "/\(bits)" }
        let groups = stride(from: 0, to: 16, by: 2).map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
        return groups.joined(separator: ":") + "/\(bits)"
    }

    package func contains(_ address: NetworkAddress) -> Bool {
        guard address.bytes.count == first.bytes.count else { return false }
        for index in 0..<(bits / 8) where address.bytes[index] != first.bytes[index] { return false }
        guard bits % 8 != 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> (bits % 8))
        return address.bytes[bits / 8] & mask == first.bytes[bits / 8] & mask
    }

    private func contains(_ other: NetworkRange) -> Bool { bits <= other.bits && contains(other.first) }

    /// It lies wholly within networks that belong to a house (RFC 1918, 4193, 6598, loopback): a government may open it to
    /// its own messages.
    ///
    /// Never link-local addresses, where clouds keep their keys.
    package var isOfAHouse: Bool { Self.houses.contains { $0.contains(self) } }

    private static let houses = ranges(
        "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 127.0.0.0/8 fc00::/7 ::1/128"
    )

    fileprivate static let special = ranges(
        """
        0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 \
        192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 \
        2001::/23 2001:db8::/32 2002::/16 3fff::/20
        """
    )

    private static func ranges(_ text: String) -> [NetworkRange] {
        text.split(separator: " ").compactMap { NetworkRange(String($0)) }
    }
}
