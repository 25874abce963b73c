import Civic
import Engine

/// A report of a file, read: ready to become a case with its true times.
struct PastReport: Sendable {
    let line: Int
    let row: String
    let opened: Moment
    let closed: Moment?
    /// nil: the file has none, or one that can't be.
    let due: Moment?
    let category: String
    let agency: AgencyID?
    let channel: Channel
    let point: GeoPoint
    let description: String
    let answer: String
}

/// Why a row does not become a case, for the person who has the file.
struct RowProblem: Error, Equatable {
    let text: String

    init(_ text: String) { self.text = text }
}

/// What is odd about a row that comes in all the same.
enum Oddity: String, CaseIterable, Sendable {
    case noDeadline, deadlineBeforeOpening, closedAtOpening

    var words: String {
        switch self {
        case .noDeadline: "tanpa tenggat: target layanan yang berlaku"
        case .deadlineBeforeOpening: "tenggat sebelum dibuka: target layanan yang berlaku"
        case .closedAtOpening: "ditutup sebelum dibuka: ditutup pada saat dibuka"
        }
    }
}

/// Reads rows of a file by its mapping; the same row always gives the same report.
struct ReportReading: Sendable {
    private let mapping: ReportMapping
    private let columns: [String: Int]
    private let count: Int
    private let zone: Zone
    private let regions: RegionMap
    private let transplant: Transplant?
    private let now: Moment

    /// Throws a sentence when the header lacks a column that the mapping names.
    init(_ mapping: ReportMapping, header: [String], regions: RegionMap, zone: Zone, now: Moment) throws {
        var columns: [String: Int] = [:]
        for (index, name) in header.enumerated() { columns[name.trimming] = index }
        for (column, place) in mapping.columns where columns[column] == nil {
            throw Sentence(
                "Kolom “\(column)” (\(place)) tidak ada dalam berkas. Yang ada: \(header.joined(separator: ", ")). Perbaiki pemetaannya."
            )
        }
        if let wanted = mapping.times.zone, Zone(rawValue: wanted) == nil {
            throw Sentence("times.zone ditulis wib, wita, atau wit, bukan “\(wanted)”.")
        }
        self.mapping = mapping
        self.columns = columns
        count = header.count
        self.zone = mapping.times.zone.flatMap { Zone(rawValue: $0) } ?? zone
        self.regions = regions
        transplant =
            mapping.place.how == .transplant ? try Transplant(regions, groups: mapping.place.groups ?? [:]) : nil
        self.now = now
    }

    /// The report of a row, and what is odd about it.
    func report(_ record: CSVRecord) throws(RowProblem) -> (PastReport, [Oddity]) {
        guard record.fields.count == count else {
            throw RowProblem("\(record.fields.count) kolom, seharusnya \(count): periksa koma dan tanda kutip")
        }
        let row = field(mapping.row, record)
        guard !row.isEmpty else {
            throw RowProblem("kolom \(mapping.row) kosong: baris tanpa nomor tidak dapat dikenali lagi")
        }
        guard let opened = try moment(mapping.times.opened, record) else {
            throw RowProblem("kolom \(mapping.times.opened) kosong: waktu laporan tidak diketahui")
        }
        guard opened <= now else { throw RowProblem("dibuka di masa depan (\(opened.rfc3339(in: zone)))") }
        var odd: [Oddity] = []
        let closed = try closing(record, opened: opened, &odd)
        let due = try deadline(record, opened: opened, &odd)
        return (
            PastReport(
                line: record.line,
                row: row,
                opened: opened,
                closed: closed,
                due: due,
                category: try category(record),
                agency: try agency(record),
                channel: channel(record),
                point: try point(record),
                description: filled(mapping.description, record),
                answer: filled(mapping.answer, record)
            ), odd
        )
    }

    // MARK: Pieces

    private func field(_ column: String, _ record: CSVRecord) -> String {
        columns[column].map { record.fields[$0].trimming } ?? ""
    }

    private func closing(_ record: CSVRecord, opened: Moment, _ odd: inout [Oddity]) throws(RowProblem) -> Moment? {
        if let status = mapping.status, status.open.contains(field(status.column, record)) { return nil }
        guard let column = mapping.times.closed, let closed = try moment(column, record) else {
            if mapping.status != nil { throw RowProblem("berstatus selesai, tetapi tanpa waktu ditutup") }
            return nil
        }
        guard closed <= now else { throw RowProblem("ditutup di masa depan (\(closed.rfc3339(in: zone)))") }
        guard closed < opened else { return closed }
        switch mapping.dirt.closedBeforeOpened {
        case .reject:
            throw RowProblem("ditutup \(closed.rfc3339(in: zone)), sebelum dibuka \(opened.rfc3339(in: zone))")
        case .atOpening:
            odd.append(.closedAtOpening)
            return opened
        }
    }

    private func deadline(_ record: CSVRecord, opened: Moment, _ odd: inout [Oddity]) throws(RowProblem) -> Moment? {
        guard let column = mapping.times.due, let due = try moment(column, record) else {
            odd.append(.noDeadline)
            return nil
        }
        guard due > opened else {
            odd.append(.deadlineBeforeOpening)
            return nil
        }
        return due
    }

    private func moment(_ column: String, _ record: CSVRecord) throws(RowProblem) -> Moment? {
        let text = field(column, record)
        if text.isEmpty { return nil }
        if let moment = LocalTime.moment(text, in: zone) { return moment }
        throw RowProblem("\(column) “\(text.prefix(40))” bukan waktu; tulis 2015-01-31T08:30:00")
    }

    private func category(_ record: CSVRecord) throws(RowProblem) -> String {
        for rule in mapping.category.rules where rule.when.allSatisfy({ field($0.key, record) == $0.value }) {
            return rule.to
        }
        if let otherwise = mapping.category.otherwise { return otherwise }
        throw RowProblem("tidak ada aturan category yang cocok; tambahkan aturan atau otherwise")
    }

    private func agency(_ record: CSVRecord) throws(RowProblem) -> AgencyID? {
        guard let table = mapping.agency else { return nil }
        let value = field(table.column, record)
        guard let text = table.values[value] ?? table.otherwise else { return nil }
        guard let id = try? AgencyID(text) else {
            throw RowProblem("agency “\(text)” untuk “\(value)” bukan id perangkat daerah")
        }
        return id
    }

    private func channel(_ record: CSVRecord) -> Channel {
        guard let table = mapping.channel else { return .imported }
        let text = table.values[field(table.column, record)] ?? table.otherwise
        return text.flatMap(Channel.init) ?? .imported
    }

    private func point(_ record: CSVRecord) throws(RowProblem) -> GeoPoint {
        let place = mapping.place
        guard let latitude = Double(field(place.latitude, record)),
            let longitude = Double(field(place.longitude, record))
        else {
            throw RowProblem("tanpa posisi: \(place.latitude) dan \(place.longitude) bukan angka")
        }
        if let transplant {
            let group = place.group.map { field($0, record) } ?? ""
            if let point = transplant.point(latitude: latitude, longitude: longitude, group: group, inside: regions) {
                return point
            }
        }
        guard let point = try? GeoPoint(latitude: latitude, longitude: longitude) else {
            throw RowProblem("posisi \(latitude), \(longitude) tidak ada di bumi")
        }
        return point
    }

    private func filled(_ text: String, _ record: CSVRecord) -> String {
        ReportMapping.slots(text).reduce(text) { filled, column in
            filled.replacing("{\(column)}", with: field(column, record))
        }
    }
}

extension String {
    /// Without white space at its ends.
    var trimming: String {
        guard let first = utf8.first, let last = utf8.last, first <= 0x20 || last <= 0x20 else { return self }
        return String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}

/// Times as files have them: RFC 3339, or local time without an offset.
enum LocalTime {
    /// `2015-01-31T08:30:00`, `2015-01-31 08:30`, `2015-01-31`, or with an offset.
    static func moment(_ text: String, in zone: Zone) -> Moment? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, let date = try? CivilDate(iso: String(text.prefix(10))) else { return nil }
        if bytes.count == 10 { return date.start(in: zone) }
        guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ") else { return nil }
        if bytes.count > 19 { return try? Moment(rfc3339: text.replacing(" ", with: "T", maxReplacements: 1)) }
        guard bytes.count == 16 || bytes.count == 19, bytes[13] == UInt8(ascii: ":"),
            bytes.count == 16 || bytes[16] == UInt8(ascii: ":"), let hour = number(bytes[11...12]), hour < 24,
            let minute = number(bytes[14...15]), minute < 60
        else { return nil }
        let second = bytes.count == 19 ? number(bytes[17...18]) : 0
        guard let second, second < 60 else { return nil }
        return date.start(in: zone) + .seconds(hour * 3_600 + minute * 60 + second)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.reduce(0 as Int?) { sum, digit in
            guard let sum, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            return sum * 10 + Int(digit - UInt8(ascii: "0"))
        }
    }
}
