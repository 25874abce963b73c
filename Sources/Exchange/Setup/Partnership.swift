package import Civic
package import Definition
import Engine
package import Node

/// Brings governments of one node together by the same commands as the pages: what the demo and the tests begin with.
///
/// Officers are found by their roles (`cooperation`, `legal`, `head`, `executive`); messages are delivered at once, so it works
/// before any service runs.
package struct Partnership: Sendable {
    package let node: Node
    package let catalogue: Catalogue

    package init(_ node: Node, catalogue: Catalogue) {
        self.node = node
        self.catalogue = catalogue
    }

    private func agreements(_ government: Government) -> Agreements { Agreements(government, catalogue: catalogue) }

    /// The first active officer who holds a role.
    package static func officer(_ role: RoleID, in government: Government) throws -> Officer {
        let now = government.outside.now()
        let found = government.identity.officers().first { officer in
            officer.isActive && officer.grants.contains { $0.role == role && $0.holds(at: now) }
        }
        guard let found else {
            throw Refusal.invalid(
                LocalizedText(
                    id: "\(government.profile.name) belum punya petugas dengan peran \(role).",
                    en: "\(government.profile.name) has no officer with the role \(role) yet."
                )
            )
        }
        return found
    }

    /// Delivers what the two owe each other until nothing is left.
    package func deliver(_ governments: Government...) async throws {
        var isDone = false
        while !isDone {
            isDone = true
            for government in governments where try await government.outbox.deliverDue() > 0 { isDone = false }
        }
    }

    /// Makes a government able to study and conclude agreements: the applications of the Exchange go live in it.
    package func equip(_ government: Government, with definitions: [Definition]) async throws {
        for definition in definitions where government.definitions.installation(definition.app) == nil {
            try await government.install(definition, by: .node)
        }
    }

    /// Makes a government a provider: each definition is signed as a release of its own.
    package func foundProvider(
        _ government: Government,
        offering releases: [(definition: Definition, scenarios: String?)]
    ) async throws {
        for release in releases {
            try await Releases(government).publish(release.definition, scenarios: release.scenarios, by: .node)
        }
    }

    /// An MoU from offer to both signatures.
    @discardableResult
    package func concludeMoU(
        between provider: Government,
        and adopter: Government,
        subject: String,
        numbers: (provider: String, adopter: String),
        years: Int = 3,
        offer: JSON? = nil
    ) async throws -> CaseID {
        let id = node.outside.newCaseID()
        let text = AgreementText.understanding(
            id,
            provider: provider.profile,
            adopter: adopter.profile,
            subject: subject
        )
        _ = try await agreements(adopter).start(
            text,
            offer: offer ?? ["subject": .string(subject)],
            by: try Self.officer(Permissions.cooperation, in: adopter)
        )
        try await deliver(adopter, provider)
        _ = try await agreements(provider).act(
            id,
            "accept",
            version: nil,
            by: try Self.officer(Permissions.head, in: provider)
        )
        try await deliver(provider, adopter)
        try await review(id, provider, adopter, numbers: numbers, isCooperation: false)
        try await sign(id, provider, adopter, years: years)
        return id
    }

    /// A PKS under an MoU in force, from its draft to both signatures.
    @discardableResult
    package func concludePKS(
        between provider: Government,
        and adopter: Government,
        under mou: CaseID,
        apps: [AppID],
        subject: String,
        numbers: (provider: String, adopter: String),
        years: Int = 1
    ) async throws -> CaseID {
        let id = try await draftPKS(between: provider, and: adopter, under: mou, apps: apps, subject: subject)
        try await review(id, provider, adopter, numbers: numbers, isCooperation: true)
        try await sign(id, provider, adopter, years: years)
        return id
    }

    /// A PKS as its adopter first writes it.
    @discardableResult
    package func draftPKS(
        between provider: Government,
        and adopter: Government,
        under mou: CaseID,
        apps: [AppID],
        subject: String
    ) async throws -> CaseID {
        let id = node.outside.newCaseID()
        guard let framework = try agreements(adopter).file(mou) else { throw Refusal.unknownCase }
        let annex = try apps.map { try line($0, of: provider) }
        let text = try refusing { () throws(Wrong) in
            try AgreementText.cooperation(id, under: framework.text, subject: subject, annex: annex)
        }
        _ = try await agreements(adopter).start(text, by: try Self.officer(Permissions.cooperation, in: adopter))
        try await deliver(adopter, provider)
        return id
    }

    /// A line for what a provider offers now; what has no release can't enter an annex.
    package func line(_ app: AppID, of provider: Government) throws -> AnnexLine {
        guard let kept = try Releases(provider).offered().first(where: { $0.release.app == app }) else {
            throw Refusal.invalid(
                LocalizedText(
                    id:
                        "\(catalogue[app]?.name.text(.id) ?? app.text) belum tersedia: tidak ada rilis dari \(provider.profile.name).",
                    en:
                        "\(catalogue[app]?.name.text(.en) ?? app.text) is not available yet: \(provider.profile.name) has no release."
                )
            )
        }
        let definition = try provider.definitions.compiled(kept.release.hash).definition
        return AnnexLine(kept.release, definition, national: catalogue[app]?.nationalNote)
    }

    /// Review on both sides: advice, approval, number and signatory.
    package func review(
        _ id: CaseID,
        _ provider: Government,
        _ adopter: Government,
        numbers: (provider: String, adopter: String),
        isCooperation: Bool
    ) async throws {
        _ = try await agreements(adopter).act(
            id,
            "request_review",
            version: nil,
            by: try Self.officer(Permissions.cooperation, in: adopter)
        )
        try await deliver(adopter, provider)
        for (government, side, number) in [
            (provider, Side.provider, numbers.provider), (adopter, Side.adopter, numbers.adopter),
        ] {
            var advice: [FieldID: JSON] = [try FieldID(side.rawValue + "_advice"): "proceed"]
            if isCooperation {
                advice[try FieldID(side.rawValue + "_needs_dprd")] = false
                advice[try FieldID(side.rawValue + "_dprd_reason")] =
                    "Tidak dipungut biaya, dan sarananya sudah tersedia dalam APBD tahun berjalan."
            }
            _ = try await agreements(government).act(
                id,
                Agreements.adviseAction(side),
                version: nil,
                answers: advice,
                by: try Self.officer(Permissions.cooperation, in: government)
            )
            let head = try Self.officer(Permissions.head, in: government)
            let signing = PartySigning(
                number: number,
                officer: head.id.text,
                name: head.name,
                title: Party(government.profile).head,
                key: government.signet.publicKey(of: head.id)
            )
            _ = try await agreements(government).act(
                id,
                Agreements.reviewAction(side),
                version: nil,
                answers: [AgreementFile.party(side): signing.json],
                by: try Self.officer(Permissions.legal, in: government)
            )
            try await deliver(provider, adopter)
        }
    }

    /// The final text, and the signatures of both heads.
    package func sign(_ id: CaseID, _ provider: Government, _ adopter: Government, years: Int) async throws {
        guard let file = try agreements(adopter).file(id) else { throw Refusal.unknownCase }
        let today = node.outside.now().date(in: adopter.profile.zone)
        let closing = Closing(
            date: today,
            place: adopter.profile.properName,
            from: today,
            last: today.adding(days: years * 365)
        )
        let (final, endsOn) = try file.finalText(closing)
        _ = try await agreements(adopter).act(
            id,
            "finalise",
            version: nil,
            answers: ["final": final.json, "ends_on": .string(endsOn.iso)],
            by: try Self.officer(Permissions.cooperation, in: adopter)
        )
        try await deliver(adopter, provider)
        for (government, side) in [(provider, Side.provider), (adopter, Side.adopter)] {
            let agreements = agreements(government)
            guard let ready = try agreements.file(id) else { throw Refusal.unknownCase }
            let head = try Self.officer(Permissions.head, in: government)
            _ = try await agreements.act(
                id,
                Agreements.signAction(side),
                version: nil,
                answers: [AgreementFile.signature(side): try agreements.signature(under: ready, by: head).json],
                by: head
            )
            try await deliver(provider, adopter)
        }
    }
}

extension AgreementFile {
    /// The text that would be signed, with the first day on which it is over; throws what is still missing.
    package func finalText(_ closing: Closing) throws -> (text: AgreementText, endsOn: CivilDate) {
        guard let first = signings[.provider], let second = signings[.adopter] else {
            throw Refusal.invalid(
                LocalizedText(
                    id: "Kedua pihak belum menetapkan nomor dan penanda tangan.",
                    en: "Both parties have not given number and signatory yet."
                )
            )
        }
        let final = try refusing { () throws(Wrong) -> AgreementText in
            try text.finalised(provider: first, adopter: second, closing: closing)
        }
        return (final, closing.endsOn)
    }
}
