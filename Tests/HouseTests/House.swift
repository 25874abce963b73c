import Foundation

/// The repository as the house's rules see it: our Swift files, their modules and imports, and the text of the site.
struct House {
    struct Room {
        let path: String
        let module: String
        let text: String
        let imports: Set<String>
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

        /// The text with the contents of comments and string literals blanked, line numbers kept.
        var code: String { blanked(text) }
    }

    /// Floors from the top; a module imports only those below it (`Sources/` of the architecture page).
    static let floors = [
        "lumbung", "Web", "LiveRoom", "Exchange", "StoreSQLite", "Node", "Store", "Engine", "Ledger", "Definition",
        "Rules", "Civic",
    ]
    /// Arrows that the floors alone would allow and the design forbids, and the one that skips the order.
    static let forbidden: Set<[String]> = [
        ["Engine", "Ledger"], ["Node", "StoreSQLite"], ["Exchange", "StoreSQLite"], ["LiveRoom", "StoreSQLite"],
        ["Web", "StoreSQLite"], ["StoreSQLite", "Node"], ["LiveRoom", "Exchange"],
    ]

    let root: URL
    let rooms: [Room]

    init(of file: String = #filePath) throws {
        let root = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        self.root = root
        rooms = try Self.files(under: root.appending(path: "Sources"), ending: ".swift").map { url in
            let text = try String(contentsOf: url, encoding: .utf8)
            let path = String(url.path.dropFirst(root.path.count + 1))
            return Room(
                path: path,
                module: String(path.split(separator: "/")[1]),
                text: text,
                imports: Set(
                    text.split(separator: "\n").compactMap { line in
                        let words = line.split(separator: " ")
                        guard let place = words.firstIndex(of: "import"), place <= 2, words.count > place + 1 else {
                            return nil
                        }
                        return String(words[words.count - 1].split(separator: ".")[0])
                    }
                )
            )
        }
    }

    static func files(under folder: URL, ending: String) -> [URL] {
        guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
        return walk.compactMap { $0 as? URL }.filter { $0.path.hasSuffix(ending) }.sorted { $0.path < $1.path }
    }
}

/// Comments and string literals replaced by spaces, so that a word in a sentence is not taken for code.
private func blanked(_ text: String) -> String {
    enum Place { case code, line, block, string, long }
    var out: [UInt8] = []
    var place = Place.code
    let bytes = Array(text.utf8)
    var at = 0
    func starts(_ word: String) -> Bool { bytes[at...].starts(with: word.utf8) }
    while at < bytes.count {
        let byte = bytes[at]
        switch place {
        case .code where starts("//"): place = .line
        case .code where starts("/*"): place = .block
        case .code where starts("\"\"\""): (place, at) = (.long, at + 2); out += [32, 32]
        case .code where byte == UInt8(ascii: "\""): place = .string
        case .line where byte == 10: place = .code
        case .block where starts("*/"): (place, at) = (.code, at + 1); out.append(32)
        case .long where starts("\"\"\""): (place, at) = (.code, at + 2); out += [32, 32]
        case .string where byte == UInt8(ascii: "\\"): at += 1; out.append(32)
        case .string where byte == UInt8(ascii: "\"") || byte == 10: place = .code
        case .code, .line, .block, .string, .long: break
        }
        out.append(place == .code && byte != UInt8(ascii: "\"") || byte == 10 ? byte : 32)
        at += 1
    }
    return String(decoding: out, as: UTF8.self)
}
