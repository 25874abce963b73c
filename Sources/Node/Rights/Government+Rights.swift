package import Civic
import Definition
package import Engine
import Ledger
package import Store

/// The rights of the person whose data it holds (UU 27/2022): to see, correct, take along, and have erased.
extension Government {
    /// Puts answers of a case right: a citizen their own contact, at once.
    package func correct(
        _ number: CaseNumber,
        _ answers: [FieldID: JSON],
        by caller: Caller,
        key: IdempotencyKey? = nil
    ) async throws -> CaseReceipt {
        guard let id = try cases.id(of: number) else { throw Refusal.unknownCase }
        return try receipt(try await submit(try work(.correct(answers), on: id, by: caller, key: key)))
    }

    /// Takes in what the holder of a case asks for; an officer decides within 3 × 24 hours.
    ///
    /// Gives the id of the request.
    @discardableResult
    package func ask(
        _ kind: RightsRequest.Kind,
        about number: CaseNumber,
        words: String,
        answers: [FieldID: JSON] = [:],
        by caller: Caller,
        key: IdempotencyKey? = nil
    ) async throws -> String {
        guard let (id, sight) = try cases.sight(of: number, for: caller), sight == .holder else {
            throw Refusal.unknownCase
        }
        let name = Base32.text(outside.timedName(bytes: 16))
        let receipt = try await submit(
            Work(stream: RightsRequest.prefix, key: key, readsProjections: true) { turn in
                guard let state = try turn.state(id) else { throw Refusal.unknownCase }
                let same = try turn.rows(RightsBoard.ofCase, ["number": .text(number.text)])
                    .contains { try $0.text("outcome").isEmpty && $0.text("kind") == kind.rawValue }
                if same { throw Rejection.rights(.alreadyAsked(number)) }
                let event = try RightsRequest.asking(kind, of: state, words: words, answers: answers, at: turn.now)
                try turn.append([event.fact(of: name, at: turn.now, by: ActorStamp(kind: .citizen))])
                return .string(name)
            }
        )
        return receipt.answer.string ?? name
    }

    /// A request with what lies in its box; nil: there is none.
    package func rightsRequest(_ id: String) throws -> RightsRequest? {
        try Self.request(id, ledger.facts(of: RightsRequest.stream(id)).map(\.1))
    }

    private static func request(_ id: String, _ facts: [Fact]) throws -> RightsRequest? {
        var request: RightsRequest?
        for fact in facts { request = evolve(request, try RightsEvent(fact: fact), id: id, at: fact.at) }
        return request
    }

    /// Open requests by what is due, or the newest decided ones.
    package func rightsRequests(open: Bool, limit: Int = 100) throws -> [RightsBoard.Line] {
        try database.read { try RightsBoard.lines(open: open, limit: limit, on: $0) }
    }

    /// Requests about a case, the oldest first.
    package func rightsRequests(about number: CaseNumber) throws -> [RightsBoard.Line] {
        try database.read { try RightsBoard.lines(of: number, on: $0) }
    }

    /// Grants or refuses a request; what is granted is done in the same turn, and the person is told.
    ///
    /// `scope`: how much an erasure takes; all of an ended case, or what names the person.
    package func settle(
        _ id: String,
        _ outcome: RightsRequest.Outcome,
        reason: String,
        scope: CaseEvent.Erased.Scope = .person,
        by caller: Caller,
        key: IdempotencyKey? = nil
    ) async throws {
        try Permissions.require(.steward, caller, now: outside.now())
        let receipt = try await submit(
            Work(stream: RightsRequest.stream(id), key: key, readsProjections: true) { turn in
                guard let request = try Self.request(id, try turn.facts(of: RightsRequest.stream(id))),
                    let state = try turn.state(request.caseID)
                else { throw Refusal.unknownCase }
                let event = try request.deciding(outcome, reason: reason)
                try self.tell(request, outcome, reason, state, in: turn)
                try turn.append([event.fact(of: id, at: turn.now, by: caller.stamp)])
                guard outcome == .granted else { return .null }
                switch request.kind {
                case .correction:
                    _ = try self.perform(.correct(request.answers), on: state, by: caller, at: nil, in: &turn)
                    return .null
                case .erasure:
                    return try self.erase(request, scope, state, by: caller, in: &turn)
                }
            }
        )
        if let emptied = try receipt.answer.string.map({ try CaseID($0) }) { try await removeFiles(of: emptied) }
    }

    /// The case's id where all of it was erased, so that its files go too.
    private func erase(
        _ request: RightsRequest,
        _ scope: CaseEvent.Erased.Scope,
        _ state: CaseState,
        by caller: Caller,
        in turn: inout WriteTurn
    ) throws -> JSON {
        var held = RetentionState()
        for fact in try turn.facts(of: RetentionEvent.stream) {
            held.take(try RetentionEvent(fact: fact), at: fact.at, by: fact.actor)
        }
        if held.isHeld(request.caseID) { throw Rejection.rights(.onHold(request.number)) }
        if state.endedAt == nil { throw Rejection.rights(.stillRunning(request.number)) }
        guard try erase(request.caseID, scope, for: .request, by: caller, in: &turn) else {
            throw Rejection.rights(.nothingLeft(request.number))
        }
        try turn.destroyKeys(of: [CaseEvent.stream(request.caseID)]) { owner in
            scope == .all || owner != .theCase
        }
        return scope == .all ? .string(request.caseID.text) : .null
    }

    /// The person hears of the decision while their number is still known.
    private func tell(
        _ request: RightsRequest,
        _ outcome: RightsRequest.Outcome,
        _ reason: String,
        _ state: CaseState,
        in turn: WriteTurn
    ) throws {
        guard let contact = try turn.content(request.caseID)?.contact else { return }
        let link = baseURL + identity.linkPath(state.id, state.number)
        let text = RightsWords.decision(request, outcome, reason, link: link).text(state.language)
        let title = RightsWords.title.text(state.language) + " " + request.number.text
        let subject = "case/" + state.id.text
        if let phone = contact.phone {
            try turn.post(.message(to: phone, title: title, text: text, about: request.number.text), subject: subject)
        } else if let email = contact.email {
            try turn.post(.email(to: email, title: title, text: text, about: request.number.text), subject: subject)
        }
    }
}

/// What a person is told about their request.
enum RightsWords {
    static let title = LocalizedText(id: "Data pribadi", en: "Personal data")

    static func decision(
        _ request: RightsRequest,
        _ outcome: RightsRequest.Outcome,
        _ reason: String,
        link: String
    ) -> LocalizedText {
        let isGranted = outcome == .granted
        let because = reason.isEmpty ? "" : " " + reason
        switch request.kind {
        case .correction:
            return LocalizedText(
                id:
                    "Permintaan perbaikan data pada \(request.number) \(isGranted ? "dikabulkan" : "ditolak").\(because) \(link)",
                en:
                    "Your request to correct data in \(request.number) was \(isGranted ? "granted" : "refused").\(because) \(link)"
            )
        case .erasure:
            return LocalizedText(
                id:
                    "Permintaan penghapusan data pada \(request.number) \(isGranted ? "dikabulkan" : "ditolak").\(because)",
                en:
                    "Your request to erase data in \(request.number) was \(isGranted ? "granted" : "refused").\(because)"
            )
        }
    }
}
