package import Civic

/// What publiccode.yml must say and a definition does not know: where the text lies, under which licence, who answers.
package struct SoftwarePublisher: Sendable {
    /// The repository: it is the identity of the software.
    package let repository: String
    /// An SPDX expression.
    package let license: String
    /// A person who answers questions.
    package let contact: String
    package let email: String?
    package let government: RegionCode?

    package init(
        repository: String,
        license: String,
        contact: String,
        email: String? = nil,
        government: RegionCode? = nil
    ) {
        self.repository = repository
        self.license = license
        self.contact = contact
        self.email = email
        self.government = government
    }
}

extension Definition {
    /// The application as software catalogues read it: publiccode.yml 0.7, nothing in it that the standard does not know.
    package func publicCode(_ publisher: SoftwarePublisher) -> String {
        var text = YAMLWriting()
        text.line("publiccodeYmlVersion", "0.7")
        text.line("name", name.text(.id))
        text.line("applicationSuite", "Lumbung")
        text.line("url", publisher.repository)
        text.line("softwareVersion", version.description)
        text.list("platforms", ["web"])
        text.plain("developmentStatus", version.major == 0 || !version.preRelease.isEmpty ? "beta" : "stable")
        text.plain("softwareType", "addon")
        let laws = legal.compactMap(\.url)
        if !laws.isEmpty {
            text.open("supports")
            for law in laws { text.item("id", law) }
            text.close()
        }
        if let government = publisher.government {
            text.open("organisation")
            text.line("uri", "urn:x-kemendagri:\(government)")
            text.close()
        }
        text.open("intendedAudience")
        text.list("countries", ["ID"])
        text.list("scope", ["government", "local-authorities"])
        text.close()
        text.open("description")
        for language in Language.allCases where language == .id || name.texts[language] != nil {
            describe(language, &text)
        }
        text.close()
        text.open("legal")
        text.line("license", publisher.license)
        text.close()
        text.open("maintenance")
        text.plain("type", "internal")
        text.open("contacts")
        text.item("name", publisher.contact)
        if let email = publisher.email { text.more("email", email) }
        text.close()
        text.close()
        text.open("localisation")
        text.plain("localisationReady", "true")
        text.list("availableLanguages", Language.allCases.filter { name.texts[$0] != nil }.map(\.rawValue))
        text.close()
        text.open("dependsOn")
        text.open("open")
        text.item("name", "Lumbung")
        text.close()
        text.close()
        return text.text
    }

    private func describe(_ language: Language, _ text: inout YAMLWriting) {
        text.open(language.rawValue)
        text.line("localisedName", name.text(language))
        text.line("shortDescription", Self.shortened(summary.text(language), to: 150))
        text.line("longDescription", longDescription(language))
        text.list("features", standard.procedure.map { $0.text(language) })
        text.close()
    }

    /// The catalogue wants 150 to 10,000 characters: what it is for, and the promise of the service standard.
    private func longDescription(_ language: Language) -> String {
        let parts = plainSummary(language)
        var text = parts.lead
        for section in parts.sections where text.count < 9_000 {
            let lines = section.body.map { body in
                switch body {
                case .paragraph(let text): text
                case .list(let items, _):
                    items.map { item in (item.lead.map { $0 + " " } ?? "") + item.text }.joined(separator: "\n")
                }
            }
            text += "\n\n\(section.title)\n" + lines.joined(separator: "\n")
        }
        return text.count > 10_000 ? Self.shortened(text, to: 10_000) : text
    }

    /// Whole words up to a number of characters (grapheme clusters, as the standard counts).
    static func shortened(_ text: String, to max: Int) -> String {
        guard text.count > max else { return text }
        let front = text.prefix(max - 1)
        let cut = front.lastIndex(of: " ") ?? front.endIndex
        return String(front[..<cut]).trimmingEnd(of: ",.;:") + "…"
    }

    /// What our catalogue knows beyond publiccode.yml: a file of its own, for unknown keys are errors there.
    package func catalogueEntry() -> String {
        var text = YAMLWriting()
        text.line("app", app.text)
        text.line("version", version.description)
        text.line("definition", tree.hash.hex)
        text.line("prefix", prefix)
        text.plain("group", group.rawValue)
        text.line("pillar", pillar)
        text.line("owner", owner.text)
        text.list("roles", needs.roles.map(\.text))
        text.list("agencies", needs.agencies.map(\.text))
        text.list("registers", needs.registers.map(\.text))
        text.list("integrations", needs.integrations.map { $0.text(.id) })
        text.list("legalBasis", legal.map { $0.text.text(.id) })
        text.open("serviceStandard")
        text.line("time", standard.time.text(.id))
        text.line("fee", standard.fee.text(.id))
        text.line("product", standard.product.text(.id))
        text.close()
        if !national.isEmpty {
            text.open("national")
            for relation in national {
                text.item("system", relation.system)
                text.more("relation", relation.relation.rawValue)
                if let from = relation.from { text.more("from", from.iso) }
                if let until = relation.until { text.more("until", until.iso) }
                text.more("basis", relation.basis.text(.id))
            }
            text.close()
        }
        text.open("publication")
        text.plain("ledger", publication.ledger.rawValue)
        text.list("fields", publication.fields.map(\.text))
        text.plain("placeMetres", "\(publication.placeMetres)")
        text.close()
        text.plain("retentionYears", "\(retention.years)")
        return text.text
    }
}

extension String {
    fileprivate func trimmingEnd(of marks: String) -> String {
        var text = self
        while let last = text.last, marks.contains(last) { text.removeLast() }
        return text
    }
}

/// YAML with every text in double quotes, so that none is ever read as a number or a yes.
private struct YAMLWriting {
    private var lines: [String] = []
    private var depth = 0

    var text: String { lines.joined(separator: "\n") + "\n" }

    private var indent: String { String(repeating: "  ", count: depth) }

    mutating func plain(_ key: String, _ value: String) { lines.append("\(indent)\(key): \(value)") }
    mutating func line(_ key: String, _ value: String) { plain(key, quoted(value)) }

    mutating func list(_ key: String, _ values: [String]) {
        guard !values.isEmpty else { return }
        lines.append("\(indent)\(key):")
        for value in values { lines.append("\(indent)  - \(quoted(value))") }
    }

    mutating func open(_ key: String) {
        lines.append("\(indent)\(key):")
        depth += 1
    }

    mutating func close() { depth -= 1 }

    /// The first line of an element of a list, and those below it.
    mutating func item(_ key: String, _ value: String) { lines.append("\(indent)- \(key): \(quoted(value))") }
    mutating func more(_ key: String, _ value: String) { lines.append("\(indent)  \(key): \(quoted(value))") }

    private func quoted(_ value: String) -> String { JSON.string(value).text }
}
