package import Civic

/// What a check may know beyond the definition.
package struct CheckContext: Sendable {
    /// The agencies of the government that is to run it; nil where that is not known yet.
    package var agencies: Set<AgencyID>?
    /// The day on which it is to run; nil where that does not matter.
    package var today: CivilDate?

    package init(agencies: Set<AgencyID>? = nil, today: CivilDate? = nil) {
        self.agencies = agencies
        self.today = today
    }
}

/// All checks on one definition, in order of place.
///
/// An error means: this must not run.
///
/// One file per check; each finds one kind of mistake and says what to do about it.
package func check(_ definition: Definition, in context: CheckContext = CheckContext()) -> [Finding] {
    let subject = CheckSubject(definition: definition, context: context)
    let checks: [(CheckSubject) -> [Finding]] = [
        referenceFindings, agencyFindings, formFindings, attributeNameFindings, registerFindings, reachabilityFindings,
        deadEndFindings,
        actorFindings, correctionFindings,
        expressionFindings, tableFindings, clockFindings, privacyFindings, textFindings, standardFindings,
        nationalFindings, migrationFindings, parameterFindings, tombstoneFindings, calendarFindings,
        documentFindings, guardFindings, moneyFindings, branchFindings, visibilityFindings, dependencyFindings,
        unusedFindings, labelFindings,
        wordFindings, peopleFindings, linkFindings,
    ]
    return checks.flatMap { $0(subject) }.sorted
}

/// What every check looks at, with the sentences that several of them need.
struct CheckSubject {
    let definition: Definition
    let context: CheckContext

    func place(_ path: String...) -> SourcePlace { definition.places[path] }
    func place(_ path: [String]) -> SourcePlace { definition.places[path] }

    func error(_ code: String, _ path: [String], id: String, en: String, todo: LocalizedText? = nil) -> Finding {
        Finding(.error, code, at: place(path), LocalizedText(id: id, en: en), todo: todo)
    }

    func warning(_ code: String, _ path: [String], id: String, en: String, todo: LocalizedText? = nil) -> Finding {
        Finding(.warning, code, at: place(path), LocalizedText(id: id, en: en), todo: todo)
    }

    /// Every form of the definition with its path.
    var forms: [(path: [String], form: Keyed<FieldID, Field>, site: ExpressionSite)] {
        [(["form"], definition.form, .start)]
            + definition.actions.all.map { (["actions", $0.id.text, "form"], $0.element.form, .action($0.id)) }
    }

    /// States that a case can come to, from the start state on.
    var reachable: Set<StateID> { definition.states(reachableWithout: nil) }
}
