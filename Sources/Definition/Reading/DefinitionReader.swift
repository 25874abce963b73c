import Civic

/// Reads definitions: the shape of the text here, its sense in `check`.
package enum DefinitionReader {
    /// The definition in a YAML text; nil where the shape is wrong.
    ///
    /// Findings may be warnings only.
    package static func read(yaml: String, file: String) -> (Definition?, [Finding]) {
        let (root, problems) = YAMLText.parse(yaml, file: file)
        guard let root else { return (nil, problems) }
        let (draft, findings) = draft(root, file: file, isTree: false)
        let all = (problems + findings).sorted
        return (all.hasErrors ? nil : draft, all)
    }

    /// The definition of a canonical tree; findings name the path where a file's name would stand.
    package static func read(tree: DefinitionTree) -> (Definition?, [Finding]) {
        let (draft, findings) = draft(SourceNode(tree: tree.json), file: "/", isTree: true)
        return (findings.hasErrors ? nil : draft, findings)
    }

    /// Shape and sense in one list, as `app check` prints it; the definition only where no error is among them.
    package static func examine(yaml: String, file: String, in context: CheckContext = CheckContext()) -> (
        Definition?, [Finding]
    ) {
        let (root, problems) = YAMLText.parse(yaml, file: file)
        guard let root else { return (nil, problems) }
        let (draft, findings) = draft(root, file: file, isTree: false)
        let all = (problems + findings + (draft.map { check($0, in: context) } ?? [])).sorted
        return (all.hasErrors ? nil : draft, all)
    }

    /// As much of a definition as could be read; elements with errors carry stand-ins, so that checking can go on.
    private static func draft(_ root: SourceNode, file: String, isTree: Bool) -> (Definition?, [Finding]) {
        var reading = Reading(file: file, isTree: isTree)
        let definition = reading.definition(root)
        return (definition, reading.findings.sorted)
    }
}

extension Reading {
    /// Stands where a text could not be read.
    static let unread = LocalizedText(id: "?", en: "?")

    mutating func definition(_ root: SourceNode) -> Definition? {
        let record = record(
            root,
            [],
            required: [
                "app", "version", "prefix", "name", "summary", "group", "pillar", "owner", "archetype", "legal",
                "standard",
                "roles", "form", "start", "states", "actions", "retention",
            ],
            optional: ["needs", "registers", "clocks", "tables", "notices", "publish", "measures", "national"]
        )
        guard let record, let app: AppID = id(record["app"]), let owner: AgencyID = id(record["owner"]) else {
            return nil
        }
        let states: Keyed<StateID, StateElement> = keyed(record["states"]) { $0.state($1, $2) }
        let definition = Definition(
            app: app,
            version: version(record["version"]) ?? Version(0, 0, 0),
            prefix: prefix(record["prefix"]) ?? "?",
            name: text(record["name"]) ?? Self.unread,
            summary: text(record["summary"]) ?? Self.unread,
            group: choice(record["group"], .publicService),
            pillar: pillar(record["pillar"]),
            owner: owner,
            archetype: word(record["archetype"]) ?? "",
            legal: items(record["legal"]).compactMap { legalSource($0) },
            standard: standard(record["standard"]),
            needs: needs(record["needs"]),
            registers: keyed(record["registers"]) { $0.register($1, $2) },
            roles: keyed(record["roles"]) { $0.role($1, $2) },
            form: keyed(record["form"]) { $0.field($1, $2) },
            start: start(record["start"]),
            states: states,
            actions: keyed(record["actions"]) { $0.action($1, $2) },
            clocks: keyed(record["clocks"]) { $0.clock($1, $2, states: states.order) },
            tables: keyed(record["tables"]) { $0.table($1, $2) },
            notices: keyed(record["notices"]) { $0.notice($1, $2) },
            publication: publication(record["publish"]),
            measures: keyed(record["measures"]) { $0.measure($1, $2) },
            national: items(record["national"]).compactMap { nationalRelation($0) },
            retention: retention(record["retention"]),
            places: Places(file: places.file)
        )
        var placed = definition
        placed.places = places
        return placed
    }

    private mutating func version(_ child: Child?) -> Version? {
        guard let child, let word = word(child) else { return nil }
        if let version = Version(word) { return version }
        error(
            "bad-version",
            at: child.node.place,
            id: "\"\(word)\" bukan nomor versi.",
            en: "\"\(word)\" is no version number.",
            todo: LocalizedText(id: "Tulis tiga bilangan: 1.0.0.", en: "Write three numbers: 1.0.0.")
        )
        return nil
    }

    private mutating func prefix(_ child: Child?) -> String? {
        guard let child, let word = word(child) else { return nil }
        let isSpelledWell = word.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) }
        if isSpelledWell, (2...12).contains(word.utf8.count), word.utf8.first.map({ $0 >= 65 }) == true { return word }
        error(
            "bad-prefix",
            at: child.node.place,
            id: "\"\(word)\" tidak dapat menjadi awal nomor.",
            en: "\"\(word)\" can't begin a case number.",
            todo: LocalizedText(
                id: "Tulis 2 sampai 12 huruf besar atau angka, huruf dahulu: LAKSA.",
                en: "Write 2 to 12 capital letters or digits, a letter first: LAKSA."
            )
        )
        return nil
    }

    private static let pillars = ["governance", "living", "economy", "society", "environment", "branding"]

    private mutating func pillar(_ child: Child?) -> String {
        guard let child, let word = word(child) else { return "" }
        if !Self.pillars.contains(word) { unknownWord(word, at: child.node.place, among: Self.pillars) }
        return word
    }

    private mutating func legalSource(_ child: Child) -> LegalSource? {
        guard let record = record(child.node, child.path, required: ["text"], optional: ["url"]) else { return nil }
        return LegalSource(text: text(record["text"]) ?? Self.unread, url: word(record["url"]))
    }

    private mutating func standard(_ child: Child?) -> ServiceStandard {
        let record = child.flatMap {
            self.record(
                $0.node,
                $0.path,
                required: [
                    "requirements", "procedure", "time", "fee", "product", "complaints", "facilities", "competence",
                    "supervision",
                    "staff", "guarantee", "safety", "evaluation",
                ]
            )
        }
        func one(_ key: String, _ reading: inout Reading) -> LocalizedText { reading.text(record?[key]) ?? Self.unread }
        return ServiceStandard(
            requirements: texts(record?["requirements"]),
            procedure: texts(record?["procedure"]),
            time: one("time", &self),
            fee: one("fee", &self),
            product: one("product", &self),
            complaints: one("complaints", &self),
            facilities: one("facilities", &self),
            competence: one("competence", &self),
            supervision: one("supervision", &self),
            staff: one("staff", &self),
            guarantee: one("guarantee", &self),
            safety: one("safety", &self),
            evaluation: one("evaluation", &self)
        )
    }

    private mutating func needs(_ child: Child?) -> AdoptionNeeds {
        let record = child.flatMap {
            self.record($0.node, $0.path, optional: ["roles", "agencies", "registers", "integrations"])
        }
        return AdoptionNeeds(
            roles: ids(record?["roles"]),
            agencies: ids(record?["agencies"]),
            registers: ids(record?["registers"]),
            integrations: texts(record?["integrations"])
        )
    }

    private mutating func publication(_ child: Child?) -> Publication {
        guard let child,
            let record = record(child.node, child.path, required: ["ledger"], optional: ["fields", "place"])
        else { return Publication() }
        return Publication(
            ledger: choice(record["ledger"], .coarse),
            fields: ids(record["fields"]),
            placeMetres: metres(record["place"]) ?? 100
        )
    }

    /// Written `100 m`.
    private mutating func metres(_ child: Child?) -> Int? {
        guard let child, let word = word(child) else { return nil }
        let parts = word.split(separator: " ")
        if parts.count == 2, parts[1] == "m", let number = Int(parts[0]), (10...10_000).contains(number) {
            return number
        }
        error(
            "bad-distance",
            at: child.node.place,
            id: "\"\(word)\" bukan jarak antara 10 m dan 10000 m.",
            en: "\"\(word)\" is no distance between 10 m and 10000 m.",
            todo: LocalizedText(id: "Tulis 100 m.", en: "Write 100 m.")
        )
        return nil
    }

    private mutating func measure(_ node: SourceNode, _ path: [String]) -> Measure? {
        guard let record = record(node, path, required: ["name", "ratio"], optional: ["target"]) else { return nil }
        let counts = items(record["ratio"]).compactMap { clockCount($0) }
        guard counts.count == 2 else {
            error(
                "bad-ratio",
                at: record.place(of: "ratio"),
                id: "Perbandingan memerlukan dua bilangan.",
                en: "A ratio takes two counts.",
                todo: LocalizedText(
                    id: "Tulis [answering.met, answering.ended].",
                    en: "Write [answering.met, answering.ended]."
                )
            )
            return nil
        }
        return Measure(
            name: text(record["name"]) ?? Self.unread,
            ratio: .init(counts[0], among: counts[1]),
            target: share(record["target"])
        )
    }

    /// Written `answering.met`.
    private mutating func clockCount(_ child: Child) -> ClockCount? {
        guard let word = word(child) else { return nil }
        let parts = word.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let kind = ClockCount.Kind(rawValue: parts[1]) else {
            unknownWord(
                word,
                at: child.node.place,
                among: ClockCount.Kind.allCases.map { "\(parts.first ?? "clock").\($0.rawValue)" }
            )
            return nil
        }
        return identifier(parts[0], at: child.node.place).map { ClockCount($0, kind) }
    }

    private mutating func nationalRelation(_ child: Child) -> NationalRelation? {
        let record = record(
            child.node,
            child.path,
            required: ["system", "relation", "basis"],
            optional: ["from", "until", "when_down"]
        )
        guard let record, let system = word(record["system"]) else { return nil }
        return NationalRelation(
            system: system,
            relation: choice(record["relation"], .none),
            from: date(record["from"]),
            until: date(record["until"]),
            basis: text(record["basis"]) ?? Self.unread,
            whenDown: text(record["when_down"])
        )
    }

    private mutating func retention(_ child: Child?) -> Retention {
        guard let child, let record = record(child.node, child.path, required: ["years"], optional: ["basis"]) else {
            return Retention(years: 0)
        }
        return Retention(years: integer(record["years"], in: 1...100) ?? 0, basis: text(record["basis"]))
    }
}
