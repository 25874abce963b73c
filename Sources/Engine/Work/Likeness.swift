/// How alike two reports of one kind are, from 0 to 1: nearer in place, nearer in time, more words in common.
///
/// Each of the three takes away at most half, so that a good match in two of them still shows.
package struct Likeness {
    /// Metres beyond which it is another place.
    package let metres: Double
    /// Days beyond which it is another matter.
    package let days: Double

    package init(metres: Double, days: Double) {
        self.metres = metres
        self.days = days
    }

    package func score(metres apart: Double, days between: Double, _ one: String, _ other: String) -> Double {
        let place = 1 - 0.5 * min(1, max(0, apart / metres))
        let time = 1 - 0.5 * min(1, abs(between) / days)
        return place * time * (0.5 + 0.5 * Self.shared(one, other))
    }

    /// The share of words that both have; half where one says nothing.
    static func shared(_ one: String, _ other: String) -> Double {
        let (a, b) = (words(one), words(other))
        guard !a.isEmpty, !b.isEmpty else { return 0.5 }
        return Double(a.intersection(b).count) / Double(min(a.count, b.count))
    }

    /// Words of four letters and more, in small letters: the short ones are in every report.
    private static func words(_ text: String) -> Set<String> {
        let parts = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        return Set(parts.filter { $0.count >= 4 }.map(String.init))
    }
}
