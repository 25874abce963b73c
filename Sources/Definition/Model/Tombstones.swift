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
    package var fees: [String] = []

    package init() {}

    /// A container whose removed ids are kept.
    struct Kind: Sendable {
        /// Its key in a definition.
        let key: String
        let path: any WritableKeyPath<Tombstones, [String]> & Sendable
        let label: LocalizedText
        /// The ids that it has now.
        let living: @Sendable (Definition) -> [String]

        init(
            _ key: String,
            _ path: any WritableKeyPath<Tombstones, [String]> & Sendable,
            _ label: LocalizedText,
            living: @escaping @Sendable (Definition) -> [String]
        ) {
            (self.key, self.path, self.label, self.living) = (key, path, label, living)
        }
    }

    static let kinds = [
        Kind("form", \.form, LocalizedText(id: "isian", en: "fields")) { $0.form.order.map(\.text) },
        Kind("states", \.states, LocalizedText(id: "keadaan", en: "states")) { $0.allStates.order.map(\.text) },
        Kind("actions", \.actions, LocalizedText(id: "tindakan", en: "actions")) { $0.actions.order.map(\.text) },
        Kind("roles", \.roles, LocalizedText(id: "peran", en: "roles")) { $0.roles.order.map(\.text) },
        Kind("clocks", \.clocks, LocalizedText(id: "tenggat", en: "clocks")) { $0.clocks.order.map(\.text) },
        Kind("tables", \.tables, LocalizedText(id: "tabel", en: "tables")) { $0.tables.order.map(\.text) },
        Kind("registers", \.registers, LocalizedText(id: "register", en: "registers")) {
            $0.registers.order.map(\.text)
        },
        Kind("notices", \.notices, LocalizedText(id: "pemberitahuan", en: "notices")) { $0.notices.order.map(\.text) },
        Kind("measures", \.measures, LocalizedText(id: "ukuran", en: "measures")) { $0.measures.order.map(\.text) },
        Kind("fees", \.fees, LocalizedText(id: "biaya", en: "fees")) { $0.fees.order.map(\.text) },
    ]

    /// The removed ids of a container.
    package subscript(key: String) -> [String] {
        Self.kinds.first { $0.key == key }.map { self[keyPath: $0.path] } ?? []
    }
}
