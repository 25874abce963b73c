/// The parts of a rule's text, each with its place, before they are read as values.
struct RecurrenceParts {
    private struct Part {
        let name: String
        let value: String
        /// UTF-8 bytes from the start of the text to the value.
        let offset: Int
    }

    private let parts: [String: Part]

    private static let known = [
        "FREQ", "UNTIL", "COUNT", "INTERVAL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY",
        "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST",
    ]

    init(_ text: String) throws(RecurrenceProblem) {
        guard text.utf8.count <= Limits.recurrenceBytesMax else { throw RecurrenceProblem(.tooLong, part: "RRULE") }
        var offset = 0
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.last, Self.isBlank(byte) { bytes = bytes.dropLast() }
        while let byte = bytes.first, Self.isBlank(byte) {
            bytes = bytes.dropFirst()
            offset += 1
        }
        let mark = "RRULE:"
        if String(decoding: bytes.prefix(mark.utf8.count), as: UTF8.self).uppercased() == mark {
            bytes = bytes.dropFirst(mark.utf8.count)
            offset += mark.utf8.count
        }
        var parts: [String: Part] = [:]
        for piece in bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
            let text = String(decoding: piece, as: UTF8.self)
            // One semicolon too many at the end is common, and says nothing.
            if piece.isEmpty, !parts.isEmpty, piece.endIndex == bytes.endIndex { continue }
            guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else {
                throw RecurrenceProblem(.noValue, part: text, offset: offset)
            }
            let name = String(decoding: piece[..<equals], as: UTF8.self).uppercased()
            let value = String(decoding: piece[(equals + 1)...], as: UTF8.self).uppercased()
            if name == "RSCALE" || name == "SKIP" {
                throw RecurrenceProblem(.otherCalendars, part: name, offset: offset)
            }
            guard Self.known.contains(name) else { throw RecurrenceProblem(.unknown, part: name, offset: offset) }
            guard parts[name] == nil else { throw RecurrenceProblem(.twice, part: name, offset: offset) }
            parts[name] = Part(name: name, value: value, offset: offset + equals + 1 - piece.startIndex)
            offset += piece.count + 1
        }
        self.parts = parts
    }

    func frequency() throws(RecurrenceProblem) -> RecurrenceRule.Frequency? {
        guard let part = parts["FREQ"] else { return nil }
        guard let frequency = RecurrenceRule.Frequency(rawValue: part.value) else { throw wrong(part, part.value) }
        return frequency
    }

    func interval() throws(RecurrenceProblem) -> Int {
        guard let part = parts["INTERVAL"] else { return 1 }
        guard let count = whole(part.value), (1...Limits.recurrenceIntervalMax).contains(count) else {
            throw wrong(part, part.value)
        }
        return count
    }

    func end() throws(RecurrenceProblem) -> RecurrenceRule.End {
        switch (parts["COUNT"], parts["UNTIL"]) {
        case (nil, nil): return .never
        case (_?, let until?): throw RecurrenceProblem(.countAndUntil, part: "UNTIL", offset: until.offset)
        case (let part?, nil):
            guard let count = whole(part.value), count >= 1 else { throw wrong(part, part.value) }
            return .count(count)
        case (nil, let part?):
            guard let time = CalendarTime(part.value) else { throw wrong(part, part.value) }
            if case .zoned = time { throw wrong(part, part.value) }
            return .until(time)
        }
    }

    func weekStart() throws(RecurrenceProblem) -> Weekday {
        guard let part = parts["WKST"] else { return .monday }
        guard let weekday = Weekday(code: part.value) else { throw wrong(part, part.value) }
        return weekday
    }

    /// In order, without repetition; zero only where the range begins with it.
    func numbers(_ name: String, _ range: ClosedRange<Int>) throws(RecurrenceProblem) -> [Int] {
        guard let part = parts[name] else { return [] }
        var found: Set<Int> = []
        for item in part.value.split(separator: ",", omittingEmptySubsequences: false) {
            guard let number = signed(item), range.contains(number), number != 0 || range.lowerBound == 0 else {
                throw wrong(part, String(item))
            }
            // "-0" is no second, minute or hour.
            if range.lowerBound == 0, item.first == "-" { throw wrong(part, String(item)) }
            found.insert(number)
        }
        return found.sorted()
    }

    func days() throws(RecurrenceProblem) -> [RecurrenceRule.Day] {
        guard let part = parts["BYDAY"] else { return [] }
        var found: Set<RecurrenceRule.Day> = []
        for item in part.value.split(separator: ",", omittingEmptySubsequences: false) {
            guard let weekday = Weekday(code: String(item.suffix(2))) else { throw wrong(part, String(item)) }
            let digits = item.dropLast(2)
            if digits.isEmpty {
                found.insert(RecurrenceRule.Day(weekday))
                continue
            }
            guard let ordinal = signed(digits), (1...53).contains(abs(ordinal)) else { throw wrong(part, String(item)) }
            found.insert(RecurrenceRule.Day(weekday, ordinal: ordinal))
        }
        return found.sorted()
    }

    private func wrong(_ part: Part, _ value: String) -> RecurrenceProblem {
        RecurrenceProblem(.badValue(value), part: part.name, offset: part.offset)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// Up to nine digits.
    private func whole(_ text: some StringProtocol) -> Int? {
        let bytes = Array(text.utf8)
        return bytes.count <= 9 ? number(bytes) : nil
    }

    /// Up to three digits behind an optional sign.
    private func signed(_ text: some StringProtocol) -> Int? {
        var bytes = Array(text.utf8)[...]
        let sign = bytes.first
        if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
        guard bytes.count <= 3, let value = number(bytes) else { return nil }
        return sign == UInt8(ascii: "-") ? -value : value
    }
}
