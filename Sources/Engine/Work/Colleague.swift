package import Civic

/// An officer as a decision about work must know them; values that came with the command.
package struct Colleague: Hashable, Sendable {
    package let id: OfficerID
    package let grants: [Grant]
    /// Works today: not on leave, not ill.
    package let isPresent: Bool
    /// Districts and villages they look after; empty: none in particular.
    package let regions: Set<RegionCode>

    package init(id: OfficerID, grants: [Grant], isPresent: Bool = true, regions: Set<RegionCode> = []) {
        self.id = id
        self.grants = grants
        self.isPresent = isPresent
        self.regions = regions
    }
}
