package import Civic
package import Rules

/// A parsed expression and where it stands.
///
/// Two formulas are equal when their text is.
package struct Formula: Sendable, Hashable {
    package let expression: Expression
    package let place: SourcePlace

    package init(_ expression: Expression, at place: SourcePlace) {
        self.expression = expression
        self.place = place
    }

    package var source: String { expression.source }

    package static func == (left: Formula, right: Formula) -> Bool { left.source == right.source }
    package func hash(into hasher: inout Hasher) { hasher.combine(source) }
}

/// What an attribute is set to: a fixed value, or `= …`, worked out when it is set.
package enum Assigned: Hashable, Sendable {
    case literal(JSON)
    case formula(Formula)
}
