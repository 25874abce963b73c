/// The limits of the LIVE Room, each with its unit and its reason.
package enum Limits {
    /// Seconds without a heartbeat after which a screen says that it is late (live-room.md §2.2).
    package static let lateSeconds = 10
    /// Seconds without a heartbeat after which a screen says that it has lost the server.
    package static let lostSeconds = 60
    /// Milliseconds between two readings of the figures: one frame holds what came meanwhile.
    package static let coalesceMilliseconds = 500
    /// Seconds after which the figures are read anew though nothing happened: hours pass and deadlines too.
    package static let restSeconds = 20
    /// Weeks of which a usual day is made.
    package static let usualWeeks = 8
    /// With fewer same weekdays than this a day is not called unusual.
    package static let learningDays = 2
    /// Hours before a deadline in which a case is due soon.
    package static let soonHours = 24
    /// Days over which measures and ratings count.
    package static let measureDays = 30
    /// Lines of what just happened.
    package static let newsMax = 20
    /// Happenings to look at for them: those of applications that are not shown are passed over.
    package static let newsReach = 60
    /// Cells of the map in one frame; a city at the wall's zoom has two dozen.
    package static let cellsMax = 400
    /// Cells of the map in an answer that asks for a zoom level of its own.
    package static let cellsAskedMax = 20_000
    /// Silence of a source that comes about by chance once in a thousand such gaps.
    package static let silenceChance = 0.001
    /// Reports in an hour below which silence says nothing.
    package static let silencePerHourMin = 1.0
}
