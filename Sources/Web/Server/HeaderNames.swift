import HTTPTypes
package import Hummingbird

extension HTTPFields {
    /// A field by its name as the standards write it; an impossible name has no value.
    package subscript(named name: String) -> String? {
        get { HTTPField.Name(name).flatMap { self[$0] } }
        set {
            guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no header name") }
            self[field] = newValue
        }
    }

    /// One more field of this name, beside those that are there: `Set-Cookie`.
    mutating func append(_ value: String, named name: String) {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no header name") }
        append(HTTPField(name: field, value: value))
    }
}
