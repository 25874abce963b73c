import Civic
import Rules

/// Deadlines and decision tables.
extension DefinitionLanguage {
    /// Where `met_in` is silent, every state outside the clock meets it: that depends on the whole definition.
    static let clock = clockRecord.codec

    static let clockRecord = Record<ClockElement>(
        "clock",
        LocalizedText(id: "tenggat", en: "clock"),
        LocalizedText(
            id: "Tenggat yang berjalan selama perkara berada di keadaan tertentu.",
            en: "A deadline that runs while a case is in certain states."
        ),
        blank: .blank,
        [
            .required(
                "name",
                \.name,
                .text,
                Says("nama", "name", "Sebutan tenggat.", "What it is called.", "{ id: Penanganan, en: Handling }")
            ),
            .required(
                "runs_in",
                \.runsIn,
                .idSet(stateIDs, example: "in_progress"),
                Says(
                    "berjalan di",
                    "runs in",
                    "Keadaan yang menjalankannya.",
                    "The states in which it runs.",
                    "in_progress",
                    weight: .major
                )
            ),
            .usual(
                "pauses_in",
                \.pausesIn,
                .idSet(stateIDs, example: "waiting"),
                [],
                shown: "—",
                Says(
                    "berhenti sementara di",
                    "pauses in",
                    "Keadaan yang menghentikannya sementara.",
                    "The states in which it stands still.",
                    "waiting",
                    weight: .major
                )
            ),
            .usual(
                "met_in",
                \.metIn,
                .idSet(stateIDs, example: "answered"),
                [],
                shown: "—",
                Says(
                    "terpenuhi di",
                    "met in",
                    "Keadaan yang memenuhinya; tanpa ini, setiap keadaan di luar tenggat.",
                    "The states that meet it; without it, every state outside the clock.",
                    "[answered, closed]",
                    weight: .major
                )
            ),
            .required(
                "target",
                \.target,
                target,
                Says(
                    "target",
                    "target",
                    "Berapa lama: hari kerja, hari kalender, atau ekspresi.",
                    "How long: workdays, calendar days, or an expression.",
                    "3 workdays"
                )
            ),
            .usual(
                "calendar",
                \.calendar,
                clockCalendar,
                .office,
                shown: "office",
                Says("kalender", "calendar", "Waktu yang dihitung.", "The time that counts.", "office", weight: .major)
            ),
            .usual(
                "at",
                \.marks,
                marks,
                [],
                shown: "—",
                Says(
                    "tahap",
                    "marks",
                    "Yang terjadi pada persentase target.",
                    "What happens at a share of the target.",
                    "{ 75%: { notify: handler } }"
                )
            ),
            .usual(
                "restarts_on",
                \.restartsOn,
                .idSet(actionIDs, example: "reopen"),
                [],
                shown: "—",
                Says(
                    "mulai lagi pada",
                    "restarts on",
                    "Tindakan yang memulainya lagi.",
                    "Actions that start it again.",
                    "reopen"
                )
            ),
            .optional(
                "min",
                \.min,
                .number(),
                Says("paling sedikit", "least", "Target terkecil dalam hari.", "The smallest target in days.", "1")
            ),
            .optional(
                "max",
                \.max,
                .number(),
                Says("paling banyak", "most", "Target terbesar dalam hari.", "The largest target in days.", "3")
            ),
            .optional("locked", \.lock, .lock, locked),
        ]
    )

    static let target = Codec<ClockTarget>(
        .word(
            Grammar(
                LocalizedText(id: "tenggat", en: "a deadline"),
                example: "3 workdays",
                pattern: "^([0-9]+ (workdays?|days?)|=.+)$"
            )
        ),
        read: { $0.target($1) },
        write: { .string($0.text) }
    )

    private static let mark = Record<ClockMark>(
        "mark",
        LocalizedText(id: "tahap", en: "mark"),
        LocalizedText(
            id: "Yang terjadi bila sekian persen target terpakai.",
            en: "What happens when so much of the target is used."
        ),
        blank: ClockMark(percent: 0),
        [
            .usual(
                "notify",
                \.notify,
                .idSet(roleIDs, example: "handler"),
                [],
                shown: "—",
                Says("beri tahu", "notify", "Peran yang diberi tahu.", "The roles that are told.", "[handler]")
            ),
            .optional(
                "assign",
                \.assign,
                .id(roleIDs, example: "head_of_agency"),
                Says(
                    "serahkan kepada",
                    "hand to",
                    "Perkara diserahkan kepada peran ini.",
                    "The case is put into this role's hands.",
                    "head_of_agency"
                )
            ),
        ]
    )

    private static let marks = Codec<[ClockMark]>(
        .open(
            Grammar(LocalizedText(id: "persentase", en: "a percentage"), example: "75%", pattern: "^[0-9]{1,4}%$"),
            mark.codec.shape
        ),
        read: { reading, child in
            var marks: [ClockMark] = []
            for (percent, node, place) in reading.marks(child) {
                guard let draft = mark.read(&reading, node) else { continue }
                reading.places.keep(node.path, place)
                marks.append(ClockMark(percent: percent, notify: draft.notify, assign: draft.assign))
            }
            return marks.sorted { $0.percent < $1.percent }
        },
        write: { marks in
            .object(
                Dictionary(marks.map { ("\($0.percent)%", mark.write($0)) }, uniquingKeysWith: { first, _ in first })
            )
        }
    )

    // MARK: Tables

    static let table: Codec<TableElement> = tableRecord.codec.map(
        { $0.table($1, at: $2) },
        { table in
            TableDraft(
                hit: table.hit,
                inputs: table.inputs,
                outputs: table.outputs,
                order: table.order,
                rows: Keyed(table.rows.all.map { ($0.id, .named($0.element)) })
            )
        }
    )

    /// A table as it is written: rows can't be read before inputs and outputs are known.
    struct TableDraft: Sendable {
        var hit = TableElement.Hit.first
        var inputs: [Formula] = []
        var outputs: [Attribute] = []
        var order: Keyed<Attribute, [JSON]> = [:]
        var rows: Keyed<RowID, RowDraft> = [:]
    }

    enum RowDraft: Sendable {
        case written(Reading.Child)
        case named(TableRow)
    }

    private static let tableRecord = Record<TableDraft>(
        "table",
        LocalizedText(id: "tabel keputusan", en: "decision table"),
        LocalizedText(
            id: "Aturan sebagai baris: syarat di kiri, hasil di kanan.",
            en: "Rules as rows: conditions on the left, results on the right."
        ),
        blank: TableDraft(),
        [
            .usual(
                "hit",
                \.hit,
                hit,
                .first,
                Says(
                    "cara memilih",
                    "hit policy",
                    "Baris mana yang berlaku bila beberapa cocok.",
                    "Which row counts where several fit.",
                    "first",
                    weight: .major
                )
            ),
            .required(
                "in",
                \.inputs,
                .list(.formula),
                Says(
                    "masukan",
                    "inputs",
                    "Ekspresi yang diuji setiap kolom.",
                    "The expressions that the columns test.",
                    "[category.code]",
                    weight: .major
                )
            ),
            .required(
                "out",
                \.outputs,
                .ids(LocalizedText(id: "nama hasil", en: "a result's name"), example: "agency"),
                Says("hasil", "outputs", "Nama hasil.", "Names of the results.", "[agency, priority]", weight: .major)
            ),
            .usual(
                "order",
                \.order,
                .keyed(.list(plain)),
                [:],
                shown: "{}",
                Says(
                    "urutan hasil",
                    "order of results",
                    "Untuk priority dan output-order: nilai setiap hasil, yang terpenting dulu.",
                    "For priority and output-order: the values of each result, the most important first.",
                    "{ priority: [urgent, normal, low] }",
                    weight: .major
                )
            ),
            .required(
                "rows",
                \.rows,
                .keyed(row),
                Says(
                    "baris",
                    "rows",
                    "Satu sel untuk setiap masukan, satu nilai untuk setiap hasil.",
                    "One cell for each input, one value for each output.",
                    "{ tree: ['\"fallen_tree\"', dlh] }",
                    ownership: .extendOnly
                )
            ),
        ]
    )

    /// A word, or the letter that DMN writes in the corner of a table.
    private static let hit: Codec<TableElement.Hit> = {
        let words = Codec<TableElement.Hit>.oneOf(short: \.letters) { hit in
            switch hit {
            case .first: ("baris pertama yang cocok", "the first row that fits")
            case .unique: ("tepat satu baris boleh cocok", "exactly one row may fit")
            case .any: ("semua baris yang cocok harus sepakat", "all rows that fit must agree")
            case .priority:
                ("baris yang cocok dengan hasil terpenting", "the row that fits with the most important result")
            case .ruleOrder: ("semua baris yang cocok, dari atas", "every row that fits, from the top")
            case .outputOrder:
                ("semua baris yang cocok, menurut urutan hasil", "every row that fits, by the order of results")
            case .collect: ("semua baris yang cocok", "every row that fits")
            case .collectSum: ("jumlah hasil baris yang cocok", "the sum of the results of the rows that fit")
            case .collectMin: ("hasil terkecil", "the smallest result")
            case .collectMax: ("hasil terbesar", "the largest result")
            case .collectCount: ("banyaknya baris yang cocok", "how many rows fit")
            }
        }
        return Codec(
            words.shape,
            read: { reading, child in
                child.node.text.flatMap { $0.count <= 2 ? TableElement.Hit($0) : nil } ?? words.read(&reading, child)
            },
            write: words.write
        )
    }()

    /// A value as it stands.
    private static let plain = Codec<JSON>(.plain, read: { $0.json($1) }, write: { $0 })

    /// `['"tree"', '-', dlh]`, or `{ in: […], out: { agency: dlh } }` as the canonical tree has it.
    private static let row = Codec<RowDraft>(
        .record(
            RecordDeclaration(
                "table_row",
                label: LocalizedText(id: "baris", en: "row"),
                meaning: LocalizedText(id: "Satu aturan.", en: "One rule."),
                entries: [
                    Says(
                        "syarat",
                        "conditions",
                        "Satu uji S-FEEL untuk setiap masukan.",
                        "One S-FEEL test for each input.",
                        "['\"tree\"', '-']"
                    ).declaration("in", .list(.plain), .required),
                    Says(
                        "hasil",
                        "results",
                        "Satu nilai untuk setiap hasil.",
                        "One value for each output.",
                        "{ agency: dlh }"
                    ).declaration(
                        "out",
                        .open(
                            Grammar(LocalizedText(id: "nama hasil", en: "a result's name"), example: "agency"),
                            .plain
                        ),
                        .required
                    ),
                ],
                shorthand: RecordDeclaration.Shorthand(shape: .list(.plain), example: "['\"tree\"', '-', dlh]")
            )
        ),
        read: { _, child in .written(child) },
        write: { draft in
            switch draft {
            case .written: .null
            case .named(let row):
                .object([
                    "in": .array(row.cells.map { .string($0) }),
                    "out": .object(
                        Dictionary(row.outputs.map { ($0.key.text, $0.value) }, uniquingKeysWith: { first, _ in first })
                    ),
                ])
            }
        }
    )
}
