import Civic
import Rules

extension ExpressionSite {
    /// Sites that see the same names.
    enum Kind: String, CaseIterable, Sendable {
        case start, action, other

        /// The keys whose expressions stand there.
        var keys: String {
            switch self {
            case .start: "form: when, required_if, valid_if, calculated · start.set"
            case .action: "actions.<id>: when, set, extend · actions.<id>.form"
            case .other: "clocks.<id>.target · tables.<id>.in · fees.<id>"
            }
        }
    }

    var kind: Kind {
        switch self {
        case .start: .start
        case .action: .action
        case .other: .other
        }
    }
}

/// A name, or a family of names, that expressions may use: the checker's types and the reference's table are made of these.
struct ExpressionName: Sendable {
    /// As the reference shows it.
    let shown: String
    let meaning: LocalizedText
    /// What stands behind the dot.
    let members: [String]
    let sites: Set<ExpressionSite.Kind>
    let types: @Sendable (Definition, ExpressionSite) -> [String: RuleType]

    init(
        _ shown: String,
        id: String,
        en: String,
        members: [String: RuleType] = [:],
        at sites: Set<ExpressionSite.Kind> = Set(ExpressionSite.Kind.allCases),
        _ types: @escaping @Sendable (Definition, ExpressionSite) -> [String: RuleType]
    ) {
        self.shown = shown
        meaning = LocalizedText(id: id, en: en)
        self.members = members.keys.sorted()
        self.sites = sites
        self.types = types
    }

    /// Later ones win where a definition gives one name to two things.
    static let all: [ExpressionName] = [
        ExpressionName("now", id: "Waktu keputusan.", en: "The time of the decision.") { _, _ in ["now": .timestamp] },
        ExpressionName("today", id: "Hari itu di zona pemerintah daerah.", en: "That day in the government's zone.") {
            _,
            _ in
            ["today": .date]
        },
        ExpressionName(
            "case.<…>",
            id: "Kasus itu sendiri, setiap atribut yang diisi set, dan keadaan tiap cabang (`branches.<id>`).",
            en: "The case itself, every attribute that set writes, and the state of each branch (`branches.<id>`).",
            members: caseMembers
        ) { definition, _ in
            var members = caseMembers
            if definition.hasBranches {
                let ids = definition.states.all.flatMap { $0.element.branches.order.map(\.text) }
                let branches = Dictionary(ids.map { ($0, RuleType.nullable(.string)) }, uniquingKeysWith: { a, _ in a })
                members["branches"] = .record(branches)
            }
            for attribute in definition.attributes where members[attribute.text] == nil {
                members[attribute.text] = .dyn
            }
            return ["case": .record(members)]
        },
        ExpressionName(
            "parameters.<id>",
            id: "Nilai parameter yang berlaku hari ini.",
            en: "What the dated parameter is today."
        ) { definition, _ in ["parameters": .record(definition.parameterTypes)] },
        ExpressionName(
            "region.<…>",
            id: "Tempat kasus: kode wilayah dan namanya.",
            en: "Where the case lies: codes of regions, and their names.",
            members: regionMembers
        ) { _, _ in ["region": .record(regionMembers)] },
        ExpressionName(
            "<field of an action>",
            id: "Jawaban terakhir atas isian formulir tindakan.",
            en: "The last answer to a field of an action's form."
        ) { definition, _ in definition.actionFieldTypes },
        ExpressionName(
            "<action>_at, <action>_count",
            id: "Kapan terakhir dan berapa kali tindakan itu diambil; `time: answered_at` memberi nama lain.",
            en: "The last time and the number of times of that action; `time: answered_at` gives it another name."
        ) { definition, _ in definition.actionTypes },
        ExpressionName("<table>.<output>", id: "Hasil tabel keputusan.", en: "The outputs of a decision table.") {
            definition,
            _ in
            Dictionary(
                definition.tables.all.map { ($0.id.text, definition.resultType(of: $0.element)) },
                uniquingKeysWith: { first, _ in first }
            )
        },
        ExpressionName(
            "bill.<…>, bills.<fee>.<…>",
            id: "Tagihan terakhir, dari biaya mana pun atau dari satu biaya.",
            en: "The latest bill, of any fee or of one.",
            members: billMembers
        ) { definition, _ in
            guard !definition.fees.isEmpty else { return [:] }
            let members = definition.fees.order.map { ($0.text, RuleType.record(billMembers)) }
            let bills = Dictionary(members, uniquingKeysWith: { first, _ in first })
            return ["bill": .record(billMembers), "bills": .record(bills)]
        },
        ExpressionName(
            "<field>",
            id:
                "Jawaban atas isian itu; sebuah pilihan adalah `category.code` dan kolom barisnya. Setelah kasus dimulai hanya jawaban "
                + "yang terbuka, dan isian formulir tindakan itu sendiri.",
            en:
                "The answer to that field; a choice is `category.code` and the columns of its row. After the start only answers that are "
                + "open, and those of the action's own form."
        ) { definition, _ in definition.fieldTypes },
        ExpressionName(
            "form.<field>",
            id: "Jawaban dalam formulir tindakan yang sedang diambil.",
            en: "The answers of the action that is being taken.",
            at: [.action]
        ) { definition, site in
            guard case .action(let id) = site, let action = definition.actions[id] else { return [:] }
            let members = action.form.all.map { ($0.id.text, RuleType.nullable(definition.type(of: $0.element))) }
            return ["form": .record(Dictionary(members, uniquingKeysWith: { first, _ in first }))]
        },
    ]

    private static let regionMembers: [String: RuleType] = [
        "village": .nullable(.string), "kelurahan": .nullable(.string), "district": .nullable(.string),
        "kecamatan": .nullable(.string), "village_name": .nullable(.string), "district_name": .nullable(.string),
    ]

    /// What rules see of a bill; the amounts of one that there is not are nothing.
    private static let billMembers: [String: RuleType] = [
        "number": .nullable(.string), "status": .nullable(.string), "amount": .money, "paid": .money,
        "remaining": .money, "refund_due": .money, "is_paid": .bool, "due": .nullable(.date),
        "issued_at": .nullable(.timestamp),
    ]

    private static let caseMembers: [String: RuleType] = [
        "app": .string, "owner": .string, "number": .string, "state": .string, "agency": .string,
        "channel": .string,
        "village": .nullable(.string), "district": .nullable(.string), "anonymous": .bool, "language": .string,
        "started_at": .timestamp, "state_since": .timestamp, "version": .int,
    ]
}

extension Definition {
    /// What expressions at a site may name, with types: the names that `Engine` gives values to.
    func environment(at site: ExpressionSite) -> TypeEnvironment {
        var variables: [String: RuleType] = [:]
        for name in ExpressionName.all where name.sites.contains(site.kind) {
            variables.merge(name.types(self, site)) { _, later in later }
        }
        return TypeEnvironment(variables: variables)
    }

    fileprivate var parameterTypes: [String: RuleType] {
        let members = parameters.all.map { ($0.id.text, $0.element.kind.ruleType) }
        return Dictionary(members, uniquingKeysWith: { first, _ in first })
    }

    fileprivate var actionTypes: [String: RuleType] {
        var types: [String: RuleType] = [:]
        for (id, action) in actions.all {
            types["\(id)_at"] = .nullable(.timestamp)
            if let time = action.time { types[time] = .nullable(.timestamp) }
            types["\(id)_count"] = .int
        }
        return types
    }

    fileprivate var actionFieldTypes: [String: RuleType] {
        var types: [String: RuleType] = [:]
        for (_, action) in actions.all {
            for (id, field) in action.form.all { types[id.text] = .nullable(type(of: field)) }
        }
        return types
    }

    fileprivate var fieldTypes: [String: RuleType] {
        var types: [String: RuleType] = [:]
        for (id, field) in form.all {
            types[id.text] =
                field.required == .always && field.when == nil ? type(of: field) : .nullable(type(of: field))
        }
        return types
    }
}
