package import Civic

extension MergeConflict {
    /// The question in an official's words, with both values.
    ///
    /// `base` and `upstream` name the elements.
    package func words(base: DefinitionTree, upstream: DefinitionTree) -> LocalizedText {
        let subject = ChangeSubject(path: path, before: base, after: upstream)
        let release = subject.words(of: self.base, self.upstream)
        let own = subject.words(of: self.base, local)
        return LocalizedText(
            id: "Rilis baru: \(release.text(.id)) Pemerintah daerah Anda: \(own.text(.id)) Mana yang berlaku?",
            en: "New release: \(release.text(.en)) Your government: \(own.text(.en)) Which shall hold?"
        )
    }

    /// A value as a person would write it; "—" where nothing stands.
    package func shown(_ value: JSON?, _ language: Language) -> String {
        guard let value else { return "—" }
        var shape = DefinitionLanguage.shape
        for key in path { shape = shape.below(key) ?? .plain }
        return shape.shown(value, language)
    }
}

extension ChangeSubject {
    /// What became of the place on one side.
    fileprivate func words(of from: JSON?, _ to: JSON?) -> LocalizedText {
        switch (from, to) {
        case (nil, _): words(.added, nil, to)
        case (_?, nil): words(.removed, from, nil)
        case (_?, _?): words(.changed, from, to)
        }
    }
}

extension MergeNote {
    /// What an official should know.
    package func words(base: DefinitionTree, upstream: DefinitionTree) -> LocalizedText {
        let subject = ChangeSubject(path: path, before: base, after: upstream)
        let (id, en) = (subject.name(.id), subject.name(.en))
        return switch kind {
        case .absorbed:
            LocalizedText(
                id: "Perubahan Anda pada \(id) kini bagian dari rilis.",
                en: "Your change to \(en) is now part of the release."
            )
        case .staleTranslation:
            LocalizedText(
                id: "Teks Indonesia berubah; terjemahan Anda untuk \(id) perlu diperiksa.",
                en: "The Indonesian text changed; your translation of \(en) needs a look."
            )
        case .hiddenChanged:
            LocalizedText(
                id: "Rilis mengubah \(id), yang Anda sembunyikan; tetap tersembunyi.",
                en: "The release changed \(en), which you have hidden; it stays hidden."
            )
        case .order:
            LocalizedText(
                id: "Anda dan rilis sama-sama mengubah urutan \(id); urutan rilis yang dipakai.",
                en: "You and the release both reordered \(en); the release's order holds."
            )
        }
    }
}
