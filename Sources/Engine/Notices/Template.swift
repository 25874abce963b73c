/// Texts with `{name}` slots.
enum Template {
    /// Fills the slots; one that has no value is left out, with the blank before it.
    static func fill(_ template: String, _ value: (String) -> String?) -> String {
        var result = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}") else { break }
            result += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            if let text = value(name) {
                result += text
            } else if result.last == " " {
                result.removeLast()
            }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
