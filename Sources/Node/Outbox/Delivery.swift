import Civic

/// What an attempt to deliver brought.
enum DeliveryOutcome: Sendable, Hashable {
    case taken(String)
    /// Try again later: no answer, busy, broken.
    case failed(String)
    /// Never try again: the receiver says that it will not take it.
    case refused(String)

    /// An HTTP answer in these terms: 2xx is taken; 400, 404, 410, 413 and 422 will not get better by repeating.
    init(status: Int, receiver: String) {
        let words = "\(receiver): HTTP \(status)"
        switch status {
        case 200..<300: self = .taken(words)
        case 400, 404, 410, 413, 422: self = .refused(words)
        default: self = .failed(words)
        }
    }
}

/// How long to wait between attempts, and when to give up.
enum RetryPlan: Sendable, Hashable {
    /// The wait doubles with each failure: 5 s, 10 s, 20 s … 6 h; after twelve attempts, some seven hours, it is dead.
    ///
    /// A document is more patient: a signing service may be down for days.
    case doubling(Int)
    /// These waits, then it is over.
    case steps([Int])

    /// Seconds until the next attempt, after so many before the one that failed; nil: no more.
    func wait(after before: Int) -> Int? {
        switch self {
        case .doubling(let most):
            before + 1 >= most ? nil : min(Limits.retrySecondsMax, Limits.retrySecondsMin << min(before, 20))
        case .steps(let seconds): before < seconds.count ? seconds[before] : nil
        }
    }

    init(for kind: OutboxMessage.Kind) {
        switch kind {
        case .document: self = .doubling(Limits.documentAttemptsMax)
        case .webhook: self = .steps(Limits.webhookRetrySeconds)
        case .message, .email, .push, .desk, .government, .payable: self = .doubling(Limits.deliveryAttemptsMax)
        }
    }
}

/// The life of one message after an attempt: pure, so that backoff and giving up are tested without a socket.
struct Settlement: Sendable, Hashable {
    let state: OutboxMessage.State
    let attempts: Int
    /// It waits until then, and was not tried.
    static func postponed(_ message: OutboxMessage, to due: Moment) -> Settlement {
        Settlement(state: .waiting, attempts: message.attempts, due: due, outcome: "")
    }

    private init(state: OutboxMessage.State, attempts: Int, due: Moment, outcome: String) {
        self.state = state
        self.attempts = attempts
        self.due = due
        self.outcome = outcome
    }

    /// When it is tried again; for those that are over, when they were over.
    let due: Moment
    let outcome: String

    init(
        after outcome: DeliveryOutcome,
        attempts before: Int,
        now: Moment,
        plan: RetryPlan = .doubling(Limits.deliveryAttemptsMax)
    ) {
        attempts = before + 1
        switch outcome {
        case .taken(let words): (state, due, self.outcome) = (.delivered, now, words)
        case .refused(let words): (state, due, self.outcome) = (.dead, now, words)
        case .failed(let words):
            self.outcome = words
            if let seconds = plan.wait(after: before) {
                (state, due) = (.waiting, now + .seconds(seconds))
            } else {
                (state, due) = (.dead, now)
            }
        }
    }
}
