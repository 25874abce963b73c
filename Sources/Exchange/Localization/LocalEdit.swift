package import Civic
package import Definition

/// An element that a steward may change by a form, with its present value: what the localization page lists.
package struct LocalElement: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A text in one language.
        case words(Language)
        /// A whole number within bounds; `source`: the law that sets them.
        case number(min: Int?, max: Int?, source: String?)
        /// A clock's target in workdays.
        case workdays(min: Int?, max: Int?, source: String?)
        case yesNo
        case agency
        /// A row of a register: shown or not.
        case shown
    }

    package let path: [String]
    /// What it is, in words: "Jalan rusak: hari kerja".
    package let label: LocalizedText
    package let kind: Kind
    package let value: JSON

    package init(path: [String], label: LocalizedText, kind: Kind, value: JSON) {
        self.path = path
        self.label = label
        self.kind = kind
        self.value = value
    }

    /// Name of its input: the path in one word.
    package var name: String { path.joined(separator: "/") }

    /// The value as an input shows it.
    package var shown: String {
        switch value {
        case .string(let text):
            if case .workdays = kind { return String(text.prefix { $0.isNumber }) }
            return text
        case .int(let number): return String(number)
        case .bool(let truth): return truth ? "ya" : "tidak"
        case .null, .double, .array, .object: return ""
        }
    }

    /// The JSON of what somebody typed; nil where nothing was.
    ///
    /// Throws what can't be taken.
    package func value(typed: String) throws(Wrong) -> JSON? {
        let text = String(typed[...].trimmed)
        switch kind {
        case .words(let language):
            if text.isEmpty {
                if language != .id { return nil }
                throw Wrong(
                    "local.empty",
                    id: "\(label.text(.id)) tidak boleh kosong.",
                    en: "\(label.text(.en)) can't be empty."
                )
            }
            return .string(text)
        case .number:
            guard let number = Int64(text), number >= 0 else { throw wholeNumber }
            return .int(number)
        case .workdays:
            guard let number = Int64(text), number > 0 else { throw wholeNumber }
            return .string(number == 1 ? "1 workday" : "\(number) workdays")
        case .yesNo, .shown: return .bool(text == "ya")
        case .agency:
            guard (try? AgencyID(text)) != nil else {
                throw Wrong(
                    "local.agency",
                    id: "\(label.text(.id)): pilih perangkat daerah.",
                    en: "\(label.text(.en)): choose an agency."
                )
            }
            return .string(text)
        }
    }

    private var wholeNumber: Wrong {
        Wrong(
            "local.number",
            id: "\(label.text(.id)): tulis bilangan bulat.",
            en: "\(label.text(.en)): write a whole number."
        )
    }

    /// The operation that makes the element say this; nil where it already does.
    package func operation(
        to new: JSON,
        author: String,
        at: Moment,
        reason: String
    ) -> OverlayOperation? {
        if case .shown = kind {
            guard let wish = new.bool, wish != (value.bool ?? true) else { return nil }
            let row = Array(path.dropLast())
            return wish
                ? OverlayOperation(.unset, path, was: .bool(true), author: author, at: at, reason: reason)
                : OverlayOperation(.hide, row, author: author, at: at, reason: reason)
        }
        guard new != value else { return nil }
        return OverlayOperation(
            .set(new),
            path,
            was: value.isNull ? nil : value,
            author: author,
            at: at,
            reason: reason
        )
    }
}
