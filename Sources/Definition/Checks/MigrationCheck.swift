import Civic
import Rules

/// Migrations lead from an earlier version to states, fields and clocks that exist, and read only what they may.
func migrationFindings(_ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    var findings: [Finding] = []
    var seen: Set<Version> = []
    for (id, migration) in definition.migrations.all {
        let path = ["migrations", id.text]
        if migration.from >= definition.version {
            findings.append(
                subject.error(
                    "migration-not-older",
                    path + ["from"],
                    id:
                        "Migrasi \"\(id)\" berasal dari versi \(migration.from), padahal ini versi \(definition.version).",
                    en:
                        "The migration \"\(id)\" comes from version \(migration.from), but this is \(definition.version).",
                    todo: LocalizedText(id: "Sebut versi yang lebih lama.", en: "Name an older version.")
                )
            )
        }
        if !seen.insert(migration.from).inserted {
            findings.append(
                subject.error(
                    "two-migrations",
                    path + ["from"],
                    id: "Ada dua migrasi dari versi \(migration.from).",
                    en: "There are two migrations from version \(migration.from).",
                    todo: LocalizedText(id: "Gabungkan.", en: "Make them one.")
                )
            )
        }
        findings += placeFindings(migration, path, subject) + answerFindings(migration, path, subject)
    }
    return findings
}

private func placeFindings(_ migration: Migration, _ path: [String], _ subject: CheckSubject) -> [Finding] {
    let definition = subject.definition
    var findings: [Finding] = []
    for (old, new) in migration.states.sorted(by: { $0.key < $1.key }) {
        let place = path + ["states", old.text]
        guard let state = definition.state(new) else {
            findings.append(unknown("state", new.text, place, among: definition.allStates.order.map(\.text), subject))
            continue
        }
        guard state.isEnd, definition.states.contains(new) else { continue }
        findings.append(
            subject.error(
                "migration-ends-cases",
                place,
                id: "Migrasi membawa perkara ke \"\(new)\", yang menutupnya; perkara ditutup oleh orang.",
                en: "The migration leads cases to \"\(new)\", which ends them; people end cases.",
                todo: LocalizedText(id: "Pilih keadaan yang masih berjalan.", en: "Choose a state that goes on.")
            )
        )
    }
    for (old, move) in migration.clocks.sorted(by: { $0.key < $1.key }) {
        guard case .become(let new) = move, definition.clocks[new] == nil else { continue }
        let known = definition.clocks.order.map(\.text) + ["keep", "reset"]
        findings.append(unknown("clock", new.text, path + ["clocks", old.text], among: known, subject))
    }
    let taken = Dictionary(grouping: migration.clocks.filter { $0.value != .keep && $0.value != .reset }, by: \.value)
    for (move, from) in taken where from.count > 1 {
        findings.append(
            subject.error(
                "clocks-meet",
                path + ["clocks"],
                id: "Dua tenggat lama menjadi satu: \"\(move.text)\".",
                en: "Two old clocks become one: \"\(move.text)\".",
                todo: LocalizedText(id: "Mulai ulang salah satunya (reset).", en: "Reset one of them.")
            )
        )
    }
    return findings
}

/// What expressions of a migration may name.
private let names: Set<String> = ["old", "case", "parameters", "now", "today"]

private func answerFindings(_ migration: Migration, _ path: [String], _ subject: CheckSubject) -> [Finding] {
    let fields = subject.forms.flatMap(\.form.order)
    var findings: [Finding] = []
    for (id, formula) in migration.fields.all {
        if !fields.contains(id) {
            findings.append(unknown("field", id.text, path + ["fields", id.text], among: fields.map(\.text), subject))
        }
        let cost = formula.expression.worstCost
        if cost > Rules.Limits.steps {
            findings.append(
                Finding(
                    .error,
                    "too-costly",
                    at: formula.place,
                    LocalizedText(
                        id: "Ekspresi ini bisa memakan \(cost) langkah; batasnya \(Rules.Limits.steps).",
                        en: "This expression can take \(cost) steps; the limit is \(Rules.Limits.steps)."
                    ),
                    todo: LocalizedText(
                        id: "Kurangi penelusuran daftar di dalam daftar.",
                        en: "Walk through fewer lists inside of lists."
                    )
                )
            )
        }
        for name in formula.expression.names.subtracting(names).sorted() {
            findings.append(
                Finding(
                    .error,
                    "unknown-name",
                    at: formula.place,
                    LocalizedText(
                        id: "\"\(name)\" tidak dikenal di sini; migrasi membaca old, case, parameters, now dan today.",
                        en: "\"\(name)\" is not known here; a migration reads old, case, parameters, now and today."
                    ),
                    todo: fields.contains { $0.text == name }
                        ? LocalizedText(id: "Tulis old.\(name).", en: "Write old.\(name).") : nil
                )
            )
        }
    }
    return findings
}

private func unknown(
    _ kind: String,
    _ name: String,
    _ path: [String],
    among known: [String],
    _ subject: CheckSubject
) -> Finding {
    subject.error(
        "unknown-\(kind)",
        path,
        id: "Migrasi menyebut \"\(name)\", yang tidak ada di versi ini.",
        en: "The migration names \"\(name)\", which this version does not have.",
        todo: Reading.suggestion(for: name, among: known)
    )
}
