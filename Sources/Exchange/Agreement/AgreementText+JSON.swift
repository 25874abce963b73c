package import Civic
import Definition

extension AgreementText {
    package var json: JSON {
        .members([
            ("v", 1), ("kind", .string(kind.rawValue)), ("agreement", .string(agreement.text)),
            ("subject", .string(subject)), ("provider", provider.json), ("adopter", adopter.json),
            ("considerations", .array(considerations.map { .string($0) })),
            ("legal", .array(legal.map { .string($0) })),
            ("clauses", .array(clauses.map(\.json))), ("variables", .object(variables.mapValues { .string($0) })),
            ("framework", framework?.json), ("annex", .array(annex.map(\.json))),
            ("obligations", .array(obligations.map(\.json))), ("final", final?.json),
        ])
    }

    /// Reads a text; everything that this version does not know is refused, for it would be signed unseen.
    package init(json: JSON) throws(Wrong) {
        let members = try JSONMembers(json, "")
        guard json["v"]?.int == 1, let kind = Kind(rawValue: try members.text("kind")),
            let agreement = try? CaseID(try members.text("agreement"))
        else { throw JSONMembers.broken("kind") }
        var variables: [String: String] = [:]
        for (name, value) in try members.members("variables").json.object ?? [:] {
            guard let text = value.string else { throw JSONMembers.broken("variables." + name) }
            variables[name] = text
        }
        var clauses: [Clause] = []
        for (index, clause) in try members.list("clauses").enumerated() {
            clauses.append(try Clause(clause, "clauses.\(index)"))
        }
        var annex: [AnnexLine] = []
        for (index, line) in try members.list("annex", max: Limits.annexLinesMax).enumerated() {
            annex.append(try AnnexLine(line, "annex.\(index)"))
        }
        var obligations: [Obligation] = []
        for (index, row) in try members.list("obligations").enumerated() {
            obligations.append(try Obligation(row, "obligations.\(index)"))
        }
        self.init(
            kind: kind,
            agreement: agreement,
            subject: try members.text("subject", max: 400),
            provider: try Party(json["provider"], "provider"),
            adopter: try Party(json["adopter"], "adopter"),
            considerations: try members.texts("considerations"),
            legal: try members.texts("legal"),
            clauses: clauses,
            variables: variables,
            framework: members.has("framework") ? try Framework(json["framework"]) : nil,
            annex: annex,
            obligations: obligations,
            final: members.has("final") ? try Closing(json["final"]) : nil
        )
        guard self.json == json else {
            throw Wrong(
                "document.unknown-parts",
                id: "Naskah memuat bagian yang tidak dikenal, sehingga tidak dapat ditandatangani.",
                en: "The text holds parts that are not known here, so it can't be signed."
            )
        }
    }
}

extension Clause {
    var json: JSON {
        ["id": .string(id), "heading": .string(heading), "paragraphs": .array(paragraphs.map { .string($0) })]
    }

    init(_ json: JSON, _ place: String) throws(Wrong) {
        let members = try JSONMembers(json, place)
        self.init(
            id: try members.text("id"),
            heading: try members.text("heading"),
            paragraphs: try members.texts("paragraphs")
        )
    }
}

extension Framework {
    var json: JSON {
        [
            "agreement": .string(agreement.text), "provider_number": .string(providerNumber),
            "adopter_number": .string(adopterNumber), "date": .string(date.iso), "subject": .string(subject),
        ]
    }

    init(_ json: JSON?) throws(Wrong) {
        let members = try JSONMembers(json, "framework")
        guard let agreement = try? CaseID(try members.text("agreement")) else {
            throw JSONMembers.broken("framework.agreement")
        }
        self.init(
            agreement: agreement,
            providerNumber: try members.text("provider_number"),
            adopterNumber: try members.text("adopter_number"),
            date: try members.date("date"),
            subject: try members.text("subject", max: 400)
        )
    }
}

extension Closing {
    var json: JSON {
        ["date": .string(date.iso), "place": .string(place), "from": .string(from.iso), "last": .string(last.iso)]
    }

    init(_ json: JSON?) throws(Wrong) {
        let members = try JSONMembers(json, "final")
        self.init(
            date: try members.date("date"),
            place: try members.text("place"),
            from: try members.date("from"),
            last: try members.date("last")
        )
    }
}
