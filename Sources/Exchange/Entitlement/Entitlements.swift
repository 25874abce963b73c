package import Civic
import Definition
package import Engine

/// What the agreements of a government let it install: pure, worked out anew each time from texts and signatures.
///
/// A line entitles where its PKS is in force: this government is the adopter, the state says so, both signatures verify, today lies
/// within the term, and no national system forbids it (DESIGN §7).
package struct Entitlements: Sendable {
    package let files: [AgreementFile]
    package let today: CivilDate

    package init(_ files: [AgreementFile], on today: CivilDate) {
        self.files = files
        self.today = today
    }

    /// A line in force with the agreement that it stands in.
    package struct Grant: Hashable, Sendable {
        package let file: AgreementFile
        package let line: AnnexLine

        package var entitlement: Entitlement {
            .agreement(number: file.number.text, provider: file.text.provider.government, until: file.text.final?.last)
        }
    }

    /// Every line in force, the one with the longest term first for each application.
    package var grants: [Grant] {
        files.flatMap { file in
            isInForce(file)
                ? file.text.annex.filter { $0.national?.isAllowed ?? true }.map { Grant(file: file, line: $0) } : []
        }.sorted { a, b in
            if a.line.app != b.line.app { return a.line.app < b.line.app }
            return (a.file.text.final?.last.daysSinceEpoch ?? 0) > (b.file.text.final?.last.daysSinceEpoch ?? 0)
        }
    }

    package func grant(for app: AppID) -> Grant? { grants.first { $0.line.app == app } }

    package func isInForce(_ file: AgreementFile) -> Bool {
        file.kind == .cooperation && file.side == .adopter && file.state == "in_force"
            && (file.text.final?.holds(on: today) ?? false) && file.isSignedByBoth
    }

    /// The grant that lets a release be installed, or why there is none.
    package func grant(for release: SignedRelease) throws(Wrong) -> Grant {
        let lines = files.filter { $0.kind == .cooperation && $0.side == .adopter }.flatMap { file in
            file.text.annex.filter { $0.app == release.app }.map { (file, $0) }
        }
        guard !lines.isEmpty else {
            throw Wrong(
                "entitlement.none",
                id: "Tidak ada PKS yang lampirannya memuat aplikasi ini.",
                en: "No PKS lists this application in its annex."
            )
        }
        guard let grant = grant(for: release.app) else { throw refusal(lines.map(\.0)) }
        guard grant.file.text.provider.government == release.provider else {
            throw Wrong(
                "entitlement.other-provider",
                id: "PKS yang berlaku dibuat dengan penyedia lain.",
                en: "The PKS in force was made with another provider."
            )
        }
        if grant.line.hash == release.hash { return grant }
        guard grant.line.mayUpgrade, release.version > grant.line.version else {
            throw Wrong(
                "entitlement.other-version",
                id:
                    "Lampiran memuat versi \(grant.line.version) dengan sidik lain; versi \(release.version) tidak termasuk.",
                en:
                    "The annex lists version \(grant.line.version) with another hash; version \(release.version) is not part of it."
            )
        }
        return grant
    }

    /// Why none of these agreements is in force today.
    private func refusal(_ files: [AgreementFile]) -> Wrong {
        if files.contains(where: { $0.state == "suspended" }) {
            return Wrong(
                "entitlement.suspended",
                id: "PKS yang memuat aplikasi ini sedang ditangguhkan.",
                en: "The PKS that lists this application is suspended."
            )
        }
        if let later = files.first(where: { $0.state == "in_force" && ($0.text.final.map { today < $0.from } ?? false) }
        ),
            let closing = later.text.final
        {
            return Wrong(
                "entitlement.not-yet",
                id: "PKS \(later.number) baru berlaku mulai \(DateWords.plain(closing.from)).",
                en: "PKS \(later.number) is in force from \(closing.from.iso) only."
            )
        }
        if files.contains(where: { ["ended", "terminated"].contains($0.state.text) || hasRunOut($0) }) {
            return Wrong(
                "entitlement.over",
                id: "PKS yang memuat aplikasi ini sudah berakhir.",
                en: "The PKS that listed this application is over."
            )
        }
        return Wrong(
            "entitlement.unsigned",
            id: "PKS yang memuat aplikasi ini belum ditandatangani kedua pihak.",
            en: "The PKS that lists this application is not signed by both parties yet."
        )
    }

    private func hasRunOut(_ file: AgreementFile) -> Bool { file.text.final.map { $0.last < today } ?? false }

    /// What installations must undergo so that they are what the agreements allow: suspended when the line is gone,
    /// back when it is there again.
    ///
    /// An installation that the government grew itself, or that a steward suspended, is left alone.
    package func reconciled(_ installations: [InstallationState]) -> [(app: AppID, command: InstallationCommand)] {
        installations.compactMap { installation in
            guard case .agreement(let number, _, _) = installation.entitlement else { return nil }
            let grant = grant(for: installation.app)
            switch (installation.stage, grant) {
            case (.installed, nil), (.live, nil): return (installation.app, .suspend(.agreementEnded(number: number)))
            case (.suspended, let grant?):
                guard case .agreementEnded = installation.suspension else { return nil }
                return (installation.app, .resume(entitlement: grant.entitlement))
            case (.installed, _?), (.live, _?), (.suspended, nil): return nil
            }
        }
    }
}
