import Civic

extension SourceNode {
    /// A canonical tree as source, so that one reader reads both; the path stands where a file's name would.
    init(tree json: JSON, path: [String] = []) {
        let place = SourcePlace(file: path.isEmpty ? "/" : path.joined(separator: "/"), line: 1, column: 1)
        switch json {
        case .null: self.init(.scalar("", .plain), at: place)
        case .bool(let value): self.init(.scalar(value ? "true" : "false", .plain), at: place)
        case .int(let value): self.init(.scalar(String(value), .plain), at: place)
        case .double(let value): self.init(.scalar(JSON.double(value).text, .plain), at: place)
        case .string(let value): self.init(.scalar(value, .quoted), at: place)
        case .array(let values):
            let nodes = values.enumerated().map { index, value in
                SourceNode(tree: value, path: path + [Self.name(of: value) ?? String(index)])
            }
            self.init(.list(nodes), at: place)
        case .object(let values):
            let entries = values.keys.sorted().compactMap { key in
                values[key].map { Entry(key: key, place: place, value: SourceNode(tree: $0, path: path + [key])) }
            }
            self.init(.map(entries), at: place)
        }
    }

    private static func name(of pair: JSON) -> String? {
        guard let parts = pair.array, parts.count == 2 else { return nil }
        return parts[0].string
    }
}
