import Civic
import Definition
import Rules
import Testing

/// Rules of the sample application in people's words.
@Suite struct `Rules in plain words` {
    private func words(_ language: Language) throws -> RuleWords {
        let yaml =
            Sample.yaml + "\nwords: { workdays: { id: hari kerja, en: workdays }, level: { id: tingkat, en: level } }"
        let (definition, findings) = DefinitionReader.examine(yaml: yaml, file: "app.yaml")
        let known = try #require(definition, "\(findings.map { $0.printed(.en) })")
        return RuleWords(known, formats: Formats(language: language, zone: .wib))
    }

    private func formula(_ text: String) throws -> Formula {
        Formula(try #require(Expression.parse(text).0), at: SourcePlace(file: "", line: 1, column: 1))
    }

    @Test(arguments: [
        ("kind.code == 'broken'", "“Apa?” adalah Tiang roboh.", "“What?” is Pole down."),
        ("'broken' != kind.code", "“Apa?” bukan Tiang roboh.", "“What?” is not Pole down."),
        ("kind.code in ['dark', 'broken']", "“Apa?” adalah Padam atau Tiang roboh.", "“What?” is Dark or Pole down."),
        ("kind.workdays >= 3", "Hari kerja pada “Apa?” paling sedikit 3.", "Workdays of “What?” is at least 3."),
        (
            "now - take_at < duration('2400h')", "Lamanya sejak waktu “Terima” kurang dari 100 hari.",
            "The time since the time of “Take” is less than 100 days."
        ),
        ("wait_count < 2", "Berapa kali “Tunda” dilakukan kurang dari 2.", "How often “Hold” was done is less than 2."),
        ("phone == null", "“Telepon” belum ada.", "“Phone” is not there."),
        ("!has(case.level)", "Tingkat kosong.", "Level is empty."),
        ("case.level == 'low'", "Tingkat adalah low.", "Level is low."),
        (
            "kind.code == 'dark' && (wait_count > 1 || finish_count == 0)",
            "“Apa?” adalah Padam dan (berapa kali “Tunda” dilakukan lebih dari 1 atau berapa kali “Selesai” dilakukan adalah 0).",
            "“What?” is Dark and (how often “Hold” was done is more than 1 or how often “Finish” was done is 0)."
        ),
        (
            "kind.workdays * workday", "Hari kerja pada “Apa?”, dihitung sebagai hari kerja.",
            "Workdays of “What?”, counted as workdays."
        ),
        ("3 * workday", "3 hari kerja.", "3 workdays."),
        ("today + days(14)", "Hari keputusan ditambah 14 hari.", "The day of the decision plus 14 days."),
        ("region.kecamatan == '36.71.01'", "Kecamatan adalah 36.71.01.", "The district is 36.71.01."),
        (
            "kind.code == 'dark' ? 1 : 2 + 3", "1 bila “Apa?” adalah Padam, selain itu 2 ditambah 3.",
            "1 if “What?” is Dark, else 2 plus 3."
        ),
        ("size(story) > 10", "Banyaknya “Cerita” lebih dari 10.", "The number of “Story” is more than 10."),
        (
            "years_between(today, date('2026-07-01'))", "Tahun penuh dari hari keputusan sampai 1 Juli 2026.",
            "Full years from the day of the decision to 1 July 2026."
        ),
    ])
    func `a condition is said with labels and names`(_ rule: String, _ id: String, _ en: String) throws {
        #expect(try words(.id).sentence(formula(rule)) == id)
        #expect(try words(.en).sentence(formula(rule)) == en)
    }

    @Test(arguments: [
        ("-", String?.none), ("\"broken\"", "“Apa?” adalah Tiang roboh"),
        ("\"broken\",\"dark\"", "“Apa?” adalah Tiang roboh atau Padam"),
        ("not(\"dark\")", "tidak benar bahwa “Apa?” adalah Padam"), ("null", "“Apa?” belum ada"),
        ("[1..5]", "“Apa?” antara 1 dan 5"), ("< 5", "“Apa?” kurang dari 5"),
    ])
    func `a table's cell is said about its input`(_ cell: String, _ said: String?) throws {
        #expect(try words(.id).cell(cell, about: formula("kind.code")) == said)
    }

    @Test func `a code without a word loses its underscores only`() throws {
        let words = try words(.id)
        #expect(words.word("level") == "tingkat")
        #expect(words.word("very_low") == "very low")
    }
}
