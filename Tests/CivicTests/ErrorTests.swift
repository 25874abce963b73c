import Civic
import Testing

@Suite struct Refusals {
    static let all: [CivicError] = plain + typed + kinds + files

    private static let plain: [CivicError] = [
        .phone, .email, .nikRegion, .nikBirthDate, .latitude(91), .longitude(181), .plate, .periodOrder,
        .notText,
    ]

    private static let typed: [CivicError] = [
        .identifier(typed: "X", spelling: .snake), .identifier(typed: "X", spelling: .kebab), .caseID(typed: "X"),
        .caseNumber(typed: "X"), .billNumber(typed: "X"), .digest(typed: "X"), .moment(typed: "X"), .date(typed: "X"),
        .regionCode(typed: "X"),
        .rupiah(typed: "X"), .rupiahFraction(typed: "X"), .rupiahTooLarge(typed: "X"), .point(typed: "X"),
        .quadkey(typed: "X"), .webAddress(typed: "X"), .webAddressScheme(typed: "X"), .decimal(typed: "X"),
        .decimalScale(typed: "X", max: 2), .decimalAmbiguous(typed: "1.250"), .decimalTooLarge(typed: "X"),
        .timeOfDay(typed: "X"), .dateTyped(typed: "X"), .dateYear(typed: "X"), .calendarMonth(typed: "X"),
        .period(typed: "X"),
    ]

    private static let kinds: [CivicError] =
        NumberedKind.allCases.map { .digits(of: $0, count: 3) } + NumberedKind.allCases.map { .letters(of: $0) }
        + CivicError.NameProblem.allCases.map { .name($0) } + CivicError.AddressProblem.allCases.map { .address($0) }
        + CivicError.AreaProblem.allCases.map { .area($0) } + CivicError.RouteProblem.allCases.map { .route($0) }
        + CivicError.RankingProblem.allCases.map { .ranking($0) }

    private static let files: [CivicError] =
        CivicError.HolidayProblem.allCases.map { .holidays(line: 7, problem: $0) }
        + CivicError.GeoJSONProblem.allCases.map { .geoJSON(feature: 6, problem: $0) }
        + CivicError.RegionsProblem.allCases.map { .regions(line: 7, problem: $0) }

    @Test(arguments: all) func `every refusal says in both languages what is wrong and what to write`(
        _ error: CivicError
    ) {
        let (indonesian, english) = (error.message(.id), error.message(.en))
        #expect(indonesian != english)
        for text in [indonesian, english] {
            #expect(text.count > 30)
            #expect(text.hasSuffix("."))
            #expect(!text.contains("{") && !text.contains("}"), "a slot is not filled: \(text)")
        }
        for (name, value) in error.arguments where value != "?" && error.messageKey.contains("geojson") == false {
            #expect(indonesian.contains(value) && english.contains(value), "\(name) is not named")
        }
    }

    @Test func `every refusal has a key of its own`() {
        #expect(Set(Self.all.map(\.messageKey)).count == Self.all.count)
        #expect(CivicError.caseNumber(typed: "X").messageKey == "civic.case_number")
    }

    @Test func `a marker that somebody typed is shown as typed`() {
        #expect(CivicError.date(typed: "{typed}{line}").message(.en).contains("“{typed}{line}”"))
    }

    @Test func `a pasted page is cut`() {
        let error = CivicError.date(typed: String(repeating: "a", count: 10_000))
        #expect(error.message(.id).count < 200)
    }

    @Test func `a personal number is not repeated in its refusal`() {
        let errors: [CivicError] =
            [.phone, .email, .nikRegion, .nikBirthDate, .plate]
            + NumberedKind.allCases.map { .letters(of: $0) }
            + CivicError.NameProblem.allCases.map { .name($0) }
            + CivicError.AddressProblem.allCases.map { .address($0) }
        for error in errors { #expect(error.arguments.isEmpty) }
        for kind in NumberedKind.allCases {
            #expect(CivicError.digits(of: kind, count: 15).arguments == ["digits": "15"])
        }
    }

    @Test(arguments: Doubt.allCases) func `every doubt says in both languages what to look at`(_ doubt: Doubt) {
        let (indonesian, english) = (doubt.message(.id), doubt.message(.en))
        #expect(indonesian != english)
        for text in [indonesian, english] {
            #expect(text.count > 40 && text.hasSuffix("."))
            #expect(
                text.split(separator: ". ").count + text.split(separator: "; ").count >= 3,
                "one thing to do: \(text)"
            )
        }
    }

    @Test func `every doubt has a key and a sentence of its own`() {
        #expect(Set(Doubt.allCases.map(\.messageKey)).count == Doubt.allCases.count)
        #expect(Set(Doubt.allCases.map { $0.message(.id) }).count == Doubt.allCases.count)
        #expect(Doubt.nikBirthDateDiffers.messageKey == "doubt.nik_birth_date_differs")
        #expect(Doubt.npwpNotNIK.messageKey == "doubt.npwp_not_nik")
    }
}
