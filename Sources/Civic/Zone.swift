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

    /// The name of the IANA time zone database for the zone's largest city: "Asia/Jakarta".
    package var ianaName: String {
        switch self {
        case .wib: "Asia/Jakarta"
        case .wita: "Asia/Makassar"
        case .wit: "Asia/Jayapura"
        }
    }

    /// The zone of an IANA name in Indonesia; nil for any other.
    package init?(iana name: String) {
        switch name {
        case "Asia/Jakarta", "Asia/Pontianak": self = .wib
        case "Asia/Makassar": self = .wita
        case "Asia/Jayapura": self = .wit
        default: return nil
        }
    }

    /// The zone of a region's province (Keppres 41/1987).
    package init(of region: RegionCode) {
        switch region.text.prefix(2) {
        case "51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76": self = .wita
        case "81", "82", "91", "92", "93", "94", "95", "96": self = .wit
        default: self = .wib
        }
    }
}
