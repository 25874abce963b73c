import ArgumentParser
import Civic
import Definition
import Engine
import Foundation

/// `lumbung app merge BASE UPSTREAM LOCAL`: the release that an adopter started from, the new one, and the adopter's own, as one.
///
/// Element by element, never by lines. What both changed differently is asked, once; the result is read, checked and must tell
/// the stories of both sides before it counts as merged.
struct AppMerge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Gabungkan rilis baru dengan penyesuaian. Merge a new release with local changes.",
        discussion: """
            Keluar dengan 0 bila bersih, 1 bila ada yang harus diputuskan, 2 bila hasilnya tidak boleh berjalan.
            Ends with 0 where it is clean, 1 where somebody has to decide, 2 where the result must not run.
            """
    )

    @Argument(help: "Rilis asal penyesuaian. The release that the changes were made on.")
    var base: String
    @Argument(help: "Rilis baru. The new release.")
    var upstream: String
    @Argument(help: "Versi setempat; atau --overlay. The local version; or --overlay.")
    var local: String?
    @Option(name: .long, help: "Penyesuaian sebagai JSON. The local changes as JSON.")
    var overlay: String?
    @Option(
        name: .long,
        parsing: .singleValue,
        help:
            "ID=ours, ID=theirs, atau ID=<JSON>; ID boleh awalannya. Decides a conflict; the first letters of its id will do."
    )
    var decide: [String] = []
    @Option(
        name: .long,
        help: "Tulis hasilnya: pohon, atau penyesuaian baru. Where to write the tree, or the new overlay."
    )
    var to: String?
    @OptionGroup var speech: SpeechOptions

    func validate() throws {
        if (local == nil) == (overlay == nil) {
            throw ValidationError(
                "Tulis versi setempat, atau --overlay, salah satu. Give the local version or --overlay, one of the two."
            )
        }
    }

    func run() async throws {
        try await inSentences {
            let sides = try sides()
            var outcome = try merged(sides, decisions: [:])
            let decisions = try MergeWish.decisions(decide, among: outcome.open, speech)
            if !decisions.isEmpty { outcome = try merged(sides, decisions: decisions) }
            for line in outcome.lines(sides, speech) { print(line) }
            let obstacles = outcome.open.isEmpty ? try MergeGate(speech: speech).obstacles(outcome, sides) : []
            for line in obstacles { print(line) }
            print(verdict(outcome, obstacles))
            guard outcome.open.isEmpty else { throw ExitCode(1) }
            guard obstacles.isEmpty else { throw ExitCode(2) }
            if let to { try write(outcome, to: to) }
        }
    }

    private func sides() throws -> MergeSides {
        MergeSides(
            base: try ComparedApplication(base, speech.spoken),
            upstream: try ComparedApplication(upstream, speech.spoken),
            local: try local.map { try ComparedApplication($0, speech.spoken) },
            overlay: try overlay.map(readOverlay)
        )
    }

    private func readOverlay(_ path: String) throws -> Overlay {
        let source = try Carried.text(path)
        if let json = try? JSON(parsing: Array(source.utf8)), let overlay = Overlay(json: json) { return overlay }
        throw Sentence(
            speech.say(
                "\(path) bukan penyesuaian (overlay) dalam JSON.",
                "\(path) is not an overlay in JSON."
            )
        )
    }

    private func merged(_ sides: MergeSides, decisions: [Digest: MergeDecision]) throws -> MergeOutcome {
        let (from, onto) = (sides.base.tree, sides.upstream.tree)
        if let overlay = sides.overlay {
            let hand = Hand(author: "lumbung", at: Moment(milliseconds: 0), reason: "lumbung app merge")
            let version = sides.upstream.definition.version
            return MergeOutcome(
                rebase(overlay, from: from, onto: onto, version: version, decisions: decisions, by: hand)
            )
        }
        guard let local = sides.local else { preconditionFailure("validate() asks for one of the two") }
        return MergeOutcome(merge(base: from, upstream: onto, local: local.tree, decisions: decisions))
    }

    private func verdict(_ outcome: MergeOutcome, _ obstacles: [String]) -> String {
        let count = outcome.open.count
        if count > 0 {
            return speech.say(
                "Perlu keputusan: \(count). Putuskan dengan --decide ID=ours atau ID=theirs.",
                "Needs a decision: \(count). Decide with --decide ID=ours or ID=theirs."
            )
        }
        if !obstacles.isEmpty {
            return speech.say(
                "Tertahan: hasilnya tidak boleh berjalan.",
                "Blocked: the result must not run."
            )
        }
        return speech.say(
            "Bersih: hasilnya lulus pemeriksaan dan skenario kedua pihak.",
            "Clean: the result passes the checks and both sides' scenarios."
        )
    }

    private func write(_ outcome: MergeOutcome, to path: String) throws {
        let json = outcome.overlay?.json ?? outcome.tree.json
        try Data((json.readable + "\n").utf8).write(to: URL(filePath: path), options: .atomic)
        print(speech.say("Ditulis: \(path)", "Written: \(path)"))
    }
}

/// What a merge is made of.
struct MergeSides {
    let base: ComparedApplication
    let upstream: ComparedApplication
    let local: ComparedApplication?
    let overlay: Overlay?
}

/// What came out, whichever way the local side was given.
struct MergeOutcome {
    let tree: DefinitionTree
    let open: [MergeConflict]
    let decided: [MergeConflict]
    let notes: [MergeNote]
    let refused: [OverlayProblem]
    let overlay: Overlay?

    init(_ merged: Merged) {
        (tree, open, decided, notes) = (merged.tree, merged.open, merged.decided, merged.notes)
        (refused, overlay) = ([], nil)
    }

    init(_ rebased: Rebased) {
        (tree, open, decided, notes) = (rebased.tree, rebased.open, rebased.decided, rebased.notes)
        (refused, overlay) = (rebased.refused, rebased.overlay)
    }

    /// How much of an id is shown: enough to be the only one.
    static let idLength = 8

    func lines(_ sides: MergeSides, _ speech: SpeechOptions) -> [String] {
        let (base, upstream) = (sides.base.tree, sides.upstream.tree)
        func told(_ conflict: MergeConflict) -> String {
            "\(conflict.id.hex.prefix(Self.idLength))  \(conflict.words(base: base, upstream: upstream).text(speech.spoken))"
        }
        var lines = [
            "\(sides.base.definition.app) \(sides.base.definition.version) → \(sides.upstream.definition.version)"
        ]
        lines += open.map { "? " + told($0) }
        lines += decided.map { speech.say("✓ diputuskan ", "✓ decided ") + told($0) }
        lines += refused.map { problem in
            let place = problem.path.joined(separator: ".")
            let todo = problem.todo.map { " " + $0.text(speech.spoken) } ?? ""
            return "! \(place.isEmpty ? "" : place + ": ")\(problem.message.text(speech.spoken))\(todo)"
        }
        lines += notes.map { "· \($0.words(base: base, upstream: upstream).text(speech.spoken))" }
        return lines
    }
}

/// The semantic gate: a merged tree is shape; whether it makes sense is asked here.
struct MergeGate {
    let speech: SpeechOptions

    /// One line for each thing that keeps the result from running; warnings are no obstacle.
    func obstacles(_ outcome: MergeOutcome, _ sides: MergeSides) throws -> [String] {
        let (definition, shape) = DefinitionReader.read(tree: outcome.tree)
        let findings = shape + (definition.map { check($0) } ?? [])
        guard let definition, !findings.hasErrors else {
            return findings.filter { $0.severity == .error }.map { $0.printed(speech.spoken) }
        }
        let plan: CompiledDefinition
        do throws(DefinitionRefused) {
            plan = try CompiledDefinition(definition, hash: outcome.tree.hash)
        } catch {
            return error.findings.map { $0.printed(speech.spoken) }
        }
        var lines: [String] = []
        for side in [sides.upstream, sides.local].compactMap({ $0 }) {
            guard let folder = side.folder,
                FileManager.default.fileExists(atPath: folder.scenariosFile)
            else { continue }
            let scenarios = try folder.scenarios(for: definition, speech.spoken)
            let report = ScenarioRunner(plan, calendar: try Carried.calendar(.wib)).run(scenarios)
            if report.results.allSatisfy(\.isPassed) { continue }
            lines += report.printed(speech.spoken, width: speech.columns, isWhole: false)
        }
        return lines
    }
}

/// What somebody wrote after `--decide`.
enum MergeWish {
    static func decisions(_ written: [String], among open: [MergeConflict], _ speech: SpeechOptions) throws
        -> [Digest: MergeDecision]
    {
        var decisions: [Digest: MergeDecision] = [:]
        for wish in written {
            let parts = wish.split(separator: "=", maxSplits: 1).map(String.init)
            let found = open.filter { parts.first.map($0.id.hex.hasPrefix) ?? false }
            guard parts.count == 2, found.count == 1, let conflict = found.first else {
                let known = open.map { String($0.id.hex.prefix(MergeOutcome.idLength)) }.joined(separator: ", ")
                throw Sentence(
                    speech.say(
                        "“\(wish)” tidak menunjuk satu pertanyaan. Yang ada: \(known).",
                        "“\(wish)” does not name one question. There are: \(known)."
                    )
                )
            }
            switch parts[1] {
            case "ours": decisions[conflict.id] = .ours
            case "theirs": decisions[conflict.id] = .theirs
            case let text:
                guard let value = try? JSON(parsing: Array(text.utf8)) else {
                    throw Sentence(
                        speech.say(
                            "“\(text)” bukan ours, theirs, atau nilai JSON.",
                            "“\(text)” is neither ours nor theirs nor a value in JSON."
                        )
                    )
                }
                decisions[conflict.id] = .value(value)
            }
        }
        return decisions
    }
}
