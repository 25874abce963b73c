package import Ledger

/// How a node fares.
package struct NodeHealth: Sendable {
    package let governments: [GovernmentHealth]

    /// Every government takes commands, and none has a ledger that contradicts what was signed.
    package var isHealthy: Bool { governments.allSatisfy { $0.writer.fault == nil && $0.signing == nil } }
}

/// How one government fares.
package struct GovernmentHealth: Sendable {
    package let slug: String
    package let writer: WriterHealth
    /// Position of the last frame on the bus.
    package let position: Int64
    /// Streams open now.
    package let listeners: Int
    /// Why no checkpoint is signed any more; nil while all is well.
    package let signing: SigningVerdict?
}
