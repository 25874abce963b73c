import Civic

/// Ids that an application once had: an element that was taken away does not come back with another meaning.
package struct Tombstones: Hashable, Sendable {
    package var form: [String] = []
    package var states: [String] = []
    package var actions: [String] = []
    package var roles: [String] = []
    package var clocks: [String] = []
    package var tables: [String] = []
    package var registers: [String] = []
    package var notices: [String] = []
    package var measures: [String] = []

    package init() {}

    /// The containers whose ids are kept, by their key in a definition.
    static let kinds:
        [(key: String, path: any WritableKeyPath<Tombstones, [String]> & Sendable, label: LocalizedText)] =
            [
                ("form", \.form, LocalizedText(id: "isian", en: "fields")),
                ("states", \.states, LocalizedText(id: "keadaan", en: "states")),
                ("actions", \.actions, LocalizedText(id: "tindakan", en: "actions")),
                ("roles", \.roles, LocalizedText(id: "peran", en: "roles")),
                ("clocks", \.clocks, LocalizedText(id: "tenggat", en: "clocks")),
                ("tables", \.tables, LocalizedText(id: "tabel", en: "tables")),
                ("registers", \.registers, LocalizedText(id: "register", en: "registers")),
                ("notices", \.notices, LocalizedText(id: "pemberitahuan", en: "notices")),
                ("measures", \.measures, LocalizedText(id: "ukuran", en: "measures")),
            ]

    /// The removed ids of a container.
    package subscript(key: String) -> [String] {
        Self.kinds.first { $0.key == key }.map { self[keyPath: $0.path] } ?? []
    }
}
