package import Civic

/// A list of conformance cases that may fail, one a line, `name | reason`; lines that begin with `#` are comments.
package struct ExpectedFailures: Sendable {
    /// A line that is none of these.
    package struct Malformed: Error, Equatable {
        package let line: Int
        package let message: LocalizedText
    }

    /// By the names of the cases.
    package let reasons: [String: String]

    package init(_ text: String) throws(Malformed) {
        var reasons: [String: String] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard !line.hasPrefix("#"), line.contains(where: { $0 != " " }) else { continue }
            let parts = line.split(separator: "|", maxSplits: 1).map(Self.trimmed)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw Malformed(
                    line: index + 1,
                    message: LocalizedText(id: "Tulis \"nama | alasan\".", en: "Write \"name | reason\".")
                )
            }
            guard reasons.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw Malformed(
                    line: index + 1,
                    message: LocalizedText(
                        id: "\(parts[0]) sudah ada di atas.",
                        en: "\(parts[0]) is listed above already."
                    )
                )
            }
        }
        self.reasons = reasons
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
