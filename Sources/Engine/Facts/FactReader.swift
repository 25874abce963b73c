import Civic

/// Reads the members of one JSON object of our own writing; a fault names the member.
struct FactReader {
    let type: String
    private let members: [String: JSON]

    init(_ json: JSON, type: String) throws(FactFault) {
        guard case .object(let members) = json else {
            throw FactFault(type: type, field: "", problem: "not an object")
        }
        self.type = type
        self.members = members
    }

    func fault(_ field: String, _ problem: String) -> FactFault {
        FactFault(type: type, field: field, problem: problem)
    }

    func has(_ field: String) -> Bool { members[field] != nil }

    func optionalText(_ field: String) throws(FactFault) -> String? {
        guard let value = members[field] else { return nil }
        guard let text = value.string else { throw fault(field, "not a text") }
        return text
    }

    func text(_ field: String) throws(FactFault) -> String {
        guard let text = try optionalText(field) else { throw fault(field, "missing") }
        return text
    }

    func optionalInt(_ field: String) throws(FactFault) -> Int? {
        guard let value = members[field] else { return nil }
        guard let number = value.int else { throw fault(field, "not a whole number") }
        return Int(number)
    }

    func int(_ field: String) throws(FactFault) -> Int {
        guard let number = try optionalInt(field) else { throw fault(field, "missing") }
        return number
    }

    /// A member that is left out is false.
    func bool(_ field: String) throws(FactFault) -> Bool {
        guard let value = members[field] else { return false }
        guard let bool = value.bool else { throw fault(field, "neither true nor false") }
        return bool
    }

    func optional<Value: SpelledAsText>(_ field: String, _: Value.Type = Value.self) throws(FactFault) -> Value? {
        guard let text = try optionalText(field) else { return nil }
        do throws(CivicError) { return try Value(spelled: text) } catch { throw fault(field, error.messageKey) }
    }

    func value<Value: SpelledAsText>(_ field: String, _: Value.Type = Value.self) throws(FactFault) -> Value {
        guard let value: Value = try optional(field) else { throw fault(field, "missing") }
        return value
    }

    func optionalID<Kind>(_ field: String) throws(FactFault) -> Identifier<Kind>? {
        guard let text = try optionalText(field) else { return nil }
        return try identifier(text, in: field)
    }

    func id<Kind>(_ field: String) throws(FactFault) -> Identifier<Kind> { try identifier(try text(field), in: field) }

    func identifier<Kind>(_ text: String, in field: String) throws(FactFault) -> Identifier<Kind> {
        do throws(CivicError) { return try Identifier<Kind>(text) } catch { throw fault(field, error.messageKey) }
    }

    func optionalChoice<Value: RawRepresentable>(_ field: String) throws(FactFault) -> Value?
    where Value.RawValue == String {
        guard let text = try optionalText(field) else { return nil }
        guard let value = Value(rawValue: text) else { throw fault(field, "unknown word \(text)") }
        return value
    }

    func choice<Value: RawRepresentable>(_ field: String) throws(FactFault) -> Value where Value.RawValue == String {
        guard let value: Value = try optionalChoice(field) else { throw fault(field, "missing") }
        return value
    }

    /// A member that is left out is empty.
    func object(_ field: String) throws(FactFault) -> [String: JSON] {
        guard let value = members[field] else { return [:] }
        guard let object = value.object else { throw fault(field, "not an object") }
        return object
    }

    func json(_ field: String) -> JSON? { members[field] }

    /// A member that is left out is empty.
    func list(_ field: String) throws(FactFault) -> [JSON] {
        guard let value = members[field] else { return [] }
        guard let list = value.array else { throw fault(field, "not a list") }
        return list
    }

    func texts(_ field: String) throws(FactFault) -> [String] {
        var texts: [String] = []
        for item in try list(field) {
            guard let text = item.string else { throw fault(field, "not a list of texts") }
            texts.append(text)
        }
        return texts
    }

    func ids<Kind>(_ field: String) throws(FactFault) -> [Identifier<Kind>] {
        var ids: [Identifier<Kind>] = []
        for text in try texts(field) { ids.append(try identifier(text, in: field)) }
        return ids
    }

    /// What officers say of marked answers.
    func remarks() throws(FactFault) -> [FieldID: String] {
        try keyed("remarks") { json, reader throws(FactFault) in
            guard let text = json.string else { throw reader.fault("remarks", "not a text") }
            return text
        }
    }

    /// An object whose names are identifiers.
    func keyed<Kind, Value>(
        _ field: String,
        _ read: (JSON, FactReader) throws(FactFault) -> Value
    ) throws(FactFault) -> [Identifier<Kind>: Value] {
        var result: [Identifier<Kind>: Value] = [:]
        for (name, value) in try object(field) { result[try identifier(name, in: field)] = try read(value, self) }
        return result
    }

    func answers(_ field: String) throws(FactFault) -> [FieldID: JSON] {
        try keyed(field) { value, _ throws(FactFault) in value }
    }

    func moment(_ json: JSON, in field: String) throws(FactFault) -> Moment {
        guard let text = json.string else { throw fault(field, "not a time") }
        do throws(CivicError) { return try Moment(rfc3339: text) } catch { throw fault(field, error.messageKey) }
    }

    func timers(_ field: String) throws(FactFault) -> [TimerID: Moment] {
        var timers: [TimerID: Moment] = [:]
        for (name, value) in try object(field) {
            guard let id = TimerID(name) else { throw fault(field, "no timer is called \(name)") }
            timers[id] = try moment(value, in: field)
        }
        return timers
    }
}

/// Collects members; what is empty, false or nil is left out, so that entries stay small.
struct FactWriter {
    /// Room for what nearly every object has, so that few of them grow step by step.
    private(set) var members = [String: JSON](minimumCapacity: 12)

    var json: JSON { .object(members) }

    mutating func put(_ field: String, _ value: JSON?) {
        if let value { members[field] = value }
    }

    mutating func put(_ field: String, _ text: String?) {
        if let text { members[field] = .string(text) }
    }

    mutating func put(_ field: String, _ number: Int) { members[field] = .int(Int64(number)) }

    mutating func put(_ field: String, _ truth: Bool) {
        if truth { members[field] = true }
    }

    mutating func put(_ field: String, _ moment: Moment?) {
        if let moment { members[field] = .string(moment.rfc3339) }
    }

    mutating func put(_ field: String, _ object: [String: JSON]) {
        if !object.isEmpty { members[field] = .object(object) }
    }

    mutating func put(_ field: String, _ list: [JSON]) {
        if !list.isEmpty { members[field] = .array(list) }
    }

    mutating func put<Kind>(_ field: String, _ ids: [Identifier<Kind>]) {
        put(field, ids.map { JSON.string($0.text) })
    }

    mutating func put<Kind, Value>(_ field: String, _ keyed: [Identifier<Kind>: Value], _ write: (Value) -> JSON) {
        guard !keyed.isEmpty else { return }
        var object: [String: JSON] = [:]
        object.reserveCapacity(keyed.count)
        for (id, value) in keyed { object[id.text] = write(value) }
        members[field] = .object(object)
    }

    mutating func put(_ field: String, answers: [FieldID: JSON]) { put(field, answers) { $0 } }

    mutating func put(_ field: String, timers: [TimerID: Moment]) {
        guard !timers.isEmpty else { return }
        var object: [String: JSON] = [:]
        for (id, at) in timers { object[id.text] = .string(at.rfc3339) }
        members[field] = .object(object)
    }
}
