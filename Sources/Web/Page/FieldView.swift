package import Civic
package import Definition
package import Engine
package import Node

/// A question of a definition as the `field` component shows it, and its answer as a form brings it back.
package struct FieldView {
    /// Where the form stands: what it needs from around it.
    package struct Setting: Sendable {
        package let texts: Texts
        package let definition: Definition
        package let government: GovernmentProfile
        package let regions: RegionMap
        /// Address of the map's areas (GeoJSON).
        package let mapSource: String
        /// Address of a photo's thumbnail, by its name.
        package let photo: @Sendable (String) -> String
        package let formats: Formats
        /// Who works for the government, by name; only officers are shown them.
        package let officers: [(id: OfficerID, name: String)]
        /// The documents among what was uploaded.
        package let papers: ShownPapers
        /// Where scripts send large files piece by piece, by question; nil: nowhere.
        package let upload: @Sendable (FieldID) -> String?

        package init(
            texts: Texts,
            definition: Definition,
            government: GovernmentProfile,
            regions: RegionMap,
            mapSource: String,
            photo: @escaping @Sendable (String) -> String,
            formats: Formats,
            officers: [(id: OfficerID, name: String)] = [],
            papers: ShownPapers? = nil,
            upload: @escaping @Sendable (FieldID) -> String? = { _ in nil }
        ) {
            self.texts = texts
            self.definition = definition
            self.government = government
            self.regions = regions
            self.mapSource = mapSource
            self.photo = photo
            self.formats = formats
            self.officers = officers
            self.papers = papers ?? ShownPapers([], texts, formats)
            self.upload = upload
        }
    }

    let setting: Setting
    let id: FieldID
    let field: Field
    let answer: JSON?
    let error: String?
    /// What is wrong in rows of a group.
    var rowProblems: [FieldProblem] = []
    let isRequired: Bool
    /// The label is the page's heading.
    let isTitle: Bool
    /// Keeps ids apart where several forms stand on one page.
    let prefix: String

    /// The name that a box of a group's row has in the form, `faces.0.width`.
    var name: String?
    /// The id that it has on the page, where it is not the name's.
    var pageID: String?

    var texts: Texts { setting.texts }
    var language: Language { texts.language }
    var htmlID: String { pageID ?? prefix + id.text }
    var formName: String { name ?? id.text }

    /// The fields of a form in order, those that are `asked`.
    package static func views(
        _ form: Keyed<FieldID, Field>,
        in setting: Setting,
        asked: Set<FieldID>,
        required: Set<FieldID>,
        answers: [FieldID: JSON] = [:],
        problems: [FieldProblem] = [],
        prefix: String = "",
        titled: Bool = false
    ) -> [View] {
        form.all.filter { asked.contains($0.id) }.map { id, field in
            let own = problems.filter { $0.field == id }
            return FieldView(
                setting: setting,
                id: id,
                field: field,
                answer: answers[id],
                error: own.first?.message.text(setting.texts.language),
                rowProblems: own,
                isRequired: required.contains(id),
                isTitle: titled,
                prefix: prefix
            ).view
        }
    }

    /// The lines of the error summary: each leads to its field.
    package static func summary(_ problems: [FieldProblem], language: Language, prefix: String = "") -> View {
        [
            "hasProblems": !problems.isEmpty,
            "problems": problems.map {
                ["href": "#\(prefix)\($0.field.text)", "text": $0.message.text(language)] as View
            },
        ]
    }

    /// The base of every field: all tags of the component, most of them silent.
    package static func plain(
        id: String,
        name: String,
        label: String,
        hint: String? = nil,
        error: String? = nil,
        value: String = "",
        isRequired: Bool = true,
        isTitle: Bool = false
    ) -> View {
        let described = [hint == nil ? nil : id + "-hint", error == nil ? nil : id + "-error"].compactMap(\.self)
        return [
            "id": id, "name": name, "label": label, "hint": hint, "error": error, "value": value,
            "isOptional": !isRequired,
            "isTitle": isTitle, "isGroup": false,
            "describedBy": described.isEmpty ? nil : described.joined(separator: " "),
            "isText": false, "isParagraph": false, "isSelect": false, "isRadio": false, "isFiles": false,
            "isPlace": false, "isShape": false,
            "isShort": false, "isRating": false, "hasPictures": false, "inputType": "text", "inputMode": nil,
            "autocomplete": nil, "max": nil, "countText": nil, "options": [View](), "isCode": false, "isChecks": false,
            "isParts": false, "isRows": false, "mark": nil,
        ]
    }

    var view: View {
        let base = FieldView.plain(
            id: htmlID,
            name: formName,
            label: field.label.text(language),
            hint: field.hint?.text(language) ?? usualHint,
            error: error,
            value: typed,
            isRequired: isRequired,
            isTitle: isTitle
        )
        return base.adding(kind).adding(["autocomplete": field.autocomplete ?? usualAutocomplete])
    }

    private var kind: View {
        switch field.type {
        case .text, .person, .document: ["isText": true]
        case .url: ["isText": true, "inputType": "url", "inputMode": "url"]
        case .nik, .kk, .npwp, .nib, .nisn, .nip, .postalCode:
            ["isText": true, "isShort": true, "inputMode": "numeric"]
        case .plate, .caseReference: ["isText": true, "isShort": true]
        case .decimal, .time: ["isText": true, "isShort": true, "inputMode": "decimal"]
        case .money: ["isText": true, "isShort": true, "inputMode": "numeric", "mark": "Rp"]
        case .multipleChoice(let choices): checks(options(choices))
        case .ranking(let choices): parts(ranking(options(choices)))
        case .period: parts(period)
        case .address: parts(address)
        case .area, .route: ["isShape": true, "shapeKind": field.type.word, "mapSource": setting.mapSource]
        case .group(let fields): rows(fields)
        case .officer:
            [
                "isSelect": true,
                "options": optionViews(setting.officers.map { ($0.id.text, $0.name, nil, nil) }, chosen: typed),
            ]
        case .government: ["isText": true, "isShort": true, "inputMode": "decimal"]
        case .phone: ["isText": true, "isShort": true, "inputType": "tel", "inputMode": "tel"]
        case .email: ["isText": true, "inputType": "email", "inputMode": "email"]
        case .integer: ["isText": true, "isShort": true, "inputMode": "numeric"]
        case .date: ["isText": true, "isShort": true, "inputType": "date"]
        case .paragraph:
            [
                "isParagraph": true, "max": field.max,
                "countText": field.max.map { texts.text("field.count", ["max": setting.formats.number($0)]) },
            ]
        case .choice(let choices): choice(options(choices))
        case .yesNo:
            radio(
                [("ya", texts.text("field.yes"), nil, nil), ("tidak", texts.text("field.no"), nil, nil)],
                chosen: yesNo
            )
        case .rating:
            radio(
                (1...(field.max ?? 5)).map { ("\($0)", texts.text("field.rating-\(min($0, 5))"), nil, "star") },
                chosen: typed,
                isRating: true
            )
        case .agency:
            [
                "isSelect": true,
                "options": optionViews(
                    setting.government.agencies.map { ($0.id.text, $0.name.text(language), nil, nil) },
                    chosen: typed
                ),
            ]
        case .applications: ["isParagraph": true]
        case .files, .file, .photo: files
        case .location: place
        }
    }

    typealias Option = (value: String, label: String, hint: String?, icon: String?)

    func options(_ choices: Choices) -> [Option] {
        switch choices {
        case .register(let register):
            (setting.definition.registers[register]?.shown ?? []).map { id, row in
                (id.text, row.name.text(language), row.hint?.text(language), row.icon)
            }
        case .options(let options): options.all.map { ($0.id.text, $0.element.text(language), nil, nil) }
        }
    }

    private var yesNo: String {
        switch answer?.bool ?? answer?.string.map({ ["ya", "yes", "true", "on", "1"].contains($0) }) {
        case true?: "ya"
        case false?: "tidak"
        case nil: ""
        }
    }

    /// Pictures and few words as tiles; a long plain list as a drop-down.
    private func choice(_ options: [Option]) -> View {
        if options.count > 8, options.allSatisfy({ $0.icon == nil }) {
            return ["isSelect": true, "options": optionViews(options, chosen: typed)]
        }
        return radio(options, chosen: typed)
    }

    private func radio(_ options: [Option], chosen: String, isRating: Bool = false) -> View {
        [
            "isRadio": true, "isGroup": true, "isRating": isRating,
            "hasPictures": options.contains { $0.icon != nil } && !isRating,
            "options": optionViews(options, chosen: chosen),
        ]
    }

    /// The first option has the field's own id, so that the error summary's link finds it.
    private func optionViews(_ options: [Option], chosen: String) -> [View] {
        options.enumerated().map { place, option in
            [
                "id": place == 0 ? htmlID : "\(htmlID)-\(place)", "name": formName, "value": option.value,
                "label": option.label,
                "hint": option.hint, "icon": option.icon, "isChecked": option.value == chosen,
            ]
        }
    }

    private var files: View {
        let all = (answer?.array ?? []).compactMap { $0.string ?? $0["file"]?.string }
        let names = all.filter { !setting.papers.isPaper($0) }
        let papers = setting.papers.views(all, address: setting.photo)
        let kinds = field.type.files ?? []
        return [
            "isFiles": true, "max": field.type.filesMax ?? field.max ?? Limits.filesMax,
            "types": (kinds.contains(.image) ? ["image/jpeg", "image/png", "image/webp"] : []).joined(separator: ",")
                + (kinds.contains(.document) ? (kinds.contains(.image) ? "," : "") + "application/pdf" : ""),
            "module": kinds.contains(.document) ? "upload" : "photos",
            "upload": kinds.contains(.document) ? setting.upload(id) : nil, "limits": fileLimits(kinds),
            "hasPapers": !papers.isEmpty,
            "papers": zip(papers, all.filter(setting.papers.isPaper)).map { view, name in
                view.adding(["remove": name, "name": id.text])
            },
            "isOne": field.type.filesMax == 1, "hasFiles": !names.isEmpty,
            "files": names.enumerated().map { place, name in
                [
                    "src": setting.photo(name), "alt": texts.text("field.photo", ["n": "\(place + 1)"]), "remove": name,
                    "file": name, "name": id.text,
                ] as View
            },
        ]
    }

    private func fileLimits(_ kinds: [FileKind]) -> String {
        guard kinds.contains(.document), let rule = FileRule(field) else { return texts.text("field.photo-limits") }
        return texts.text(
            kinds.contains(.image) ? "field.either-limits" : "field.document-limits",
            ["size": "\(rule.bytesMax / 1_048_576) MB"]
        )
    }

    private var place: View {
        let chosen = answer?["village"]?.string
        let districts = setting.regions.regions(of: .district).map { district in
            let villages = setting.regions.children(of: district.code).map { village in
                [
                    "code": village.code.text, "label": village.name, "isChecked": village.code.text == chosen,
                    "point": village.centre.map { "\($0.latitude),\($0.longitude)" } ?? "",
                ] as View
            }
            return ["label": district.name, "villages": villages] as View
        }
        return [
            "isPlace": true, "isGroup": true, "districts": districts, "mapSource": setting.mapSource,
            "villageLabel": texts.text(
                "field.place-village",
                ["village": setting.government.terms.village.text(language)]
            ),
            "value": PlaceAnswer.point(answer).map { "\($0.latitude), \($0.longitude)" } ?? answer?["typed"]?.string
                ?? "",
            "landmark": answer?["landmark"]?.string ?? "",
        ]
    }
}
