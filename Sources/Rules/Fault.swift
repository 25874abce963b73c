package import Civic

/// What went wrong while an expression ran (or could not be compiled).
package struct RuleFault: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case divideByZero, moduloByZero
        case overflow
        /// The step budget is used up.
        case budget(Int)
        case tooLong(elements: Int)
        case tooManyBytes
        case noSuchKey(String)
        case noSuchIndex(String)
        case badKey(String)
        case repeatedKey(String)
        /// No such operation for values of these types.
        case noOverload(String, types: [String])
        case unknownName(String)
        case unknownFunction(String)
        case unknownType(String)
        /// A text that cannot become the wanted kind of value.
        case badValue(String, wanted: String)
        case outOfRange(String)
        case badPattern(String)
        case unknownZone(String)
        /// An exact result that has too many digits, or would have to be rounded.
        case notExact(String)
        /// `value()` of an optional that has none.
        case noValue
        /// A negative, or inverted, place in a text.
        case badRange(Int64, Int64)
        /// A format text and its values do not go together.
        case badFormat(String)
        /// Nobody gave a working calendar.
        case noCalendar
        /// Two rows of a table fit where only one may.
        case ambiguousTable(String, String)
    }

    package let kind: Kind
    /// UTF-8 bytes from the start of the expression; nil where the fault has no place in it.
    package let offset: Int?

    package init(_ kind: Kind, offset: Int? = nil) {
        self.kind = kind
        self.offset = offset
    }

    /// The same fault with a place, where it has none yet.
    func at(_ place: Place) -> RuleFault {
        offset == nil ? RuleFault(kind, offset: place.start) : self
    }

    /// Stable and comparable, such as `divide-by-zero`.
    package var code: String {
        switch kind {
        case .divideByZero: "divide-by-zero"
        case .moduloByZero: "modulo-by-zero"
        case .overflow: "overflow"
        case .budget: "budget"
        case .tooLong: "too-long"
        case .tooManyBytes: "too-many-bytes"
        case .noSuchKey: "no-such-key"
        case .noSuchIndex: "no-such-index"
        case .badKey: "bad-key"
        case .repeatedKey: "repeated-key"
        case .noOverload: "no-overload"
        case .unknownName: "unknown-name"
        case .unknownFunction: "unknown-function"
        case .unknownType: "unknown-type"
        case .badValue: "bad-value"
        case .outOfRange: "out-of-range"
        case .badPattern: "bad-pattern"
        case .unknownZone: "unknown-zone"
        case .notExact: "not-exact"
        case .noValue: "no-value"
        case .badRange: "bad-range"
        case .badFormat: "bad-format"
        case .noCalendar: "no-calendar"
        case .ambiguousTable: "ambiguous-table"
        }
    }

    /// The fault as a finding about the expression that it happened in, at the place where it did.
    package func finding(in expression: Expression) -> RuleFinding {
        let start = offset ?? 0
        return RuleFinding(code, in: Array(expression.source.utf8), at: Place(start, start), message)
    }

    /// What happened, for whoever wrote the rule.
    package var message: LocalizedText {
        switch kind {
        case .divideByZero: LocalizedText(id: "Pembagian dengan nol.", en: "Division by zero.")
        case .moduloByZero: LocalizedText(id: "Sisa bagi dengan nol.", en: "Modulus by zero.")
        case .overflow:
            LocalizedText(id: "Hasil hitungan di luar jangkauan 64 bit.", en: "The result does not fit into 64 bits.")
        case .budget(let steps):
            LocalizedText(
                id: "Perhitungan dihentikan setelah \(steps) langkah.",
                en: "The calculation was stopped after \(steps) steps."
            )
        case .tooLong(let elements):
            LocalizedText(
                id: "Daftar berisi \(elements) butir; batasnya \(Limits.listElementsMax).",
                en: "The list has \(elements) elements; the limit is \(Limits.listElementsMax)."
            )
        case .tooManyBytes:
            LocalizedText(
                id: "Teks hasil lebih panjang dari \(Limits.textBytesMax) bita.",
                en: "The resulting text is longer than \(Limits.textBytesMax) bytes."
            )
        case .noSuchKey(let key):
            LocalizedText(id: "Tidak ada isian atau kunci \(key).", en: "There is no field or key \(key).")
        case .noSuchIndex(let index):
            LocalizedText(id: "Tidak ada butir nomor \(index) dalam daftar.", en: "The list has no element \(index).")
        case .badKey(let type):
            LocalizedText(
                id: "Kunci map harus bool, int, uint atau string, bukan \(type).",
                en: "A map key is a bool, int, uint or string, not a \(type)."
            )
        case .repeatedKey(let key):
            LocalizedText(id: "Kunci \(key) ditulis dua kali.", en: "The key \(key) occurs twice.")
        case .noOverload(let name, let types): Self.noOverload(name, types)
        case .unknownName(let name):
            LocalizedText(id: "Nama \"\(name)\" tidak dikenal.", en: "The name \"\(name)\" is unknown.")
        case .unknownFunction(let name):
            LocalizedText(id: "Fungsi \"\(name)\" tidak dikenal.", en: "The function \"\(name)\" is unknown.")
        case .unknownType(let name):
            LocalizedText(id: "Jenis \"\(name)\" tidak dikenal.", en: "The type \"\(name)\" is unknown.")
        case .badValue(let text, let wanted):
            LocalizedText(id: "\"\(text)\" bukan \(wanted) yang sah.", en: "\"\(text)\" is not a valid \(wanted).")
        case .outOfRange(let wanted):
            LocalizedText(id: "Nilai di luar jangkauan \(wanted).", en: "The value is out of the range of \(wanted).")
        case .badPattern(let why): LocalizedText(id: "Pola tidak sah: \(why).", en: "The pattern is not valid: \(why).")
        case .ambiguousTable(let one, let other):
            LocalizedText(
                id: "Baris \"\(one)\" dan \"\(other)\" sama-sama cocok.",
                en: "The rows \"\(one)\" and \"\(other)\" both fit."
            )
        case .notExact(let what):
            LocalizedText(
                id: "Hasil \(what) tidak bisa tepat; bulatkan dengan round(…, angka, 'half_up').",
                en: "The result of \(what) cannot be exact; round it with round(…, places, 'half_up')."
            )
        case .noValue:
            LocalizedText(
                id: "Nilai opsional ini kosong; pakai orValue(…).",
                en: "This optional has no value; use orValue(…)."
            )
        case .badRange(let from, let to):
            LocalizedText(id: "Rentang \(from) sampai \(to) terbalik.", en: "The range \(from) to \(to) is inverted.")
        case .badFormat(let why):
            LocalizedText(id: "Format tidak bisa dipakai: \(why).", en: "The format cannot be used: \(why).")
        case .noCalendar:
            LocalizedText(
                id: "Di sini tidak ada kalender kerja untuk menghitung hari kerja.",
                en: "There is no working calendar here to count workdays on."
            )
        case .unknownZone(let zone):
            LocalizedText(
                id: "Zona waktu \"\(zone)\" tidak dikenal; tulis \"Asia/Jakarta\", \"WIB\" atau \"+07:00\".",
                en: "The time zone \"\(zone)\" is unknown; write \"Asia/Jakarta\", \"WIB\" or \"+07:00\"."
            )
        }
    }

    private static func noOverload(_ name: String, _ types: [String]) -> LocalizedText {
        let shown = RuleFunction.shown(name, types)
        return LocalizedText(id: "Tidak ada operasi \(shown).", en: "There is no operation \(shown).")
    }
}
