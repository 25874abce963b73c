package import Civic
package import Definition
import Engine
package import Node

/// First texts: standard articles with two governments, a subject and an annex put in.
extension AgreementText {
    /// The draft of an MoU.
    package static func understanding(
        _ id: CaseID,
        provider: GovernmentProfile,
        adopter: GovernmentProfile,
        subject: String
    ) -> AgreementText {
        AgreementText(
            kind: .understanding,
            agreement: id,
            subject: subject,
            provider: Party(provider),
            adopter: Party(adopter),
            considerations: StandardClauses.understandingConsiderations,
            legal: StandardClauses.understandingLegal,
            clauses: StandardClauses.understanding,
            variables: [:]
        )
    }

    /// The draft of a PKS that carries out an MoU.
    package static func cooperation(
        _ id: CaseID,
        under mou: AgreementText,
        subject: String,
        annex: [AnnexLine],
        obligations: [Obligation] = StandardClauses.obligations
    ) throws(Wrong) -> AgreementText {
        guard mou.kind == .understanding, let final = mou.final, let first = mou.provider.signing,
            let second = mou.adopter.signing
        else {
            throw Wrong(
                "framework.missing",
                id: "PKS memerlukan Kesepakatan Bersama yang berlaku.",
                en: "A PKS needs an MoU in force."
            )
        }
        var (provider, adopter) = (mou.provider, mou.adopter)
        provider.signing = nil
        adopter.signing = nil
        return AgreementText(
            kind: .cooperation,
            agreement: id,
            subject: subject,
            provider: provider,
            adopter: adopter,
            considerations: StandardClauses.cooperationConsiderations,
            legal: StandardClauses.cooperationLegal,
            clauses: StandardClauses.cooperation,
            variables: [:],
            framework: Framework(
                agreement: mou.agreement,
                providerNumber: first.number,
                adopterNumber: second.number,
                date: final.date,
                subject: mou.subject
            ),
            annex: annex,
            obligations: obligations
        )
    }
}

extension Party {
    /// A government as agreements name it: "Pemerintah Kabupaten Karawang", "Bupati Karawang".
    package init(_ profile: GovernmentProfile) {
        self.init(
            government: profile.code,
            name: "Pemerintah " + profile.name,
            seat: profile.name,
            head: profile.terms.head.text(.id) + " " + profile.properName
        )
    }
}

extension GovernmentProfile {
    /// "Karawang" of "Kabupaten Karawang".
    package var properName: String {
        for kind in ["Kota ", "Kabupaten ", "Provinsi "] where name.hasPrefix(kind) {
            return String(name.dropFirst(kind.count))
        }
        return name
    }
}

extension AnnexLine {
    /// A line for a release on usual terms; what differs is changed in the draft.
    package init(_ release: SignedRelease, _ definition: Definition, national: NationalNote?) {
        let roles = definition.needs.roles.compactMap { definition.roles[$0]?.name.text(.id) }
        let integrations = definition.needs.integrations.map { $0.text(.id) }
        self.init(
            app: release.app,
            version: release.version,
            hash: release.hash,
            name: definition.name.text(.id),
            modules: "Seluruh modul",
            requirements: String(
                ("Petugas: " + roles.joined(separator: ", ")
                    + (integrations.isEmpty ? "" : "; " + integrations.joined(separator: "; "))).prefix(600)
            ),
            data: "Data warga tetap pada PIHAK KEDUA",
            hosting: "Sarana PIHAK KEDUA",
            teaching: "Pelatihan 2 (dua) hari bagi petugas",
            support: "Bantuan jarak jauh pada hari kerja",
            mayUpgrade: true,
            contribution: "Perbaikan diusulkan kembali kepada PIHAK KESATU",
            national: national
        )
    }
}

/// Who acts next on an agreement, on which side: for the page that says so, and for the demo that leads there.
package struct NextStep: Hashable, Sendable {
    package let side: Side
    /// Role of the house that may do it.
    package let office: RoleID
    package let action: ActionID
    /// The one person who may, where the text names one.
    package let officer: String?

    init(_ side: Side, _ office: RoleID, _ action: ActionID, officer: String? = nil) {
        self.side = side
        self.office = office
        self.action = action
        self.officer = officer
    }

    /// In the order in which they are usually done.
    package static func all(of file: AgreementFile) -> [NextStep] {
        switch file.state.text {
        case "offered": return [NextStep(.provider, Permissions.head, "accept")]
        case "drafting": return [NextStep(.adopter, Permissions.cooperation, "request_review")]
        case "review":
            let open = Side.allCases.flatMap { reviews(file, $0) }
            return open.isEmpty ? [NextStep(.adopter, Permissions.cooperation, "finalise")] : open
        case "ready": return [signature(file, .provider)]
        case "signed_first": return [signature(file, .adopter)]
        default: return []
        }
    }

    private static func reviews(_ file: AgreementFile, _ side: Side) -> [NextStep] {
        var steps: [NextStep] = []
        let name = side.rawValue
        if file.attributes[name + "_advised"]?.bool != true {
            steps.append(NextStep(side, Permissions.cooperation, Agreements.adviseAction(side)))
        } else if file.attributes[name + "_dprd"]?.string == "asked" {
            steps.append(NextStep(side, Permissions.cooperation, Agreements.councilAction(side)))
        }
        if file.attributes[name + "_reviewed"]?.bool != true {
            steps.append(NextStep(side, Permissions.legal, Agreements.reviewAction(side)))
        }
        return steps
    }

    private static func signature(_ file: AgreementFile, _ side: Side) -> NextStep {
        let signing = file.text.party(side).signing
        var office = Permissions.head
        if case .attorney? = signing?.authority { office = Permissions.signatory }
        return NextStep(side, office, Agreements.signAction(side), officer: signing?.officer)
    }
}
