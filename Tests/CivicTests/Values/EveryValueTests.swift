import Civic
import Testing

/// What holds for every value: what is shown is read back, and what is kept is kept as it is.
@Suite struct EveryValue {
    let formats = [Formats(language: .id, zone: .wib), Formats(language: .en, zone: .wit)]

    private func check<Value: TypedValue>(
        _ type: Value.Type,
        runs: Int = 500,
        isShownReadable: Bool = true,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ generate: @escaping (inout SeededGenerator) -> String
    ) {
        Property(runs: runs).check(generate, sourceLocation: sourceLocation) { typed in
            guard let value = try? Value(typed: typed) else { return "\(typed) is refused" }
            guard let kept = try? Value(canonical: value.canonical) else { return "\(value.canonical) is refused" }
            if kept != value { return "\(value.canonical) is another value" }
            if kept.canonical != value.canonical { return "\(value.canonical) is not canonical" }
            guard let read = try? Value.read(typed), read.value == value else { return "\(typed) reads otherwise" }
            guard isShownReadable else { return nil }
            for formats in formats where (try? Value(typed: value.display(formats))) != value {
                return "\(value.display(formats)) is not read back"
            }
            return nil
        }
    }

    private func digits(_ count: Int, _ generator: inout SeededGenerator) -> String {
        (0..<count).map { _ in String(generator.int(in: 0...9)) + generator.pick(["", "", "", " ", ".", "-"]) }.joined()
    }

    @Test func `numbers that name somebody`() {
        check(KKNumber.self) { digits(16, &$0) }
        check(NPWP.self) { digits($0.int(in: 15...16), &$0) }
        check(NIB.self) { digits(13, &$0) }
        check(NISN.self) { digits(10, &$0) }
        check(NIP.self) { digits(18, &$0) }
        check(PostalCode.self) { digits(5, &$0) }
        check(NIK.self) { generator in
            let day = generator.int(in: 1...28) + generator.pick([0, 40])
            let two = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
            return "3671" + two(generator.int(in: 1...99)) + two(day) + two(generator.int(in: 1...12))
                + two(generator.int(in: 0...99)) + String(generator.int(in: 1_000...9_999))
        }
        check(Phone.self) { "08" + String($0.int(in: 11...99)) + String($0.int(in: 1_000_000...99_999_999)) }
    }

    @Test func `plates, usual and not`() {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        check(PlateNumber.self, runs: 2_000) { generator in
            var text = ""
            for _ in 0..<generator.int(in: 0...2) { text.append(generator.pick(letters)) }
            text += generator.pick(["", " ", "-"])
            text += String(generator.int(in: 1...99_999))
            text += generator.pick(["", " ", "."])
            for _ in 0..<generator.int(in: 0...3) { text.append(generator.pick(letters)) }
            return text.count < 2 ? "B 1" : text
        }
    }

    @Test func `amounts, times and days`() {
        check(Rupiah.self) { String($0.int(in: 0...999_999_999_999_999) >> $0.int(in: 0...48)) }
        check(TimeOfDay.self) { String($0.int(in: 0...23)) + ":" + String($0.int(in: 10...59)) }
        let day = { (generator: inout SeededGenerator) in
            CivilDate("1945-01-01").adding(days: generator.int(in: 0...90_000))
        }
        check(CivilDate.self) { day(&$0).iso }
        check(CalendarMonth.self) { CalendarMonth(of: day(&$0)).text }
        check(Period.self) { generator in
            let first = day(&generator)
            let last = first.adding(days: generator.int(in: 0...1_000))
            return generator.chance(0.5)
                ? first.iso + "/" + last.iso : CalendarMonth(of: first).text + "/" + CalendarMonth(of: last).text
        }
        // What stands after an English comma can be decimals or thousands: Decimals has its own law.
        check(ExactDecimal.self, isShownReadable: false) {
            String($0.int(in: 0...99_999)) + "," + String($0.int(in: 1...999))
        }
    }

    @Test func `names, addresses of the web, case numbers, places and orders`() {
        let words = ["Siti", "A'isyah", "O", "Nurhaliza,", "S.Pd.", "Anne-Marie", "José", "محمد"]
        check(PersonName.self) { generator in
            (0..<generator.int(in: 1...4)).map { _ in generator.pick(words) }.joined(
                separator: generator.pick([" ", "  "])
            )
        }
        check(EmailAddress.self) { generator in
            generator.pick(["budi", "b.c", "o'neil"]) + "@" + generator.pick(["Contoh.ID", "x-y.co.id"])
        }
        check(WebAddress.self) { generator in
            generator.pick(["", "http://", "HTTPS://"]) + generator.pick(["contoh.id", "Data.contoh.id:8080"])
                + generator.pick(["", "/", "/a b".replacing(" ", with: "%20"), "?q=é", "/x#y"])
        }
        check(CaseNumber.self) { "laksa \($0.int(in: 2000...2100)) \($0.int(in: 1...9_999_999))" }
        check(GeoPoint.self) { "\($0.int(in: -90...90)), \($0.int(in: -180...180))" }
        check(RegionCode.self) { $0.pick(["36", "3671", "36.71.01", "3671011007"]) }
        check(AgencyID.self) { $0.pick(["Dlh", " dpupr ", "dinas-kesehatan"]) }
        check(Ranking.self, isShownReadable: false) { generator in
            Set((0..<generator.int(in: 1...9)).map { _ in "option_\(generator.int(in: 0...99))" }).sorted()
                .joined(separator: ", ")
        }
        check(Route.self, isShownReadable: false) { generator in
            (0..<generator.int(in: 2...9)).map { "-6.\(generator.int(in: 100...999)), 106.\($0 + 10)" }.joined(
                separator: "\n"
            )
        }
    }

    @Test func `an amount from JSON is whole rupiah`() throws {
        #expect(try Rupiah(canonical: 1_250_000) == 1_250_000)
        #expect(try Rupiah(canonical: "Rp1.250.000") == 1_250_000)
        #expect(throws: CivicError.rupiahFraction(typed: "12.5")) { try Rupiah(canonical: 12.5) }
        #expect(throws: CivicError.rupiahTooLarge(typed: "1000000000000000")) {
            try Rupiah(canonical: 1_000_000_000_000_000)
        }
        #expect(throws: CivicError.notText) { try Rupiah(canonical: nil) }
    }

    @Test func `a place from JSON is a GeoJSON point or two numbers`() throws {
        let point = try GeoPoint(latitude: -6.17, longitude: 106.63)
        #expect(try GeoPoint(canonical: point.canonical) == point)
        #expect(try GeoPoint(canonical: ["latitude": -6.17, "longitude": 106.63]) == point)
        #expect(throws: CivicError.self) { try GeoPoint(canonical: ["type": "Polygon", "coordinates": []]) }
    }
}
