/// Why a day is closed.
package enum HolidayKind: String, CaseIterable, Sendable {
    /// National holiday, by the yearly joint decree of three ministers (SKB).
    case national = "libur_nasional"
    /// Joint leave by the same decree.
    case jointLeave = "cuti_bersama"
    /// A day of one province, kabupaten or kota: its birthday, its elections.
    case local = "libur_daerah"
}

/// One closed day with its name and kind.
package struct Holiday: Hashable, Sendable {
    package let date: CivilDate
    package let name: LocalizedText
    package let kind: HolidayKind
    /// True where the date was computed and no decree confirmed it yet.
    package let isEstimated: Bool

    package init(date: CivilDate, name: LocalizedText, kind: HolidayKind, isEstimated: Bool = false) {
        (self.date, self.name, self.kind, self.isEstimated) = (date, name, kind, isEstimated)
    }
}

/// A published list of holidays, as `Data/holidays` holds it: `date,name,name_en,kind,estimated`.
package struct HolidayList: Sendable {
    /// In order of date, then kind.
    package let holidays: [Holiday]

    package init(_ holidays: [Holiday]) {
        self.holidays = holidays.sorted { ($0.date, $0.kind.rawValue) < ($1.date, $1.kind.rawValue) }
    }

    /// Reads the file; throws at the first line that is wrong, with its number.
    package init(csv text: String) throws(CivicError) {
        let lines = CSVLines(text).lines
        guard let header = lines.first, header.fields == ["date", "name", "name_en", "kind", "estimated"] else {
            throw .holidays(line: lines.first?.number ?? 1, problem: .header)
        }
        var seen: Set<[String]> = []
        var holidays: [Holiday] = []
        for (line, fields) in lines.dropFirst() {
            guard fields.count == 5 else { throw .holidays(line: line, problem: .columns) }
            guard let date = try? CivilDate(iso: fields[0]), Limits.calendarYears.contains(date.year) else {
                throw .holidays(line: line, problem: .date)
            }
            guard !fields[1].isEmpty else { throw .holidays(line: line, problem: .empty) }
            guard let kind = HolidayKind(rawValue: fields[3]) else { throw .holidays(line: line, problem: .kind) }
            guard let isEstimated = Bool(fields[4]) else { throw .holidays(line: line, problem: .estimated) }
            guard seen.insert([fields[0], fields[3]]).inserted else { throw .holidays(line: line, problem: .duplicate) }
            let name = LocalizedText(id: fields[1], en: fields[2].isEmpty ? nil : fields[2])
            holidays.append(Holiday(date: date, name: name, kind: kind, isEstimated: isEstimated))
        }
        self.init(holidays)
    }

    /// The first and last year that the list knows.
    package var years: ClosedRange<Int>? {
        guard let first = holidays.first, let last = holidays.last else { return nil }
        return first.date.year...last.date.year
    }

    /// This list with the years of a newer one in place of its own: a decree lists a whole year anew.
    package func updated(by newer: HolidayList) -> HolidayList {
        let years = Set(newer.holidays.map(\.date.year))
        return HolidayList(holidays.filter { !years.contains($0.date.year) } + newer.holidays)
    }

    /// The working calendar of an office that keeps these holidays, its own local days and its hours.
    ///
    /// The version is derived from everything that decides a date, so equal data has equal versions.
    package func calendar(
        zone: Zone,
        hours: WeeklyHours = .office,
        local: [Holiday] = [],
        seasons: [Season] = [],
        closing kinds: Set<HolidayKind> = Set(HolidayKind.allCases)
    ) -> WorkingCalendar {
        let all = HolidayList(holidays + local).holidays.filter { kinds.contains($0.kind) }
        var closed: [CivilDate: String] = [:]
        for holiday in all where closed[holiday.date] == nil { closed[holiday.date] = holiday.name.text(.id) }
        var print = Fingerprint()
        print.take(zone.rawValue)
        for weekday in Weekday.allCases { print.take("\(hours.open(on: weekday))") }
        for holiday in all { print.take(holiday.date.iso) }
        print.take(seasons: seasons)
        let span = years.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "none"
        return WorkingCalendar(
            version: "\(span)-\(print.text)",
            zone: zone,
            hours: hours,
            closed: closed,
            seasons: seasons
        )
    }
}
