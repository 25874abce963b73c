package import Civic
package import Definition
package import Engine

/// One agreement as one party's ledger holds it: where it stands, its text, what both sides gave, both signatures.
package struct AgreementFile: Hashable, Sendable {
    /// The same in both ledgers.
    package let id: CaseID
    package let number: CaseNumber
    package let kind: AgreementText.Kind
    /// The side on which this government stands.
    package let side: Side
    package let counterpart: RegionCode
    package let state: StateID
    package let version: Int
    /// The final text once there is one, else the latest draft.
    package let text: AgreementText
    package let signings: [Side: PartySigning]
    package let signatures: [Side: AgreementSignature]
    /// The letter of offer of an MoU.
    package let offer: JSON?
    /// What `set` has written: advice, approvals.
    package let attributes: [String: JSON]
    package let fields: [FieldID: JSON]
    package let startedAt: Moment
    package let changedAt: Moment

    package init(_ state: CaseState, _ content: CaseContent) throws(Wrong) {
        guard let kind = AgreementText.Kind.allCases.first(where: { $0.app == state.app }),
            let side = state.attributes["side"]?.string.flatMap(Side.init),
            let counterpart = state.attributes["counterpart"]?.string.flatMap({ try? RegionCode($0) })
        else {
            throw Wrong("agreement.none", id: "Perkara ini bukan perjanjian.", en: "This case is no agreement.")
        }
        let fixed: Set<StateID> = ["ready", "signed_first", "in_force", "suspended", "ended", "terminated"]
        let latest = fixed.contains(state.state) ? content.fields["final"] : nil
        guard let source = latest ?? content.fields["revision"] ?? content.fields["draft"] else {
            throw Wrong(
                "agreement.no-text",
                id: "Perjanjian ini belum bernaskah.",
                en: "This agreement has no text yet."
            )
        }
        id = state.id
        number = state.number
        self.kind = kind
        self.side = side
        self.counterpart = counterpart
        self.state = state.state
        version = state.version
        text = try AgreementText(json: source)
        var signings: [Side: PartySigning] = [:]
        var signatures: [Side: AgreementSignature] = [:]
        for side in Side.allCases {
            if let json = content.fields[Self.party(side)] { signings[side] = try PartySigning(json, "signing") }
            if latest != nil, let json = content.fields[Self.signature(side)] {
                signatures[side] = try AgreementSignature(json: json)
            }
        }
        self.signings = signings
        // A signature under an earlier final text says nothing about this one.
        let document = AgreementSignature.digest(text.canonical)
        self.signatures = signatures.filter { $0.value.document == document }
        offer = content.fields["offer"]
        attributes = state.attributes
        fields = state.fields.merging(content.fields) { open, _ in open }
        startedAt = state.startedAt
        changedAt = state.changedAt
    }

    package static func party(_ side: Side) -> FieldID { side == .provider ? "provider_party" : "adopter_party" }
    package static func signature(_ side: Side) -> FieldID {
        side == .provider ? "provider_signature" : "adopter_signature"
    }

    /// What names the text for ever.
    package var document: Digest { AgreementSignature.digest(text.canonical) }

    /// Both signatures are there and verify against the keys that the text itself names.
    package var isSignedByBoth: Bool {
        Side.allCases.allSatisfy { side in
            guard let signature = signatures[side], signature.side == side else { return false }
            do throws(Wrong) {
                try signature.check(text)
                return true
            } catch {
                return false
            }
        }
    }
}
