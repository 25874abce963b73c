package import Civic

/// A rule said no.
///
/// The case is as it was; the message says why and what to do.
package enum Rejection: Error, Equatable, Sendable {
    case invalid([FieldProblem])
    /// This person may not take this action in this case.
    case notAllowed(action: LocalizedText, by: [LocalizedText])
    case mayNotNote
    case mayNotStart
    /// The action does not start from the state in which the case is now.
    case stateChanged(action: LocalizedText, current: LocalizedText, version: Int)
    /// Somebody changed the case since the page was shown.
    case staleVersion(yours: Int, current: Int, state: LocalizedText)
    case fourEyes(action: LocalizedText, other: LocalizedText)
    /// The action may be taken only so many times in one case.
    case tooOften(action: LocalizedText, times: Int)
    case guardRefused(action: LocalizedText, explanation: LocalizedText)
    case reasonMissing(action: LocalizedText)
    /// Characters beyond the limit.
    case reasonTooLong(by: Int)
    case noteMissing
    case noteTooLong(by: Int)
    case unreadableText
    case noSuchAction(String)
    case noSuchCase
    case alreadyStarted(CaseNumber)
    case wrongApplication(asked: AppID, definition: AppID)
    /// The case runs on another definition than the one that was brought along.
    case wrongDefinition
    case ended(state: LocalizedText)
    case consentMissing
    /// Somebody entered the case for the citizen, and the officer's name is missing.
    case assistantMissing
    /// A route leads to an agency that this government does not have.
    case agencyMissing(String)
    case timerNotDue
    /// A document of this kind is in force already.
    case documentInForce(LocalizedText, number: String)
    /// No document of this kind stands so that this can be done to it.
    case documentMissing(LocalizedText)
    /// A rule of the definition failed while it ran: the steward must repair it.
    case ruleFailed(place: String, explanation: LocalizedText)
    /// Time runs backwards: an import's event lies before the case's last one.
    case tooEarly(last: Moment)
    /// A colleague works on the case.
    case heldByOther
    /// Nobody holds the case, or not this officer.
    case notHeld
    /// Who is to get the case has it already.
    case alreadyHolds
    /// Who is to get the case has not the role for it.
    case notOfTheRole(LocalizedText)
    case colleagueAbsent
    /// The case was merged into another and never moves again.
    case merged(CaseNumber)
    case noSuchRelated(String)
    case ownRelation
    case relatedElsewhere(CaseNumber)
    /// Not part of a case: staff, settings, installations.
    case register(RegisterRejection)
    /// A national system has taken the service's place.
    case replaced(by: String, basis: LocalizedText)
    /// About the rights of the person whose data it holds.
    case rights(RightsRejection)
    /// About bills, payments and refunds.
    case money(MoneyRejection)

    /// 422 for what was typed, 403 for who may, 404 for what is not there, 409 for what has changed meanwhile.
    package var httpStatus: Int {
        switch self {
        case .invalid, .reasonMissing, .reasonTooLong, .noteMissing, .noteTooLong, .unreadableText, .consentMissing,
            .assistantMissing, .wrongApplication, .agencyMissing, .ruleFailed, .tooEarly:
            422
        case .notOfTheRole, .colleagueAbsent, .noSuchRelated, .ownRelation, .relatedElsewhere: 422
        case .notAllowed, .mayNotNote, .mayNotStart, .fourEyes: 403
        case .noSuchAction, .noSuchCase: 404
        case .stateChanged, .staleVersion, .guardRefused, .tooOften, .alreadyStarted, .wrongDefinition, .ended,
            .timerNotDue, .heldByOther, .notHeld, .alreadyHolds, .replaced, .documentInForce,
            .documentMissing, .merged:
            409
        case .register(let rejection): rejection.httpStatus
        case .rights(let rejection): rejection.httpStatus
        case .money(let rejection): rejection.httpStatus
        }
    }

    /// Stable code for API and tests: `case.stale-version`.
    package var key: String {
        switch self {
        case .register(let rejection): rejection.key
        case .rights(let rejection): rejection.key
        case .money(let rejection): rejection.key
        default: "case." + RejectionTexts.wording(of: self).key
        }
    }

    /// What is wrong and what to do, in every language.
    package var text: LocalizedText {
        switch self {
        case .register(let rejection): rejection.text
        case .rights(let rejection): rejection.text
        case .money(let rejection): rejection.text
        default: RejectionTexts.wording(of: self).text
        }
    }

    package func message(_ language: Language) -> String { text.text(language) }

    /// The problems by field, where fields are the problem.
    package var fields: [FieldProblem] {
        if case .invalid(let problems) = self { return problems }
        return []
    }
}
