package import Civic

/// Overlays are stored and sent as JSON.
extension Overlay {
    package var json: JSON {
        .object([
            "app": .string(app.text), "base_version": .string(baseVersion.description),
            "base_hash": .string(baseHash.hex),
            "operations": .array(operations.map(\.json)),
        ])
    }

    /// Nil where the JSON is no overlay.
    package init?(json: JSON) {
        guard let app = json["app"]?.string.flatMap({ try? AppID($0) }),
            let version = json["base_version"]?.string.flatMap({ Version($0) }),
            let hash = json["base_hash"]?.string.flatMap({ Digest(hex: $0) }), let list = json["operations"]?.array
        else { return nil }
        let operations = list.compactMap { OverlayOperation(json: $0) }
        guard operations.count == list.count else { return nil }
        self.init(app: app, baseVersion: version, baseHash: hash, operations: operations)
    }
}

extension OverlayOperation {
    package var json: JSON {
        var object: [String: JSON] = [
            "op": .string(verb.name), "path": .array(path.map { .string($0) }), "author": .string(author),
            "at": .string(at.rfc3339), "reason": .string(reason),
        ]
        if let was { object["was"] = was }
        switch verb {
        case .set(let value): object["value"] = value
        case .add(let value, let before):
            object["value"] = value
            object["before"] = before.map { .string($0) }
        case .move(let before): object["before"] = before.map { .string($0) }
        case .unset, .hide: break
        }
        return .object(object)
    }

    /// Nil where the JSON is no operation.
    package init?(json: JSON) {
        guard let op = json["op"]?.string, let steps = json["path"]?.array, let author = json["author"]?.string,
            let at = json["at"]?.string.flatMap({ try? Moment(rfc3339: $0) }), let reason = json["reason"]?.string
        else { return nil }
        let path = steps.compactMap(\.string)
        guard path.count == steps.count, !path.isEmpty else { return nil }
        let before = json["before"]?.string
        let verb: Verb
        switch (op, json["value"]) {
        case ("set", let value?): verb = .set(value)
        case ("add", let value?): verb = .add(value, before: before)
        case ("unset", nil): verb = .unset
        case ("hide", nil): verb = .hide
        case ("move", nil): verb = .move(before: before)
        default: return nil
        }
        self.init(verb, path, was: json["was"], author: author, at: at, reason: reason)
    }
}
