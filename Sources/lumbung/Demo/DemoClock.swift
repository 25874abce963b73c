import Civic
import Node
import Synchronization

/// The demo's clock: it stands where the story is while the past is written.
final class DemoClock: Sendable {
    private let told = Mutex<Moment?>(nil)
    private let world: Outside

    init(world: Outside) { self.world = world }

    /// The present of the world, whatever the story says.
    var present: Moment { world.now() }

    /// Moves the story forward.
    func set(_ moment: Moment) { told.withLock { $0 = moment } }

    /// The world with this clock.
    var outside: Outside {
        var outside = world
        outside.now = { [self] in told.withLock { $0 } ?? world.now() }
        return outside
    }
}
