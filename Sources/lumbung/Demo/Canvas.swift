import Civic

/// A colour of eight bits a channel.
struct Ink: Sendable, Hashable {
    let red: UInt8
    let green: UInt8
    let blue: UInt8

    init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Lighter or darker by a factor.
    func shaded(_ factor: Double) -> Ink {
        func channel(_ value: UInt8) -> UInt8 { UInt8(min(255, max(0, Double(value) * factor))) }
        return Ink(channel(red), channel(green), channel(blue))
    }
}

/// A picture drawn by code: the demo's photos show nobody and nowhere.
struct Canvas {
    let width: Int
    let height: Int
    private var pixels: [UInt8]

    init(width: Int, height: Int, _ ink: Ink) {
        self.width = width
        self.height = height
        pixels = []
        pixels.reserveCapacity(width * height * 3)
        for _ in 0..<(width * height) { pixels += [ink.red, ink.green, ink.blue] }
    }

    mutating func dot(_ x: Int, _ y: Int, _ ink: Ink) {
        guard x >= 0, y >= 0, x < width, y < height else { return }
        let place = (y * width + x) * 3
        pixels[place] = ink.red
        pixels[place + 1] = ink.green
        pixels[place + 2] = ink.blue
    }

    mutating func rectangle(_ x: Int, _ y: Int, _ wide: Int, _ high: Int, _ ink: Ink) {
        for row in max(0, y)..<max(max(0, y), min(height, y + high)) {
            for column in max(0, x)..<max(max(0, x), min(width, x + wide)) { dot(column, row, ink) }
        }
    }

    mutating func ellipse(_ x: Int, _ y: Int, _ wide: Int, _ high: Int, _ ink: Ink) {
        guard wide > 0, high > 0 else { return }
        for row in (y - high)...(y + high) {
            for column in (x - wide)...(x + wide) {
                let across = Double(column - x) / Double(wide)
                let along = Double(row - y) / Double(high)
                if across * across + along * along <= 1 { dot(column, row, ink) }
            }
        }
    }

    /// A band between two points, as thick as said.
    mutating func line(_ fromX: Int, _ fromY: Int, _ toX: Int, _ toY: Int, thick: Int, _ ink: Ink) {
        let steps = max(abs(toX - fromX), abs(toY - fromY), 1)
        for step in 0...steps {
            let x = fromX + (toX - fromX) * step / steps
            let y = fromY + (toY - fromY) * step / steps
            rectangle(x - thick / 2, y - thick / 2, thick, thick, ink)
        }
    }

    /// A road, a roof: four-sided, wider below than above.
    mutating func trapezoid(top: Int, bottom: Int, topFrom: Int, topTo: Int, bottomFrom: Int, bottomTo: Int, _ ink: Ink)
    {
        guard bottom > top else { return }
        for y in top...bottom {
            let share = Double(y - top) / Double(bottom - top)
            let from = Double(topFrom) + Double(bottomFrom - topFrom) * share
            let to = Double(topTo) + Double(bottomTo - topTo) * share
            rectangle(Int(from), y, max(1, Int(to - from)), 1, ink)
        }
    }

    /// Grain, so that surfaces look like surfaces.
    mutating func grain(_ strength: Int, _ draws: inout SeededGenerator) {
        for place in stride(from: 0, to: pixels.count, by: 3) {
            let shift = Int.random(in: -strength...strength, using: &draws)
            for channel in 0..<3 {
                pixels[place + channel] = UInt8(min(255, max(0, Int(pixels[place + channel]) + shift)))
            }
        }
    }

    /// The picture as PNG (RFC 2083) with stored, not compressed, blocks: libvips makes it small.
    var png: [UInt8] {
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        PNGChunk.append("IHDR", PNGChunk.big(width) + PNGChunk.big(height) + [8, 2, 0, 0, 0], to: &bytes)
        var raw: [UInt8] = []
        raw.reserveCapacity(height * (width * 3 + 1))
        for row in 0..<height {
            raw.append(0)
            raw += pixels[(row * width * 3)..<((row + 1) * width * 3)]
        }
        PNGChunk.append("IDAT", PNGChunk.stored(raw), to: &bytes)
        PNGChunk.append("IEND", [], to: &bytes)
        return bytes
    }
}

/// The pieces of a PNG file.
private enum PNGChunk {
    static func big(_ value: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(value).bigEndian) { Array($0) } }

    static func append(_ name: String, _ content: [UInt8], to bytes: inout [UInt8]) {
        let body = Array(name.utf8) + content
        bytes += big(content.count) + body + big(Int(checksum(body)))
    }

    /// zlib (RFC 1950) around stored deflate blocks.
    static func stored(_ raw: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let end = min(raw.count, start + 65_535)
            let length = UInt16(end - start)
            bytes.append(end == raw.count ? 1 : 0)
            bytes += [UInt8(length & 0xFF), UInt8(length >> 8), UInt8(~length & 0xFF), UInt8(~length >> 8)]
            bytes += raw[start..<end]
            start = end
        } while start < raw.count
        var low: UInt32 = 1
        var high: UInt32 = 0
        for byte in raw {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return bytes + big(Int(high << 16 | low))
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ $0 >> 8 }
    }
}
