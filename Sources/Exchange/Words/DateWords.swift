package import Civic

/// Dates as the opening of an Indonesian agreement writes them.
package enum DateWords {
    private static let formats = Formats(language: .id, zone: .wib)
    private static let months = [
        "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
        "Desember",
    ]

    /// "Selasa, tanggal dua puluh empat, bulan November, tahun dua ribu dua puluh enam (24-11-2026)".
    package static func opening(_ date: CivilDate) -> String {
        let day = NumberWords.words(Int64(date.day))
        let year = NumberWords.words(Int64(date.year))
        return
            "\(formats.weekday(date.weekday)), tanggal \(day), bulan \(months[date.month - 1]), tahun \(year) (\(figures(date)))"
    }

    /// "24-11-2026".
    package static func figures(_ date: CivilDate) -> String {
        "\(two(date.day))-\(two(date.month))-\(date.year)"
    }

    /// "24 November 2026".
    package static func plain(_ date: CivilDate) -> String { formats.date(date) }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
