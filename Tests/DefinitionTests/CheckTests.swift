import Civic
import Definition
import Testing

struct CheckTests {
    typealias Break = (old: String, new: String, code: String)

    static let references: [Break] = [
        ("to: waiting", "to: «waitin", "unknown-state"),
        ("from: waiting", "from: «wating", "unknown-state"),
        ("runs_in: received", "runs_in: «recieved", "unknown-state"),
        ("pauses_in: waiting", "pauses_in: «waitng", "unknown-state"),
        ("by: verifier\n", "by: «verifer\n", "unknown-role"),
        ("by: [handler, verifier]", "by: [handler, «verifer]", "unknown-role"),
        ("notify: verifier, assign", "notify: «verfier, assign", "unknown-role"),
        ("to: citizen", "to: «citzen", "unknown-role"),
        ("on: start", "on: «finsh", "unknown-action"),
        ("on: answering at 75%", "on: «answering at 80%", "unknown-mark"),
        ("on: answering at 75%", "on: «answring at 75%", "unknown-clock"),
        ("not_by: actor_of.wait", "not_by: «actor_of.wiat", "unknown-action"),
        ("timer.until", "«timer.untill", "unknown-field"),
        ("from: register.kinds", "from: «register.kind", "unknown-register"),
        ("registers: [kinds]", "registers: «[kind]", "unknown-register"),
        ("fields: [kind]", "fields: «[kindd]", "unknown-field"),
        ("ratio: [answering.met,", "ratio: [«answerin.met,", "unknown-clock"),
        ("roles: [verifier, handler]", "roles: [verifier, «handlr]", "unknown-role"),
        ("'-', dishub]\n      rest", "'-', «disub]\n      rest", "agency-not-needed"),
        ("owner: diskominfo", "owner: «dlh", "agency-not-needed"),
        ("values: { workdays: 3 }", "values: { workday: «3 }", "unknown-key"),
        ("values: { workdays: 3 }", "values: { workdays: «three }", "wrong-kind"),
    ]

    static let workflow: [Break] = [
        ("start: true, tone: new", "tone: new", "no-start"),
        ("en: In work }, tone", "en: In work }, start: «true, tone", "two-starts"),
        ("end: true, tone: done", "tone: done", "no-end"),
        (
            "  done: { name", "  «lost: { name: { id: Hilang, en: Lost }, tone: waiting }\n  done: { name",
            "unreachable-state"
        ),
        (
            "  done: { name: { id: Selesai, en: Done }, end: true, tone: done }",
            "  done: { name: { id: Selesai, en: Done }, end: true, tone: done }\n  «stuck: { name: { id: Macet, en: Stuck }, tone: waiting }",
            "unreachable-state"
        ),
        ("from: waiting\n    to: working", "from: received\n    to: working", "dead-end"),
        ("by: [handler, timer.until]", "by: []", "nobody-acts"),
        ("by: [handler, timer.until]", "by: [handler, timer.until]\n    reason: «required", "timer-reason"),
        ("not_by: actor_of.wait", "not_by: «actor_of.finish", "own-eyes"),
    ]

    static let rules: [Break] = [
        ("required_if: kind.code", "required_if: «kid.code", "unknown-name"),
        ("required_if: kind.code == 'broken'", "required_if: «kind.code", "not-a-condition"),
        ("\"= kind.workdays * workday\"", "\"= kind.«workday * workday\"", "unknown-field"),
        ("\"= kind.workdays * workday\"", "\"= «kind.code\"", "not-a-target"),
        ("when: now - take_at < duration('2400h')", "when: «story == 'x'", "closed-field"),
        ("required_if: kind.code == 'broken'", "required_if: «story == 'x'", "own-answer"),
        ("level: low", "level: \"= «phone\"", "closed-into-open"),
        ("pole: ['\"broken\"'", "pole: ['«\"brokn\"'", "unknown-code"),
        ("      rest: ['-', '-', dishub]\n", "", "no-default"),
        ("      pole: [", "      first: ['-', '-', dishub]\n      «pole: [", "never-hit"),
    ]

    static let contents: [Break] = [
        ("workdays: 3 }", "workdays: «50 }", "out-of-bounds"),
        (
            "«dark: { name: { id: Padam, en: Dark }, values: { workdays: 3 } }".replacing("«", with: ""),
            "«dark: { name: { id: Padam, en: Dark } }", "missing-value"
        ),
        ("target: 3 workdays", "target: «9 workdays", "out-of-bounds"),
        ("at: { 100%: { notify: verifier } }", "at: { 150%: { notify: verifier } }", "clock-without-owner"),
        ("at: { 100%: { notify: verifier } }", "at: { «50%: {}, 100%: { notify: verifier } }", "idle-mark"),
        ("runs_in: working", "runs_in: [working, waiting]", "runs-and-pauses"),
        ("target: 3 workdays", "calendar: «always\n    target: 3 workdays", "workdays-always"),
        ("max: 500,", "min: «600, max: 500,", "min-above-max"),
        ("max: 500,", "max: «0,", "max-zero"),
        ("  phone: {", "  «now: {", "name-taken"),
        ("form: { until: {", "form: { «story: {", "name-taken"),
        ("form: { until: {", "form: { «agency: {", "two-meanings"),
        ("level: low", "«state: low", "reserved-attribute"),
        ("type: choice, from: register.kinds,", "type: choice, options: {},", "no-options"),
        ("max: 500,", "max: 500, privacy: «open,", "too-open"),
        ("fields: [kind]", "fields: [kind, «location]", "personal-data-published"),
        ("ledger: open, fields", "ledger: coarse, fields", "fields-not-open"),
        ("text: { id: \"{number} diterima\"", "text: { id: \"{number} {phone} diterima\"", "personal-data-sent"),
        ("id: \"Segera {number}\"", "id: «\"Segera {numer}\"", "unknown-slot"),
        ("id: \"Segera {number}\"", "id: \"Segera\"", "slots-differ"),
        ("fee: { id: \"Gratis\"", "fee: { id: \"\"", "empty-text"),
        ("fee: { id: \"Gratis\", en: \"Free\" }", "fee: «{ id: \"Gratis\" }", "untranslated"),
        (
            "procedure: [{ id: \"Kirim\", en: \"Send\" }, { id: \"Terima jawaban\", en: \"Get an answer\" }]",
            "procedure: «[]", "empty-standard"
        ),
        ("legal:\n  - text: { id: \"UU 25/2009\", en: \"Law 25/2009\" }", "legal: «[]", "no-legal-basis"),
        ("from: 2019-01-01,", "from: 2019-01-01, until: «2018-01-01,", "until-before-from"),
        ("relation: feeds,", "relation: fronts,", "no-way-when-down"),
        ("pauses_in: waiting\n", "pauses_in: waiting\n    met_in: «working\n", "met-inside"),
    ]

    @Test(arguments: references + workflow + rules + contents)
    func `every check finds its mistake, at line and column, with a way out`(_ broken: Break) throws {
        let isMarked = broken.new.contains("«")
        let (yaml, line, column) = try Sample.broken(broken.old, isMarked ? broken.new : broken.new + "«")
        let (_, findings) = DefinitionReader.examine(yaml: yaml, file: "app.yaml")
        let found = try #require(
            findings.first { $0.code == broken.code },
            "\(findings.map { $0.printed(.en, source: yaml) })"
        )
        #expect(found.line >= 1 && found.column >= 1)
        if isMarked {
            #expect((found.line, found.column) == (line, column), "\(found.printed(.en, source: yaml))")
        }
        #expect(found.message.texts.count == 2)
        #expect(found.todo?.texts.count == 2, "\(found)")
    }

    @Test func `the sample itself has no findings`() {
        #expect(DefinitionReader.examine(yaml: Sample.yaml, file: "app.yaml").1.isEmpty)
    }

    @Test func `a government without the agency is told which one`() throws {
        let context = CheckContext(agencies: ["diskominfo"])
        let findings = check(try Sample.definition(), in: context).filter { $0.code == "unknown-agency" }
        #expect(findings.count == 2)
        #expect(findings.allSatisfy { $0.message.text(.en).contains("dishub") })
    }

    @Test func `every application of the project is free of errors`() throws {
        let apps = try Sample.folders("Apps").filter { !$0.hasPrefix("_") }
        #expect(apps.contains("laksa"))
        for app in apps {
            let path = "Apps/\(app)/app.yaml"
            let (definition, findings) = DefinitionReader.examine(
                yaml: try Sample.file(path),
                file: path,
                archetypes: Sample.archetypes
            )
            #expect(definition?.app.text == app, "\(findings.map { $0.printed(.en) }.joined(separator: "\n"))")
        }
    }

    /// Seeded: what is printed with a failure repeats it.
    @Test(arguments: 0..<40)
    func `a mangled text never crashes the reader and never passes in silence`(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<10 {
            var characters = Array(Sample.yaml)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let at = Int.random(in: 0..<characters.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: characters.remove(at: at)
                case 1: characters.insert(characters[Int.random(in: 0..<characters.count, using: &random)], at: at)
                case 2: characters[at] = "{}[]:,\"'#&*!|>-? \n%@".randomElement(using: &random) ?? "?"
                default: characters.swapAt(at, Int.random(in: 0..<characters.count, using: &random))
                }
            }
            let yaml = String(characters)
            let (definition, findings) = DefinitionReader.examine(yaml: yaml, file: "app.yaml")
            #expect((definition == nil) == findings.hasErrors, "seed \(seed): \(yaml)")
            let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(findings.allSatisfy { (1...lines + 1).contains($0.line) && $0.column >= 1 }, "seed \(seed)")
        }
    }

    @Test func `a check never stops at a broken definition`() throws {
        // Any single line may be missing: whatever is left is read and checked without a crash.
        let lines = Sample.yaml.split(separator: "\n", omittingEmptySubsequences: false)
        for skipped in lines.indices {
            let rest = lines.indices.filter { $0 != skipped }.map { lines[$0] }.joined(separator: "\n")
            let (definition, findings) = DefinitionReader.examine(yaml: rest, file: "app.yaml")
            #expect((definition == nil) == findings.hasErrors, "line \(skipped + 1)")
        }
    }
}
