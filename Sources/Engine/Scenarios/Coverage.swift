package import Civic
package import Definition

/// One thing of a definition that the scenarios should have visited.
package enum CoverageItem: Hashable, Sendable {
    case state(StateID)
    /// The branches of a state have come together.
    case join(StateID)
    case action(ActionID)
    /// Somebody whom `start.by` names has started a case.
    case start(by: Who)
    case taken(ActionID, by: Who)
    /// Four eyes have stopped somebody.
    case fourEyes(ActionID)
    /// The guard `when` of an action let somebody through, or did not.
    case guarded(ActionID, holds: Bool)
    /// A question was asked, or left out; nil: of the form with which a case starts.
    case asked(ActionID?, FieldID, Bool)
    /// A question had to be answered, or not.
    case required(ActionID?, FieldID, Bool)
    case row(TableID, String)
    case mark(ClockID, percent: Int)
    case notice(NoticeID)
    /// A bill of the fee was issued.
    case fee(FeeID)

    /// What is counted together.
    package enum Kind: Int, CaseIterable, Hashable, Sendable {
        case state, join, action, by, guarded, asked, required, row, mark, notice, fee

        package var name: LocalizedText {
            switch self {
            case .state: LocalizedText(id: "Status", en: "States")
            case .join: LocalizedText(id: "Cabang yang bertemu", en: "Branches that came together")
            case .action: LocalizedText(id: "Tindakan", en: "Actions")
            case .by: LocalizedText(id: "Pelaku", en: "Who acts")
            case .guarded: LocalizedText(id: "Syarat tindakan", en: "Guards")
            case .asked: LocalizedText(id: "Syarat pertanyaan (when)", en: "Questions asked or not (when)")
            case .required: LocalizedText(id: "Syarat wajib (required_if)", en: "Required or not (required_if)")
            case .row: LocalizedText(id: "Baris tabel", en: "Table rows")
            case .mark: LocalizedText(id: "Tanda jam", en: "Clock marks")
            case .notice: LocalizedText(id: "Pemberitahuan", en: "Notices")
            case .fee: LocalizedText(id: "Biaya", en: "Fees")
            }
        }
    }

    package var kind: Kind {
        switch self {
        case .state: .state
        case .join: .join
        case .action: .action
        case .start, .taken: .by
        case .fourEyes, .guarded: .guarded
        case .asked: .asked
        case .required: .required
        case .row: .row
        case .mark: .mark
        case .notice: .notice
        case .fee: .fee
        }
    }

    /// Where it stands in the definition.
    package var path: [String] {
        switch self {
        case .state(let id): ["states", id.text]
        case .join(let id): ["states", id.text, "join"]
        case .action(let id): ["actions", id.text]
        case .start: ["start", "by"]
        case .taken(let id, _): ["actions", id.text, "by"]
        case .fourEyes(let id): ["actions", id.text, "not_by"]
        case .guarded(let id, _): ["actions", id.text, "when"]
        case .asked(let action, let field, _): Self.path(action, field) + ["when"]
        case .required(let action, let field, _): Self.path(action, field) + ["required_if"]
        case .row(let table, let row): ["tables", table.text, "rows", row]
        case .mark(let clock, let percent): ["clocks", clock.text, "at", "\(percent)%"]
        case .notice(let id): ["notices", id.text]
        case .fee(let id): ["fees", id.text]
        }
    }

    private static func path(_ action: ActionID?, _ field: FieldID) -> [String] {
        (action.map { ["actions", $0.text] } ?? []) + ["form", field.text]
    }

    /// `action reopen by checker`.
    package var text: LocalizedText {
        switch self {
        case .state(let id): LocalizedText(id: "status \(id)", en: "state \(id)")
        case .join(let id):
            LocalizedText(id: "semua cabang \(id) selesai", en: "all branches of \(id) ended")
        case .action(let id): LocalizedText(id: "tindakan \(id)", en: "action \(id)")
        case .start(let who): LocalizedText(id: "mulai oleh \(who.text)", en: "start by \(who.text)")
        case .taken(let id, let who): LocalizedText(id: "\(id) oleh \(who.text)", en: "\(id) by \(who.text)")
        case .fourEyes(let id):
            LocalizedText(id: "\(id) ditolak karena orang yang sama", en: "\(id) refused to the same person")
        case .guarded(let id, true): LocalizedText(id: "\(id) saat syaratnya terpenuhi", en: "\(id) where `when` holds")
        case .guarded(let id, false):
            LocalizedText(id: "\(id) saat syaratnya tidak terpenuhi", en: "\(id) where `when` does not hold")
        case .asked(let action, let field, let holds):
            Self.text(action, field, holds, ("ditanyakan", "tidak ditanyakan"), ("asked", "not asked"))
        case .required(let action, let field, let holds):
            Self.text(action, field, holds, ("wajib", "tidak wajib"), ("required", "not required"))
        case .row(let table, let row): LocalizedText(id: "baris \(table).\(row)", en: "row \(table).\(row)")
        case .mark(let clock, let percent):
            LocalizedText(id: "jam \(clock) pada \(percent)%", en: "clock \(clock) at \(percent)%")
        case .notice(let id): LocalizedText(id: "pemberitahuan \(id)", en: "notice \(id)")
        case .fee(let id): LocalizedText(id: "tagihan \(id)", en: "bill of \(id)")
        }
    }

    private static func text(
        _ action: ActionID?,
        _ field: FieldID,
        _ holds: Bool,
        _ id: (String, String),
        _ en: (String, String)
    ) -> LocalizedText {
        let name = (action.map { "\($0)." } ?? "") + field.text
        return LocalizedText(
            id: "pertanyaan \(name) \(holds ? id.0 : id.1)",
            en: "question \(name) \(holds ? en.0 : en.1)"
        )
    }
}

/// Which parts of a definition the scenarios have visited.
package struct ScenarioCoverage: Sendable {
    /// Everything there is to visit, in the definition's order.
    package let items: [CoverageItem]
    private let places: [CoverageItem: SourcePlace]
    package private(set) var seen: Set<CoverageItem> = []

    init(_ definition: Definition) {
        items = Self.items(of: definition)
        let all = items.map { item in
            if case .state(let id) = item { return (item, definition.places[definition.path(of: id)]) }
            return (item, definition.places[item.path])
        }
        places = Dictionary(all, uniquingKeysWith: { first, _ in first })
    }

    mutating func see(_ item: CoverageItem) { seen.insert(item) }

    package var missing: [CoverageItem] { items.filter { !seen.contains($0) } }
    package var isFull: Bool { missing.isEmpty }

    /// Where an item stands in the definition.
    package func place(of item: CoverageItem) -> SourcePlace? { places[item] }

    /// From 0 to 1; 1 where there is nothing to visit.
    package var share: Double {
        items.isEmpty ? 1 : Double(items.count - missing.count) / Double(items.count)
    }

    package var states: [StateID] { items.compactMap { if case .state(let id) = $0 { id } else { nil } } }
    package var missingStates: [StateID] { missing.compactMap { if case .state(let id) = $0 { id } else { nil } } }
    package var missingActions: [ActionID] { missing.compactMap { if case .action(let id) = $0 { id } else { nil } } }
    package var missingRows: [(table: TableID, row: String)] {
        missing.compactMap { if case .row(let table, let row) = $0 { (table, row) } else { nil } }
    }

    // MARK: What there is

    private static func items(of definition: Definition) -> [CoverageItem] {
        var items: [CoverageItem] = definition.allStates.order.map { .state($0) }
        items += definition.states.all.filter { !$0.element.branches.isEmpty }.map { .join($0.id) }
        items += definition.start.by.map { .start(by: $0) }
        items += conditions(of: definition.form, nil)
        for (id, action) in definition.actions.all {
            items.append(.action(id))
            items += action.by.map { .taken(id, by: $0) }
            if action.notBy != nil { items.append(.fourEyes(id)) }
            if action.when != nil { items += [.guarded(id, holds: true), .guarded(id, holds: false)] }
            items += conditions(of: action.form, id)
        }
        for (id, table) in definition.tables.all { items += table.rows.order.map { .row(id, $0.text) } }
        for (id, clock) in definition.clocks.all { items += clock.marks.map { .mark(id, percent: $0.percent) } }
        return items + definition.notices.order.map { .notice($0) } + definition.fees.order.map { .fee($0) }
    }

    private static func conditions(of form: Keyed<FieldID, Field>, _ action: ActionID?) -> [CoverageItem] {
        form.all.flatMap { id, field in
            var items: [CoverageItem] = []
            if field.when != nil { items += [.asked(action, id, true), .asked(action, id, false)] }
            if case .when = field.required {
                items += [.required(action, id, true), .required(action, id, false)]
            }
            return items
        }
    }
}
