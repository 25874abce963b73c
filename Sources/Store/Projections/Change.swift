package import Civic
package import Engine
package import Ledger

/// One entry of the ledger, opened and folded: what projections get, and what the bus tells.
///
/// A class, though it never changes: a dozen projections keep it in arrays, and a copy would retain some forty fields.
package final class Change: Sendable {
    package let entry: Entry
    package let fact: Fact
    /// The fact as an event of a case; nil for other streams.
    package let event: CaseEvent?
    package let before: CaseState?
    package let after: CaseState?
    package let contentBefore: CaseContent?
    package let content: CaseContent?

    package init(
        entry: Entry,
        fact: Fact,
        event: CaseEvent? = nil,
        before: CaseState? = nil,
        after: CaseState? = nil,
        contentBefore: CaseContent? = nil,
        content: CaseContent? = nil
    ) {
        self.entry = entry
        self.fact = fact
        self.event = event
        self.before = before
        self.after = after
        self.contentBefore = contentBefore
        self.content = content
    }

    /// The place in the ledger, from 1.
    package var sequence: Int64 { entry.leaf.sequence }
    /// The place in the stream, from 1.
    package var version: Int { entry.open.seal.version }
    package var stream: String { entry.open.seal.stream }
    package var recorded: Moment { entry.open.seal.recorded }
    /// When it happened; figures count by this (DESIGN §6).
    package var at: Moment { fact.at }
}

/// All that a group did to one stream: where it stood before the first and after the last change.
struct NetChange {
    let first: Change
    var last: Change
    var before: CaseState? { first.before }
    var after: CaseState? { last.after }
}

/// The changes of each stream folded into one, in the order of the streams' first change.
func net(_ changes: [Change]) -> [NetChange] {
    var order: [NetChange] = []
    var places: [String: Int] = [:]
    for change in changes {
        if let place = places[change.stream] {
            order[place].last = change
        } else {
            places[change.stream] = order.count
            order.append(NetChange(first: change, last: change))
        }
    }
    return order
}

extension CaseState {
    var isOpen: Bool { endedAt == nil }
    /// The row of the register that the case was filed under; empty where the form asks for none.
    var category: String { fields["category"]?.string ?? "" }
    var priority: String { attributes["priority"]?.string ?? "" }
    var villageText: String { village?.text ?? "" }
    var districtText: String { district?.text ?? "" }
}

extension CaseContent {
    /// Where the case lies: the first answer that is a place, else the middle of the first area or route.
    var point: GeoPoint? { place ?? middle }

    /// The middle of the box around the first answer that is an area or a route.
    private var middle: GeoPoint? {
        for field in fields.keys.sorted() {
            guard let shape = fields[field], let kind = shape["type"]?.string else { continue }
            let positions =
                switch kind {
                case "Polygon": shape["coordinates"]?.array?.first?.array ?? []
                case "LineString": shape["coordinates"]?.array ?? []
                default: [JSON]()
                }
            let points = positions.compactMap { position -> GeoPoint? in
                guard let pair = position.array, pair.count >= 2, let longitude = pair[0].double,
                    let latitude = pair[1].double
                else { return nil }
                return try? GeoPoint(latitude: latitude, longitude: longitude)
            }
            if let box = GeoBox(around: points) { return box.centre }
        }
        return nil
    }

    private var place: GeoPoint? {
        for field in fields.keys.sorted() {
            guard let latitude = fields[field]?["latitude"]?.double,
                let longitude = fields[field]?["longitude"]?.double,
                let point = try? GeoPoint(latitude: latitude, longitude: longitude)
            else { continue }
            return point
        }
        return nil
    }

    /// The words by which an officer recognises the case: its subject, else its description, else the first text.
    var words: String {
        for field in ["title", "subject", "description"] as [FieldID] {
            if let text = fields[field]?.string { return text }
        }
        for field in fields.keys.sorted() {
            if let text = fields[field]?.string { return text }
        }
        return ""
    }
}
