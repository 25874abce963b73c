import Civic
import Testing

@Suite struct WrittenForPeople {
    let id = Formats(language: .id, zone: .wib)
    let en = Formats(language: .en, zone: .wib)
    let moment = Moment(milliseconds: 1_795_505_400_000)  // 2026-11-24T07:30:00Z

    @Test func `dates are written in both languages`() {
        #expect(id.date(moment) == "24 November 2026")
        #expect(id.longDate(moment) == "Selasa, 24 November 2026")
        #expect(id.shortDate(moment) == "24 Nov 2026")
        #expect(en.longDate(moment) == "Tuesday, 24 November 2026")
        #expect(id.shortDate(CivilDate("2026-08-17")) == "17 Agu 2026")
        #expect(en.shortDate(CivilDate("2026-08-17")) == "17 Aug 2026")
        #expect(id.month(CivilDate("2026-12-01")) == "Desember 2026")
        #expect(en.month(CivilDate("2026-12-01")) == "December 2026")
        #expect(id.weekday(.friday) == "Jumat")
        #expect((1...12).map { id.date(CivilDate("2026-01-05").adding(months: $0 - 1)) }.last == "5 Desember 2026")
    }

    @Test func `times name their zone`() {
        #expect(id.time(moment) == "pukul 14.30 WIB")
        #expect(en.time(moment) == "14:30 WIB")
        #expect(Formats(language: .id, zone: .wita).time(moment) == "pukul 15.30 WITA")
        #expect(Formats(language: .en, zone: .wit).time(moment) == "16:30 WIT")
        #expect(id.dateTime(moment) == "24 November 2026 pukul 14.30 WIB")
        #expect(en.dateTime(moment) == "24 November 2026, 14:30 WIB")
        #expect(id.shortDateTime(moment) == "24 Nov 2026 14.30")
        #expect(id.clock(minuteOfDay: 450) == "07.30")
    }

    @Test(arguments: [
        (Span.hours(2), "2 jam lagi", "in 2 hours"), (.hours(-2), "2 jam lalu", "2 hours ago"),
        (.seconds(-30), "baru saja", "just now"),
        (.seconds(30), "sebentar lagi", "in a moment"), (.zero, "baru saja", "just now"),
        (.minutes(1), "1 menit lagi", "in 1 minute"),
        (.minutes(-59), "59 menit lalu", "59 minutes ago"), (.days(1), "1 hari lagi", "in 1 day"),
        (.days(-29), "29 hari lalu", "29 days ago"),
        (.days(-45), "1 bulan lalu", "1 month ago"), (.days(800), "2 tahun lagi", "in 2 years"),
    ])
    func `near times are told from now`(_ span: Span, _ indonesian: String, _ english: String) {
        #expect(id.relative(moment + span, to: moment) == indonesian)
        #expect(en.relative(moment + span, to: moment) == english)
    }

    @Test(arguments: [
        (Span.hours(51), "2 hari 3 jam", "2 days 3 hours"), (.minutes(90), "1 jam 30 menit", "1 hour 30 minutes"),
        (.hours(48), "2 hari", "2 days"), (.seconds(45), "45 detik", "45 seconds"),
        (.seconds(-61), "1 menit", "1 minute"), (.zero, "0 detik", "0 seconds"),
    ])
    func `a length of time has two units at most`(_ span: Span, _ indonesian: String, _ english: String) {
        #expect(id.duration(span) == indonesian)
        #expect(en.duration(span) == english)
    }

    @Test func `numbers group thousands`() {
        #expect(id.number(1_234_567) == "1.234.567")
        #expect(en.number(-1_234) == "-1,234")
        #expect(id.number(999) == "999")
        #expect(id.number(Int.min) == "-9.223.372.036.854.775.808")
        #expect(id.number(1_234.5, decimals: 1) == "1.234,5")
        #expect(en.number(1_234.5, decimals: 2) == "1,234.50")
        #expect(id.number(-0.04, decimals: 1) == "0,0")
        #expect(id.number(-0.05, decimals: 1) == "-0,1")
        #expect(id.number(2.5, decimals: 0) == "3")
        #expect(id.number(.nan, decimals: 1) == "–")
        #expect(id.number(.infinity, decimals: 1) == "–")
        #expect(id.percent(0.9) == "90%")
        #expect(id.percent(0.8765, decimals: 1) == "87,7%")
        #expect(en.percent(0.8765, decimals: 1) == "87.7%")
    }

    @Test func `money is written as the currency is`() {
        #expect(id.money(1_250_000) == "Rp1.250.000")
        #expect(id.shortMoney(1_250_000) == "Rp1,3 juta")
        #expect(en.shortMoney(2_000_000_000) == "Rp2 billion")
        #expect(id.shortMoney(999_999_999) == "Rp1 miliar")
        #expect(id.shortMoney(999_999) == "Rp999.999")
        #expect(id.shortMoney(-5_500_000_000_000) == "-Rp5,5 triliun")
    }

    @Test func `distances and files have fitting units`() {
        #expect(id.distance(metres: 849.6) == "850 m")
        #expect(id.distance(metres: 1_240) == "1,2 km")
        #expect(en.distance(metres: 12_400) == "12 km")
        #expect(id.fileSize(bytes: 15_000_000) == "15 MB")
        #expect(id.fileSize(bytes: 1_240_000) == "1,2 MB")
        #expect(id.fileSize(bytes: 640_000) == "640 kB")
        #expect(id.fileSize(bytes: 999) == "999 B")
        #expect(id.fileSize(bytes: 2_500_000_000) == "2,5 GB")
    }
}
