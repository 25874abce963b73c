import Civic
import Definition

/// An act on an agreement as it crosses to the other party: inside a signed government message.
struct PeerAct: Hashable, Sendable {
    /// Kinds of messages, as Node's inbox tells them apart.
    static let agreementType = "agreement"
    static let releaseType = "release"

    let agreement: CaseID
    let kind: AgreementText.Kind
    /// nil: the start.
    let action: ActionID?
    let answers: [FieldID: JSON]
    let reason: String?
    /// Name and office of who acted, as the receiver's ledger keeps it in the case's box.
    let signer: String

    var json: JSON {
        .members([
            ("v", 1), ("agreement", .string(agreement.text)), ("kind", .string(kind.rawValue)),
            ("action", action.map { .string($0.text) }),
            ("answers", .object(Dictionary(answers.map { ($0.key.text, $0.value) }, uniquingKeysWith: { a, _ in a }))),
            ("reason", reason.map { .string($0) }), ("signer", .string(signer)),
        ])
    }

    init(
        agreement: CaseID,
        kind: AgreementText.Kind,
        action: ActionID?,
        answers: [FieldID: JSON],
        reason: String?,
        signer: String
    ) {
        self.agreement = agreement
        self.kind = kind
        self.action = action
        self.answers = answers
        self.reason = reason
        self.signer = signer
    }

    init(json: JSON) throws(Wrong) {
        let members = try JSONMembers(json, "act")
        guard json["v"]?.int == 1, let agreement = try? CaseID(try members.text("agreement")),
            let kind = AgreementText.Kind(rawValue: try members.text("kind"))
        else { throw JSONMembers.broken("act") }
        var action: ActionID?
        if let name = try members.optionalText("action") {
            guard let id = try? ActionID(name) else { throw JSONMembers.broken("act.action") }
            action = id
        }
        var answers: [FieldID: JSON] = [:]
        for (name, value) in try members.members("answers").json.object ?? [:] {
            guard let id = try? FieldID(name) else { throw JSONMembers.broken("act.answers") }
            answers[id] = value
        }
        self.init(
            agreement: agreement,
            kind: kind,
            action: action,
            answers: answers,
            reason: try members.optionalText("reason", max: 2_000),
            signer: try members.text("signer", max: 400)
        )
    }
}
