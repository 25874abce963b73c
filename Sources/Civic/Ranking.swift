/// A choice of several in order, the dearest first, each once.
package struct Ranking: Hashable, Sendable {
    package let options: [OptionID]

    /// Throws for none, for more than ``Limits/rankingMax``, and for one that stands there twice.
    package init(_ options: [OptionID]) throws(CivicError) {
        guard !options.isEmpty else { throw .ranking(.empty) }
        guard options.count <= Limits.rankingMax else { throw .ranking(.many) }
        guard Set(options).count == options.count else { throw .ranking(.twice) }
        self.options = options
    }

    /// Reads ids in order, parted by commas, `>` or line ends.
    package init(typed: String) throws(CivicError) {
        let words = typed.split { $0 == "," || $0 == ">" || $0.isNewline }.map { trimmed(String($0)) }
        var options: [OptionID] = []
        for word in words where !word.isEmpty { options.append(try OptionID(String(word))) }
        try self.init(options)
    }

    /// The place of an option, from 1; nil where it was not chosen.
    package func place(of option: OptionID) -> Int? { options.firstIndex(of: option).map { $0 + 1 } }
}

extension Ranking: TypedValue {
    package var canonical: JSON { .array(options.map { .string($0.text) }) }

    /// Reads a list of ids, or a typed text.
    package init(canonical: JSON) throws(CivicError) {
        guard let items = canonical.array else {
            guard let typed = canonical.string else { throw .ranking(.shape) }
            try self.init(typed: typed)
            return
        }
        var options: [OptionID] = []
        for item in items {
            guard let id = item.string else { throw .ranking(.shape) }
            options.append(try OptionID(id))
        }
        try self.init(options)
    }

    /// `1. first, 2. second`; who knows the names of the options writes those.
    package func display(_ formats: Formats) -> String {
        options.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: ", ")
    }
}
