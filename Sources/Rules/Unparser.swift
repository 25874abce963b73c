internal import Civic

/// Writes a tree as text again: one spelling for what means the same, for canonical forms and differences.
///
/// Parsing that text gives the same tree. Comments, line breaks and brackets that change nothing are gone; texts stand in
/// single quotes.
struct Unparser {
    private(set) var text = ""

    /// How tightly a node binds, as the parser's levels: 0 for `? :`, then `||`, `&&`, relations, sums, products, signs, members.
    private static func strength(of node: Node) -> Int {
        switch node.kind {
        case .choose: 0
        case .or: 1
        case .and: 2
        case .call(let name, nil, _): operators[name]?.strength ?? (signs[name] == nil ? 8 : 6)
        default: 8
        }
    }

    private static let operators: [String: (word: String, strength: Int)] = [
        "_<_": ("<", 3), "_<=_": ("<=", 3), "_>_": (">", 3), "_>=_": (">=", 3), "_==_": ("==", 3), "_!=_": ("!=", 3),
        "@in": ("in", 3), "_+_": ("+", 4), "_-_": ("-", 4), "_*_": ("*", 5), "_/_": ("/", 5), "_%_": ("%", 5),
    ]
    private static let signs = ["-_": "-", "!_": "!"]

    mutating func write(_ node: Node, atLeast strength: Int = 0) {
        guard Self.strength(of: node) < strength else {
            writeBare(node)
            return
        }
        text += "("
        writeBare(node)
        text += ")"
    }

    private mutating func writeBare(_ node: Node) {
        switch node.kind {
        case .literal(let value): text += Self.literal(value)
        case .name(let name, let absolute): text += (absolute ? "." : "") + name
        case .select(let base, let field): member(base, "." + Self.field(field))
        case .selectOptional(let base, let field): member(base, ".?" + Self.field(field))
        case .has(let base, let field):
            text += "has("
            member(base, "." + Self.field(field) + ")")
        case .call(let name, let target, let arguments): call(name, target, arguments)
        case .list(let elements):
            text += "["
            separated(elements) { writer, element in
                if element.isOptional { writer.text += "?" }
                writer.write(element.value)
            }
            text += "]"
        case .map(let entries):
            text += "{"
            separated(entries) { writer, entry in
                if entry.isOptional { writer.text += "?" }
                writer.write(entry.key)
                writer.text += ": "
                writer.write(entry.value)
            }
            text += "}"
        case .message(let type, let fields):
            text += type + "{"
            separated(fields) { writer, field in
                writer.text += (field.isOptional ? "?" : "") + Self.field(field.name) + ": "
                writer.write(field.value)
            }
            text += "}"
        case .and(let left, let right): pair(left, "&&", right, 2)
        case .or(let left, let right): pair(left, "||", right, 1)
        case .choose(let condition, let yes, let no):
            write(condition, atLeast: 1)
            text += " ? "
            write(yes, atLeast: 1)
            text += " : "
            write(no)
        case .loop(let loop):
            write(loop.range, atLeast: 8)
            text += ".\(loop.kind == .existsOne ? "exists_one" : loop.kind.rawValue)("
            text += loop.variables.joined(separator: ", ")
            for part in [loop.filter, loop.body].compactMap(\.self) {
                text += ", "
                write(part)
            }
            text += ")"
        case .bind(let binding): self.binding(binding)
        case .missing: preconditionFailure("a tree with a hole is never written")
        }
    }

    private mutating func binding(_ binding: Binding) {
        if binding.kind == .bind {
            text += "cel.bind(\(binding.name), "
            write(binding.value)
        } else {
            write(binding.value, atLeast: 8)
            text += ".\(binding.kind.rawValue)(\(binding.name)"
        }
        text += ", "
        write(binding.body)
        text += ")"
    }

    private mutating func member(_ base: Node, _ rest: String) {
        write(base, atLeast: 8)
        text += rest
    }

    /// All operators group to the left, so that only a right side of the same strength needs brackets.
    private mutating func pair(_ left: Node, _ word: String, _ right: Node, _ strength: Int) {
        write(left, atLeast: strength)
        text += " \(word) "
        write(right, atLeast: strength + 1)
    }

    private mutating func call(_ name: String, _ target: Node?, _ arguments: [Node]) {
        if target == nil, arguments.count == 2 {
            if let (word, strength) = Self.operators[name] { return pair(arguments[0], word, arguments[1], strength) }
            if name == "_[_]" || name == "_[?_]" {
                member(arguments[0], name == "_[_]" ? "[" : "[?")
                write(arguments[1])
                text += "]"
                return
            }
        }
        if target == nil, arguments.count == 1, let sign = Self.signs[name] {
            text += sign
            // Behind a minus a number would become part of it.
            let isNumber = name == "-_" && arguments[0].leftmost.literal?.isPlainNumber == true
            return write(arguments[0], atLeast: isNumber ? 9 : 6)
        }
        if let target {
            member(target, "." + Self.field(name) + "(")
        } else {
            text += name + "("
        }
        separated(arguments) { $0.write($1) }
        text += ")"
    }

    private mutating func separated<Element>(_ all: [Element], _ one: (inout Unparser, Element) -> Void) {
        for (index, element) in all.enumerated() {
            if index > 0 { text += ", " }
            one(&self, element)
        }
    }

    // MARK: Words

    private static func field(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy(\.isWord) && name.utf8.first?.isDigit == false
        return isPlain ? name : "`\(name)`"
    }

    private static func literal(_ value: RuleValue) -> String {
        switch value {
        case .uint(let number): "\(number)u"
        case .double(let number):
            number.isInfinite ? (number < 0 ? "-1e999" : "1e999") : number.description
        case .string(let text): "'" + text.unicodeScalars.map(escaped).joined() + "'"
        case .bytes(let bytes): "b'" + bytes.map(escaped).joined() + "'"
        default: Conversions.shown(value)
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "'": return "\\'"
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default:
            guard scalar.value < 32 || scalar.value == 127 else { return String(scalar) }
            return "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        }
    }

    private static func escaped(_ byte: UInt8) -> String {
        if byte >= 32, byte < 127 { return escaped(Unicode.Scalar(byte)) }
        return "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}

extension Node {
    /// The node that the text of this one begins with.
    fileprivate var leftmost: Node {
        switch kind {
        case .select(let base, _), .selectOptional(let base, _): base.leftmost
        case .call(_, let target?, _): target.leftmost
        case .call("_[_]", nil, let arguments), .call("_[?_]", nil, let arguments): arguments.first?.leftmost ?? self
        case .loop(let loop): loop.range.leftmost
        case .bind(let binding): binding.kind == .bind ? self : binding.value.leftmost
        default: self
        }
    }
}

extension RuleValue {
    /// A number without a sign of its own.
    fileprivate var isPlainNumber: Bool {
        switch self {
        case .int(let number): number >= 0
        case .uint: true
        case .double(let number): number.sign == .plus
        default: false
        }
    }
}

extension Expression {
    /// The expression in its one spelling: equal for two texts that differ in blanks, comments and needless brackets.
    package var canonical: String {
        var writer = Unparser()
        writer.write(root)
        return writer.text
    }
}
