import Civic
import Definition
import Engine
import Ledger
import Node

/// A few requests for family cards and birth certificates on their way through SIAK, so that desk and portal have some to show.
struct FamilyPapers {
    let government: Government
    let album: Album
    let end: Moment

    /// One request: what was answered, which fields hold papers, and who did what so many hours later.
    private struct Story {
        let app: AppID
        let hoursAgo: Int
        let answers: [FieldID: JSON]
        let papers: [FieldID]
        var steps: [Step] = []
    }

    private struct Step {
        let hours: Int
        /// The role's part of the login; `citizen` for who asked.
        let role: String
        let action: ActionID
        var answers: [FieldID: JSON] = [:]
        var reason: String?
    }

    func tell() async throws {
        for (number, story) in stories.enumerated() { try await tell(story, number: number) }
    }

    private func tell(_ story: Story, number: Int) async throws {
        let id = government.outside.newCaseID()
        guard let key = try government.files.keyForNewCases([id])[id] else { return }
        let began = end - .hours(story.hoursAgo)
        let files = government.files
        var draws = SeededGenerator(seed: UInt64(number) &+ 11)
        let photo = album.before("building", &draws)
        let laid = try await government.submit(
            Work(stream: CaseEvent.stream(id)) { turn in
                var names: [String: JSON] = [:]
                for field in story.papers {
                    let file = try files.lay(photo, field: field, into: id, key: key)
                    try files.allow(file, of: id, in: turn)
                    names[field.text] = [.string(file.name)]
                }
                return .object(names)
            }
        )
        var answers = story.answers.merging(contact(number)) { own, _ in own }
        for field in story.papers { answers[field] = laid.answer[field.text] }
        let start = StartCase(app: story.app, answers: answers)
        let receipt = try government.receipt(
            try await government.submit(try government.work(starting: start, by: .anonymous(), at: began, id: id))
        )
        var at = began
        for step in story.steps {
            at = at + .hours(step.hours)
            _ = try await government.act(
                receipt.number,
                step.action,
                version: nil,
                answers: step.answers,
                reason: step.reason,
                by: try caller(step.role, of: story.app, holding: id),
                at: at
            )
        }
    }

    private func caller(_ role: String, of app: AppID, holding id: CaseID) throws -> Caller {
        if role == "citizen" { return .anonymous(holding: [id]) }
        let login = "\(app.text).\(role)"
        guard let officer = government.identity.officers().first(where: { $0.login == login }) else {
            throw Fault.damaged("The demo has no officer \(login).")
        }
        return .officer(officer)
    }

    private func contact(_ number: Int) -> [FieldID: JSON] {
        [
            "applicant_name": .string(Invented.citizen(900 + number)),
            "applicant_nik": .string("36710155059000\(number + 10)"),
            "applicant_phone": .string(Invented.phone(900 + number)),
            "applicant_email": .string("warga\(number)@contoh.id"),
        ]
    }

    // MARK: Stories

    private var stories: [Story] { cards + births }

    private func card(_ kind: String, _ hoursAgo: Int, _ more: [FieldID: JSON] = [:], _ steps: [Step] = []) -> Story {
        var answers: [FieldID: JSON] = [
            "kind": .string(kind), "card": "3671010101100001", "head": "Warga Contoh Kepala",
            "head_nik": "3671015505900001",
            "home": ["street": "Jalan Contoh 7", "rt": "003", "rw": "005", "region": "36.71.01.1001"],
        ]
        if kind == "new" { answers["card"] = nil }
        answers.merge(more) { $1 }
        return Story(app: "kartu-keluarga", hoursAgo: hoursAgo, answers: answers, papers: ["papers"], steps: steps)
    }

    private static let verified = Step(hours: 2, role: "operator", action: "verify")

    private static func entered(_ number: Int) -> Step {
        Step(
            hours: 1,
            role: "operator",
            action: "enter",
            answers: ["siak_number": .string("3671-2026-00\(number)")]
        )
    }

    private static let issued = Step(hours: 3, role: "signer", action: "issue")

    private var cards: [Story] {
        let child: JSON = [["name": "Anak Contoh", "relation": "child", "born": "2026-10-01"]]
        let spouse: JSON = [["name": "Pasangan Contoh", "relation": "spouse", "born": "1992-03-04"]]
        return [
            card("lost", 70, [:], [Self.verified, Self.entered(11), Self.issued]),
            card("add", 50, ["members": child], [Self.verified, Self.entered(12)]),
            card("new", 30, ["members": spouse], [Self.verified]),
            card(
                "correct",
                26,
                ["change": "Tanggal lahir anak kedua seharusnya 2 Maret 2015."],
                [Step(hours: 3, role: "operator", action: "return", reason: "Foto akta kelahirannya tidak terbaca.")]
            ),
            card("damaged", 5),
        ]
    }

    private func birth(_ child: String, _ hoursAgo: Int, born: Int, _ steps: [Step] = []) -> Story {
        let day = (end - .days(born)).date(in: government.profile.zone)
        let witnesses: [JSON] = [
            ["name": "Saksi Contoh Satu", "phone": "0899-0000-0991"],
            ["name": "Saksi Contoh Dua", "phone": "0899-0000-0992"],
        ]
        return Story(
            app: "akta-kelahiran",
            hoursAgo: hoursAgo,
            answers: [
                "child": .string(child), "sex": "female", "born": .string(day.iso), "born_at": "05:30",
                "late": .bool(born > 62), "place": "midwife", "birth_order": 1, "marriage": "recorded",
                "mother": "Ibu Contoh", "mother_nik": "3671015505900001", "father": "Ayah Contoh",
                "card": "3671010101100001", "witnesses": .array(witnesses),
            ],
            papers: ["birth_letter", "marriage_proof"],
            steps: steps
        )
    }

    private var births: [Story] {
        [
            birth("Anak Contoh Melati", 60, born: 9, [Self.verified, Self.entered(21), Self.issued]),
            birth("Anak Contoh Kenanga", 28, born: 100, [Self.verified]),
            birth("Anak Contoh Cempaka", 4, born: 3),
        ]
    }
}
