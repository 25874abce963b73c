package import Civic

extension Finding {
    /// As programs read it: file, line, column, severity, code, message and todo by language.
    package var json: JSON {
        func texts(_ text: LocalizedText) -> JSON {
            .object(
                Dictionary(
                    text.texts.map { ($0.key.rawValue, JSON.string($0.value)) },
                    uniquingKeysWith: { first, _ in first }
                )
            )
        }
        return [
            "file": .string(place.file), "line": .int(Int64(place.line)), "column": .int(Int64(place.column)),
            "severity": .string(severity.rawValue), "code": .string(code), "message": texts(message),
            "todo": todo.map(texts) ?? .null,
        ]
    }

    /// A finding as it was written; nil where the JSON is anything else.
    package init?(json: JSON) {
        func text(_ json: JSON?) -> LocalizedText? {
            guard let words = json?.object else { return nil }
            let texts = words.compactMap { key, value in
                Language(rawValue: key).flatMap { language in value.string.map { (language, $0) } }
            }
            return LocalizedText(texts: Dictionary(texts, uniquingKeysWith: { first, _ in first }))
        }
        guard let object = json.object, let file = object["file"]?.string,
            let line = object["line"]?.int.flatMap({ Int(exactly: $0) }),
            let column = object["column"]?.int.flatMap({ Int(exactly: $0) }),
            let severity = object["severity"]?.string.flatMap({ Severity(rawValue: $0) }),
            let code = object["code"]?.string, let message = text(object["message"])
        else { return nil }
        let place = SourcePlace(file: file, line: line, column: column)
        self.init(severity, code, at: place, message, todo: text(object["todo"]))
    }
}
