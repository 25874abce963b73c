package import Civic
package import Definition
package import Engine
import Ledger
import Store
import Synchronization

/// Definitions compiled once for the whole node, whichever government runs them.
package final class CompiledCache: Sendable {
    private let known = Mutex<[Digest: CompiledDefinition]>([:])

    package init() {}

    func find(_ hash: Digest) -> CompiledDefinition? { known.withLock { $0[hash] } }

    /// The one that is kept: the first wins, so that everybody shares it.
    func keep(_ definition: CompiledDefinition) -> CompiledDefinition {
        known.withLock { known in
            if let first = known[definition.hash] { return first }
            known[definition.hash] = definition
            return definition
        }
    }
}

/// The definitions of one government: what is installed, and every definition that an event ever named, for ever.
package final class DefinitionShelf: Sendable {
    private let book: Book
    private let cache: CompiledCache
    private let installed = Mutex<[AppID: InstallationState]>([:])
    /// Running cases that are being moved from one definition to another.
    package let moves = MigrationDesk()

    init(_ book: Book, cache: CompiledCache) throws {
        self.book = book
        self.cache = cache
        let names = try book.database.read { try Streams.names(prefix: Self.prefix, limit: 1_000, on: $0) }
        for name in names { try fold(stream: name, facts: book.ledger.facts(of: name).map(\.1)) }
    }

    /// Called after each commit.
    func follow(_ changes: [Change]) throws {
        for change in changes where change.stream.hasPrefix(Self.prefix) {
            try fold(stream: change.stream, facts: [change.fact])
        }
    }

    private static let prefix = "installation/"

    private func fold(stream: String, facts: [Fact]) throws {
        guard let app = InstallationEvent.app(stream: stream) else { return }
        try installed.withLock { installed in
            for fact in facts {
                installed[app] = evolve(installed[app], try InstallationEvent(fact: fact), app: app, at: fact.at)
            }
        }
    }

    // MARK: What is installed

    /// All installations, by application.
    package func installations() -> [InstallationState] {
        installed.withLock { $0.values.sorted { $0.app < $1.app } }
    }

    package func installation(_ app: AppID) -> InstallationState? { installed.withLock { $0[app] } }

    /// The definition on which new cases of an application start; nil: not installed, not live yet, or suspended.
    package func live(_ app: AppID) throws -> CompiledDefinition? {
        guard let installation = installation(app), installation.stage == .live else { return nil }
        return try compiled(installation.release.definition)
    }

    /// The same, where a case is to be started: throws `unknownApplication` or `suspended`.
    package func startable(_ app: AppID) throws -> CompiledDefinition {
        switch installation(app)?.stage {
        case nil, .installed: throw Refusal.unknownApplication(app.text)
        case .suspended: throw Refusal.suspended(app.text)
        case .live: break
        }
        guard let definition = try live(app) else { throw Refusal.unknownApplication(app.text) }
        return definition
    }

    /// A grant whose role acts on every case of an installed application, whichever agency holds it, reaches all agencies: roles of
    /// the owner, of the whole government, and of one agency that takes part in every case.
    func reachesAll(_ grant: Grant) -> Bool {
        installations().contains { installation in
            guard grant.covers(installation.app),
                let definition = try? compiled(installation.release.definition).definition,
                let role = definition.roles[grant.role]
            else { return false }
            switch role.scope {
            case .owner: return grant.agency == definition.owner
            case .agency(let one): return grant.agency == one
            case .government: return true
            case .everyone, .caseAgency: return false
            }
        }
    }

    // MARK: What was ever named

    /// The definition of a hash, compiled once in the life of the node.
    package func compiled(_ hash: Digest) throws -> CompiledDefinition {
        if let known = cache.find(hash) { return known }
        guard let tree = try tree(hash) else { throw Fault.damaged("The definition \(hash.hex) is not on the shelf.") }
        let (definition, findings) = DefinitionReader.read(tree: tree)
        guard let definition, !findings.hasErrors else {
            throw Fault.damaged("The definition \(hash.hex) can't be read: \(findings.first?.message.text(.en) ?? "")")
        }
        return cache.keep(try CompiledDefinition(definition, hash: hash))
    }

    /// The canonical tree of a definition that this government has ever run; nil: never.
    package func tree(_ hash: Digest) throws -> DefinitionTree? {
        guard let row = try book.database.read({ try $0.row(DocumentTable.byHash, ["hash": .digest(hash)]) }) else {
            return nil
        }
        let tree = DefinitionTree(json: try JSON(parsing: try row.blob("content")))
        guard tree.hash == hash else { throw Fault.damaged("The definition \(hash.hex) does not fit its hash.") }
        return tree
    }

    /// Keeps a definition's tree, in the transaction of the event that names it.
    ///
    /// Throws when it does not compile.
    package func keep(_ definition: Definition, in turn: WriteTurn) throws -> Digest {
        let tree = definition.tree
        let hash = tree.hash
        _ = cache.keep(try CompiledDefinition(definition, hash: hash))
        try turn.keep(tree.json.canonical, kind: "definition", as: hash)
        return hash
    }
}
