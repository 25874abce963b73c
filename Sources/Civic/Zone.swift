/// One of Indonesia's three time zones; none has summer time.
package enum Zone: String, CaseIterable, Sendable, Codable {
    case wib, wita, wit

    /// Minutes ahead of UTC.
    package var offsetMinutes: Int {
        switch self {
        case .wib: 420
        case .wita: 480
        case .wit: 540
        }
    }

    /// What people write behind a time of day: "WIB".
    package var label: String { rawValue.uppercased() }

    /// The zone of a region's province (Keppres 41/1987).
    package init(of region: RegionCode) {
        switch region.text.prefix(2) {
        case "51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76": self = .wita
        case "81", "82", "91", "92", "93", "94", "95", "96": self = .wit
        default: self = .wib
        }
    }
}
