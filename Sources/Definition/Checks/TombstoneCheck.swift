import Civic

/// An id that was taken away does not come back.
func tombstoneFindings(_ subject: CheckSubject) -> [Finding] {
    subject.definition.idsByContainer.flatMap { key, ids in
        let dead = Set(subject.definition.removed[key])
        return ids.filter(dead.contains).map { id in
            subject.error(
                "back-from-the-dead",
                [key, id],
                id: "Id \"\(id)\" pernah dihapus dan tidak boleh dipakai lagi.",
                en: "The id \"\(id)\" was removed once and can't come back.",
                todo: LocalizedText(
                    id: "Pilih id lain: perkara lama masih memakai arti yang dahulu.",
                    en: "Choose another id: old cases still carry its former meaning."
                )
            )
        }
    }
}

extension Definition {
    /// Ids of `earlier` that are gone here without a tombstone, each with a finding at `removed`.
    ///
    /// For a new release beside the one before it.
    package func missingTombstones(since earlier: Definition) -> [Finding] {
        let subject = CheckSubject(definition: self, context: CheckContext())
        let now = Dictionary(idsByContainer.map { ($0.key, $0.ids) }, uniquingKeysWith: { first, _ in first })
        return earlier.idsByContainer.flatMap { key, before in
            let gone = (before + earlier.removed[key]).filter {
                !(now[key] ?? []).contains($0) && !removed[key].contains($0)
            }
            return gone.map { id in
                subject.error(
                    "no-tombstone",
                    ["removed"],
                    id: "\"\(id)\" (\(key)) dihapus tanpa batu nisan.",
                    en: "\"\(id)\" (\(key)) was removed without a tombstone.",
                    todo: LocalizedText(
                        id: "Tambahkan removed: { \(key): [\(id)] }.",
                        en: "Add removed: { \(key): [\(id)] }."
                    )
                )
            }
        }
    }

    /// The ids of the containers that keep tombstones, by their key.
    fileprivate var idsByContainer: [(key: String, ids: [String])] {
        [
            ("form", form.order.map(\.text)), ("states", states.order.map(\.text)),
            ("actions", actions.order.map(\.text)), ("roles", roles.order.map(\.text)),
            ("clocks", clocks.order.map(\.text)), ("tables", tables.order.map(\.text)),
            ("registers", registers.order.map(\.text)), ("notices", notices.order.map(\.text)),
            ("measures", measures.order.map(\.text)),
        ]
    }
}
