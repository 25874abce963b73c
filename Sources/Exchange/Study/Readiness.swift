package import Civic
package import Definition

/// What a government has, as far as applications ask for it.
package struct AdopterMeans: Hashable, Sendable {
    package var agencies: Set<AgencyID>
    /// Roles that at least one active officer holds.
    package var roles: Set<RoleID>
    /// Integrations that the government says it has, by their Indonesian name.
    package var integrations: Set<String>

    package init(agencies: Set<AgencyID>, roles: Set<RoleID>, integrations: Set<String> = []) {
        self.agencies = agencies
        self.roles = roles
        self.integrations = integrations
    }
}

/// What an application asks for, item by item, and whether it is there.
package struct Readiness: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case agency, role, register, integration
    }

    package struct Item: Hashable, Sendable {
        package let kind: Kind
        package let id: String
        package let name: LocalizedText
        package let isMet: Bool

        package init(kind: Kind, id: String, name: LocalizedText, isMet: Bool) {
            self.kind = kind
            self.id = id
            self.name = name
            self.isMet = isMet
        }
    }

    package let items: [Item]

    package init(items: [Item]) { self.items = items }

    /// Compares what a definition needs with what the government has.
    ///
    /// Registers that come with the definition are there.
    package init(_ definition: Definition, means: AdopterMeans) {
        var items = definition.needs.agencies.map { id in
            Item(kind: .agency, id: id.text, name: LocalizedText(id: id.text), isMet: means.agencies.contains(id))
        }
        items += definition.needs.roles.filter { definition.roles[$0]?.scope != .everyone }.map { id in
            Item(
                kind: .role,
                id: id.text,
                name: definition.roles[id]?.name ?? LocalizedText(id: id.text),
                isMet: means.roles.contains(id)
            )
        }
        items += definition.needs.registers.map { id in
            Item(
                kind: .register,
                id: id.text,
                name: definition.registers[id]?.name ?? LocalizedText(id: id.text),
                isMet: definition.registers.contains(id)
            )
        }
        items += definition.needs.integrations.map { name in
            Item(
                kind: .integration,
                id: name.text(.id),
                name: name,
                isMet: means.integrations.contains(name.text(.id))
            )
        }
        self.items = items
    }

    package var met: Int { items.count(where: \.isMet) }
    package var gaps: [Item] { items.filter { !$0.isMet } }
    /// Between 0 and 1; 1 where nothing is needed.
    package var share: Double { items.isEmpty ? 1 : Double(met) / Double(items.count) }
}
