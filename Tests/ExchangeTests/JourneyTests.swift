import Civic
import Definition
import Engine
import Exchange
import Node
import Store
import Testing

@Suite struct JourneyTests {
    @Test func `an MoU goes from offer to both signatures, and both ledgers hold the same text`() async throws {
        let partners = try await Partners()
        let id = try await partners.concludeMoU()
        let ours = try partners.file(id, partners.tangerang)
        let theirs = try partners.file(id, partners.karawang)
        #expect(ours.state == "in_force")
        #expect(theirs.state == "in_force")
        #expect(ours.text.canonical == theirs.text.canonical)
        #expect(ours.isSignedByBoth && theirs.isSignedByBoth)
        #expect(ours.side == .provider && theirs.side == .adopter)
        #expect(ours.signatures == theirs.signatures)
        #expect(try partners.tangerang.outbox.deadLetters().isEmpty)
        #expect(try partners.karawang.outbox.deadLetters().isEmpty)
    }

    @Test func `a PKS in force brings the release to the adopter and lets it install, localize and go live`()
        async throws
    {
        let partners = try await Partners()
        let mou = try await partners.concludeMoU()
        _ = try await partners.concludePKS(under: mou)
        let steward = try partners.steward()
        try await partners.installer.install("laksa", by: steward)
        let standing = try #require(try partners.installer.standing("laksa"))
        #expect(standing.state.stage == .installed)
        #expect(standing.base == (try Given.definition("laksa")))
        #expect(standing.scenarios == (try Given.text("Apps/laksa/scenarios.yaml")))

        let element = try #require(
            LocalElements.element(
                ["registers", "report_categories", "rows", "road_damage", "values", "workdays"],
                of: standing.effective
            )
        )
        let operation = try #require(
            element.operation(
                to: 10,
                author: "o1",
                at: partners.node.outside.now(),
                reason: "Ruas jalan kabupaten lebih panjang"
            )
        )
        try await partners.installer.localize("laksa", [operation], by: steward)
        let changed = try #require(try partners.installer.standing("laksa"))
        #expect(LocalDifference.all(changed.base, changed.effective).map(\.after) == ["10"])

        // Nobody verifies yet.

        await #expect(throws: Refusal.self) { try await partners.installer.goLive("laksa", by: steward) }
        try await partners.staffLaksa()
        try await partners.installer.goLive("laksa", by: steward)
        let live = try #require(try partners.karawang.definitions.live("laksa"))
        #expect(live.definition.registers["report_categories"]?.rows["road_damage"]?.values["workdays"] == 10)
    }

    @Test func `nothing installs without a line in force`() async throws {
        let partners = try await Partners()
        let steward = try partners.steward()
        await #expect(throws: Refusal.self) { try await partners.installer.install("laksa", by: steward) }
        let mou = try await partners.concludeMoU()
        await #expect(throws: Refusal.self) { try await partners.installer.install("laksa", by: steward) }
        _ = try await partners.partnership.draftPKS(
            between: partners.tangerang,
            and: partners.karawang,
            under: mou,
            apps: ["laksa"],
            subject: "LAKSA"
        )
        await #expect(throws: Refusal.self) { try await partners.installer.install("laksa", by: steward) }
        #expect(partners.karawang.definitions.installation("laksa") == nil)
    }

    @Test func `an application without a release can't enter an annex`() async throws {
        let partners = try await Partners()
        let mou = try await partners.concludeMoU()
        await #expect(throws: Refusal.self) {
            try await partners.partnership.draftPKS(
                between: partners.tangerang,
                and: partners.karawang,
                under: mou,
                apps: ["darurat-112"],
                subject: "112"
            )
        }
    }

    @Test func `a suspended PKS suspends the installation, and it comes back with it; nothing is deleted`() async throws
    {
        let partners = try await Partners()
        let pks = try await partners.liveInKarawang()
        let report = try await partners.karawang.start(
            StartCase(app: "laksa", answers: Given.report),
            by: .anonymous()
        )
        let head = try partners.officer("head", partners.tangerang)
        _ = try await partners.agreements(partners.tangerang).act(
            pks,
            "suspend",
            version: nil,
            reason: "Kewajiban pelatihan belum dijalankan.",
            by: head
        )
        try await partners.partnership.deliver(partners.tangerang, partners.karawang)
        #expect(try partners.file(pks, partners.karawang).state == "suspended")
        #expect(partners.karawang.definitions.installation("laksa")?.stage == .suspended)
        await #expect(throws: Refusal.suspended("laksa")) {
            try await partners.karawang.start(StartCase(app: "laksa", answers: Given.report), by: .anonymous())
        }
        #expect(try partners.karawang.cases.stored(report.number)?.state?.state == "received")
        _ = try await partners.agreements(partners.tangerang).act(pks, "resume", version: nil, by: head)
        try await partners.partnership.deliver(partners.tangerang, partners.karawang)
        #expect(partners.karawang.definitions.installation("laksa")?.stage == .live)
    }

    @Test func `when the term runs out the installation stops taking cases, and a new PKS brings it back`() async throws
    {
        let partners = try await Partners()
        let pks = try await partners.liveInKarawang()
        partners.clock.pass(.days(366))
        try await partners.agreements(partners.karawang).reconcile()
        #expect(partners.karawang.definitions.installation("laksa")?.stage == .suspended)
        _ = try await partners.karawang.fireDueTimers()
        _ = try await partners.tangerang.fireDueTimers()
        #expect(try partners.file(pks, partners.karawang).state == "ended")
        #expect(try partners.file(pks, partners.tangerang).state == "ended")
        let mou = try #require(try partners.agreements(partners.karawang).files(.understanding).first)
        _ = try await partners.concludePKS(under: mou.id)
        #expect(partners.karawang.definitions.installation("laksa")?.stage == .live)
    }

    @Test func `a message that comes twice changes nothing the second time`() async throws {
        let partners = try await Partners()
        let id = try await partners.concludeMoU()
        let before = try partners.file(id, partners.tangerang)
        let message = try #require(try partners.karawang.outbox.messages(.government).first)
        let inner: JSON = [
            "v": 1, "id": .string(message.id), "from": "32.15", "to": "36.71", "type": .string(message.content.title),
            "made": .string(message.made.rfc3339), "body": message.content.body,
        ]
        let signature = try partners.karawang.signet.sign(inner.canonical)
        let bytes = JSON.object(["message": inner, "signature": .string(hexText(signature))]).canonical
        try await partners.tangerang.inbox.take(bytes)
        #expect(try partners.file(id, partners.tangerang) == before)
    }

    @Test func `only the signatory that the text names signs, and only with the password`() async throws {
        let partners = try await Partners()
        let mou = try await partners.concludeMoU()
        let id = try await partners.readyPKS(under: mou)
        let agreements = partners.agreements(partners.tangerang)
        let other = try partners.officer("signatory", partners.tangerang)
        let head = try partners.officer("head", partners.tangerang)
        await #expect(throws: Refusal.self) {
            try await agreements.sign(id, version: nil, by: other, password: Partners.password, origin: "x")
        }
        await #expect(throws: Refusal.wrongPassword) {
            try await agreements.sign(id, version: nil, by: head, password: "salah sekali", origin: "x")
        }
        _ = try await agreements.sign(id, version: nil, by: head, password: Partners.password, origin: "x")
        try await partners.partnership.deliver(partners.tangerang, partners.karawang)
        #expect(try partners.file(id, partners.karawang).state == "signed_first")
        // A forged signature of the other party is refused by the same rules.
        let file = try partners.file(id, partners.karawang)
        let second = try partners.officer("head", partners.karawang)
        let foreign = AgreementSignature(
            side: .adopter,
            name: second.name,
            title: try #require(file.text.adopter.signing?.title),
            document: file.document,
            at: Moment(milliseconds: 0),
            bytes: Array(repeating: 7, count: 64)
        )
        await #expect(throws: Refusal.self) {
            try await partners.agreements(partners.karawang).act(
                id,
                "adopter_sign",
                version: nil,
                answers: ["adopter_signature": foreign.json],
                by: second
            )
        }
    }

    @Test func `a final text that differs from the reviewed one is refused on both sides`() async throws {
        let partners = try await Partners()
        let mou = try await partners.concludeMoU()
        let id = try await partners.partnership.draftPKS(
            between: partners.tangerang,
            and: partners.karawang,
            under: mou,
            apps: ["laksa"],
            subject: "LAKSA"
        )
        try await partners.partnership.review(
            id,
            partners.tangerang,
            partners.karawang,
            numbers: ("1/A/2026", "2/B/2026"),
            isCooperation: true
        )
        let file = try partners.file(id, partners.karawang)
        let closing = Closing(date: "2026-11-24", place: "Karawang", from: "2026-11-24", last: "2027-11-23")
        var (text, endsOn) = try file.finalText(closing)
        text.clauses[5].paragraphs = ["PIHAK KEDUA membayar."]
        let officer = try partners.officer("cooperation", partners.karawang)
        await #expect(throws: Refusal.self) {
            try await partners.agreements(partners.karawang).act(
                id,
                "finalise",
                version: nil,
                answers: ["final": text.json, "ends_on": .string(endsOn.iso)],
                by: officer
            )
        }
    }

    @Test func `where a council must approve, nothing is made final before it has`() async throws {
        let partners = try await Partners()
        let mou = try await partners.concludeMoU()
        let id = try await partners.partnership.draftPKS(
            between: partners.tangerang,
            and: partners.karawang,
            under: mou,
            apps: ["laksa"],
            subject: "LAKSA"
        )
        try await partners.partnership.review(
            id,
            partners.tangerang,
            partners.karawang,
            numbers: ("1/A/2026", "2/B/2026"),
            isCooperation: true
        )
        let agreements = partners.agreements(partners.karawang)
        let officer = try partners.officer("cooperation", partners.karawang)
        _ = try await agreements.act(
            id,
            "adopter_advise",
            version: nil,
            answers: [
                "adopter_advice": "proceed", "adopter_needs_dprd": true,
                "adopter_dprd_reason": "Dananya belum tersedia dalam APBD.",
            ],
            by: officer
        )
        let closing = Closing(date: "2026-11-24", place: "Karawang", from: "2026-11-24", last: "2027-11-23")
        let (text, endsOn) = try partners.file(id, partners.karawang).finalText(closing)
        let answers: [FieldID: JSON] = ["final": text.json, "ends_on": .string(endsOn.iso)]
        await #expect(throws: Rejection.self) {
            try await agreements.act(id, "finalise", version: nil, answers: answers, by: officer)
        }
        _ = try await agreements.act(
            id,
            "adopter_dprd_approve",
            version: nil,
            answers: ["adopter_dprd_number": "170/9-DPRD/2026", "adopter_dprd_date": "2026-11-20"],
            by: officer
        )
        _ = try await agreements.act(id, "finalise", version: nil, answers: answers, by: officer)
        #expect(try partners.file(id, partners.karawang).state == "ready")
    }

    @Test func `a study strikes out what is compulsory nationally and ends with the head's choice`() async throws {
        let partners = try await Partners()
        let bekasi = try Partners.bekasi(partners.node)
        try await partners.partnership.foundProvider(
            bekasi,
            offering: [(try Given.definition("laksa"), nil)]
        )
        let number = try await partners.partnership.fileStudy(
            of: partners.karawang,
            comparing: [partners.tangerang, bekasi],
            apps: [("laksa", "Laporan warga"), ("e-kinerja", "Kinerja pegawai"), ("darurat-112", "Gawat darurat")],
            title: "Kajian layanan digital",
            choosing: partners.tangerang
        )
        let kept = try #require(
            try Studies(partners.karawang, node: partners.node, catalogue: partners.catalogue).kept(number)
        )
        #expect(kept.state.state == "decided")
        #expect(kept.chosen == "36.71")
        #expect(kept.study.lines.filter(\.isStruckOut).map(\.app) == ["e-kinerja"])
        #expect(kept.study.adoptable(from: "36.71").map(\.app) == ["laksa"])
        #expect(kept.study.lines[2].readiness == nil)
    }
}

extension Partners {
    func staffLaksa() async throws {
        for role in ["verifier", "handler", "checker", "head_of_service"] {
            _ = try await karawang.identity.addOfficer(
                OfficerCard(login: role, name: "Petugas Contoh \(role)", title: "Contoh"),
                password: Self.password,
                grants: [Grant(role: try RoleID(role), app: "laksa")],
                in: karawang.staffHouse,
                by: .node
            )
        }
    }

    /// LAKSA live in Karawang under a PKS of one year; gives the PKS.
    func liveInKarawang() async throws -> CaseID {
        let mou = try await concludeMoU()
        let pks = try await concludePKS(under: mou)
        try await installer.install("laksa", by: try steward())
        try await staffLaksa()
        try await installer.goLive("laksa", by: try steward())
        return pks
    }

    func readyPKS(under mou: CaseID) async throws -> CaseID {
        let id = try await partnership.draftPKS(
            between: tangerang,
            and: karawang,
            under: mou,
            apps: ["laksa"],
            subject: "Pemanfaatan LAKSA"
        )
        try await partnership.review(
            id,
            tangerang,
            karawang,
            numbers: ("134.4/13-KSD/2026", "134.4/90-KSD/2026"),
            isCooperation: true
        )
        let closing = Closing(date: "2026-11-24", place: "Karawang", from: "2026-11-24", last: "2027-11-23")
        let (text, endsOn) = try file(id, karawang).finalText(closing)
        _ = try await agreements(karawang).act(
            id,
            "finalise",
            version: nil,
            answers: ["final": text.json, "ends_on": .string(endsOn.iso)],
            by: try officer("cooperation", karawang)
        )
        try await partnership.deliver(karawang, tangerang)
        return id
    }

    static func bekasi(_ node: Node) throws -> Government {
        try node.create(
            GovernmentProfile(
                code: "32.16",
                slug: "kabupaten-bekasi",
                name: "Kabupaten Bekasi",
                kind: .kabupaten,
                zone: .wib,
                agencies: [
                    Agency(id: "setda", name: "Sekretariat Daerah"), Agency(id: "diskominfo", name: "Diskominfo"),
                ]
            ),
            calendar: try Given.calendar(),
            regions: RegionFile(
                RegionMap(regions: try Region.read(csv: try Given.text("Data/regions/32.16.csv"))),
                source: "Data/regions"
            )
        )
    }
}

extension Given {
    /// A report inside Karawang.
    static let report: [FieldID: JSON] = [
        "category": "flood", "description": "Air masuk rumah warga sejak tadi malam.",
        "location": ["latitude": -6.3054, "longitude": 107.3006],
    ]
}
