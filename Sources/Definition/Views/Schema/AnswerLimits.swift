/// Limits of answers where a field gives none of its own; the engine refuses what lies beyond, and the exports say so.
package enum AnswerLimits {
    /// Characters of a one-line answer.
    package static let textCharactersMax = 200
    /// Characters of a paragraph: some two printed pages.
    package static let paragraphCharactersMax = 4_000
    /// Characters of a person's name: longer ones are not names.
    package static let nameCharactersMax = 120
    /// Characters of a landmark beside a point.
    package static let landmarkCharactersMax = 200
    /// Files of one answer.
    package static let filesMax = 10
    /// Rows of an annex: more than there are applications.
    package static let applicationsMax = 200
    /// Rows of a group where the field gives no `max`: what a page still shows.
    package static let rowsMax = 20
    /// Characters of a reason: what a citizen reads on a phone.
    package static let reasonCharactersMax = 2_000
}
