package import Civic
package import Definition
import Engine
package import Node
import Store

/// The agreements of one government, and the way of every act on them: checked, decided, appended and posted to the
/// other party in one turn of the writer.
///
/// What arrives from the other party goes through the same checks (`AgreementHands`).
package struct Agreements: Sendable {
    package let government: Government
    package let catalogue: Catalogue
    let rules: ActRules

    package init(_ government: Government, catalogue: Catalogue) {
        self.government = government
        self.catalogue = catalogue
        rules = ActRules(catalogue: catalogue)
    }

    // MARK: Reading

    /// nil: there is no such agreement here.
    package func file(_ id: CaseID) throws -> AgreementFile? {
        guard let stored = try government.ledger.stream(CaseEvent.stream(id)), let state = stored.state,
            AgreementText.Kind.allCases.contains(where: { $0.app == state.app })
        else { return nil }
        return try refusing { () throws(Wrong) in try AgreementFile(state, stored.content ?? CaseContent()) }
    }

    package func file(_ number: CaseNumber) throws -> AgreementFile? {
        try government.cases.id(of: number).flatMap { try file($0) }
    }

    /// All agreements of a kind, the latest first.
    package func files(_ kind: AgreementText.Kind) throws -> [AgreementFile] {
        let lines = try [true, false].flatMap { isOpen in
            try government.database.read {
                try CaseFilter(isOpen: isOpen, app: kind.app).lines(after: .start, limit: Limits.agreementsMax, on: $0)
            }
        }
        return try lines.compactMap { CaseEvent.caseID(stream: $0.stream) }.compactMap { try file($0) }
            .sorted { ($0.startedAt, $0.number.text) > ($1.startedAt, $1.number.text) }
    }

    /// Agreements as they stand inside a turn, this group's earlier commands included.
    func files(_ kind: AgreementText.Kind, in turn: WriteTurn) throws -> [AgreementFile] {
        try files(kind).compactMap { try file($0.id, in: turn) }
    }

    func file(_ id: CaseID, in turn: WriteTurn) throws -> AgreementFile? {
        guard let state = try turn.state(id), AgreementText.Kind.allCases.contains(where: { $0.app == state.app })
        else {
            return nil
        }
        let content = try turn.content(id) ?? CaseContent()
        return try refusing { () throws(Wrong) in try AgreementFile(state, content) }
    }

    // MARK: Acting

    /// Starts an agreement: an offer with a first text (MoU), or a draft (PKS).
    ///
    /// The other party gets it at once.
    package func start(
        _ text: AgreementText,
        offer: JSON? = nil,
        by officer: Officer,
        key: IdempotencyKey? = nil
    ) async throws -> CaseReceipt {
        guard let side = text.side(of: government.code) else { throw Refusal.notYours }
        let counterpart = text.party(side.other).government
        let rules = rules
        _ = try refusing { () throws(Wrong) in
            try rules.checkStart(text, id: text.agreement, kind: text.kind, from: government.code, to: counterpart)
        }
        var answers: [FieldID: JSON] = ["draft": text.json]
        if let offer { answers["offer"] = offer }
        let start = StartCase(
            app: text.kind.app,
            answers: answers,
            attributes: ["side": .string(side.rawValue), "counterpart": .string(counterpart.text)]
        )
        let work = try government.work(starting: start, by: .officer(officer), id: text.agreement)
        let act = PeerAct(
            agreement: text.agreement,
            kind: text.kind,
            action: nil,
            answers: answers,
            reason: nil,
            signer: officer.signature
        )
        let agreements = self
        return try government.receipt(
            try await government.submit(
                Work(stream: work.stream, key: key, readsProjections: true) { turn in
                    try agreements.checkFramework(of: text, in: turn)
                    let answer = try work.run(&turn)
                    try agreements.post(act, to: counterpart, in: turn)
                    return answer
                }
            )
        )
    }

    /// Takes an action on an agreement.
    ///
    /// `version`: the one that the person looked at.
    package func act(
        _ id: CaseID,
        _ action: ActionID,
        version: Int?,
        answers: [FieldID: JSON] = [:],
        reason: String? = nil,
        by officer: Officer,
        key: IdempotencyKey? = nil
    ) async throws -> CaseReceipt {
        let agreements = self
        return try government.receipt(
            try await government.submit(
                Work(stream: CaseEvent.stream(id), key: key, readsProjections: true) { turn in
                    guard let file = try agreements.file(id, in: turn), let state = try turn.state(id) else {
                        throw Refusal.unknownCase
                    }
                    try refusing { () throws(Wrong) in
                        try agreements.rules.check(action, answers, on: file, by: file.side)
                    }
                    if action == "finalise" || action.text.hasSuffix("_sign") {
                        try agreements.checkFramework(of: file.text, in: turn)
                    }
                    let answer = try agreements.government.perform(
                        .act(action, version: version, answers: answers, reason: reason),
                        on: state,
                        by: .officer(officer),
                        at: nil,
                        in: &turn
                    )
                    let act = PeerAct(
                        agreement: id,
                        kind: file.kind,
                        action: action,
                        answers: answers,
                        reason: reason,
                        signer: officer.signature
                    )
                    try agreements.post(act, to: file.counterpart, in: turn)
                    try agreements.followUp(id, in: &turn)
                    return answer
                }
            )
        )
    }

    /// Signs the final text with the officer's own key, after the password was typed again.
    package func sign(
        _ id: CaseID,
        version: Int?,
        by officer: Officer,
        password: String,
        origin: String,
        key: IdempotencyKey? = nil
    ) async throws -> CaseReceipt {
        guard let file = try file(id) else { throw Refusal.unknownCase }
        guard let signing = file.signings[file.side], file.text.final != nil else {
            throw Refusal.invalid(
                LocalizedText(id: "Naskah belum siap ditandatangani.", en: "The text is not ready to be signed.")
            )
        }
        guard signing.officer == officer.id.text else {
            throw Refusal.invalid(
                LocalizedText(
                    id: "Penanda tangan yang ditetapkan adalah \(signing.name) (\(signing.title)).",
                    en: "The signatory named in the text is \(signing.name) (\(signing.title))."
                )
            )
        }
        try await government.identity.confirm(officer, password: password, origin: origin)
        return try await act(
            id,
            Self.signAction(file.side),
            version: version ?? file.version,
            answers: [AgreementFile.signature(file.side): try signature(under: file, by: officer).json],
            by: officer,
            key: key
        )
    }

    /// A signature under the file's text as it is; whoever asks has confirmed who they are.
    func signature(under file: AgreementFile, by officer: Officer) throws -> AgreementSignature {
        guard let signing = file.text.party(file.side).signing else { throw Refusal.notYours }
        let canonical = file.text.canonical
        return AgreementSignature(
            side: file.side,
            name: signing.name,
            title: signing.title,
            document: AgreementSignature.digest(canonical),
            at: government.outside.now(),
            bytes: try government.signet.sign(canonical, as: officer.id)
        )
    }

    package static func signAction(_ side: Side) -> ActionID { side == .provider ? "provider_sign" : "adopter_sign" }
    package static func reviewAction(_ side: Side) -> ActionID {
        side == .provider ? "provider_review" : "adopter_review"
    }
    package static func adviseAction(_ side: Side) -> ActionID {
        side == .provider ? "provider_advise" : "adopter_advise"
    }
    package static func councilAction(_ side: Side) -> ActionID {
        side == .provider ? "provider_dprd_approve" : "adopter_dprd_approve"
    }

    // MARK: Inside a turn

    /// A PKS rests on an MoU in force between the same two governments, in this ledger.
    func checkFramework(of text: AgreementText, in turn: WriteTurn) throws {
        guard let framework = text.framework else { return }
        let today = turn.now.date(in: government.profile.zone)
        guard let mou = try file(framework.agreement, in: turn), mou.kind == .understanding, mou.state == "in_force",
            mou.isSignedByBoth, mou.text.final?.holds(on: today) ?? false,
            Side.allCases.allSatisfy({ mou.text.party($0).government == text.party($0).government })
        else {
            throw Refusal.invalid(
                LocalizedText(
                    id: "Kesepakatan Bersama yang menjadi dasar PKS ini tidak berlaku.",
                    en: "The MoU on which this PKS rests is not in force."
                )
            )
        }
    }

    func post(_ act: PeerAct, to counterpart: RegionCode, in turn: WriteTurn) throws {
        try turn.post(
            .government(counterpart, type: PeerAct.agreementType, body: act.json),
            subject: "agreement/" + act.agreement.text
        )
    }

    /// What follows from where an agreement has come to, in the same turn: releases go to the adopter, installations are brought in
    /// line.
    func followUp(_ id: CaseID, in turn: inout WriteTurn) throws {
        guard let file = try file(id, in: turn), file.kind == .cooperation else { return }
        if file.side == .provider, file.state == "in_force", file.isSignedByBoth {
            try Releases(government).send(file.text.annex, to: file.counterpart, in: turn)
        }
        if file.side == .adopter { try reconcile(in: &turn) }
    }

    /// Suspends and resumes installations as the agreements say now.
    func reconcile(in turn: inout WriteTurn) throws {
        let today = turn.now.date(in: government.profile.zone)
        let entitlements = Entitlements(try files(.cooperation, in: turn), on: today)
        for (app, command) in entitlements.reconciled(government.definitions.installations()) {
            _ = try government.perform([command], on: app, by: .node, in: &turn)
        }
    }
}

extension Officer {
    /// Name and office, as the other party's ledger keeps who acted.
    var signature: String { title.isEmpty ? name : "\(name), \(title)" }
}
