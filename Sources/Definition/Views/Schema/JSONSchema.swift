import Civic

/// JSON Schemas put together: `true` accepts everything, `false` nothing.
enum JSONSchema {
    static let dialect: JSON = "https://json-schema.org/draft/2020-12/schema"

    static func all(_ parts: [JSON]) -> JSON {
        let parts = parts.filter { $0 != true }
        if parts.contains(false) { return false }
        return parts.isEmpty ? true : parts.count == 1 ? parts[0] : ["allOf": .array(parts)]
    }

    static func any(_ parts: [JSON]) -> JSON {
        let parts = parts.filter { $0 != false }
        if parts.contains(true) { return true }
        return parts.isEmpty ? false : parts.count == 1 ? parts[0] : ["anyOf": .array(parts)]
    }

    static func not(_ part: JSON) -> JSON {
        if let truth = part.bool { return .bool(!truth) }
        if let inner = part["not"], part.object?.count == 1 { return inner }
        return ["not": part]
    }

    /// Objects that have this member, and in this form.
    static func has(_ name: String, _ value: JSON = true) -> JSON {
        value == true
            ? ["required": [.string(name)]]
            : ["properties": .object([name: value]), "required": [.string(name)]]
    }
}

/// Regular expressions that ECMA-262 and Python read alike.
enum SchemaPattern {
    /// The whole text; Python's `$` also stands before a line end at the end, hence the second half.
    static func whole(_ pattern: String) -> String { "^(?:\(pattern))$(?!\\n)" }

    /// What `CleanText` refuses, but for private characters beyond the first plane, which these two languages spell differently.
    static let unreadable =
        "[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u202a-\\u202e\\u2066-\\u2069"
        + "\\ue000-\\uf8ff\\ufff0-\\uffff]"

    static let notBlank = "\\S"
    static let hash = "[0-9a-f]{64}"
    static let kebab = "[a-z](?:-?[a-z0-9])*"
    static let version = "(?:0|[1-9][0-9]*)[.](?:0|[1-9][0-9]*)[.](?:0|[1-9][0-9]*)(?:-[0-9a-z.-]+)?"
    static let government = "(?!00)[0-9]{2}(?:[.]?(?!00)[0-9]{2})?"

    /// At least so many characters between the first and the last that are not white space; blank where it need not be answered.
    static func length(min: Int?, mayBeBlank: Bool) -> String? {
        let blank = mayBeBlank ? "^\\s*$|" : ""
        guard let min, min > 1 else { return mayBeBlank ? nil : notBlank }
        return blank + "\\S[\\s\\S]{\(min - 2),}\\S"
    }

    /// Days of the years 1900 to 2199, leap days in leap years only.
    static let date: String = {
        let years = "(?:19|20|21)[0-9]{2}"
        let days =
            "(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31"
        let leap = "(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)-02-29"
        return whole("\(years)-(?:\(days))|\(leap)")
    }()

    /// Telephone numbers as people type them: what `Phone(typed:)` reads.
    static let phone: String = {
        let gap = "[\\s()./-]*"
        func d(_ digits: String) -> String { digits + gap }
        let national = "(?:\(d("8"))(?:\(d("[0-9]"))){8,11}|\(d("[2-79]"))(?:\(d("[0-9]"))){7,10})"
        let mobile = "\(d("8"))(?:\(d("[0-9]"))){8,11}"
        let abroad = "(?:[+]\(gap)(?:\(d("0"))\(d("0")))?|\(d("0"))\(d("0")))"
        let indonesian = "\(abroad)?\(d("6"))\(d("2"))(?:\(d("0")))?\(national)|\(d("0"))\(national)|\(mobile)"
        let foreign = "\(abroad)(?!\(d("6"))2)\(d("[1-9]"))(?:\(d("[0-9]"))){6,14}"
        return "^\(gap)(?:\(indonesian)|\(foreign))$"
    }()

    /// What `EmailAddress(typed:)` reads: the plain form of RFC 5321.
    static let email: String = {
        let atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
        let label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
        let top = "(?![0-9]+\\s*$)[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
        return "^\\s*(?=[^@\\s]{1,64}@)(?=\\S{1,254}\\s*$)\(atom)(?:[.]\(atom))*@(?:\(label)[.])+\(top)\\s*$"
    }()
}
