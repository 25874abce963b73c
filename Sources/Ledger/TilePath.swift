/// Where a tile of a log lies below the log's prefix: C2SP tlog-tiles, `tile/<L>/<N>[.p/<W>]` and `tile/entries/<N>[.p/<W>]`.
package struct TilePath: Hashable, Sendable {
    /// What a tile holds.
    package enum Content: Hashable, Sendable {
        /// Hashes of complete subtrees of 256^level leaves; level 0 are the leaf hashes.
        case hashes(level: Int)
        /// The leaves' bytes.
        case entries
    }

    /// Hashes or entries of a full tile.
    package static let widthMax = 256
    /// Highest level of a tile that C2SP names.
    package static let levelMax = 63

    /// Hashes of a level, or entries.
    package let content: Content
    /// The place of the tile in its level, from 0.
    package let index: Int
    /// How many hashes or entries it holds: 256 where it is full.
    package let width: Int

    /// Index from 0, width from 1 to 256; paths from outside come through ``init(_:)``.
    package init(_ content: Content, index: Int, width: Int = TilePath.widthMax) {
        precondition(index >= 0 && (1...Self.widthMax).contains(width), "a tile has an index and 1 to 256 hashes")
        if case .hashes(let level) = content {
            precondition((0...Self.levelMax).contains(level), "a level is from 0 to 63")
        }
        self.content = content
        self.index = index
        self.width = width
    }

    /// Whether it will never change.
    package var isFull: Bool { width == Self.widthMax }

    /// The full tile at this place, which replaces this one when it is complete.
    package var full: TilePath { TilePath(content, index: index) }

    /// The path: `tile/0/x001/x234/067.p/5`.
    package var text: String {
        let folder =
            switch content {
            case .hashes(let level): String(level)
            case .entries: "entries"
            }
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1_000)
            groups.append((groups.isEmpty ? "" : "x") + String(repeating: "0", count: 3 - digits.count) + digits)
            rest /= 1_000
        } while rest > 0
        return "tile/\(folder)/\(groups.reversed().joined(separator: "/"))" + (isFull ? "" : ".p/\(width)")
    }

    /// Reads a path as an outsider asks for it; throws for any spelling but the one that ``text`` gives.
    package init(_ text: String) throws(LedgerFault) {
        let fault = LedgerFault.malformed(.tilePath, reason: "\(text.prefix(80)) is no tile")
        var parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
            String($0) ?? ""
        }
        guard text.utf8.count <= 80, parts.count >= 3, parts[0] == "tile" else { throw fault }
        var width = Self.widthMax
        if parts.count >= 4, parts[parts.count - 2].hasSuffix(".p") {
            guard let partial = Int(parts.removeLast()), (1..<Self.widthMax).contains(partial) else { throw fault }
            width = partial
            parts[parts.count - 1].removeLast(2)
        }
        let content: Content
        if parts[1] == "entries" {
            content = .entries
        } else {
            guard let level = Int(parts[1]), (0...Self.levelMax).contains(level) else { throw fault }
            content = .hashes(level: level)
        }
        var index = 0
        for group in parts.dropFirst(2) {
            guard let number = Int(group.hasPrefix("x") ? String(group.dropFirst()) : group),
                (0..<1_000).contains(number),
                index <= Int.max / 1_000 - 1
            else { throw fault }
            index = index * 1_000 + number
        }
        self.init(content, index: index, width: width)
        guard self.text.utf8.elementsEqual(text.utf8) else { throw fault }
    }

    /// The tile that holds place `place` of its kind (a leaf, or a hash of its level) in a log with `count` of them.
    static func holding(_ content: Content, place: Int, of count: Int) -> TilePath {
        let index = place / widthMax
        return TilePath(content, index: index, width: min(widthMax, count - index * widthMax))
    }
}
