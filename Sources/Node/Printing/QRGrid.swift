/// The square of a QR code while it is drawn: fixed patterns, data along the zigzag, mask, format (ISO/IEC 18004 §7.3, 7.7, 7.8).
struct QRGrid {
    private(set) var dark: [[Bool]]
    private var isFixed: [[Bool]]
    private let version: Int
    private let side: Int

    init(_ version: Int) {
        self.version = version
        side = version * 4 + 17
        dark = Array(repeating: Array(repeating: false, count: side), count: side)
        isFixed = dark
        drawFixed()
    }

    private mutating func set(_ x: Int, _ y: Int, _ isDark: Bool) {
        dark[y][x] = isDark
        isFixed[y][x] = true
    }

    private mutating func drawFixed() {
        for index in 0..<side {
            set(6, index, index % 2 == 0)
            set(index, 6, index % 2 == 0)
        }
        for (x, y) in [(3, 3), (side - 4, 3), (3, side - 4)] { drawFinder(x, y) }
        let places = QRTables.alignment[version - 1]
        for (row, y) in places.enumerated() {
            for (column, x) in places.enumerated() {
                let isCorner =
                    (row == 0 && column == 0) || (row == 0 && column == places.count - 1)
                    || (row == places.count - 1 && column == 0)
                if isCorner { continue }
                for dy in -2...2 { for dx in -2...2 { set(x + dx, y + dy, max(abs(dx), abs(dy)) != 1) } }
            }
        }
        drawFormat(mask: 0)
        guard version >= 7 else { return }
        var rest = version
        for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
        let bits = version << 12 | rest
        for index in 0..<18 {
            let isDark = bits >> index & 1 == 1
            set(side - 11 + index % 3, index / 3, isDark)
            set(index / 3, side - 11 + index % 3, isDark)
        }
    }

    private mutating func drawFinder(_ x: Int, _ y: Int) {
        for dy in -4...4 {
            for dx in -4...4 where (0..<side).contains(x + dx) && (0..<side).contains(y + dy) {
                let distance = max(abs(dx), abs(dy))
                set(x + dx, y + dy, distance != 2 && distance != 4)
            }
        }
    }

    /// Level M is 00; fifteen bits, twice.
    mutating func drawFormat(mask: Int) {
        var rest = mask
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
        let bits = (mask << 10 | rest) ^ 0x5412
        func bit(_ index: Int) -> Bool { bits >> index & 1 == 1 }
        for index in 0...5 { set(8, index, bit(index)) }
        set(8, 7, bit(6))
        set(8, 8, bit(7))
        set(7, 8, bit(8))
        for index in 9..<15 { set(14 - index, 8, bit(index)) }
        for index in 0..<8 { set(side - 1 - index, 8, bit(index)) }
        for index in 8..<15 { set(8, side - 15 + index, bit(index)) }
        set(8, side - 8, true)
    }

    mutating func place(_ codewords: [UInt8]) {
        var index = 0
        var right = side - 1
        while right >= 1 {
            if right == 6 { right = 5 }
            for step in 0..<side {
                for column in 0..<2 {
                    let x = right - column
                    let isUpward = (right + 1) & 2 == 0
                    let y = isUpward ? side - 1 - step : step
                    guard !isFixed[y][x], index < codewords.count * 8 else { continue }
                    dark[y][x] = codewords[index >> 3] >> (7 - index & 7) & 1 == 1
                    index += 1
                }
            }
            right -= 2
        }
    }

    mutating func apply(mask: Int) {
        for y in 0..<side {
            for x in 0..<side where !isFixed[y][x] {
                let flips: Bool
                switch mask {
                case 0: flips = (x + y) % 2 == 0
                case 1: flips = y % 2 == 0
                case 2: flips = x % 3 == 0
                case 3: flips = (x + y) % 3 == 0
                case 4: flips = (x / 3 + y / 2) % 2 == 0
                case 5: flips = x * y % 2 + x * y % 3 == 0
                case 6: flips = (x * y % 2 + x * y % 3) % 2 == 0
                default: flips = ((x + y) % 2 + x * y % 3) % 2 == 0
                }
                if flips { dark[y][x].toggle() }
            }
        }
    }

    /// Runs, blocks, false finders and imbalance: the mask with the least is the easiest to scan (§7.8.3).
    var penalty: Int {
        var sum = 0
        for index in 0..<side {
            sum += runs(dark[index]) + runs(dark.map { $0[index] })
        }
        for y in 0..<side - 1 {
            for x in 0..<side - 1
            where dark[y][x] == dark[y][x + 1] && dark[y][x] == dark[y + 1][x] && dark[y][x] == dark[y + 1][x + 1] {
                sum += 3
            }
        }
        let darkCount = dark.reduce(0) { $0 + $1.count(where: \.self) }
        return sum + abs(darkCount * 20 - side * side * 10) / (side * side) * 10
    }

    private func runs(_ line: [Bool]) -> Int {
        var sum = 0
        var length = 1
        for index in 1...line.count {
            if index < line.count, line[index] == line[index - 1] {
                length += 1
            } else {
                if length >= 5 { sum += length - 2 }
                length = 1
            }
        }
        let finder: [Bool] = [true, false, true, true, true, false, true]
        let calm = [Bool](repeating: false, count: 4)
        for start in 0..<max(0, line.count - 10) {
            let window = Array(line[start..<start + 11])
            if window == finder + calm || window == calm + finder { sum += 40 }
        }
        return sum
    }
}
