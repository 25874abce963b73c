import Civic
import LiveRoom
import Testing

@Suite struct `A usual day` {
    private func day(_ counts: [Int: Int]) -> [Int] { (0..<24).map { counts[$0] ?? 0 } }

    @Test func `is the middle of the same weekdays, hour by hour`() {
        let usual = UsualDay(days: [day([8: 10]), day([8: 20, 9: 4]), day([8: 90])])
        #expect(usual.middle[7] == 0)
        #expect(usual.middle[8] == 20)
        #expect(usual.middle[23] == 24)
        #expect(usual.low[8] == 15)
        #expect(usual.high[8] == 55)
    }

    @Test func `grows straight within an hour`() {
        let usual = UsualDay(days: [day([9: 60]), day([9: 60])])
        #expect(usual.soFar(minute: 9 * 60) == 0)
        #expect(usual.soFar(minute: 9 * 60 + 30) == 30)
        #expect(usual.soFar(minute: 10 * 60) == 60)
        #expect(usual.soFar(minute: 24 * 60) == 60)
        #expect(usual.perHour(minute: 9 * 60 + 5) == 60)
        #expect(usual.perHour(minute: 12 * 60) == 0)
    }

    @Test func `is still being learned from one day`() {
        #expect(UsualDay(days: []).isLearning)
        #expect(UsualDay(days: [day([8: 3])]).isLearning)
        #expect(!UsualDay(days: [day([8: 3]), day([8: 5])]).isLearning)
        #expect(DayNow(hours: day([8: 500]), usual: UsualDay(days: [day([8: 3])]), minute: 600).verdict == .learning)
    }

    @Test(arguments: [(100, DayNow.Verdict.usual), (109, .usual), (116, .more), (91, .usual), (84, .fewer)])
    func `is called unusual outside the band and chance`(_ count: Int, _ verdict: DayNow.Verdict) {
        // Half of all days lie between 95 and 105; the square root of 100 is chance.
        let usual = UsualDay(days: [day([8: 90]), day([8: 95]), day([8: 100]), day([8: 105]), day([8: 110])])
        #expect(DayNow(hours: day([8: count]), usual: usual, minute: 10 * 60).verdict == verdict)
    }

    private let tuesday: CivilDate = "2026-11-24"
    private let open = WorkingCalendar(version: "t", zone: .wib, hours: .office, closed: ["2026-11-10": "Hari libur"])

    @Test func `leaves out holidays when today is a working day`() {
        let days = UsualDays.comparable(with: tuesday, since: "2026-01-01", calendar: open)
        #expect(days.count == 7)
        #expect(!days.contains("2026-11-10"))
        #expect(days.allSatisfy { $0.weekday == .tuesday })
    }

    @Test func `is not learned from before the first case`() {
        let days: [CivilDate] = ["2026-11-17", "2026-11-03"]
        #expect(UsualDays.comparable(with: tuesday, since: "2026-11-01", calendar: open) == days)
        #expect(UsualDays.comparable(with: tuesday, since: nil, calendar: open).isEmpty)
    }
}

@Suite struct `The day's curve` {
    private let hours = (0..<24).map { $0 == 8 ? 40 : 0 }

    @Test(arguments: [(0, 1), (59, 1), (60, 2), (19 * 60, 20), (24 * 60 - 1, 24)])
    func `an hour counts from its first minute`(_ minute: Int, _ begun: Int) {
        var hours = Array(repeating: 0, count: 24)
        hours[begun - 1] = 7
        let now = DayNow(hours: hours, usual: UsualDay(days: []), minute: minute)
        #expect(now.runningTotals.count == begun)
        #expect(now.runningTotals.last == 7)
        #expect(DayCurve(now).end.y == DayCurve.height - DayCurve.height * 7 / 10)
    }

    @Test func `ends where the day is now`() {
        let usual = UsualDay(days: [hours, hours])
        let curve = DayCurve(DayNow(hours: hours, usual: usual, minute: 12 * 60))
        #expect(curve.top == 50)
        #expect(curve.end.x == DayCurve.width / 2)
        #expect(curve.end.y == DayCurve.height - DayCurve.height * 40 / 50)
        #expect(curve.today.hasPrefix("M0 240"))
        #expect(curve.band.hasSuffix("Z"))
    }

    @Test func `shows no usual day while it is being learned`() {
        let curve = DayCurve(DayNow(hours: hours, usual: UsualDay(days: []), minute: 12 * 60))
        #expect(curve.usual.isEmpty)
        #expect(curve.band.isEmpty)
    }
}
