import Civic
import Definition
import Testing

struct ReadingTests {
    /// The piece of the sample to replace, what stands there instead with a mark, and the code of the finding.
    typealias Break = (old: String, new: String, code: String)

    static let breaks: [Break] = [
        ("app: lapor-lampu", "app: «Lapor Lampu", "bad-id"),
        ("version: 1.2.0", "version: «1.2", "bad-version"),
        ("prefix: LAMPU", "prefix: «lampu", "bad-prefix"),
        ("pillar: living", "pillar: «livng", "unknown-word"),
        ("group: public-service", "group: «public", "unknown-word"),
        ("owner: diskominfo\n", "owner: diskominfo\n«ownr: dlh\n", "unknown-key"),
        ("summary: {", "«sumary: {", "unknown-key"),
        ("name: { id: Warga, en: Citizen }, scope", "name: «Warga, scope", "wrong-kind"),
        ("name: { id: Ditunda, en: On hold }, tone", "name: «{ en: On hold }, tone", "missing-text"),
        ("fee: { id: \"Gratis\", en: \"Free\" }", "fee: { id: \"Gratis\", «eng: \"Free\" }", "unknown-language"),
        ("scope: case-agency", "scope: «case_agency", "unknown-word"),
        ("type: phone", "type: «phon", "unknown-word"),
        ("max: 500", "max: «\"500\"", "wrong-kind"),
        ("required: true }\n  location", "required: «yes }\n  location", "wrong-kind"),
        ("from: register.kinds", "from: «kinds", "bad-source"),
        ("within: government", "within: «goverment", "unknown-word"),
        ("phone: { type: phone,", "phone: { type: phone, «max: 9,", "useless-key"),
        (
            "required_if: kind.code == 'broken'", "required: true, «required_if: kind.code == 'broken'",
            "two-requirements"
        ),
        ("kind.code == 'broken'", "kind.code == «== 'broken'", "unexpected"),
        ("by: [handler, timer.until]", "by: [handler, «timer after ten workdays]", "bad-days"),
        ("not_by: actor_of.wait", "not_by: «wait", "bad-actor"),
        ("target: 3 workdays", "target: «three days", "bad-target"),
        ("75%: { notify", "«75: { notify", "bad-percent"),
        ("['-', '-', dishub]", "«['-', dishub]", "row-length"),
        ("place: 100 m", "place: «100 km", "bad-distance"),
        ("ratio: [answering.met, answering.ended]", "ratio: [«answering.won, answering.ended]", "unknown-word"),
        ("target: 0.9", "target: «90", "wrong-kind"),
        ("from: 2019-01-01", "from: «2019-13-01", "bad-date"),
        ("years: 5", "years: «500", "out-of-range"),
        ("tone: new", "tone: «gnu", "unknown-word"),
        ("  working: {", "  «Working State: {", "bad-id"),
        ("roles: [verifier, handler]", "roles: [verifier, «verifier]", "listed-twice"),
    ]

    @Test(arguments: breaks)
    func `a wrong shape is found at its line and column`(_ broken: Break) throws {
        let (yaml, line, column) = try Sample.broken(broken.old, broken.new)
        let (definition, findings) = DefinitionReader.read(yaml: yaml, file: "app.yaml")
        #expect(definition == nil)
        let found = findings.map { "\($0.code.hasPrefix(broken.code) ? broken.code : $0.code) \($0.line):\($0.column)" }
        #expect(found.contains("\(broken.code) \(line):\(column)"), "\(findings.map { $0.printed(.en, source: yaml) })")
    }

    static let texts: [(marked: String, code: String)] = [
        ("app: x\n«\tname: y\n", "tab"),
        ("app: «&a x\n", "anchor"),
        ("app: x\nname: «*a\n", "anchor"),
        ("app: «!secret x\n", "tag"),
        ("app: x\n«app: y\n", "duplicate-key"),
        ("app: x\nname: { a: 1, b: 2\n«", "yaml"),
        ("app: x\nname: a«: b\n", "yaml"),
        ("app: x\u{0}\n".replacing("\u{0}", with: "«\u{1}"), "control-character"),
        ("app: " + String(repeating: "[", count: 64) + "«[", "too-deep"),
        (String(repeating: "- ", count: 32) + "«- x", "too-deep"),
        ("app: x\r«# y", "control-character"),
        ("app: x # y\u{2028}«z".replacing("\u{2028}«", with: "«\u{2028}"), "control-character"),
        ("a: |\n  \" \nb: &-c [x]\n? *«-c\n: y", "anchor"),
    ]

    @Test(arguments: texts)
    func `a text that is no strict YAML is refused with its place`(_ text: (marked: String, code: String)) throws {
        let (yaml, line, column) = try Sample.unmarked(text.marked)
        let (definition, findings) = DefinitionReader.read(yaml: yaml, file: "app.yaml")
        #expect(definition == nil)
        let finding = try #require(findings.first { $0.code == text.code }, "\(findings)")
        #expect((finding.line, finding.column) == (line, column), "\(finding.printed(.en, source: yaml))")
    }

    @Test func `an empty file and a huge file are refused in words`() {
        #expect(DefinitionReader.read(yaml: "", file: "app.yaml").1.map(\.code) == ["empty-file"])
        let huge = String(repeating: "# baris\n", count: 70_000)
        #expect(DefinitionReader.read(yaml: huge, file: "app.yaml").1.map(\.code) == ["too-big"])
    }

    @Test func `a condition over several lines may begin one with &&`() throws {
        let yaml = Sample.yaml.replacing(
            "when: now - take_at < duration('2400h')",
            with: "when: >-\n      now - take_at < duration('2400h')\n      && case.agency != 'x'"
        )
        let (definition, findings) = DefinitionReader.examine(yaml: yaml, file: "app.yaml")
        #expect(findings.isEmpty, "\(findings)")
        #expect(definition?.actions["finish"]?.when?.source.contains("&&") == true)
    }

    @Test func `an unknown key is answered with the nearest known one, in both languages`() throws {
        let (yaml, _, _) = try Sample.broken("summary: {", "«sumary: {")
        let finding = try #require(
            DefinitionReader.read(yaml: yaml, file: "app.yaml").1.first { $0.code == "unknown-key" }
        )
        #expect(finding.todo?.text(.id) == "Maksud Anda \"summary\"?")
        #expect(
            finding.printed(.en, source: yaml) == """
                app.yaml:5:1: error: The key "sumary" is not known here. [unknown-key]
                  sumary: { id: "Laporkan lampu padam.", en: "Report a dead light." }
                  ^
                  → Did you mean "summary"?
                """
        )
    }

    @Test func `all mistakes are told at once, in order of place`() throws {
        let yaml = Sample.yaml.replacing("pillar: living", with: "pillar: livng").replacing(
            "years: 5",
            with: "years: 0"
        )
        .replacing("tone: new", with: "tone: gnu")
        let findings = DefinitionReader.read(yaml: yaml, file: "app.yaml").1
        #expect(findings.map(\.code) == ["unknown-word", "unknown-word", "out-of-range"])
        #expect(findings == findings.sorted)
    }

    @Test func `what looks like a number or a truth stays what was written`() throws {
        let yaml = Sample.yaml.replacing("level: low", with: "level: \"036\"")
            .replacing("{ id: Padam, en: Dark }", with: "{ id: no, en: 16:30 }")
        let (definition, findings) = DefinitionReader.read(yaml: yaml, file: "app.yaml")
        let read = try #require(definition, "\(findings)")
        #expect(read.start.set["level"] == .literal("036"))
        #expect(read.registers["kinds"]?.rows["dark"]?.name == LocalizedText(id: "no", en: "16:30"))
    }

    @Test func `elements know where they stand`() throws {
        let definition = try Sample.definition()
        let line = try #require(
            Sample.yaml.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
                $0.contains("waiting: {")
            }
        )
        #expect(definition.places["states", "waiting"] == SourcePlace(file: "app.yaml", line: line + 1, column: 3))
        #expect(definition.places["states", "waiting", "unknown"] == definition.places["states", "waiting"])
    }
}
