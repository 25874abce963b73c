import Civic
import Definition
import Testing

/// What the declarations promise of themselves, and archetypes laid beneath an application.
struct LanguageTests {
    /// Every record of the language, each once, with the way to it.
    private static let records: [(way: String, record: RecordDeclaration)] = {
        var seen: Set<String> = []
        var all: [(String, RecordDeclaration)] = []
        func walk(_ shape: Shape, _ way: String) {
            switch shape.resolved {
            case .record(let record):
                guard seen.insert(record.name).inserted else { return }
                all.append((way, record))
                for entry in record.entries { walk(entry.shape, "\(way).\(entry.key)") }
            case .keyed(let keyed): walk(keyed.element, "\(way).*")
            case .open(_, let element), .list(let element), .set(let element): walk(element, "\(way).*")
            case .either(let shapes): for shape in shapes { walk(shape, way) }
            case .word, .flag, .number, .oneOf, .expression, .text, .values, .deferred: break
            }
        }
        walk(DefinitionLanguage.shape, "")
        return all
    }()

    @Test func `every key says in both languages what it is for`() {
        #expect(Self.records.count > 15)
        for (way, record) in Self.records {
            #expect(Set(record.entries.map(\.key)).count == record.entries.count, "\(way) declares a key twice")
            for entry in record.entries {
                for language in [Language.id, .en] {
                    #expect(entry.label.texts[language]?.isEmpty == false, "\(way).\(entry.key): \(language) label")
                    #expect(entry.meaning.texts[language]?.isEmpty == false, "\(way).\(entry.key): \(language) meaning")
                }
                #expect(!entry.example.isEmpty, "\(way).\(entry.key) has no example")
                #expect(entry.since <= DefinitionLanguage.current, "\(way).\(entry.key) comes from the future")
            }
        }
    }

    @Test func `every type of answer is declared once, and its word is the model's`() {
        let words = DefinitionLanguage.fieldTypes.map(\.word)
        #expect(Set(words).count == words.count)
        for field in (try? Sample.laksa())?.form.all ?? [] {
            #expect(FieldTypeDeclaration.of(field.element.type).word == field.element.type.word)
        }
    }

    private static let base = """
        roles:
          citizen: { name: { id: Warga, en: Citizen }, scope: public }
          verifier: { name: { id: Petugas, en: Officer }, scope: owner }
        states:
          received: { name: { id: Diterima, en: Received }, start: true, tone: new }
          closed: { name: { id: Selesai, en: Closed }, end: true, tone: done }
          parked: { name: { id: Parkir, en: Parked }, tone: waiting }
        actions:
          close: { name: { id: Tutup, en: Close }, done: { id: Ditutup, en: Closed }, from: received, to: closed, by: verifier }
          park: { name: { id: Parkir, en: Park }, done: { id: Diparkir, en: Parked }, from: received, to: parked, by: verifier }
        retention: { years: 5 }
        """

    private static func application(_ extra: String) -> String {
        let texts = [
            "time", "fee", "product", "complaints", "facilities", "competence", "supervision", "staff", "guarantee",
            "safety", "evaluation",
        ]
        return """
            app: lapor
            version: 1.0.0
            extends: simple
            prefix: LPR
            name: { id: Lapor, en: Report }
            summary: { id: Lapor, en: Report }
            group: public-service
            pillar: living
            owner: diskominfo
            legal: [{ text: { id: UU, en: Law } }]
            standard: { requirements: [{ id: a, en: a }], procedure: [{ id: a, en: a }], \(texts.map { "\($0): { id: a, en: a }" }.joined(separator: ", ")) }
            form:
              story: { type: paragraph, label: { id: Cerita, en: Story }, required: true }
            \(extra)
            """
    }

    private static func read(_ extra: String) -> (Definition?, [Finding]) {
        let archetypes = Archetypes(names: ["simple"]) { $0 == "simple" ? (base, "simple.yaml") : nil }
        return DefinitionReader.read(yaml: application(extra), file: "app.yaml", archetypes: archetypes)
    }

    @Test func `an application says only what differs from its archetype`() throws {
        let (read, findings) = Self.read(
            """
            states:
              closed: { name: { id: Beres, en: Done } }
              checked: { after: received, name: { id: Diperiksa, en: Checked }, tone: working }
            without: [actions.park, states.parked]
            """
        )
        let definition = try #require(read, "\(findings)")
        #expect(definition.states.order == ["received", "checked", "closed"])
        #expect(definition.states["closed"]?.name.text(.id) == "Beres")
        #expect(definition.states["closed"]?.isEnd == true)
        #expect(definition.actions.order == ["close"])
        #expect(definition.archetype == "simple")
        #expect(DefinitionReader.read(tree: definition.tree).0 == definition)
    }

    @Test func `an element stands where it says, and a neighbour that is not there is told`() throws {
        let first = Self.read("roles:\n  guest: { after: first, name: { id: Tamu, en: Guest }, scope: public }").0
        #expect(try #require(first).roles.order == ["guest", "citizen", "verifier"])
        let (none, findings) = Self.read(
            "roles:\n  guest: { after: citzen, name: { id: Tamu, en: Guest }, scope: public }"
        )
        #expect(none == nil)
        #expect(findings.map(\.code) == ["unknown-neighbour"])
        #expect(findings.first?.todo?.text(.en) == "Did you mean \"citizen\"?")
    }

    @Test(arguments: [
        ("without: [actions.prk]", "nothing-there", "app.yaml"),
        ("retention: { years: five }", "wrong-kind", "app.yaml"),
    ])
    func `what is wrong above an archetype is told in the application's own file`(
        _ extra: String,
        _ code: String,
        _ file: String
    ) {
        let (definition, findings) = Self.read(extra)
        #expect(definition == nil)
        #expect(findings.map(\.code) == [code])
        #expect(findings.first?.file == file)
    }

    @Test func `an archetype that is not there is told with the nearest one`() {
        let archetypes = Archetypes(names: ["simple"]) { _ in nil }
        let yaml = Self.application("").replacing("extends: simple", with: "extends: simpel")
        let (definition, findings) = DefinitionReader.read(yaml: yaml, file: "app.yaml", archetypes: archetypes)
        #expect(definition == nil)
        let finding = findings.first { $0.code == "unknown-archetype" }
        #expect(finding?.line == 3)
        #expect(finding?.todo?.text(.en) == "Did you mean \"simple\"?")
        #expect(
            DefinitionReader.read(
                yaml: Self.application("without: [a]").replacing("extends: simple\n", with: ""),
                file: "app.yaml"
            ).1.contains { $0.code == "nothing-beneath" }
        )
    }
}
