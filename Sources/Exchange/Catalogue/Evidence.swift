package import Civic
package import Node
import Store

/// What real use says of an application in a government: from its projections, never typed in.
package struct Evidence: Hashable, Sendable {
    package let cases: Int
    /// Hours from receipt to the end of a case, median of a year; open cases count as longer than so far.
    package let medianHours: Double?
    /// Mean of the citizens' ratings of a year, 1 to 5.
    package let rating: Double?
    package let ratings: Int

    package init(of app: AppID, in government: Government) throws {
        let now = government.outside.now()
        let zone = government.profile.zone
        let today = now.date(in: zone)
        let (from, until) = (today.adding(days: -365), today.adding(days: 1))
        (cases, medianHours, ratings, rating) = try government.database.read { connection in
            let cases = try connection.rows(Stock.byApp).filter { try $0.text("app") == app.text }
                .reduce(0) { try $0 + Int($1.int("n")) }
            let seconds = try Waiting.picture(
                app: app,
                step: Waiting.whole,
                from: from,
                until: until,
                now: now,
                zone: zone,
                on: connection
            ).quantile(0.5)
            let stars = try connection.rows(
                Ratings.byAgency,
                ["app": .text(app.text), "from": .int(from.daysSinceEpoch), "until": .int(until.daysSinceEpoch)]
            )
            let ratings = try stars.reduce(0) { try $0 + Int($1.int("n")) }
            let sum = try stars.reduce(0) { try $0 + Int($1.int("n")) * Int($1.int("stars")) }
            return (
                cases, seconds.map { Double($0) / 3_600 }, ratings, ratings == 0 ? nil : Double(sum) / Double(ratings)
            )
        }
    }
}
