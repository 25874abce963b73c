import Civic
import Definition
import Engine
import Node

extension FieldView.Setting {
    /// As forms of a government are asked: in its regions, by its map, in the language of whoever looks.
    init(
        _ context: GovernmentContext,
        _ definition: Definition,
        photo: @escaping @Sendable (String) -> String = { $0 },
        officers: [(id: OfficerID, name: String)] = [],
        papers: ShownPapers? = nil,
        upload: @escaping @Sendable (FieldID) -> String? = { _ in nil }
    ) {
        let settings = context.government.settings
        self.init(
            texts: context.texts,
            definition: definition,
            government: settings.profile,
            regions: settings.regions,
            mapSource: context.path("peta/wilayah.geojson"),
            photo: photo,
            formats: context.formats,
            officers: officers,
            papers: papers,
            upload: upload
        )
    }
}
