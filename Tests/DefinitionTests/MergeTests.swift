import Civic
import Definition
import Foundation
import Testing

/// The laws of the merge (DESIGN §7), over generated definitions.
struct MergeTests {
    /// Triples; `LUMBUNG_RUNS=100000` makes a long run.
    private static let runs = ProcessInfo.processInfo.environment["LUMBUNG_RUNS"].flatMap { Int($0) } ?? 2_000
    private static let firstSeed = ProcessInfo.processInfo.environment["LUMBUNG_SEED"].flatMap { UInt64($0) } ?? 1

    private static let hand = Hand(author: "o-1", at: Moment(milliseconds: 0), reason: "rilis baru")

    /// A base and what two sides made of it.
    private static func triple(_ seed: UInt64, from sample: DefinitionTree) -> (
        DefinitionTree, DefinitionTree, DefinitionTree
    ) {
        var common = RandomEdits(seed: seed, mark: "b")
        var upstream = RandomEdits(seed: seed &* 3 &+ 1, mark: "u")
        var local = RandomEdits(seed: seed &* 5 &+ 2, mark: "l")
        let base = common.edited(sample, count: Int(seed % 4))
        return (
            base, upstream.edited(base, count: Int(seed % 7)),
            local.edited(base, count: Int((seed / 7) % 7))
        )
    }

    @Test func `what only one side changed is taken, and nothing is made up`() throws {
        let sample = try Sample.definition().tree
        for seed in Self.firstSeed..<(Self.firstSeed + UInt64(Self.runs)) {
            let (base, upstream, local) = Self.triple(seed, from: sample)
            let same = merge(base: base, upstream: base, local: local)
            let theirs = merge(base: base, upstream: upstream, local: base)
            let both = merge(base: base, upstream: upstream, local: upstream)
            let isRight = same.tree == local && theirs.tree == upstream && both.tree == upstream
            #expect(isRight && (same.open + theirs.open + both.open).isEmpty, "seed \(seed)")
            if !isRight { break }
        }
    }

    @Test func `independent changes commute`() throws {
        let sample = try Sample.definition().tree
        for seed in Self.firstSeed..<(Self.firstSeed + UInt64(Self.runs)) {
            let (base, upstream, local) = Self.triple(seed, from: sample)
            let one = merge(base: base, upstream: upstream, local: local)
            guard one.open.isEmpty, !one.notes.contains(where: { $0.kind == .order }),
                !Self.ownedByOneSide(base, upstream, local)
            else { continue }
            let other = merge(base: base, upstream: local, local: upstream)
            #expect(one.tree == other.tree, "seed \(seed)")
            if one.tree != other.tree { break }
        }
    }

    /// Keys that belong to the release or to the adopter do not commute: that is what owning them means.
    private static func ownedByOneSide(_ base: DefinitionTree, _ upstream: DefinitionTree, _ local: DefinitionTree)
        -> Bool
    {
        (difference(base, upstream) + difference(base, local)).contains { operation in
            var shape: Shape? = DefinitionLanguage.shape
            for key in operation.path {
                if case .record(let record)? = shape, let entry = record[key],
                    entry.ownership == .locked || entry.ownership == .local
                {
                    return true
                }
                shape = shape?.below(key)
            }
            return false
        }
    }

    @Test func `merging again changes nothing`() throws {
        let sample = try Sample.definition().tree
        for seed in Self.firstSeed..<(Self.firstSeed + UInt64(Self.runs)) {
            let (base, upstream, local) = Self.triple(seed, from: sample)
            let once = merge(base: base, upstream: upstream, local: local)
            let again = merge(base: upstream, upstream: upstream, local: once.tree)
            #expect(again.tree == once.tree && again.open.isEmpty, "seed \(seed)")
            #expect(once.tree.normalized == once.tree, "seed \(seed)")
            if again.tree != once.tree { break }
        }
    }

    @Test func `decisions are remembered, and answer the same question again`() throws {
        let sample = try Sample.definition().tree
        var asked = 0
        for seed in Self.firstSeed..<(Self.firstSeed + UInt64(Self.runs)) {
            let (base, upstream, local) = Self.triple(seed, from: sample)
            let first = merge(base: base, upstream: upstream, local: local)
            guard !first.open.isEmpty else { continue }
            asked += 1
            let decisions = Dictionary(
                first.open.map { ($0.id, MergeDecision.theirs) },
                uniquingKeysWith: { first, _ in first }
            )
            let second = merge(base: base, upstream: upstream, local: local, decisions: decisions)
            #expect(second.open.isEmpty && Set(second.decided) == Set(first.open), "seed \(seed)")
            for conflict in second.decided {
                #expect(second.tree.value(at: conflict.path) == conflict.upstream, "seed \(seed) at \(conflict.path)")
            }
            let kept = merge(
                base: base,
                upstream: upstream,
                local: local,
                decisions: decisions.mapValues { _ in .ours }
            )
            #expect(kept.tree == first.tree, "seed \(seed)")
        }
        #expect(asked > Self.runs / 50)
    }

    @Test func `no local change is lost in silence, and the new overlay gives the result`() throws {
        let sample = try Sample.definition().tree
        var carried = 0
        for seed in Self.firstSeed..<(Self.firstSeed + UInt64(Self.runs)) {
            let (base, upstream, wished) = Self.triple(seed, from: sample)
            let wishes = difference(base, wished, author: "o-7", at: Moment(milliseconds: 5), reason: "aturan setempat")
            let overlay = Overlay(
                app: "lapor-lampu",
                baseVersion: Version(1, 2, 0),
                baseHash: base.hash,
                operations: wishes
            )
            let allowed = Set(apply(overlay, to: base).1.map(\.operation))
            var permitted = overlay
            permitted.operations = wishes.enumerated().filter { !allowed.contains($0.offset) }.map(\.element)
            let local = apply(permitted, to: base).0
            let result = rebase(permitted, from: base, onto: upstream, version: Version(1, 3, 0), by: Self.hand)
            let again = apply(result.overlay, to: upstream)
            #expect(again.1.isEmpty, "seed \(seed): \(again.1.map(\.message))")
            #expect(again.0 == result.tree, "seed \(seed): the overlay does not give the result")
            for operation in permitted.operations {
                carried += 1
                guard !Self.isKept(operation, local, result) else { continue }
                Issue.record("seed \(seed): \(operation.verb.name) \(operation.path) was lost")
                return
            }
            for operation in result.overlay.operations where operation.author == "o-7" {
                #expect(operation.reason == "aturan setempat")
            }
        }
        #expect(carried > Self.runs)
    }

    /// The local change stands in the result, or somebody is told of it.
    private static func isKept(_ operation: OverlayOperation, _ local: DefinitionTree, _ result: Rebased) -> Bool {
        func touches(_ path: [String]) -> Bool {
            path.starts(with: operation.path) || operation.path.starts(with: path)
        }
        if case .move = operation.verb { return true }
        if result.tree.value(at: operation.path) == local.value(at: operation.path) { return true }
        if (result.open + result.decided).contains(where: { touches($0.path) }) { return true }
        if result.refused.contains(where: { touches($0.path) }) { return true }
        // Both sides changed different things inside it: what the adopter changed must still be there.
        return result.overlay.operations.contains { touches($0.path) } || result.notes.contains { touches($0.path) }
    }

    // MARK: What others got wrong (research/reuse-anchors.md §4.1)

    private static func edit(_ tree: DefinitionTree, _ path: [String], _ verb: OverlayOperation.Verb) -> DefinitionTree
    {
        let operation = OverlayOperation(verb, path, author: "o-1", at: Moment(milliseconds: 0), reason: "uji")
        let overlay = Overlay(
            app: "lapor-lampu",
            baseVersion: Version(1, 2, 0),
            baseHash: tree.hash,
            operations: [operation]
        )
        let (result, problems) = apply(overlay, to: tree, by: .provider)
        #expect(problems.isEmpty, "\(problems.map(\.message))")
        return result
    }

    @Test func `lists are merged element by element, and adjacent edits do not collide`() throws {
        let base = try Sample.definition().tree
        let upstream = Self.edit(base, ["form", "story", "max"], .set(.int(900)))
        let local = Self.edit(base, ["form", "story", "min"], .set(.int(20)))
        let merged = merge(base: base, upstream: upstream, local: local)
        #expect(merged.open.isEmpty)
        #expect(merged.tree.value(at: ["form", "story", "max"]) == .int(900))
        #expect(merged.tree.value(at: ["form", "story", "min"]) == .int(20))
    }

    @Test func `two sides that add the same id are asked, never one of them overwritten`() throws {
        let base = try Sample.definition().tree
        let text: (String) -> JSON = { ["on": ["start"], "to": ["citizen"], "text": ["id": .string($0)]] }
        let upstream = Self.edit(base, ["notices", "thanks"], .add(text("Terima kasih"), before: nil))
        let local = Self.edit(base, ["notices", "thanks"], .add(text("Hatur nuhun"), before: nil))
        let merged = merge(base: base, upstream: upstream, local: local)
        #expect(merged.open.map(\.kind) == [.bothAdded])
        #expect(merged.open.first?.path == ["notices", "thanks", "text", "id"])
        #expect(merged.tree.value(at: ["notices", "thanks", "text", "id"]) == "Hatur nuhun")
    }

    @Test func `what the release removed and the adopter edited is asked, and stays until decided`() throws {
        let base = try Sample.definition().tree
        let upstream = Self.edit(base, ["notices", "soon"], .unset)
        let local = Self.edit(base, ["notices", "soon", "text", "id"], .set("Segera ditangani {number}"))
        let merged = merge(base: base, upstream: upstream, local: local)
        let conflict = try #require(merged.open.first)
        #expect(conflict.kind == .removedUpstream)
        #expect(conflict.path == ["notices", "soon"])
        #expect(merged.tree.value(at: ["notices", "soon", "text", "id"]) == "Segera ditangani {number}")
        let gone = merge(base: base, upstream: upstream, local: local, decisions: [conflict.id: .theirs])
        #expect(gone.tree.value(at: ["notices", "soon"]) == nil)
    }

    @Test func `a change that the release takes over is no longer local`() throws {
        let base = try Sample.definition().tree
        let changed = Self.edit(base, ["clocks", "taking", "target"], .set("2 workdays"))
        let overlay = Overlay(
            app: "lapor-lampu",
            baseVersion: Version(1, 2, 0),
            baseHash: base.hash,
            operations: difference(base, changed, author: "o-7", reason: "janji wali kota")
        )
        let result = rebase(overlay, from: base, onto: changed, version: Version(1, 3, 0), by: Self.hand)
        #expect(result.overlay.operations.isEmpty)
        #expect(result.notes == [MergeNote(.absorbed, ["clocks", "taking", "target"])])
        #expect(result.verdict == .clean)
        let words = result.notes[0].words(base: base, upstream: changed)
        #expect(words.text(.en).contains("is now part of the release"))
    }

    @Test func `what a release adds to a set beside the same local addition is told, not lost in silence`() throws {
        // Found by the long run, seed 34670.
        let base = try Sample.definition().tree
        let fields = ["publish", "fields"]
        let changed = Self.edit(base, fields, .set(["kind", "story"]))
        let upstream = Self.edit(base, fields, .set(["kind", "phone", "story"]))
        let merged = merge(base: base, upstream: upstream, local: changed)
        #expect(merged.tree == upstream.normalized && merged.open.isEmpty)
        #expect(merged.notes == [MergeNote(.absorbed, fields)])
        let other = merge(base: base, upstream: Self.edit(base, fields, .set(["kind", "phone"])), local: changed)
        #expect(other.tree.value(at: fields) == ["kind", "phone", "story"] && other.notes.isEmpty)
    }

    @Test func `a new lock ends a local change, and its owner is told`() throws {
        let base = try Sample.definition().tree
        let local = Self.edit(base, ["clocks", "answering", "name", "id"], .set("Menjawab warga"))
        let overlay = Overlay(
            app: "lapor-lampu",
            baseVersion: Version(1, 2, 0),
            baseHash: base.hash,
            operations: difference(base, local, author: "o-7", reason: "istilah setempat")
        )
        let upstream = Self.edit(base, ["clocks", "answering", "locked"], .set("Perpres 1/2027"))
        let result = rebase(overlay, from: base, onto: upstream, version: Version(1, 3, 0), by: Self.hand)
        #expect(result.refused.map(\.code) == ["locked"])
        #expect(result.tree == upstream)
        #expect(result.overlay.operations.isEmpty)
    }

    @Test func `a translation of a text that changed is marked stale`() throws {
        let base = try Sample.definition().tree
        let upstream = Self.edit(base, ["name", "id"], .set("Lapor Lampu Jalan"))
        let local = Self.edit(base, ["name", "en"], .set("Lamp reports"))
        let merged = merge(base: base, upstream: upstream, local: local)
        #expect(merged.open.isEmpty)
        #expect(merged.notes == [MergeNote(.staleTranslation, ["name", "en"])])
    }
}
