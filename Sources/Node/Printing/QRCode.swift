import Civic

/// A QR code (ISO/IEC 18004): byte mode, level M, versions 1 to 10 — 213 bytes, more than any link of ours.
package struct QRCode {
    /// Modules row by row; true is dark.
    package let modules: [[Bool]]

    package struct TooLong: Error {}

    package init(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard let version = QRTables.version(for: bytes.count) else { throw TooLong() }
        let codewords = QRBits.codewords(bytes, version)
        var best: (grid: QRGrid, penalty: Int)?
        for mask in 0..<8 {
            var grid = QRGrid(version)
            grid.place(codewords)
            grid.apply(mask: mask)
            grid.drawFormat(mask: mask)
            let penalty = grid.penalty
            if best.map({ penalty < $0.penalty }) ?? true { best = (grid, penalty) }
        }
        modules = best?.grid.dark ?? []
    }

    /// Black on white with the quiet zone of four modules, one path.
    package func svg(title: String) -> String {
        let side = modules.count + 8
        var path = ""
        for (y, row) in modules.enumerated() {
            var x = 0
            while x < row.count {
                guard row[x] else {
                    x += 1
                    continue
                }
                let from = x
                while x < row.count, row[x] { x += 1 }
                path += "M\(from + 4) \(y + 4)h\(x - from)v1h-\(x - from)z"
            }
        }
        return
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(side) \(side)\" role=\"img\" shape-rendering=\"crispEdges\"><title>\(Markup.escaped(title))</title><rect width=\"\(side)\" height=\"\(side)\" fill=\"#fff\"/><path d=\"\(path)\"/></svg>"
    }
}

/// Sizes of versions 1 to 10 at level M (ISO/IEC 18004 tables 7 and 9).
enum QRTables {
    /// Data codewords, error codewords a block, blocks of group 1 and their data, blocks of group 2 and their data.
    static let sizes: [(data: Int, error: Int, blocks: [(count: Int, data: Int)])] = [
        (16, 10, [(1, 16)]), (28, 16, [(1, 28)]), (44, 26, [(1, 44)]), (64, 18, [(2, 32)]), (86, 24, [(2, 43)]),
        (108, 16, [(4, 27)]), (124, 18, [(4, 31)]), (154, 22, [(2, 38), (2, 39)]), (182, 22, [(3, 36), (2, 37)]),
        (216, 26, [(4, 43), (1, 44)]),
    ]
    static let alignment: [[Int]] = [
        [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50],
    ]

    /// The smallest version that holds so many bytes; nil above version 10.
    static func version(for count: Int) -> Int? {
        (1...10).first { version in count + (version < 10 ? 2 : 3) <= sizes[version - 1].data }
    }
}

/// From bytes to interleaved codewords with their error correction.
enum QRBits {
    static func codewords(_ bytes: [UInt8], _ version: Int) -> [UInt8] {
        let size = QRTables.sizes[version - 1]
        var bits: [Bool] = []
        func add(_ value: Int, _ count: Int) {
            for bit in stride(from: count - 1, through: 0, by: -1) { bits.append(value >> bit & 1 == 1) }
        }
        add(0b0100, 4)
        add(bytes.count, version < 10 ? 8 : 16)
        for byte in bytes { add(Int(byte), 8) }
        add(0, min(4, size.data * 8 - bits.count))
        while bits.count % 8 != 0 { bits.append(false) }
        var data = stride(from: 0, to: bits.count, by: 8).map { at in
            bits[at..<at + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
        var pad = true
        while data.count < size.data {
            data.append(pad ? 0xEC : 0x11)
            pad.toggle()
        }
        return interleaved(data, size)
    }

    private static func interleaved(_ data: [UInt8], _ size: (data: Int, error: Int, blocks: [(count: Int, data: Int)]))
        -> [UInt8]
    {
        var blocks: [[UInt8]] = []
        var at = 0
        for group in size.blocks {
            for _ in 0..<group.count {
                blocks.append(Array(data[at..<at + group.data]))
                at += group.data
            }
        }
        let errors = blocks.map { ReedSolomon.remainder($0, count: size.error) }
        var out: [UInt8] = []
        for index in 0..<(blocks.map(\.count).max() ?? 0) {
            for block in blocks where index < block.count { out.append(block[index]) }
        }
        for index in 0..<size.error { for block in errors { out.append(block[index]) } }
        return out
    }
}

/// Reed–Solomon over GF(256) with the polynomial 0x11D.
package enum ReedSolomon {
    static func multiply(_ a: UInt8, _ b: UInt8) -> UInt8 {
        var (product, left) = (0, Int(a))
        for bit in 0..<8 where b >> bit & 1 == 1 { product ^= left << bit }
        for bit in stride(from: 14, through: 8, by: -1) where product >> bit & 1 == 1 { product ^= 0x11D << (bit - 8) }
        left = product
        return UInt8(left)
    }

    static func generator(_ count: Int) -> [UInt8] {
        var coefficients = [UInt8](repeating: 0, count: count)
        coefficients[count - 1] = 1
        var root: UInt8 = 1
        for _ in 0..<count {
            for index in 0..<count {
                coefficients[index] = multiply(coefficients[index], root)
                if index + 1 < count { coefficients[index] ^= coefficients[index + 1] }
            }
            root = multiply(root, 2)
        }
        return coefficients
    }

    /// The check bytes of data.
    package static func remainder(_ data: [UInt8], count: Int) -> [UInt8] {
        let divisor = generator(count)
        var result = [UInt8](repeating: 0, count: count)
        for byte in data {
            let factor = byte ^ result.removeFirst()
            result.append(0)
            for index in 0..<count { result[index] ^= multiply(divisor[index], factor) }
        }
        return result
    }
}
