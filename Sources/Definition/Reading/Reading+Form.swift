package import Civic

/// Questions and the registers they choose from.
extension Reading {
    mutating func field(_ node: SourceNode, _ path: [String]) -> Field? {
        let record = record(
            node,
            path,
            required: ["type", "label"],
            optional: [
                "hint", "required", "required_if", "when", "min", "max", "accept", "from", "options", "within",
                "privacy", "page",
                "autocomplete", "locked",
            ]
        )
        guard let record, let type = fieldType(record) else { return nil }
        return Field(
            type: type,
            label: text(record["label"]) ?? Self.unread,
            hint: text(record["hint"]),
            required: requirement(record),
            when: formula(record["when"]),
            min: integer(record["min"]),
            max: integer(record["max"]),
            privacy: choice(record["privacy"]),
            page: word(record["page"]),
            autocomplete: word(record["autocomplete"]),
            lock: lock(record["locked"])
        )
    }

    private mutating func requirement(_ record: RecordNode) -> Requirement {
        if record["required"] != nil, record["required_if"] != nil {
            error(
                "two-requirements",
                at: record.place(of: "required_if"),
                id: "Pilih required atau required_if, bukan keduanya.",
                en: "Choose required or required_if, not both.",
                todo: LocalizedText(id: "Hapus salah satunya.", en: "Remove one of them.")
            )
        }
        if let formula = formula(record["required_if"]) { return .when(formula) }
        return flag(record["required"]) ? .always : .never
    }

    private mutating func fieldType(_ record: RecordNode) -> FieldType? {
        guard let child = record["type"], let word = word(child) else { return nil }
        let type: FieldType
        switch word {
        case "text": type = .text
        case "paragraph": type = .paragraph
        case "choice": type = choices(record).map(FieldType.choice) ?? .choice(.options([:]))
        case "yes-no": type = .yesNo
        case "integer": type = .integer
        case "date": type = .date
        case "location": type = .location(withinGovernment: within(record["within"]))
        case "files": type = .files(accept: accepted(record["accept"]))
        case "phone": type = .phone
        case "email": type = .email
        case "person-name": type = .personName
        case "agency": type = .agency
        case "rating": type = .rating
        case "applications": type = .applications
        case "government": type = .government
        case "document": type = .document
        default:
            unknownWord(word, at: child.node.place, among: FieldType.words)
            return nil
        }
        misplaced(record, for: type)
        return type
    }

    /// Keys that the type has no use for.
    private mutating func misplaced(_ record: RecordNode, for type: FieldType) {
        var useless: [String] = []
        if case .choice = type {} else { useless += ["from", "options"] }
        if case .location = type {} else { useless.append("within") }
        if case .files = type {} else { useless.append("accept") }
        switch type {
        case .text, .paragraph, .personName, .integer, .files, .applications: break
        case .rating: useless.append("min")
        case .choice, .yesNo, .date, .location, .phone, .email, .agency, .government, .document:
            useless += ["min", "max"]
        }
        for key in useless where record[key] != nil {
            error(
                "useless-key",
                at: record.place(of: key),
                id: "Isian \(type.word) tidak memakai \"\(key)\".",
                en: "A field of type \(type.word) has no use for \"\(key)\".",
                todo: LocalizedText(id: "Hapus \"\(key)\".", en: "Remove \"\(key)\".")
            )
        }
    }

    /// `from: register.report_categories`, or `options:` written out.
    private mutating func choices(_ record: RecordNode) -> Choices? {
        switch (record["from"], record["options"]) {
        case (let from?, nil):
            guard let word = word(from) else { return nil }
            guard word.hasPrefix("register.") else {
                error(
                    "bad-source",
                    at: from.node.place,
                    id: "\"\(word)\" bukan register.",
                    en: "\"\(word)\" is no register.",
                    todo: LocalizedText(id: "Tulis register.nama_register.", en: "Write register.name_of_register.")
                )
                return nil
            }
            return identifier(String(word.dropFirst("register.".count)), at: from.node.place).map(Choices.register)
        case (nil, let options?):
            return .options(keyed(options) { reading, node, path in reading.text((node, path)) ?? Self.unread })
        case (nil, nil), (_?, _?):
            error(
                "no-choices",
                at: record.place,
                id: "Pilihan memerlukan from atau options, salah satu.",
                en: "A choice needs either from or options.",
                todo: LocalizedText(
                    id: "Tulis from: register.nama atau options: { … }.",
                    en: "Write from: register.name or options: { … }."
                )
            )
            return nil
        }
    }

    private mutating func within(_ child: Child?) -> Bool {
        guard let child, let word = word(child) else { return false }
        if word != "government" { unknownWord(word, at: child.node.place, among: ["government"]) }
        return true
    }

    private mutating func accepted(_ child: Child?) -> [FileKind] {
        guard child != nil else { return [.image] }
        var kinds: [FileKind] = []
        for item in items(child) {
            if let kind: FileKind = choice(item), !kinds.contains(kind) { kinds.append(kind) }
        }
        return kinds
    }

    mutating func register(_ node: SourceNode, _ path: [String]) -> InlineRegister? {
        guard let record = record(node, path, required: ["name", "rows"], optional: ["columns"]) else { return nil }
        let columns: Keyed<ColumnID, Column> = keyed(record["columns"]) { $0.column($1, $2) }
        return InlineRegister(
            name: text(record["name"]) ?? Self.unread,
            columns: columns,
            rows: keyed(record["rows"]) { $0.row($1, $2, columns: columns) }
        )
    }

    private mutating func column(_ node: SourceNode, _ path: [String]) -> Column? {
        guard let record = record(node, path, required: ["type"], optional: ["min", "max", "required", "locked"]) else {
            return nil
        }
        return Column(
            kind: choice(record["type"], .word),
            min: integer(record["min"]),
            max: integer(record["max"]),
            isRequired: flag(record["required"]),
            lock: lock(record["locked"])
        )
    }

    private mutating func row(_ node: SourceNode, _ path: [String], columns: Keyed<ColumnID, Column>) -> RegisterRow? {
        guard let record = record(node, path, required: ["name"], optional: ["hint", "icon", "values", "hidden"]) else {
            return nil
        }
        return RegisterRow(
            name: text(record["name"]) ?? Self.unread,
            hint: text(record["hint"]),
            icon: icon(record["icon"]),
            values: values(record["values"], columns: columns),
            isHidden: flag(record["hidden"])
        )
    }

    /// The name of a picture: letters, digits and hyphens, for it becomes part of a file's name.
    private mutating func icon(_ child: Child?) -> String? {
        guard let child, let word = word(child) else { return nil }
        let isSpelledWell = word.utf8.allSatisfy { byte in
            (97...122).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "-")
        }
        if isSpelledWell { return word }
        error(
            "bad-icon",
            at: child.node.place,
            id: "\"\(word)\" bukan nama ikon.",
            en: "\"\(word)\" is no icon's name.",
            todo: LocalizedText(
                id: "Tulis huruf kecil, angka dan tanda hubung: road-damage.",
                en: "Write small letters, digits and hyphens: road-damage."
            )
        )
        return nil
    }

    private mutating func values(_ child: Child?, columns: Keyed<ColumnID, Column>) -> [ColumnID: JSON] {
        guard let child, let record = record(child.node, child.path, optional: columns.order.map(\.text)) else {
            return [:]
        }
        var values: [ColumnID: JSON] = [:]
        for (id, column) in columns.all {
            guard let cell = record[id.text] else { continue }
            values[id] = value(cell, column.kind)
        }
        return values
    }

    private mutating func value(_ child: Child, _ kind: Column.Kind) -> JSON? {
        switch kind {
        case .word: word(child).map(JSON.string)
        case .text: text(child).map(\.json)
        case .integer: integer(child).map { .int(Int64($0)) }
        case .yesNo: .bool(flag(child))
        }
    }
}

extension LocalizedText {
    /// Written `{"en": …, "id": …}`.
    package var json: JSON {
        .object(
            Dictionary(texts.map { ($0.key.rawValue, JSON.string($0.value)) }, uniquingKeysWith: { first, _ in first })
        )
    }

    /// The text in a register's value; nil where it is none.
    package init?(json: JSON) {
        guard let object = json.object else { return nil }
        var texts: [Language: String] = [:]
        for (key, value) in object {
            guard let language = Language(rawValue: key), let text = value.string else { return nil }
            texts[language] = text
        }
        self.init(texts: texts)
    }
}
