import Foundation

/// One record of a CSV file: the line on which it begins, and its fields.
struct CSVRecord: Sendable, Equatable {
    let line: Int
    let fields: [String]
    /// The record as it stands in the file.
    let raw: [UInt8]
}

/// What is wrong with a record, in a sentence.
struct CSVProblem: Error, Equatable {
    let line: Int
    let text: String
    let raw: [UInt8]
}

/// Reads CSV (RFC 4180) from bytes as they come: quotes, line breaks inside quotes, CRLF, a byte order mark, empty lines.
///
/// A record that is not UTF-8 or that never ends is a problem of its own; what comes after it is still read.
struct CSVReader {
    /// A quote that is opened and never closed would swallow the rest of the file.
    static let recordBytesMax = 1 << 20
    private let separator: UInt8
    private var buffer: [UInt8] = []
    private var start = 0
    private var place = 0
    private var isQuoted = false
    private var line = 1
    private var recordLine = 1
    private var isFirst = true
    private var isOver = false

    init(separator: UInt8 = UInt8(ascii: ",")) { self.separator = separator }

    /// Takes the next bytes of the file; nil: there are no more.
    mutating func feed(_ bytes: [UInt8]?) {
        if start > 0 {
            buffer.removeFirst(start)
            place -= start
            start = 0
        }
        guard let bytes else {
            isOver = true
            return
        }
        buffer += bytes
        if isFirst, buffer.count >= 3 {
            isFirst = false
            if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { buffer.removeFirst(3) }
        }
    }

    /// The next whole record; nil: feed more, or the end.
    mutating func next() -> Result<CSVRecord, CSVProblem>? {
        while place < buffer.count {
            let byte = buffer[place]
            place += 1
            if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == UInt8(ascii: "\n") {
                line += 1
                if !isQuoted, let record = finish(end: place - 1) { return record }
            }
            if place - start > Self.recordBytesMax { return tooLong() }
        }
        guard isOver, start < buffer.count else { return nil }
        if isQuoted { return unclosed() }
        return finish(end: buffer.count)
    }

    /// nil for an empty line.
    private mutating func finish(end: Int) -> Result<CSVRecord, CSVProblem>? {
        var last = end
        if last > start, buffer[last - 1] == UInt8(ascii: "\r") { last -= 1 }
        let raw = Array(buffer[start..<last])
        let number = recordLine
        start = place
        recordLine = line
        guard !raw.isEmpty else { return nil }
        return fields(raw, number)
    }

    private func fields(_ raw: [UInt8], _ number: Int) -> Result<CSVRecord, CSVProblem> {
        var fields: [String] = []
        var field: [UInt8] = []
        var isInside = false
        var index = 0
        while index <= raw.count {
            let byte = index < raw.count ? raw[index] : separator
            if byte == UInt8(ascii: "\""), index < raw.count {
                if isInside, index + 1 < raw.count, raw[index + 1] == byte {
                    field.append(byte)
                    index += 1
                } else {
                    isInside.toggle()
                }
            } else if byte == separator, !isInside || index == raw.count {
                guard let text = String(validating: field, as: UTF8.self) else {
                    return .failure(
                        CSVProblem(
                            line: number,
                            text: "kolom \(fields.count + 1) bukan teks UTF-8; simpan ulang berkas sebagai UTF-8",
                            raw: raw
                        )
                    )
                }
                fields.append(text)
                field.removeAll(keepingCapacity: true)
            } else {
                field.append(byte)
            }
            index += 1
        }
        return .success(CSVRecord(line: number, fields: fields, raw: raw))
    }

    /// Goes on after the line on which the record began.
    private mutating func tooLong() -> Result<CSVRecord, CSVProblem> {
        giveUp("baris ini lebih dari \(Self.recordBytesMax / 1_024) kB; tanda kutip yang dibuka tidak pernah ditutup")
    }

    private mutating func unclosed() -> Result<CSVRecord, CSVProblem> {
        giveUp("tanda kutip dibuka dan tidak ditutup sampai akhir berkas; tutup kutipnya atau tulis dua kali (\"\")")
    }

    private mutating func giveUp(_ text: String) -> Result<CSVRecord, CSVProblem> {
        let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) ?? buffer.count
        let problem = CSVProblem(line: recordLine, text: text, raw: Array(buffer[start..<end].prefix(4_096)))
        recordLine += 1
        line = recordLine
        start = min(buffer.count, end + 1)
        place = start
        isQuoted = false
        return .failure(problem)
    }
}
