package import Civic

/// A definition as canonical JSON: records are objects, keyed containers are arrays of `[id, element]`, defaults are left out.
///
/// `Definition` ↔ tree is lossless; overlays, differences, hashes and storage work on the tree.
package struct DefinitionTree: Hashable, Sendable {
    package let json: JSON

    package init(json: JSON) { self.json = json }

    /// The tree as the writer would write it.
    package var normalized: DefinitionTree { DefinitionTree(json: DefinitionLanguage.shape.normalized(json)) }

    /// What the definition does: SHA-256 of the canonical form (RFC 8785) with every text emptied.
    package var structureHash: Digest {
        Self.digest(of: DefinitionLanguage.shape.withoutTexts(json))
    }

    /// What it says to people: SHA-256 of its texts in order of the tree.
    package var textHash: Digest {
        Self.digest(of: .array(DefinitionLanguage.shape.texts(of: json)))
    }

    /// Names this definition for ever: SHA-256 over both hashes, so that a reader sees which of the two changed.
    package var hash: Digest {
        Self.digest(
            of: .object(["structure": .string(structureHash.hex), "texts": .string(textHash.hex), "v": .int(1)])
        )
    }

    private static func digest(of json: JSON) -> Digest {
        Digest(sha256(json.canonical)) ?? .zero
    }
}

extension DocumentElement {
    /// Names all that the document is printed from: template, name, subject and copies.
    package var printedHash: Digest {
        var printed: [String: JSON] = [
            "template": template.json, "name": name.json, "subject": subject?.json ?? .null,
            "copies": .array(copies.map(\.json)),
        ]
        // Letters without it keep the hash that they have.
        if let nature { printed["nature"] = nature.json }
        return Digest(sha256(JSON.object(printed).canonical)) ?? .zero
    }
}

extension Definition {
    /// The canonical tree.
    package var tree: DefinitionTree {
        var written = self
        let states = allStates.order
        written.clocks.mapElements { $0.silentAboutUsual(states) }
        return DefinitionTree(json: DefinitionLanguage.definition.write(written))
    }
}
