package import Civic
package import Definition
import Node

extension FieldView {
    /// The answers that a form brought, by field.
    ///
    /// `asked` are the fields that stood on the page: an empty box clears its answer.
    package static func answers(
        _ fields: Keyed<FieldID, Field>,
        from form: Form,
        regions: RegionMap,
        keeping earlier: [FieldID: JSON] = [:]
    ) -> [FieldID: JSON] {
        var answers = earlier
        for (id, field) in fields.all {
            switch field.type {
            case .location: answers[id] = PlaceAnswer.read(form, field: id.text, regions: regions)
            case .files:
                let kept =
                    form.all(id.text).filter { $0 != form["_remove"] }
                    + form.files.filter { $0.field == id.text }.map(\.file.name)
                answers[id] = kept.isEmpty ? nil : .array(kept.map { ["file": .string($0)] })
            case .applications:
                let lines = form.all(id.text).flatMap { $0.split(whereSeparator: \.isNewline) }.map {
                    $0.filter { !$0.isWhitespace }
                }
                answers[id] = lines.isEmpty ? nil : .array(lines.filter { !$0.isEmpty }.map { .string(String($0)) })
            case .text, .paragraph, .choice, .yesNo, .integer, .date, .phone, .email, .personName, .agency, .rating,
                .government, .document:
                answers[id] = form[id.text].flatMap { $0.isEmpty ? nil : .string($0) }
            }
        }
        return answers
    }
}

/// A place as people give it: a point, or a village and a landmark when they have no point.
package enum PlaceAnswer {
    /// The point of an answer, where it has one.
    package static func point(_ answer: JSON?) -> GeoPoint? {
        if let latitude = answer?["latitude"]?.double, let longitude = answer?["longitude"]?.double {
            return try? GeoPoint(latitude: latitude, longitude: longitude)
        }
        if let pair = answer?["coordinates"]?.array, pair.count >= 2, let longitude = pair[0].double,
            let latitude = pair[1].double
        {
            return try? GeoPoint(latitude: latitude, longitude: longitude)
        }
        return answer?.string.flatMap { try? GeoPoint(typed: $0) }
    }

    /// Coordinates win; without them the middle of the chosen village stands for the place, and the landmark says the rest.
    static func read(_ form: Form, field: String, regions: RegionMap) -> JSON? {
        var members: [String: JSON] = [:]
        let typed = (form[field] ?? "").filter { !$0.isNewline }
        if !typed.allSatisfy(\.isWhitespace) {
            if let point = try? GeoPoint(typed: typed) {
                members["latitude"] = .double(point.latitude)
                members["longitude"] = .double(point.longitude)
            } else {
                members["typed"] = .string(typed)
            }
        }
        if let code = form[field + ".village"].flatMap({ try? RegionCode($0) }), let village = regions.region(code) {
            members["village"] = .string(code.text)
            if members["latitude"] == nil, members["typed"] == nil, let centre = village.centre {
                members["latitude"] = .double(centre.latitude)
                members["longitude"] = .double(centre.longitude)
            }
        }
        let landmark = form[field + ".landmark"] ?? ""
        if !landmark.allSatisfy(\.isWhitespace) { members["landmark"] = .string(landmark) }
        return members.isEmpty ? nil : .object(members)
    }
}
