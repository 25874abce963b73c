import Civic
import Definition
import Engine
import Testing

@Suite struct `Answers` {
    let story: Story
    init() throws { story = Story(try Town.compiled()) }

    private func causes(_ changed: [FieldID: JSON]) -> [FieldProblem.Cause] { story.problems(changed).map(\.cause) }

    @Test func `what is missing is said, in the order of the form`() {
        let start = StartCase(app: "town-report", answers: [:])
        let problems = story.refusal(.start(start), by: .stranger)?.fields ?? []
        #expect(problems.map(\.field) == ["category", "location", "description"])
        #expect(problems.allSatisfy { $0.cause == .missing })
        #expect(problems.first?.message.text(.id) == "Jenis: wajib diisi.")
    }

    @Test func `photos are asked where the kind of report needs them`() {
        #expect(causes(["photos": []]) == [.missing])
        #expect(causes(["photos": [], "category": "lamp"]) == [])
    }

    @Test(arguments: [
        ("1234", FieldProblem.Cause.tooShort(min: 5)), (String(repeating: "é", count: 61), .tooLong(by: 1, max: 60)),
        (" \n ", .missing), ("satu\u{0}dua", .controlCharacter), ("aman \u{202E}maling", .controlCharacter),
    ])
    func `a text has its limits`(_ text: String, _ cause: FieldProblem.Cause) {
        #expect(causes(["description": .string(text)]) == [cause])
    }

    @Test func `a text is trimmed, composed and keeps its lines`() throws {
        var story = story
        try story.start(Town.answers.merging(["description": "  jalan\r\ncafe\u{301} \u{FEFF}"]) { $1 })
        #expect(
            story.content?.fields["description"]?.string?.unicodeScalars.elementsEqual(
                "jalan\ncaf\u{E9}".unicodeScalars
            ) == true
        )
    }

    @Test func `a script in a text is text`() throws {
        var story = story
        let script = "<script>alert('x')</script>"
        try story.start(Town.answers.merging(["description": .string(script)]) { $1 })
        #expect(story.content?.fields["description"] == .string(script))
    }

    @Test(arguments: ["forged", "gone", "Road"])
    func `a forged or hidden option is refused`(_ option: String) {
        #expect(causes(["category": .string(option)]) == [.unknownOption(option)])
    }

    @Test func `a choice must be a word`() {
        #expect(causes(["category": 3]) == [.notText])
        #expect(causes(["urgency": "medium"]) == [.unknownOption("medium")])
        #expect(causes(["urgency": "high"]) == [])
    }

    @Test func `a field that the form does not have is refused`() {
        #expect(causes(["nik": "3671"]) == [.unknownField])
    }

    @Test(arguments: [
        ("0", FieldProblem.Cause.below("1")), ("11", .above("10")), ("satu", .notWhole), ("1.5", .notWhole),
    ])
    func `a number has its bounds`(_ typed: String, _ cause: FieldProblem.Cause) {
        #expect(causes(["size": .string(typed)]) == [cause])
    }

    @Test func `numbers and dates come typed or as JSON`() throws {
        var story = story
        try story.start(Town.answers.merging(["size": "7", "seen": "1/11/2026"]) { $1 })
        #expect(story.state?.fields["size"] == 7)
        #expect(story.state?.fields["seen"] == "2026-11-01")
        #expect(causes(["size": 7.0, "seen": "2026-11-01"]) == [])
        #expect(causes(["size": 7.5]) == [.notWhole])
        #expect(causes(["seen": "31/02/2026"]) == [.notDate])
        #expect(causes(["seen": "kemarin"]) == [.notDate])
    }

    @Test func `a timer's date lies ahead`() throws {
        var story = story
        try story.dispatched()
        let today = story.refusal("wait", by: .handler, ["until": "2026-11-24"], reason: "x")
        #expect(today?.fields.map(\.cause) == [.dateBefore("2026-11-25")])
        #expect(story.refusal("wait", by: .handler, ["until": "2026-11-25"], reason: "x") == nil)
    }

    @Test func `a place is a point inside the government`() throws {
        #expect(causes(["location": "di sana"]) == [.notPlace])
        #expect(causes(["location": ["latitude": 91, "longitude": 0]]) == [.notPlace])
        var outside = story
        outside.place = nil
        #expect(outside.problems([:]).map(\.cause) == [.outsideGovernment])
        #expect(outside.problems([:]).first?.message.text(.id).contains("di luar wilayah") == true)
    }

    @Test(arguments: [
        JSON.object(["type": "Point", "coordinates": [106.63, -6.17]]), ["latitude": -6.17, "longitude": 106.63],
        ["latitude": "-6.17", "longitude": "106.63"], "-6.17, 106.63",
    ])
    func `a place may be written in four ways`(_ answer: JSON) throws {
        var story = story
        try story.start(Town.answers.merging(["location": answer]) { $1 })
        #expect(story.content?.fields["location"] == ["latitude": -6.17, "longitude": 106.63])
    }

    @Test func `a landmark stays beside the point`() throws {
        var story = story
        let answer: JSON = ["latitude": -6.17, "longitude": 106.63, "landmark": " depan SD "]
        try story.start(Town.answers.merging(["location": answer]) { $1 })
        #expect(story.content?.fields["location"]?["landmark"] == "depan SD")
        #expect(
            causes(["location": ["latitude": -6.17, "longitude": 106.63, "landmark": "\u{1}"]]) == [.controlCharacter]
        )
    }

    @Test func `files are few, known, and named once`() throws {
        #expect(causes(["photos": ["a", "b", "c"]]) == [.tooManyFiles(2)])
        #expect(causes(["photos": 7]) == [.notFiles])
        var story = story
        story.files = ["a"]
        #expect(story.problems(["photos": ["a", "b"]]).map(\.cause) == [.unknownFile])
        try story.start(Town.answers.merging(["photos": ["a", "a"]]) { $1 })
        #expect(story.content?.fields["photos"] == [["file": "a"]])
    }

    @Test func `phone, e-mail and name are what they say`() {
        guard case .notPhone? = causes(["contact_phone": "12"]).first,
            case .notEmail? = causes(["contact_email": "x"]).first
        else {
            Issue.record("taken")
            return
        }
        #expect(causes(["contact_name": "123"]) == [.notName])
    }

    @Test func `what is not asked is not kept`() throws {
        var story = story
        let started = try story.start(Town.answers.merging(["anonymous": true, "contact_phone": "nonsense"]) { $1 })
        #expect(started.sealed.contact == nil)
    }

    @Test func `yes and no have many words`() throws {
        #expect(causes(["anonymous": "mungkin"]) == [.notYesNo])
        for word in ["ya", "YES", "on", "1", "true"] { #expect(causes(["anonymous": .string(word)]) == []) }
    }

    @Test func `a rating is one to five`() throws {
        var story = story
        try story.answered()
        for typed: JSON in [0, 6, "x"] {
            #expect(story.refusal("confirm", by: .holder, ["rating": typed])?.fields.isEmpty == false)
        }
        #expect(story.refusal("confirm", by: .holder, ["rating": "4"]) == nil)
    }

    @Test func `an annex names applications with their versions, once each`() throws {
        let pact = Story(try Town.compiled(Town.pact))
        let drafter = Actor.officer("dina", "drafter")
        func causes(_ annex: JSON, partner: JSON = "36.71") -> [FieldProblem.Cause] {
            let start = StartCase(
                app: "pact",
                answers: ["partner": partner, "annex": annex],
                attributes: ["side": "adopter"]
            )
            return pact.refusal(.start(start), by: drafter)?.fields.map(\.cause) ?? []
        }
        #expect(causes(["laksa@1.0.0"]) == [])
        #expect(causes(["laksa"]) == [.notList])
        #expect(causes(["laksa@1.0.0", "laksa@1.0.0"]) == [.notList])
        #expect(causes([]) == [.missing])
        #expect(causes(["laksa@1.0.0"], partner: "36.71.01") == [.notRegion])
    }

    @Test func `every problem is found at once`() {
        #expect(causes(["category": "x", "size": 99, "description": "a"]).count == 3)
    }

    @Test func `a page can ask what to ask`() throws {
        let context = story.context(.stranger)
        let start = StartCase(app: "town-report", answers: ["category": "road", "anonymous": true])
        let questions = try story.plan.questions(starting: start, in: context)
        #expect(!questions.asked.contains("contact_phone"))
        #expect(questions.required == ["category", "location", "photos", "description"])
        #expect(questions.problems.map(\.field) == ["location", "photos", "description"])
    }
}
