import Civic

/// An id that was taken away does not come back.
func tombstoneFindings(_ subject: CheckSubject) -> [Finding] {
    Tombstones.kinds.flatMap { kind in
        let (key, ids) = (kind.key, kind.living(subject.definition))
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
        return Tombstones.kinds.flatMap { kind in
            let (key, now) = (kind.key, kind.living(self))
            let gone = (kind.living(earlier) + earlier.removed[key]).filter {
                !now.contains($0) && !removed[key].contains($0)
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
}
