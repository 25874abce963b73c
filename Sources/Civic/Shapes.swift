/// A positions' list as people give it: GeoJSON, or one "latitude, longitude" a line.
enum PositionList {
    /// The positions of a GeoJSON array, longitude first (RFC 7946 §3.1.1); nil where one is none.
    static func positions(_ array: [JSON]) -> [GeoPoint]? {
        var points: [GeoPoint] = []
        points.reserveCapacity(array.count)
        for position in array {
            guard let pair = position.array, pair.count >= 2, let longitude = pair[0].double,
                let latitude = pair[1].double,
                let point = try? GeoPoint(latitude: latitude, longitude: longitude)
            else { return nil }
            // A point that repeats the one before it says nothing.
            if points.last != point { points.append(point) }
        }
        return points
    }

    /// The positions of lines of text, or of a GPX file; nil where a line is none.
    static func positions(lines text: String) -> [GeoPoint]? {
        if trimmed(text).hasPrefix("<") { return positions(gpx: text) }
        var points: [GeoPoint] = []
        for line in text.split(whereSeparator: \.isNewline) where !trimmed(String(line)).isEmpty {
            guard let point = try? GeoPoint(typed: String(line)) else { return nil }
            if points.last != point { points.append(point) }
        }
        return points
    }

    /// The points of a GPX file (topografix 1.1): of its track or route, else its waypoints; nil where it is no such file.
    static func positions(gpx text: String) -> [GeoPoint]? {
        guard trimmed(text).hasPrefix("<"), text.contains("<gpx") else { return nil }
        for tag in ["<trkpt", "<rtept", "<wpt"] {
            var points: [GeoPoint] = []
            for piece in text.split(separator: tag, omittingEmptySubsequences: false).dropFirst() {
                guard let end = piece.firstIndex(of: ">"), let latitude = attribute("lat", in: piece[..<end]),
                    let longitude = attribute("lon", in: piece[..<end]),
                    let point = try? GeoPoint(latitude: latitude, longitude: longitude)
                else { return nil }
                if points.last != point { points.append(point) }
            }
            if !points.isEmpty { return points }
        }
        return nil
    }

    private static func attribute(_ name: String, in tag: Substring) -> Double? {
        for quote in ["\"", "'"] {
            let parts = tag.split(separator: " \(name)=\(quote)", omittingEmptySubsequences: false)
            guard parts.count == 2, let value = parts[1].split(separator: Character(quote)).first else { continue }
            return Double(value)
        }
        return nil
    }

    static func lines(_ points: [GeoPoint]) -> String { points.map(\.description).joined(separator: "\n") }

    /// The geometry of a GeoJSON text or object; a feature, or a collection of one, is opened.
    static func geometry(_ json: JSON) -> JSON {
        switch json["type"]?.string {
        case "Feature": json["geometry"].map { geometry($0) } ?? json
        case "FeatureCollection" where json["features"]?.array?.count == 1:
            json["features"]?[0].map { geometry($0) } ?? json
        case "GeometryCollection" where json["geometries"]?.array?.count == 1:
            json["geometries"]?[0].map { geometry($0) } ?? json
        default: json
        }
    }

    /// A typed text as JSON where it is one.
    static func json(_ text: String) -> JSON? {
        trimmed(text).hasPrefix("{") ? try? JSON(parsing: Array(text.utf8)) : nil
    }
}

/// Exact questions about segments: degrees are whole numbers of 1e-7 here, so nothing is rounded.
struct Segment {
    let from: (x: Int128, y: Int128)
    let to: (x: Int128, y: Int128)

    init(_ from: GeoPoint, _ to: GeoPoint) { (self.from, self.to) = (Self.whole(from), Self.whole(to)) }

    private static func whole(_ point: GeoPoint) -> (x: Int128, y: Int128) {
        (Int128((point.longitude * 1e7).rounded()), Int128((point.latitude * 1e7).rounded()))
    }

    /// Twice the signed area of the triangle with a point: positive to the left.
    private func side(_ point: (x: Int128, y: Int128)) -> Int128 {
        (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x)
    }

    private func boxHolds(_ point: (x: Int128, y: Int128)) -> Bool {
        min(from.x, to.x) <= point.x && point.x <= max(from.x, to.x) && min(from.y, to.y) <= point.y
            && point.y <= max(from.y, to.y)
    }

    /// True where two segments share a point.
    func meets(_ other: Segment) -> Bool {
        let (a, b) = (side(other.from), side(other.to))
        let (c, d) = (other.side(from), other.side(to))
        if a.signum() * b.signum() < 0, c.signum() * d.signum() < 0 { return true }
        return a == 0 && boxHolds(other.from) || b == 0 && boxHolds(other.to) || c == 0 && other.boxHolds(from)
            || d == 0 && other.boxHolds(to)
    }

    /// True where the second of two consecutive segments goes back over the first.
    func turnsBack(into next: Segment) -> Bool {
        side(next.to) == 0 && boxHolds(next.to) || next.boxHolds(from) && next.side(from) == 0
    }
}
