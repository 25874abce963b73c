import Civic
import Engine
import Node

/// What an officer types into a national system for a case, box by box.
extension CaseDesk {
    var panels: [View] {
        let settings = context.government.settings
        let panels = view.definition.panels(
            of: state,
            view.content,
            on: now.date(in: context.zone),
            calendar: settings.calendar,
            formats: context.formats,
            agencies: settings.profile.agencyNames,
            regions: { settings.regions.region($0)?.name }
        )
        return panels.enumerated().map { place, panel in
            [
                "title": context.text("national.title", ["system": panel.system]), "system": panel.system,
                "url": panel.url, "basis": panel.basis, "whenDown": panel.whenDown,
                "rows": panel.rows.enumerated().map { index, row in
                    ["id": "nasional-\(place)-\(index)", "label": row.label, "value": row.value] as View
                },
                "takers": panel.takesNumber, "hasTakers": !panel.takesNumber.isEmpty,
            ]
        }
    }
}
