package import Civic

/// A government's settings as the ledger knows them.
package struct GovernmentState: Hashable, Sendable {
    package struct AgencyState: Hashable, Sendable {
        package let id: AgencyID
        package var names: AgencyNames
        package var isClosed: Bool
    }

    package let code: RegionCode
    package let slug: String
    package let name: String
    package let kind: String
    package let zone: Zone
    package var version: Int
    package var terms: [GovernmentTerm: LocalizedText]
    /// In the order in which they were added, closed ones too.
    package var agencies: [AgencyState]
    package var calendar: CalendarSettings
    /// By day of effect.
    package var parameters: [ParameterID: [ParameterRow]]
    /// Ways in which it is paid, closed ones too.
    package var channels: [PaymentChannel] = []
    /// Programs that are told of facts, removed ones too.
    package var webhooks: [Webhook] = []
    package var post = PostSettings()

    package func agency(_ id: AgencyID) -> AgencyState? { agencies.first { $0.id == id } }

    /// Agencies that take cases.
    package var openAgencies: Set<AgencyID> { Set(agencies.filter { !$0.isClosed }.map(\.id)) }

    package var agencyNames: [AgencyID: LocalizedText] {
        Dictionary(agencies.map { ($0.id, $0.names.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// The row of each parameter that holds on a day, as decisions record it.
    package func parameterRows(on day: CivilDate) -> [ParameterID: ParameterUse] {
        parameters.compactMapValues { rows in
            rows.last { $0.from <= day }.map {
                ParameterUse(value: $0.value, row: nil, from: $0.from, basis: $0.basis.isEmpty ? nil : $0.basis)
            }
        }
    }

    /// The value of each parameter on a day; one that begins later is not there.
    package func parameters(on day: CivilDate) -> [String: JSON] {
        var values: [String: JSON] = [:]
        for (id, rows) in parameters {
            if let row = rows.last(where: { $0.from <= day }) { values[id.text] = row.value }
        }
        return values
    }
}

package func evolve(_ state: GovernmentState?, _ event: GovernmentEvent) -> GovernmentState {
    guard var next = state else {
        guard case .founded(let founding) = event else { preconditionFailure("a government is founded first") }
        return GovernmentState(
            code: founding.code,
            slug: founding.slug,
            name: founding.name,
            kind: founding.kind,
            zone: founding.zone,
            version: 1,
            terms: founding.terms,
            agencies: founding.agencies.map {
                GovernmentState.AgencyState(id: $0.id, names: $0.names, isClosed: false)
            },
            calendar: founding.calendar,
            parameters: [:]
        )
    }
    switch event {
    case .founded: preconditionFailure("a government is founded once")
    case .agencyAdded(let id, let names):
        next.agencies.append(GovernmentState.AgencyState(id: id, names: names, isClosed: false))
    case .agencyRenamed(let id, let names):
        for index in next.agencies.indices where next.agencies[index].id == id { next.agencies[index].names = names }
    case .agencyClosed(let id):
        for index in next.agencies.indices where next.agencies[index].id == id { next.agencies[index].isClosed = true }
    case .termsChanged(let terms): next.terms.merge(terms) { _, new in new }
    case .calendarChanged(let calendar): next.calendar = calendar
    case .parameterSet(let id, let row):
        var rows = (next.parameters[id] ?? []).filter { $0.from != row.from }
        rows.append(row)
        next.parameters[id] = rows.sorted { $0.from < $1.from }
    case .webhookSet(let webhook):
        if let index = next.webhooks.firstIndex(where: { $0.id == webhook.id }) {
            next.webhooks[index] = webhook
        } else {
            next.webhooks.append(webhook)
        }
    case .postSet(let post): next.post = post
    case .channelSet(let channel):
        if let index = next.channels.firstIndex(where: { $0.id == channel.id }) {
            next.channels[index] = channel
        } else {
            next.channels.append(channel)
        }
    }
    next.version += 1
    return next
}
