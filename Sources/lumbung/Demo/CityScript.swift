import Civic
import Definition
import Foundation
import Node
import Yams

/// The invented city life of `Data/demo/city.yaml`: weights, and sentences that nobody said.
struct CityScript: Decodable, Sendable {
    struct AgencyLine: Decodable, Sendable {
        let id: String
        let short: String
        let name: String
        let en: String
        /// Part of the target that a typical case takes.
        let pace: Double
        /// Sigma of the log-normal around it.
        let spread: Double
    }

    struct Kind: Decodable, Sendable {
        /// Share of all reports.
        let weight: Double
        /// How much heavier on a day of heavy rain; 1 where it is missing.
        let rain: Double?
        /// Also reported late in the evening.
        let night: Bool?
        /// The picture that goes with it: `Scene`.
        let scene: String
        let id: [String]
        let en: [String]
        let answer: [String]
    }

    let agencies: [AgencyLine]
    let landmarks: [String]
    let since: [String]
    let categories: [String: Kind]
    let waiting: [String]
    let rejecting: [String]
    let returning: [String]
    let reopening: [String]
    let checking: [String]
    let notes: [String]
    let praise: [String]
    let grumble: [String]

    /// Kinds in a fixed order, so that a seed draws the same ones each time.
    var kinds: [(id: String, kind: Kind)] { categories.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }

    /// Reads the file that travels with the program; throws a sentence with the place of what is wrong.
    static func carried() throws -> CityScript {
        let file = try Carried.folder("Data") + "/demo/city.yaml"
        do {
            return try YAMLDecoder().decode(CityScript.self, from: try Carried.text(file))
        } catch let error as DecodingError {
            throw Sentence("\(file): \(error)")
        }
    }

    /// The agencies that the story's reports go to.
    func handling(in profile: GovernmentProfile) -> [Agency] {
        let told = Set(agencies.map(\.id))
        return profile.agencies.filter { told.contains($0.id.text) }
    }

    /// A text with its slots filled.
    func filled(_ text: String, _ draws: inout SeededGenerator) -> String {
        text
            .replacing("{landmark}", with: draws.pick(landmarks))
            .replacing("{since}", with: draws.pick(since))
            .replacing("{count}", with: "\(Int.random(in: 2...9, using: &draws))")
    }
}

/// Draws from the shapes that city life has.
extension SeededGenerator {
    /// Between 0 and 1, without 1.
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    /// Precondition: not empty.
    mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: 0..<items.count, using: &self)] }

    /// A standard normal number (Box–Muller).
    mutating func normal() -> Double {
        let radius = (-2 * Foundation.log(max(unit(), 1e-12))).squareRoot()
        return radius * Foundation.cos(2 * .pi * unit())
    }

    /// With this median and this sigma of its logarithm.
    mutating func logNormal(median: Double, sigma: Double) -> Double { median * Foundation.exp(sigma * normal()) }

    /// An index, by running totals of weights.
    mutating func index(in totals: [Double]) -> Int {
        let wanted = unit() * (totals.last ?? 0)
        var low = 0
        var high = totals.count - 1
        while low < high {
            let middle = (low + high) / 2
            if totals[middle] > wanted { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Running totals of weights, for `index(in:)`.
func runningTotals(_ weights: [Double]) -> [Double] {
    var sum = 0.0
    return weights.map { weight in
        sum += weight
        return sum
    }
}
