import Civic
import Definition
import Foundation
import Testing

/// The types of answers as the language declares them.
@Suite struct FieldTypes {
    private let yaml: String
    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Applications/every-field/app.yaml")
        yaml = try String(contentsOf: file, encoding: .utf8)
    }

    private func codes(_ old: String, _ new: String) -> Set<String> {
        #expect(yaml.contains(old), "the application does not say \(old)")
        return Set(
            DefinitionReader.examine(yaml: yaml.replacingOccurrences(of: old, with: new), file: "app.yaml").1
                .filter { $0.severity == .error }.map(\.code)
        )
    }

    @Test func `the application that asks for everything asks for every type that a citizen can answer`() throws {
        let (definition, findings) = DefinitionReader.examine(yaml: yaml, file: "app.yaml")
        let read = try #require(definition, "\(findings.map { $0.printed(.en) })")
        #expect(findings.filter { $0.severity == .error }.isEmpty)
        let forms = [read.form] + read.actions.all.map(\.element.form)
        let used = Set(forms.flatMap(\.all).map(\.element.type.word))
        let declared = Set(DefinitionLanguage.fieldTypes.map(\.word))
        // These three belong to agreements between governments.
        #expect(declared.subtracting(used) == ["applications", "government", "document"])
    }

    @Test func `what is written is read back from its tree`() throws {
        let read = try #require(DefinitionReader.read(yaml: yaml, file: "app.yaml").0)
        let (again, findings) = DefinitionReader.read(tree: read.tree)
        #expect(findings.isEmpty)
        #expect(again?.form == read.form)
        #expect(again?.actions["finish"]?.form == read.actions["finish"]?.form)
    }

    @Test func `what names a person lies in the person's box`() {
        let person: [FieldType] = [
            .person, .phone, .email, .address, .nik, .kk, .npwp, .nisn, .nip, .plate,
        ]
        for type in person {
            #expect(type.usualPrivacy == .person && !type.mayBeOpen, "\(type.word) is not the person's")
        }
        let named = FieldType.group([
            "name": Field(type: .person, label: "Nama"), "age": Field(type: .integer, label: "Umur"),
        ])
        #expect(named.usualPrivacy == .person)
        #expect(FieldType.group(["age": Field(type: .integer, label: "Umur")]).usualPrivacy == .open)
    }

    @Test func `parts that do not fit each other are found`() {
        #expect(codes("cost: { type: money,", "cost: { type: photo,").contains("not-in-rows"))
        #expect(codes("cost: { type: money,", "cost: { type: money, when: 'true',").contains("not-in-rows"))
        #expect(
            codes("calculated: stay.days,", "calculated: stay.days, required: true,").contains("calculated-required")
        )
        #expect(codes("calculated: stay.days,", "calculated: total_days + 1,").contains("own-answer"))
        #expect(codes("calculated: stay.days,", "calculated: stay.weeks,").isEmpty == false)
        #expect(
            codes("otherwise: { id: Pilih hari sesudah hari ini., en: Choose a day after today. }, ", "")
                .contains("no-otherwise")
        )
        #expect(codes("from: register.schools, max", "from: register.markets, max").isEmpty == false)
        #expect(codes("scale: 2, min: 1,", "scale: 12, min: 1,").isEmpty == false)
        #expect(codes("title: { type: text,", "title: { type: text, scale: 2,").contains("useless-key"))
        #expect(codes("    of:\n      name: {", "    other:\n      name: {").isEmpty == false)
    }
}
