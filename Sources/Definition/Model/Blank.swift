import Civic
import Rules

/// What stands where a text could not be read, so that reading and checking can go on behind the first finding.
///
/// A definition with any of these never leaves the reader: something was noted as an error.
extension LocalizedText {
    static let unread = LocalizedText(id: "?", en: "?")
}

extension Definition {
    static let blank = Definition(
        app: "unread",
        version: Version(0, 0, 0),
        prefix: "?",
        name: .unread,
        summary: .unread,
        group: .publicService,
        pillar: "",
        owner: "unread",
        archetype: "",
        legal: [],
        standard: .blank,
        needs: AdoptionNeeds(),
        registers: [:],
        roles: [:],
        form: [:],
        start: StartElement(),
        states: [:],
        actions: [:],
        clocks: [:],
        tables: [:],
        notices: [:],
        publication: Publication(),
        measures: [:],
        national: [],
        retention: Retention(years: 0),
        removed: Tombstones(),
        places: Places(file: "")
    )
}

extension ServiceStandard {
    static let blank = ServiceStandard(
        requirements: [],
        procedure: [],
        time: .unread,
        fee: .unread,
        product: .unread,
        complaints: .unread,
        facilities: .unread,
        competence: .unread,
        supervision: .unread,
        staff: .unread,
        guarantee: .unread,
        safety: .unread,
        evaluation: .unread
    )
}

extension ActionElement {
    static let blank = ActionElement(name: .unread, done: .unread, from: [], to: "unread", by: [])
}

extension ClockElement {
    static let blank = ClockElement(name: .unread, runsIn: [], metIn: [], target: .workdays(0))
}

extension Measure {
    static let blank = Measure(
        name: .unread,
        ratio: Ratio(ClockCount("unread", .met), among: ClockCount("unread", .ended))
    )
}

extension NationalRelation {
    static let blank = NationalRelation(system: "?", relation: .none, basis: .unread)
}

extension Formula {
    /// An expression that says nothing.
    static let unread = Formula(Expression.nothing, at: SourcePlace(file: "", line: 1, column: 1))
}

extension Reading {
    /// Stands where a text could not be read.
    static let unread = LocalizedText.unread
}
