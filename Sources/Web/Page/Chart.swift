import Foundation

/// Charts drawn by the server: SVG with a title that says in words what they show.
package enum Chart {
    private static let width = 720
    private static let height = 220
    private static let left = 44
    private static let bottom = 24

    /// Two lines over the same days: received and ended.
    ///
    /// `labels` stand under the first, middle and last value.
    package static func lines(title: String, first: [Int], second: [Int] = [], labels: [String]) -> SafeHTML {
        let top = niceTop(max(first.max() ?? 0, second.max() ?? 0))
        var body = grid(top)
        for (values, name) in [(first, "chart__line"), (second, "chart__line chart__line--second")]
        where values.count > 1 {
            let points = values.enumerated().map { index, value in "\(x(index, of: values.count)) \(y(value, top))" }
            body += "<path class=\"\(name)\" d=\"M\(points.joined(separator: "L"))\"/>"
        }
        return svg(title, body + axis(labels))
    }

    /// Upright bars.
    package static func bars(title: String, values: [Int], labels: [String]) -> SafeHTML {
        let top = niceTop(values.max() ?? 0)
        let room = Double(width - left) / Double(max(values.count, 1))
        var body = grid(top)
        for (index, value) in values.enumerated() {
            let from = Double(left) + Double(index) * room + room * 0.12
            let at = y(value, top)
            body +=
                "<rect class=\"chart__bar\" x=\"\(Int(from))\" y=\"\(at)\" width=\"\(max(1, Int(room * 0.76)))\" height=\"\(height - bottom - at)\"/>"
        }
        return svg(title, body + axis(labels))
    }

    /// One lying bar: a share of a whole, for a cell of a table.
    package static func share(_ value: Int, of whole: Int, title: String) -> SafeHTML {
        let filled = whole > 0 ? max(0, min(100, value * 100 / whole)) : 0
        return SafeHTML(
            trusted:
                "<svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" role=\"img\"><title>\(SafeHTML.escaping(title).markup)</title><rect class=\"chart__track\" width=\"100\" height=\"8\" rx=\"2\"/><rect class=\"chart__bar\" width=\"\(filled)\" height=\"8\" rx=\"2\"/></svg>"
        )
    }

    /// A small line without axes, beside a figure.
    package static func spark(_ values: [Int], title: String) -> SafeHTML {
        let top = max(values.max() ?? 0, 1)
        let points = values.enumerated().map { index, value in
            "\(values.count > 1 ? index * 100 / (values.count - 1) : 0) \(24 - value * 22 / top)"
        }
        return SafeHTML(
            trusted:
                "<svg class=\"chart\" viewBox=\"0 0 100 26\" preserveAspectRatio=\"none\" role=\"img\"><title>\(SafeHTML.escaping(title).markup)</title><path class=\"chart__line\" d=\"M\(points.joined(separator: "L"))\"/></svg>"
        )
    }

    /// The first round number at or above: 1, 2, 5 times a power of ten.
    static func niceTop(_ highest: Int) -> Int {
        var step = 1
        while true {
            for factor in [1, 2, 5] where step * factor >= max(highest, 4) { return step * factor }
            step *= 10
        }
    }

    private static func x(_ index: Int, of count: Int) -> Int { left + index * (width - left - 8) / max(count - 1, 1) }

    private static func y(_ value: Int, _ top: Int) -> Int { height - bottom - value * (height - bottom - 10) / top }

    private static func grid(_ top: Int) -> String {
        [0, top / 2, top].map { value in
            let at = y(value, top)
            return
                "<path class=\"chart__grid\" d=\"M\(left) \(at)H\(width)\"/><text class=\"chart__text chart__text--end\" x=\"\(left - 8)\" y=\"\(at + 4)\">\(value)</text>"
        }.joined()
    }

    private static func axis(_ labels: [String]) -> String {
        let places = [(left, ""), ((left + width) / 2, " chart__text--middle"), (width - 2, " chart__text--end")]
        let shown = labels.count >= 3 ? [labels[0], labels[labels.count / 2], labels[labels.count - 1]] : labels
        return zip(places, shown).map { place, label in
            "<text class=\"chart__text\(place.1)\" x=\"\(place.0)\" y=\"\(height - 6)\">\(SafeHTML.escaping(label).markup)</text>"
        }.joined()
    }

    private static func svg(_ title: String, _ body: String) -> SafeHTML {
        SafeHTML(
            trusted:
                "<svg class=\"chart\" viewBox=\"0 0 \(width) \(height)\" role=\"img\"><title>\(SafeHTML.escaping(title).markup)</title>\(body)</svg>"
        )
    }
}
