import Civic
import Testing

@testable import Rules

@Suite struct ConformanceFileTests {
    private static func cases(_ text: String) throws -> [ConformanceCase] {
        try ConformanceCase.all(parsing: Array(text.utf8), named: "t")
    }

    @Test func `a file of cases is read and run`() throws {
        let cases = try Self.cases(
            """
            # comment
            name: "t"  section { name: 's'
              test { name: "one" expr: "1 + " "x" type_env: [ { name: "x" ident < type: { primitive: INT64 } > } ]
                bindings { key: "x" value { value { int64_value: 0x10 } } } value: { int64_value: 17 } }
              test { name: "two" expr: "1" value { int64_value: 2 } }
              test { name: "three" expr: "TestAllTypes{}" }
              test { name: "four" expr: "x.getSeconds()" type_env { name: "x" ident { type { message_type: "google.protobuf.Duration" } } }
                bindings { key: "x" value { value { object_value { [type.googleapis.com/google.protobuf.Duration] { seconds: 3 } } } } }
                value { int64_value: 3 } }
              test { name: "five" expr: "1 / 0" eval_error { errors { message: "x" } } }
              test { name: "six" expr: "1" typed_result { deduced_type { primitive: STRING } } }
              test { name: "seven" expr: "google.protobuf.Value{number_value: 1.5}" value { double_value: 1.5 } }
              test { name: "block" expr: "cel.block([[1, 2], size(cel.index(0)), cel.index(1) + 1], cel.index(2))" value { int64_value: 3 } }
              test { name: "names of loops"
                expr: "cel.block([[1, 2]], cel.index(0).map(cel.iterVar(0, 0), cel.index(0).filter(cel.iterVar(1, 0), cel.iterVar(1, 0) == cel.iterVar(0, 0))) == [[1], [2]])" }
              test { name: "eight" expr: "a" unknown { exprs: 1 } }
            }
            """
        )
        let outcomes = cases.map { $0.run(in: .none) }
        #expect(cases.first?.name == "t/s/one" && cases.count == 10)
        #expect(outcomes[0] == .passed && outcomes[3] == .passed && outcomes[4] == .passed && outcomes[6] == .passed)
        #expect(outcomes[7] == .passed && outcomes[8] == .passed, "names that only the specification's cases write")
        #expect(outcomes[1] == .failed("int 1, not int 2"))
        #expect(outcomes[2] == .skipped("needs protobuf messages (TestAllTypes)"))
        #expect(outcomes[5] == .failed("type int, not string"))
        #expect(outcomes[9] == .skipped("unknown values are not part of this language"))
    }

    static let broken: [(String, Int, Int)] = [
        ("section {\n test {", 2, 8), ("a b", 1, 3), ("a: \"x\ny\"", 1, 6), ("a: \"\\q\"", 1, 7), ("\n\n:", 3, 1),
        ("a: {b: }", 1, 8),
        ("[a", 1, 3), (String(repeating: "a{", count: 200), 1, 201), ("a: '\\ud800'", 1, 11),
    ]

    @Test(arguments: broken)
    func `a malformed file says where`(_ text: String, _ line: Int, _ column: Int) throws {
        let error = #expect(throws: TextProto.Malformed.self) { try TextProto(parsing: Array(text.utf8)) }
        #expect(error?.line == line && error?.column == column, "\(String(describing: error))")
    }

    @Test func `a list of expected failures wants a reason for each`() throws {
        #expect(try ExpectedFailures("# c\n\na/b/c | needs protobuf \n").reasons == ["a/b/c": "needs protobuf"])
        for (text, line) in [("a/b/c", 1), ("\na |  ", 2), ("a | x\na | y", 2)] {
            let error = #expect(throws: ExpectedFailures.Malformed.self) { try ExpectedFailures(text) }
            #expect(error?.line == line)
        }
    }
}

@Suite struct EvaluationLineTests {
    private static func answer(_ line: JSON) throws -> JSON {
        try EvaluationLine(line).answer(in: .none, .en).json
    }

    @Test func `a line of JSON is answered by a line of JSON`() throws {
        let plain = try Self.answer(["expr": "a + 1", "bindings": ["a": 1]])
        #expect(plain.object?["value"] == 2 && plain.object?["type"] == "int" && plain.object?["steps"] == 4)
        #expect(try #require(plain.object?["worst"]?.int) > 4, "a value without a type may weigh as much as a text")
        let typed = try Self.answer([
            "expr": "form.fee.times(rate, 'up') + money(tip)",
            "bindings": ["form": ["fee": 1_000], "rate": "0.0255", "tip": "Rp 5"],
            "types": ["form": ["fee": "money"], "rate": "decimal", "tip": "string"],
        ])
        #expect(typed.object?["value"] == 31 && typed.object?["type"] == "money")
        #expect(try Self.answer(["expr": "[9223372036854775807, 1]"]).object?["value"] == ["9223372036854775807", 1])
        #expect(
            try Self.answer([
                "expr": "x", "types": ["x": "optional_type(list(map(string, nullable(date))))"],
                "bindings": ["x": [["d": "2026-11-24"]]],
            ]).object?["type"] == "optional_type"
        )
    }

    @Test func `what is wrong with an expression is answered with its place and a remedy`() throws {
        let unknown = try Self.answer(["expr": "1 + aa", "bindings": ["ab": 1]]).object?["errors"]?.array?.first?.object
        #expect(
            unknown?["code"] == "unknown-name" && unknown?["column"] == 5 && unknown?["todo"] == "Did you mean \"ab\"?"
        )
        let fault = try Self.answer(["expr": "2 +\n a / 0", "bindings": ["a": 1]]).object?["errors"]?.array?.first?
            .object
        #expect(fault?["code"] == "divide-by-zero" && fault?["line"] == 2 && fault?["column"] == 2)
        #expect(try Self.answer(["expr": "(1"]).object?["errors"]?.array?.first?.object?["code"] == "unclosed-bracket")
        #expect(
            try Self.answer(["expr": "f(1)", "check": false]).object?["errors"]?.array?.first?.object?["code"]
                == "unknown-function"
        )
    }

    static let malformed: [(JSON, String)] = [
        (1, "object"), (["exp": "1"], "Did you mean \"expr\"?"), (["expr": 1], "\"expr\""),
        (["expr": "a", "types": ["a": "integer"]], "integer"),
        (["expr": "a", "types": ["a": "date"], "bindings": ["a": "kemarin"]], "a: "),
        (["expr": "a", "types": ["a": "decimal"], "bindings": ["a": 1.5]], "decimal"),
    ]

    @Test(arguments: malformed)
    func `a line that asks for nothing says so`(_ line: JSON, _ part: String) {
        let error = #expect(throws: EvaluationLine.Malformed.self) { try EvaluationLine(line) }
        #expect(error?.message.text(.en).contains(part) == true, "\(error?.message.text(.en) ?? "")")
    }
}
