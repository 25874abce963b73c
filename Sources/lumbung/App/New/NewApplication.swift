import Civic
import Definition
import Foundation

/// The answers to the five questions, and the text that they make.
struct NewApplication {
    let id: AppID
    let name: LocalizedText
    /// Nil: it stands alone.
    let archetype: String?
    let owner: AgencyID
    let fields: [NewField]

    func asking(_ fields: [NewField]) -> NewApplication {
        NewApplication(id: id, name: name, archetype: archetype, owner: owner, fields: fields)
    }

    /// `Lapor sampah / Report waste`.
    static func names(_ text: String) throws -> LocalizedText {
        let parts = text.split(separator: "/", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
            throw Unfit(
                "Tulis dua nama dengan garis miring di antaranya: Lapor sampah / Report waste.",
                "Write two names with a slash between them: Lapor sampah / Report waste."
            )
        }
        return LocalizedText(id: parts[0], en: parts[1])
    }

    /// At most twelve capital letters and digits of the id.
    var prefix: String {
        let letters = id.text.uppercased().filter { $0 != "-" }.prefix(12)
        return letters.count < 2 ? letters + "X" : String(letters)
    }

    var yaml: String {
        var lines = [
            "# yaml-language-server: $schema=../../docs/definitions/app.schema.json",
            "", "app: \(id)", "version: 0.1.0",
        ]
        if let archetype { lines.append("extends: \(archetype)") }
        lines += [
            "prefix: \(prefix)", "name: \(Self.text(name))", "summary: \(Self.text(summary))",
        ]
        if archetype == nil { lines.append("group: public-service") }
        lines += ["pillar: governance", "owner: \(owner)"]
        lines += archetype == nil ? Self.alone : []
        lines += ["", "needs: { agencies: [\(owner)] }", ""]
        if !fields.isEmpty || archetype == nil { lines.append("form:") }
        var above = "first"
        for field in fields {
            lines.append("  \(field.yaml(after: archetype == nil ? nil : above))")
            above = field.id.text
        }
        if archetype == nil { lines += Self.contact + Self.course }
        if archetype == "report" {
            lines += ["", "start: { set: { proposed_agency: \(owner), priority: normal } }"]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var summary: LocalizedText {
        LocalizedText(
            id: "\(name.text(.id)): isi formulir, dapatkan nomor, dan ikuti sampai selesai.",
            en: "\(name.text(.en)): fill in the form, get a number, and follow it to the end."
        )
    }

    /// A text by language, quoted so that nothing in it is read as YAML.
    static func text(_ text: LocalizedText) -> String {
        "{ id: \(JSON.string(text.text(.id)).text), en: \(JSON.string(text.text(.en)).text) }"
    }

    /// What an application that stands alone says of its law and its standard.
    private static let alone = """
        legal:
          - text: { id: "UU 25/2009 tentang Pelayanan Publik", en: "Law 25/2009 on Public Services" }

        standard:
          requirements: [{ id: "Nama dan nomor telepon", en: "Name and phone number" }]
          procedure:
            - { id: "Anda mengisi formulir dan langsung menerima nomornya", en: "You fill in the form and at once get its number" }
            - { id: "Petugas memeriksa dan menjawab", en: "An officer checks it and answers" }
          time: { id: "Paling lama 10 hari kerja.", en: "Within 10 workdays." }
          fee: { id: "Gratis.", en: "Free." }
          product: { id: "Jawaban tertulis.", en: "A written answer." }
          complaints: { id: "Adukan lewat SP4N-LAPOR! (lapor.go.id).", en: "Complain to SP4N-LAPOR! (lapor.go.id)." }
          facilities: { id: "Situs yang berjalan di telepon sederhana, dan loket.", en: "Pages for simple phones, and a counter." }
          competence: { id: "Petugas memahami peraturannya.", en: "Officers know the rules." }
          supervision: { id: "Tenggat diawasi sistem.", en: "Deadlines are watched." }
          staff: { id: "Sedikitnya satu petugas.", en: "At least one officer." }
          guarantee: { id: "Setiap permohonan dijawab.", en: "Each request is answered." }
          safety: { id: "Data Anda disandikan dan hanya dilihat yang menangani.", en: "Your data are encrypted and seen only by those in charge." }
          evaluation: { id: "Ketepatan waktu dihitung setiap hari.", en: "Punctuality is counted daily." }

        roles:
          citizen: { name: { id: Pemohon, en: Applicant }, scope: public }
          officer: { name: { id: Petugas, en: Officer }, scope: owner }
        """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)

    private static let contact = """
          phone:
            type: phone
            label: { id: "Nomor telepon (WhatsApp)", en: "Phone number (WhatsApp)" }
            required: true
            page: contact
            autocomplete: tel
        """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)

    private static let course = """

        start: {}

        states:
          received: { name: { id: Diterima, en: Received }, start: true, tone: new }
          granted: { name: { id: Dikabulkan, en: Granted }, end: true, tone: done }
          refused: { name: { id: Ditolak, en: Refused }, end: true, tone: refused }

        actions:
          grant:
            name: { id: Kabulkan, en: Grant }
            done: { id: Dikabulkan, en: Granted }
            from: received
            to: granted
            by: officer
            form:
              answer: { type: paragraph, min: 10, max: 2000, label: { id: Jawaban, en: Answer }, required: true }
          refuse:
            name: { id: Tolak, en: Refuse }
            done: { id: Ditolak, en: Refused }
            from: received
            to: refused
            by: officer
            reason: required

        clocks:
          answering:
            name: { id: Jawaban, en: Answer }
            runs_in: received
            target: 10 workdays
            at: { 75%: { notify: officer } }

        notices:
          received:
            on: start
            to: citizen
            text: { id: "Permohonan {number} kami terima. Ikuti di {link}", en: "We received request {number}. Follow it at {link}" }
          new_work:
            on: start
            to: officer
            text: { id: "Permohonan {number} menunggu. Tenggat {answer_due}.", en: "Request {number} is waiting. Due {answer_due}." }
          decided:
            on: [grant, refuse]
            to: citizen
            text: { id: "Permohonan {number} sudah dijawab: {link}", en: "Request {number} was answered: {link}" }
          soon:
            on: answering at 75%
            to: officer
            text: { id: "Permohonan {number} harus dijawab paling lambat {answer_due}.", en: "Request {number} must be answered by {answer_due}." }

        publish: { ledger: coarse }

        measures:
          in_time: { name: { id: Tepat waktu, en: In time }, ratio: [answering.met, answering.ended], target: 0.9 }

        retention:
          years: 5
          basis: { id: "UU 27/2022 Pasal 43", en: "Law 27/2022 art. 43" }
        """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}
