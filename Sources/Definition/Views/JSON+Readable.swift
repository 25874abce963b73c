package import Civic

extension JSON {
    /// The value on many lines, for people and version control: two spaces, names in order.
    package var readable: String {
        var text = ""
        write(to: &text, indent: "")
        return text
    }

    private func write(to text: inout String, indent: String) {
        switch self {
        case .null, .bool, .int, .double, .string: text += self.text
        case .array(let values):
            guard values.contains(where: { $0.array?.isEmpty == false || $0.object?.isEmpty == false }) else {
                text += "[" + values.map(\.text).joined(separator: ", ") + "]"
                return
            }
            list(values.map { ("", $0) }, "[", "]", to: &text, indent)
        case .object(let members):
            let names = members.keys.sorted(by: Self.precedes)
            list(names.map { (JSON.string($0).text + ": ", members[$0] ?? .null) }, "{", "}", to: &text, indent)
        }
    }

    private func list(
        _ parts: [(String, JSON)],
        _ open: String,
        _ close: String,
        to text: inout String,
        _ indent: String
    ) {
        guard !parts.isEmpty else {
            text += open + close
            return
        }
        let inner = indent + "  "
        text += open
        for (index, part) in parts.enumerated() {
            text += (index == 0 ? "\n" : ",\n") + inner + part.0
            part.1.write(to: &text, indent: inner)
        }
        text += "\n" + indent + close
    }
}
