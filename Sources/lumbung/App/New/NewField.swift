import Civic
import Definition
import Foundation

/// One question in short notation, as in `jenis: choice(rusak, hilang)! = Apa yang terjadi? / What happened?`.
///
/// Without a type it is one line of text; without a question the id is asked. Fields are parted by semicolons.
struct NewField {
    let id: FieldID
    /// A word of the language.
    let type: String
    let options: [LocalizedText]
    let isRequired: Bool
    let label: LocalizedText

    static func all(_ text: String) throws -> [NewField] {
        let fields = try text.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }.map(NewField.init)
        for (index, field) in fields.enumerated() where fields[..<index].contains(where: { $0.id == field.id }) {
            throw Unfit("\(field.id) ditulis dua kali.", "\(field.id) is written twice.")
        }
        return fields
    }

    init(_ text: String) throws {
        let halves = text.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        let parts = (halves.first ?? "").split(separator: ":", maxSplits: 1)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        guard let named = parts.first, !named.isEmpty else {
            throw Unfit("“\(text)” tidak menyebut id.", "“\(text)” names no id.")
        }
        var rest = parts.count == 2 ? parts[1] : ""
        let isBare = parts.count == 1 && named.hasSuffix("!")
        isRequired = isBare || rest.hasSuffix("!")
        if rest.hasSuffix("!") { rest = rest.dropLast().trimmingCharacters(in: .whitespaces) }
        do throws(CivicError) {
            id = try FieldID(isBare ? String(named.dropLast()) : named)
        } catch {
            throw Unfit(error.message(.id), error.message(.en))
        }
        (type, options) = try Self.type(rest)
        let words = id.text.replacing("_", with: " ")
        let usual = words.prefix(1).uppercased() + words.dropFirst()
        label = halves.count == 2 ? Self.pair(halves[1]) : LocalizedText(id: usual, en: usual)
    }

    /// `choice(a, b)` or a word alone.
    private static func type(_ text: String) throws -> (String, [LocalizedText]) {
        let word = text.prefix { $0 != "(" }.trimmingCharacters(in: .whitespaces)
        let known = DefinitionLanguage.fieldTypes.map(\.word)
        guard word.isEmpty || known.contains(word) else {
            throw Unfit(
                "Jenis “\(word)” tidak dikenal. Yang ada: \(known.joined(separator: ", ")).",
                "The type “\(word)” is not known. There are: \(known.joined(separator: ", "))."
            )
        }
        let inside = text.dropFirst(text.prefix { $0 != "(" }.count)
        guard !inside.isEmpty else { return (word.isEmpty ? "text" : word, []) }
        guard inside.hasSuffix(")") else {
            throw Unfit("“\(text)” tidak ditutup dengan ).", "“\(text)” has no closing ).")
        }
        let options = inside.dropFirst().dropLast().split(separator: ",")
            .map { pair($0.trimmingCharacters(in: .whitespaces)) }
        return (word, options)
    }

    /// `Rusak / Damaged`; a lone text stands in both languages.
    private static func pair(_ text: String) -> LocalizedText {
        let parts = text.split(separator: "/", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        return parts.count == 2
            ? LocalizedText(id: parts[0], en: parts[1]) : LocalizedText(id: text, en: text)
    }

    func yaml(after: String?) -> String {
        var keys: [String] = []
        if let after { keys.append("after: \(after)") }
        keys.append("type: \(type)")
        if !options.isEmpty {
            let written = options.enumerated().map { index, option in
                "\(Self.optionID(option.text(.id), index)): \(NewApplication.text(option))"
            }
            keys.append("options: { \(written.joined(separator: ", ")) }")
        }
        keys.append("label: \(NewApplication.text(label))")
        if isRequired { keys.append("required: true") }
        return "\(id): { \(keys.joined(separator: ", ")) }"
    }

    /// The option's first words as an id.
    private static func optionID(_ text: String, _ index: Int) -> String {
        var id = ""
        for character in text.lowercased() {
            if character.isASCII, character.isLetter || (character.isNumber && !id.isEmpty) {
                id.append(character)
            } else if !id.isEmpty, id.last != "_" {
                id.append("_")
            }
        }
        while id.last == "_" { id.removeLast() }
        return id.isEmpty ? "option_\(index + 1)" : id
    }
}
