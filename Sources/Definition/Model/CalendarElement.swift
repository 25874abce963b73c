package import Civic

package enum CalendarKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
package typealias CalendarID = Identifier<CalendarKind>

/// Opening hours of an application's own: shifts, a counter on Saturdays, a night desk.
///
/// The government's zone and closed days hold here too, unless `holidays` says that work goes on.
package struct CalendarElement: Hashable, Sendable {
    package var name: LocalizedText
    package var hours: Keyed<RowID, OpeningElement>
    /// Holidays are closed here too.
    package var keepsHolidays: Bool

    package init(name: LocalizedText, hours: Keyed<RowID, OpeningElement>, keepsHolidays: Bool = true) {
        self.name = name
        self.hours = hours
        self.keepsHolidays = keepsHolidays
    }

    /// The hours as values.
    ///
    /// Throws what is wrong with the first rule that is none.
    package func opening() throws(RecurrenceProblem) -> OpeningHours {
        var rules: [OpeningRule] = []
        for (_, element) in hours.all { rules.append(try element.rule()) }
        return try OpeningHours(rules)
    }
}

/// One rule of open times, as it is written (RFC 5545 §3.3.10 with a time and a length).
package struct OpeningElement: Hashable, Sendable {
    package var rrule: String
    /// `08:00`.
    package var at: String
    /// `PT8H`, `PT45M`.
    package var length: String
    /// The first day, where the rule counts from one.
    package var from: CivilDate?

    package init(rrule: String, at: String, length: String, from: CivilDate? = nil) {
        self.rrule = rrule
        self.at = at
        self.length = length
        self.from = from
    }

    package func rule() throws(RecurrenceProblem) -> OpeningRule {
        try OpeningRule(rrule: rrule, at: at, for: length, from: from?.iso)
    }
}
