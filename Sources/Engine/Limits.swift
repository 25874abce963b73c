/// Limits of what people type into cases: each with its unit and its reason; beyond it a `FieldProblem` or `Rejection` says so.
enum Limits {
    /// Characters of a one-line answer without a `max` of its own.
    static let textCharactersMax = 200
    /// Characters of a paragraph without a `max` of its own: some two printed pages.
    static let paragraphCharactersMax = 4_000
    /// Characters of a person's name: longer ones are not names.
    static let nameCharactersMax = 120
    /// Characters of a reason: what a citizen reads on a phone.
    static let reasonCharactersMax = 2_000
    /// Characters of what is said of one marked answer.
    static let remarkCharactersMax = 500
    /// Sweeps of keeping and erasing that a page shows: a month of days.
    static let sweepsShown = 31
    /// Characters of a note.
    static let noteCharactersMax = 4_000
    /// Characters of a landmark beside a point.
    static let landmarkCharactersMax = 200
    /// Files of one answer where the field gives no `max`.
    static let filesMax = 10
    /// Days of one mandate: three months, to be given anew for three more (SE Kepala BKN 1/SE/I/2021).
    static let mandateDaysMax = 92
    /// Days of one absence: who is away longer has left.
    static let absenceDaysMax = 366
    /// Rows of an annex: more than there are applications.
    static let applicationsMax = 200
    /// Programs that one government tells of facts: each is told of every fact it asked for.
    static let webhooksMax = 20
    /// Bytes of a neighbour's address: what servers and proxies still take.
    static let addressBytesMax = 1_000
    /// Answers of one command: far more than any form asks.
    static let answersMax = 400
    /// Workdays of a target: ten years, so that a wrong row cannot make a clock without end.
    static let targetWorkdaysMax = 2_500
    /// Steps of a walk through table inputs that name other tables.
    static let tableDepthMax = 8
    /// Largest structured document in bytes of its canonical form: an agreement with an annex of all 174 applications.
    static let documentBytesMax = 262_144
    /// Timers that go off in one stretch of simulated time: a clock's marks over years stay far below.
    static let timersAtOnceMax = 1_000
    /// Steps of one case of a random walk: longer than any story that a city tells, short enough to see many.
    static let walkCaseStepsMax = 60
    /// Walks played again to find the shortest one that fails.
    static let shrinkingRunsMax = 4_000
    /// Versions of a government's calendar that one definition's own hours are kept for: one government has one or two.
    static let openedCalendarsMax = 64
}
