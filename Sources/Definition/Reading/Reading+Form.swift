package import Civic

/// What the type of a question makes of its keys.
extension Reading {
    /// The field of a draft; nil after noting what is wrong with it.
    mutating func field(_ draft: DefinitionLanguage.FieldDraft, at child: Child) -> Field? {
        guard let declaration = FieldTypeDeclaration.named(draft.type) else { return nil }
        guard let type = declaration.make(&self, draft, child.node.place) else { return nil }
        misplaced(child, for: declaration)
        return Field(
            type: type,
            label: draft.label,
            hint: draft.hint,
            required: requirement(draft, child),
            when: draft.when,
            min: draft.min,
            max: draft.max,
            megabytes: draft.megabytes,
            privacy: draft.privacy,
            page: draft.page,
            autocomplete: draft.autocomplete,
            calculated: draft.calculated,
            validIf: draft.validIf,
            otherwise: draft.otherwise,
            lock: draft.lock
        )
    }

    private mutating func requirement(_ draft: DefinitionLanguage.FieldDraft, _ child: Child) -> Requirement {
        if draft.isRequired != nil, draft.requiredIf != nil {
            error(
                "two-requirements",
                at: child.node.keyPlace(of: "required_if"),
                id: "Pilih required atau required_if, bukan keduanya.",
                en: "Choose required or required_if, not both.",
                todo: LocalizedText(id: "Hapus salah satunya.", en: "Remove one of them.")
            )
        }
        if let formula = draft.requiredIf { return .when(formula) }
        return draft.isRequired == true ? .always : .never
    }

    /// Keys that the type has no use for.
    private mutating func misplaced(_ child: Child, for type: FieldTypeDeclaration) {
        guard case .map(let entries) = child.node.content else { return }
        for entry in entries where FieldTypeDeclaration.ofSomeTypes.contains(entry.key) {
            guard !type.keys.contains(entry.key) else { continue }
            error(
                "useless-key",
                at: entry.place,
                id: "Isian \(type.word) tidak memakai \"\(entry.key)\".",
                en: "A field of type \(type.word) has no use for \"\(entry.key)\".",
                todo: LocalizedText(id: "Hapus \"\(entry.key)\".", en: "Remove \"\(entry.key)\".")
            )
        }
    }

    /// `from: register.report_categories`.
    mutating func registerSource(_ child: Child) -> RegisterID? {
        guard let word = word(child) else { return nil }
        guard word.hasPrefix("register.") else {
            error(
                "bad-source",
                at: child.node.place,
                id: "\"\(word)\" bukan register.",
                en: "\"\(word)\" is no register.",
                todo: LocalizedText(id: "Tulis register.nama_register.", en: "Write register.name_of_register.")
            )
            return nil
        }
        return identifier(String(word.dropFirst("register.".count)), at: child.node.place)
    }

    /// From a register, or written out.
    mutating func choices(_ draft: DefinitionLanguage.FieldDraft, at place: SourcePlace) -> Choices? {
        switch (draft.from, draft.options) {
        case (let register?, nil): return .register(register)
        case (nil, let options?): return .options(options)
        case (nil, nil), (_?, _?):
            error(
                "no-choices",
                at: place,
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

    /// The questions of a group's rows.
    mutating func rows(_ draft: DefinitionLanguage.FieldDraft, at place: SourcePlace) -> Keyed<FieldID, Field>? {
        if let rows = draft.rows, !rows.isEmpty { return rows }
        error(
            "no-rows",
            at: place,
            id: "Kelompok memerlukan of: isian yang diulang.",
            en: "A group needs of: the fields that are repeated.",
            todo: LocalizedText(
                id: "Tulis of: { lebar: { type: decimal, … } }.",
                en: "Write of: { width: { type: decimal, … } }."
            )
        )
        return nil
    }

    mutating func within(_ child: Child) -> Bool? {
        guard let word = word(child) else { return nil }
        if word != "government" { unknownWord(word, at: child.node.place, among: ["government"]) }
        return true
    }

    mutating func accepted(_ child: Child) -> [FileKind] {
        var kinds: [FileKind] = []
        for item in items(child) {
            if let kind: FileKind = choice(item), !kinds.contains(kind) { kinds.append(kind) }
        }
        return kinds.sorted { $0.rawValue < $1.rawValue }
    }

    /// The name of a picture: letters, digits and hyphens, for it becomes part of a file's name.
    mutating func icon(_ child: Child?) -> String? {
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

    /// The cells of a row by column; whether they fit their columns is asked by the checks.
    mutating func columnValues(_ child: Child) -> [ColumnID: JSON]? {
        guard let entries = entries(of: child.node, child.path) else { return nil }
        var values: [ColumnID: JSON] = [:]
        for entry in entries {
            guard let column: ColumnID = identifier(entry.key, at: entry.place) else { continue }
            let path = child.path + [entry.key]
            places.keep(path, entry.value.place)
            if case .map = entry.value.content {
                values[column] = text((entry.value, path)).map(\.json)
            } else {
                values[column] = json((entry.value, path))
            }
        }
        return values
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
