package import Civic
import Definition

extension Study {
    package var json: JSON {
        .members([
            ("v", 1), ("title", .string(title)),
            (
                "sections",
                .object(
                    Dictionary(
                        sections.map { ($0.key.rawValue, JSON.string($0.value)) },
                        uniquingKeysWith: { a, _ in a }
                    )
                )
            ),
            (
                "providers",
                .array(providers.map { ["government": .string($0.government.text), "name": .string($0.name)] })
            ),
            ("criteria", .array(criteria.map(\.json))), ("lines", .array(lines.map(\.json))),
            ("recommended", recommended.map { .string($0.text) }),
        ])
    }

    package init(json: JSON) throws(Wrong) {
        let members = try JSONMembers(json, "")
        var sections: [Section: String] = [:]
        for (name, value) in try members.members("sections").json.object ?? [:] {
            guard let section = Section(rawValue: name), let text = value.string else {
                throw JSONMembers.broken("sections." + name)
            }
            sections[section] = text
        }
        var providers: [Candidate] = []
        for (index, item) in try members.list("providers").enumerated() {
            let provider = try JSONMembers(item, "providers.\(index)")
            providers.append(Candidate(government: try provider.region("government"), name: try provider.text("name")))
        }
        var criteria: [Criterion] = []
        for (index, item) in try members.list("criteria").enumerated() {
            criteria.append(try Criterion(item, "criteria.\(index)"))
        }
        var lines: [Line] = []
        for (index, item) in try members.list("lines").enumerated() { lines.append(try Line(item, "lines.\(index)")) }
        self.init(
            title: try members.text("title", max: 400),
            sections: sections,
            providers: providers,
            criteria: criteria,
            lines: lines,
            recommended: members.has("recommended") ? try members.region("recommended") : nil
        )
    }
}

/// Values by government, as an object by code.
private func byCode<Value>(_ values: [RegionCode: Value], _ json: (Value) -> JSON) -> JSON {
    .object(Dictionary(values.map { ($0.key.text, json($0.value)) }, uniquingKeysWith: { first, _ in first }))
}

extension JSONMembers {
    fileprivate func byGovernment<Value>(_ key: String, _ read: (JSON) -> Value?) throws(Wrong) -> [RegionCode: Value] {
        var values: [RegionCode: Value] = [:]
        for (name, value) in try members(key).json.object ?? [:] {
            guard let code = try? RegionCode(name), let read = read(value) else { throw Self.broken(key + "." + name) }
            values[code] = read
        }
        return values
    }
}

extension Study.Criterion {
    fileprivate var json: JSON {
        [
            "id": .string(id), "name": .string(name), "weight": .int(Int64(weight)),
            "evidence": byCode(evidence) { .string($0) }, "marks": byCode(marks) { .int(Int64($0)) },
        ]
    }

    fileprivate init(_ json: JSON, _ place: String) throws(Wrong) {
        let members = try JSONMembers(json, place)
        self.init(
            id: try members.text("id"),
            name: try members.text("name"),
            weight: json["weight"]?.int.map { Int($0) } ?? 1,
            evidence: try members.byGovernment("evidence") { $0.string },
            marks: try members.byGovernment("marks") { $0.int.map { Int($0) } }
        )
    }
}

extension Study.Line {
    fileprivate var json: JSON {
        .members([
            ("app", .string(app.text)), ("name", .string(name)), ("reason", .string(reason)),
            ("national", national?.json),
            ("struck_out", .bool(isStruckOut)), ("basis", basis.map { .string($0) }),
            ("offered", byCode(offered) { .string($0) }),
            (
                "readiness",
                readiness.map {
                    [
                        "met": .int(Int64($0.met)), "needed": .int(Int64($0.needed)),
                        "gaps": .array($0.gaps.map { .string($0) }),
                    ]
                }
            ),
        ])
    }

    fileprivate init(_ json: JSON, _ place: String) throws(Wrong) {
        let members = try JSONMembers(json, place)
        guard let app = try? AppID(try members.text("app")) else { throw JSONMembers.broken(place + ".app") }
        var ready: Ready?
        if members.has("readiness") {
            let part = try members.members("readiness")
            guard let met = part.json["met"]?.int, let needed = part.json["needed"]?.int else {
                throw JSONMembers.broken(place + ".readiness")
            }
            ready = Ready(met: Int(met), needed: Int(needed), gaps: try part.texts("gaps"))
        }
        self.init(
            app: app,
            name: try members.text("name"),
            reason: try members.text("reason", max: 1_000),
            national: members.has("national") ? try NationalNote(json["national"], place + ".national") : nil,
            isStruckOut: json["struck_out"]?.bool ?? false,
            basis: try members.optionalText("basis", max: 1_000),
            offered: try members.byGovernment("offered") { $0.string },
            readiness: ready
        )
    }
}
