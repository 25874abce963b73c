package import Civic
package import Definition

/// A later version of an application as the provider's changes to an earlier one: `Data/demo/laksa-1.1.0.json`.
///
/// A text of two hundred lines says what is new in nine.
package struct PreparedRelease: Sendable {
    package let app: AppID
    package let from: Version
    private let operations: [OverlayOperation]

    /// Throws what can't be read.
    package init(json: JSON, at: Moment = Moment(milliseconds: 0)) throws(Wrong) {
        guard let app = json["app"]?.string.flatMap({ try? AppID($0) }),
            let from = json["from"]?.string.flatMap({ Version($0) }), let list = json["operations"]?.array
        else { throw Self.broken("app") }
        self.app = app
        self.from = from
        var operations: [OverlayOperation] = []
        for (number, item) in list.enumerated() {
            var object = item.object ?? [:]
            object["author"] = "provider"
            object["at"] = .string(at.rfc3339)
            object["reason"] = object["reason"] ?? "Rilis berikutnya"
            guard let operation = OverlayOperation(json: .object(object)) else {
                throw Self.broken("operations[\(number)]")
            }
            operations.append(operation)
        }
        self.operations = operations
    }

    /// The later version; throws the first change that does not hold on this text.
    package func definition(after base: Definition) throws(Wrong) -> Definition {
        let overlay = Overlay(app: app, baseVersion: from, baseHash: base.tree.hash, operations: operations)
        let (tree, problems) = apply(overlay, to: base.tree, by: .provider)
        if let problem = problems.first {
            throw Wrong(
                "prepared.does-not-hold",
                id: "\(problem.path.joined(separator: ".")): \(problem.message.text(.id))",
                en: "\(problem.path.joined(separator: ".")): \(problem.message.text(.en))"
            )
        }
        let (definition, findings) = DefinitionReader.read(tree: tree)
        guard let definition, !findings.hasErrors else {
            let first = findings.first { $0.severity == .error }?.message
            throw Wrong(
                "prepared.unreadable",
                id: first?.text(.id) ?? "Versi berikutnya tidak terbaca.",
                en: first?.text(.en) ?? "The next version can't be read."
            )
        }
        return definition
    }

    private static func broken(_ place: String) -> Wrong {
        Wrong(
            "prepared.broken",
            id: "Rilis yang disiapkan tidak terbaca: \(place).",
            en: "The prepared release can't be read: \(place)."
        )
    }
}
