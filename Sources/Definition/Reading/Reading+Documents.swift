import Civic

/// Templates, and how long documents hold.
extension Reading {
    /// `documents/permit.html`, whose text is read from beside the definition; in a tree, the text itself.
    mutating func template(_ child: Child) -> DocumentTemplate? {
        places.keep(child.path, child.node.place)
        if case .map = child.node.content { return carried(child) }
        guard let file = word(child) else { return nil }
        guard file.wholeMatch(of: /documents\/[a-z0-9-]+\.html/) != nil else {
            error(
                "bad-template-file",
                at: child.node.contentPlace,
                id: "\"\(file)\" bukan berkas naskah.",
                en: "\"\(file)\" is no template's file.",
                todo: LocalizedText(
                    id: "Tulis documents/nama.html, huruf kecil, angka dan tanda hubung.",
                    en: "Write documents/name.html with small letters, digits and hyphens."
                )
            )
            return nil
        }
        let folder = child.node.place.file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        func text(_ name: String) -> String? { beside((folder + [name[...]]).joined(separator: "/")) }
        guard let main = text(file) else {
            error(
                "template-missing",
                at: child.node.contentPlace,
                id: "Berkas \(file) tidak ada di folder aplikasi.",
                en: "The file \(file) is not in the application's folder.",
                todo: LocalizedText(
                    id: "Buat berkas itu, atau perbaiki namanya.",
                    en: "Write the file, or mend its name."
                )
            )
            return nil
        }
        var texts: [Language: String] = [.id: main]
        for language in Language.allCases where language != .id {
            texts[language] = text(file.dropLast(5) + ".\(language.rawValue).html")
        }
        return sized(DocumentTemplate(file: file, html: LocalizedText(texts: texts) ?? .unread), at: child)
    }

    private mutating func carried(_ child: Child) -> DocumentTemplate? {
        let languages = Language.allCases.map(\.rawValue)
        guard let record = record(child.node, child.path, required: ["file", "id"], optional: languages),
            let file = word(record["file"])
        else { return nil }
        var texts: [Language: String] = [:]
        for language in Language.allCases { texts[language] = record[language.rawValue]?.node.text }
        guard let html = LocalizedText(texts: texts) else { return nil }
        return sized(DocumentTemplate(file: file, html: html), at: child)
    }

    private mutating func sized(_ template: DocumentTemplate, at child: Child) -> DocumentTemplate? {
        let bytes = template.html.texts.values.map(\.utf8.count).max() ?? 0
        guard bytes > Limits.templateBytesMax else { return template }
        error(
            "template-too-big",
            at: child.node.place,
            id: "Naskah ini \(bytes / 1024) kB; paling besar \(Limits.templateBytesMax / 1024) kB.",
            en: "This template has \(bytes / 1024) kB; the most is \(Limits.templateBytesMax / 1024) kB.",
            todo: LocalizedText(id: "Persingkat naskahnya.", en: "Make it shorter.")
        )
        return nil
    }

    /// `12 months`, `1 year`, `30 days`, `= date`.
    mutating func until(_ child: Child) -> DocumentElement.Until? {
        guard let word = word(child) else { return nil }
        if word.hasPrefix("=") { return formula(child).map(DocumentElement.Until.formula) }
        let parts = word.split(separator: " ")
        if parts.count == 2, let count = Int(parts[0]), (1...3_660).contains(count) {
            switch parts[1] {
            case "day", "days": return .days(count)
            case "month", "months": return .months(count)
            case "year", "years": if count <= 100 { return .months(12 * count) }
            default: break
            }
        }
        error(
            "bad-validity",
            at: child.node.place,
            id: "\"\(word)\" bukan masa berlaku.",
            en: "\"\(word)\" is no time that a document holds.",
            todo: LocalizedText(
                id: "Tulis 12 months, 30 days, 1 year, atau = sebuah tanggal.",
                en: "Write 12 months, 30 days, 1 year, or = a date."
            )
        )
        return nil
    }

    /// `30 days`.
    mutating func dayCount(_ child: Child) -> Int? {
        guard let word = word(child) else { return nil }
        let parts = word.split(separator: " ")
        if parts.count == 2, ["day", "days"].contains(parts[1]), let count = Int(parts[0]), (1...3_660).contains(count)
        {
            return count
        }
        error(
            "bad-days",
            at: child.node.place,
            id: "\"\(word)\" bukan sejumlah hari.",
            en: "\"\(word)\" is no number of days.",
            todo: LocalizedText(id: "Tulis 30 days.", en: "Write 30 days.")
        )
        return nil
    }
}
