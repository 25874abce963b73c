/// Why a value was refused: what is wrong, and what to write instead, in the words of the person who typed it.
///
/// NIK, phone and e-mail are not repeated in the error: it may end in a log, and those never hold personal numbers.
package enum CivicError: Error, Equatable, Sendable {
    case identifier(typed: String, spelling: IdentifierSpelling)
    case caseID(typed: String)
    case caseNumber(typed: String)
    case digest(typed: String)
    case moment(typed: String)
    case date(typed: String)
    case regionCode(typed: String)
    case rupiah(typed: String)
    case rupiahFraction(typed: String)
    case rupiahTooLarge(typed: String)
    case phone
    case email
    case nikLength(digits: Int)
    case nikLetters
    case nikRegion
    case nikBirthDate
    case nikSerial
    case latitude(Double)
    case longitude(Double)
    case point(typed: String)
    case quadkey(typed: String)
    case holidays(line: Int, problem: HolidayProblem)
    case geoJSON(feature: Int?, problem: GeoJSONProblem)
    case regions(line: Int, problem: RegionsProblem)

    /// What is wrong with a line of a holiday file.
    package enum HolidayProblem: String, CaseIterable, Sendable {
        case header, columns, date, kind, estimated, duplicate, empty
    }

    /// What is wrong with a line of a region file.
    package enum RegionsProblem: String, CaseIterable, Sendable {
        case header, columns, code, name, position, duplicate
    }

    /// What is wrong with a boundary file.
    package enum GeoJSONProblem: String, CaseIterable, Sendable {
        case json, collection, code, name, geometry, ring, position
    }
}

extension CivicError {
    /// The key of the sentence, stable for tests and translations: "civic.case_number".
    package var messageKey: String { "civic." + parts.key }

    /// What the sentence names.
    package var arguments: [String: String] { parts.arguments }

    /// One or two sentences: what is wrong, and what to write instead.
    package func message(_ language: Language) -> String {
        var text = CivicMessages.text(parts.key).text(language)
        for (name, value) in arguments.sorted(by: { $0.key < $1.key }) {
            text = replacing("{" + name + "}", with: value, in: text)
        }
        return text
    }

    private var parts: (key: String, arguments: [String: String]) {
        switch self {
        case .identifier(let typed, .snake): ("identifier_snake", ["typed": shown(typed)])
        case .identifier(let typed, .kebab): ("identifier_kebab", ["typed": shown(typed)])
        case .caseID(let typed): ("case_id", ["typed": shown(typed)])
        case .caseNumber(let typed): ("case_number", ["typed": shown(typed)])
        case .digest(let typed): ("digest", ["typed": shown(typed)])
        case .moment(let typed): ("moment", ["typed": shown(typed)])
        case .date(let typed): ("date", ["typed": shown(typed)])
        case .regionCode(let typed): ("region_code", ["typed": shown(typed)])
        case .rupiah(let typed): ("rupiah", ["typed": shown(typed)])
        case .rupiahFraction(let typed): ("rupiah_fraction", ["typed": shown(typed)])
        case .rupiahTooLarge(let typed): ("rupiah_too_large", ["typed": shown(typed)])
        case .phone: ("phone", [:])
        case .email: ("email", [:])
        case .nikLength(let digits): ("nik_length", ["digits": String(digits)])
        case .nikLetters: ("nik_letters", [:])
        case .nikRegion: ("nik_region", [:])
        case .nikBirthDate: ("nik_birth_date", [:])
        case .nikSerial: ("nik_serial", [:])
        case .latitude(let value): ("latitude", ["value": String(value)])
        case .longitude(let value): ("longitude", ["value": String(value)])
        case .point(let typed): ("point", ["typed": shown(typed)])
        case .quadkey(let typed): ("quadkey", ["typed": shown(typed)])
        case .holidays(let line, let problem): ("holidays_" + problem.rawValue, ["line": String(line)])
        case .regions(let line, let problem): ("regions_" + problem.rawValue, ["line": String(line)])
        case .geoJSON(let feature, let problem):
            ("geojson_" + problem.rawValue, ["feature": feature.map { String($0 + 1) } ?? "?"])
        }
    }

    /// What was typed, cut where somebody pasted a page.
    private func shown(_ typed: String) -> String {
        typed.count > 60 ? typed.prefix(60) + "…" : typed
    }
}

/// A text with every place of a mark replaced; marks inside the replacement stay as they are.
func replacing(_ mark: String, with value: String, in text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "{") {
        result += rest[..<start]
        rest = rest[start...]
        if rest.hasPrefix(mark) {
            result += value
            rest = rest.dropFirst(mark.count)
        } else {
            result.append(rest.removeFirst())
        }
    }
    return result + rest
}
