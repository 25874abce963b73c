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
}
