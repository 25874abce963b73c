import ArgumentParser
import Civic
import Definition

/// `lumbung app reference`: the language of definitions, from its declarations; `--schema`: the JSON Schema that editors read.
struct AppReference: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "Tulis acuan bahasa definisi. Write the reference of the language."
    )

    @Flag(name: .long, help: "JSON Schema untuk penyunting. The JSON Schema for editors.")
    var schema = false

    func run() {
        print(schema ? DefinitionLanguage.editorSchema.readable + "\n" : DefinitionLanguage.reference, terminator: "")
    }
}
