import Civic

/// The case after an event.
///
/// Copies facts; never runs a rule, so replaying needs no definition and no calendar.
///
/// Precondition: the first event of a case, and only the first, is `started`.
package func evolve(_ state: CaseState?, _ event: CaseEvent) -> CaseState {
    if case .started(let started) = event {
        precondition(state == nil, "a case starts once")
        return CaseState(started)
    }
    guard var next = state else { preconditionFailure("an event of a case that has not started") }
    switch event {
    case .started: break
    case .moved(let moved): next.take(moved)
    case .clockMarked(let marked):
        next.clocks[marked.clock] = marked.change.state
        next.timers = marked.timers
        if let role = marked.assign { next.escalations[marked.clock] = role }
    case .noted(let noted): next.isErased = next.isErased || noted.sealed.erased
    case .replanned(let replanned):
        for change in replanned.clocks { next.clocks[change.clock] = change.state }
        next.timers = replanned.timers
    case .migrated(let migrated): next.take(migrated)
    case .work(let work): next.take(work)
    case .erased(let erased):
        next.isErased = true
        next.hasContact = false
        next.isEmptied = next.isEmptied || erased.scope == .all
    case .corrected(let corrected):
        for (id, value) in corrected.fields { next.fields[id] = value }
        next.hasContact = next.hasContact || corrected.hasContact
        next.isErased = next.isErased || corrected.sealed.erased
    case .paymentReceived(let received): next.take(received)
    case .refundPaid(let refund): next.take(refund)
    case .documentMarked(let marked):
        next.documents.take(marked.documents, at: marked.at, by: marked.by, version: next.version + 1)
        next.timers = marked.timers
    }
    next.keepLeases()
    next.version += 1
    next.changedAt = event.at
    return next
}

extension CaseState {
    fileprivate init(_ event: CaseEvent.Started) {
        id = event.id
        number = event.number
        app = event.app
        definition = event.definition
        version = 1
        state = event.state
        branches = [:]
        agency = event.agency
        attributes = event.attributes
        village = event.village
        district = event.district
        channel = event.channel
        isAnonymous = event.isAnonymous
        language = event.language
        startedAt = event.at
        stateSince = event.at
        changedAt = event.at
        endedAt = nil
        fields = event.fields
        clocks = [:]
        for change in event.clocks { clocks[change.clock] = change.state }
        timers = event.timers
        actors = [:]
        times = [:]
        counts = [:]
        escalations = [:]
        hasContact = event.hasContact
        isErased = event.sealed.erased
        isEmptied = false
        bills = []
        begin(event.opened, at: event.at)
    }

    fileprivate mutating func take(_ event: CaseEvent.Moved) {
        if state != event.to {
            stateSince = event.at
            begin(event.opened, at: event.at)
        } else if let step = event.step {
            take(step, at: event.at)
        }
        state = event.to
        endedAt = event.isEnd ? event.at : nil
        if let agency = event.agency { self.agency = agency }
        // A null is a fact too: the attribute was taken away.
        for (name, value) in event.attributes { attributes[name] = value.isNull ? Optional.none : value }
        for (id, value) in event.fields { fields[id] = value.isNull ? Optional.none : value }
        for change in event.clocks {
            clocks[change.clock] = change.state
            switch change.what {
            case .met, .breached, .stopped, .started, .restarted: escalations[change.clock] = nil
            case .paused, .resumed, .marked, .replanned, .extended: break
            }
        }
        documents.take(event.documents, at: event.at, by: event.by, version: version + 1)
        timers = event.timers
        take(event.money, at: event.at)
        actors[event.action] = event.by
        times[event.action] = event.at
        counts[event.action, default: 0] += 1
        if !event.marked.isEmpty { marked = event.marked } else if event.isCorrection { marked = [] }
        hasContact = hasContact || event.hasContact
        isErased = isErased || event.sealed.erased
    }
}

/// What the boxes hold after an event; `version` is the event's own.
package func evolve(_ content: CaseContent?, _ event: CaseEvent, version: Int) -> CaseContent {
    var next = content ?? CaseContent()
    switch event {
    case .started(let started): next.take(started.sealed, version: version, isAction: false)
    case .moved(let moved):
        next.take(moved.sealed, version: version, isAction: true)
        if !moved.marked.isEmpty {
            next.remarks = moved.sealed.remarks
        } else if moved.isCorrection {
            next.remarks = [:]
        }
    case .noted(let noted): next.take(noted.sealed, version: version, isAction: false)
    case .migrated(let migrated): next.take(migrated, version: version)
    case .work(let work):
        if let sealed = work.sealed { next.take(sealed, version: version, isAction: false) }
    case .erased(let erased): next.take(erased)
    case .corrected(let corrected): next.take(corrected.sealed, version: version, isAction: false)
    case .clockMarked, .replanned, .paymentReceived, .refundPaid, .documentMarked: break
    }
    return next
}

extension CaseContent {
    /// What is left is what a replay without the keys would give.
    fileprivate mutating func take(_ event: CaseEvent.Erased) {
        switch event.scope {
        case .all: self = CaseContent(erased: erased)
        case .person: contact = nil
        }
        erased.formUnion(event.versions)
    }

    fileprivate mutating func take(_ sealed: CaseEvent.Sealed, version: Int, isAction: Bool) {
        for (id, value) in sealed.fields { fields[id] = value }
        if isAction, !sealed.fields.isEmpty { answers[version] = sealed.fields }
        if let reason = sealed.reason { reasons[version] = reason }
        if let note = sealed.note { notes[version] = note }
        if let signer = sealed.signer { signers[version] = signer }
        if let new = sealed.contact {
            var merged = contact ?? new
            merged.name = new.name ?? merged.name
            merged.phone = new.phone ?? merged.phone
            merged.email = new.email ?? merged.email
            merged.fields.merge(new.fields) { _, latest in latest }
            merged.person = new.person
            contact = merged
        }
        if sealed.erased { erased.insert(version) }
    }
}
