package import Civic
import Definition
package import Engine
import Ledger
import Store

extension Government {
    /// Starts a case.
    ///
    /// Durable when it returns; a repeat with the same key gets the first receipt.
    ///
    /// Throws `Rejection` (a rule said no), `Refusal` (the house did), `Fault` (the world failed; nothing was stored).
    package func start(
        _ start: StartCase,
        by caller: Caller,
        key: IdempotencyKey? = nil,
        draft: DraftID? = nil,
        at: Moment? = nil
    ) async throws -> CaseReceipt {
        // The draft is gone once it was sent: a repeat is known by its key before anybody looks for it.
        if draft != nil, let key, let first = try database.read({ try Idempotency.first(key, on: $0) }) {
            return try receipt(first)
        }
        let work = try self.work(starting: start, by: caller, key: key, draft: draft, at: at)
        return try receipt(try await submit(work))
    }

    /// Takes an action on a case.
    ///
    /// `version` is the one that the person looked at.
    package func act(
        _ number: CaseNumber,
        _ action: ActionID,
        version: Int?,
        answers: [FieldID: JSON] = [:],
        reason: String? = nil,
        by caller: Caller,
        key: IdempotencyKey? = nil,
        at: Moment? = nil
    ) async throws -> CaseReceipt {
        guard let id = try cases.id(of: number) else { throw Refusal.unknownCase }
        let command = CaseCommand.act(action, version: version, answers: answers, reason: reason)
        return try receipt(try await submit(try work(command, on: id, by: caller, key: key, at: at)))
    }

    /// Adds a note to a case.
    package func note(
        _ number: CaseNumber,
        _ text: String,
        by caller: Caller,
        key: IdempotencyKey? = nil,
        at: Moment? = nil
    ) async throws -> CaseReceipt {
        guard let id = try cases.id(of: number) else { throw Refusal.unknownCase }
        return try receipt(try await submit(try work(.note(text), on: id, by: caller, key: key, at: at)))
    }

    /// What a case's command leaves: number, state, version, secret link and the place in the book.
    package func receipt(_ receipt: Receipt) throws -> CaseReceipt {
        guard let id = try receipt.answer["id"]?.string.map({ try CaseID($0) }),
            let number = try receipt.answer["number"]?.string.map({ try CaseNumber($0) }),
            let app = try receipt.answer["app"]?.string.map({ try AppID($0) }),
            let state = try receipt.answer["state"]?.string.map({ try StateID($0) }),
            let version = receipt.answer["version"]?.int
        else { throw Fault.damaged("The receipt of entry \(receipt.sequence) can't be read.") }
        return CaseReceipt(
            id: id,
            number: number,
            app: app,
            state: state,
            version: Int(version),
            link: identity.linkPath(id, number),
            receipt: receipt
        )
    }

    // MARK: Works

    /// The start of a case as a piece of work for the writer: for those who bring many at once (imports, the demo).
    ///
    /// `id`: an agreement has the same id in the ledgers of both parties.
    package func work(
        starting start: StartCase,
        by caller: Caller,
        key: IdempotencyKey? = nil,
        draft: DraftID? = nil,
        at: Moment? = nil,
        id given: CaseID? = nil
    ) throws -> Work {
        let installation = try definitions.startable(start.app)
        let start = try checkedIntake(start, by: caller, under: installation)
        let draft = try draft.map { try files.ownDraft($0) }
        let id = given ?? draft?.caseID ?? outside.newCaseID()
        let isFresh = given == nil && draft == nil
        let needs = Engine.needs(
            .start(start),
            of: nil,
            under: installation,
            at: at ?? outside.now(),
            in: profile.zone
        )
        let world = world(needs, caller: caller, definition: installation, id: id, at: at)
        return Work(stream: CaseEvent.stream(id), key: key) { turn in
            var context = world
            context.now = turn.now
            context.at = at ?? turn.now
            if isFresh { turn.begin(id) }
            // The year of the number is that of the case, and the clock may have passed midnight since.
            let zone = self.profile.zone
            let counters =
                at == nil
                ? serials(.start(start), of: nil, under: installation, at: turn.now, in: zone) : needs.serials
            context.serials = try turn.serials(counters)
            context.actor = caller.actor(holds: false)
            context.files = try self.uploads(of: id, needs, caller, in: turn)
            if installation.distributesWork {
                context.colleagues = self.identity.colleagues(at: turn.now, in: self.profile.zone)
            }
            let events = try decide(nil, .start(start), in: context)
            let answer = try self.apply(events, to: id, context, in: &turn)
            try self.settleUploads(needs.files, of: id, draft: draft?.id, in: turn)
            return answer
        }
    }

    /// Any other command on a case as a piece of work for the writer.
    package func work(
        _ command: CaseCommand,
        on id: CaseID,
        by caller: Caller,
        key: IdempotencyKey? = nil,
        at: Moment? = nil
    ) throws -> Work {
        let stream = CaseEvent.stream(id)
        guard let known = try ledger.stream(stream)?.state else {
            // Not there yet: an import may start it earlier in the same group.
            return Work(stream: stream, key: key) { turn in
                guard let state = try turn.state(id) else { throw Refusal.unknownCase }
                return try self.perform(command, on: state, by: caller, at: at, in: &turn)
            }
        }
        _ = try definitions.compiled(known.definition)
        return Work(stream: stream, key: key) { turn in
            guard let state = try turn.state(id) else { throw Refusal.unknownCase }
            return try self.perform(command, on: state, by: caller, at: at, in: &turn)
        }
    }

    /// Decides on the case as it is in this turn, and appends what follows.
    package func perform(
        _ command: CaseCommand,
        on state: CaseState,
        by caller: Caller,
        at: Moment?,
        in turn: inout WriteTurn
    ) throws -> JSON {
        let definition = try definitions.compiled(state.definition)
        // A case never goes back in time; neither do the years that its papers are numbered in.
        let moment = max(at ?? turn.now, state.changedAt)
        let needs = Engine.needs(command, of: state, under: definition, at: moment, in: profile.zone)
        var context = world(needs, caller: caller, definition: definition, id: state.id, at: at)
        context.now = turn.now
        context.at = at ?? turn.now
        let content = try turn.content(state.id) ?? CaseContent()
        context.contact = content.contact?.person
        let holds = try caller.holding.contains(state.id) || identity.owns(caller, content)
        context.actor = caller.actor(holds: holds)
        context.files = try uploads(of: state.id, needs, caller, in: turn)
        context.serials = try turn.serials(needs.serials)
        if command.mayHandOut(under: definition) {
            context.colleagues = identity.colleagues(at: turn.now, in: profile.zone)
        }
        context.related = try related(Engine.related(command, under: definition), in: turn)
        if opensCase(command, under: definition) { context.child = outside.newCaseID() }
        let events = try decide(state, command, in: context)
        let child = try opened(from: state, content, command, in: context)
        let answer = try apply(events, to: state.id, context, in: &turn)
        if let id = context.child, !child.isEmpty {
            turn.begin(id)
            _ = try apply(child, to: id, context, in: &turn)
        }
        try tieBack(events, of: state, at: at, in: &turn)
        try settleUploads(needs.files, of: state.id, draft: nil, in: turn)
        return answer
    }

    // MARK: Inside

    /// What a decision needs of the world, as far as it does not depend on the turn.
    func world(
        _ needs: Needs,
        caller: Caller,
        definition: CompiledDefinition,
        id: CaseID,
        at: Moment?
    ) -> Context {
        let now = outside.now()
        let current = settings
        var context = Context(
            now: now,
            at: at,
            actor: caller.actor(holds: false),
            definition: definition,
            calendar: current.calendar,
            caseID: id,
            place: needs.point.flatMap(current.regions.place),
            agencies: Set(current.profile.agencies.map(\.id)),
            officers: definition.asksForOfficers ? Set(identity.officers().filter(\.isActive).map(\.id)) : nil,
            parameters: current.parameters,
            parameterRows: current.parameterRows
        )
        context.ownRows = current.state.parameters
        context.strays = current.regions.strays(among: needs.outline)
        if caller != .importer { context.knownCases = knownCases(needs.cases) }
        return context
    }

    /// Those of some numbers that a case of this government has; nil (not checked) where its tables can't be asked.
    package func knownCases(_ numbers: [CaseNumber]) -> Set<CaseNumber>? {
        try? Set(numbers.filter { try cases.stored($0) != nil })
    }

    private func apply(
        _ events: [CaseEvent],
        to id: CaseID,
        _ context: Context,
        in turn: inout WriteTurn
    ) throws -> JSON {
        try turn.append(events, of: id, definition: context.definition.hash)
        guard let state = try turn.state(id) else { throw Refusal.unknownCase }
        for number in Self.issued(events) { try renew(number, by: state, under: context.definition, in: &turn) }
        if context.actor != .importer, !book.isQuiet {
            try sendToPress(events, of: state, in: turn)
            let notices = Notices(government: self, definition: context.definition)
            for (place, event) in events.enumerated() {
                let version = state.version - (events.count - 1 - place)
                let content = try turn.content(id)
                try notices.post(event, version: version, state: state, content: content, in: turn)
                try BillAnnouncing(government: self).post(event, state: state, in: turn)
            }
        }
        return [
            "id": .string(id.text), "number": .string(state.number.text), "app": .string(state.app.text),
            "state": .string(state.state.text), "version": .int(Int64(state.version)),
        ]
    }

    /// Every document that these events issued is printed after the commit.
    private func sendToPress(_ events: [CaseEvent], of state: CaseState, in turn: WriteTurn) throws {
        let issued = Self.issued(events)
        let first = state.documents.count - issued.count
        for (index, number) in issued.enumerated() {
            let place = first + index
            try turn.post(
                .document(of: state.id, place: place, number: number, about: state.number.text),
                subject: RenderedDocument.stream(state.id, place: place)
            )
        }
    }

    private static func issued(_ events: [CaseEvent]) -> [String] {
        events.flatMap { event -> [String] in
            guard case .moved(let moved) = event else { return [] }
            return moved.documents.compactMap { if case .issued(let document) = $0 { document.number } else { nil } }
        }
    }

    private func uploads(
        of id: CaseID,
        _ needs: Needs,
        _ caller: Caller,
        in turn: WriteTurn
    ) throws -> Set<String>? {
        if caller == .importer { return nil }
        if needs.files.isEmpty { return [] }
        return Set(try turn.rows(UploadTable.ofCase, ["case_id": .text(id.text)]).map { try $0.text("name") })
    }

    private func settleUploads(_ names: [String], of id: CaseID, draft: DraftID?, in turn: WriteTurn) throws {
        for name in names {
            try turn.run(UploadTable.markSent, ["case_id": .text(id.text), "name": .text(name)])
        }
        if let draft { try turn.run(DraftTable.delete, ["id": .text(draft.text)]) }
    }

    /// The rules of intake: who enters a case for somebody else is an officer or an RT/RW head, has consent, and never gives
    /// their own phone as the citizen's.
    ///
    /// A signed-in citizen's verified phone stands where none was typed.
    func checkedIntake(
        _ start: StartCase,
        by caller: Caller,
        under definition: CompiledDefinition
    ) throws -> StartCase {
        if start.channel.isAssisted {
            guard Permissions.mayEnter(.assist, caller, now: outside.now()), let officer = caller.officer else {
                if caller == .importer { return start }
                throw Refusal.mayNotAssist
            }
            guard start.consent else { throw Refusal.consentMissing }
            let phones = definition.definition.form.all.filter { $0.element.type == .phone }.compactMap { field in
                start.answers[field.id]?.string.flatMap { try? Phone(typed: $0) }
            }
            for phone in phones where try identity.isPhone(phone, of: officer) { throw Refusal.officersOwnPhone }
            return start.assisted(by: officer.id)
        }
        guard case .citizen(let person, _) = caller, !start.isAnonymous,
            let field = definition.definition.form.all.first(where: { $0.element.type == .phone }),
            start.answers[field.id]?.string?.isEmpty ?? true, let phone = try identity.phone(of: person)
        else { return start }
        return start.answering(field.id, .string(phone.e164))
    }
}

extension StartCase {
    fileprivate func assisted(by officer: OfficerID) -> StartCase {
        StartCase(
            app: app,
            answers: answers,
            channel: channel,
            isAnonymous: isAnonymous,
            language: language,
            assistedBy: officer,
            consent: consent,
            attributes: attributes
        )
    }

    fileprivate func answering(_ field: FieldID, _ answer: JSON) -> StartCase {
        StartCase(
            app: app,
            answers: answers.merging([field: answer]) { $1 },
            channel: channel,
            isAnonymous: isAnonymous,
            language: language,
            assistedBy: assistedBy,
            consent: consent,
            attributes: attributes
        )
    }
}

extension RegionMap {
    /// The points that lie in no village; none where the map knows no shapes.
    package func strays(among points: [GeoPoint]) -> Set<GeoPoint> {
        Set(points.filter { village(at: $0) == nil })
    }

    /// Village and kecamatan of a point, with their names; nil outside.
    package func place(_ point: GeoPoint) -> PlaceFacts? {
        guard let village = village(at: point) else { return nil }
        let district = village.parent
        return PlaceFacts(
            village: village,
            district: district,
            villageName: region(village)?.name,
            districtName: district.flatMap { region($0)?.name }
        )
    }
}
