import Civic
import Testing

@Suite struct `Bill numbers and amounts in words` {
    @Test func `a bill's number reads back, with blanks and hyphens too`() throws {
        let number = BillNumber(year: 2026, serial: 123)
        #expect(number.text.count == 14)
        #expect(try BillNumber(number.text) == number)
        #expect(try BillNumber(number.grouped) == number)
        #expect(number.scope == "bill-2026")
    }

    /// Every wrong digit in every place.
    @Test func `one wrong digit is never another bill`() {
        let digits = Array(BillNumber(year: 2026, serial: 123_456).text)
        for place in digits.indices {
            for digit in "0123456789" where digit != digits[place] {
                var wrong = digits
                wrong[place] = digit
                #expect(throws: CivicError.self) { try BillNumber(String(wrong)) }
            }
        }
    }

    @Test(arguments: ["", "2026", "2026000000001x", "20260000000000"])
    func `what is no number of a bill is refused`(_ typed: String) {
        #expect(throws: CivicError.billNumber(typed: typed)) { try BillNumber(typed) }
    }

    @Test(
        arguments: [
            (0, "nol rupiah", "zero rupiah"), (11, "sebelas rupiah", "eleven rupiah"),
            (1_000, "seribu rupiah", "one thousand rupiah"), (100, "seratus rupiah", "one hundred rupiah"),
            (21_115, "dua puluh satu ribu seratus lima belas rupiah", "twenty-one thousand one hundred fifteen rupiah"),
            (1_250_000, "satu juta dua ratus lima puluh ribu rupiah", "one million two hundred fifty thousand rupiah"),
            (-5, "minus lima rupiah", "minus five rupiah"),
            (1_001_000, "satu juta seribu rupiah", "one million one thousand rupiah"),
        ] as [(Int64, String, String)]
    )
    func `an amount is spelled out`(_ amount: Int64, _ id: String, _ en: String) {
        #expect(Rupiah(amount).inWords(.id) == id)
        #expect(Rupiah(amount).inWords(.en) == en)
    }
}
