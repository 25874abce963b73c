import Civic

/// Files in one ZIP (PKWARE APPNOTE 6.3), stored as they are: photos do not compress, and the rest is small.
struct ZipFile {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// Adds a file; names are ASCII, at most 4 GiB in all.
    mutating func add(_ name: String, _ content: [UInt8]) {
        let path = Array(name.utf8)
        let checksum = Self.checksum(content)
        let start = UInt32(bytes.count)
        var head: [UInt8] = []
        // Version 2.0, UTF-8 names, stored, 1 January 1980: when it was made stands in the content.
        for field in [20, 0x0800, 0, 0, 0x0021] as [UInt16] { head += Self.little(field) }
        for field in [checksum, UInt32(content.count), UInt32(content.count)] { head += Self.little(field) }
        head += Self.little(UInt16(path.count)) + Self.little(UInt16(0))
        bytes += Self.little(UInt32(0x0403_4b50)) + head + path + content
        directory += Self.little(UInt32(0x0201_4b50)) + Self.little(UInt16(20)) + head
        // No comment, first disk, no attributes.
        directory += Self.little(UInt16(0)) + Self.little(UInt16(0)) + Self.little(UInt16(0)) + Self.little(UInt32(0))
        directory += Self.little(start) + path
        count += 1
    }

    /// The whole file.
    var data: [UInt8] {
        var end = Self.little(UInt32(0x0605_4b50)) + Self.little(UInt16(0)) + Self.little(UInt16(0))
        end += Self.little(UInt16(count)) + Self.little(UInt16(count))
        end += Self.little(UInt32(directory.count)) + Self.little(UInt32(bytes.count)) + Self.little(UInt16(0))
        return bytes + directory + end
    }

    private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        (0..<(Number.bitWidth / 8)).map { UInt8(truncatingIfNeeded: number >> Number($0 * 8)) }
    }

    /// CRC-32 (IEEE 802.3).
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var value: UInt32 = 0xffff_ffff
        for byte in bytes { value = (value >> 8) ^ table[Int((value ^ UInt32(byte)) & 0xff)] }
        return ~value
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? (value >> 1) ^ 0xedb8_8320 : value >> 1 }
    }
}
