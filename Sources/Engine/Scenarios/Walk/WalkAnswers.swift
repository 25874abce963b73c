import Civic
import Definition

/// Draws answers to a form: mostly such as its types take, sometimes such as no type should.
struct WalkAnswers {
    /// Another case that walks know of.
    static let other = CaseNumber(prefix: "LAIN", year: 2026, serial: 900)

    let agencies: [AgencyID]

    /// Answers to one form; with the chance `mischief` each is wrong or missing.
    func draw(
        _ form: CompiledForm,
        at now: Moment,
        in zone: Zone,
        mischief: Double,
        _ draws: inout SeededGenerator
    ) -> [FieldID: JSON] {
        var answers: [FieldID: JSON] = [:]
        let today = now.date(in: zone)
        for field in form.fields {
            let isOptional = if case .never = field.required { true } else { false }
            if isOptional, draws.chance(0.4) { continue }
            if draws.chance(mischief) {
                if draws.chance(0.7) { answers[field.id] = wrong(field, &draws) }
            } else {
                answers[field.id] = right(field, today, &draws)
            }
        }
        return answers
    }

    /// A few words, with the one that must never be seen in public.
    func sentence(_ draws: inout SeededGenerator) -> String {
        let words = ["tadi", "pagi", "di", "dekat", "pasar", "sudah", "belum", "selesai", "kata", "warga"]
        return ([Secrets.word] + (0..<draws.int(in: 1...6)).map { _ in draws.pick(words) }).joined(separator: " ")
    }

    // MARK: Right

    private func right(_ field: CompiledField, _ today: CivilDate, _ draws: inout SeededGenerator) -> JSON? {
        let options = field.shown.sorted()
        switch field.field.type.word {
        case "choice": return options.isEmpty ? nil : .string(draws.pick(options))
        case "multiple-choice": return .array(options.filter { _ in draws.chance(0.5) }.map { .string($0) })
        case "ranking": return .array(options.map { .string($0) })
        case "yes-no": return .bool(draws.chance(0.5))
        case "integer", "money": return .int(Int64(number(field.field, 0...1_000, &draws)))
        case "decimal": return .string("\(number(field.field, 0...1_000, &draws))")
        case "rating": return .int(Int64(draws.int(in: 1...(field.field.max ?? 5))))
        case "date": return .string(today.adding(days: draws.int(in: 1...40)).iso)
        case "agency": return agencies.isEmpty ? nil : .string(draws.pick(agencies).text)
        case "location":
            return .string("-6.1\(Secrets.digits)\(draws.int(in: 0...9)), 106.6\(Secrets.digits)")
        case "files", "file", "photo":
            let count = draws.int(in: 1...max(1, min(3, field.field.max ?? 3)))
            return .array((1...count).map { .string("\(Secrets.word)-\($0).jpg") })
        case "case": return .string(draws.chance(0.8) ? Self.other.text : "LAIN-2026-000001")
        case "applications": return .array([.object(["app": "laksa", "version": "1.0.0"])])
        case "document":
            if draws.chance(0.5) { return .string(String(repeating: "0", count: 63) + "\(draws.int(in: 0...9))") }
            return .object(["title": .string(sentence(&draws))])
        case "text", "paragraph": return .string(text(field.field, &draws))
        case let word: return Self.examples[word].map { .string(draws.pick($0)) } ?? .string(text(field.field, &draws))
        }
    }

    private func number(_ field: Field, _ usual: ClosedRange<Int>, _ draws: inout SeededGenerator) -> Int {
        let low = field.min ?? usual.lowerBound
        return draws.int(in: low...max(low, field.max ?? max(low, usual.upperBound)))
    }

    /// A sentence as long as the field wants it.
    private func text(_ field: Field, _ draws: inout SeededGenerator) -> String {
        var text = sentence(&draws)
        while text.count < field.min ?? 0 { text += " " + sentence(&draws) }
        return String(text.prefix(field.max ?? 150))
    }

    /// Answers of the types that are written in one way, by the type's word.
    private static let examples: [String: [String]] = [
        "person": ["\(Secrets.word)", "\(Secrets.word) Rahma"],
        "phone": ["0812\(Secrets.digits)", "+62813\(Secrets.digits)1"],
        "email": ["\(Secrets.word)@example.id"],
        "url": ["https://example.id/\(Secrets.word)"],
        "government": ["32.15", "36.71", "32.16"],
        "time": ["07:30", "16:00"],
        "postal-code": ["15111", "41311"],
        "nik": ["3671014305900001"],
        "kk": ["3671011506200001"],
        "npwp": ["013121660091000"],
        "nib": ["9120304567890"],
        "nisn": ["0112345678"],
        "nip": ["198609262015051001"],
        "plate": ["B 1234 CTH"],
        "period": ["2026-11-24/2026-12-31"],
    ]

    // MARK: Wrong

    private func wrong(_ field: CompiledField, _ draws: inout SeededGenerator) -> JSON {
        let all: [JSON] = [
            "", "   ", "bukan-pilihan", "2026-02-30", "2001-01-01", "\u{7}", .int(-1), .int(1_000_000_000), .bool(true),
            .array([]), .array([.int(1)]), .object([:]), .object(["title": "x"]), .string("x"),
            .string(String(repeating: "panjang ", count: 600)), "91.5, 200.1", "0", "@",
        ]
        return draws.pick(all)
    }
}
