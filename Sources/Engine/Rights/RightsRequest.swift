package import Civic

/// What a person asks for about the data that a case holds of them (UU 27/2022 articles 6 and 8), and what became of it.
package struct RightsRequest: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// To put answers right (art. 6).
        case correction
        /// To erase what names them (art. 8).
        case erasure
    }

    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        case granted, refused
    }

    package let id: String
    package let kind: Kind
    package let caseID: CaseID
    package let number: CaseNumber
    package let askedAt: Moment
    /// 3 × 24 hours after it came in (articles 30 and 32).
    package let dueAt: Moment
    /// In the person's own words; nil where the box is gone.
    package let words: String?
    /// The answers as they should be.
    package let answers: [FieldID: JSON]
    package var outcome: Outcome?
    package var decidedAt: Moment?
    /// What the officer wrote to the person, with the law.
    package var reason: String?

    package static let prefix = "rights/"
    package static func stream(_ id: String) -> String { prefix + id }
    /// How long the house has.
    package static let time = Span.hours(72)
}

/// What becomes true of a request.
package enum RightsEvent: Hashable, Sendable {
    case asked(Asked)
    case decided(RightsRequest.Outcome, reason: String?)

    package struct Asked: Hashable, Sendable {
        package let kind: RightsRequest.Kind
        package let caseID: CaseID
        package let number: CaseNumber
        package let due: Moment
        package let words: String?
        package let answers: [FieldID: JSON]

        package init(
            kind: RightsRequest.Kind,
            caseID: CaseID,
            number: CaseNumber,
            due: Moment,
            words: String?,
            answers: [FieldID: JSON]
        ) {
            self.kind = kind
            self.caseID = caseID
            self.number = number
            self.due = due
            self.words = words
            self.answers = answers
        }
    }
}

extension RightsEvent {
    package static let types = ["rights.asked", "rights.decided"]

    package func fact(of id: String, at: Moment, by: ActorStamp) -> Fact {
        var writer = FactWriter()
        var box = FactWriter()
        switch self {
        case .asked(let asked):
            writer.put("kind", asked.kind.rawValue)
            writer.put("case", asked.caseID.text)
            writer.put("number", asked.number.text)
            writer.put("due", asked.due)
            box.put("words", asked.words)
            box.put("answers", answers: asked.answers)
        case .decided(let outcome, let reason):
            writer.put("outcome", outcome.rawValue)
            box.put("reason", reason)
        }
        let closed = box.members.isEmpty ? [] : [ClosedFact(owner: .theCase, content: box.json)]
        return Fact(
            stream: RightsRequest.stream(id),
            type: type,
            at: at,
            actor: by,
            open: writer.json,
            closed: closed
        )
    }

    private var type: String {
        switch self {
        case .asked: "rights.asked"
        case .decided: "rights.decided"
        }
    }

    package init(fact: Fact) throws(FactFault) {
        let reader = try FactReader(fact.open, type: fact.type)
        let box = try fact.closed.first.map { part throws(FactFault) in try FactReader(part.content, type: fact.type) }
        switch fact.type {
        case "rights.asked":
            self = .asked(
                Asked(
                    kind: try reader.choice("kind"),
                    caseID: try reader.value("case"),
                    number: try reader.value("number"),
                    due: try reader.moment(reader.json("due") ?? .null, in: "due"),
                    words: try box?.optionalText("words"),
                    answers: try box?.answers("answers") ?? [:]
                )
            )
        case "rights.decided":
            self = .decided(try reader.choice("outcome"), reason: try box?.optionalText("reason"))
        default: throw FactFault(type: fact.type, field: "type", problem: "no event of a request")
        }
    }
}

/// The request after an event; nil before it was asked.
package func evolve(_ request: RightsRequest?, _ event: RightsEvent, id: String, at: Moment) -> RightsRequest? {
    switch event {
    case .asked(let asked):
        return RightsRequest(
            id: id,
            kind: asked.kind,
            caseID: asked.caseID,
            number: asked.number,
            askedAt: at,
            dueAt: asked.due,
            words: asked.words,
            answers: asked.answers
        )
    case .decided(let outcome, let reason):
        guard var next = request else { return nil }
        (next.outcome, next.decidedAt, next.reason) = (outcome, at, reason)
        return next
    }
}

extension RightsRequest {
    /// Checks a text that a person or an officer wrote; nil where it says nothing.
    package static func checked(_ text: String) throws(Rejection) -> String? {
        guard let clean = CleanText.clean(text, lines: true) else { throw .unreadableText }
        if clean.count > Limits.reasonCharactersMax {
            throw .rights(.tooLong(by: clean.count - Limits.reasonCharactersMax))
        }
        return clean.isEmpty ? nil : clean
    }

    /// What is asked, as an event.
    package static func asking(
        _ kind: Kind,
        of state: CaseState,
        words: String,
        answers: [FieldID: JSON],
        at: Moment
    ) throws(Rejection) -> RightsEvent {
        let words = try checked(words)
        if state.isErased, kind == .erasure { throw .rights(.nothingLeft(state.number)) }
        if kind == .correction, answers.isEmpty { throw .rights(.nothingToCorrect) }
        return .asked(
            RightsEvent.Asked(
                kind: kind,
                caseID: state.id,
                number: state.number,
                due: at + time,
                words: words,
                answers: answers
            )
        )
    }

    /// An officer's decision, as an event: a refusal needs its reason and law.
    package func deciding(_ outcome: Outcome, reason: String) throws(Rejection) -> RightsEvent {
        guard self.outcome == nil else { throw .rights(.alreadyDecided) }
        let reason = try Self.checked(reason)
        if outcome == .refused, reason == nil { throw .rights(.reasonMissing) }
        return .decided(outcome, reason: reason)
    }
}
