/// A place on the earth in degrees of WGS 84, rounded to 1e-7 (about a centimetre).
package struct GeoPoint: Hashable, Sendable {
    package let latitude: Double
    package let longitude: Double

    /// Throws for a latitude beyond ±90, a longitude beyond ±180, and what is not a number.
    package init(latitude: Double, longitude: Double) throws(CivicError) {
        guard latitude.magnitude <= 90 else { throw .latitude(latitude) }
        guard longitude.magnitude <= 180 else { throw .longitude(longitude) }
        self.init(rounding: latitude, longitude)
    }

    /// Reads "latitude, longitude": "-6.17, 106.63", "-6.17 106.63", "-6,17; 106,63".
    package init(typed: String) throws(CivicError) {
        let text = trimmed(typed)
        let isComma = text.contains(";") || !text.contains(".")
        var parts = text.split { $0 == ";" || $0.isWhitespace || (!isComma && $0 == ",") }
        if isComma, !text.contains(";"), parts.contains(where: { $0.hasSuffix(",") }) {
            parts = text.split { $0 == "," || $0.isWhitespace }
        }
        let numbers = parts.compactMap { Self.degrees($0, decimalComma: isComma) }
        guard parts.count == 2, numbers.count == 2 else { throw .point(typed: typed) }
        try self.init(latitude: numbers[0], longitude: numbers[1])
    }

    /// A point from numbers that are known to be in range; beyond it they are clamped.
    init(rounding latitude: Double, _ longitude: Double) {
        self.latitude = Self.rounded(min(max(latitude, -90), 90))
        self.longitude = Self.rounded(min(max(longitude, -180), 180))
    }

    private static func rounded(_ degrees: Double) -> Double {
        let value = (degrees * 1e7).rounded() / 1e7
        return value == 0 ? 0 : value
    }

    private static func degrees(_ text: Substring, decimalComma: Bool) -> Double? {
        let plain = decimalComma ? String(text.map { $0 == "," ? "." : $0 }) : String(text)
        guard plain.utf8.allSatisfy({ digitValue($0) != nil || $0 == 0x2E || $0 == 0x2D || $0 == 0x2B }) else {
            return nil
        }
        return Double(plain)
    }

    /// Mean radius of the earth in metres (IUGG).
    static let earthRadiusMetres = 6_371_008.8

    /// Length of a degree of latitude in metres on the sphere that ``distanceMetres(to:)`` measures.
    static let degreeMetres = earthRadiusMetres * Double.pi / 180

    /// Great-circle distance in metres, within 0.5 % of the ellipsoid's.
    package func distanceMetres(to other: GeoPoint) -> Double {
        let radians = Double.pi / 180
        let north = sine((other.latitude - latitude) * radians / 2)
        let east = sine((other.longitude - longitude) * radians / 2)
        let chord = north * north + cosine(latitude * radians) * cosine(other.latitude * radians) * east * east
        return 2 * Self.earthRadiusMetres * arcSine(min(1, chord.squareRoot()))
    }

    /// The middle of the cell of a fixed grid that the point lies in: equal for all points of a cell, whoever asks.
    ///
    /// Cells are `metres` high and, at their own latitude, `metres` wide; what is published this way cannot be averaged back.
    package func snapped(toMetres metres: Int) -> GeoPoint {
        precondition(metres > 0, "a grid has cells of at least a metre")
        let height = Double(metres) / Self.degreeMetres
        let row = ((latitude / height).rounded(.down) + 0.5) * height
        let width = height / max(cosine(min(max(row, -89.9), 89.9) * Double.pi / 180), 1e-3)
        let column = ((longitude / width).rounded(.down) + 0.5) * width
        return GeoPoint(rounding: row, column)
    }
}

extension GeoPoint: CustomStringConvertible {
    /// `-6.17, 106.63`.
    package var description: String { "\(latitude), \(longitude)" }
}
