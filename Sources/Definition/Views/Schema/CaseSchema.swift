package import Civic

extension Definition {
    /// JSON Schema (2020-12) of a case as the API tells it: `GET cases/{number}`.
    ///
    /// Nothing in `data` is required: the reader sees what they may see, and erased answers are gone.
    package func caseSchema(_ language: Language) -> JSON {
        var data: [String: JSON] = [:]
        for (id, field) in form.all { data[id.text] = read(field, language) }
        for (_, action) in actions.all {
            for (id, field) in action.form.all where data[id.text] == nil { data[id.text] = read(field, language) }
        }
        let contact = form.all.filter { $0.element.privacy == .person }.map { ($0.id.text, read($0.element, language)) }
        return [
            "$schema": JSONSchema.dialect, "$id": .string("urn:lumbung:\(app):\(version):case"),
            "title": .string(name.text(language)), "description": .string(summary.text(language)), "type": "object",
            "required": [
                "number", "app", "definition", "state", "state_name", "agency", "version", "channel", "started_at",
                "changed_at", "sight", "actions", "timeline", "data",
            ],
            "properties": .object(
                caseMembers(language).merging([
                    "data": ["type": "object", "properties": .object(data), "additionalProperties": false],
                    "contact": [
                        "type": ["object", "null"],
                        "properties": .object(Dictionary(contact, uniquingKeysWith: { first, _ in first })),
                    ],
                ]) { $1 }
            ),
        ]
    }

    private func read(_ field: Field, _ language: Language) -> JSON {
        var property = fieldSchema(field, language).kept
        property["title"] = .string(field.label.text(language))
        property["x-privacy"] = .string(field.privacy.rawValue)
        return .object(property)
    }

    private func caseMembers(_ language: Language) -> [String: JSON] {
        let time: JSON = ["type": "string", "format": "date-time"]
        let text: JSON = ["type": "string"]
        let states = states.all.map {
            JSON.object(["const": .string($0.id.text), "title": .string($0.element.name.text(language))])
        }
        let actions = actions.all.map {
            JSON.object(["const": .string($0.id.text), "title": .string($0.element.name.text(language))])
        }
        var members: [String: JSON] = [:]
        if hasBranches { members["branches"] = branchesSchema(language) }
        return members.merging([
            "number": ["type": "string", "pattern": .string("^\(prefix)-[0-9]{4}-[0-9]{6,}$")],
            "app": ["const": .string(app.text)],
            "definition": ["type": "string", "pattern": .string("^\(SchemaPattern.hash)$")],
            "state": ["type": "string", "oneOf": .array(states)], "state_name": text,
            "agency": .object(FieldSchema.word), "version": ["type": "integer", "minimum": 0], "channel": text,
            "started_at": time, "changed_at": time, "ended_at": time, "due": time,
            "sight": ["type": "string", "enum": ["publicView", "holder", "staff"]], "link": text,
            "village": ["type": "string", "pattern": "^[0-9]{2}[.][0-9]{2}[.][0-9]{2}[.][0-9]{4}$"],
            "district": ["type": "string", "pattern": "^[0-9]{2}[.][0-9]{2}[.][0-9]{2}$"],
            "attributes": ["type": "object"],
            "marked": ["type": "object", "additionalProperties": ["type": "string"]],
            "actions": ["type": "array", "items": actions.isEmpty ? ["type": "string"] : ["oneOf": .array(actions)]],
            "timeline": [
                "type": "array",
                "items": [
                    "type": "object", "required": ["version", "at", "kind", "title", "by", "state"],
                    "properties": [
                        "version": ["type": "integer"], "at": time, "kind": text, "title": text, "by": text,
                        "state": text, "reason": text, "note": text,
                    ],
                ],
            ],
        ]) { $1 }
    }

    /// Where each branch of the case's state stands.
    private func branchesSchema(_ language: Language) -> JSON {
        let branches = states.all.flatMap { $0.element.branches.all }
        let states = branches.flatMap { $0.element.states.all }
        return [
            "type": "array",
            "items": [
                "type": "object", "required": ["branch", "name", "state", "state_name", "since"],
                "properties": [
                    "branch": [
                        "type": "string",
                        "oneOf": .array(branches.map { named($0.id.text, $0.element.name, language) }),
                    ],
                    "name": ["type": "string"],
                    "state": [
                        "type": "string", "oneOf": .array(states.map { named($0.id.text, $0.element.name, language) }),
                    ],
                    "state_name": ["type": "string"], "since": ["type": "string", "format": "date-time"],
                ],
            ],
        ]
    }

    private func named(_ id: String, _ name: LocalizedText, _ language: Language) -> JSON {
        ["const": .string(id), "title": .string(name.text(language))]
    }
}
