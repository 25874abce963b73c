import Civic
import Definition
import Engine
import Node

/// A government of the demo: real place, real name, invented people.
struct DemoGovernment: Sendable {
    let code: RegionCode
    let slug: String
    let name: String
    let kind: GovernmentKind
    /// Officers for each agency; the provider's city is the big one.
    let handlersPerAgency: Int

    static let tangerang = DemoGovernment(
        code: "36.71",
        slug: "tangerang",
        name: "Kota Tangerang",
        kind: .kota,
        handlersPerAgency: 2
    )
    static let karawang = DemoGovernment(
        code: "32.15",
        slug: "karawang",
        name: "Kabupaten Karawang",
        kind: .kabupaten,
        handlersPerAgency: 1
    )
    static let bekasi = DemoGovernment(
        code: "32.16",
        slug: "kabupaten-bekasi",
        name: "Kabupaten Bekasi",
        kind: .kabupaten,
        handlersPerAgency: 1
    )
    static let all = [tangerang, karawang, bekasi]

    /// Founds it on a node: profile, national calendar, regions.
    func found(on node: Node, _ script: CityScript) throws -> Government {
        var agencies = try script.agencies.map {
            Agency(id: try AgencyID($0.id), name: LocalizedText(id: $0.name, en: $0.en), shortName: $0.short)
        }
        let told = Set(agencies.map(\.id))
        agencies += UsualAgencies.all.filter { !told.contains($0.id) }
        let profile = GovernmentProfile(code: code, slug: slug, name: name, kind: kind, zone: .wib, agencies: agencies)
        return try node.create(profile, calendar: try Carried.calendar(.wib), regions: try Carried.regions(code))
    }
}
