/// A time zone's offsets over time, read from the bytes of a TZif file (RFC 9636); nobody here opens the file.
package struct ZoneRules: Sendable {
    /// Seconds since 1970 from which each offset holds, ascending.
    private let transitions: [Int64]
    /// The offset in seconds east of UTC from the transition of the same index on.
    private let offsets: [Int32]
    /// Before the first transition.
    private let first: Int32
    /// What holds after the last transition.
    private let later: ZoneFooter?

    /// Nil where the bytes are no TZif file of version 1 to 4.
    package init?(tzif bytes: [UInt8]) {
        var reader = TZifReader(bytes: bytes)
        guard let head = reader.header() else { return nil }
        var block = head
        var is64 = false
        if head.version >= 2 {
            // The first block is for readers of 32 bits; the second one says the same in 64.
            guard reader.skip(head.bytes(timeBytes: 4)), let second = reader.header() else { return nil }
            block = second
            is64 = true
        }
        guard let times = reader.times(block, is64: is64), let kinds = reader.indices(block),
            let types = reader.types(block), let initial = types.first, kinds.allSatisfy({ Int($0) < types.count })
        else { return nil }
        transitions = times
        offsets = kinds.map { types[Int($0)] }
        first = initial
        later = is64 ? reader.footer(block).flatMap { ZoneFooter($0) } : nil
    }

    /// Seconds east of UTC at a point in time, given in seconds since 1970.
    package func offsetSeconds(at seconds: Int64) -> Int {
        guard let start = transitions.first, seconds >= start else {
            return transitions.isEmpty ? later?.offsetSeconds(at: seconds) ?? Int(first) : Int(first)
        }
        var (low, high) = (0, transitions.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if transitions[middle] <= seconds { low = middle } else { high = middle }
        }
        if low == transitions.count - 1, let later { return later.offsetSeconds(at: seconds) }
        return Int(offsets[low])
    }
}

/// Reads the parts of a TZif file in their order; nil where the file ends too early.
private struct TZifReader {
    struct Header {
        let version: UInt8
        let utCount: Int
        let standardCount: Int
        let leapCount: Int
        let timeCount: Int
        let typeCount: Int
        let charCount: Int

        /// What follows the header.
        func bytes(timeBytes: Int) -> Int {
            timeCount * (timeBytes + 1) + typeCount * 6 + charCount + leapCount * (timeBytes + 4) + standardCount
                + utCount
        }
    }

    let bytes: [UInt8]
    var at = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func skip(_ count: Int) -> Bool {
        guard count <= bytes.count - at else { return false }
        at += count
        return true
    }

    private mutating func number(bytes count: Int) -> Int64? {
        guard count <= bytes.count - at else { return nil }
        var value: Int64 = bytes[at] & 0x80 == 0 ? 0 : -1
        for byte in bytes[at..<(at + count)] { value = value << 8 | Int64(byte) }
        at += count
        return value
    }

    mutating func header() -> Header? {
        guard bytes.count - at >= 44, bytes[at..<(at + 4)].elementsEqual("TZif".utf8) else { return nil }
        let mark = bytes[at + 4]
        at += 20
        var counts: [Int] = []
        for _ in 0..<6 {
            guard let count = number(bytes: 4), (0...Limits.zoneEntriesMax).contains(Int(count)) else { return nil }
            counts.append(Int(count))
        }
        guard counts[4] > 0 else { return nil }
        return Header(
            version: mark == 0 ? 1 : mark &- UInt8(ascii: "0"),
            utCount: counts[0],
            standardCount: counts[1],
            leapCount: counts[2],
            timeCount: counts[3],
            typeCount: counts[4],
            charCount: counts[5]
        )
    }

    mutating func times(_ head: Header, is64: Bool) -> [Int64]? {
        var all: [Int64] = []
        for _ in 0..<head.timeCount {
            guard let time = number(bytes: is64 ? 8 : 4), all.last.map({ $0 < time }) ?? true else { return nil }
            all.append(time)
        }
        return all
    }

    mutating func indices(_ head: Header) -> [UInt8]? {
        let start = at
        return skip(head.timeCount) ? Array(bytes[start..<at]) : nil
    }

    /// The offset of each type.
    mutating func types(_ head: Header) -> [Int32]? {
        var all: [Int32] = []
        for _ in 0..<head.typeCount {
            guard let offset = number(bytes: 4), skip(2) else { return nil }
            all.append(Int32(truncatingIfNeeded: offset))
        }
        return all
    }

    /// The text between the two line ends behind the block.
    mutating func footer(_ head: Header) -> String? {
        let rest = head.charCount + head.leapCount * 12 + head.standardCount + head.utCount
        guard skip(rest), at < bytes.count, bytes[at] == 10, let end = bytes[(at + 1)...].firstIndex(of: 10) else {
            return nil
        }
        return String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
    }
}
