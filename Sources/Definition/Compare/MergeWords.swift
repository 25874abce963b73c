package import Civic

extension MergeConflict {
    /// The question in an official's words, with both values.
    ///
    /// `base` and `upstream` name the elements, and the release by its version; `government`: whose changes they are.
    package func words(base: DefinitionTree, upstream: DefinitionTree, government: String? = nil) -> LocalizedText {
        let subject = ChangeSubject(path: path, before: base, after: upstream)
        let version = upstream.value(at: ["version"]).flatMap { $0 == base.value(at: ["version"]) ? nil : $0.string }
        let release = LocalizedText(
            id: version.map { "rilis \($0)" } ?? "rilis baru",
            en: version.map { "release \($0)" } ?? "the new release"
        )
        let who = LocalizedText(
            id: government ?? "pemerintah daerah Anda",
            en: government ?? "your government"
        )
        func sentence(_ language: Language) -> String {
            let asked = LocalizedText(id: "Mana yang berlaku?", en: "Which shall hold?").text(language)
            let told = told(subject, who.text(language), release.text(language), language)
            return "\(told.firstRaised). \(asked)"
        }
        return LocalizedText(id: sentence(.id), en: sentence(.en))
    }

    private func told(_ subject: ChangeSubject, _ who: String, _ release: String, _ language: Language) -> String {
        let what = subject.name(language)
        let shown = { (value: JSON) in subject.shown(value, language) }
        func say(_ id: String, _ en: String) -> String { language == .id ? id : en }
        switch (base, local, upstream) {
        case (let old?, let ours?, let theirs?):
            return say(
                "\(who) mengubah \(what) dari \(shown(old)) menjadi \(shown(ours)); \(release) mengubahnya menjadi \(shown(theirs))",
                "\(who) changed \(what) from \(shown(old)) to \(shown(ours)); \(release) changed it to \(shown(theirs))"
            )
        case (nil, let ours?, let theirs?):
            return say(
                "\(who) menetapkan \(what): \(shown(ours)); \(release) menetapkan \(shown(theirs))",
                "\(who) set \(what) to \(shown(ours)); \(release) set it to \(shown(theirs))"
            )
        case (let old?, nil, let theirs?):
            return subject.isElement
                ? say(
                    "\(who) menghapus \(what); \(release) mengubahnya",
                    "\(who) removed \(what); \(release) changed it"
                )
                : say(
                    "\(who) menghapus \(what) (semula \(shown(old))); \(release) mengubahnya menjadi \(shown(theirs))",
                    "\(who) removed \(what) (it was \(shown(old))); \(release) changed it to \(shown(theirs))"
                )
        case (let old?, let ours?, nil):
            return subject.isElement
                ? say(
                    "\(who) mengubah \(what); \(release) menghapusnya",
                    "\(who) changed \(what); \(release) removed it"
                )
                : say(
                    "\(who) mengubah \(what) dari \(shown(old)) menjadi \(shown(ours)); \(release) menghapusnya",
                    "\(who) changed \(what) from \(shown(old)) to \(shown(ours)); \(release) removed it"
                )
        case (_, nil, nil), (nil, _?, nil), (nil, nil, _?):
            return say("\(what) berbeda pada kedua pihak", "\(what) differs between the two")
        }
    }

    /// A value as a person would write it; "—" where nothing stands.
    ///
    /// `base` and `upstream` as in ``words(base:upstream:government:)``.
    package func shown(_ value: JSON?, base: DefinitionTree, upstream: DefinitionTree, _ language: Language) -> String {
        value.map { ChangeSubject(path: path, before: base, after: upstream).shown($0, language) } ?? "—"
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
