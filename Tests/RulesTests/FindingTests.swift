import Civic
import Testing

@testable import Rules

@Suite struct FindingTests {
    struct Mistake: CustomTestStringConvertible {
        let text: String
        let code: String
        let column: Int
        /// Part of the English remedy; empty where there is none.
        let remedy: String
        var testDescription: String { text }

        init(_ text: String, _ code: String, _ column: Int, _ remedy: String = "") {
            self.text = text
            self.code = code
            self.column = column
            self.remedy = remedy
        }
    }

    static let mistakes: [Mistake] = [
        // Grammar
        Mistake("category.code = 'x'", "stray-character", 15, "Write \"==\""),
        Mistake("anonymous & true", "stray-character", 11, "&&"),
        Mistake("anonymous and true", "unexpected-token", 11, "Write \"&&\""),
        Mistake("1 +", "unexpected-end", 4, "Complete"),
        Mistake("(1 + 2", "unclosed-bracket", 7), Mistake("'jalan", "unclosed-text", 1, "Add '"),
        Mistake("'\\q'", "bad-escape", 2, "\\\\"),
        Mistake("[1, 2", "unclosed-bracket", 6), Mistake("1 ? 2", "missing-colon", 6, "condition ? yes : no"),
        Mistake("“x”", "stray-character", 1, "straight quotes"),
        Mistake("3abc", "bad-number", 1, "digit"), Mistake("9223372036854775808", "number-range", 1, "between"),
        Mistake("if (x) 1", "reserved-word", 1, "condition ?"),
        Mistake("category.", "missing-field", 10), Mistake("photos.all(p.x, true)", "bad-macro", 12),
        Mistake("has(photos)", "bad-macro", 5), Mistake("", "unexpected-end", 1, "Complete"),
        Mistake("1 == 1;", "stray-character", 7, "Remove"), Mistake("f(1,)", "unexpected-token", 5),
        Mistake("a b", "unexpected-token", 3),
        // Names
        Mistake("categori.code == 'x'", "unknown-name", 1, "\"category\""),
        Mistake("category.workday > 3", "unknown-field", 10, "\"workdays\""),
        Mistake("category.colour", "unknown-field", 10, "Known here: code, needs_photo, workdays"),
        Mistake("photos.al(p, p == 'x')", "unknown-function", 8, "\"all\""),
        Mistake("sise(photos)", "unknown-function", 1, "\"size\""),
        Mistake("now() > answered_at", "unknown-function", 1, "\"now\""),
        Mistake("geo.distanse(location, location)", "unknown-function", 1, "geo.distance"),
        Mistake("children.all(c, c.agee > 3)", "unknown-field", 19, "\"age\""),
        Mistake("category['kode']", "unknown-field", 10, "\"code\""),
        Mistake("size + 1", "unknown-name", 1, "is a function"),
        // Types
        Mistake("1 + 1.5", "no-overload", 1, "double(…)"), Mistake("'a' + 1", "no-overload", 1, "string(…)"),
        Mistake("now > '2026-01-01'", "no-overload", 1, "timestamp("),
        Mistake("born > '2026-01-01'", "no-overload", 1, "date("),
        Mistake("now - answered_at < 10", "no-overload", 1, "duration('10h')"),
        Mistake("description && true", "type-mismatch", 1, "Compare"),
        Mistake("anonymous ? 1 : 'x'", "type-mismatch", 17, "Convert"), Mistake("description.code", "no-fields", 13),
        Mistake("description.size", "no-fields", 13, "size()"),
        Mistake("anonymous.all(x, x)", "not-a-list", 1), Mistake("size(1, 2)", "wrong-arguments", 1, "size("),
        Mistake("size()", "wrong-arguments", 1, "size("),
        Mistake("startsWith('a', 'b')", "wrong-arguments", 1, "string.startsWith(string)"),
        Mistake("timestamp('kemarin')", "bad-value", 11, "2026-11-24T"),
        Mistake("duration('3 hari')", "bad-value", 10, "'240h'"),
        Mistake("description.matches('[a')", "bad-pattern", 21),
        Mistake("!description == 'x'", "no-overload", 1, "!(a == b)"),
        Mistake("{1: 'a', 1: 'b'}", "repeated-key", 10), Mistake("{1.5: 'a'}", "bad-key", 2),
        Mistake("Report{kind: 'x'}", "unknown-type", 1, "map"),
    ]

    @Test(arguments: mistakes)
    func `a mistake is shown where it is, with what to write instead`(_ mistake: Mistake) throws {
        let findings = City.findings(mistake.text)
        let first = try #require(findings.first, "nothing was found")
        #expect(first.code == mistake.code, "\(findings.map { $0.sentence(.en) })")
        #expect((first.line, first.column) == (1, mistake.column))
        if mistake.remedy.isEmpty {
            #expect(first.severity == .error)
        } else {
            #expect(first.todo?.text(.en).contains(mistake.remedy) == true, "\(first.sentence(.en))")
        }
        for finding in findings {
            #expect(finding.message.text(.id) != finding.message.text(.en))
            #expect(finding.message.texts.count == 2 && finding.todo?.texts.count ?? 2 == 2)
        }
    }

    @Test func `asking whether an empty field is there is warned of`() {
        let findings = City.findings("has(form.proof)")
        #expect(findings.map(\.code) == ["always-there"] && findings.first?.severity == .warning)
        #expect(findings.first?.todo?.text(.en) == "Write … .proof != null.")
        #expect(City.findings("form.proof != null").isEmpty)
    }

    @Test func `all mistakes of a text are found at once`() {
        let findings = City.findings("f(1 +, [2 3], 'a' = b) && (x ? 1)")
        #expect(findings.map(\.column) == [6, 11, 19, 33])
        let names = City.findings("categori.code == 'x' && anonimous && photo.size() > 1")
        #expect(
            names.map { $0.todo?.text(.id) } == [
                "Maksud Anda \"category\"?", "Maksud Anda \"anonymous\"?", "Maksud Anda \"photos\"?",
            ]
        )
    }

    @Test func `columns count letters, not bytes, line by line`() {
        let findings = City.findings("'é😀' == description &&\n  'ñ' == descripton")
        #expect(findings.map { [$0.line, $0.column] } == [[2, 10]])
        #expect(findings[0].sentence(.id) == "2:10 Nama \"descripton\" tidak dikenal. Maksud Anda \"description\"?")
    }

    static let types: [(String, RuleType)] = [
        ("1 + 2", .int), ("category.code", .string), ("photos.map(p, size(p))", .list(.int)), ("[1, 'a']", .list(.dyn)),
        ("{'a': 1}", .map(.string, .int)), ("now - now", .duration), ("category.workdays * workday", .workdays),
        ("anonymous ? area : 1.5", .nullable(.double)), ("anonymous ? null : 1", .nullable(.int)),
        ("extra.foo.bar", .dyn), ("type(1)", .type),
        ("children.filter(c, c.age > 3)[0].name", .string), ("[]", .list(.dyn)),
        ("children.transformMap(i, c, c.name)", .map(.int, .string)),
    ]

    @Test(arguments: types)
    func `the type of an answer is known before it is asked`(_ text: String, _ wanted: RuleType) throws {
        let (findings, type) = try #require(Expression.parse(text).0).check(in: City.environment)
        #expect(findings.isEmpty && type == wanted)
    }

    @Test(arguments: [
        ("teh", "the"), ("catgory", "category"), ("anwsered_at", "answered_at"), ("KATEGORI", "kategori"),
    ])
    func `the nearest known name is found`(_ wrong: String, _ right: String) {
        let known = ["the", "category", "answered_at", "kategori", "zebra"]
        #expect(nearest(to: wrong, among: known) == right)
        #expect(nearest(to: "qqqqqq", among: known) == nil)
    }
}
