import Civic

/// The records of the language, each once, in the order in which a definition is written: what reference and schema walk over.
struct LanguageCatalogue {
    struct Chapter {
        let record: RecordDeclaration
        /// Where it stands: `actions.<id>.form.<id>`; "" for the whole definition.
        var places: [String]
        /// It is an element of a container, so `after:` may say where it stands.
        var isElement: Bool
    }

    private(set) var chapters: [Chapter] = []
    private var index: [String: Int] = [:]

    init(_ root: RecordDeclaration = DefinitionLanguage.root) {
        enter(root, "", isElement: false)
    }

    private mutating func enter(_ record: RecordDeclaration, _ place: String, isElement: Bool) {
        if let known = index[record.name] {
            chapters[known].places.append(place)
            chapters[known].isElement = chapters[known].isElement || isElement
            return
        }
        index[record.name] = chapters.count
        chapters.append(Chapter(record: record, places: [place], isElement: isElement))
        for entry in record.entries {
            walk(entry.shape, place.isEmpty ? entry.key : "\(place).\(entry.key)", isElement: false)
        }
    }

    private mutating func walk(_ shape: Shape, _ place: String, isElement: Bool) {
        switch shape.resolved {
        case .record(let record): enter(record, place, isElement: isElement)
        case .keyed(let keyed): walk(keyed.element, "\(place).<id>", isElement: true)
        case .open(_, let element): walk(element, "\(place).<…>", isElement: false)
        case .list(let element), .set(let element): walk(element, "\(place)[]", isElement: false)
        case .either(let shapes): for one in shapes { walk(one, place, isElement: false) }
        case .word, .flag, .number, .oneOf, .expression, .text, .values, .deferred: break
        }
    }
}
