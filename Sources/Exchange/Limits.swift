/// The limits of this module, each with its unit and its reason.
enum Limits {
    /// Most lines of an annex: all applications that there are, and room for more.
    static let annexLinesMax = 250
    /// Longest paragraph of an agreement in characters: a page.
    static let paragraphCharactersMax = 4_000
    /// Longest number of a letter in characters.
    static let letterNumberCharactersMax = 60
    /// Longest name, title or place in characters.
    static let nameCharactersMax = 160
    /// Most years of a term (Permendagri 22/2020 practice: at most five).
    static let termYearsMax = 5
    /// Agreements of one government that a page or a decision looks at: Tangerang had 28 adopters in 2018.
    static let agreementsMax = 500
    /// How often installations are compared with the agreements behind them, in seconds.
    static let reconcileSeconds = 30
}
