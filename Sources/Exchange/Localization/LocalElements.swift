package import Civic
package import Definition

/// The elements of an effective definition that a steward changes by forms: names, categories, workdays, routes, targets.
package enum LocalElements {
    /// In groups, in the order of the page.
    package static func groups(_ definition: Definition) -> [(title: LocalizedText, elements: [LocalElement])] {
        var groups: [(LocalizedText, [LocalElement])] = [
            (LocalizedText(id: "Nama layanan dan pemilik", en: "Name and owner"), names(definition))
        ]
        for (id, register) in definition.registers.all {
            groups.append((register.name, rows(id, register)))
        }
        for (id, table) in definition.tables.all {
            let routes = Self.routes(id, table, definition)
            if !routes.isEmpty {
                groups.append(
                    (LocalizedText(id: "Diteruskan ke perangkat daerah", en: "Passed on to which agency"), routes)
                )
            }
        }
        let targets = clocks(definition)
        if !targets.isEmpty { groups.append((LocalizedText(id: "Tenggat", en: "Deadlines"), targets)) }
        return groups
    }

    /// The element of a path, if forms may change it.
    package static func element(_ path: [String], of definition: Definition) -> LocalElement? {
        groups(definition).lazy.flatMap(\.elements).first { $0.path == path }
    }

    private static func text(_ text: LocalizedText, _ path: [String], _ label: LocalizedText) -> [LocalElement] {
        Language.allCases.map { language in
            LocalElement(
                path: path + [language.rawValue],
                label: LocalizedText(
                    id: "\(label.text(.id)) (\(language.rawValue))",
                    en: "\(label.text(.en)) (\(language.rawValue))"
                ),
                kind: .words(language),
                value: text.texts[language].map { .string($0) } ?? .null
            )
        }
    }

    private static func names(_ definition: Definition) -> [LocalElement] {
        text(definition.name, ["name"], LocalizedText(id: "Nama", en: "Name"))
            + [
                LocalElement(
                    path: ["owner"],
                    label: LocalizedText(id: "Perangkat daerah pemilik", en: "Owning agency"),
                    kind: .agency,
                    value: .string(definition.owner.text)
                )
            ]
    }

    private static func rows(_ id: RegisterID, _ register: InlineRegister) -> [LocalElement] {
        register.rows.all.flatMap { row, element -> [LocalElement] in
            let base = ["registers", id.text, "rows", row.text]
            func label(_ id: String, _ en: String) -> LocalizedText {
                LocalizedText(id: "\(element.name.text(.id)): \(id)", en: "\(element.name.text(.en)): \(en)")
            }
            var elements = [
                LocalElement(
                    path: base + ["hidden"],
                    label: label("ditampilkan", "shown"),
                    kind: .shown,
                    value: .bool(!element.isHidden)
                )
            ]
            elements += text(element.name, base + ["name"], label("nama", "name"))
            for (column, rule) in register.columns.all {
                let path = base + ["values", column.text]
                let value = element.values[column] ?? .null
                switch rule.kind {
                case .integer:
                    let words =
                        column.text == "workdays" ? label("hari kerja", "workdays") : label(column.text, column.text)
                    elements.append(
                        LocalElement(
                            path: path,
                            label: words,
                            kind: .number(min: rule.min, max: rule.max, source: rule.lock?.source),
                            value: value
                        )
                    )
                case .yesNo:
                    let words =
                        column.text == "needs_photo"
                        ? label("wajib foto", "photo required") : label(column.text, column.text)
                    elements.append(
                        LocalElement(path: path, label: words, kind: .yesNo, value: value.isNull ? .bool(false) : value)
                    )
                case .word, .text: break
                }
            }
            return elements
        }
    }

    private static func routes(_ id: TableID, _ table: TableElement, _ definition: Definition) -> [LocalElement] {
        guard let output = table.outputs.first(where: { $0.text.hasSuffix("agency") }) else { return [] }
        return table.rows.all.compactMap { row, element in
            guard let agency = element.outputs[output]?.string else { return nil }
            let when = element.cells.filter { $0 != "-" }.map { words($0, definition) }.joined(separator: ", ")
            let label = when.isEmpty ? LocalizedText(id: "Lainnya", en: "Anything else") : LocalizedText(id: when)
            return LocalElement(
                path: ["tables", id.text, "rows", row.text, "out", output.text],
                label: label,
                kind: .agency,
                value: .string(agency)
            )
        }
    }

    /// `"road_damage", "drainage"` in the names of the register's rows.
    private static func words(_ cell: String, _ definition: Definition) -> String {
        cell.split(separator: ",").map { part in
            let code = part.trimmed.filter { $0 != "\"" }
            for (_, register) in definition.registers.all {
                if let option = try? OptionID(String(code)), let row = register.rows[option] {
                    return row.name.text(.id)
                }
            }
            return String(code)
        }.joined(separator: ", ")
    }

    private static func clocks(_ definition: Definition) -> [LocalElement] {
        definition.clocks.all.compactMap { id, clock in
            guard case .workdays(let days) = clock.target else { return nil }
            return LocalElement(
                path: ["clocks", id.text, "target"],
                label: LocalizedText(
                    id: "\(clock.name.text(.id)): hari kerja",
                    en: "\(clock.name.text(.en)): workdays"
                ),
                kind: .workdays(min: clock.min, max: clock.max, source: clock.lock?.source),
                value: .string(days == 1 ? "1 workday" : "\(days) workdays")
            )
        }
    }
}
