import Civic
import Definition
import Testing

struct OverlayTests {
    let base: Definition
    let tree: DefinitionTree

    init() throws {
        base = try Sample.laksa()
        tree = base.tree
    }

    private func operation(_ verb: OverlayOperation.Verb, _ path: [String], reason: String = "Sesuai keadaan Karawang.")
        -> OverlayOperation
    {
        OverlayOperation(
            verb,
            path,
            was: tree.value(at: path),
            author: "officer-1",
            at: Moment(milliseconds: 1_790_000_000_000),
            reason: reason
        )
    }

    private func overlay(_ operations: [OverlayOperation]) -> Overlay {
        Overlay(app: base.app, baseVersion: base.version, baseHash: tree.hash, operations: operations)
    }

    private static let rows = ["registers", "report_categories", "rows"]

    @Test func `an adopter makes the application its own`() throws {
        let rows = Self.rows
        let village: JSON = [
            "name": ["id": "Jalan desa rusak", "en": "Damaged village road"], "icon": "road",
            "values": ["workdays": 10, "needs_photo": true],
        ]
        let changes = overlay([
            operation(.set(["id": "TANGKAR — Tanggap Karawang", "en": "TANGKAR — Karawang responds"].json), ["name"]),
            operation(.set(14), rows + ["road_damage", "values", "workdays"]),
            operation(.set("Jalan kabupaten rusak"), rows + ["road_damage", "name", "id"]),
            operation(.hide, rows + ["wifi"]),
            operation(.add(village, before: "drainage"), rows + ["village_road"]),
            operation(.move(before: nil), rows + ["flood"]),
            operation(.set("dpmd"), ["tables", "route", "rows", "conduct", "out", "agency"]),
            operation(
                .add(
                    ["in": ["\"village_road\"", "-"], "out": ["agency": "dpmd", "priority": "normal"]],
                    before: "road"
                ),
                ["tables", "route", "rows", "village"]
            ),
            operation(.set((base.needs.agencies.map { JSON.string($0.text) } + ["dpmd"]).json), ["needs", "agencies"]),
            operation(.set("2 workdays"), ["clocks", "verifying", "target"]),
            operation(.set("= 2 * category.workdays * workday"), ["clocks", "answering", "target"]),
            operation(
                .add(["type": "text", "label": ["id": "Nama dusun", "en": "Hamlet"], "max": 60], before: "photos"),
                ["form", "hamlet"]
            ),
        ])
        let (changed, problems) = apply(changes, to: tree)
        #expect(problems.isEmpty, "\(problems)")
        let (local, findings) = DefinitionReader.read(tree: changed)
        let karawang = try #require(local, "\(findings)")
        #expect(check(karawang).isEmpty, "\(check(karawang))")
        #expect(karawang.name.text(.id) == "TANGKAR — Tanggap Karawang")
        let categories = try #require(karawang.registers["report_categories"])
        #expect(categories.rows["road_damage"]?.values["workdays"] == 14)
        #expect(categories.rows["road_damage"]?.name.text(.id) == "Jalan kabupaten rusak")
        #expect(!categories.shown.contains { $0.id == "wifi" })
        #expect(categories.rows.order.first == "road_damage")
        #expect(categories.rows.order[1] == "village_road")
        #expect(categories.rows.order.last == "flood")
        #expect(karawang.tables["route"]?.rows["conduct"]?.outputs["agency"] == "dpmd")
        #expect(karawang.clocks["verifying"]?.target == .workdays(2))
        #expect(karawang.form.order.firstIndex(of: "hamlet") == 2)
        #expect(changed.hash != tree.hash)
    }

    typealias Refused = (verb: OverlayOperation.Verb, path: [String], code: String)

    static let refused: [Refused] = [
        (.set("lapor"), ["app"], "identity"),
        (.set("2.0.0"), ["version"], "identity"),
        (.set("4 workdays"), ["clocks", "verifying", "target"], "out-of-bounds"),
        (.set("= 9 * workday"), ["clocks", "verifying", "target"], "locked"),
        (.set(9), ["clocks", "verifying", "max"], "locked"),
        (.unset, ["clocks", "verifying", "locked"], "locked"),
        (.set(41), rows + ["road_damage", "values", "workdays"], "out-of-bounds"),
        (.set(["workdays": 0, "needs_photo": true]), rows + ["road_damage", "values"], "out-of-bounds"),
        (
            .add(["name": ["id": "Baru"], "values": ["workdays": 99, "needs_photo": false]], before: nil),
            rows + ["fresh"], "out-of-bounds"
        ),
        (.set(90), ["registers", "report_categories", "columns", "workdays", "max"], "locked"),
        (.set([]), ["registers", "report_categories", "rows"], "too-coarse"),
        (.set([]), ["clocks"], "too-coarse"),
        (.unset, rows + ["road_damage"], "keeps-element"),
        (.unset, ["states", "waiting"], "too-coarse"),
        (.hide, ["states", "waiting"], "cannot-hide"),
        (.set(1), rows + ["road_damages", "values", "workdays"], "unknown-path"),
        (.set(1), ["form", "photos", "maximum"], "unknown-path"),
        (.add([:], before: nil), rows + ["wifi"], "taken-id"),
        (.move(before: "nowhere"), rows + ["wifi"], "unknown-path"),
        (.hide, ["name"], "wrong-verb"),
        (
            .add(["type": "text", "label": ["id": "RT"], "required": true], before: nil), ["form", "rt"],
            "local-field-required"
        ),
    ]

    @Test(arguments: refused)
    func `what an adopter may not change is refused with the reason`(_ refused: Refused) throws {
        let (changed, problems) = apply(overlay([operation(refused.verb, refused.path)]), to: tree)
        let problem = try #require(problems.first)
        #expect(problem.code == refused.code, "\(problem)")
        #expect(problem.message.texts.count == 2)
        #expect(changed == tree)
    }

    @Test func `a lock names its legal source and where nothing stands the nearest name`() throws {
        let locked = apply(overlay([operation(.set(41), Self.rows + ["road_damage", "values", "workdays"])]), to: tree)
            .1
        #expect(locked.first?.message.text(.id) == "41 di luar batas 1–40 menurut UU 25/2009 Pasal 50.")
        let lost = apply(overlay([operation(.hide, Self.rows + ["garbge"])]), to: tree).1
        #expect(lost.first?.todo?.text(.en) == "Did you mean \"garbage\"?")
    }

    @Test func `a change without a reason, or over a value that has moved, is left out and the rest stands`() throws {
        let path = Self.rows + ["noise", "values", "workdays"]
        let stale = OverlayOperation(.set(5), path, was: 9, author: "a", at: Moment(milliseconds: 0), reason: "Lama.")
        let (changed, problems) = apply(
            overlay([operation(.set(4), path, reason: "  "), stale, operation(.hide, Self.rows + ["wifi"])]),
            to: tree
        )
        #expect(problems.map(\.code) == ["no-reason", "base-changed"])
        #expect(problems.map(\.operation) == [0, 1])
        #expect(changed.value(at: Self.rows + ["wifi", "hidden"]) == true)
    }

    @Test func `an overlay for another release says so`() {
        let other = Overlay(app: base.app, baseVersion: base.version, baseHash: .zero, operations: [])
        #expect(apply(other, to: tree).1.map(\.code) == ["other-base"])
    }

    @Test func `an overlay survives being stored`() throws {
        let all = overlay([
            operation(.set(4), Self.rows + ["noise", "values", "workdays"]),
            operation(.unset, ["form", "photos", "hint"]),
            operation(.hide, Self.rows + ["wifi"]), operation(.move(before: "road_damage"), Self.rows + ["flood"]),
            operation(.move(before: nil), Self.rows + ["noise"]),
            operation(.add(["name": ["id": "x"]], before: nil), Self.rows + ["fresh"]),
        ])
        #expect(Overlay(json: try JSON(all.json.text)) == all)
        #expect(Overlay(json: ["app": "laksa"]) == nil)
    }
}

/// Laws of differences, over random changes: seed and count from the environment where a failure is to be repeated.
struct DifferenceLawTests {
    @Test(arguments: 0..<60)
    func `the difference of two trees leads from one to the other, and its opposite back`(_ seed: Int) throws {
        let tree = try Sample.definition().tree
        var edits = RandomEdits(seed: UInt64(seed), mark: "x")
        let other = edits.edited(tree, count: 1 + seed % 8)
        for (a, b) in [(tree, other), (other, tree)] {
            let operations = difference(a, b)
            let overlay = Overlay(
                app: "lapor-lampu",
                baseVersion: Version(1, 2, 0),
                baseHash: a.hash,
                operations: operations
            )
            let (reached, problems) = apply(overlay, to: a, by: .provider)
            #expect(problems.isEmpty, "seed \(seed): \(problems)")
            #expect(reached == b, "seed \(seed): \(operations.map { ($0.verb.name, $0.path) })")
        }
        #expect(difference(tree, tree).isEmpty)
    }
}

extension [String: JSON] {
    fileprivate var json: JSON { .object(self) }
}

extension [JSON] {
    fileprivate var json: JSON { .array(self) }
}
