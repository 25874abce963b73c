/// The limits of a node: each with its unit, its reason, and what a person is told beyond it.
package enum Limits {
    // MARK: Writer

    /// Commands that may wait for the writer.
    ///
    /// Beyond it: 503, "Sistem sedang sibuk, coba lagi sebentar".
    package static let waitingCommandsMax = 4_096
    /// Commands in one group: one commit stays under some ten milliseconds.
    package static let groupCommandsMax = 256
    /// What a busy writer asks callers to wait.
    package static let busyRetrySeconds = 2
    /// How long an idempotency key is remembered (DESIGN §10).
    package static let idempotencyDays = 30
    /// Length of an idempotency key.
    package static let idempotencyKeyLengthMax = 128

    // MARK: Moves to another version

    /// Cases that are moved in one group: people's commands come in between.
    package static let migrationCasesAtOnce = 100
    /// Cases that a forecast names for each of its lines, and receipts that a progress page shows.
    package static let migrationExamplesMax = 5

    // MARK: Bus

    /// Frames that a subscriber may lag behind before it is told to take a snapshot instead.
    package static let subscriberFramesMax = 256
    /// Streams open at once for one government.
    package static let subscribersMax = 20_000
    /// Recent frames kept so that a screen that was away for a moment catches up without a snapshot.
    package static let recentFramesMax = 2_048
    /// Between two heartbeats; the age of data on a screen is judged by it.
    package static let heartbeatSeconds = 5

    // MARK: Identity

    /// Digits of a one-time code.
    package static let codeDigits = 6
    /// A code may be used this long.
    package static let codeMinutes = 10
    /// Wrong tries after which a code is dead.
    package static let codeTriesMax = 10
    /// Codes sent to one number in an hour.
    package static let codesPerHourMax = 5
    /// An officer's session without a click.
    package static let officerIdleMinutes = 30
    /// An officer's session at all.
    package static let officerSessionHours = 12
    /// A citizen's session: a shared family phone, so not for ever.
    package static let citizenSessionDays = 30
    /// Password length: NIST SP 800-63B asks for 8 at least where a second factor exists, 15 without one; we take 12.
    package static let passwordLengthMin = 12
    package static let passwordLengthMax = 256
    /// Argon2id: OWASP Password Storage, m = 19,456 KiB, t = 2, p = 1.
    package static let argonKibibytes: UInt32 = 19_456
    package static let argonRounds: UInt32 = 2
    /// Hashes at once: each takes 19 MB; and waiting ones beyond which we say that we are busy.
    package static let argonAtOnce = 2
    package static let argonWaitingMax = 64
    /// Wrong passwords before the delay begins to grow, and the longest delay.
    package static let wrongPasswordsFree = 3
    package static let signInDelaySecondsMax = 900

    /// How long a code for another browser brings a draft there: the way to the other device, not longer.
    package static let handoverMinutes = 15
    /// Searches by a citizen's number by one officer in an hour: forty cases a day are work, hundreds are a harvest.
    package static let identitySearchesPerHourMax = 60
    /// How long it is kept who searched by a citizen's number: an auditor's year and a month.
    package static let identitySearchDays = 396

    // MARK: Files

    /// One upload.
    ///
    /// Beyond it: "Berkas lebih dari 15 MB".
    package static let uploadBytesMax = 15 * 1_024 * 1_024
    /// One document, where its question names no size.
    package static let documentBytesMax = 10 * 1_024 * 1_024
    /// How long a look into one PDF may take, and the virus scanner over one file (clamscan loads its rules first).
    package static let paperSeconds = 30
    package static let scanSeconds = 90
    /// Characters of a file's name.
    package static let fileTitleLengthMax = 100
    /// Uploads that arrive in pieces at once, and how long one that stands still is kept.
    package static let partialUploadsMax = 2_000
    package static let partialUploadHours = 24
    /// Pixels before decoding: a small file can unpack to gigabytes.
    package static let pixelsMax = 60_000_000
    /// Longest side of a stored photo and of its thumbnail.
    package static let photoSideMax = 1_600
    package static let thumbnailSideMax = 320
    /// Uploads of one draft, sent or not.
    package static let uploadsPerDraftMax = 20
    /// How long libvips may take over one photo.
    package static let photoSeconds = 30
    /// Photos decoded at once (a decoded 60 megapixel photo takes some 180 MB).
    package static let photosAtOnce = 1
    package static let photosWaitingMax = 64
    /// A draft that nobody sends is forgotten after this.
    package static let draftDays = 7
    /// Answers of one draft, as JSON.
    package static let draftBytesMax = 64 * 1_024

    // MARK: Outbox

    /// One delivery attempt.
    package static let deliverySeconds = 20
    /// Attempts before a message lies in the dead letters, where a steward sees it.
    package static let deliveryAttemptsMax = 12
    /// First wait after a failure; it doubles each time up to the longest.
    package static let retrySecondsMin = 5
    package static let retrySecondsMax = 6 * 3_600
    /// Deliveries taken from the outbox at a time.
    package static let deliveryBatch = 32
    /// A message between governments.
    package static let peerMessageBytesMax = 1_024 * 1_024

    // MARK: Webhooks

    /// What a receiver may take for its answer, as Standard Webhooks advises.
    package static let strangerSeconds = 15
    /// Waits after each failure, as Standard Webhooks proposes: 5 seconds to a day, three days in all.
    static let webhookRetrySeconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]
    /// What a browser's push endpoint may be long.
    static let pushEndpointBytesMax = 1_000
    /// Browsers that are told of one case.
    static let pushBrowsersMax = 10
    /// How long a ticket for a push service holds: half of the day that RFC 8292 allows.
    static let pushTicketSeconds: Int64 = 43_200
    /// How long a push service keeps a message for a browser that is off.
    static let pushLifeSeconds = 86_400
    /// News of one day in one message.
    static let digestMessagesMax = 50
    /// Messages of a case that its page at the desk shows.
    package static let messagesShown = 60
    /// Strangers that are called at the same time.
    static let lanesAtOnce = 16
    /// How long the secret before still signs after a new one was made.
    static let webhookOverlapHours = 24

    // MARK: Timers, publication, figures

    /// Timers fired in one round.
    package static let timersAtOnce = 200
    /// The longest sleep of the timer loop; a moved clock is noticed after this.
    package static let timerPollSeconds = 5
    /// Between two checkpoints of the public log.
    package static let publishSeconds = 5
    /// Rows of one page of a list.
    package static let pageRowsMax = 200

    // MARK: Keeping and erasing

    /// What will be erased is shown for so long before: time to lay a hold.
    package static let erasureNoticeDays = 30
    /// Cases erased in one turn of the writer.
    static let erasedAtOnce = 50
    /// Seconds between two looks at what is due for erasure.
    static let retentionSeconds = 3_600

    // MARK: Money

    /// News of a payment: older messages, or from the future, are refused (Standard Webhooks).
    package static let callbackAgeSecondsMax = 300
    /// Payments in one file of a bank: a big city's day.
    package static let reconciledLinesMax = 50_000

    // MARK: Print

    /// A signature on a PDF: about a second here, some more over a network.
    package static let signSeconds = 60
    /// Documents that may wait for the press; those beyond wait in the outbox.
    static let pressWaitingMax = 32
    /// How often a document is tried before a steward is asked: at six hours between the last tries, some two weeks.
    static let documentAttemptsMax = 60

    /// A page to PDF: about a second; a hundred pages would take this long.
    package static let printSeconds = 60
    /// Pages that may wait for the printer.
    package static let printsWaitingMax = 8
    /// Printed pages kept in memory, some 60 kB each.
    package static let printsKept = 64

    // MARK: Merged cases

    /// Cases that were merged one into the other: longer chains are nobody's work.
    static let mergesMax = 50
    /// Cases merged into one whose citizens are told: a flood brings hundreds.
    static let followersMax = 1_000

    // MARK: Reports of the same

    /// Metres and days within which two open cases of one kind may tell of the same (pages-and-reports.md §3.1).
    static let alikeMetres = 100.0
    static let alikeDays = 30
    /// Cases that are compared by their words.
    static let alikeMax = 50
}
