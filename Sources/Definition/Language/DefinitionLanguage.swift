import Civic

/// The language that applications are written in, said once: each element is a value in this folder, and the reader, the
/// canonical tree, the reference, the schema for editors, differences and merges all follow it.
///
/// Adding an element is adding its entry to a record here, its property to the model, and what runs it to `Engine`.
package enum DefinitionLanguage {
    /// The language of the first applications.
    package static let first = Version(1, 0, 0)
    /// Archetypes, order by `after`, tombstones, parameters, migrations, and the field types of the city's papers.
    package static let second = Version(1, 1, 0)
    /// Words for what rules call by a code, hand-over to systems of the nation, rights of the people whose data it holds, money;
    /// branches with a join, and what else cases in full need.
    package static let third = Version(1, 2, 0)
    package static let current = third

    /// The declaration of a whole definition: where every walk begins.
    package static let root: RecordDeclaration = definition.declaration

    /// The shape of a whole definition.
    package static let shape = Shape.record(root)

    static let definition = Record<Definition>(
        "definition",
        LocalizedText(id: "aplikasi", en: "application"),
        LocalizedText(
            id: "Satu layanan kota: apa yang ditanyakan, siapa yang mengerjakan, sampai kapan, dan apa yang terlihat.",
            en: "One service of a city: what it asks, who does the work, by when, and what can be seen."
        ),
        blank: .blank,
        identity + people + course + money + documents + outlook + vocabulary
    )
}
