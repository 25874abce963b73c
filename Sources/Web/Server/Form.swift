import Civic
import Foundation
package import Node

/// What somebody sent with a form: text fields in order, and what became of its files.
package struct Form: Sendable {
    package private(set) var fields: [(name: String, value: String)] = []
    /// The photos that came along, stored and durable.
    package internal(set) var files: [(field: String, file: StoredFile)] = []
    /// Why files were refused, by field.
    package internal(set) var fileProblems: [(field: String, why: Refusal)] = []

    package init() {}

    package init(_ fields: [(name: String, value: String)]) { self.fields = fields }

    /// The first value of a field, as it was typed.
    package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// All values of a field: check boxes, several choices.
    package func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// The idempotency key of the page that the form stood on: a repeat brings the first receipt.
    package var key: String? { self["_key"].flatMap { $0.isEmpty ? nil : $0 } }

    /// A row of a group is to be added or removed: the page comes again, and nothing is sent.
    var changesRows: Bool { self["_more"] != nil || self["_less"] != nil }

    /// The CSRF token that came with it.
    var token: String { self["_token"] ?? "" }

    mutating func add(_ name: String, _ value: String) throws(PageRefusal) {
        guard fields.count < Limits.formFieldsMax else { throw .badForm("problem.form-too-many-fields") }
        fields.append((name, value))
    }

    /// Reads `application/x-www-form-urlencoded`.
    ///
    /// Refuses what is not UTF-8 instead of guessing.
    static func decode(urlEncoded bytes: [UInt8]) throws(PageRefusal) -> Form {
        var form = Form()
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = percentDecoded(parts[0]), let value = percentDecoded(parts.count > 1 ? parts[1] : [])
            else {
                throw .badForm("problem.form-not-utf8")
            }
            try form.add(name, value)
        }
        return form
    }

    /// The text of percent-encoded bytes with `+` for a space; nil when it is not UTF-8 or the encoding is broken.
    static func percentDecoded(_ bytes: some Collection<UInt8>) -> String? {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "+"): out.append(32)
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(hexDigit), let low = iterator.next().flatMap(hexDigit) else {
                    return nil
                }
                out.append(high << 4 | low)
            default: out.append(byte)
            }
        }
        return String(validating: out, as: UTF8.self)
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

/// Opens a place for a file that arrives with a form; throws what the person must do instead.
package typealias FileTaker =
    @Sendable (_ field: String, _ name: String, _ type: String?, _ form: Form) throws -> Upload
