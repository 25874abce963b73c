import ArgumentParser
import Civic
import Definition
import Engine
import Foundation
import Node

/// `lumbung app validate APP --stage STAGE`: reads answers, one JSON object a line, and says of each whether the server takes it.
///
/// Prints one line of JSON for each line read: `{"valid": false, "problems": [{"field": …, "key": …, "message": …}]}`. A place
/// counts as lying within the government and every agency as known, for no government is asked. Nothing is stored.
struct AppValidate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Periksa jawaban, satu objek JSON per baris. Check answers, one JSON object a line."
    )

    @Argument(help: "Id di bawah Apps/, atau sebuah folder. An id under Apps/, or a folder.")
    var app: String
    @Option(name: .long, help: "start, atau id sebuah tindakan. start, or the id of an action.")
    var stage = "start"
    @Option(name: .long, help: "Berkas jawaban; tanpa ini dari masukan. The file of answers; else standard input.")
    var file: String?
    @OptionGroup var speech: SpeechOptions

    func run() async throws {
        try await inSentences {
            let folder = try AppFolder(app)
            let (plan, findings) = folder.compiled(try folder.definition(in: speech.spoken))
            guard let plan else {
                throw Sentence(findings.map { $0.printed(speech.spoken) }.joined(separator: "\n"))
            }
            let stage = try formStage(in: plan.definition)
            let world = try world(plan)
            if let file {
                for line in try Carried.text(file).split(whereSeparator: \.isNewline) {
                    print(try verdict(String(line), plan, stage, world).text)
                }
            } else {
                while let line = readLine() {
                    if !line.isEmpty { print(try verdict(line, plan, stage, world).text) }
                }
            }
        }
    }

    private func formStage(in definition: Definition) throws -> FormStage {
        if stage == "start" { return .start }
        guard let action = try? ActionID(stage), definition.actions.contains(action) else {
            let known = definition.actions.order.map(\.text).joined(separator: ", ")
            throw Sentence(
                speech.say(
                    "Tidak ada tindakan “\(stage)”. Yang ada: start, \(known).",
                    "There is no action “\(stage)”. There are: start, \(known)."
                )
            )
        }
        return .action(action)
    }

    private func world(_ plan: CompiledDefinition) throws -> Context {
        Context(
            now: Outside.live().now(),
            actor: .citizen(holdsCase: false, person: nil),
            definition: plan,
            calendar: try Carried.calendar(.wib),
            caseID: CaseID(random: (0, 0)),
            place: PlaceFacts(village: nil, district: nil)
        )
    }

    private func verdict(_ line: String, _ plan: CompiledDefinition, _ stage: FormStage, _ world: Context) throws
        -> JSON
    {
        let json: JSON
        do throws(JSONError) {
            json = try JSON(parsing: Array(line.utf8))
        } catch {
            return refused([["field": "", "key": "json", "message": .string(error.message(speech.spoken))]])
        }
        guard let members = json.object else {
            return refused([
                ["field": "", "key": "json", "message": .string(speech.say("Bukan objek JSON.", "Not a JSON object."))]
            ])
        }
        var answers: [FieldID: JSON] = [:]
        for (name, value) in members {
            guard let id = try? FieldID(name) else {
                let problem = FieldProblem(field: "unknown", label: LocalizedText(id: name), cause: .unknownField)
                return refused([describe(problem, named: name)])
            }
            answers[id] = value
        }
        let problems = try plan.problems(stage, answers, in: world)
        return problems.isEmpty
            ? ["valid": true, "problems": []] : refused(problems.map { describe($0, named: $0.field.text) })
    }

    private func refused(_ problems: [JSON]) -> JSON { ["valid": false, "problems": .array(problems)] }

    private func describe(_ problem: FieldProblem, named name: String) -> JSON {
        [
            "field": .string(name), "key": .string(problem.key),
            "message": .string(problem.message.text(speech.spoken)),
        ]
    }
}
