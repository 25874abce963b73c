/// The limits of this module, each with its unit and its reason.
package enum Limits {
    /// Longest text of a definition or scenario file, in bytes: larger than any application we know by a factor of ten.
    package static let definitionBytesMax = 512 * 1024
    /// Longest template of a document in one language, in bytes: some twenty printed pages.
    package static let templateBytesMax = 64 * 1024
    /// Deepest nesting of a definition: nothing in the language nests deeper, and readers are recursive.
    package static let depthMax = 16
    /// Deepest run of brackets or indents that the YAML parser may see, since it is recursive itself.
    static let parserDepthMax = 64
    /// Longest single text in characters: what fits a screen.
    static let textCharactersMax = 4_000
    /// Most findings that one reading collects; beyond it the first ones must be repaired first.
    static let findingsMax = 200
    /// Most answers that one notice, form or register may hold, so that a page stays a page.
    static let elementsMax = 2_000
    /// Longest deadline in workdays: about four years.
    static let workdaysMax = 1_000
}
