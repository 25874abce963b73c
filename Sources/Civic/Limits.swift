/// The limits of this module, each with its unit and its reason.
package enum Limits {
    /// Longest identifier in bytes: it stands in addresses, column names and log fields.
    package static let identifierBytesMax = 64
    /// Deepest nesting of a JSON text: the reader is recursive, and no form of a city nests deeper.
    package static let jsonDepthMax = 64
    /// Largest amount in rupiah (a thousand trillion less one): exact as a JSON number, above any city's budget.
    package static let rupiahMax: Int64 = 999_999_999_999_999
    /// Longest e-mail address in bytes (RFC 5321 §4.5.3.1.3).
    package static let emailBytesMax = 254
    /// Farthest a point may lie from a region's centre, in metres, to be counted to it where no boundary is known.
    package static let centreMetresMax = 8_000.0
    /// Longest working time that is counted, in days (a hundred years): what is longer counts as this.
    package static let spanDaysMax = 36_600
    /// Years whose dates a calendar lists: a date outside them is a slip of the pen.
    package static let calendarYears = 1945...2200
    /// Longest text of a recurrence rule in bytes: every list of RFC 5545 written out is shorter.
    package static let recurrenceBytesMax = 8_192
    /// Largest interval of a recurrence rule: a hundred thousand of anything is past every use.
    package static let recurrenceIntervalMax = 100_000
    /// Steps that the expansion of a rule takes without finding anything before it says that there is nothing more
    /// (days, weeks, months, years, or hours, minutes and seconds that the rule's own lists do not let it skip).
    package static let recurrenceEmptyStepsMax = 50_000
    /// Years in which rules of opening hours are followed day by day; outside them the nearest 28 years repeat.
    package static let openingRuleYears = 2000...2099
    /// Digits of an exact decimal: two of them at different scales still fit 128 bits side by side.
    package static let decimalDigitsMax = 28
    /// Decimals of an exact decimal: a billionth, finer than anything a city measures.
    package static let decimalScaleMax = 9
    /// Longest name of a person in characters: longer ones are not names.
    package static let nameCharactersMax = 200
    /// Longest line of an address in characters.
    package static let addressLineCharactersMax = 200
    /// Longest web address in bytes: what browsers and mail programs carry without cutting.
    package static let webAddressBytesMax = 2_048
    /// Most letters and digits of a plate; the usual form has nine.
    package static let plateSignsMax = 10
    /// Corners of an area with its holes: each pair of lines is compared, and a form draws no more by hand.
    package static let areaPointsMax = 500
    /// Points of a route.
    package static let routePointsMax = 1_000
    /// Options of a ranked choice.
    package static let rankingMax = 50
}
