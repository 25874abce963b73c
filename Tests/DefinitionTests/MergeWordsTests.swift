import Civic
import Definition
import Testing

/// What an official reads where a release and their own changes meet: every kind of element, in both languages.
struct MergeWordsTests {
    /// A place that both sides changed; nil: taken away.
    private struct Meeting {
        let path: [String]
        let ours: JSON?
        let theirs: JSON?

        init(_ path: String, _ ours: JSON?, _ theirs: JSON?) {
            self.path = path.split(separator: "/").map(String.init)
            self.ours = ours
            self.theirs = theirs
        }
    }

    private static let meetings = [
        Meeting("parameters/fare/rows/y2026/value", "5000", "4800"),
        Meeting("parameters/fare/rows/y2026/from", "2026-02-01", "2026-03-01"),
        Meeting("parameters/fare/rows/y2027", nil, "5500"),
        Meeting("parameters/answer_time/rows/law/value", "8", "7"),
        Meeting("parameters/answer_time/max", 14, 12),
        Meeting("clocks/taking/target", "1 workdays", "2 workdays"),
        Meeting("actions/finish/to", "waiting", "received"),
        Meeting("actions/finish/when", "true", "now - take_at < duration('1200h')"),
        Meeting("roles/handler/scope", "owner", "government"),
        Meeting("form/story/label/id", "Ceritakan", "Keterangan"),
        Meeting("form/story/max", 400, 900),
        Meeting("form/phone/required", true, false),
        Meeting("actions/take/form/agency/label/id", "Perangkat daerah", "OPD"),
        Meeting("registers/kinds/rows/dark/values/workdays", 4, 2),
        Meeting("registers/kinds/rows/dark/name/id", "Gelap", "Mati"),
        Meeting("tables/route/rows/pole/out/agency", "diskominfo", "dpupr"),
        Meeting("notices/soon/text/id", "Segera ditangani {number}", "Mohon ditangani {number}"),
        Meeting("notices/soon", "Segera ditangani {number}", nil),
        Meeting("notices/thanks", "Hatur nuhun", "Terima kasih"),
        Meeting("publish/place", 200, 50),
        Meeting("measures/in_time/target", 0.8, 0.95),
        Meeting("name/id", "Lapor Penerangan", "Lapor Lampu Jalan"),
    ]

    /// The sample with a tariff and a time to answer.
    private static func base() throws -> DefinitionTree {
        let fare: JSON = [
            "name": ["id": "Tarif sewa", "en": "Rent"], "type": "money", "unit": ["id": "per jam", "en": "per hour"],
            "rows": [
                ["y2026", ["from": "2026-01-01", "value": "4500"]],
                ["y2027", ["from": "2027-01-01", "value": "5000"]],
            ],
        ]
        let time: JSON = [
            "name": ["id": "Waktu menjawab", "en": "Time to answer"], "type": "workdays", "max": 10,
            "rows": [["law", ["from": "2010-04-30", "value": "10"]]],
        ]
        let sample = try Sample.definition().tree
        return edited(sample, ["parameters"], .set([["fare", fare], ["answer_time", time]]))
    }

    private static func edited(_ tree: DefinitionTree, _ path: [String], _ verb: OverlayOperation.Verb)
        -> DefinitionTree
    {
        let operation = OverlayOperation(verb, path, author: "o-1", at: Moment(milliseconds: 0), reason: "uji")
        let overlay = Overlay(
            app: "lapor-lampu",
            baseVersion: Version(1, 2, 0),
            baseHash: tree.hash,
            operations: [operation]
        )
        let (result, problems) = apply(overlay, to: tree, by: .provider)
        #expect(problems.isEmpty, "\(path): \(problems.map(\.message))")
        return result
    }

    /// One side: the value set, an element added or changed inside, or taken away.
    private static func side(_ base: DefinitionTree, _ path: [String], _ value: JSON?) -> DefinitionTree {
        guard let value else { return edited(base, path, .unset) }
        guard path.count == 2, path[0] == "notices" || path[0] == "parameters" else {
            if path.count == 4, path[2] == "rows" { return edited(base, path + ["value"], .set(value)) }
            return edited(base, path, .set(value))
        }
        if base.value(at: path) != nil { return edited(base, path + ["text", "id"], .set(value)) }
        return edited(base, path, .add(["on": ["start"], "to": ["citizen"], "text": ["id": value]], before: nil))
    }

    @Test func `every kind of conflict is one sentence with both values`() throws {
        let base = try Self.base()
        let release = Self.edited(base, ["version"], .set("1.3.0"))
        var lines: [String] = []
        for meeting in Self.meetings {
            let upstream = Self.side(release, meeting.path, meeting.theirs)
            let local = Self.side(base, meeting.path, meeting.ours)
            let open = merge(base: base, upstream: upstream, local: local).open
            #expect(open.count == 1, "\(meeting.path)")
            for conflict in open {
                let words = conflict.words(base: base, upstream: upstream, government: "Kabupaten Karawang")
                lines += [meeting.path.joined(separator: "."), "  " + words.text(.id), "  " + words.text(.en)]
            }
        }
        try Sample.compare(lines.joined(separator: "\n"), with: "merge/conflicts.txt")
    }

    @Test func `a conflict at a terminal speaks of your government, and of the new release where its version is old`()
        throws
    {
        let base = try Sample.definition().tree
        let target = ["clocks", "taking", "target"]
        let upstream = Self.edited(base, target, .set("2 workdays"))
        let local = Self.edited(base, target, .set("1 workdays"))
        let conflict = try #require(merge(base: base, upstream: upstream, local: local).open.first)
        let words = conflict.words(base: base, upstream: upstream)
        #expect(
            words.text(.en)
                == "Your government changed the target of the clock “Taking” from 3 workdays to 1 workday; the new release changed it to 2 workdays. Which shall hold?"
        )
        #expect(
            words.text(.id)
                == "Pemerintah daerah Anda mengubah target tenggat “Penerimaan” dari 3 hari kerja menjadi 1 hari kerja; rilis baru mengubahnya menjadi 2 hari kerja. Mana yang berlaku?"
        )
    }
}
