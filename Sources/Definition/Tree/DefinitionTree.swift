package import Civic

/// A definition as canonical JSON: records are objects, keyed containers are arrays of `[id, element]`, defaults are left out.
///
/// `Definition` ↔ tree is lossless; overlays, differences, hashes and storage work on the tree.
package struct DefinitionTree: Hashable, Sendable {
    package let json: JSON

    package init(json: JSON) { self.json = json }
}
