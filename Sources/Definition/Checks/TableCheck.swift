import Civic
import Rules

/// Tables whose cells can be read, name codes that exist, and answer for everything.
func tableFindings(_ subject: CheckSubject) -> [Finding] {
    subject.definition.tables.all.flatMap { id, table in
        let (read, problems) = table.read(domains: table.inputs.map { subject.definition.domain(of: $0) })
        let codes = read.map { codeFindings($0, table, id, subject) } ?? []
        // A row that names an unknown code never fits because of it: said once.
        let misspelt = Set(codes.map(\.place))
        let findings = problems.filter { problem in
            problem.code != "never-hit"
                || !table.inputs.indices.contains {
                    misspelt.contains(subject.place(rowPath(problem.path, $0, of: id)))
                }
        }.map { problem in
            // A case that no row fits would have no agency: here that is an error.
            let severity: Finding.Severity =
                problem.severity == .error || problem.code == "no-default" ? .error : .warning
            let place = Finding(problem, at: subject.place(tablePath(problem.path, of: id))).place
            return Finding(severity, problem.code, at: place, problem.message, todo: problem.todo)
        }
        return findings + codes
    }
}

/// `["rows", "tree", "0"]` of a finding is `tables.route.rows.tree.in.0` in the definition.
private func tablePath(_ path: [String], of table: TableID) -> [String] {
    var path = path
    if path.count == 3, path[0] == "rows" { path.insert("in", at: 2) }
    return ["tables", table.text] + path
}

private func rowPath(_ path: [String], _ column: Int, of table: TableID) -> [String] {
    ["tables", table.text] + path + ["in", String(column)]
}

/// Codes in the cells of an input like `category.code` must be rows of its register; every row must be thought of.
private func codeFindings(_ read: DecisionTable, _ table: TableElement, _ id: TableID, _ subject: CheckSubject)
    -> [Finding]
{
    var findings: [Finding] = []
    for (column, input) in table.inputs.enumerated() {
        guard let known = subject.definition.codes(of: input) else { continue }
        for row in read.rows {
            for code in row.cells[column].texts where !known.contains(code) {
                findings.append(
                    subject.error(
                        "unknown-code",
                        ["tables", id.text, "rows", row.id, "in", String(column)],
                        id: "Kode \"\(code)\" tidak ada di antara pilihan \(input.source).",
                        en: "The code \"\(code)\" is none of the choices of \(input.source).",
                        todo: Reading.suggestion(for: code, among: known)
                    )
                )
            }
        }
    }
    return findings
}

extension Definition {
    /// What values an input can have, as far as the form says.
    fileprivate func domain(of input: Formula) -> InputDomain {
        if let codes = codes(of: input) { return InputDomain(.only(codes.map { .string($0) })) }
        guard let id = try? FieldID(input.source), let field = form[id] else { return .unknown }
        let allowsNull = field.required != .always || field.when != nil
        switch field.type {
        case .yesNo: return InputDomain(.only([true, false]), allowsNull: allowsNull)
        case .integer, .money: return InputDomain(.whole, allowsNull: allowsNull)
        case .decimal: return InputDomain(.fractional, allowsNull: allowsNull)
        default: return .unknown
        }
    }

    /// The codes that `field.code` can have; nil where the expression is anything else.
    fileprivate func codes(of input: Formula) -> [String]? {
        let parts = input.source.split(separator: ".")
        guard parts.count == 2, parts[1] == "code", let id = try? FieldID(String(parts[0])), let field = form[id],
            case .choice(let choices) = field.type
        else { return nil }
        switch choices {
        case .register(let register): return registers[register]?.rows.order.map(\.text)
        case .options(let options): return options.order.map(\.text)
        }
    }
}

extension UnaryTest {
    /// The texts that the cell names.
    fileprivate var texts: [String] {
        switch self {
        case .any: []
        case .equal(let value), .less(let value, _), .greater(let value, _): [value.asString].compactMap(\.self)
        case .between(let lower, _, let upper, _): [lower.asString, upper.asString].compactMap(\.self)
        case .oneOf(let tests): tests.flatMap(\.texts)
        case .not(let test): test.texts
        }
    }
}
