import Civic
import Engine
import Foundation
import Yams

/// How a file of reports is read: a YAML file beside it says which column is what (`Data/demo/boston311.mapping.yaml` shows all).
struct ReportMapping: Decodable, Sendable {
    struct Times: Decodable, Sendable {
        let opened: String
        let closed: String?
        let due: String?
        /// Zone of times without an offset: wib, wita, wit; the government's where it is missing.
        let zone: String?
    }

    struct Status: Decodable, Sendable {
        let column: String
        /// Values that say that the report is still open.
        let open: [String]
    }

    struct Rule: Decodable, Sendable {
        /// Column and the value that it must have; all must fit.
        let when: [String: String]
        let to: String
    }

    /// The first rule that fits; else `otherwise`; without it such a row is rejected.
    struct Choice: Decodable, Sendable {
        let rules: [Rule]
        let otherwise: String?
    }

    struct Table: Decodable, Sendable {
        let column: String
        let values: [String: String]
        let otherwise: String?
    }

    struct Place: Decodable, Sendable {
        enum How: String, Decodable, Sendable {
            /// The positions are inside the government.
            case keep
            /// Another city's: its groups are laid into kecamatan, its points around kelurahan there.
            case transplant
        }

        let how: How
        let latitude: String
        let longitude: String
        /// transplant: the column of a part of the city, and which kecamatan stands for it; others by their hash.
        let group: String?
        let groups: [String: String]?
    }

    struct Dirt: Decodable, Sendable {
        enum Backwards: String, Decodable, Sendable {
            case reject
            /// Closed at the moment it was opened.
            case atOpening = "at_opening"
        }

        let closedBeforeOpened: Backwards

        enum CodingKeys: String, CodingKey { case closedBeforeOpened = "closed_before_opened" }
    }

    /// Names the source for ever: a row is known by source and row id, so that it comes in once.
    let source: String
    let app: String
    /// The column with the row's own id.
    let row: String
    let separator: String?
    let times: Times
    let status: Status?
    let category: Choice
    /// Which agency answered; the application's own route where it is missing.
    let agency: Table?
    let channel: Table?
    let place: Place
    /// Text of the report, with {column} slots.
    let description: String
    /// Text of the answer of a closed report, with {column} slots.
    let answer: String
    let dirt: Dirt

    /// Reads a mapping; throws a sentence with what is wrong.
    static func read(_ path: String) throws -> ReportMapping {
        do {
            return try YAMLDecoder().decode(ReportMapping.self, from: try Carried.text(path))
        } catch let error as DecodingError {
            throw Sentence("\(path): \(words(error)). Contoh lengkap: Data/demo/boston311.mapping.yaml")
        } catch let error as YamlError {
            throw Sentence("\(path): \(error)")
        }
    }

    private static func words(_ error: DecodingError) -> String {
        func place(_ context: DecodingError.Context) -> String {
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return path.isEmpty ? "akar" : path
        }
        switch error {
        case .keyNotFound(let key, let context): return "kunci “\(key.stringValue)” tidak ada pada \(place(context))"
        case .typeMismatch(_, let context), .valueNotFound(_, let context): return "\(place(context)) salah bentuk"
        case .dataCorrupted(let context):
            return context.underlyingError.map { "\($0)" } ?? "\(place(context)): \(context.debugDescription)"
        @unknown default: return "\(error)"
        }
    }

    /// Every column that is named, with where it is named.
    var columns: [(column: String, at: String)] {
        var named = [
            (row, "row"), (times.opened, "times.opened"), (place.latitude, "place.latitude"),
            (place.longitude, "place.longitude"),
        ]
        if let closed = times.closed { named.append((closed, "times.closed")) }
        if let due = times.due { named.append((due, "times.due")) }
        if let status { named.append((status.column, "status.column")) }
        if let agency { named.append((agency.column, "agency.column")) }
        if let channel { named.append((channel.column, "channel.column")) }
        if let group = place.group { named.append((group, "place.group")) }
        for rule in category.rules { named += rule.when.keys.map { ($0, "category.rules") } }
        return named + Self.slots(description).map { ($0, "description") } + Self.slots(answer).map { ($0, "answer") }
    }

    static func slots(_ text: String) -> [String] {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { piece in
            piece.firstIndex(of: "}").map { String(piece[..<$0]) }
        }
    }
}
