/// How an application of one government comes to run in another: catalogue, study, agreement, entitlement, installation.
///
/// Here live: the list of 174 applications; signed releases; the texts of MoU and PKS with their legal form and signatures; what
/// a line of an annex entitles to; local changes as overlays; the acts of an agreement, sent between governments and applied once.
///
/// Never here: HTTP and HTML, SQL, workflow rules (they are `Apps/kesepakatan-bersama`, `Apps/pks`, `Apps/kajian`, run by the
/// engine), the clock. Nothing is entitled because somebody says so: only because two signatures verify.
///
/// Read first: `Agreement/AgreementText.swift` (what is signed), then `Entitlement/Entitlements.swift` (what it gives),
/// then `Acts/Agreements.swift` (how an act goes through both ledgers).
package enum Exchange {
    /// The applications that agreements run on, in every government that takes part.
    package static let applications = ["kajian", "kesepakatan-bersama", "pks"]
}
