import Civic
import Foundation
import Testing

@Suite struct RegionCodes {
    @Test(arguments: [
        ("36", "36", RegionLevel.province), ("36.71", "36.71", .regency), ("3671", "36.71", .regency),
        (" 36.71.01 ", "36.71.01", .district), ("367101", "36.71.01", .district),
        ("36.71.01.1001", "36.71.01.1001", .village), ("3671011001", "36.71.01.1001", .village),
    ])
    func `a code is read with or without dots`(_ typed: String, _ text: String, _ level: RegionLevel) throws {
        let code = try RegionCode(typed)
        #expect(code.text == text)
        #expect(code.level == level)
        #expect(try RegionCode(code.digits) == code)
    }

    @Test(arguments: [
        "", "3", "367", "36.7", "36.71.", "36-71", "06.71", "36.00", "36.71.01.0000", "36.71.01.10011", "3.671",
        "36.7101",
        "ab.cd", "36.71.01.1001.1", "３６",
    ])
    func `a misspelled code is refused`(_ typed: String) {
        #expect(throws: CivicError.regionCode(typed: typed)) { try RegionCode(typed) }
    }

    @Test func `a region lies in its parents and contains itself`() throws {
        let village: RegionCode = "36.71.01.1001"
        #expect(village.parent == "36.71.01")
        #expect(village.parent?.parent?.parent == "36")
        #expect(RegionCode("36").parent == nil)
        #expect(village.ancestor(at: .regency) == "36.71")
        #expect(RegionCode("36.71").ancestor(at: .village) == nil)
        #expect(RegionCode("36.71").contains(village))
        #expect(village.contains(village))
        #expect(!village.contains("36.71"))
    }

    @Test func `kelurahan, desa, kota and kabupaten are told apart`() {
        #expect(RegionCode("36.71.01.1001").isKelurahan)
        #expect(!RegionCode("36.71.01.1001").isDesa)
        #expect(RegionCode("32.15.01.2001").isDesa)
        #expect(RegionCode("32.15.01.3001").isDesa)
        #expect(!RegionCode("32.15").isDesa)
        #expect(RegionCode("36.71").isKota)
        #expect(!RegionCode("32.15").isKota)
    }

    @Test func `a region sorts before all that lies in it`() {
        let codes: [RegionCode] = ["36.71.02", "36.71.01.1001", "36.71", "36.72", "36.71.01"]
        #expect(codes.sorted() == ["36.71", "36.71.01", "36.71.01.1001", "36.71.02", "36.72"])
    }
}

@Suite struct Money {
    @Test(arguments: [
        ("Rp 1.250.000,00", 1_250_000), ("1250000", 1_250_000), ("Rp1.250.000", 1_250_000), ("rp. 25.000,-", 25_000),
        ("25.000.-", 25_000), ("IDR 5.000", 5_000), ("0", 0), ("Rp0,00", 0), ("25 ribu", 25_000), ("25rb", 25_000),
        ("1,5 juta", 1_500_000), ("2jt", 2_000_000), ("1,25 miliar", 1_250_000_000),
        ("999.999.999.999.999", 999_999_999_999_999),
        ("000012", 12), ("1,500 juta", 1_500_000),
    ])
    func `an amount is read as people type it`(_ typed: String, _ amount: Int64) throws {
        #expect(try Rupiah(typed: typed).amount == amount)
    }

    @Test(arguments: [
        "", "Rp", "gratis", "1,250,000", "1.25.000", "12.5000", ".500", "1.250,000", "-5000", "1..000", "5,",
        "1 250 000",
        "5 juta ribu", "Rp 5 000x",
    ])
    func `what is no amount is refused`(_ typed: String) {
        #expect(throws: CivicError.rupiah(typed: typed)) { try Rupiah(typed: typed) }
    }

    @Test func `there is nothing below a rupiah, and nothing above a thousand trillion`() {
        #expect(throws: CivicError.rupiahFraction(typed: "1.250,50")) { try Rupiah(typed: "1.250,50") }
        #expect(throws: CivicError.rupiahFraction(typed: "12,5")) { try Rupiah(typed: "12,5") }
        for typed in ["1.000.000.000.000.000", "99999999999999999999999", "9.999.999 miliar"] {
            #expect(throws: CivicError.rupiahTooLarge(typed: typed)) { try Rupiah(typed: typed) }
        }
    }

    @Test func `an amount is written with dots, and what is written is read back`() {
        #expect(Rupiah(1_250_000).description == "Rp1.250.000")
        #expect(Rupiah(-500).description == "-Rp500")
        #expect(Rupiah(500) + 250 - 50 == 700)
        #expect(Rupiah(500) * 3 == 1_500)
        Property(runs: 1_000).check({ Int64($0.int(in: 0...999_999_999_999_999) >> $0.int(in: 0...40)) }) { amount in
            (try? Rupiah(typed: Rupiah(amount).description))?.amount == amount
                ? nil : "\(Rupiah(amount)) is not read back"
        }
    }
}

@Suite struct Phones {
    @Test(arguments: [
        ("0812-3456-7890", "+6281234567890", "0812-3456-7890", "0812-••••-•890"),
        ("+62 812 3456 7890", "+6281234567890", "0812-3456-7890", "0812-••••-•890"),
        ("6281234567890", "+6281234567890", "0812-3456-7890", "0812-••••-•890"),
        ("81234567890", "+6281234567890", "0812-3456-7890", "0812-••••-•890"),
        ("+62 (0)812 3456 789", "+628123456789", "0812-3456-789", "0812-••••-789"),
        ("(021) 555 1234", "+62215551234", "021-5551234", "021-••••234"),
        ("0254 200123", "+62254200123", "0254-200123", "0254-•••123"),
        ("+65 9123 4567", "+6591234567", "+6591234567", "+659••••567"),
        ("0065 9123 4567", "+6591234567", "+6591234567", "+659••••567"),
    ])
    func `a number is read as people type it`(_ typed: String, _ e164: String, _ display: String, _ masked: String)
        throws
    {
        let phone = try Phone(typed: typed)
        #expect(phone.e164 == e164)
        #expect(phone.display == display)
        #expect(phone.masked == masked)
        #expect(phone.isMobile == e164.hasPrefix("+628"))
        #expect(try Phone(typed: phone.display) == phone)
    }

    @Test(arguments: [
        "", "112", "0812", "0812-3456-7890-1234", "12345678", "0812x3456789", "+", "++62812345678", "0112345678",
        "+0123456789",
    ])
    func `what cannot be called is refused`(_ typed: String) {
        #expect(throws: CivicError.phone) { try Phone(typed: typed) }
    }

    @Test func `a number prints masked and codes whole`() throws {
        let phone = try Phone(typed: "081234567890")
        #expect("\(phone)" == phone.masked)
        let bytes = try JSONEncoder().encode([phone])
        #expect(try JSONDecoder().decode([Phone].self, from: bytes) == [phone])
    }
}

@Suite struct Emails {
    @Test(arguments: [
        ("Budi@Contoh.ID", "Budi@contoh.id"), (" a.b+c@x-y.co.id ", "a.b+c@x-y.co.id"),
        ("o'neil@example.org", "o'neil@example.org"),
        ("a@1.2.xn--p1ai", "a@1.2.xn--p1ai"),
    ])
    func `an address is kept as typed, its domain in lower case`(_ typed: String, _ text: String) throws {
        #expect(try EmailAddress(typed: typed).text == text)
    }

    @Test(arguments: [
        "", "budi", "budi@", "@contoh.id", "budi@contoh", "bu di@contoh.id", ".b@contoh.id", "b.@contoh.id",
        "b..c@contoh.id",
        "b@-contoh.id", "b@contoh-.id", "b@contoh..id", "b@contoh.1", "b@10.0.0.1", "bü@contoh.id", "a@b@contoh.id",
        "x\n@contoh.id", String(repeating: "a", count: 65) + "@contoh.id",
        "a@" + String(repeating: "abcdefgh.", count: 30) + "id",
    ])
    func `what no mail server accepts is refused`(_ typed: String) {
        #expect(throws: CivicError.email) { try EmailAddress(typed: typed) }
    }

    @Test func `an address prints masked and is found in any case`() throws {
        let address = try EmailAddress(typed: "Budi@Contoh.id")
        #expect("\(address)" == "B•••@contoh.id")
        #expect(address.normalised == "budi@contoh.id")
    }
}

@Suite struct CitizenNumbers {
    @Test func `a number tells district, birth date and sex`() throws {
        let man = try NIK(typed: "3671 0115 0690 0001")
        #expect(man.district == "36.71.01")
        #expect(man.birthDate(asOf: "2026-11-24") == "1990-06-15")
        #expect(!man.isFemale)
        let woman = try NIK(typed: "3671015506100002")
        #expect(woman.isFemale)
        #expect(woman.birthDate(asOf: "2026-11-24") == "2010-06-15")
        #expect(woman.birthDate(asOf: "2010-06-14") == "1910-06-15")
        #expect(woman.masked == "3671••••••••••02")
        #expect("\(woman)" == woman.masked)
    }

    @Test func `people born abroad are registered under 99`() throws {
        let nik = try NIK(typed: "9900101506900001")
        #expect(nik.district == nil)
        #expect(nik.isRegisteredAbroad)
    }

    @Test func `29 February of a leap year of either century is a birth date`() throws {
        #expect(try NIK(typed: "3671012902000001").birthDate(asOf: "2026-11-24") == "2000-02-29")
        #expect(try NIK(typed: "3671016902960001").birthDate(asOf: "2026-11-24") == "1996-02-29")
        #expect(throws: CivicError.nikBirthDate) { try NIK(typed: "3671012902010001") }
    }

    @Test(arguments: [
        ("367101150690001", CivicError.digits(of: .nik, count: 15)),
        ("36710115069000011", .digits(of: .nik, count: 17)),
        ("", .digits(of: .nik, count: 0)), ("36710115069OOO01", .letters(of: .nik)), ("0071011506900001", .nikRegion),
        ("3600011506900001", .nikRegion), ("3671013206900001", .nikBirthDate), ("3671010006900001", .nikBirthDate),
        ("3671017206900001", .nikBirthDate), ("3671014006900001", .nikBirthDate), ("3671011513900001", .nikBirthDate),
        ("3671013002900001", .nikBirthDate),
    ])
    func `a number that cannot be is refused with its reason`(_ typed: String, _ error: CivicError) {
        #expect(throws: error) { try NIK(typed: typed) }
    }

    @Test func `a number that ends in 0000 is doubted, for invented people have one`() throws {
        #expect(try NIK(typed: "3671011506900000").doubts() == [.nikSerial])
        #expect(try NIK.read("3671011506900000", around: Surroundings()).doubts == [.nikSerial])
        #expect(try NIK(typed: "3671011506900001").doubts().isEmpty)
    }

    @Test func `what contradicts the number is a doubt, never a refusal`() throws {
        let nik = try NIK(typed: "3671011506900001")
        #expect(nik.doubts(birthDate: "1990-06-15", isFemale: false, government: "36.71").isEmpty)
        #expect(
            nik.doubts(birthDate: "1990-06-16", isFemale: true, government: "32.15")
                == [.nikBirthDateDiffers, .nikSexDiffers, .nikRegisteredElsewhere]
        )
        #expect(nik.doubts().isEmpty)
    }
}
