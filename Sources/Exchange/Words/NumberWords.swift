/// Whole numbers in Indonesian words, as agreements and receipts write them: "dua puluh enam".
package enum NumberWords {
    private static let small = [
        "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
    ]
    private static let groups: [(size: Int64, word: String)] = [
        (1_000_000_000_000, "triliun"), (1_000_000_000, "miliar"), (1_000_000, "juta"), (1_000, "ribu"),
    ]

    /// The words of a number; negative ones begin with "minus".
    package static func words(_ number: Int64) -> String {
        if number < 0 { return "minus " + words(number == .min ? .max : -number) }
        if number < 12 { return small[Int(number)] }
        if number < 20 { return words(number - 10) + " belas" }
        if number < 100 { return joined(words(number / 10) + " puluh", number % 10) }
        if number < 200 { return joined("seratus", number - 100) }
        if number < 1_000 { return joined(words(number / 100) + " ratus", number % 100) }
        if number < 2_000 { return joined("seribu", number - 1_000) }
        for group in groups where number >= group.size {
            return joined(words(number / group.size) + " " + group.word, number % group.size)
        }
        return small[0]
    }

    private static func joined(_ first: String, _ rest: Int64) -> String {
        rest == 0 ? first : first + " " + words(rest)
    }
}
