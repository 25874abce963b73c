/// Where something stands in a text: lines and columns count from 1, columns in characters.
package struct SourcePlace: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let file: String
    package let line: Int
    package let column: Int

    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    package var description: String { "\(file):\(line):\(column)" }

    /// The same line, `characters` further right.
    package func moved(by characters: Int) -> SourcePlace {
        SourcePlace(file: file, line: line, column: column + characters)
    }

    package static func < (left: SourcePlace, right: SourcePlace) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}
