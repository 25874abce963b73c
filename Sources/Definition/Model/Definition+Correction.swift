package import Civic

extension Definition {
    /// Under this name an action that marks brings its marks: `{"plan": "Denah tidak terbaca."}`.
    package static let markedFields: FieldID = "marked_fields"

    /// The questions of the start form that can be asked again: all but what is worked out and where the case lies, for figures and
    /// maps have counted the place already.
    package var markable: Keyed<FieldID, Field> {
        Keyed(
            form.all.filter { $0.element.calculated == nil && !$0.element.type.isPlace }.map { ($0.id, $0.element) }
        )
    }

    /// What an action asks while these questions are marked: they first, each whatever its condition says, then its own.
    package func form(of action: ActionElement, marked: [FieldID]) -> Keyed<FieldID, Field> {
        guard action.corrects else { return action.form }
        let again = markable.all.filter { marked.contains($0.id) }.map { id, field in
            var field = field
            field.when = nil
            if field.required != .never { field.required = .always }
            return (id, field)
        }
        return Keyed(again + action.form.all.map { ($0.id, $0.element) })
    }
}

extension FieldType {
    /// True for what says where a case lies.
    package var isPlace: Bool {
        switch self {
        case .location, .area, .route: true
        default: false
        }
    }
}
