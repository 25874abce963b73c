import Testing

@testable import Rules

@Suite struct PatternTests {
    static let table: [(String, String, Bool)] = [
        ("", "x", true), ("^$", "", true), ("^$", "x", false), ("ub", "hubba", true), ("^ub", "hubba", false),
        ("a|b|c", "xxc", true),
        ("^(ab)*$", "ababab", true), ("^(ab)*$", "aba", false), ("^a{2,3}$", "aaa", true), ("^a{2,3}$", "aaaa", false),
        ("^a{2}$", "aa", true),
        ("^a{2,}$", "aaaaa", true), ("a{,2}", "a{,2}", true), ("^[^0-9]+$", "abc", true), ("^[^0-9]+$", "ab1", false),
        ("^\\d{4}-\\d{2}$", "2026-11", true),
        ("^[\\w.-]+@[a-z]+\\.id$", "warga@tangerang.id", true), ("(?i)^JALAN", "jalan raya", true),
        ("^(?:a|bc)+?$", "abcbc", true), ("a.c", "a\nc", false),
        ("(?s)a.c", "a\nc", true), ("(?m)^b$", "a\nb\nc", true), ("\\bkota\\b", "di kota ini", true),
        ("\\bkota\\b", "kotak", false), ("^\\p{Lu}\\pL+$", "Ébène", true),
        ("^\\P{L}+$", "123", true), ("^[[:alpha:]]+$", "abc", true), ("\\x41\\x{42}", "AB", true), ("^.$", "😀", true),
        ("^[]a]+$", "]a", true), ("\\Qa.b\\E", "a.b", true), ("^[a\\-z]+$", "-a", true),
    ]

    @Test(arguments: table)
    func `a pattern fits as in RE2`(_ pattern: String, _ text: String, _ fits: Bool) throws {
        #expect(try Pattern(pattern).isFound(in: text) == fits)
    }

    @Test(arguments: [
        "(", ")", "[a", "*a", "a**", "a{3,2}", "a{2000}", "\\1", "(?=a)", "\\p{Xx}", "[b-a]",
        "((((a{50}){50}){50}){50})", "(((){1000}){1000}){1000}",
    ])
    func `a pattern that cannot be kept is refused`(_ pattern: String) {
        #expect(throws: RuleFault.self) { try Pattern(pattern) }
    }

    @Test func `a pattern made to explode runs in linear time`() throws {
        let pattern = try Pattern("^(a+)+(a|a)*(aa|a)*$")
        #expect(pattern.isFound(in: String(repeating: "a", count: 5_000)))
        #expect(!pattern.isFound(in: String(repeating: "a", count: 5_000) + "!"))
    }
}
