import Civic
import Definition
import Engine
import Testing

/// One of each, so that every sentence is read at least once.
private let text = LocalizedText(id: "Teruskan", en: "Dispatch")
private let why = LocalizedText(id: "Sudah lewat.", en: "Too late.")
private let every: [Rejection] = [
    .invalid([FieldProblem(field: "a", label: text, cause: .missing)]), .notAllowed(action: text, by: [text, text]),
    .notAllowed(action: text, by: []), .mayNotNote, .mayNotStart,
    .stateChanged(action: text, current: text, version: 3), .staleVersion(yours: 1, current: 2, state: text),
    .fourEyes(action: text, other: text), .guardRefused(action: text, explanation: why), .reasonMissing(action: text),
    .reasonTooLong(by: 3), .noteMissing, .noteTooLong(by: 3), .unreadableText, .noSuchAction("x"), .noSuchCase,
    .alreadyStarted(CaseNumber(prefix: "A", year: 2026, serial: 1)), .wrongApplication(asked: "a", definition: "b"),
    .wrongDefinition, .ended(state: text), .consentMissing, .assistantMissing, .agencyMissing("x"), .timerNotDue,
    .heldByOther, .notHeld, .alreadyHolds, .notOfTheRole(text), .colleagueAbsent,
    .merged(CaseNumber(prefix: "A", year: 2026, serial: 1)), .noSuchRelated("x"), .ownRelation,
    .relatedElsewhere(CaseNumber(prefix: "A", year: 2026, serial: 1)),
    .ruleFailed(place: "app.yaml:1:2", explanation: why), .tooEarly(last: .epoch),
    .register(.alreadyThere("x")), .register(.notThere("x")), .register(.nothingChanges), .register(.unreadable("x")),
    .register(.unknownAgency("x")), .register(.unknownRole("x")), .register(.grantOverlaps("x")),
    .register(.grantMissing("x")), .register(.periodEmpty), .register(.lastSteward), .register(.selfGrant),
    .register(.wrongStage(asked: "a", current: "b")), .register(.notEntitled("a")), .register(.overlayMissesReason),
    .register(.notAllowed), .register(.absenceUnfit), .register(.absenceOverlaps),
    .register(.mandateUnfit(daysMax: 92)), .register(.mandateOverlaps(.plt, until: "2026-12-05")),
    .rights(.stillRunning(CaseNumber(prefix: "A", year: 2026, serial: 1))),
    .rights(.onHold(CaseNumber(prefix: "A", year: 2026, serial: 1))), .rights(.byRequest(text)),
    .rights(.nothingToCorrect), .rights(.alreadyAsked(CaseNumber(prefix: "A", year: 2026, serial: 1))),
    .rights(.alreadyDecided), .rights(.reasonMissing), .rights(.tooLong(by: 3)),
    .rights(.nothingLeft(CaseNumber(prefix: "A", year: 2026, serial: 1))),
]

private let everyCause: [FieldProblem.Cause] = [
    .missing, .tooLong(by: 2, max: 5), .tooShort(min: 3), .unknownOption("x"), .notText, .controlCharacter, .notYesNo,
    .notWhole, .below("1"), .above("9"), .notDate, .dateBefore("2026-01-01"), .dateAfter("2026-01-01"), .notPlace,
    .outsideGovernment, .notFiles, .tooManyFiles(3), .unknownFile, .notPhone(.phone), .notEmail(.email),
    .notIdentityNumber(.letters(of: .nik)), .notName, .unknownAgency("x"), .notRating(max: 5), .notRegion, .notList,
    .tooManyRows(3), .mustAgree, .unknownField,
]

@Suite struct `Rejections` {
    @Test func `every one has a sentence in both languages, a key and a status`() {
        for rejection in every {
            for language in Language.allCases {
                let message = rejection.message(language)
                #expect(message.hasSuffix("."), "\(rejection): \(message)")
                #expect(message.count > 8 && !message.contains("{"))
            }
            #expect(rejection.message(.id) != rejection.message(.en), "\(rejection)")
            #expect([403, 404, 409, 422].contains(rejection.httpStatus))
            #expect(
                rejection.key.hasPrefix("case.") || rejection.key.hasPrefix("register.")
                    || rejection.key.hasPrefix("rights.")
            )
        }
    }

    @Test func `keys are never shared by two reasons`() {
        let keys = every.map(\.key)
        #expect(Set(keys).count == keys.count - 1, "only the two spellings of not-allowed share a key")
        let causes = everyCause.map { FieldProblem(field: "a", label: text, cause: $0).key }
        let shared = Dictionary(grouping: causes) { $0 }.filter { $1.count > 1 }.keys.sorted()
        #expect(shared == ["field.not-contact"])
    }

    @Test func `every problem of a field begins with its label and says what to do`() {
        for cause in everyCause {
            let problem = FieldProblem(field: "a", label: text, cause: cause)
            #expect(problem.message.text(.id).hasPrefix("Teruskan: "))
            #expect(problem.message.text(.en).hasPrefix("Dispatch: "))
        }
    }
}
