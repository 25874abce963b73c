package import Civic
import Foundation

/// How old what a screen shows is, by the silence of the server: one vocabulary on every screen (live-room.md §2.2).
///
/// Scripts follow the same thresholds: pages hand them `Limits.lateSeconds` and `Limits.lostSeconds`.
package enum DataAge: String, Sendable, CaseIterable {
    /// A heartbeat came less than ten seconds ago.
    case live = "hidup"
    /// Ten seconds and more: figures stay, the clock turns amber.
    case late = "tertunda"
    /// A minute and more: a band across the screen; figures stay, grey and hatched.
    case lost = "putus"

    /// The age after so much silence of the server.
    package init(silence: Span) {
        self =
            if silence >= .seconds(Limits.lostSeconds) {
                .lost
            } else if silence >= .seconds(Limits.lateSeconds) {
                .late
            } else {
                .live
            }
    }
}

/// Silence of a source, which is another fault than silence of the server: the line lives, but nothing comes in.
package struct SourceSilence: Sendable, Equatable {
    /// When the source last spoke.
    package let since: Moment
    /// Minutes between two reports at this hour of a usual day.
    package let usualGapMinutes: Double

    /// Nil while the silence may be chance: a gap this long, with gaps spread as by chance, comes once in a thousand.
    package init?(since: Moment, now: Moment, usualPerHour: Double) {
        guard usualPerHour >= Limits.silencePerHourMin else { return nil }
        let gap = 60 / usualPerHour
        guard Double((now - since).milliseconds) / 60_000 > -log(Limits.silenceChance) * gap else { return nil }
        self.since = since
        usualGapMinutes = gap
    }
}
