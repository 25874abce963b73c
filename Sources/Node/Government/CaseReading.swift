package import Civic
import Definition
package import Engine
import Ledger
package import Store

/// What may be read of the cases of a government: short, synchronous, and cut to what the caller may see.
package struct CaseReading: Sendable {
    let book: Book
    let shelf: DefinitionShelf
    let identity: Identity
    let calendar: @Sendable () -> WorkingCalendar

    /// A case's page; nil for a number that this caller may not even know of.
    package func page(_ number: CaseNumber, for caller: Caller) throws -> CaseView? {
        guard let stream = try stored(number), let state = stream.state else { return nil }
        let definition = try shelf.compiled(state.definition)
        let now = book.outside.now()
        let content = stream.content ?? CaseContent()
        let isOwner = try identity.owns(caller, content)
        let sight = Permissions.sight(of: state, caller, isOwner: isOwner, definition: definition, now: now)
        guard sight > .none else { return nil }
        let events = try sight > .publicView ? openedEvents(stream.stream) : closedEvents(stream.stream)
        let actor = caller.actor(holds: sight == .holder)
        return CaseView(
            state: state,
            content: content.cut(to: sight),
            events: events,
            definition: definition,
            earlier: try events.compactMap {
                if case .migrated(let move) = $0 { try shelf.compiled(move.previous) } else { nil }
            },
            offers: definition.availableActions(state, for: actor, now: now, calendar: calendar()),
            sight: sight,
            link: sight == .holder ? identity.linkPath(state.id, state.number) : nil
        )
    }

    /// How much a caller sees of a case, without reading its story.
    package func sight(of number: CaseNumber, for caller: Caller) throws -> (id: CaseID, sight: Permissions.Sight)? {
        guard let stream = try stored(number), let state = stream.state else { return nil }
        let sight = Permissions.sight(
            of: state,
            caller,
            isOwner: try identity.owns(caller, stream.content ?? CaseContent()),
            definition: try shelf.compiled(state.definition),
            now: book.outside.now()
        )
        return (state.id, sight)
    }

    /// The id behind a number; nil: no such case.
    ///
    /// For links, whose key proves the rest.
    package func id(of number: CaseNumber) throws -> CaseID? { try stored(number)?.state?.id }

    /// Where a case stands, uncut: for what acts on it, not for pages.
    package func stored(_ number: CaseNumber) throws -> StreamState? {
        try book.database.read { try CasePage.state(of: number, on: $0) }
    }

    private func openedEvents(_ stream: String) throws -> [CaseEvent] {
        try book.ledger.facts(of: stream).map { try CaseEvent(fact: $0.1) }
    }

    /// The events without opening a single box.
    private func closedEvents(_ stream: String) throws -> [CaseEvent] {
        try book.ledger.entries(of: stream).map { entry in
            let seal = entry.open.seal
            return try CaseEvent(
                fact: Fact(
                    stream: seal.stream,
                    type: seal.type,
                    at: seal.at,
                    actor: try ActorStamp(json: entry.open.actor),
                    definition: entry.open.definition,
                    open: entry.open.facts,
                    closed: []
                )
            )
        }
    }

    // MARK: Lists

    /// One page of a work list, by key.
    ///
    /// For officers: lines show the beginning of what citizens wrote.
    ///
    /// An officer whose roles are all bound to agencies sees those agencies only; asking for another is `notYours`.
    package func list(
        _ filter: CaseFilter,
        for caller: Caller,
        after key: CaseListKey = .start,
        limit: Int = 50
    ) throws -> [CaseLine] {
        let filter = try allowed(filter, for: caller)
        return try book.database.read { try filter.lines(after: key, limit: limit, on: $0) }
    }

    /// How many cases the filter matches, exact up to a thousand.
    package func count(_ filter: CaseFilter, for caller: Caller) throws -> Int {
        let filter = try allowed(filter, for: caller)
        return try book.database.read { try filter.count(on: $0) }
    }

    private func allowed(_ filter: CaseFilter, for caller: Caller) throws -> CaseFilter {
        let now = book.outside.now()
        try Permissions.require(.desk, caller, now: now)
        guard let officer = caller.officer else { throw Refusal.signInNeeded }
        guard let reach = reach(of: officer, now: now) else { return filter }
        var filter = filter
        if let agency = filter.agency {
            guard reach.contains(agency) else { throw Refusal.notYours }
        } else {
            guard reach.count == 1, let only = reach.first else { throw Refusal.notYours }
            filter.agency = only
        }
        return filter
    }

    /// The agencies whose cases an officer's list may show; nil: all of them.
    ///
    /// A role without an agency, or with the scope of the whole government, of the application's owner (verifiers see every
    /// agency's cases of their application) or of one agency that acts on all of them, reaches all.
    package func reach(of officer: Officer, now: Moment) -> Set<AgencyID>? {
        var agencies: Set<AgencyID> = []
        for grant in officer.grants where grant.holds(at: now) && Permissions.areas(of: grant).contains(.desk) {
            guard let agency = grant.agency else { return nil }
            if shelf.reachesAll(grant) { return nil }
            agencies.insert(agency)
        }
        return agencies
    }

    /// Cases whose number or words match, best first, as far as the caller may see them as staff.
    package func search(_ typed: String, for caller: Caller, limit: Int = 30) throws -> [CaseLine] {
        let now = book.outside.now()
        try Permissions.require(.desk, caller, now: now)
        guard let officer = caller.officer else { throw Refusal.signInNeeded }
        let reach = reach(of: officer, now: now)
        return try book.database.read { connection in
            try connection.search.numbers(matching: typed, limit: min(limit, Limits.pageRowsMax)).compactMap { text in
                guard let line = try CaseListQuestions.line(try CaseNumber(text), on: connection),
                    reach.map({ $0.contains(line.agency) }) ?? true
                else { return nil }
                return line
            }
        }
    }

    /// The cases of a signed-in citizen, the newest first: started in the account, or with its verified phone.
    package func mine(_ person: PersonID, limit: Int = 50) throws -> [CaseLine] {
        let phone = try identity.phone(of: person).map { identity.tokens.token(phone: $0.e164) }
        return try book.database.read { connection in
            var numbers = try Contacts.numbers(of: .person(person), limit: limit, on: connection)
            if let phone {
                let more = try Contacts.numbers(of: .phone(phone), limit: limit, on: connection)
                numbers += more.filter { !numbers.contains($0) }
            }
            return try numbers.compactMap { try CaseListQuestions.line($0, on: connection) }
                .sorted { $0.startedAt > $1.startedAt }
        }
    }

    /// Officers who opened a case's personal data, with when.
    package func readers(of id: CaseID) throws -> [(officer: OfficerID, at: Moment)] {
        try book.database.read { connection in
            try connection.rows(ReadingTable.ofStream, ["stream": .text(CaseEvent.stream(id))]).map {
                (OfficerID(try $0.text("officer")), try $0.moment("at"))
            }
        }
    }
}

extension CaseContent {
    /// What the boxes say to somebody with this sight.
    func cut(to sight: Permissions.Sight) -> CaseContent {
        switch sight {
        case .staff: return self
        case .holder:
            var own = self
            own.notes = [:]
            own.signers = [:]
            return own
        case .publicView, .none: return CaseContent(erased: erased)
        }
    }
}
