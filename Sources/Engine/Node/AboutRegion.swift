package import Civic

/// Events of the node's ledger that stand in one stream for each government: `government/36.71`, `neighbour/32.15`.
package protocol AboutRegion {
    /// How the names of the streams begin.
    static var prefix: String { get }
}

extension AboutRegion {
    package static func stream(_ code: RegionCode) -> String { prefix + code.text }

    /// The government whose stream this is; nil for a stream of another kind.
    package static func code(stream: String) -> RegionCode? {
        stream.hasPrefix(prefix) ? try? RegionCode(String(stream.dropFirst(prefix.count))) : nil
    }
}
