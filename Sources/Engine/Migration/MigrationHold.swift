package import Civic
import Definition

/// Why a case is not moved to another version.
///
/// In words for the person who decides about it; nothing of what a citizen wrote is in them.
package enum MigrationHold: Hashable, Sendable {
    /// The version under which it runs is not one that this migration is for.
    case otherVersion(from: String)
    case ended
    /// Its boxes cannot be opened any more: nobody could see whether its answers still fit.
    case erased
    case stateGone(LocalizedText)
    /// The new version ends there, and a case ends by somebody's act alone.
    case stateWouldEnd(LocalizedText)
    case agencyGone(String)
    case answerDoesNotFit(label: LocalizedText, why: LocalizedText)
    /// What was promised to stay closed would become readable.
    case answerLessPrivate(label: LocalizedText)
    case expressionFailed(label: LocalizedText, why: LocalizedText)
    case clockGone(LocalizedText)
    /// It counts, and the new version neither runs nor pauses it in this state.
    case clockNotInState(clock: LocalizedText, state: LocalizedText)
    /// One counts working time, the other every minute.
    case clockCountsOtherwise(LocalizedText)
    case clocksMeet(LocalizedText)
    case targetFailed(clock: LocalizedText, why: LocalizedText)

    /// Stable code for API and tests: `migration.state-gone`.
    package var key: String { "migration." + wording.key }

    /// One sentence.
    package var text: LocalizedText { LocalizedText(id: wording.id, en: wording.en) }

    private var wording: (key: String, id: String, en: String) {
        switch self {
        case .otherVersion(let from):
            (
                "other-version", "Perkara ini berjalan di versi \(from), yang tidak disebut migrasi ini.",
                "This case runs under version \(from), which this migration does not name."
            )
        case .ended: ("ended", "Perkara ini sudah selesai.", "This case has ended.")
        case .erased:
            (
                "erased", "Data pribadi perkara ini sudah dihapus, jadi isinya tidak dapat diperiksa.",
                "The personal data of this case were erased, so its answers cannot be checked."
            )
        case .stateGone, .stateWouldEnd, .agencyGone: aboutPlace
        case .answerDoesNotFit, .answerLessPrivate, .expressionFailed: aboutAnswers
        case .clockGone, .clockNotInState, .clockCountsOtherwise, .clocksMeet, .targetFailed: aboutClocks
        }
    }

    private var aboutPlace: (key: String, id: String, en: String) {
        switch self {
        case .stateGone(let state):
            (
                "state-gone", "Status “\(state.text(.id))” tidak ada lagi; pilih status penggantinya.",
                "The state “\(state.text(.en))” is gone; choose the state that takes its place."
            )
        case .stateWouldEnd(let state):
            (
                "state-would-end",
                "Status “\(state.text(.id))” menutup perkara di versi baru; hanya orang yang boleh menutup.",
                "The state “\(state.text(.en))” ends a case in the new version; only people may end one."
            )
        case .agencyGone(let agency):
            (
                "agency-gone", "Perangkat daerah \(agency) tidak ada lagi; teruskan dahulu perkaranya.",
                "The agency \(agency) is gone; pass the case on first."
            )
        default: preconditionFailure("a place")
        }
    }

    private var aboutAnswers: (key: String, id: String, en: String) {
        switch self {
        case .answerDoesNotFit(let label, let why):
            (
                "answer-does-not-fit", "Jawaban “\(label.text(.id))” tidak cocok lagi: \(why.text(.id))",
                "The answer “\(label.text(.en))” no longer fits: \(why.text(.en))"
            )
        case .answerLessPrivate(let label):
            (
                "answer-less-private",
                "Jawaban “\(label.text(.id))” akan menjadi lebih terbuka daripada yang dijanjikan.",
                "The answer “\(label.text(.en))” would become more open than was promised."
            )
        case .expressionFailed(let label, let why):
            (
                "expression-failed", "Jawaban baru “\(label.text(.id))” tidak dapat dihitung: \(why.text(.id))",
                "The new answer “\(label.text(.en))” can't be worked out: \(why.text(.en))"
            )
        default: preconditionFailure("an answer")
        }
    }

    private var aboutClocks: (key: String, id: String, en: String) {
        switch self {
        case .clockGone(let clock):
            (
                "clock-gone", "Tenggat “\(clock.text(.id))” masih berjalan dan tidak ada lagi di versi baru.",
                "The clock “\(clock.text(.en))” still counts and is gone in the new version."
            )
        case .clockNotInState(let clock, let state):
            (
                "clock-not-in-state",
                "Tenggat “\(clock.text(.id))” masih berjalan, padahal di status “\(state.text(.id))” ia tidak berlaku lagi.",
                "The clock “\(clock.text(.en))” still counts, though it no longer applies in the state “\(state.text(.en))”."
            )
        case .clockCountsOtherwise(let clock):
            (
                "clock-counts-otherwise",
                "Tenggat “\(clock.text(.id))” kini dihitung dengan kalender lain; pilih mulai ulang.",
                "The clock “\(clock.text(.en))” now counts on another calendar; choose to restart it."
            )
        case .clocksMeet(let clock):
            (
                "clocks-meet", "Dua tenggat akan menjadi satu: “\(clock.text(.id))”.",
                "Two clocks would become one: “\(clock.text(.en))”."
            )
        case .targetFailed(let clock, let why):
            (
                "target-failed", "Tenggat baru “\(clock.text(.id))” tidak dapat dihitung: \(why.text(.id))",
                "The new deadline of “\(clock.text(.en))” can't be worked out: \(why.text(.en))"
            )
        default: preconditionFailure("a clock")
        }
    }
}
