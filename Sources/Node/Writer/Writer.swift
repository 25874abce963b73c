package import Civic
import Dispatch
import Foundation
import Synchronization

/// The one writer of a ledger: a loop on its own thread over a bounded queue.
///
/// It takes everything that waits into one
/// group, has it committed, and only then answers. Callers wait without holding a thread of the cooperative pool.
final class Writer: Sendable {
    /// What the writer hands over: a group of commands; back come their answers, in order, after the commit.
    typealias Commit = @Sendable ([Work]) -> [Result<Receipt, any Error>]

    private struct Waiting {
        let work: Work
        let answer: @Sendable (Result<Receipt, any Error>) -> Void
    }

    private struct Inner {
        var queue: [Waiting] = []
        var isStopping = false
        var isOver = false
        /// Set after a failed commit; nothing is taken until the database takes again.
        var fault: Fault?
        var lastCommit: Moment?
        var groups = 0
        var commands = 0
    }

    private let inner = Mutex(Inner())
    private let wake = DispatchSemaphore(value: 0)
    private let over = DispatchSemaphore(value: 0)
    private let commit: Commit
    private let recover: @Sendable (Fault) -> Fault?
    private let now: @Sendable () -> Moment

    /// `recover` is asked after a failed commit, with its fault, again and again, until it says nil: the database takes
    /// writes again.
    init(
        name: String,
        now: @escaping @Sendable () -> Moment,
        commit: @escaping Commit,
        recover: @escaping @Sendable (Fault) -> Fault?
    ) {
        self.now = now
        self.commit = commit
        self.recover = recover
        let thread = Thread { [self] in self.loop() }
        thread.name = "writer-\(name)"
        thread.start()
    }

    /// The receipt, after the commit.
    ///
    /// Throws `Fault.busy` when too many wait, and what the command threw.
    func submit(_ work: Work) async throws -> Receipt {
        try await withCheckedThrowingContinuation { continuation in
            take(Waiting(work: work) { continuation.resume(with: $0) })
        }
    }

    /// Many at once, taken in this order; their answers in the same order, each after its commit.
    func submit(_ works: [Work]) async -> [Result<Receipt, any Error>] {
        guard !works.isEmpty else { return [] }
        return await withCheckedContinuation { continuation in
            let answers = Mutex<[Int: Result<Receipt, any Error>]>([:])
            let all = works.enumerated().map { number, work in
                Waiting(work: work) { result in
                    let done: [Int: Result<Receipt, any Error>]? = answers.withLock { answers in
                        answers[number] = result
                        return answers.count == works.count ? answers : nil
                    }
                    guard let done else { return }
                    continuation.resume(returning: done.sorted { $0.key < $1.key }.map(\.value))
                }
            }
            // Under one lock, so that the writer finds them together and commits them as one group.
            let refusals: [Fault?] = inner.withLock { inner in all.map { Self.queue($0, in: &inner) } }
            for (waiting, refusal) in zip(all, refusals) { if let refusal { waiting.answer(.failure(refusal)) } }
            wake.signal()
        }
    }

    /// The same for whoever may block its thread: start-up, imports, tests.
    func submitBlocking(_ work: Work) throws -> Receipt {
        let done = DispatchSemaphore(value: 0)
        let answer = Mutex<Result<Receipt, any Error>?>(nil)
        take(
            Waiting(work: work) { result in
                answer.withLock { $0 = result }
                done.signal()
            }
        )
        done.wait()
        guard let result = answer.withLock({ $0 }) else { throw Fault.stopping }
        return try result.get()
    }

    private func take(_ waiting: Waiting) {
        let refusal = inner.withLock { Self.queue(waiting, in: &$0) }
        if let refusal { waiting.answer(.failure(refusal)) } else { wake.signal() }
    }

    /// nil when it waits now, otherwise why it must not.
    private static func queue(_ waiting: Waiting, in inner: inout Inner) -> Fault? {
        if inner.isStopping { return .stopping }
        if let fault = inner.fault { return fault }
        guard inner.queue.count < Limits.waitingCommandsMax else {
            return .busy(retryAfterSeconds: Limits.busyRetrySeconds)
        }
        inner.queue.append(waiting)
        return nil
    }

    /// Figures for health and metrics.
    var health: WriterHealth {
        inner.withLock {
            WriterHealth(
                waiting: $0.queue.count,
                fault: $0.fault,
                lastCommit: $0.lastCommit,
                groups: $0.groups,
                commands: $0.commands
            )
        }
    }

    /// Takes nothing new, finishes what waits, and returns when the thread is done.
    ///
    /// Blocks.
    func stop() {
        let isFirst = inner.withLock { inner in
            defer { inner.isStopping = true }
            return !inner.isStopping
        }
        guard isFirst else { return }
        wake.signal()
        over.wait()
    }

    // MARK: The thread

    private func loop() {
        while true {
            // A semaphore counts each command; a group takes many at once, so surplus signals find an empty queue.
            wake.wait()
            let (group, isStopping) = inner.withLock { inner in
                let count = min(inner.queue.count, Limits.groupCommandsMax)
                let group = Array(inner.queue.prefix(count))
                inner.queue.removeFirst(count)
                return (group, inner.isStopping && inner.queue.isEmpty)
            }
            if !group.isEmpty { perform(group) }
            if isStopping { break }
            if inner.withLock({ !$0.queue.isEmpty }) { wake.signal() }
        }
        inner.withLock { $0.isOver = true }
        over.signal()
    }

    private func perform(_ group: [Waiting]) {
        let results = commit(group.map(\.work))
        precondition(results.count == group.count, "a group answers each of its commands")
        let fault = results.lazy.compactMap(Self.fault(in:)).first
        let moment = now()
        inner.withLock { inner in
            inner.groups += 1
            inner.commands += group.count
            inner.fault = fault
            if fault == nil { inner.lastCommit = moment }
        }
        for (waiting, result) in zip(group, results) { waiting.answer(result) }
        if fault != nil { waitUntilHealthy() }
    }

    /// A fault that says that the database itself does not take writes.
    private static func fault(in result: Result<Receipt, any Error>) -> Fault? {
        guard case .failure(let error) = result, let fault = error as? Fault else { return nil }
        switch fault {
        case .diskFull, .notStored, .folderInUse: return fault
        case .busy, .stopping, .unusable, .unreachable, .damaged: return nil
        }
    }

    /// Refuses what comes in and turns away what waits, until the database takes writes again.
    private func waitUntilHealthy() {
        while true {
            let (turnedAway, fault, isStopping) = inner.withLock { inner in
                defer { inner.queue = [] }
                return (inner.queue, inner.fault ?? .stopping, inner.isStopping)
            }
            for waiting in turnedAway { waiting.answer(.failure(fault)) }
            let still = recover(fault)
            inner.withLock { $0.fault = still }
            if still == nil || isStopping { return }
            _ = wake.wait(timeout: .now() + .seconds(1))
        }
    }
}

/// How the writer of a government fares.
package struct WriterHealth: Sendable, Hashable {
    package let waiting: Int
    /// nil: commands are taken.
    package let fault: Fault?
    package let lastCommit: Moment?
    package let groups: Int
    package let commands: Int
}
