package import Civic

/// The read models that every government has.
package enum Projections {
    /// All of them.
    ///
    /// `calendar` is the government's; when it changes, `LedgerStore.prepare` asks for a rebuild.
    package static func standard(
        zone: Zone,
        calendar: WorkingCalendar,
        tokens: ContactTokens
    ) -> [any Projection] {
        [
            CasePage(), CaseList(), BranchList(), CaseSearch(), Contacts(tokens: tokens),
            IdentityNumbers(tokens: tokens),
            Timers(), Stock(),
            FlowHours(zone: zone),
            FlowDays(zone: zone), MapGrid(), Happenings(), Waiting(calendar: calendar), Ratings(zone: zone),
            ClockOutcomes(zone: zone), Holders(), Retained(), RightsBoard(), Bills(), IssuedDocuments(),
        ]
    }

    /// Their types, with the two that every ledger has.
    package static let types: [any Projection.Type] = [
        Streams.self, Serials.self, CasePage.self, CaseList.self, BranchList.self, CaseSearch.self, Contacts.self,
        IdentityNumbers.self,
        Timers.self,
        Stock.self,
        FlowHours.self, FlowDays.self, MapGrid.self, Happenings.self, Waiting.self, Ratings.self,
        ClockOutcomes.self, Holders.self, Retained.self, RightsBoard.self, Bills.self, IssuedDocuments.self,
    ]
}
