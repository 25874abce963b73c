/// FNV-1a over 64 bits: tells two calendars apart; no protection against forgery, which the ledger gives.
struct Fingerprint {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func take(_ text: String) {
        for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
        state = (state ^ 0xFF) &* 0x100_0000_01B3
    }

    mutating func take(seasons: [Season]) {
        for season in seasons {
            take("\(season.days.lowerBound.iso)/\(season.days.upperBound.iso)")
            for weekday in Weekday.allCases { take("\(season.hours.open(on: weekday))") }
        }
    }

    var text: String { hexText((0..<8).map { UInt8(truncatingIfNeeded: state >> UInt64(56 - 8 * $0)) }) }
}
