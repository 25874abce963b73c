package import Civic
import Foundation
import Mustache

/// The sentences of the pages in one language, by key.
///
/// `Site/messages/<language>/<area>.yaml`: one flat `key: "text"` a line.
package struct Texts: MustacheParent, Sendable {
    package let language: Language
    package let byKey: [String: String]
    private let tree: Branch
    /// What one case of the page's application is called; fills `{noun}`.
    private let noun: String?

    /// Keys as a tree, so that a template reads `{{t.portal.home.title}}`.
    private indirect enum Branch: Sendable {
        case leaf(String)
        case inner([String: Branch])
    }

    package init(language: Language, _ byKey: [String: String]) throws(SiteError) {
        self.language = language
        self.byKey = byKey
        noun = nil
        var tree = Branch.inner([:])
        for (key, text) in byKey.sorted(by: { $0.key < $1.key }) {
            tree = try Texts.adding(text, at: key.split(separator: ".")[...], to: tree, key: key)
        }
        self.tree = tree
    }

    private init(_ texts: Texts, noun: String) {
        language = texts.language
        byKey = texts.byKey
        tree = texts.tree
        self.noun = noun
    }

    /// The same sentences about cases that are called so: "Nomor {noun}" is "Nomor permohonan".
    ///
    /// At the beginning of a text or a sentence the word is written large.
    package func about(_ noun: LocalizedText) -> Texts { Texts(self, noun: noun.text(language)) }

    private static func adding(_ text: String, at path: ArraySlice<Substring>, to branch: Branch, key: String)
        throws(SiteError) -> Branch
    {
        guard let first = path.first, case .inner(var children) = branch else {
            throw SiteError(file: key, line: 0, message: "The message key \(key) begins with another key.")
        }
        let name = String(first)
        if path.count == 1 {
            guard children[name] == nil else {
                throw SiteError(file: key, line: 0, message: "The message key \(key) is the beginning of another key.")
            }
            children[name] = .leaf(text)
        } else {
            children[name] = try adding(text, at: path.dropFirst(), to: children[name] ?? .inner([:]), key: key)
        }
        return .inner(children)
    }

    /// The sentence with its `{name}` slots filled.
    ///
    /// An unknown key shows itself: tests keep that from happening.
    package func text(_ key: String, _ slots: [String: String] = [:]) -> String {
        guard let text = byKey[key] else { return "[\(key)]" }
        let named = noun.map { Texts.named(text, $0) } ?? text
        return slots.isEmpty ? named : Texts.filled(named, slots)
    }

    private static let nounSlot = "{noun}"

    private static func named(_ text: String, _ noun: String) -> String {
        guard text.contains(nounSlot) else { return text }
        var out = ""
        for piece in text.split(separator: nounSlot, omittingEmptySubsequences: false).dropLast() {
            out += piece
            let isFirst = out.isEmpty || out.hasSuffix(". ") || out.hasSuffix("? ")
            out += isFirst ? noun.prefix(1).uppercased() + noun.dropFirst() : noun
        }
        return out + (text.split(separator: nounSlot, omittingEmptySubsequences: false).last ?? "")
    }

    /// Fills `{name}` slots; a slot without a value stays as it is.
    package static func filled(_ text: String, _ slots: [String: String]) -> String {
        var out = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            out += rest[..<open]
            out += slots[name] ?? "{\(name)}"
            rest = rest[rest.index(after: close)...]
        }
        return out + rest
    }

    /// The names of the slots in a sentence.
    package static func slots(in text: String) -> Set<String> {
        var found: Set<String> = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            found.insert(String(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        return found
    }

    package func child(named name: String) -> Any? { Texts.child(of: tree, named: name, noun) }

    private static func child(of branch: Branch, named name: String, _ noun: String?) -> Any? {
        guard case .inner(let children) = branch, let child = children[name] else { return nil }
        switch child {
        case .leaf(let text): return noun.map { named(text, $0) } ?? text
        case .inner: return Node(branch: child, noun: noun)
        }
    }

    private struct Node: MustacheParent {
        let branch: Branch
        let noun: String?
        func child(named name: String) -> Any? { Texts.child(of: branch, named: name, noun) }
    }

    /// Reads one messages file.
    ///
    /// Refuses what is not `key: text`, doubled keys and keys that do not begin with the file's name.
    package static func read(_ text: String, area: String, file: String) throws(SiteError) -> [String: String] {
        var found: [String: String] = [:]
        for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = raw.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let colon = line.firstIndex(of: ":") else {
                throw SiteError(file: file, line: index + 1, message: "Write: \(area).key: \"text\".")
            }
            let key = String(line[..<colon])
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            guard key.hasPrefix(area + "."), key.utf8.allSatisfy(isKeyByte) else {
                throw SiteError(
                    file: file,
                    line: index + 1,
                    message: "The key \(key) must begin with \(area). and hold a-z, 0-9, - and dots."
                )
            }
            guard found[key] == nil else {
                throw SiteError(file: file, line: index + 1, message: "The key \(key) stands here twice.")
            }
            guard let unquoted = unquoted(value) else {
                throw SiteError(
                    file: file,
                    line: index + 1,
                    message: "The text of \(key) needs quotes at both ends, or no quotes and none of : # { inside."
                )
            }
            found[key] = unquoted
        }
        return found
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
            UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func unquoted(_ value: String) -> String? {
        guard value.first == "\"" else {
            let isPlain =
                !value.isEmpty && !value.contains(": ") && !value.contains(" #")
                && !"{['&*!|>%@`".contains(value.first ?? " ")
            return isPlain ? value : nil
        }
        guard value.count >= 2, value.last == "\"" else { return nil }
        var out = ""
        var isEscaped = false
        for character in value.dropFirst().dropLast() {
            if isEscaped {
                out.append(character == "n" ? "\n" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                return nil
            } else {
                out.append(character)
            }
        }
        return isEscaped ? nil : out
    }
}

/// A file of the site that cannot be used: which, where, and what to write instead.
package struct SiteError: Error, CustomStringConvertible, Equatable {
    package let file: String
    package let line: Int
    package let message: String
    package var description: String { line > 0 ? "\(file):\(line): \(message)" : "\(file): \(message)" }
}
