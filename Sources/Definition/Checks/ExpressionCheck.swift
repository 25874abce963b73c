import Civic
import Rules

/// Every expression names only what is there, and gives the kind of answer that its place needs.
func expressionFindings(_ subject: CheckSubject) -> [Finding] {
    var check = ExpressionCheck(subject: subject)
    check.run()
    return check.findings
}

private struct ExpressionCheck {
    let subject: CheckSubject
    var findings: [Finding] = []
    private var environments: [ExpressionSite: TypeEnvironment] = [:]

    init(subject: CheckSubject) { self.subject = subject }

    /// What an expression must give.
    private enum Wanted {
        case condition, target, money, day, date, anything
    }

    mutating func run() {
        let definition = subject.definition
        for (path, form, site) in subject.forms { self.form(form, path, site) }
        assignments(definition.start.set, .start)
        for (id, action) in definition.actions.all {
            expect(.condition, action.when, .action(id))
            assignments(action.set, .action(id))
            for case (_, .formula(let formula)) in action.extend.all { expect(.target, formula, .action(id)) }
            expect(.day, action.money.bill?.due.formula, .action(id))
        }
        for (_, fee) in definition.fees.all {
            expect(.money, fee.amount, .other)
            for (_, line) in fee.lines.all {
                expect(.money, line.amount, .other)
                expect(.condition, line.when, .other)
            }
        }
        for (id, document) in definition.documents.all {
            guard case .formula(let formula)? = document.valid?.until else { continue }
            for (action, element) in definition.actions.all where element.documents.numbered.contains(id) {
                expect(.date, formula, .action(action))
            }
        }
        for (_, clock) in definition.clocks.all {
            if case .formula(let formula) = clock.target { expect(.target, formula, .other) }
        }
        for (_, table) in definition.tables.all {
            for input in table.inputs { expect(.anything, input, .other) }
        }
        // Officers read boxes, so what they type elsewhere may come from boxes.
        for field in definition.national.flatMap(\.fields.all) { expect(.anything, field.element.value, .start) }
    }

    private mutating func form(_ form: Keyed<FieldID, Field>, _ path: [String], _ site: ExpressionSite) {
        for (id, field) in form.all {
            var formulas: [(Formula, String)] = field.when.map { [($0, "when")] } ?? []
            if case .when(let formula) = field.required { formulas.append((formula, "required_if")) }
            if let calculated = field.calculated { self.calculated(calculated, field, id, path, site) }
            // A field's own answer is what `valid_if` asks about.
            if let valid = field.validIf { expect(.condition, valid, site) }
            for (formula, key) in formulas {
                expect(.condition, formula, site)
                guard formula.expression.names.contains(id.text) else { continue }
                findings.append(
                    subject.error(
                        "own-answer",
                        path + [id.text, key],
                        id: "Isian \"\(id)\" bergantung pada jawabannya sendiri.",
                        en: "The field \"\(id)\" depends on its own answer.",
                        todo: LocalizedText(id: "Sebut isian lain.", en: "Name another field.")
                    )
                )
            }
        }
    }

    /// A calculated value has the type of its field, and does not need itself.
    private mutating func calculated(
        _ formula: Formula,
        _ field: Field,
        _ id: FieldID,
        _ path: [String],
        _ site: ExpressionSite
    ) {
        expect(.anything, formula, site)
        if formula.expression.names.contains(id.text) {
            findings.append(
                subject.error(
                    "own-answer",
                    path + [id.text, "calculated"],
                    id: "Isian \"\(id)\" dihitung dari dirinya sendiri.",
                    en: "The field \"\(id)\" is worked out from itself.",
                    todo: LocalizedText(id: "Sebut isian lain.", en: "Name another field.")
                )
            )
        }
    }

    private mutating func assignments(_ set: Keyed<Attribute, Assigned>, _ site: ExpressionSite) {
        for case (_, .formula(let formula)) in set.all { expect(.anything, formula, site) }
    }

    private mutating func expect(_ wanted: Wanted, _ formula: Formula?, _ site: ExpressionSite) {
        guard let formula else { return }
        let environment = environments[site] ?? subject.definition.environment(at: site)
        environments[site] = environment
        let (problems, type) = formula.expression.check(in: environment)
        findings += problems.map { Finding($0, at: formula.place) }
        closedFields(in: formula, at: site)
        guard !problems.contains(where: { $0.severity == .error }) else { return }
        switch (wanted, type) {
        case (.anything, _), (_, .dyn), (.condition, .bool), (.condition, .nullable(.bool)): return
        case (.target, .workdays), (.target, .int), (.target, .duration): return
        case (.target, .nullable(let inner)) where [.workdays, .int, .duration].contains(inner): return
        case (.money, .money), (.money, .nullable(.money)), (.day, .workdays), (.day, .int), (.day, .duration),
            (.day, .date):
            return
        case (.day, .nullable(let inner)) where [.workdays, .int, .duration, .date].contains(inner): return
        case (.money, _):
            findings.append(
                Finding(
                    .error,
                    "not-money",
                    at: formula.place,
                    LocalizedText(
                        id: "Biaya harus berupa rupiah yang tepat, bukan \(type.name).",
                        en: "A fee must be an exact amount of rupiah, not \(type.name)."
                    ),
                    todo: LocalizedText(
                        id: "Tulis money(…), atau tarif.times(luas, 'down').",
                        en: "Write money(…), or rate.times(area, 'down')."
                    )
                )
            )
        case (.day, _):
            findings.append(
                Finding(
                    .error,
                    "not-a-due-day",
                    at: formula.place,
                    LocalizedText(
                        id: "Batas bayar harus berupa lama waktu atau tanggal, bukan \(type.name).",
                        en: "A due day must be a length of time or a date, not \(type.name)."
                    ),
                    todo: LocalizedText(id: "Tulis 14 days, atau = sebuah tanggal.", en: "Write 14 days, or = a date.")
                )
            )
        case (.date, .date), (.date, .nullable(.date)): return
        case (.date, _):
            findings.append(
                Finding(
                    .error,
                    "not-a-date",
                    at: formula.place,
                    LocalizedText(
                        id: "Masa berlaku berakhir pada sebuah tanggal, bukan \(type.name).",
                        en: "A document holds until a date, not \(type.name)."
                    ),
                    todo: LocalizedText(id: "Tulis = today + days(30).", en: "Write = today + days(30).")
                )
            )
        case (.condition, _):
            findings.append(
                Finding(
                    .error,
                    "not-a-condition",
                    at: formula.place,
                    LocalizedText(
                        id: "Di sini harus ada syarat (benar atau salah), bukan \(type.name).",
                        en: "This must be a condition (true or false), not \(type.name)."
                    ),
                    todo: LocalizedText(
                        id: "Bandingkan dengan sesuatu, misalnya … == … .",
                        en: "Compare it, such as … == … ."
                    )
                )
            )
        case (.target, _):
            findings.append(
                Finding(
                    .error,
                    "not-a-target",
                    at: formula.place,
                    LocalizedText(
                        id: "Tenggat harus berupa hari kerja atau lama waktu, bukan \(type.name).",
                        en: "A target must be workdays or a duration, not \(type.name)."
                    ),
                    todo: LocalizedText(id: "Tulis = workdays(…).", en: "Write = workdays(…).")
                )
            )
        }
    }

    /// After the start no rule reads what lies in a box: erasing a person must not change what a case may do.
    private mutating func closedFields(in formula: Formula, at site: ExpressionSite) {
        guard !site.seesClosedFields else { return }
        var closed = subject.definition.closedFields
        if case .action(let id) = site { closed.subtract(subject.definition.actions[id]?.form.order.map(\.text) ?? []) }
        for name in formula.expression.names.intersection(closed).sorted() {
            findings.append(
                Finding(
                    .error,
                    "closed-field",
                    at: formula.place,
                    LocalizedText(
                        id: "Isian \"\(name)\" tersimpan tertutup; aturan setelah pelaporan tidak dapat membacanya.",
                        en: "The field \"\(name)\" lies in a closed box; no rule can read it after the start."
                    ),
                    todo: LocalizedText(
                        id: "Simpan yang diperlukan sebagai atribut pada start.set.",
                        en: "Keep what is needed as an attribute under start.set."
                    )
                )
            )
        }
    }
}
