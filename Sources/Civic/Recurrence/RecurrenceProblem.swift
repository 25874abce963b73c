/// Why a rule of repeated times was refused: what is wrong, where, and what to write instead.
package struct RecurrenceProblem: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case noFrequency
        /// A part without `=`.
        case noValue
        case unknown, twice, tooLong
        /// RSCALE and SKIP of RFC 7529.
        case otherCalendars
        case badValue(String)
        case countAndUntil
        /// The part may not stand beside this frequency.
        case notWith(String)
        /// "1MO" beside something that has no first Monday.
        case ordinal(String, beside: String)
        /// BYSETPOS has nothing to choose from.
        case alone
        /// Hours, minutes or seconds of a start that is a whole day.
        case subDaily(String)
        /// Opening hours may not be written with this part.
        case notForOpeningHours
        /// What the rule selects depends on where it begins, and nobody said.
        case needsStart
        /// Opening hours that end for good.
        case neverOpen
    }

    package let kind: Kind
    /// The part's name, `BYDAY`.
    package let part: String
    /// UTF-8 bytes from the start of the text; nil where the fault has no single place.
    package let offset: Int?

    init(_ kind: Kind, part: String, offset: Int? = nil) {
        (self.kind, self.part, self.offset) = (kind, part, offset)
    }

    /// One or two sentences: what is wrong, and what to write instead.
    package func message(_ language: Language) -> String { text.text(language) }

    private var text: LocalizedText {
        switch kind {
        case .noFrequency:
            LocalizedText(
                id: "Aturan berulang tanpa FREQ. Tulis misalnya FREQ=WEEKLY;BYDAY=MO.",
                en: "The rule has no FREQ. Write FREQ=WEEKLY;BYDAY=MO, for example."
            )
        case .noValue:
            LocalizedText(
                id: "“\(part)” bukan bagian aturan berulang. Tulis NAMA=nilai, dipisah titik koma.",
                en: "“\(part)” is no part of a rule. Write NAME=value, separated by semicolons."
            )
        case .unknown:
            LocalizedText(
                id: "Bagian \(part) tidak dikenal dalam RFC 5545. Hapus atau betulkan ejaannya.",
                en: "RFC 5545 knows no part \(part). Remove it or correct its spelling."
            )
        case .twice:
            LocalizedText(id: "\(part) ditulis dua kali. Hapus salah satu.", en: "\(part) stands twice. Remove one.")
        case .tooLong:
            LocalizedText(
                id: "Aturan berulang lebih panjang dari \(Limits.recurrenceBytesMax) bita.",
                en: "The rule is longer than \(Limits.recurrenceBytesMax) bytes."
            )
        case .otherCalendars:
            LocalizedText(
                id: "\(part) tidak didukung: aturan dihitung menurut kalender Masehi. Hapus bagian ini.",
                en: "\(part) is not supported: rules count by the Gregorian calendar. Remove this part."
            )
        case .badValue(let value):
            LocalizedText(
                id: "“\(value)” tidak sah untuk \(part). \(Self.allowed(part).id)",
                en: "“\(value)” is not valid for \(part). \(Self.allowed(part).en)"
            )
        case .countAndUntil:
            LocalizedText(
                id: "COUNT dan UNTIL tidak boleh bersama. Pilih salah satu.",
                en: "COUNT and UNTIL exclude each other. Keep one."
            )
        case .notWith, .ordinal, .alone, .subDaily: together
        case .notForOpeningHours, .needsStart, .neverOpen: ofOpeningHours
        }
    }

    /// Parts that are right alone and wrong together.
    private var together: LocalizedText {
        switch kind {
        case .notWith(let frequency):
            LocalizedText(
                id: "\(part) tidak boleh dipakai dengan FREQ=\(frequency) (RFC 5545). \(Self.instead(part).id)",
                en: "\(part) may not stand beside FREQ=\(frequency) (RFC 5545). \(Self.instead(part).en)"
            )
        case .ordinal(let day, let beside):
            LocalizedText(
                id: "“\(day)” dengan nomor tidak berlaku bersama \(beside). Tulis \(day.suffix(2)) saja.",
                en: "“\(day)” with a number has no meaning beside \(beside). Write \(day.suffix(2)) alone."
            )
        case .subDaily(let frequency):
            LocalizedText(
                id: "FREQ=\(frequency) memerlukan jam mulai, bukan tanggal saja. Tulis 20260105T080000.",
                en: "FREQ=\(frequency) needs a time to start from, not a date. Write 20260105T080000."
            )
        default:
            LocalizedText(
                id: "BYSETPOS memilih dari bagian BY lain, tetapi tidak ada. Tambahkan misalnya BYDAY=MO,TU.",
                en: "BYSETPOS chooses among another BY part, and there is none. Add BYDAY=MO,TU, for example."
            )
        }
    }

    private var ofOpeningHours: LocalizedText {
        switch kind {
        case .needsStart:
            LocalizedText(
                id: "Aturan ini bergantung pada hari mulainya. Tambahkan from, misalnya 2026-01-05, atau BYDAY.",
                en: "This rule depends on the day that it begins on. Add from, such as 2026-01-05, or BYDAY."
            )
        case .neverOpen:
            LocalizedText(
                id:
                    "Jam buka ini berakhir untuk selamanya, sehingga tenggat tidak pernah tiba. Tambahkan aturan tanpa UNTIL.",
                en: "These opening hours end for good, so no deadline would ever come. Add a rule without UNTIL."
            )
        default:
            LocalizedText(
                id: "Jam buka tidak memakai \(part) ini. Tulis FREQ=DAILY sampai YEARLY; jamnya di at dan for.",
                en: "Opening hours take no such \(part). Write FREQ=DAILY to YEARLY; the times stand in at and for."
            )
        }
    }

    private static func allowed(_ part: String) -> (id: String, en: String) {
        let range: String
        switch part {
        case "FREQ": range = RecurrenceRule.Frequency.allCases.reversed().map(\.rawValue).joined(separator: ", ")
        case "INTERVAL": range = "1…\(Limits.recurrenceIntervalMax)"
        case "COUNT": range = "1, 2, 3 …"
        case "UNTIL": range = "20261231, 20261231T235959Z"
        case "WKST": range = "MO, TU, WE, TH, FR, SA, SU"
        case "BYDAY": range = "MO, TU, WE, TH, FR, SA, SU, 1MO, -1FR"
        case "BYSECOND": range = "0…60"
        case "BYMINUTE": range = "0…59"
        case "BYHOUR": range = "0…23"
        case "BYMONTHDAY": range = "1…31, -31…-1"
        case "BYWEEKNO": range = "1…53, -53…-1"
        case "BYMONTH": range = "1…12"
        case "at": range = "00:00…23:59"
        case "for": range = "PT8H, PT8H30M, PT45M, P1D"
        case "from": range = "2026-01-05"
        default: range = "1…366, -366…-1"
        }
        return ("Yang sah: \(range).", "Allowed: \(range).")
    }

    private static func instead(_ part: String) -> (id: String, en: String) {
        switch part {
        case "BYWEEKNO": ("Pakai FREQ=YEARLY.", "Use FREQ=YEARLY.")
        case "BYYEARDAY":
            ("Pakai FREQ=YEARLY, atau BYMONTH dan BYMONTHDAY.", "Use FREQ=YEARLY, or BYMONTH and BYMONTHDAY.")
        default: ("Pakai FREQ=MONTHLY atau FREQ=DAILY.", "Use FREQ=MONTHLY or FREQ=DAILY.")
        }
    }
}
