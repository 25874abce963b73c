package import Civic

/// What a steward, or the node, wants to change about a government.
package enum GovernmentCommand: Hashable, Sendable {
    case found(GovernmentFounding)
    case addAgency(AgencyID, AgencyNames)
    case renameAgency(AgencyID, AgencyNames)
    case closeAgency(AgencyID)
    case changeTerms([GovernmentTerm: LocalizedText])
    case changeCalendar(CalendarSettings)
    case setParameter(ParameterID, ParameterRow)
    case setChannel(PaymentChannel)
    case setWebhook(Webhook)
    case setPost(PostSettings)
}

package struct GovernmentContext: Sendable {
    package var now: Moment
    package var actor: Steering

    package init(now: Moment, actor: Steering) {
        self.now = now
        self.actor = actor
    }
}

/// The events of a change of settings, with the role in which it was made; or why not.
package func decide(
    _ state: GovernmentState?,
    _ command: GovernmentCommand,
    in context: GovernmentContext
) throws(Rejection) -> (events: [GovernmentEvent], by: ActorStamp) {
    let stamp = try context.actor.stamp(as: [.steward], at: context.now)
    if case .found(let founding) = command {
        guard state == nil else { throw .register(.alreadyThere(founding.name)) }
        return ([.founded(try checked(founding))], stamp)
    }
    guard let state else { throw .register(.notThere(GovernmentEvent.stream)) }
    switch command {
    case .found: return ([], stamp)
    case .addAgency(let id, let names):
        guard state.agency(id) == nil else { throw .register(.alreadyThere(id.text)) }
        return ([.agencyAdded(id, try checked(names))], stamp)
    case .renameAgency(let id, let names):
        guard let agency = state.agency(id) else { throw .register(.unknownAgency(id)) }
        let names = try checked(names)
        guard agency.names != names else { throw .register(.nothingChanges) }
        return ([.agencyRenamed(id, names)], stamp)
    case .closeAgency(let id):
        guard let agency = state.agency(id) else { throw .register(.unknownAgency(id)) }
        guard !agency.isClosed else { throw .register(.nothingChanges) }
        return ([.agencyClosed(id)], stamp)
    case .changeTerms(let terms):
        let changed = terms.filter { state.terms[$0.key] != $0.value }
        guard !changed.isEmpty else { throw .register(.nothingChanges) }
        for text in changed.values { _ = try checked(text.text(.id), "istilah") }
        return ([.termsChanged(changed)], stamp)
    case .changeCalendar(let calendar):
        guard calendar != state.calendar else { throw .register(.nothingChanges) }
        guard calendar.version != state.calendar.version else { throw .register(.alreadyThere(calendar.version)) }
        return ([.calendarChanged(calendar)], stamp)
    case .setParameter(let id, let row):
        let basis = try checked(row.basis, "dasar hukum")
        return ([.parameterSet(id, ParameterRow(from: row.from, value: row.value, basis: basis))], stamp)
    case .setWebhook(let webhook):
        let old = state.webhooks.first { $0.id == webhook.id }
        guard old != webhook else { throw .register(.nothingChanges) }
        guard old != nil || state.webhooks.filter({ $0.stage != .removed }).count < Limits.webhooksMax else {
            throw .register(.webhooksTooMany(max: Limits.webhooksMax))
        }
        return ([.webhookSet(try webhook.checked(against: old, allowing: state.post.networks))], stamp)
    case .setPost(let post):
        guard post != state.post else { throw .register(.nothingChanges) }
        return ([.postSet(try post.checked())], stamp)
    case .setChannel(let channel):
        let old = state.channels.first { $0.id == channel.id }
        guard old != channel else { throw .register(.nothingChanges) }
        guard channel.generation >= old?.generation ?? 1, channel.id != "loket" else {
            throw .register(.alreadyThere(channel.id.text))
        }
        let address = channel.address.isEmpty ? "" : try checked(channel.address, "alamat")
        guard address.isEmpty || address.hasPrefix("https://") || address.hasPrefix("http://localhost") else {
            throw .register(.unreadable("alamat"))
        }
        let clean = PaymentChannel(
            id: channel.id,
            name: try checked(channel.name, "nama"),
            kind: channel.kind,
            address: address,
            generation: channel.generation,
            isOpen: channel.isOpen
        )
        return ([.channelSet(clean)], stamp)
    }
}

private func checked(_ founding: GovernmentFounding) throws(Rejection) -> GovernmentFounding {
    guard (try? AgencyID(founding.slug)) != nil else { throw .register(.unreadable(founding.slug)) }
    guard ["kota", "kabupaten", "provinsi"].contains(founding.kind) else {
        throw .register(.unreadable(founding.kind))
    }
    var seen: Set<AgencyID> = []
    var agencies: [FoundingAgency] = []
    for agency in founding.agencies {
        guard seen.insert(agency.id).inserted else { throw .register(.alreadyThere(agency.id.text)) }
        agencies.append(FoundingAgency(id: agency.id, names: try checked(agency.names)))
    }
    return GovernmentFounding(
        code: founding.code,
        slug: founding.slug,
        name: try checked(founding.name, "nama"),
        kind: founding.kind,
        zone: founding.zone,
        terms: founding.terms,
        agencies: agencies,
        calendar: founding.calendar
    )
}

private func checked(_ names: AgencyNames) throws(Rejection) -> AgencyNames {
    AgencyNames(
        name: LocalizedText(
            id: try checked(names.name.text(.id), "nama"),
            en: try checked(names.name.text(.en), "nama")
        ),
        short: try checked(names.short, "singkatan")
    )
}

private func checked(_ text: String, _ what: String) throws(Rejection) -> String {
    guard let clean = CleanText.clean(text, lines: false), !clean.isEmpty, clean.count <= Limits.textCharactersMax
    else {
        throw .register(.unreadable(what))
    }
    return clean
}
