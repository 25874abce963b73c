import Civic
import Definition
import Engine
import Foundation
import Testing

/// The application that asks for every type of answer.
enum EveryField {
    static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Applications/every-field/app.yaml")

    static func compiled(_ change: (String) -> String = { $0 }) throws -> CompiledDefinition {
        let yaml = change(try String(contentsOf: file, encoding: .utf8))
        let (definition, findings) = DefinitionReader.read(yaml: yaml, file: "app.yaml")
        return try CompiledDefinition(
            try #require(definition, "\(findings.map { $0.printed(.en) })"),
            hash: Town.hash
        )
    }

    /// As people type them into the form.
    static let typed: [FieldID: JSON] = [
        "title": "Rumah kami", "website": "contoh.id", "aid": ["road", "water"], "school": ["smp_4", "smp_1"],
        "kind": "large", "agrees": "ya", "people_count": "4", "width": ["typed": "1.250,5"], "price": "Rp 1.250.000,00",
        "day": "25 November 2026", "hour": "8.30", "stay": ["from": "24/11/2026", "until": "31 Desember 2026"],
        "applicant": " Suharti ", "phone": "0812-3456-7890", "mail": "warga@Contoh.ID", "nik": "3671 0155 0690 0001",
        "family": "3671011506200001",
        "home": [
            "street": "Jl. Satria 1", "rt": "3", "rw": "RW 5", "region": "36.71.01.1001", "postal_code": "15111",
        ],
        "tax": "01.312.166.0-091.000", "business": "9120 3045 6789 0", "pupil": "0112345678",
        "servant": "19860926 201505 1 001", "vehicle": "b1234xyz", "postal": "15111", "earlier": "laksa 2026 7",
        "spot": "-6.17, 106.63", "field": "-6.17, 106.63\n-6.17, 106.64\n-6.18, 106.64",
        "way": "-6.17, 106.63\n-6.18, 106.63", "stars": "4", "office": "front-office",
        "faces": [
            ["name": "Depan", "height": ["typed": "2,5"], "cost": "500.000"], [:],
            ["name": "Samping", "height": ["typed": "3"]],
        ],
    ]
}

@Suite struct FieldTypes {
    let story: Story
    init() throws {
        var story = Story(try EveryField.compiled())
        story.agencies.insert("diskominfo")
        self.story = story
    }

    private func problems(_ changed: [FieldID: JSON]) -> [FieldProblem] {
        let answers = EveryField.typed.merging(changed) { $1 }
        return story.refusal(.start(StartCase(app: "every-field", answers: answers)), by: .stranger)?.fields ?? []
    }

    @Test func `what people type is kept in its canonical form, each in its box`() throws {
        var story = story
        try story.start(EveryField.typed)
        let (state, content) = (try #require(story.state), try #require(story.content))
        #expect(state.fields["aid"] == ["water", "road"])
        #expect(state.fields["school"] == ["smp_4", "smp_1"])
        #expect(state.fields["width"] == "1250.50")
        #expect(state.fields["price"] == 1_250_000)
        #expect(state.fields["hour"] == "08:30")
        #expect(state.fields["stay"] == "2026-11-24/2026-12-31")
        #expect(state.fields["business"] == "9120304567890")
        #expect(content.fields["field"]?["type"] == "Polygon")
        #expect(content.fields["way"]?["type"] == "LineString")
        #expect(content.fields["website"] == "https://contoh.id/")
        #expect(content.fields["earlier"] == "LAKSA-2026-000007")
        #expect(
            content.fields["faces"] == [
                ["name": "Depan", "height": "2.5", "cost": 500_000], ["name": "Samping", "height": "3.0"],
            ]
        )
        let person = try #require(content.contact)
        #expect(person.name == "Suharti" && person.phone == "+6281234567890" && person.email == "warga@contoh.id")
        for id in ["applicant", "phone", "mail", "nik", "family", "home", "tax", "pupil", "servant", "vehicle"] {
            #expect(person.fields[FieldID(stringLiteral: id)] != nil, "\(id) is not in the person's box")
            #expect(
                state.fields[FieldID(stringLiteral: id)] == nil && content.fields[FieldID(stringLiteral: id)] == nil
            )
        }
        #expect(person.fields["tax"] == "0013121660091000" && person.fields["vehicle"] == "B 1234 XYZ")
        #expect(person.fields["home"]?["rt"] == "003")
    }

    @Test func `the canonical form is taken again and stays as it is`() throws {
        var first = story
        try first.start(EveryField.typed)
        var kept = first.state?.fields ?? [:]
        kept.merge(first.content?.fields ?? [:]) { $1 }
        kept.merge(first.content?.contact?.fields ?? [:]) { $1 }
        let calculated = kept.filter { ["total_days", "rows_count"].contains($0.key.text) }
        #expect(calculated.count == 2)
        for id in calculated.keys { kept[id] = nil }
        var second = story
        try second.start(kept)
        #expect(second.state?.fields == first.state?.fields)
        #expect(second.content?.fields == first.content?.fields)
        #expect(second.content?.contact?.fields == first.content?.contact?.fields)
    }

    @Test func `what is worked out follows the answers and is never sent`() throws {
        var story = story
        try story.start(EveryField.typed)
        #expect(story.state?.fields["total_days"] == 38)
        #expect(story.content?.fields["rows_count"] == 2 || story.state?.fields["rows_count"] == 2)
        #expect(problems(["total_days": 5]).map(\.cause) == [.unknownField])
    }

    @Test(
        arguments: [
            ("aid", ["water", "power", "road"], FieldProblem.Cause.tooManyChosen(max: 2)),
            ("aid", ["gas"], .unknownOption("gas")),
            ("aid", "water", nil), ("aid", [], .missing), ("school", ["smp_1", "smp_1"], .notValue(.ranking(.twice))),
            ("school", ["smp_7"], .unknownOption("smp_7")), ("width", ["typed": "1.250"], nil),
            ("width", "1250.505", .notValue(.decimalScale(typed: "1250.505", max: 2))),
            ("width", ["typed": "2.500"], .above("2000")), ("width", "0.5", .below("1")),
            ("width", "abc", .notValue(.decimal(typed: "abc"))),
            ("price", "500", .below("Rp1.000")), ("price", 12.5, .notValue(.rupiahFraction(typed: "12.5"))),
            ("price", "gratis", .notValue(.rupiah(typed: "gratis"))),
            (
                "day", "24/11/2026",
                .refused(LocalizedText(id: "Pilih hari sesudah hari ini.", en: "Choose a day after today."))
            ),
            ("day", "25/11/26", .notValue(.dateYear(typed: "25/11/26"))),
            ("hour", "25.00", .notValue(.timeOfDay(typed: "25.00"))),
            ("stay", ["from": "2/1/2026", "until": "1/1/2026"], .notValue(.periodOrder)),
            ("nik", "123", .notValue(.digits(of: .nik, count: 3))),
            ("nik", "2071011506900001", nil), ("family", "12", .notValue(.digits(of: .kk, count: 2))),
            ("tax", "12", .notValue(.digits(of: .npwp, count: 2))),
            ("business", "x", .notValue(.letters(of: .nib))), ("vehicle", "???", .notValue(.plate)),
            ("postal", "1511", .notValue(.digits(of: .postalCode, count: 4))),
            ("website", "javascript:alert(1)", .notValue(.webAddressScheme(typed: "javascript:alert(1)"))),
            ("applicant", "<b>", .notValue(.name(.sign))), ("applicant", "O", nil),
            ("home", ["street": "Jl. A"], .notValue(.address(.regionMissing))),
            ("field", "-6.17, 106.63", .notValue(.area(.few))), ("way", "di sana", .notValue(.route(.shape))),
            ("earlier", "apa", .notValue(.caseNumber(typed: "apa"))),
            (
                "faces", [["name": "A"]],
                .inRow(1, "height", LocalizedText(id: "Tinggi (m)", en: "Height (m)"), .missing)
            ),
            ("faces", [[:]], .missing),
            (
                "faces", [["name": "A", "height": "1", "depth": 2]],
                .inRow(1, "depth", LocalizedText(id: "depth"), .unknownField)
            ),
            ("faces", "x", .notList),
        ] as [(String, JSON, FieldProblem.Cause?)]
    )
    func `a wrong answer is refused with its reason, an odd one is taken`(
        _ field: String,
        _ answer: JSON,
        _ cause: FieldProblem.Cause?
    ) {
        let found = problems([FieldID(stringLiteral: field): answer])
        #expect(found.map(\.cause) == (cause.map { [$0] } ?? []))
        for problem in found {
            #expect(problem.message.text(.id) != problem.message.text(.en) || problem.key == "field.in-row")
        }
    }

    @Test func `a wrong row is named with its number and its question`() {
        let found = problems(["faces": [["name": "A", "height": "2.5"], ["name": "B", "height": "tinggi"]]])
        #expect(found.first?.message.text(.id).hasPrefix("Sisi, baris 2: Tinggi (m): “tinggi”") == true)
    }

    @Test func `doubts are told and refuse nothing`() throws {
        let plan = story.plan
        let regions = RegionMap(regions: [
            Region(code: "36.71", name: "Kota"), Region(code: "36.71.01", name: "Tangerang"),
        ])
        let around = Surroundings(today: "2026-11-24", regions: regions)
        #expect(plan.doubts("3671991506900001", of: "nik", around: around) == [.nikRegion])
        #expect(plan.doubts("3671011506900001", of: "nik", around: around).isEmpty)
        #expect(plan.doubts("0014518697054000", of: "tax", around: around) == [.npwpCheckDigit])
        #expect(plan.doubts("XX 1 A", of: "vehicle", around: around) == [.plateArea])
        #expect(plan.doubts("apa saja", of: "title", around: around).isEmpty)
        #expect(plan.doubts(nil, of: "nik", around: around).isEmpty)
    }

    @Test func `every answer is shown in words`() throws {
        var story = story
        try story.start(EveryField.typed)
        let formats = Formats(language: .id, zone: .wib)
        func shown(_ id: FieldID) -> String? {
            let answer = story.state?.fields[id] ?? story.content?.fields[id] ?? story.content?.contact?.fields[id]
            let names: [RegionCode: String] = ["36.71.01.1001": "Sukarasa", "36.71.01": "Tangerang"]
            return story.plan.shown(
                answer,
                of: id,
                formats: formats,
                agencies: Town.agencyNames,
                regions: { names[$0] }
            )?.line
        }
        #expect(shown("aid") == "Air, Jalan")
        #expect(shown("school") == "1. SMPN 4, 2. SMPN 1")
        #expect(shown("width") == "1.250,50")
        #expect(shown("price") == "Rp1.250.000")
        #expect(shown("hour") == "08.30 WIB")
        #expect(shown("stay") == "24 November 2026 s.d. 31 Desember 2026")
        #expect(shown("nik") == "3671 0155 0690 0001")
        #expect(shown("servant") == "19860926 201505 1 001")
        #expect(shown("home") == "Jl. Satria 1, RT 003/RW 005, Kel. Sukarasa, Kec. Tangerang, 15111")
        #expect(
            shown("faces") == "Nama sisi: Depan; Tinggi (m): 2,5; Biaya: Rp500.000, Nama sisi: Samping; Tinggi (m): 3,0"
        )
        #expect(shown("field")?.hasSuffix("ha, 3 titik") == true)
        for id in story.plan.definition.form.order where EveryField.typed[id] != nil {
            #expect(shown(id)?.isEmpty == false, "\(id) is not shown")
        }
    }

    @Test func `a year has no point between its thousands, a count has`() throws {
        let years = try EveryField.compiled { text in
            text.replacing(
                "people_count: { type: integer, min: 1, max: 50",
                with: "people_count: { type: integer, min: 2000, max: 2100"
            )
        }
        func shown(_ plan: CompiledDefinition) -> String? {
            plan.shown(2028, of: "people_count", formats: Formats(language: .id, zone: .wib), agencies: [:])?.line
        }
        #expect(shown(years) == "2028")
        #expect(shown(try EveryField.compiled()) == "2.028")
    }

    @Test func `programs send canonical forms, and nothing else`() {
        let plan = story.plan
        func isTaken(_ field: FieldID, _ answer: JSON) -> Bool { plan.typedProblems(.start, [field: answer]).isEmpty }
        #expect(isTaken("width", "1250.50") && !isTaken("width", "1.250,50") && !isTaken("width", 1_250.5))
        #expect(isTaken("price", 1_000) && !isTaken("price", "Rp1.000"))
        #expect(isTaken("hour", "08:30") && !isTaken("hour", "8.30") && !isTaken("hour", "24:00"))
        #expect(isTaken("stay", "2026-11-24/2026-12-31") && !isTaken("stay", "besok"))
        #expect(isTaken("nik", "3671 0115 0690 0001") && !isTaken("nik", "NIK 1"))
        #expect(isTaken("tax", "01.312.166.0-091.000") && !isTaken("tax", 1))
        #expect(isTaken("aid", ["water"]) && !isTaken("aid", "water"))
        #expect(isTaken("faces", [["name": "A"]]) && !isTaken("faces", "A"))
        #expect(isTaken("home", ["street": "Jl. A"]) && !isTaken("home", "Jl. A"))
    }

    @Test func `an officer is one who works here`() throws {
        var story = story
        try story.start(EveryField.typed)
        var context = story.context(.officer("vera", "clerk", at: "diskominfo"))
        context.officers = ["vera", "hadi"]
        func problems(_ id: String) -> [FieldProblem.Cause] {
            do throws(Rejection) {
                _ = try decide(
                    story.state,
                    .act("finish", version: nil, answers: ["helper": .string(id)], reason: nil),
                    in: context
                )
                return []
            } catch {
                return error.fields.map(\.cause)
            }
        }
        #expect(problems("hadi") == [])
        #expect(problems("siapa") == [.unknownOfficer])
        #expect(story.plan.asksForOfficers)
    }
}
