/// An ordered map from id to element, as a definition writes it: the order is what people see, the id is what lasts.
///
/// Lookup by id is O(1). Two elements never share an id; the initializer keeps the first.
package struct Keyed<ID: Hashable & Sendable, Element: Sendable>: Sendable {
    package private(set) var order: [ID] = []
    private var elements: [ID: Element] = [:]

    package init() {}

    package init(_ pairs: [(ID, Element)]) {
        for (id, element) in pairs where elements[id] == nil {
            order.append(id)
            elements[id] = element
        }
    }

    /// Setting an id that is not there yet puts it last; setting nil removes it.
    package subscript(id: ID) -> Element? {
        get { elements[id] }
        set {
            switch (newValue, elements[id] != nil) {
            case (.some(let element), false):
                order.append(id)
                elements[id] = element
            case (.some(let element), true):
                elements[id] = element
            case (nil, true):
                order.removeAll { $0 == id }
                elements[id] = nil
            case (nil, false):
                break
            }
        }
    }

    /// All elements with their ids, in written order.
    package var all: [(id: ID, element: Element)] {
        order.compactMap { id in elements[id].map { (id, $0) } }
    }

    /// Each element changed in place; ids and order stay.
    package mutating func mapElements(_ change: (Element) -> Element) {
        for id in order {
            if let element = elements[id] { elements[id] = change(element) }
        }
    }

    package var count: Int { order.count }
    package var isEmpty: Bool { order.isEmpty }
    package func contains(_ id: ID) -> Bool { elements[id] != nil }
}

extension Keyed: Equatable where Element: Equatable {}
extension Keyed: Hashable where Element: Hashable {}

extension Keyed: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (ID, Element)...) {
        self.init(elements)
    }
}
