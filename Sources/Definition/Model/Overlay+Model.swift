package import Civic

/// One government's changes to a release, as operations on its canonical tree, in order.
package struct Overlay: Hashable, Sendable {
    package let app: AppID
    package let baseVersion: Version
    package let baseHash: Digest
    package var operations: [OverlayOperation]

    package init(app: AppID, baseVersion: Version, baseHash: Digest, operations: [OverlayOperation]) {
        self.app = app
        self.baseVersion = baseVersion
        self.baseHash = baseHash
        self.operations = operations
    }
}

/// One change at one path: ids and keys from the root, as in `["registers", "report_categories", "rows", "flood", "values", "workdays"]`.
package struct OverlayOperation: Hashable, Sendable {
    package enum Verb: Hashable, Sendable {
        /// A leaf or a record's key gets a value.
        case set(JSON)
        /// An optional key goes away.
        case unset
        /// A new element of a keyed container, last or before another one.
        case add(JSON, before: String?)
        /// An element of a keyed container can no longer be chosen; its id stays taken.
        case hide
        /// An element stands elsewhere in its container; nil: last.
        case move(before: String?)

        package var name: String {
            switch self {
            case .set: "set"
            case .unset: "unset"
            case .add: "add"
            case .hide: "hide"
            case .move: "move"
            }
        }
    }

    package let verb: Verb
    package let path: [String]
    /// The value it replaced; nil where there was none.
    package let was: JSON?
    /// Who changed it: an officer's opaque id.
    package let author: String
    package let at: Moment
    package let reason: String

    package init(_ verb: Verb, _ path: [String], was: JSON? = nil, author: String, at: Moment, reason: String) {
        self.verb = verb
        self.path = path
        self.was = was
        self.author = author
        self.at = at
        self.reason = reason
    }
}

/// Why an operation of an overlay does not hold on a tree.
package struct OverlayProblem: Hashable, Sendable {
    package let operation: Int
    package let path: [String]
    /// A stable word, for tests and tools: `locked`, `unknown-path`, `taken-id`.
    package let code: String
    package let message: LocalizedText
    package let todo: LocalizedText?

    package init(operation: Int, path: [String], code: String, message: LocalizedText, todo: LocalizedText? = nil) {
        self.operation = operation
        self.path = path
        self.code = code
        self.message = message
        self.todo = todo
    }
}
