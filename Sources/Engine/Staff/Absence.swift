package import Civic

/// Days on which an officer does not work, the last one included; never why, for that is nobody's business.
package struct Absence: Hashable, Comparable, Sendable {
    package let from: CivilDate
    package let until: CivilDate

    package init(from: CivilDate, until: CivilDate) {
        self.from = from
        self.until = until
    }

    package func covers(_ date: CivilDate) -> Bool { from <= date && date <= until }
    func overlaps(_ other: Absence) -> Bool { from <= other.until && other.from <= until }

    package static func < (a: Absence, b: Absence) -> Bool { (a.from, a.until) < (b.from, b.until) }
}

extension Absence {
    var json: JSON { ["from": .string(from.iso), "until": .string(until.iso)] }

    init(json: JSON) throws(FactFault) {
        let reader = try FactReader(json, type: "absence")
        self.init(from: try reader.date("from"), until: try reader.date("until"))
    }
}

extension FactReader {
    func date(_ field: String) throws(FactFault) -> CivilDate {
        let text = try text(field)
        do throws(CivicError) { return try CivilDate(iso: text) } catch { throw fault(field, error.messageKey) }
    }
}

extension StaffState {
    package func isPresent(on date: CivilDate) -> Bool { isActive && !absences.contains { $0.covers(date) } }
}
