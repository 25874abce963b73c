import Civic
import Testing

@Suite struct Refusals {
    static let all: [CivicError] =
        [
            .identifier(typed: "X", spelling: .snake), .identifier(typed: "X", spelling: .kebab), .caseID(typed: "X"),
            .caseNumber(typed: "X"), .digest(typed: "X"), .moment(typed: "X"), .date(typed: "X"),
            .regionCode(typed: "X"),
            .rupiah(typed: "X"), .rupiahFraction(typed: "X"), .rupiahTooLarge(typed: "X"), .phone, .email,
            .nikLength(digits: 3), .nikLetters, .nikRegion, .nikBirthDate, .nikSerial, .latitude(91), .longitude(181),
            .point(typed: "X"), .quadkey(typed: "X"),
        ] + CivicError.HolidayProblem.allCases.map { .holidays(line: 7, problem: $0) }
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
        let errors: [CivicError] = [.phone, .email, .nikLetters, .nikRegion, .nikBirthDate, .nikSerial]
        for error in errors { #expect(error.arguments.isEmpty) }
    }
}
