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
        for (id, field) in fields.all where field.calculated == nil {
            switch field.type {
            case .location: answers[id] = PlaceAnswer.read(form, field: id.text, regions: regions)
            case .files, .file, .photo:
                let kept =
                    form.all(id.text).filter { $0 != form["_remove"] }
                    + form.files.filter { $0.field == id.text }.map(\.file.name)
                answers[id] = kept.isEmpty ? nil : .array(kept.map { ["file": .string($0)] })
            case .applications:
                let lines = form.all(id.text).flatMap { $0.split(whereSeparator: \.isNewline) }.map {
                    $0.filter { !$0.isWhitespace }
                }
                answers[id] = lines.isEmpty ? nil : .array(lines.filter { !$0.isEmpty }.map { .string(String($0)) })
            case .multipleChoice, .ranking:
                let codes = form.all(id.text).filter { !$0.isEmpty }
                answers[id] = codes.isEmpty ? nil : .array(codes.map { .string($0) })
            case .period: answers[id] = parts(["from", "until"], of: id.text, in: form)
            case .address:
                let names = ["street", "rt", "rw", "region", "place", "postal_code", "landmark"]
                answers[id] = parts(names, of: id.text, in: form)
            case .group(let inner): answers[id] = rows(inner, of: id.text, in: form)
            case .text, .paragraph, .choice, .yesNo, .integer, .decimal, .money, .date, .time, .area, .route, .phone,
                .email, .url, .person, .nik, .kk, .npwp, .nib, .nisn, .nip, .plate, .postalCode, .agency, .officer,
                .caseReference, .rating, .government, .document:
                answers[id] = line(form[id.text], field.type)
            }
        }
        return answers
    }
}

extension FieldView {
    /// One box; what is typed for a decimal is marked, for a person's "1.250" is not a program's.
    private static func line(_ typed: String?, _ type: FieldType) -> JSON? {
        guard let typed, !typed.isEmpty else { return nil }
        if case .decimal = type { return ["typed": .string(typed)] }
        return .string(typed)
    }

    private static func parts(_ names: [String], of field: String, in form: Form) -> JSON? {
        var members: [String: JSON] = [:]
        for name in names {
            guard let typed = form["\(field).\(name)"], !typed.allSatisfy(\.isWhitespace) else { continue }
            members[name] = .string(typed)
        }
        // A period with one end is a period with a wrong end, not none.
        if !members.isEmpty, names == ["from", "until"] {
            for name in names where members[name] == nil { members[name] = "" }
        }
        return members.isEmpty ? nil : .object(members)
    }

    /// The rows that were posted, with one more where that was asked for, and without the one to be removed.
    private static func rows(_ fields: Keyed<FieldID, Field>, of group: String, in form: Form) -> JSON? {
        var rows: [JSON] = []
        while rows.count <= AnswerLimits.rowsMax,
            fields.order.contains(where: { form["\(group).\(rows.count).\($0)"] != nil })
        {
            var members: [String: JSON] = [:]
            for (id, field) in fields.all {
                if let value = line(form["\(group).\(rows.count).\(id)"], field.type) { members[id.text] = value }
            }
            rows.append(.object(members))
        }
        if form["_more"] == group { rows.append([:]) }
        if let removed = form["_less"]?.split(separator: "."), removed.count == 2, String(removed[0]) == group,
            let place = Int(removed[1]), rows.indices.contains(place)
        {
            rows.remove(at: place)
        }
        return rows.isEmpty ? nil : .array(rows)
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

/// An area or a route as maps draw it.
enum ShapeAnswer {
    /// The GeoJSON geometry; nil for answers of other types.
    static func shape(_ answer: JSON?, _ type: FieldType) -> JSON? {
        guard let answer else { return nil }
        return switch type {
        case .area: (try? Civic.Area(canonical: answer))?.canonical
        case .route: (try? Route(canonical: answer))?.canonical
        default: nil
        }
    }
}
