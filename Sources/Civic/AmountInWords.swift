/// Amounts as receipts spell them out, so that a digit cannot be added: "satu juta dua ratus lima puluh ribu rupiah".
extension Rupiah {
    /// The amount in words (*terbilang*), with the currency.
    package func inWords(_ language: Language) -> String {
        let words = language == .en ? EnglishNumber.words(amount.magnitude) : IndonesianNumber.words(amount.magnitude)
        return (amount < 0 ? "minus " : "") + words + " rupiah"
    }
}

private enum IndonesianNumber {
    static let small = [
        "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
    ]
    static let steps: [(value: UInt64, name: String)] = [
        (1_000_000_000_000_000, "kuadriliun"), (1_000_000_000_000, "triliun"), (1_000_000_000, "miliar"),
        (1_000_000, "juta"), (1_000, "ribu"), (100, "ratus"),
    ]

    static func words(_ number: UInt64) -> String {
        if number < 12 { return small[Int(number)] }
        if number < 20 { return small[Int(number - 10)] + " belas" }
        if number < 100 { return joined(small[Int(number / 10)] + " puluh", number % 10) }
        for (value, name) in steps where number >= value {
            // One hundred and one thousand are single words; "satu juta" is not.
            let head = number / value == 1 && value <= 1_000 ? "se" + name : words(number / value) + " " + name
            return joined(head, number % value)
        }
        return small[0]
    }

    private static func joined(_ head: String, _ rest: UInt64) -> String {
        rest == 0 ? head : head + " " + words(rest)
    }
}

private enum EnglishNumber {
    static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    static let steps: [(value: UInt64, name: String)] = [
        (1_000_000_000_000_000, "quadrillion"), (1_000_000_000_000, "trillion"), (1_000_000_000, "billion"),
        (1_000_000, "million"), (1_000, "thousand"), (100, "hundred"),
    ]

    static func words(_ number: UInt64) -> String {
        if number < 20 { return small[Int(number)] }
        if number < 100 {
            let rest = Int(number % 10)
            return tens[Int(number / 10)] + (rest == 0 ? "" : "-" + small[rest])
        }
        for (value, name) in steps where number >= value {
            let head = words(number / value) + " " + name
            return number % value == 0 ? head : head + " " + words(number % value)
        }
        return small[0]
    }
}
