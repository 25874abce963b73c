/// A node of the administrative tree, with a point inside it where one is known.
package struct Region: Hashable, Sendable {
    package let code: RegionCode
    package let name: String
    package let centre: GeoPoint?

    package var level: RegionLevel { code.level }

    package init(code: RegionCode, name: String, centre: GeoPoint? = nil) {
        (self.code, self.name, self.centre) = (code, name, centre)
    }

    /// Reads a file of `Data/regions`: `code,name,level,latitude,longitude`; throws at the first wrong line.
    ///
    /// The level is not read: the code says it, and "kota" or "desa" follow from it.
    package static func read(csv text: String) throws(CivicError) -> [Region] {
        let lines = CSVLines(text).lines
        guard let header = lines.first, header.fields == ["code", "name", "level", "latitude", "longitude"] else {
            throw .regions(line: lines.first?.number ?? 1, problem: .header)
        }
        var seen: Set<RegionCode> = []
        var regions: [Region] = []
        for (line, fields) in lines.dropFirst() {
            guard fields.count == 5 else { throw .regions(line: line, problem: .columns) }
            guard let code = try? RegionCode(fields[0]) else { throw .regions(line: line, problem: .code) }
            guard !fields[1].isEmpty else { throw .regions(line: line, problem: .name) }
            var centre: GeoPoint?
            if !fields[3].isEmpty || !fields[4].isEmpty {
                guard let latitude = Double(fields[3]), let longitude = Double(fields[4]),
                    let point = try? GeoPoint(latitude: latitude, longitude: longitude)
                else { throw .regions(line: line, problem: .position) }
                centre = point
            }
            guard seen.insert(code).inserted else { throw .regions(line: line, problem: .duplicate) }
            regions.append(Region(code: code, name: fields[1], centre: centre))
        }
        return regions
    }
}
