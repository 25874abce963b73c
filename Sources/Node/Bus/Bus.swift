package import Civic
import Synchronization

/// Tells every open screen of a government what has just become durable.
///
/// Publishing never waits: a listener that lags behind loses frames and is told to take a snapshot. Frames of the last
/// moments are kept, so that a screen that was away for seconds resumes at its position (`Last-Event-ID`).
package final class Bus: Sendable {
    private struct Inner {
        var listeners: [UInt64: Listener] = [:]
        var nextID: UInt64 = 0
        var recent: [Frame] = []
        /// Everything up to here has left `recent`.
        var forgotten: Int64 = 0
        var position: Int64 = 0
        var isClosed = false
    }

    private struct Listener {
        let audience: FrameAudience
        let continuation: AsyncStream<Frame>.Continuation
        var isLagging = false
    }

    private let inner = Mutex(Inner())

    package init() {}

    /// Position of the last frame published.
    package var position: Int64 { inner.withLock(\.position) }
    /// Streams open now.
    package var listenerCount: Int { inner.withLock(\.listeners.count) }

    /// Starts the bus at the head of the ledger: what came before it is not in memory.
    package func begin(at sequence: Int64) {
        inner.withLock {
            $0.position = max($0.position, sequence)
            $0.forgotten = max($0.forgotten, sequence)
        }
    }

    /// Tells everybody.
    ///
    /// Called by the writer after the commit, in order.
    package func publish(_ frames: [Frame]) {
        inner.withLock { inner in
            for frame in frames {
                inner.position = max(inner.position, frame.sequence)
                switch frame.body {
                case .caseChanged, .streamChanged: inner.recent.append(frame)
                case .heartbeat, .snapshotNeeded: break
                }
                for id in inner.listeners.keys { Self.hand(frame, to: id, in: &inner) }
            }
            let surplus = inner.recent.count - Limits.recentFramesMax
            if surplus > 0 {
                inner.forgotten = inner.recent[surplus - 1].sequence
                inner.recent.removeFirst(surplus)
            }
        }
    }

    /// The frames of an audience from now on, after replaying those since `after`; nil when the house is full or closing.
    ///
    /// When `after` lies further back than memory reaches, the first frame is `snapshotNeeded`.
    package func subscribe(_ audience: FrameAudience, after: Int64? = nil, now: Moment) -> AsyncStream<Frame>? {
        inner.withLock { inner in
            guard !inner.isClosed, inner.listeners.count < Limits.subscribersMax else { return nil }
            let (stream, continuation) = AsyncStream.makeStream(
                of: Frame.self,
                bufferingPolicy: .bufferingOldest(Limits.subscriberFramesMax)
            )
            let id = inner.nextID
            inner.nextID += 1
            if let after { Self.replay(after: after, audience, continuation, inner: inner, now: now) }
            inner.listeners[id] = Listener(audience: audience, continuation: continuation)
            continuation.onTermination = { [weak self] _ in self?.forget(id) }
            return stream
        }
    }

    /// Ends every stream; later subscriptions are refused.
    ///
    /// Part of an orderly stop.
    package func closeAll() {
        let all = inner.withLock { inner in
            inner.isClosed = true
            defer { inner.listeners = [:] }
            return inner.listeners.values.map(\.continuation)
        }
        for continuation in all { continuation.finish() }
    }

    private func forget(_ id: UInt64) {
        inner.withLock { _ = $0.listeners.removeValue(forKey: id) }
    }

    private static func replay(
        after: Int64,
        _ audience: FrameAudience,
        _ continuation: AsyncStream<Frame>.Continuation,
        inner: Inner,
        now: Moment
    ) {
        let missed = inner.recent.filter { $0.sequence > after && audience.hears($0) }
        if after < inner.forgotten || after > inner.position || missed.count >= Limits.subscriberFramesMax {
            continuation.yield(Frame(sequence: inner.position, recorded: now, body: .snapshotNeeded))
            return
        }
        for frame in missed { continuation.yield(frame) }
    }

    private static func hand(_ frame: Frame, to id: UInt64, in inner: inout Inner) {
        guard var listener = inner.listeners[id], listener.audience.hears(frame) else { return }
        if listener.isLagging {
            // The buffer had no room before; the first frame that finds room again is the call for a snapshot.
            let call = Frame(sequence: frame.sequence, recorded: frame.recorded, body: .snapshotNeeded)
            if case .enqueued = listener.continuation.yield(call) { listener.isLagging = false }
        } else if case .dropped = listener.continuation.yield(frame) {
            listener.isLagging = true
        }
        inner.listeners[id] = listener
    }
}
