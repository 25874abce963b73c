/// Today's running total against the usual one, as path data: server and screens draw the same curve.
package struct DayCurve: Sendable, Equatable {
    package static let width = 640
    package static let height = 240
    /// The running total until now.
    package let today: String
    /// The usual running total over the whole day; empty while learning.
    package let usual: String
    /// The band in which half of all days lie; empty while learning.
    package let band: String
    /// Value at the top of the drawing.
    package let top: Int
    /// Where today's line ends.
    package let end: (x: Int, y: Int)

    package static func == (left: DayCurve, right: DayCurve) -> Bool {
        left.today == right.today && left.usual == right.usual && left.band == right.band && left.top == right.top
    }

    package init(_ day: DayNow) {
        let highest = max(Double(day.soFar), day.usual.isLearning ? 0 : day.usual.high.last ?? 0)
        let top = Self.roundTop(Int(highest.rounded(.up)))
        func place(_ minute: Int, _ value: Double) -> (x: Int, y: Int) {
            (
                minute * Self.width / (24 * 60),
                Self.height - Int((value / Double(top) * Double(Self.height)).rounded())
            )
        }
        func text(_ points: [(x: Int, y: Int)]) -> String {
            points.enumerated().map { ($0.offset == 0 ? "M" : "L") + "\($0.element.x) \($0.element.y)" }.joined()
        }
        var line = [place(0, 0)]
        for (hour, total) in day.runningTotals.enumerated() {
            line.append(place(min((hour + 1) * 60, day.minute), Double(total)))
        }
        today = text(line)
        end = line.last ?? (0, Self.height)
        self.top = top
        if day.usual.isLearning {
            usual = ""
            band = ""
        } else {
            func hours(_ totals: [Double]) -> [(x: Int, y: Int)] {
                [place(0, 0)] + totals.enumerated().map { place(($0.offset + 1) * 60, $0.element) }
            }
            usual = text(hours(day.usual.middle))
            band = text(hours(day.usual.high) + hours(day.usual.low).reversed()) + "Z"
        }
    }

    /// The first of 1, 2, 5 times a power of ten, and never below 10, that is not below.
    static func roundTop(_ highest: Int) -> Int {
        var step = 10
        while true {
            for factor in [1, 2, 5] where step * factor >= highest { return step * factor }
            step *= 10
        }
    }
}
