package import Civic
import Rules

/// Conditions, calculations and table cells of one application in the words of the people whom they concern.
///
/// Names come from the definition: labels, options, parameters, and `words` for what else rules call by a code.
package struct RuleWords: Sendable {
    package let definition: Definition
    package let formats: Formats
    let agencies: [AgencyID: LocalizedText]
    /// What a walk through a list calls its element, and the list that it comes from.
    var locals: [String: [String]] = [:]

    package init(_ definition: Definition, formats: Formats, agencies: [AgencyID: LocalizedText] = [:]) {
        self.definition = definition
        self.formats = formats
        self.agencies = agencies
    }

    var language: Language { formats.language }
    package var agencyNames: [AgencyID: LocalizedText] { agencies }

    func say(_ id: String, _ en: String) -> String { language == .id ? id : en }

    /// A rule as one sentence, such as `“Jenis laporan” adalah Banjir dan “Foto” diisi`.
    package func sentence(_ formula: Formula) -> String {
        let text = words(formula.expression.phrase)
        guard let first = text.first, first.isLowercase else { return text + "." }
        return first.uppercased() + text.dropFirst() + "."
    }

    /// A rule as a part of a sentence.
    package func words(_ formula: Formula) -> String { words(formula.expression.phrase) }

    /// What a code is called: by `words`, else with spaces for its underscores.
    package func word(_ code: String) -> String {
        if let id = try? WordID(code), let text = definition.words[id] { return text.text(language) }
        if let id = try? AgencyID(code), let name = agencies[id] { return name.text(language) }
        return code.replacing("_", with: " ")
    }

    /// What a table asks of one input: nil for a cell that lets everything pass.
    package func cell(_ text: String, about input: Formula) -> String? {
        guard let test = UnaryTest.parse(text).0 else { return nil }
        let path: [String]? = if case .path(let names) = input.expression.phrase { names } else { nil }
        return cell(test, words(input), path)
    }

    private func cell(_ test: UnaryTest, _ subject: String, _ path: [String]?) -> String? {
        func value(_ value: RuleValue) -> String { self.value(value, of: path) }
        switch test {
        case .any: return nil
        case .equal(.null): return say("\(subject) belum ada", "\(subject) is not there")
        case .equal(.bool(let truth)): return truth ? self.holds(subject) : self.fails(subject)
        case .equal(let wanted): return say("\(subject) adalah ", "\(subject) is ") + value(wanted)
        case .less(let bound, let orEqual):
            return subject + " " + comparison(orEqual ? .lessEqual : .less) + " " + value(bound)
        case .greater(let bound, let orEqual):
            return subject + " " + comparison(orEqual ? .greaterEqual : .greater) + " " + value(bound)
        case .between(let lower, _, let upper, _):
            return say(
                "\(subject) antara \(value(lower)) dan \(value(upper))",
                "\(subject) is between \(value(lower)) and \(value(upper))"
            )
        case .oneOf(let tests):
            let values = tests.compactMap { if case .equal(let one) = $0 { value(one) } else { nil } }
            if values.count == tests.count {
                return say("\(subject) adalah ", "\(subject) is ") + list(values, or: true)
            }
            return list(tests.compactMap { cell($0, subject, path) }, or: true)
        case .not(let inner):
            return cell(inner, subject, path).map { say("tidak benar bahwa \($0)", "it is not so that \($0)") }
        }
    }

    // MARK: Sentences

    func words(_ phrase: Phrase) -> String {
        switch phrase {
        case .value(let value): return self.value(value, of: nil)
        case .path(let names): return name(of: names)
        case .compare(let left, let kind, let right): return compared(left, kind, right)
        case .among(let left, let right): return among(left, right)
        case .not(let inner): return negated(inner)
        case .all(let parts): return list(parts.map(claim), or: false)
        case .any(let parts): return list(parts.map(claim), or: true)
        case .choose(let condition, let yes, let no):
            return say(
                "\(words(yes)) bila \(claim(condition)), selain itu \(words(no))",
                "\(words(yes)) if \(claim(condition)), else \(words(no))"
            )
        case .arithmetic(let sign, let left, let right): return arithmetic(sign, left, right)
        case .call(let name, let parts): return called(name, parts)
        case .list(let parts): return list(parts.map(words), or: false)
        case .each(let kind, let range, let name, let body): return each(kind, range, name, body)
        case .code(let text): return "“\(text)”"
        }
    }

    /// A part of a condition; a bare path is a claim by itself.
    private func claim(_ phrase: Phrase) -> String {
        switch phrase {
        case .path: holds(words(phrase))
        case .all, .any: "(" + words(phrase) + ")"
        default: words(phrase)
        }
    }

    private func holds(_ subject: String) -> String { say("\(subject): ya", "\(subject): yes") }
    private func fails(_ subject: String) -> String { say("\(subject): tidak", "\(subject): no") }

    private func negated(_ inner: Phrase) -> String {
        switch inner {
        case .path: return fails(words(inner))
        case .compare(let left, .equal, let right): return compared(left, .notEqual, right)
        case .call("has", let parts):
            return say("\(list(parts.map(words), or: false)) kosong", "\(list(parts.map(words), or: false)) is empty")
        default: return say("tidak benar bahwa \(words(inner))", "it is not so that \(words(inner))")
        }
    }

    private func compared(_ left: Phrase, _ kind: Condition.Comparison, _ right: Phrase) -> String {
        if case .value(let value) = left, case .path = right { return compared(right, mirrored(kind), .value(value)) }
        let subject = words(left)
        let path: [String]? = if case .path(let names) = left { names } else { nil }
        switch (kind, right) {
        case (.equal, .value(.null)): return say("\(subject) belum ada", "\(subject) is not there")
        case (.notEqual, .value(.null)): return say("\(subject) sudah ada", "\(subject) is there")
        case (.equal, .value(.bool(let truth))), (.notEqual, .value(.bool(let truth))):
            return truth == (kind == .equal) ? holds(subject) : fails(subject)
        case (_, .value(let value)):
            return subject + " " + comparison(kind) + " " + self.value(value, of: path)
        default: return subject + " " + comparison(kind) + " " + words(right)
        }
    }

    private func mirrored(_ kind: Condition.Comparison) -> Condition.Comparison {
        switch kind {
        case .equal: .equal
        case .notEqual: .notEqual
        case .less: .greater
        case .lessEqual: .greaterEqual
        case .greater: .less
        case .greaterEqual: .lessEqual
        }
    }

    private func comparison(_ kind: Condition.Comparison) -> String {
        switch kind {
        case .equal: say("adalah", "is")
        case .notEqual: say("bukan", "is not")
        case .less: say("kurang dari", "is less than")
        case .lessEqual: say("paling banyak", "is at most")
        case .greater: say("lebih dari", "is more than")
        case .greaterEqual: say("paling sedikit", "is at least")
        }
    }

    private func among(_ left: Phrase, _ right: Phrase) -> String {
        guard case .list(let parts) = right else {
            return say("\(words(left)) termasuk dalam \(words(right))", "\(words(left)) is among \(words(right))")
        }
        let path: [String]? = if case .path(let names) = left { names } else { nil }
        let values = parts.map { part -> String in
            if case .value(let value) = part { self.value(value, of: path) } else { words(part) }
        }
        return words(left) + say(" adalah ", " is ") + list(values, or: true)
    }

    private func each(_ kind: String, _ range: Phrase, _ name: String, _ body: Phrase) -> String {
        var inside = self
        if case .path(let path) = range { inside.locals[name] = path }
        let (all, said) = (words(range), inside.claim(body))
        switch kind {
        case "all": return say("pada setiap baris \(all), \(said)", "in each row of \(all), \(said)")
        case "exists": return say("ada baris \(all) dengan \(said)", "some row of \(all) has \(said)")
        case "existsOne": return say("tepat satu baris \(all) dengan \(said)", "exactly one row of \(all) has \(said)")
        case "filter": return say("baris \(all) dengan \(said)", "the rows of \(all) with \(said)")
        default:
            return say("\(inside.words(body)) dari setiap baris \(all)", "\(inside.words(body)) of each row of \(all)")
        }
    }

    /// "a, b, dan c".
    package func list(_ parts: [String], or isOr: Bool) -> String {
        SummaryWords(definition: definition, language: language).list(parts, or: isOr)
    }
}
