package import Civic

/// Counts what one address or one device does, in windows of time; forgets the oldest when too many are known.
package actor RateLimiter {
    private struct Window {
        var began: Moment
        var count: Int
    }

    private static let keysMax = 50_000
    private var windows: [String: Window] = [:]

    package init() {}

    /// Counts one more use of `key`; nil when it is allowed, otherwise the seconds to wait.
    package func use(_ key: String, limit: Int, window: Span, now: Moment) -> Int? {
        if windows.count >= RateLimiter.keysMax { windows = windows.filter { now - $0.value.began < window } }
        if windows.count >= RateLimiter.keysMax { windows.removeAll(keepingCapacity: true) }
        var current = windows[key] ?? Window(began: now, count: 0)
        if now - current.began >= window { current = Window(began: now, count: 0) }
        current.count += 1
        windows[key] = current
        guard current.count > limit else { return nil }
        return Int((window.milliseconds - (now - current.began).milliseconds + 999) / 1000)
    }
}
