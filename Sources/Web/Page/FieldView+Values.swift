import Civic
import Definition
import Engine
import Node

/// The boxes of values that are more than one line: several choices, orders, periods, addresses, rows.
extension FieldView {
    /// What a box is filled in with again: what was typed, or what is kept as people would type it.
    var typed: String {
        guard let answer else { return "" }
        if let typed = answer["typed"]?.string { return typed }
        switch field.type {
        case .decimal:
            guard let number = try? ExactDecimal(canonical: answer) else { return answer.string ?? "" }
            return number.typing
        case .money:
            guard let amount = answer.int else { return answer.string ?? "" }
            return String(Rupiah(amount).description.trimmingPrefix("Rp"))
        case .area: return answer.string ?? (try? Civic.Area(canonical: answer))?.typing ?? ""
        case .route: return answer.string ?? (try? Civic.Route(canonical: answer))?.typing ?? ""
        default: return answer.string ?? answer.int.map(String.init) ?? ""
        }
    }

    /// Tokens of HTML for people's own data; numbers of other people's papers are never filled in.
    var usualAutocomplete: String? {
        switch field.type {
        case .phone: "tel"
        case .email: "email"
        case .person: "name"
        case .url: "url"
        case .postalCode: "postal-code"
        case .nik, .kk, .npwp, .nib, .nisn, .nip, .plate, .caseReference, .decimal, .money, .time: "off"
        default: nil
        }
    }

    /// An example for what has one spelling, where the definition gives no hint of its own.
    var usualHint: String? {
        switch field.type {
        case .nik, .kk, .npwp, .nib, .nisn, .nip, .plate, .url, .time, .money, .area, .route, .ranking, .period:
            texts.text("field.hint-\(field.type.word)")
        case .decimal(let scale): texts.text("field.hint-decimal", ["scale": "\(scale)"])
        case .caseReference: texts.text("field.hint-case")
        default: nil
        }
    }

    // MARK: Several choices

    func checks(_ options: [Option]) -> View {
        let chosen = Set((answer?.array ?? answer.map { [$0] } ?? []).compactMap(\.string))
        return [
            "isChecks": true, "isGroup": true, "hasPictures": options.contains { $0.icon != nil },
            "options": options.enumerated().map { place, option in
                [
                    "id": place == 0 ? htmlID : "\(htmlID)-\(place)", "name": formName, "value": option.value,
                    "label": option.label, "hint": option.hint, "icon": option.icon,
                    "isChecked": chosen.contains(option.value),
                ] as View
            },
        ]
    }

    // MARK: Parts

    /// One box of several that make an answer.
    struct Part {
        let key: String
        let label: String
        var hint: String?
        var value = ""
        var isOptional = false
        var isShort = false
        var inputMode: String?
        var autocomplete: String?
        /// Groups of choices; nil: a line of text.
        var choices: [(label: String?, options: [(value: String, label: String)])]?
    }

    /// The first box has the field's own id, so that the error summary's link finds it.
    func parts(_ parts: [Part]) -> View {
        [
            "isParts": true, "isGroup": true,
            "parts": parts.enumerated().map { place, part in
                let id = place == 0 ? htmlID : "\(htmlID)-\(place)"
                return [
                    "id": id, "name": part.key.isEmpty ? formName : "\(formName).\(part.key)", "label": part.label,
                    "hint": part.hint, "describedBy": part.hint == nil ? nil : id + "-hint", "value": part.value,
                    "isOptional": part.isOptional, "isShort": part.isShort, "inputMode": part.inputMode,
                    "autocomplete": part.autocomplete, "isChoice": part.choices != nil,
                    "lists": (part.choices ?? []).map { list in
                        [
                            "label": list.label,
                            "options": list.options.map { option in
                                [
                                    "value": option.value, "label": option.label,
                                    "isChecked": option.value == part.value,
                                ] as View
                            },
                        ] as View
                    },
                ] as View
            },
        ]
    }

    /// A list for each place in the order.
    func ranking(_ options: [Option]) -> [Part] {
        let chosen = (answer?.array ?? []).map { $0.string ?? "" }
        let places = min(field.max ?? options.count, options.count, Limits.rankedPlacesMax)
        return (0..<max(places, 1)).map { place in
            Part(
                key: "",
                label: texts.text("field.rank", ["n": "\(place + 1)"]),
                value: place < chosen.count ? chosen[place] : "",
                isOptional: place >= (field.min ?? 1),
                choices: [(nil, options.map { ($0.value, $0.label) })]
            )
        }
    }

    var period: [Part] {
        var ends = (answer?["from"]?.string ?? "", answer?["until"]?.string ?? "")
        if let kept = answer?.string, let period = try? Period(typed: kept) {
            switch period {
            case .days(let first, let last): ends = (first.display(setting.formats), last.display(setting.formats))
            case .months(let first, let last): ends = (first.display(setting.formats), last.display(setting.formats))
            }
        }
        return [
            Part(key: "from", label: texts.text("field.from"), value: ends.0, isShort: true, autocomplete: "off"),
            Part(key: "until", label: texts.text("field.until"), value: ends.1, isShort: true, autocomplete: "off"),
        ]
    }

    var address: [Part] {
        func value(_ key: String) -> String { answer?[key]?.string ?? "" }
        let terms = setting.government.terms
        let villages = setting.regions.regions(of: .district).map { district in
            (
                label: Optional(district.name),
                options: setting.regions.children(of: district.code).map { (value: $0.code.text, label: $0.name) }
            )
        }
        return [
            Part(
                key: "street",
                label: texts.text("field.street"),
                value: value("street"),
                autocomplete: "street-address"
            ),
            Part(
                key: "rt",
                label: "RT",
                value: value("rt"),
                isOptional: true,
                isShort: true,
                inputMode: "numeric",
                autocomplete: "off"
            ),
            Part(
                key: "rw",
                label: "RW",
                value: value("rw"),
                isOptional: true,
                isShort: true,
                inputMode: "numeric",
                autocomplete: "off"
            ),
            Part(key: "region", label: terms.village.text(language), value: value("region"), choices: villages),
            Part(
                key: "place",
                label: texts.text("field.elsewhere"),
                hint: texts.text("field.elsewhere-hint"),
                value: value("place"),
                isOptional: true,
                autocomplete: "off"
            ),
            Part(
                key: "postal_code",
                label: texts.text("field.postal-code"),
                value: value("postal_code"),
                isOptional: true,
                isShort: true,
                inputMode: "numeric",
                autocomplete: "postal-code"
            ),
            Part(
                key: "landmark",
                label: texts.text("field.place-landmark"),
                value: value("landmark"),
                isOptional: true,
                autocomplete: "off"
            ),
        ]
    }

    // MARK: Rows

    /// A group's rows, at least as many as it must have, each with its own boxes.
    func rows(_ fields: Keyed<FieldID, Field>) -> View {
        let given = answer?.array ?? []
        let count = max(given.count, field.min ?? 1, 1)
        let most = field.max ?? AnswerLimits.rowsMax
        return [
            "isRows": true, "isGroup": true, "canAdd": count < most, "group": formName,
            "rows": (0..<count).map { place in
                [
                    "legend": texts.text("field.row", ["n": "\(place + 1)"]),
                    "remove": count > max(field.min ?? 1, 1) ? "\(formName).\(place)" : nil,
                    "fields": fields.all.enumerated().map { number, inner in
                        box(inner.id, inner.element, row: place, isFirst: place == 0 && number == 0, given: given)
                    },
                ] as View
            },
        ]
    }

    private func box(_ inner: FieldID, _ field: Field, row: Int, isFirst: Bool, given: [JSON]) -> View {
        let problem = rowProblems.first { problem in
            if case .inRow(let place, inner, _, _) = problem.cause { place == row + 1 } else { false }
        }
        var label: String?
        if case .inRow(_, _, let name, let cause)? = problem?.cause {
            label = FieldProblem(field: inner, label: name, cause: cause).message.text(language)
        }
        return FieldView(
            setting: setting,
            id: inner,
            field: field,
            answer: row < given.count ? given[row][inner.text] : nil,
            error: label,
            isRequired: field.required == .always,
            isTitle: false,
            prefix: prefix,
            name: "\(formName).\(row).\(inner)",
            pageID: isFirst ? htmlID : "\(htmlID)-\(row)-\(inner)"
        ).view
    }
}
