import Civic

/// How people say what rules call by a code.
extension DefinitionLanguage {
    static let vocabulary: [Entry<Definition>] = [
        .usual(
            "words",
            \.words,
            .keyed(.text, label: LocalizedText(id: "sebutan", en: "word")),
            [:],
            shown: "—",
            Says(
                "sebutan",
                "words",
                "Sebutan bagi atribut, kolom, tabel dan nilainya; halaman penjelasan keputusan memakainya.",
                "What people call attributes, columns, tables and their values; the page that explains decisions uses them.",
                "{ priority: { id: prioritas, en: priority }, urgent: { id: mendesak, en: urgent } }",
                since: third
            )
        )
    ]
}
