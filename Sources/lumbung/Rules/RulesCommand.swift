import ArgumentParser
import Civic
import Foundation
import Rules

/// `lumbung rules`: the language of guards and calculations, without an application.
struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Hitung ekspresi dan uji bahasanya. Evaluate expressions; run conformance files.",
        subcommands: [RulesEval.self, RulesConformance.self]
    )
}

/// `lumbung rules eval [FILE]`: a line of JSON in, a line of JSON out (`EvaluationLine`).
struct RulesEval: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract:
            "Hitung tiap baris JSON. Evaluate lines of JSON such as {\"expr\": \"a + 1\", \"bindings\": {\"a\": 1}}.",
        discussion: """
            Anggota sebuah baris: expr (wajib), bindings, types (misalnya {"a": "int"}), container, check.
            Jawabannya: value, type, steps, worst; atau errors. Keluar 0 bila semua baris punya nilai.

            Members of a line: expr (required), bindings, types (such as {"a": "int"}), container, check.
            The answer: value, type, steps, worst; or errors. Exits 0 when every line has a value.
            """
    )

    @Argument(help: "Berkas baris JSON; tanpa ini, dari masukan baku. A file of lines; standard input without it.")
    var file: String?
    @Flag(name: .long, help: "Dalam bahasa Inggris. In English.")
    var english = false

    func run() async throws {
        try await inSentences {
            let language: Language = english ? .en : .id
            let surroundings = RuleSurroundings(zones: SystemZones().rules)
            var isSound = true
            var number = 0
            let next = try lines()
            while let line = next() {
                number += 1
                guard line.contains(where: { !$0.isWhitespace }) else { continue }
                let (answer, isValue) = Self.answer(line, number, surroundings, language)
                print(answer.text)
                isSound = isSound && isValue
            }
            if !isSound { throw ExitCode(1) }
        }
    }

    /// The lines of the file, or of standard input as they come.
    private func lines() throws -> () -> String? {
        guard let file else { return { readLine(strippingNewline: true) } }
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw Sentence("Berkas \(file) tidak bisa dibaca. Periksa nama dan izinnya.")
        }
        var all = String(decoding: bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false,
            whereSeparator: \.isNewline
        ).makeIterator()
        return { all.next().map(String.init) }
    }

    private static func answer(_ line: String, _ number: Int, _ surroundings: RuleSurroundings, _ language: Language)
        -> (json: JSON, isValue: Bool)
    {
        func refused(_ message: String) -> (JSON, Bool) {
            (["errors": [["code": "bad-line", "input_line": .int(Int64(number)), "message": .string(message)]]], false)
        }
        do {
            return try EvaluationLine(JSON(line)).answer(in: surroundings, language)
        } catch let error as JSONError {
            return refused(error.message(language))
        } catch let error as EvaluationLine.Malformed {
            return refused(error.message.text(language))
        } catch {
            return refused(String(describing: error))
        }
    }
}
