import Civic

/// Lays another city's points into a government: each part of that city into one kecamatan, each point near one of its
/// kelurahan, always the same for the same point.
struct Transplant: Sendable {
    private let districts: [RegionCode: [Region]]
    private let codes: [RegionCode]
    private let named: [String: RegionCode]

    /// Throws a sentence when the mapping names a kecamatan that the government has not.
    init(_ regions: RegionMap, groups: [String: String]) throws {
        var districts: [RegionCode: [Region]] = [:]
        for village in regions.regions(of: .village) where village.centre != nil {
            if let district = village.code.parent { districts[district, default: []].append(village) }
        }
        self.districts = districts
        codes = districts.keys.sorted()
        guard !codes.isEmpty else {
            throw Sentence(
                "Pemerintah ini belum punya wilayah dengan titik tengah. Jalankan `lumbung import regions` dulu."
            )
        }
        var named: [String: RegionCode] = [:]
        for (group, text) in groups {
            guard let code = try? RegionCode(text), districts[code] != nil else {
                throw Sentence("place.groups: “\(text)” untuk “\(group)” bukan kecamatan pemerintah ini.")
            }
            named[group] = code
        }
        self.named = named
    }

    /// Within some 400 m of a kelurahan's middle; the middle itself where that lies outside the government.
    func point(latitude: Double, longitude: Double, group: String, inside regions: RegionMap) -> GeoPoint? {
        let code = named[group] ?? codes[Int(Self.hash("group/" + group) % UInt64(codes.count))]
        guard let villages = districts[code], !villages.isEmpty else { return nil }
        // Points of one block stay together: about a kilometre of the other city is one kelurahan here.
        let block = "\(group)/\(Int(latitude * 90))/\(Int(longitude * 70))"
        guard let centre = villages[Int(Self.hash(block) % UInt64(villages.count))].centre else { return nil }
        let fine = Self.hash("\(latitude)/\(longitude)")
        let north = (Double(fine & 0xFFFF) / 65_535 - 0.5) * 0.0064
        let east = (Double(fine >> 16 & 0xFFFF) / 65_535 - 0.5) * 0.0064
        let point = try? GeoPoint(latitude: centre.latitude + north, longitude: centre.longitude + east)
        return point.flatMap { regions.village(at: $0) == nil ? nil : $0 } ?? centre
    }

    /// FNV-1a and a mix: stable for ever, unlike the language's own hashes.
    private static func hash(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 31)
    }
}
