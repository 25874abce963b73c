import Civic
import Definition
import Engine
import Node
import Store

/// All that the house holds of a person in one case, told to that person.
struct HeldCase {
    let context: GovernmentContext
    let view: CaseView

    var definition: Definition { view.definition.definition }
    var number: String { view.state.number.text }
    private var language: Language { context.language }

    /// A value that is kept, and who sees it.
    struct Item {
        let id: FieldID
        let label: String
        let value: String
        let json: JSON
        let privacy: Privacy

        var record: JSON {
            .object([
                "id": .string(id.text), "label": .string(label), "value": json, "text": .string(value),
                "privacy": .string(privacy.rawValue),
            ])
        }
    }

    /// Answers of the form and of every action, the newest of each.
    var items: [Item] {
        var forms = definition.form.all
        for (_, action) in definition.actions.all {
            forms += action.form.all.filter { field in !forms.contains { $0.id == field.id } }
        }
        return forms.compactMap { id, field in
            let answer = view.content.contact?.fields[id] ?? view.content.fields[id] ?? view.state.fields[id]
            guard let answer, !answer.isNull, field.type.files == nil,
                let shown = context.shown(answer, of: id, view.definition)
            else { return nil }
            return Item(
                id: id,
                label: field.label.text(language),
                value: shown.line,
                json: answer,
                privacy: field.privacy
            )
        }
    }

    var files: [String] {
        get throws { try context.government.files.files(of: view.state.id).map(\.name) }
    }

    /// Who opened the case's personal data: by position, for the citizen deals with the office and not with a person.
    var readers: [(who: String, at: Moment)] {
        get throws {
            try context.government.cases.readers(of: view.state.id).map { reader in
                let officer = context.government.identity.officer(reader.officer)
                return (officer.map { $0.title.isEmpty ? $0.login : $0.title } ?? reader.officer.text, reader.at)
            }
        }
    }

    /// Until when it is kept.
    var kept: String {
        let retention = definition.retention
        let slots = ["years": "\(retention.years)"]
        if view.state.isEmptied { return context.text("rights.kept.gone") }
        guard let ended = view.state.endedAt else { return context.text("rights.kept.running", slots) }
        let from = context.government.erasable(ended, retention.years)
        return context.text("rights.kept.until", ["date": context.formats.date(from)])
    }

    /// Everything as data.
    var json: JSON {
        get throws {
            var members: [String: JSON] = [
                "number": .string(number), "service": .string(definition.name.text(language)),
                "started_at": .string(view.state.startedAt.rfc3339),
                "channel": .string(view.state.channel.rawValue),
                "retention_years": .int(Int64(definition.retention.years)),
            ]
            let state = view.definition.stateName(view.state.state, forCitizen: true)
            members["state"] = .string(state.text(language))
            if let ended = view.state.endedAt { members["ended_at"] = .string(ended.rfc3339) }
            members["answers"] = .array(items.map(\.record))
            members["files"] = .array(try files.map { JSON.string("berkas/\(number)/\($0).jpg") })
            members["story"] = .array(story)
            members["readers"] = .array(
                try readers.map { reader in
                    JSON.object(["who": .string(reader.who), "at": .string(reader.at.rfc3339)])
                }
            )
            members["requests"] = .array(try requests)
            return .object(members)
        }
    }

    private var story: [JSON] {
        view.timeline(context.government.profile, language).map { entry in
            var line: [String: JSON] = [
                "at": .string(entry.at.rfc3339), "what": .string(entry.title), "by": .string(entry.by),
            ]
            if let reason = entry.reason { line["reason"] = .string(reason) }
            return .object(line)
        }
    }

    private var requests: [JSON] {
        get throws {
            try context.government.rightsRequests(about: view.state.number).map { request in
                var line: [String: JSON] = [
                    "kind": .string(request.kind.rawValue), "asked_at": .string(request.askedAt.rfc3339),
                ]
                if let outcome = request.outcome { line["outcome"] = .string(outcome.rawValue) }
                return .object(line)
            }
        }
    }

    /// Everything as a page shows it.
    var page: View {
        get throws {
            let readers = try readers
            let requests = try context.government.rightsRequests(about: view.state.number)
            let items = items
            return [
                "number": number, "service": definition.name.text(language), "kept": kept,
                "basis": definition.retention.basis?.text(language),
                "state": view.definition.stateName(view.state.state, forCitizen: true).text(language),
                "started": context.formats.dateTime(view.state.startedAt),
                "hasItems": !items.isEmpty,
                "items": items.map {
                    [
                        "label": $0.label, "value": $0.value,
                        "sight": context.text("rights.privacy-\($0.privacy.rawValue)"),
                    ] as View
                },
                "files": context.text("rights.files", ["n": context.formats.number(try files.count)]),
                "hasReaders": !readers.isEmpty,
                "readers": readers.map {
                    ["who": $0.who, "when": context.formats.dateTime($0.at), "machine": $0.at.rfc3339] as View
                },
                "hasRequests": !requests.isEmpty, "requests": requests.map { RightsRow.view($0, context) },
                "story": view.timeline(context.government.profile, language).map {
                    ["what": $0.title, "when": context.formats.dateTime($0.at), "by": $0.by] as View
                },
            ]
        }
    }
}

/// A request as pages list it.
enum RightsRow {
    static func view(_ line: RightsBoard.Line, _ context: some PageContext) -> View {
        let isLate = line.isOpen && line.dueAt < context.now
        let tone = line.outcome.map { $0 == .granted ? "done" : "refused" } ?? (isLate ? "late" : "working")
        let state = line.outcome?.rawValue ?? (isLate ? "late" : "open")
        return [
            "kind": context.text("rights.kind-\(line.kind.rawValue)"), "number": line.number.text,
            "asked": context.formats.dateTime(line.askedAt), "due": context.formats.dateTime(line.dueAt),
            "decided": line.decidedAt.map { context.formats.dateTime($0) },
            "tag": ["tone": tone, "text": context.text("rights.state-\(state)")] as View,
        ]
    }
}
