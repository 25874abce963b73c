package import Civic

/// What an adopter may not change: the identity of a release, locked elements, bounds with a legal source, and elements
/// that live cases may stand on.
struct OverlayRules {
    let tree: JSON

    func permit(_ operation: OverlayOperation) throws(OverlayRefusal) {
        guard !operation.path.isEmpty else { return }
        try withinLocks(operation)
        if let key = upstreamKey(on: operation.path) {
            throw OverlayRefusal(
                "identity",
                id: "\"\(key)\" milik rilis dan tidak dapat diubah setempat.",
                en: "\"\(key)\" belongs to the release and can't be changed locally.",
                todo: LocalizedText(
                    id: "Usulkan perubahan kepada penyedia.",
                    en: "Propose the change to the provider."
                )
            )
        }
        if operation.reason.allSatisfy(\.isWhitespace) {
            throw OverlayRefusal(
                "no-reason",
                id: "Perubahan ini belum punya alasan.",
                en: "This change has no reason yet.",
                todo: LocalizedText(id: "Tulis alasannya dalam satu kalimat.", en: "Give the reason in a sentence.")
            )
        }
        try oneByOne(operation)
        try withinColumn(operation)
        try keepsElements(operation)
        try optionalField(operation)
    }

    /// The first key on the way that only the provider of a release may change.
    private func upstreamKey(on path: [String]) -> String? {
        var shape: Shape? = DefinitionLanguage.shape
        for key in path {
            if case .record(let record)? = shape, record[key]?.ownership == .locked { return key }
            shape = shape?.below(key)
        }
        return nil
    }

    /// Elements are changed one by one: replacing many at once would carry locks away and lose ids.
    private func oneByOne(_ operation: OverlayOperation) throws(OverlayRefusal) {
        switch operation.verb {
        case .set, .unset: break
        case .add, .hide, .move: return
        }
        guard shape(at: operation.path[...])?.holdsElements == true else { return }
        throw OverlayRefusal(
            "too-coarse",
            id: "\"\(operation.path.joined(separator: "."))\" berisi banyak butir dan tidak diganti sekaligus.",
            en: "\"\(operation.path.joined(separator: "."))\" holds many elements and is not replaced as a whole.",
            todo: LocalizedText(
                id: "Ubah, tambah atau sembunyikan butirnya satu per satu.",
                en: "Change, add or hide its elements one by one."
            )
        )
    }

    // MARK: Locks

    /// No element on the way to the change may be locked, but for a bounded value inside its bounds.
    private func withinLocks(_ operation: OverlayOperation) throws(OverlayRefusal) {
        for depth in 1...operation.path.count {
            let path = Array(operation.path.prefix(depth))
            guard let element = node(at: path)?.object, let source = element["locked"]?.string else { continue }
            let isTarget = depth == operation.path.count - 1 && operation.path.last == "target"
            if isTarget, case .set(let value) = operation.verb, let days = Self.days(value) {
                try within(days, element["min"]?.int, element["max"]?.int, source: source)
                continue
            }
            throw Self.locked(path, by: source)
        }
    }

    /// `registers.R.rows.X.values.C`, or a whole row: each value stays inside its column's bounds.
    private func withinColumn(_ operation: OverlayOperation) throws(OverlayRefusal) {
        let path = operation.path
        guard path.count >= 4, path[0] == "registers", path[2] == "rows" else { return }
        let values: [String: JSON]
        switch operation.verb {
        case .set(let value) where path.count == 6: values = [path[5]: value]
        case .set(let value) where path.count == 5 && path[4] == "values": values = value.object ?? [:]
        case .set(let value) where path.count == 4: values = value.object?["values"]?.object ?? [:]
        case .add(let value, _): values = value.object?["values"]?.object ?? [:]
        case .set, .unset, .hide, .move: return
        }
        for (column, value) in values {
            guard let rule = node(at: ["registers", path[1], "columns", column])?.object,
                let source = rule["locked"]?.string,
                let number = value.int
            else { continue }
            try within(number, rule["min"]?.int, rule["max"]?.int, source: source)
        }
    }

    private func within(_ number: Int64, _ min: Int64?, _ max: Int64?, source: String) throws(OverlayRefusal) {
        if number >= min ?? .min, number <= max ?? .max { return }
        let bounds = Definition.boundsText(min.map(Int.init), max.map(Int.init))
        throw OverlayRefusal(
            "out-of-bounds",
            id: "\(number) di luar batas \(bounds) menurut \(source).",
            en: "\(number) is outside \(bounds), set by \(source).",
            todo: LocalizedText(id: "Pilih nilai di dalam batas itu.", en: "Choose a value inside those bounds.")
        )
    }

    /// The number in `3 workdays`.
    private static func days(_ value: JSON) -> Int64? {
        let parts = value.string?.split(separator: " ") ?? []
        guard parts.count == 2, ["workday", "workdays", "day", "days"].contains(String(parts[1])) else { return nil }
        return Int64(parts[0])
    }

    private static func locked(_ path: [String], by source: String) -> OverlayRefusal {
        let name = path.joined(separator: ".")
        return OverlayRefusal(
            "locked",
            id: "\"\(name)\" dikunci oleh \(source).",
            en: "\"\(name)\" is locked by \(source).",
            todo: LocalizedText(
                id: "Usulkan perubahan kepada penyedia bila peraturannya berubah.",
                en: "Propose the change to the provider if the rule has changed."
            )
        )
    }

    // MARK: Elements

    /// What cases may stand on is hidden, never taken away.
    private func keepsElements(_ operation: OverlayOperation) throws(OverlayRefusal) {
        guard case .unset = operation.verb, operation.path.count >= 2 else { return }
        guard case .keyed(let keyed)? = shape(at: operation.path.dropLast()) else { return }
        throw OverlayRefusal(
            "keeps-element",
            id: "Butir \"\(operation.path.last ?? "")\" tidak dapat dihapus: perkara yang berjalan bisa memakainya.",
            en: "The element \"\(operation.path.last ?? "")\" can't be removed: running cases may use it.",
            todo: keyed.hidable
                ? LocalizedText(id: "Sembunyikan (hide).", en: "Hide it.")
                : LocalizedText(
                    id: "Ubah isinya, atau usulkan kepada penyedia.",
                    en: "Change what it says, or propose it to the provider."
                )
        )
    }

    /// A question that an adopter adds is optional: scenarios and programs of the release do not know it.
    private func optionalField(_ operation: OverlayOperation) throws(OverlayRefusal) {
        guard case .add(let value, _) = operation.verb, operation.path.dropLast().last == "form" else { return }
        guard value.object?["required"]?.bool == true || value.object?["required_if"] != nil else { return }
        throw OverlayRefusal(
            "local-field-required",
            id: "Isian setempat \"\(operation.path.last ?? "")\" harus boleh dikosongkan.",
            en: "The local field \"\(operation.path.last ?? "")\" must be optional.",
            todo: LocalizedText(id: "Hapus required.", en: "Remove required.")
        )
    }

    // MARK: The tree

    private func shape(at path: ArraySlice<String>) -> Shape? {
        var shape: Shape? = DefinitionLanguage.shape
        for key in path { shape = shape?.below(key) }
        return shape
    }

    /// What stands at the path; nil where nothing does.
    func node(at path: [String]) -> JSON? {
        var json: JSON? = tree
        var shape: Shape? = DefinitionLanguage.shape
        for key in path {
            switch shape {
            case .keyed?: json = json?.array?.first { $0.array?.first?.string == key }?.array?.last
            case .some: json = json?.object?[key]
            case nil: return nil
            }
            shape = shape?.below(key)
        }
        return json
    }
}

extension DefinitionTree {
    /// What stands at an overlay's path: the value to show as the one replaced; nil where nothing does.
    package func value(at path: [String]) -> JSON? { OverlayRules(tree: json).node(at: path) }
}
