/// An IP address, or with `prefixLength` a range of them (CIDR): values of CEL's network extension.
///
/// An IPv4 address inside an IPv6 one is kept as the IPv4 address that it means.
package struct NetworkAddress: Hashable, Sendable {
    /// Four or sixteen.
    package let bytes: [UInt8]
    /// Leading bits that all addresses of the range share; nil for a single address.
    package let prefixLength: Int?

    private init(bytes: [UInt8], prefixLength: Int?) {
        self.bytes = bytes
        self.prefixLength = prefixLength
    }

    /// Reads `192.168.0.1` or `2001:db8::68`; no zone, no port, no IPv4 written inside IPv6.
    package init?(ip text: String) {
        guard let bytes = Self.parse(Array(text.utf8)[...]) else { return nil }
        self.init(bytes: Self.unmapped(bytes), prefixLength: nil)
    }

    /// Reads `192.168.0.0/24`.
    package init?(cidr text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 2, let bytes = Self.parse(Array(parts[0])[...]),
            let bits = Self.decimal(Array(parts[1])[...]),
            bits <= bytes.count * 8
        else { return nil }
        self.init(bytes: bytes, prefixLength: bits)
    }

    package var typeName: String { prefixLength == nil ? "net.IP" : "net.CIDR" }
    package var family: Int { bytes.count == 4 ? 4 : 6 }

    // MARK: Parsing

    private static func parse(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        text.contains(UInt8(ascii: ":")) ? parseSix(text) : parseFour(text)
    }

    private static func parseFour(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let numbers = parts.compactMap { decimal($0).flatMap { UInt8(exactly: $0) } }
        return parts.count == 4 && numbers.count == 4 ? numbers : nil
    }

    /// One to three digits, without a leading zero.
    private static func decimal(_ text: ArraySlice<UInt8>) -> Int? {
        guard (1...3).contains(text.count), text.allSatisfy(\.isDigit),
            text.count == 1 || text.first != UInt8(ascii: "0")
        else { return nil }
        return text.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private static func parseSix(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let groups = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard groups.count >= 3, groups.count <= 9 else { return nil }
        // "::" leaves an empty group; at an end it leaves two.
        var before: [UInt8] = []
        var after: [UInt8]?
        for (index, group) in groups.enumerated() {
            if group.isEmpty {
                let isEdge = index == 0 || index == groups.count - 1
                if isEdge {
                    let neighbour = index == 0 ? groups[1] : groups[groups.count - 2]
                    guard neighbour.isEmpty else { return nil }
                    continue
                }
                guard after == nil else { return nil }
                after = []
                continue
            }
            guard group.count <= 4 else { return nil }
            var value: UInt32 = 0
            for byte in group {
                guard let digit = byte.hexValue else { return nil }
                value = value * 16 + digit
            }
            let pair = [UInt8(value >> 8), UInt8(value & 0xFF)]
            if after == nil { before += pair } else { after? += pair }
        }
        guard let after else { return before.count == 16 ? before : nil }
        let missing = 16 - before.count - after.count
        return missing >= 2 ? before + Array(repeating: 0, count: missing) + after : nil
    }

    private static func unmapped(_ bytes: [UInt8]) -> [UInt8] {
        let isMapped = bytes.count == 16 && bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 255 && bytes[11] == 255
        return isMapped ? Array(bytes[12...]) : bytes
    }

    // MARK: Kinds (as Go's net/netip tells them apart, which the specification follows)

    var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }
    var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
    }
    private var isMulticast: Bool { bytes.count == 4 ? bytes[0] & 0xF0 == 0xE0 : bytes[0] == 255 }
    var isLinkLocalMulticast: Bool {
        bytes.count == 4 ? Array(bytes[..<3]) == [224, 0, 0] : bytes[0] == 255 && bytes[1] & 0x0F == 2
    }
    var isLinkLocalUnicast: Bool {
        bytes.count == 4 ? bytes[0] == 169 && bytes[1] == 254 : bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
    }
    var isGlobalUnicast: Bool {
        !isUnspecified && !isLoopback && !isMulticast && !isLinkLocalUnicast && bytes != [255, 255, 255, 255]
    }

    // MARK: Ranges

    /// The address that a range is written with.
    var address: NetworkAddress { NetworkAddress(bytes: Self.unmapped(bytes), prefixLength: nil) }

    /// The range with all bits behind its prefix set to zero.
    var masked: NetworkAddress {
        guard let prefixLength else { return self }
        let kept = bytes.enumerated().map { index, byte in
            let bits = min(max(prefixLength - index * 8, 0), 8)
            return byte & UInt8(truncatingIfNeeded: 0xFF00 >> bits)
        }
        return NetworkAddress(bytes: kept, prefixLength: prefixLength)
    }

    /// Whether all addresses of the other one lie in this range.
    func contains(_ other: NetworkAddress) -> Bool {
        guard let prefixLength, bytes.count == other.bytes.count, other.prefixLength ?? bytes.count * 8 >= prefixLength
        else { return false }
        return NetworkAddress(bytes: other.bytes, prefixLength: prefixLength).masked.bytes == masked.bytes
    }
}

extension NetworkAddress: CustomStringConvertible {
    /// Canonical text (RFC 5952): `2001:db8::68`, `192.168.0.0/24`.
    package var description: String {
        let tail = prefixLength.map { "/\($0)" } ?? ""
        if bytes.count == 4 { return bytes.map { String($0) }.joined(separator: ".") + tail }
        let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        let texts = groups.map { String($0, radix: 16) }
        guard let gap = Self.longestGap(groups) else { return texts.joined(separator: ":") + tail }
        return texts[..<gap.lowerBound].joined(separator: ":") + "::"
            + texts[gap.upperBound...].joined(separator: ":") + tail
    }

    /// The first of the longest runs of two or more zeros.
    private static func longestGap(_ groups: [UInt16]) -> Range<Int>? {
        var best = 0..<1
        var start = 0
        while start < groups.count {
            var end = start
            while end < groups.count, groups[end] == 0 { end += 1 }
            if end - start > best.count { best = start..<end }
            start = max(end, start + 1)
        }
        return best.count >= 2 ? best : nil
    }
}
