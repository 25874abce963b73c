package import Civic

extension CaseContent: Codable {
    package var json: JSON {
        var writer = FactWriter()
        writer.put("fields", answers: fields)
        if let contact { writer.put("contact", contact.json) }
        writer.put("reasons", byVersion(reasons) { .string($0) })
        writer.put("notes", byVersion(notes) { .string($0) })
        writer.put("signers", byVersion(signers) { .string($0) })
        writer.put("answers", byVersion(answers, Self.object))
        writer.put("remarks", remarks) { .string($0) }
        writer.put("erased", erased.sorted().map { JSON.int(Int64($0)) })
        return writer.json
    }

    package init(json: JSON) throws(FactFault) {
        let reader = try FactReader(json, type: "content")
        fields = try reader.answers("fields")
        if let json = reader.json("contact") { contact = try Contact(json: json) }
        reasons = try Self.texts("reasons", reader)
        notes = try Self.texts("notes", reader)
        signers = try Self.texts("signers", reader)
        answers = try Self.versions("answers", reader) { value throws(FactFault) in
            try FactReader(.object(["answers": value]), type: "content").answers("answers")
        }
        remarks = try reader.remarks()
        var erased: Set<Int> = []
        for version in try reader.list("erased") {
            guard let number = version.int else { throw reader.fault("erased", "not a version") }
            erased.insert(Int(number))
        }
        self.erased = erased
    }

    package init(from decoder: any Decoder) throws { try self.init(json: JSON(from: decoder)) }

    package func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }

    static func object(_ answers: [FieldID: JSON]) -> JSON {
        var object: [String: JSON] = [:]
        for (id, value) in answers { object[id.text] = value }
        return .object(object)
    }

    private func byVersion<Value>(_ values: [Int: Value], _ write: (Value) -> JSON) -> [String: JSON] {
        var object: [String: JSON] = [:]
        for (version, value) in values { object["\(version)"] = write(value) }
        return object
    }

    private static func versions<Value>(
        _ field: String,
        _ reader: FactReader,
        _ read: (JSON) throws(FactFault) -> Value
    ) throws(FactFault) -> [Int: Value] {
        var result: [Int: Value] = [:]
        for (name, value) in try reader.object(field) {
            guard let version = Int(name) else { throw reader.fault(field, "\(name) is no version") }
            result[version] = try read(value)
        }
        return result
    }

    private static func texts(_ field: String, _ reader: FactReader) throws(FactFault) -> [Int: String] {
        try versions(field, reader) { value throws(FactFault) in
            guard let text = value.string else { throw reader.fault(field, "not a text") }
            return text
        }
    }
}

extension Contact {
    var json: JSON {
        var writer = FactWriter()
        writer.put("person", person.text)
        writer.put("name", name)
        writer.put("phone", phone)
        writer.put("email", email)
        writer.put("fields", answers: fields)
        return writer.json
    }

    init(json: JSON) throws(FactFault) {
        let reader = try FactReader(json, type: "contact")
        person = PersonID(try reader.text("person"))
        name = try reader.optionalText("name")
        phone = try reader.optionalText("phone")
        email = try reader.optionalText("email")
        fields = try reader.answers("fields")
    }
}
