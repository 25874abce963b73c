/// Why a value was refused: what is wrong, and what to write instead, in the words of the person who typed it.
///
/// NIK, phone and e-mail are not repeated in the error: it may end in a log, and those never hold personal numbers.
package enum CivicError: Error, Equatable, Sendable {
    case identifier(typed: String, spelling: IdentifierSpelling)
    case caseID(typed: String)
    case caseNumber(typed: String)
    case billNumber(typed: String)
    case digest(typed: String)
    case moment(typed: String)
    case date(typed: String)
    case regionCode(typed: String)
    case rupiah(typed: String)
    case rupiahFraction(typed: String)
    case rupiahTooLarge(typed: String)
    case phone
    case email
    /// A number with another count of digits than its kind has.
    case digits(of: NumberedKind, count: Int)
    /// Something else than digits in a number.
    case letters(of: NumberedKind)
    case nikRegion
    case nikBirthDate
    case latitude(Double)
    case longitude(Double)
    case point(typed: String)
    case quadkey(typed: String)
    case holidays(line: Int, problem: HolidayProblem)
    case geoJSON(feature: Int?, problem: GeoJSONProblem)
    case regions(line: Int, problem: RegionsProblem)
    case plate
    case webAddress(typed: String)
    case webAddressScheme(typed: String)
    case decimal(typed: String)
    case decimalScale(typed: String, max: Int)
    case decimalAmbiguous(typed: String)
    case decimalTooLarge(typed: String)
    case timeOfDay(typed: String)
    case dateTyped(typed: String)
    case dateYear(typed: String)
    case calendarMonth(typed: String)
    case period(typed: String)
    case periodOrder
    case name(NameProblem)
    case address(AddressProblem)
    case area(AreaProblem)
    case route(RouteProblem)
    case ranking(RankingProblem)
    /// A value of JSON that should be a text.
    case notText

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

    /// What is wrong with a person's name.
    package enum NameProblem: String, CaseIterable, Sendable {
        case empty, long, sign, letters, unreadable
    }

    /// Which part of an address is wrong.
    package enum AddressProblem: String, CaseIterable, Sendable {
        case shape, street, rt, rw, region, place, landmark
        case regionMissing = "region_missing"
        case postalCode = "postal_code"
    }

    /// What is wrong with an area.
    package enum AreaProblem: String, CaseIterable, Sendable {
        case shape, few, many, open, crosses, hole
    }

    /// What is wrong with a route.
    package enum RouteProblem: String, CaseIterable, Sendable {
        case shape, few, many
    }

    /// What is wrong with a ranked choice.
    package enum RankingProblem: String, CaseIterable, Sendable {
        case shape, empty, many, twice
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
        case .digits(let kind, let count): ("digits_" + kind.rawValue, ["digits": String(count)])
        case .letters(let kind): ("letters_" + kind.rawValue, [:])
        case .latitude(let value): ("latitude", ["value": String(value)])
        case .longitude(let value): ("longitude", ["value": String(value)])
        case .holidays(let line, let problem): ("holidays_" + problem.rawValue, ["line": String(line)])
        case .regions(let line, let problem): ("regions_" + problem.rawValue, ["line": String(line)])
        case .geoJSON(let feature, let problem):
            ("geojson_" + problem.rawValue, ["feature": feature.map { String($0 + 1) } ?? "?"])
        case .decimalScale(let typed, let max): ("decimal_scale", ["typed": shown(typed), "max": String(max)])
        case .decimalAmbiguous(let typed):
            (
                "decimal_ambiguous",
                [
                    "typed": shown(typed), "whole": shown(typed.filter { $0 != "." }),
                    "fraction": shown(String(typed.map { $0 == "." ? "," : $0 })),
                ]
            )
        case .name(let problem): ("name_" + problem.rawValue, [:])
        case .address(let problem): ("address_" + problem.rawValue, [:])
        case .area(let problem): ("area_" + problem.rawValue, [:])
        case .route(let problem): ("route_" + problem.rawValue, [:])
        case .ranking(let problem): ("ranking_" + problem.rawValue, [:])
        case .phone: ("phone", [:])
        case .email: ("email", [:])
        case .nikRegion: ("nik_region", [:])
        case .nikBirthDate: ("nik_birth_date", [:])
        case .plate: ("plate", [:])
        case .periodOrder: ("period_order", [:])
        case .notText: ("not_text", [:])
        case .identifier, .caseID, .caseNumber, .billNumber, .digest, .moment, .date, .regionCode, .rupiah,
            .rupiahFraction,
            .rupiahTooLarge, .point, .quadkey, .webAddress, .webAddressScheme, .decimal, .decimalTooLarge, .timeOfDay,
            .dateTyped, .dateYear, .calendarMonth, .period:
            said
        }
    }

    /// Sentences that repeat what was typed.
    private var said: (key: String, arguments: [String: String]) {
        switch self {
        case .identifier(let typed, .snake): ("identifier_snake", ["typed": shown(typed)])
        case .identifier(let typed, .kebab): ("identifier_kebab", ["typed": shown(typed)])
        case .caseID(let typed): ("case_id", ["typed": shown(typed)])
        case .caseNumber(let typed): ("case_number", ["typed": shown(typed)])
        case .billNumber(let typed): ("bill_number", ["typed": shown(typed)])
        case .digest(let typed): ("digest", ["typed": shown(typed)])
        case .moment(let typed): ("moment", ["typed": shown(typed)])
        case .date(let typed): ("date", ["typed": shown(typed)])
        case .regionCode(let typed): ("region_code", ["typed": shown(typed)])
        case .rupiah(let typed): ("rupiah", ["typed": shown(typed)])
        case .rupiahFraction(let typed): ("rupiah_fraction", ["typed": shown(typed)])
        case .rupiahTooLarge(let typed): ("rupiah_too_large", ["typed": shown(typed)])
        case .point(let typed): ("point", ["typed": shown(typed)])
        case .quadkey(let typed): ("quadkey", ["typed": shown(typed)])
        case .webAddress(let typed): ("web_address", ["typed": shown(typed)])
        case .webAddressScheme(let typed): ("web_address_scheme", ["typed": shown(typed)])
        case .decimal(let typed): ("decimal", ["typed": shown(typed)])
        case .decimalTooLarge(let typed): ("decimal_too_large", ["typed": shown(typed)])
        case .timeOfDay(let typed): ("time_of_day", ["typed": shown(typed)])
        case .dateTyped(let typed): ("date_typed", ["typed": shown(typed)])
        case .dateYear(let typed): ("date_year", ["typed": shown(typed)])
        case .calendarMonth(let typed): ("calendar_month", ["typed": shown(typed)])
        case .period(let typed): ("period", ["typed": shown(typed)])
        case .digits, .letters, .latitude, .longitude, .holidays, .regions, .geoJSON, .decimalScale, .decimalAmbiguous,
            .name, .address, .area, .route, .ranking, .phone, .email, .nikRegion, .nikBirthDate, .plate,
            .periodOrder, .notText:
            parts
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
