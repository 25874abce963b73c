import Civic
import Rules

/// What functions and sums are called.
extension RuleWords {
    func arithmetic(_ sign: String, _ left: Phrase, _ right: Phrase) -> String {
        switch (sign, left, right) {
        case ("-", .path(["now"]), _): return say("lamanya sejak \(words(right))", "the time since \(words(right))")
        case ("-", .path(["today"]), _): return say("hari sejak \(words(right))", "the days since \(words(right))")
        case ("*", _, .path(["workday"])):
            return left.wholeNumber.map { workdays("\($0)", isOne: $0 == 1) } ?? workdays(of: left)
        case ("*", .path(["workday"]), _):
            return right.wholeNumber.map { workdays("\($0)", isOne: $0 == 1) } ?? workdays(of: right)
        default: break
        }
        let (first, second) = (term(left), term(right))
        switch sign {
        case "+": return say("\(first) ditambah \(second)", "\(first) plus \(second)")
        case "-": return say("\(first) dikurangi \(second)", "\(first) less \(second)")
        case "*": return say("\(first) kali \(second)", "\(first) times \(second)")
        case "/": return say("\(first) dibagi \(second)", "\(first) divided by \(second)")
        default: return say("sisa \(first) dibagi \(second)", "the rest of \(first) divided by \(second)")
        }
    }

    private func workdays(of phrase: Phrase) -> String {
        say("\(words(phrase)), dihitung sebagai hari kerja", "\(words(phrase)), counted as workdays")
    }

    /// Sums within sums stand in brackets.
    private func term(_ phrase: Phrase) -> String {
        switch phrase {
        case .arithmetic, .choose: "(" + words(phrase) + ")"
        default: words(phrase)
        }
    }

    func called(_ name: String, _ parts: [Phrase]) -> String {
        if let text = fixed(name, parts) { return text }
        let said = parts.map(words)
        switch (name, said.count) {
        case ("-", 1): return say("minus ", "minus ") + said[0]
        case ("has", _): return say("\(list(said, or: false)) diisi", "\(list(said, or: false)) is given")
        case ("size", 1): return say("banyaknya ", "the number of ") + said[0]
        case ("sum", 1): return say("jumlah ", "the sum of ") + said[0]
        case ("min", _), ("money.min", _), ("math.least", _):
            return say("yang terkecil dari ", "the smallest of ") + list(said, or: false)
        case ("max", _), ("money.max", _), ("math.greatest", _):
            return say("yang terbesar dari ", "the largest of ") + list(said, or: false)
        case ("contains", 2): return say("\(said[0]) memuat \(said[1])", "\(said[0]) contains \(said[1])")
        case ("startsWith", 2): return say("\(said[0]) diawali \(said[1])", "\(said[0]) begins with \(said[1])")
        case ("endsWith", 2): return say("\(said[0]) diakhiri \(said[1])", "\(said[0]) ends with \(said[1])")
        case ("matches", 2): return say("\(said[0]) berbentuk \(said[1])", "\(said[0]) has the form \(said[1])")
        default: break
        }
        return between(name, said) ?? said.first.flatMap { converted(name, $0, said.count) }
            ?? "\(word(name)) (" + said.joined(separator: "; ") + ")"
    }

    private func between(_ name: String, _ said: [String]) -> String? {
        guard said.count == 2 else { return nil }
        let pair = say("\(said[0]) sampai \(said[1])", "\(said[0]) to \(said[1])")
        switch name {
        case "years_between": return say("tahun penuh dari \(pair)", "full years from \(pair)")
        case "months_between": return say("bulan penuh dari \(pair)", "full months from \(pair)")
        case "days_between": return say("hari dari \(pair)", "days from \(pair)")
        case "workdays_between": return say("hari kerja dari \(pair)", "workdays from \(pair)")
        case "geo.distance": return say("jarak dari \(pair)", "the distance from \(pair)")
        case "plus_months": return say("\(said[1]) bulan sesudah \(said[0])", "\(said[1]) months after \(said[0])")
        case "plus_years": return say("\(said[1]) tahun sesudah \(said[0])", "\(said[1]) years after \(said[0])")
        case "round": return say("\(said[0]) dibulatkan", "\(said[0]), rounded")
        default: return nil
        }
    }

    /// What changes only the kind of a value says nothing to people.
    private func converted(_ name: String, _ said: String, _ count: Int) -> String? {
        switch (name, count) {
        case ("int", 1), ("decimal", 1), ("money", 1), ("string", 1), ("double", 1), ("date", 1), ("dyn", 1): said
        case ("round", _), ("math.round", 1): say("\(said) dibulatkan", "\(said), rounded")
        case ("math.ceil", 1): say("\(said) dibulatkan ke atas", "\(said), rounded up")
        case ("math.floor", 1): say("\(said) dibulatkan ke bawah", "\(said), rounded down")
        case ("hash01", 1): say("undian tetap dari \(said)", "a fixed lot drawn from \(said)")
        case ("next_workday", 1): say("hari kerja berikutnya sesudah \(said)", "the next workday after \(said)")
        case ("is_workday", 1): say("\(said) adalah hari kerja", "\(said) is a workday")
        default: nil
        }
    }

    /// Spans and dates that are written out: `duration('240h')`, `days(14)`, `date('2026-07-01')`.
    private func fixed(_ name: String, _ parts: [Phrase]) -> String? {
        guard parts.count == 1, case .value(let value) = parts[0] else { return nil }
        switch (name, value) {
        case ("duration", .string(let text)):
            guard text.hasSuffix("h"), let hours = Int64(text.dropLast()) else { return nil }
            return formats.duration(Span(milliseconds: hours * 3_600_000))
        case ("days", .int(let count)): return days("\(count)", isOne: count == 1)
        case ("workdays", .int(let count)): return workdays("\(count)", isOne: count == 1)
        case ("date", .string(let text)): return (try? CivilDate(iso: text)).map { formats.date($0) }
        case ("decimal", .string(let text)): return language == .id ? text.replacing(".", with: ",") : text
        case ("money", .int(let amount)): return formats.money(Rupiah(amount))
        default: return nil
        }
    }
}

extension Phrase {
    fileprivate var wholeNumber: Int64? {
        if case .value(.int(let number)) = self { number } else { nil }
    }
}

extension RuleWords {
    /// A regular expression that `matches` takes.
    static func isPattern(_ text: String) -> Bool {
        let (expression, _) = Expression.parse("''.matches(r'^(?:\(text))$')")
        return expression.map { $0.check(in: TypeEnvironment(variables: [:])).0.isEmpty } ?? false
    }
}
