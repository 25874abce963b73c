package import Civic
import Definition
import Rules

extension RuleValue {
    static func optional(_ text: String?) -> RuleValue { text.map { .string($0) } ?? .null }

    /// The value as an attribute keeps it: a row of a register or an option is its code.
    var attribute: JSON {
        if case .string(let code)? = field("code") { return .string(code) }
        return json
    }
}

extension LocalizedText {
    var ruleValue: RuleValue {
        var members: [String: RuleValue] = [:]
        for (language, text) in texts { members[language.rawValue] = .string(text) }
        return .record(members)
    }
}

extension GeoPoint {
    /// The point of a location answer.
    package init?(answer: JSON) {
        if let latitude = answer["latitude"]?.double, let longitude = answer["longitude"]?.double,
            let point = try? GeoPoint(latitude: latitude, longitude: longitude)
        {
            self = point
        } else if answer["type"]?.string == "Point", let pair = answer["coordinates"]?.array, pair.count >= 2,
            let longitude = pair[0].double, let latitude = pair[1].double,
            let point = try? GeoPoint(latitude: latitude, longitude: longitude)
        {
            self = point
        } else if let typed = answer.string, let point = try? GeoPoint(typed: typed) {
            self = point
        } else if let latitude = answer["latitude"]?.string, let longitude = answer["longitude"]?.string,
            let point = try? GeoPoint(typed: latitude + ", " + longitude)
        {
            self = point
        } else {
            return nil
        }
    }

    /// As an answer keeps it.
    func answer(landmark: String?) -> JSON {
        var members: [String: JSON] = ["latitude": .double(latitude), "longitude": .double(longitude)]
        if let landmark { members["landmark"] = .string(landmark) }
        return .object(members)
    }
}
