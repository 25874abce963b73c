import Civic
import Exchange
import Testing

@Suite struct WordsTests {
    @Test(
        arguments: [
            (0, "nol"), (11, "sebelas"), (12, "dua belas"), (19, "sembilan belas"), (20, "dua puluh"),
            (24, "dua puluh empat"),
            (100, "seratus"), (117, "seratus tujuh belas"), (200, "dua ratus"), (1_000, "seribu"),
            (1_945, "seribu sembilan ratus empat puluh lima"),
            (2_026, "dua ribu dua puluh enam"), (11_000, "sebelas ribu"), (1_000_000, "satu juta"),
            (2_500_001, "dua juta lima ratus ribu satu"), (1_000_000_000_000, "satu triliun"), (-5, "minus lima"),
        ] as [(Int64, String)]
    )
    func `numbers are read as Indonesian says them`(number: Int64, words: String) {
        #expect(NumberWords.words(number) == words)
    }

    @Test func `an agreement opens with the day in words`() throws {
        #expect(
            DateWords.opening(try CivilDate(iso: "2026-11-24"))
                == "Selasa, tanggal dua puluh empat, bulan November, tahun dua ribu dua puluh enam (24-11-2026)"
        )
        #expect(DateWords.opening(try CivilDate(iso: "2027-01-01")).hasPrefix("Jumat, tanggal satu, bulan Januari"))
    }
}
