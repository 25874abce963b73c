import Civic
import Definition
import Engine
import Testing

@Suite struct `Starting a case` {
    let town: CompiledDefinition
    init() throws { town = try Town.compiled() }

    @Test func `an anonymous report gets its number, state, route and clock`() throws {
        var story = Story(town)
        let started = try story.start()
        #expect(started.number.text == "TOWN-2026-000123")
        #expect(started.state == "received")
        #expect(started.agency == "front-office")
        #expect(started.attributes == ["proposed": "roads", "priority": "normal"])
        #expect(started.rows == ["route": "road"])
        #expect(started.village == "36.71.01.1001")
        #expect(started.district == "36.71.01")
        #expect(started.fields == ["category": "road"])
        #expect(started.clocks.map(\.clock) == ["verifying"])
        #expect(started.by == ActorStamp(kind: .citizen, role: "citizen"))
        #expect(story.state?.due == moment("2026-11-25T16:00:00+07:00"))
        #expect(started.notices == [DueNotice(id: "received", roles: [], toCitizen: true)])
        #expect(!started.hasContact)
    }

    @Test func `the district changes the route`() throws {
        var story = Story(town)
        story.place = PlaceFacts(village: "36.71.02.1001", district: "36.71.02")
        #expect(try story.start().attributes["proposed"] == "roads-north")
        #expect(story.state?.attributes["priority"] == "urgent")
    }

    @Test func `words, place and photos lie in the case's box, name and phone in the person's`() throws {
        var story = Story(town)
        let answers = Town.answers.merging(["contact_name": "Siti", "contact_phone": "0812 3456 7890"]) { $1 }
        let started = try story.start(answers)
        #expect(started.sealed.fields["description"] == "Lubang besar di jalan")
        #expect(started.sealed.fields["location"] == ["latitude": -6.17, "longitude": 106.63])
        #expect(started.sealed.fields["photos"] == [["file": "aa"]])
        #expect(started.sealed.contact?.name == "Siti")
        #expect(started.sealed.contact?.phone == "+6281234567890")
        #expect(started.sealed.contact?.person == PersonID(reporterOf: story.id))
        #expect(started.hasContact)
        #expect(story.content?.contact?.phone == "+6281234567890")
    }

    @Test func `an account owns the box of its case`() throws {
        var story = Story(town)
        let answers = Town.answers.merging(["contact_phone": "081234567890"]) { $1 }
        let started = try story.start(answers, by: .citizen(holdsCase: false, person: "person-1"))
        #expect(started.sealed.contact?.person == "person-1")
    }

    @Test(arguments: [true, false])
    func `who stays anonymous leaves neither name nor phone`(_ byAnswer: Bool) throws {
        var story = Story(town)
        var answers = Town.answers.merging(["contact_name": "Siti", "contact_phone": "081234567890"]) { $1 }
        if byAnswer { answers["anonymous"] = "ya" }
        let started = try story.start(answers, isAnonymous: !byAnswer)
        #expect(started.isAnonymous)
        #expect(started.sealed.contact == nil)
        #expect(!started.hasContact)
    }

    @Test func `a second start of the same case is refused`() throws {
        var story = Story(town)
        try story.start()
        let again = CaseCommand.start(StartCase(app: "town-report", answers: Town.answers))
        #expect(
            story.refusal(again, by: .stranger) == .alreadyStarted(CaseNumber(prefix: "TOWN", year: 2026, serial: 123))
        )
    }

    @Test func `a request for another application is refused`() {
        let command = CaseCommand.start(StartCase(app: "laksa", answers: Town.answers))
        #expect(
            Story(town).refusal(command, by: .stranger) == .wrongApplication(asked: "laksa", definition: "town-report")
        )
    }

    @Test func `the year of the number is the local one`() throws {
        var story = Story(town, at: "2026-12-31T18:00:00Z")
        #expect(try story.start().number.text == "TOWN-2027-000123")
    }

    @Test func `assisted intake records the officer and the citizen's consent`() throws {
        var story = Story(town)
        let desk = Actor.officer("dewi", "intake", at: "front-office")
        let start = StartCase(app: "town-report", answers: Town.answers, channel: .counter)
        #expect(story.refusal(.start(start), by: desk) == .consentMissing)
        #expect(story.refusal(.start(start), by: .stranger) == .assistantMissing)
        let started = try story.start(by: desk, channel: .counter, consent: true)
        #expect(started.assistedBy == "dewi")
        #expect(started.consent)
        #expect(started.by == ActorStamp(kind: .officer, role: "intake", agency: "front-office", officer: "dewi"))
    }

    @Test func `an officer without any role cannot start a case`() {
        let start = StartCase(app: "town-report", answers: Town.answers)
        #expect(Story(town).refusal(.start(start), by: .officer("x", grants: [])) == .mayNotStart)
        #expect(Story(town).refusal(.start(start), by: .timer) == .mayNotStart)
    }

    @Test func `a route to an agency that the government does not have is the steward's business`() throws {
        var story = Story(
            try Town.compiled(
                Town.yaml.replacingFirst("proposed: \"= route.agency\"", with: "agency: \"= route.agency\"")
            )
        )
        story.agencies = ["front-office"]
        let start = StartCase(app: "town-report", answers: Town.answers)
        #expect(story.refusal(.start(start), by: .stranger) == .agencyMissing("roads"))
        story.agencies = Town.agencies
        #expect(try story.start().agency == "roads")
    }

    @Test func `what is set later sees what was set before, through tables too`() throws {
        let yaml = Town.yaml.replacingFirst(
            "in: [category.code, region.kecamatan]",
            with: "in: [case.hint, region.kecamatan]"
        )
        .replacingFirst(
            "proposed: \"= route.agency\"",
            with: "before: \"= route.agency\"\n    hint: \"= category.code\"\n    proposed: \"= route.agency\""
        )
        var story = Story(try Town.compiled(yaml))
        let attributes = try story.start().attributes
        #expect(attributes == ["before": "lights", "hint": "road", "proposed": "roads", "priority": "normal"])
    }

    @Test func `deciding is pure: the same command in the same context gives the same event`() throws {
        let context = Story(town).context(.stranger)
        let command = CaseCommand.start(StartCase(app: "town-report", answers: Town.answers))
        let first = try decide(nil, command, in: context)
        for _ in 0..<50 { #expect(try decide(nil, command, in: context) == first) }
    }

    @Test func `the node learns what a start needs`() {
        let command = CaseCommand.start(StartCase(app: "town-report", answers: Town.answers))
        let needs = needs(command, of: nil, under: town, at: moment("2026-12-31T18:00:00Z"), in: .wib)
        #expect(needs.serials == ["TOWN-2027"])
        #expect(needs.point == (try? GeoPoint(latitude: -6.17, longitude: 106.63)))
        #expect(needs.files == ["aa"])
    }

    @Test func `history comes in without photos and contact, at its own time`() throws {
        var story = Story(town)
        var context = story.context(.importer)
        context.at = moment("2024-05-06T10:00:00+07:00")
        var answers = Town.answers
        answers["photos"] = nil
        let start = StartCase(app: "town-report", answers: answers, channel: .imported)
        let events = try decide(nil, .start(start), in: context)
        let state = evolve(nil as CaseState?, events[0])
        #expect(state.startedAt == moment("2024-05-06T10:00:00+07:00"))
        #expect(state.number.year == 2024)
        #expect(events[0].by.kind == .importer)
        story.now = moment("2026-11-24T09:00:00+07:00")
        context.at = moment("2024-05-06T09:00:00+07:00")
        #expect(throws: Rejection.tooEarly(last: state.changedAt)) {
            try decide(state, .act("dispatch", version: nil, answers: ["agency": "roads"], reason: nil), in: context)
        }
    }
}

extension String {
    func replacingFirst(_ old: String, with new: String) -> String {
        guard let range = self.firstRange(of: old) else { preconditionFailure("not there: \(old)") }
        var copy = self
        copy.replaceSubrange(range, with: new)
        return copy
    }
}
