/// How dates, times, money and numbers are written for people, in their language and their government's zone.
package struct Formats: Hashable, Sendable {
    package let language: Language
    package let zone: Zone

    package init(language: Language, zone: Zone) { (self.language, self.zone) = (language, zone) }

    private func choose(_ indonesian: String, _ english: String) -> String { language == .id ? indonesian : english }

    // MARK: Dates

    /// `24 November 2026`.
    package func date(_ date: CivilDate) -> String {
        let (year, month, day) = date.parts
        return "\(day) \(Words.months(language)[month - 1]) \(year)"
    }

    /// `24 Nov 2026`.
    package func shortDate(_ date: CivilDate) -> String {
        let (year, month, day) = date.parts
        return "\(day) \(Words.shortMonths(language)[month - 1]) \(year)"
    }

    /// `Selasa, 24 November 2026`.
    package func longDate(_ date: CivilDate) -> String { "\(weekday(date.weekday)), \(self.date(date))" }

    /// `November 2026`.
    package func month(_ date: CivilDate) -> String { "\(Words.months(language)[date.month - 1]) \(date.year)" }

    /// `Selasa`.
    package func weekday(_ weekday: Weekday) -> String { Words.weekdays(language)[weekday.rawValue - 1] }

    package func date(_ moment: Moment) -> String { date(moment.date(in: zone)) }
    package func shortDate(_ moment: Moment) -> String { shortDate(moment.date(in: zone)) }
    package func longDate(_ moment: Moment) -> String { longDate(moment.date(in: zone)) }

    // MARK: Times

    /// `14.30`, in English `14:30`.
    package func clock(_ moment: Moment) -> String { clock(minuteOfDay: moment.minuteOfDay(in: zone)) }

    package func clock(minuteOfDay: Int) -> String {
        padded(minuteOfDay / 60, width: 2) + choose(".", ":") + padded(minuteOfDay % 60, width: 2)
    }

    /// `pukul 14.30 WIB`, in English `14:30 WIB`.
    package func time(_ moment: Moment) -> String { choose("pukul ", "") + clock(moment) + " " + zone.label }

    /// `24 November 2026 pukul 14.30 WIB`, in English `24 November 2026, 14:30 WIB`.
    package func dateTime(_ moment: Moment) -> String { date(moment) + choose(" ", ", ") + time(moment) }

    /// `24 Nov 2026 14.30`.
    package func shortDateTime(_ moment: Moment) -> String { shortDate(moment) + " " + clock(moment) }

    /// `2 jam lagi`, `3 hari lalu`: the largest whole unit; within a minute `sebentar lagi` and `baru saja`.
    package func relative(_ moment: Moment, to now: Moment) -> String {
        let span = moment - now
        let seconds = span.milliseconds.magnitude / 1_000
        if seconds < 60 {
            return span.milliseconds > 0 ? choose("sebentar lagi", "in a moment") : choose("baru saja", "just now")
        }
        let text = largestUnit(seconds: seconds)
        return span.milliseconds > 0 ? choose("\(text) lagi", "in \(text)") : choose("\(text) lalu", "\(text) ago")
    }

    /// `2 hari 3 jam`: the two largest units, the second only when it is not zero; the sign is dropped.
    package func duration(_ span: Span) -> String {
        let seconds = span.milliseconds.magnitude / 1_000
        if seconds < 60 { return count(seconds, .second) }
        let units: [Unit] = [.day, .hour, .minute]
        guard let index = units.firstIndex(where: { seconds >= $0.seconds }) else { return count(seconds, .second) }
        let first = count(seconds / units[index].seconds, units[index])
        guard index + 1 < units.count else { return first }
        let rest = seconds % units[index].seconds / units[index + 1].seconds
        return rest == 0 ? first : first + " " + count(rest, units[index + 1])
    }

    private enum Unit {
        case year, month, day, hour, minute, second

        var seconds: UInt64 {
            switch self {
            case .year: 365 * 86_400
            case .month: 30 * 86_400
            case .day: 86_400
            case .hour: 3_600
            case .minute: 60
            case .second: 1
            }
        }

        var words: (indonesian: String, english: String) {
            switch self {
            case .year: ("tahun", "year")
            case .month: ("bulan", "month")
            case .day: ("hari", "day")
            case .hour: ("jam", "hour")
            case .minute: ("menit", "minute")
            case .second: ("detik", "second")
            }
        }
    }

    private func largestUnit(seconds: UInt64) -> String {
        let unit = [Unit.year, .month, .day, .hour].first { seconds >= $0.seconds } ?? .minute
        return count(seconds / unit.seconds, unit)
    }

    private func count(_ count: UInt64, _ unit: Unit) -> String {
        let words = unit.words
        return "\(count) " + choose(words.indonesian, words.english + (count == 1 ? "" : "s"))
    }

    // MARK: Numbers

    /// `1.234`, in English `1,234`.
    package func number(_ value: Int) -> String {
        (value < 0 ? "-" : "") + grouped(UInt64(value.magnitude), separator: language == .id ? 0x2E : 0x2C)
    }

    /// `1.234,5`, in English `1,234.5`; half is rounded away from zero, a dash stands for what is no number.
    package func number(_ value: Double, decimals: Int) -> String {
        precondition((0...9).contains(decimals), "numbers for people have at most nine decimals")
        var scale: UInt64 = 1
        for _ in 0..<decimals { scale *= 10 }
        // What reads as a half is one: 0.8765 × 100 is 87.64999999999999 in binary.
        let exact = value.magnitude * Double(scale)
        let scaled = (exact + 4 * exact.ulp).rounded()
        guard scaled.isFinite, scaled < 1e18 else { return "–" }
        let (whole, fraction) = UInt64(scaled).quotientAndRemainder(dividingBy: scale)
        let sign = value < 0 && scaled > 0 ? "-" : ""
        let text = sign + grouped(whole, separator: language == .id ? 0x2E : 0x2C)
        return decimals == 0 ? text : text + choose(",", ".") + padded(Int(fraction), width: decimals)
    }

    /// `90%` for 0.9.
    package func percent(_ share: Double, decimals: Int = 0) -> String { number(share * 100, decimals: decimals) + "%" }

    /// `Rp1.250.000` in both languages: it is how the currency is written.
    package func money(_ amount: Rupiah) -> String { amount.description }

    /// `Rp1,3 juta`, in English `Rp1.3 million`: for charts and walls; below a million in full.
    package func shortMoney(_ amount: Rupiah) -> String {
        let steps: [(Double, String, String)] = [
            (1e12, "triliun", "trillion"), (1e9, "miliar", "billion"), (1e6, "juta", "million"),
        ]
        let value = Double(amount.amount.magnitude)
        // The step is chosen after rounding, so that 999,999,999 is a billion and not a thousand million.
        guard let step = steps.first(where: { (value / $0.0 * 10).rounded() / 10 >= 1 }), value >= 1e6 else {
            return money(amount)
        }
        let scaled = (value / step.0 * 10).rounded() / 10
        let text = number(scaled, decimals: scaled.rounded() == scaled ? 0 : 1)
        return (amount.amount < 0 ? "-Rp" : "Rp") + text + " " + choose(step.1, step.2)
    }

    /// `850 m`, `1,2 km`.
    package func distance(metres: Double) -> String {
        metres < 999.5
            ? number(metres, decimals: 0) + " m" : number(metres / 1_000, decimals: metres < 9_950 ? 1 : 0) + " km"
    }

    /// `15 MB`, `1,2 MB`, `640 kB`: powers of ten, as shops and telephones count.
    package func fileSize(bytes: Int) -> String {
        switch bytes {
        case ..<1_000: return number(bytes) + " B"
        case ..<999_500: return number(Double(bytes) / 1e3, decimals: 0) + " kB"
        default:
            let (value, unit) = bytes < 999_500_000 ? (Double(bytes) / 1e6, " MB") : (Double(bytes) / 1e9, " GB")
            let isWhole = (value * 10).rounded().truncatingRemainder(dividingBy: 10) == 0
            return number(value, decimals: isWhole ? 0 : 1) + unit
        }
    }
}

/// The names of days and months.
private enum Words {
    static func months(_ language: Language) -> [String] { language == .id ? monthsIndonesian : monthsEnglish }
    static func shortMonths(_ language: Language) -> [String] { language == .id ? shortIndonesian : shortEnglish }
    static func weekdays(_ language: Language) -> [String] { language == .id ? weekdaysIndonesian : weekdaysEnglish }

    private static let monthsIndonesian = [
        "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
        "Desember",
    ]
    private static let monthsEnglish = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let shortIndonesian = [
        "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
    ]
    private static let shortEnglish = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let weekdaysIndonesian = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
    private static let weekdaysEnglish = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
}
