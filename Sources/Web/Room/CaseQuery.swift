import Civic
import Definition
import Engine
import Foundation
import Hummingbird
import LiveRoom
import Store

/// Which cases a list shows, as an address says it: the desk's filters and the figures of the LIVE Room speak the same.
struct CaseQuery: Equatable, Sendable {
    /// Which deadlines count.
    enum Due: String, CaseIterable, Sendable {
        case overdue = "lewat"
        case soon = "segera"
    }

    var agency: AgencyID?
    var app: AppID?
    var state: StateID?
    /// `state` is one of a branch, as the application's definition says.
    var isInBranch = false
    var district: RegionCode?
    var village: RegionCode?
    var category: String?
    var due: Due?
    /// Ended cases instead of open ones.
    var isEnded = false
    var after: CaseListKey?

    init() {}

    /// What of an address can be read; what cannot is as if it were not there.
    init(_ request: Request) { self.init(query: request.uri.query ?? "") }

    /// The same from the part of an address behind its question mark.
    init(query: String) {
        let form = (try? Form.decode(urlEncoded: Array(query.utf8))) ?? Form()
        func value(_ name: String) -> String? { form[name].flatMap { $0.isEmpty ? nil : $0 } }
        agency = value("instansi").flatMap { try? AgencyID($0) }
        app = value("aplikasi").flatMap { try? AppID($0) }
        state = value("keadaan").flatMap { try? StateID($0) }
        district = value("kecamatan").flatMap { try? RegionCode($0) }
        village = value("kelurahan").flatMap { try? RegionCode($0) }
        category = value("jenis").flatMap { try? OptionID($0) }?.text
        due = value("tenggat").flatMap(Due.init)
        isEnded = value("selesai") == "1"
        let parts = (value("sesudah") ?? "").split(separator: "~")
        if parts.count == 2, let order = Int64(parts[0]), let number = try? CaseNumber(String(parts[1])) {
            after = CaseListKey(order: order, number: number.text)
        }
    }

    /// `instansi=dpupr&tenggat=lewat`, without the question mark; empty for everything that is open.
    var text: String {
        var parts: [String] = []
        func add(_ name: String, _ value: String?) {
            if let value { parts.append(name + "=" + value) }
        }
        add("instansi", agency?.text)
        add("aplikasi", app?.text)
        add("keadaan", state?.text)
        add("kecamatan", district?.text)
        add("kelurahan", village?.text)
        add("jenis", category)
        add("tenggat", due?.rawValue)
        add("selesai", isEnded ? "1" : nil)
        add("sesudah", after.map { "\($0.order)~\($0.number)" })
        return parts.joined(separator: "&")
    }

    /// This query with something changed, and from the first page again.
    func with(_ change: (inout CaseQuery) -> Void) -> CaseQuery {
        var copy = self
        copy.after = nil
        change(&copy)
        return copy
    }

    /// The same in the light of the definitions: whether its state is one of a branch, and of which application.
    func placed(among plans: [CompiledDefinition]) -> CaseQuery {
        guard let state else { return self }
        let holders = plans.filter { (app == nil || $0.definition.app == app) && $0.state(state) != nil }
        guard let only = holders.first(where: { $0.definition.place(of: state) != nil }) else { return self }
        var copy = self
        copy.isInBranch = true
        copy.app = only.definition.app
        return copy
    }

    /// The same question to the store.
    ///
    /// Soon means from now on: `start` skips what is overdue already.
    func filter(now: Moment) -> CaseFilter {
        var filter = CaseFilter(
            isOpen: !isEnded,
            agency: agency,
            app: app,
            state: state,
            district: district,
            village: village,
            category: category
        )
        filter.isInBranch = isInBranch
        switch due {
        case .overdue where !isEnded: filter.dueBefore = now
        case .soon where !isEnded: filter.dueBefore = now + .hours(LiveRoom.Limits.soonHours)
        case .overdue, .soon, nil: break
        }
        return filter
    }

    /// The questions behind a list: one for each service to the public, unless an application is named.
    ///
    /// Agreements between governments have pages of their own and no place in the city's figures.
    func filters(over services: [AppID], now: Moment) -> [CaseFilter] {
        guard app == nil else { return [filter(now: now)] }
        return services.map { service in with { $0.app = service }.filter(now: now) }
    }

    /// What stands before the list's first line and does not count: overdue cases, where only those due soon are asked for.
    func excluded(over services: [AppID], now: Moment) -> [CaseFilter] {
        guard due == .soon, !isEnded else { return [] }
        return with { $0.due = .overdue }.filters(over: services, now: now)
    }

    /// One page out of the first pages of several questions.
    static func firstPage(of pages: [[CaseLine]]) -> [CaseLine] {
        guard pages.count > 1 else { return pages.first ?? [] }
        let lines = pages.joined().sorted { ($0.key.order, $0.key.number) < ($1.key.order, $1.key.number) }
        return Array(lines.prefix(Limits.rowsPerPage))
    }

    /// Where the list begins.
    func start(now: Moment) -> CaseListKey {
        if let after { return after }
        return due == .soon && !isEnded ? CaseListKey(order: now.milliseconds, number: "") : .start
    }
}
