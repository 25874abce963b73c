import Civic
import LiveRoom
import Testing

@Suite struct `Age of data` {
    @Test(arguments: [
        (0, DataAge.live), (9_999, .live), (10_000, .late), (59_999, .late), (60_000, .lost), (3_600_000, .lost),
    ])
    func `silence of the server makes a screen late at ten seconds and lost at sixty`(
        _ milliseconds: Int,
        _ age: DataAge
    ) {
        #expect(DataAge(silence: .milliseconds(milliseconds)) == age)
    }

    @Test func `the words on screens and in scripts are the same three`() {
        #expect(DataAge.allCases.map(\.rawValue) == ["hidup", "tertunda", "putus"])
    }

    private let now = Moment(milliseconds: 1_795_491_000_000)

    /// Fifteen reports an hour are one in four minutes: −ln(0.001) × 4 = 27.6 minutes (live-room.md §2.2).
    @Test(arguments: [(27, false), (28, true), (90, true)])
    func `a stream of one report in four minutes is silent after twenty-eight`(_ minutes: Int, _ isSilent: Bool) {
        let silence = SourceSilence(since: now - .minutes(minutes), now: now, usualPerHour: 15)
        #expect((silence != nil) == isSilent)
        if let silence { #expect(silence.usualGapMinutes == 4) }
    }

    @Test func `at an hour in which hardly anything comes, silence says nothing`() {
        #expect(SourceSilence(since: now - .hours(9), now: now, usualPerHour: 0.4) == nil)
    }
}
