import Foundation

/// A `multipart/form-data` body (RFC 7578) as it arrives: bytes in, events out; holds at most one packet and one delimiter.
struct MultipartReader {
    enum Event: Equatable {
        case begin(field: String, fileName: String?, type: String?)
        case bytes([UInt8])
        case end
    }

    enum Broken: Error, Equatable {
        case noDelimiter, headersTooLong, noName, notUTF8, unfinished
    }

    private enum Place { case preamble, afterDelimiter, headers, body, done }

    private static let headerBytesMax = 8 * 1024
    private let delimiter: [UInt8]
    private var buffer: [UInt8] = Array("\r\n".utf8)
    private var place = Place.preamble

    /// `boundary` comes from the content type; nil when there is none or it is not one that RFC 2046 allows.
    init?(contentType: String) {
        guard let boundary = MultipartReader.parameter("boundary", of: contentType),
            (1...70).contains(boundary.utf8.count)
        else { return nil }
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    /// Takes the next bytes of the body.
    mutating func take(_ bytes: some Sequence<UInt8>) throws(Broken) -> [Event] {
        buffer += bytes
        var events: [Event] = []
        while let more = try step(&events) { if !more { break } }
        return events
    }

    /// The body is over.
    func finish() throws(Broken) {
        guard place == .done else { throw .unfinished }
    }

    /// One step; nil or false when more bytes are needed.
    private mutating func step(_ events: inout [Event]) throws(Broken) -> Bool? {
        switch place {
        case .preamble:
            guard let at = find(delimiter) else { return dropAllButTail() }
            buffer.removeFirst(at + delimiter.count)
            place = .afterDelimiter
        case .afterDelimiter:
            guard buffer.count >= 2 else { return nil }
            if buffer[0] == UInt8(ascii: "-"), buffer[1] == UInt8(ascii: "-") {
                place = .done
            } else if buffer[0] == 13, buffer[1] == 10 {
                // The line end stays: headers end with an empty line, also when there are none.
                place = .headers
            } else {
                throw .noDelimiter
            }
        case .headers:
            guard let at = find([13, 10, 13, 10]) else {
                if buffer.count > MultipartReader.headerBytesMax { throw .headersTooLong }
                return nil
            }
            events.append(try begin(headers: Array(buffer[..<at])))
            buffer.removeFirst(at + 4)
            place = .body
        case .body:
            guard let at = find(delimiter) else {
                let whole = buffer.count - (delimiter.count - 1)
                if whole > 0 {
                    events.append(.bytes(Array(buffer[..<whole])))
                    buffer.removeFirst(whole)
                }
                return nil
            }
            if at > 0 { events.append(.bytes(Array(buffer[..<at]))) }
            events.append(.end)
            buffer.removeFirst(at + delimiter.count)
            place = .afterDelimiter
        case .done:
            buffer = []
            return nil
        }
        return true
    }

    private mutating func dropAllButTail() -> Bool? {
        let surplus = buffer.count - (delimiter.count - 1)
        if surplus > 0 { buffer.removeFirst(surplus) }
        return nil
    }

    /// The first place of a pattern; `memchr` leaps from candidate to candidate, so that megabytes of photo cost little.
    private func find(_ pattern: [UInt8]) -> Int? {
        buffer.withUnsafeBytes { hay in
            guard let start = hay.baseAddress, hay.count >= pattern.count else { return nil }
            let last = hay.count - pattern.count
            var at = 0
            while at <= last, let found = memchr(start + at, Int32(pattern[0]), last - at + 1) {
                at = start.distance(to: UnsafeRawPointer(found))
                if hay[at..<at + pattern.count].elementsEqual(pattern) { return at }
                at += 1
            }
            return nil
        }
    }

    private func begin(headers: [UInt8]) throws(Broken) -> Event {
        guard let text = String(validating: headers, as: UTF8.self) else { throw .notUTF8 }
        var field: String?
        var fileName: String?
        var type: String?
        for line in text.components(separatedBy: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = String(line[line.index(after: colon)...])
            switch line[..<colon].lowercased() {
            case "content-disposition":
                field = MultipartReader.parameter("name", of: value)
                fileName = MultipartReader.parameter("filename", of: value)
            case "content-type": type = value.trimmingCharacters(in: .whitespaces)
            default: continue
            }
        }
        guard let field else { throw .noName }
        return .begin(field: field, fileName: fileName, type: type)
    }

    /// A parameter of a header value, quoted or not.
    static func parameter(_ name: String, of value: String) -> String? {
        for part in value.split(separator: ";").dropFirst() {
            guard let equals = part.firstIndex(of: "=") else { continue }
            guard part[..<equals].trimmingCharacters(in: .whitespaces).lowercased() == name else { continue }
            let raw = part[part.index(after: equals)...].trimmingCharacters(in: .whitespaces)
            guard raw.hasPrefix("\""), raw.hasSuffix("\""), raw.count >= 2 else { return raw }
            return raw.dropFirst().dropLast().replacingOccurrences(of: "%22", with: "\"")
        }
        return nil
    }
}
