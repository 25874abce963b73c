/// Limits of expressions and tables: each with its unit and its reason.
package enum Limits {
    /// Steps of one evaluation: a step is one operation or some 64 bytes of text work; this many take well under a second.
    package static let steps = 5_000_000
    /// UTF-8 bytes of one expression: a rule longer than this is not read by anybody and belongs into a table.
    package static let sourceBytesMax = 32_768
    /// Levels of nesting in one expression: keeps the recursive parser inside a thread's stack.
    package static let depthMax = 100
    /// Depth of the syntax tree, where long chains (`a + b + …`) count too: bounds the stack of checking and running.
    package static let treeDepthMax = 250
    /// Ways to put together what conditions ask about, that are tried to see whether they can hold or fail at once.
    package static let conditionWorldsMax = 20_000
    /// Elements that a macro walks over, per list or map: repeating groups of forms stay far below.
    package static let listElementsMax = 500
    /// UTF-8 bytes of a text that an expression makes, and of a text that the cost estimate assumes in a slot.
    package static let textBytesMax = 65_536
    /// Instructions of one compiled pattern: bounds `matches` to text length × this.
    package static let patternInstructionsMax = 2_000
    /// Findings of one text: beyond these they are consequences of the first ones.
    package static let findingsMax = 20
    /// Rows of one decision table.
    package static let tableRowsMax = 2_000
    /// Boxes that the search for rows that never hit may split into before it gives up and stays silent.
    package static let tableBoxesMax = 4_000
    /// Places behind the point of a decimal: enough for any tariff, and two of them still multiply within 38 digits.
    package static let decimalScaleMax = 18
    /// Digits behind the point that a format may ask for.
    package static let formatPrecisionMax = 100
    /// Transitions, types or bytes of names in one zone file: real ones have a few hundred.
    package static let zoneEntriesMax = 65_536
}
