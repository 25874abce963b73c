import Foundation
import Store
import Synchronization

/// A government's opened folder that can be closed and opened again under those who hold it: after a failed commit the
/// connections are not trusted any more (what the system's cache says and what the disk has may differ).
final class ReopenableStore: Sendable {
    private struct Inner {
        var folder: StoreFolder?
        var busy = 0
        var isReopening = false
    }

    private let inner: Mutex<Inner>
    private let open: @Sendable () throws -> StoreFolder

    init(open: @escaping @Sendable () throws -> StoreFolder) throws {
        self.open = open
        inner = Mutex(Inner(folder: try open()))
    }

    var ledger: any Database { Door(store: self, room: \.ledger) }
    var keys: any Database { Door(store: self, room: \.keys) }

    /// Waits until nobody reads (at most ten seconds), closes, opens again.
    ///
    /// Blocks; meanwhile readers are told `busy`.
    func reopen() throws {
        inner.withLock { $0.isReopening = true }
        defer { inner.withLock { $0.isReopening = false } }
        let end = Date().addingTimeInterval(10)
        while inner.withLock({ $0.busy > 0 }) {
            guard Date() < end else { throw StoreFault.busy }
            Thread.sleep(forTimeInterval: 0.01)
        }
        let old = inner.withLock { inner in
            defer { inner.folder = nil }
            return inner.folder
        }
        try old?.close()
        let new = try open()
        inner.withLock { $0.folder = new }
    }

    func close() throws {
        let old = inner.withLock { inner in
            defer { inner.folder = nil }
            return inner.folder
        }
        try old?.close()
    }

    fileprivate func enter() throws -> StoreFolder {
        try inner.withLock { inner in
            if inner.isReopening { throw StoreFault.busy }
            guard let folder = inner.folder else { throw StoreFault.closed }
            inner.busy += 1
            return folder
        }
    }

    fileprivate func leave() { inner.withLock { $0.busy -= 1 } }
}

/// One of the two databases of a folder, whichever connection serves it now.
private struct Door: Database {
    let store: ReopenableStore
    let room: @Sendable (StoreFolder) -> any Database

    init(store: ReopenableStore, room: @escaping @Sendable (StoreFolder) -> any Database) {
        self.store = store
        self.room = room
    }

    private func inside<T>(_ body: (any Database) throws -> T) throws -> T {
        let folder = try store.enter()
        defer { store.leave() }
        return try body(room(folder))
    }

    var dialect: Dialect { (try? inside { $0.dialect }) ?? .sqlite }

    func read<T>(_ body: (any Connection) throws -> T) throws -> T { try inside { try $0.read(body) } }

    func longRead<T: Sendable>(_ body: @Sendable @escaping (any Connection) throws -> T) async throws -> T {
        let folder = try store.enter()
        defer { store.leave() }
        return try await room(folder).longRead(body)
    }

    func write<T>(_ body: (any Connection) throws -> T) throws -> T { try inside { try $0.write(body) } }
    func backup(to path: String) throws { try inside { try $0.backup(to: path) } }
    func checkpoint() throws -> Int { try inside { try $0.checkpoint() } }
    func scratch() throws -> any Database { try inside { try $0.scratch() } }
    func close() throws { try store.close() }
}
