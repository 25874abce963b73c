package import Civic
import Engine
package import Store

extension CaseReading {
    /// An open case that may tell of the same.
    package struct Alike: Sendable {
        package let line: CaseLine
        package let metres: Double
        /// From 0 to 1.
        package let score: Double
    }

    /// Open cases of one kind near a point, those most alike first; at most `limit`.
    package func alike(
        to point: GeoPoint,
        app: AppID,
        category: String,
        words: String,
        without number: CaseNumber? = nil,
        limit: Int
    ) throws -> [Alike] {
        let now = book.outside.now()
        let likeness = Likeness(metres: Limits.alikeMetres, days: Double(Limits.alikeDays))
        return try book.database.read { connection in
            let near = try MapGrid.near(
                point,
                metres: Limits.alikeMetres,
                app: app,
                category: category,
                since: now - .days(Limits.alikeDays),
                limit: Limits.alikeMax,
                on: connection
            )
            return try near.filter { $0.number != number }.compactMap { other -> Alike? in
                guard let line = try CaseListQuestions.line(other.number, on: connection) else { return nil }
                let metres = other.point.distanceMetres(to: point)
                let days = Double((now - other.startedAt).milliseconds) / 86_400_000
                let score = likeness.score(metres: metres, days: days, words, line.words)
                return Alike(line: line, metres: metres, score: score)
            }.sorted { ($1.score, $0.line.number.text) < ($0.score, $1.line.number.text) }.prefix(limit).map { $0 }
        }
    }
}
