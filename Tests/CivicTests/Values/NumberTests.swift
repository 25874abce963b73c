import Civic
import Testing

/// The tree of Kota Tangerang with two districts, on a day.
private let tangerang = Surroundings(
    today: "2026-11-24",
    regions: RegionMap(regions: [
        Region(code: "36.71", name: "Kota Tangerang"), Region(code: "36.71.01", name: "Tangerang"),
        Region(code: "36.71.02", name: "Jatiuwung"), Region(code: "36.71.01.1007", name: "Sukasari"),
    ])
)
private let id = Formats(language: .id, zone: .wib)
private let en = Formats(language: .en, zone: .wib)

@Suite struct FamilyCards {
    @Test(arguments: [
        "3671011506200001", "3671 0115 0620 0001", "3671.0115.0620.0001", "3671-0115-0620-0001", " 3671011506200001\t",
        "KK: 3671011506200001", "3671\u{A0}0115\u{2013}0620 0001",
    ])
    func `a number is read as people type it`(_ typed: String) throws {
        let read = try KKNumber.read(typed, around: tangerang)
        #expect(read.value.digits == "3671011506200001")
        #expect(read.value.canonical == "3671011506200001")
        #expect(read.value.display(id) == "3671 0115 0620 0001")
        #expect(read.value.district == "36.71.01")
        #expect(read.value.issueDate(asOf: "2026-11-24") == "2020-06-15")
        #expect(read.doubts.isEmpty)
        #expect("\(read.value)" == "3671••••••••••01")
    }

    @Test(arguments: [
        ("", CivicError.digits(of: .kk, count: 0)), ("367101150620000", .digits(of: .kk, count: 15)),
        ("36710115062000011", .digits(of: .kk, count: 17)), ("36710115062O0001", .letters(of: .kk)),
        ("3671/0115/0620/0001", .letters(of: .kk)), ("３671011506200001", .letters(of: .kk)),
    ])
    func `what is no number is refused with its reason`(_ typed: String, _ error: CivicError) {
        #expect(throws: error) { try KKNumber(typed: typed) }
    }

    @Test(arguments: [
        ("3671991506200001", [Doubt.kkRegion]), ("0071011506200001", [.kkRegion]), ("2071011506200001", [.kkRegion]),
        ("3601011506200001", []), ("3671013206200001", [.kkDate]), ("3671011513200001", [.kkDate]),
        ("3671013102200001", [.kkDate]), ("3671012512260001", [.kkDateAhead]), ("3671012411260001", []),
        ("3671011506990001", []), ("3671011506200000", [.kkSerial]), ("1111111111111111", [.filler]),
        ("2099993206200000", [.kkRegion, .kkDate, .kkSerial]),
    ])
    func `an odd number is taken with a doubt`(_ typed: String, _ doubts: [Doubt]) throws {
        #expect(try KKNumber.read(typed, around: tangerang).doubts == doubts)
    }

    @Test func `without a calendar and a map only what is certain is doubted`() throws {
        #expect(try KKNumber.read("3671992512260001").doubts.isEmpty)
        #expect(try KKNumber(typed: "3671011506990001").issueDate(asOf: "2026-11-24") == "1999-06-15")
        #expect(try KKNumber(typed: "3671013206990001").issueDate(asOf: "2026-11-24") == nil)
    }
}

@Suite struct CitizenNumberDoubts {
    @Test(arguments: [
        ("3671011506900001", []), ("3671991506900001", [Doubt.nikRegion]), ("2071011506900001", [.nikRegion]),
        ("3201011506900001", []), ("9900101506900001", []),
    ])
    func `a region that is on no list is doubted, never refused`(_ typed: String, _ doubts: [Doubt]) throws {
        #expect(try NIK.read(typed, around: tangerang).doubts == doubts)
    }

    @Test func `it is shown in groups of four`() throws {
        #expect(try NIK(typed: "3671011506900001").display(id) == "3671 0115 0690 0001")
        #expect(try NIK(typed: "NIK 3671 0115 0690 0001").canonical == "3671011506900001")
    }
}

@Suite struct TaxNumbers {
    @Test(arguments: [
        ("01.312.166.0-091.000", "0013121660091000"), ("013121660091000", "0013121660091000"),
        ("0013 1216 6009 1000", "0013121660091000"), ("NPWP: 01.312.166.0-091.000", "0013121660091000"),
        ("3671011506900001", "3671011506900001"), ("01.544.009.2.543.000", "0015440092543000"),
    ])
    func `old and new numbers are one`(_ typed: String, _ digits: String) throws {
        #expect(try NPWP(typed: typed).digits == digits)
    }

    @Test func `an old number is shown as on its card, a resident's is the NIK`() throws {
        let company = try NPWP(typed: "013121660091000")
        #expect(company.display(id) == "0013 1216 6009 1000")
        #expect(company.oldDisplay == "01.312.166.0-091.000")
        #expect(company.nik == nil)
        let resident = try NPWP(typed: "3671011506900001")
        #expect(resident.nik == (try NIK(typed: "3671011506900001")))
        #expect(resident.oldDisplay == nil)
        #expect("\(resident)" == "3671••••••••••01")
    }

    @Test(arguments: [
        ("", CivicError.digits(of: .npwp, count: 0)), ("01312166009100", .digits(of: .npwp, count: 14)),
        ("0013121660091000000000", .digits(of: .npwp, count: 22)), ("01.312.166.0-091.O00", .letters(of: .npwp)),
    ])
    func `what is no number is refused with its reason`(_ typed: String, _ error: CivicError) {
        #expect(throws: error) { try NPWP(typed: typed) }
    }

    /// Numbers of companies in public lists, as gathered in python-stdnum's tests.
    @Test(arguments: [
        "01.000.161.8-092.000", "02.433.917.8-011.000", "31.154.173.4-411.000", "66.487.591.1-071.000",
        "70.838.297.3-201.000", "90.004.581.6-201.000", "01.451.869.0-054.000", "817434558048000",
    ])
    func `a number in use fits its check digit`(_ typed: String) throws {
        #expect(try NPWP.read(typed, around: tangerang).doubts.isEmpty)
    }

    @Test(arguments: [
        ("01.451.869.7-054.000", [Doubt.npwpCheckDigit]), ("01.000.161.9-092.000", [.npwpCheckDigit]),
        ("1000000008123456", [.npwpNotNIK]), ("3671013206900001", [.npwpNotNIK]), ("2071011506900001", [.nikRegion]),
        ("0000000000000000", [.filler]),
    ])
    func `an odd number is taken with a doubt`(_ typed: String, _ doubts: [Doubt]) throws {
        #expect(try NPWP.read(typed, around: tangerang).doubts == doubts)
    }

    @Test func `any other check digit is doubted`() throws {
        for digit in 0...9 where digit != 0 {
            #expect(try NPWP.read("01.312.166.\(digit)-091.000").doubts == [.npwpCheckDigit])
        }
    }
}

@Suite struct OfficeAndSchoolNumbers {
    @Test func `a business number has thirteen digits`() throws {
        #expect(try NIB(typed: "9120 3045 6789 0").canonical == "9120304567890")
        #expect(try NIB(typed: "NIB 9120304567890").display(id) == "9120304567890")
        #expect(throws: CivicError.digits(of: .nib, count: 12)) { try NIB(typed: "912030456789") }
        #expect(throws: CivicError.letters(of: .nib)) { try NIB(typed: "91203O4567890") }
        #expect(try NIB.read("0000000000000").doubts == [.filler])
    }

    @Test func `a pupil's number has ten digits and prints masked`() throws {
        let number = try NISN(typed: "0112-345.678")
        #expect(number.digits == "0112345678")
        #expect("\(number)" == "011•••••78")
        #expect(throws: CivicError.digits(of: .nisn, count: 9)) { try NISN(typed: "011234567") }
        #expect(throws: CivicError.letters(of: .nisn)) { try NISN(typed: "01123456ab") }
        #expect(try NISN.read("1250000001").doubts.isEmpty)
        #expect(try NISN.read("9999999999").doubts == [.filler])
    }

    @Test func `a civil servant's number tells birth, appointment and sex`() throws {
        let number = try NIP(typed: "NIP. 19860926 201505 1 001")
        #expect(number.digits == "198609262015051001")
        #expect(number.display(id) == "19860926 201505 1 001")
        #expect(number.birthDate == "1986-09-26")
        #expect(number.appointed == (try CalendarMonth(year: 2015, month: 5)))
        #expect(number.isFemale == false && !number.isContract)
        #expect("\(number)" == "1986•••••••••••001")
        #expect(try NIP(typed: "19920508 202308 2 001").isFemale == true)
        let contract = try NIP.read("199608182024211007", around: tangerang)
        #expect(contract.value.isContract && contract.value.appointed == nil)
        #expect(contract.doubts.isEmpty)
    }

    @Test(arguments: [
        ("", CivicError.digits(of: .nip, count: 0)), ("131110468", .digits(of: .nip, count: 9)),
        ("1986092620150510012", .digits(of: .nip, count: 19)), ("19860926 201505 L 001", .letters(of: .nip)),
    ])
    func `what is no civil servant's number is refused`(_ typed: String, _ error: CivicError) {
        #expect(throws: error) { try NIP(typed: typed) }
    }

    @Test(arguments: [
        ("198609262015051001", []), ("198602302015051001", [Doubt.nipBirthDate]),
        ("203009262015051001", [.nipBirthDate, .nipStart]),
        ("198609262015131001", [.nipStart]), ("198609261999051001", [.nipStart]), ("198609262027051001", [.nipStart]),
        ("198609262027121001", [.nipStart]), ("198609262015053001", [.nipSex]), ("198609262015051000", [.nipSerial]),
        ("198613322015130000", [.nipBirthDate, .nipStart, .nipSex, .nipSerial]), ("111111111111111111", [.filler]),
    ])
    func `odd parts of a civil servant's number are doubts`(_ typed: String, _ doubts: [Doubt]) throws {
        #expect(try NIP.read(typed, around: tangerang).doubts == doubts)
    }

    @Test func `a postal code has five digits`() throws {
        #expect(try PostalCode(typed: " 15 111 ").canonical == "15111")
        #expect(try PostalCode.read("15111").doubts.isEmpty)
        #expect(try PostalCode.read("01511").doubts == [.postalCode])
        #expect(throws: CivicError.digits(of: .postalCode, count: 4)) { try PostalCode(typed: "1511") }
        #expect(throws: CivicError.letters(of: .postalCode)) { try PostalCode(typed: "1511A") }
    }
}

@Suite struct Plates {
    @Test(arguments: [
        ("B 1234 XYZ", "B 1234 XYZ"), ("b1234xyz", "B 1234 XYZ"), ("b-1234-xyz", "B 1234 XYZ"),
        ("B.1234.XYZ", "B 1234 XYZ"),
        ("AB12C", "AB 12 C"), ("A 1", "A 1"), ("B 1234", "B 1234"), ("t 9999 zz", "T 9999 ZZ"), ("DK1A", "DK 1 A"),
    ])
    func `a plate is read in any spelling`(_ typed: String, _ text: String) throws {
        let read = try PlateNumber.read(typed)
        #expect(read.value.text == text)
        #expect(read.doubts.isEmpty)
        #expect("\(read.value)" == (read.value.area ?? "") + " ••••")
    }

    @Test(arguments: [
        ("XX 1234 AB", Doubt.plateArea), ("C 123 DE", .plateArea), ("CD 12 34", .plateSpecial),
        ("12345-07", .plateSpecial),
        ("B 12345 A", .plateSpecial), ("B 0123 A", .plateSpecial), ("RI 1", .plateArea), ("B 1 ABCD", .plateSpecial),
    ])
    func `an unusual plate is taken with a doubt`(_ typed: String, _ doubt: Doubt) throws {
        #expect(try PlateNumber.read(typed).doubts == [doubt])
    }

    @Test(arguments: ["", "B", "ABC", "7", "B 1234 XYZ!", "B/1234/XYZ", "B 1234567890", "Б 1234 XYZ", "<b>1</b>"])
    func `what is no plate is refused`(_ typed: String) {
        #expect(throws: CivicError.plate) { try PlateNumber(typed: typed) }
    }
}

@Suite struct WebAddresses {
    @Test(arguments: [
        ("https://tangerangkota.go.id", "https://tangerangkota.go.id/"),
        ("tangerangkota.go.id", "https://tangerangkota.go.id/"),
        ("HTTP://Contoh.ID/Jalan?a=1#b", "http://contoh.id/Jalan?a=1#b"),
        ("https://contoh.id:443/x", "https://contoh.id/x"),
        ("http://contoh.id:443", "http://contoh.id:443/"), ("https://contoh.id:8080", "https://contoh.id:8080/"),
        ("contoh.id?x=1", "https://contoh.id/?x=1"), ("https://contoh.id/a%20b", "https://contoh.id/a%20b"),
        ("https://contoh.id/é\"<>", "https://contoh.id/%C3%A9%22%3C%3E"),
        (" www.contoh.id/a ", "https://www.contoh.id/a"),
        ("contoh.id:8443/a", "https://contoh.id:8443/a"),
    ])
    func `an address is read as people type it`(_ typed: String, _ text: String) throws {
        let address = try WebAddress(typed: typed)
        #expect(address.text == text)
        #expect(try WebAddress(typed: address.text) == address)
    }

    @Test(arguments: [
        "javascript:alert(1)", "ftp://contoh.id", "mailto:a@contoh.id", "file:///etc/passwd", "data:text/html,x",
        "JavaScript://contoh.id/%0aalert(1)", "tel:0812",
    ])
    func `nothing but web addresses is opened`(_ typed: String) {
        #expect(throws: CivicError.webAddressScheme(typed: typed)) { try WebAddress(typed: typed) }
    }

    @Test(arguments: [
        "", "contoh", "https://", "https://localhost", "https://10.0.0.1/x", "https://a@contoh.id",
        "https://contoh.id:99999",
        "https://contoh.id:x", "https://con toh.id", "https://contoh.id/a b", "https://contoh..id", "https://-x.id",
        "https://contoh.id/" + String(repeating: "a", count: 2_048), "//contoh.id/x",
    ])
    func `what leads nowhere is refused`(_ typed: String) {
        #expect(throws: CivicError.webAddress(typed: typed)) { try WebAddress(typed: typed) }
    }

    @Test func `a link names its host`() throws {
        #expect(try WebAddress(typed: "https://data.contoh.id:8080/a").host == "data.contoh.id")
    }
}
