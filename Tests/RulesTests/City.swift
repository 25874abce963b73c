import Civic
import Testing

@testable import Rules

/// A report's world, as expressions of an application see it.
enum City {
    static let environment = TypeEnvironment(variables: [
        "category": .record(["code": .string, "workdays": .int, "needs_photo": .bool]),
        "description": .string,
        "anonymous": .bool,
        "photos": .list(.string),
        "now": .timestamp,
        "answered_at": .nullable(.timestamp),
        "born": .date,
        "location": .point,
        "children": .list(.record(["name": .string, "age": .int])),
        "area": .nullable(.double),
        "extra": .dyn,
        "form": .record(["proof": .nullable(.string)]),
    ])

    static let values: [String: RuleValue] = [
        "category": .record(["code": "pothole", "workdays": 5, "needs_photo": true]),
        "description": "Jalan berlubang di depan sekolah, 3 meter",
        "anonymous": false,
        "photos": .list(["a.jpg", "b.jpg"]),
        "now": .timestamp(Moment(milliseconds: 1_795_482_000_000)),
        "answered_at": .timestamp(Moment(milliseconds: 1_795_482_000_000 - 3_600_000)),
        "born": .date("2008-02-29"),
        "location": point(-6.1783, 106.6319),
        "children": .list([.record(["name": "Sari", "age": 7]), .record(["name": "Budi", "age": 12])]),
        "area": .null,
        "form": .record(["proof": .null]),
        "extra": .map([2: "dua", "tiga": 3]),
    ]

    static let layout = SlotLayout(values.keys.sorted())
    static let slots = layout.slots(values)

    static func point(_ latitude: Double, _ longitude: Double) -> RuleValue {
        (try? GeoPoint(latitude: latitude, longitude: longitude)).map { .point($0) } ?? .null
    }

    /// Parsed and compiled; a finding of the parser fails the test.
    static func compiled(_ text: String) throws -> CompiledExpression {
        let (expression, findings) = Expression.parse(text)
        #expect(findings.isEmpty, "\(text): \(findings.map { $0.sentence(.en) })")
        return try #require(expression).compile(slots: layout)
    }

    static func value(_ text: String) throws -> RuleValue { try compiled(text).evaluate(slots) }

    /// All that is wrong with the text, parsing first.
    static func findings(_ text: String) -> [RuleFinding] {
        let (expression, findings) = Expression.parse(text)
        return expression.map { $0.check(in: environment).0 } ?? findings
    }
}
