package import Civic
import Foundation

/// A flat picture of a box of the earth, 1000 units wide or high: server and screens place things by it alike.
///
/// Plate carrée with the middle's cosine: true enough over one kabupaten.
package struct MapFrame: Sendable, Equatable {
    private static let longSide = 1_000.0
    private static let margin = 14
    private let box: GeoBox
    private let scale: Double
    private let squeeze: Double
    package let width: Int
    package let height: Int

    package init(_ box: GeoBox) {
        self.box = box
        squeeze = cos((box.south + box.north) / 2 * .pi / 180)
        let wide = max((box.east - box.west) * squeeze, 1e-6)
        let high = max(box.north - box.south, 1e-6)
        scale = Self.longSide / max(wide, high)
        width = Int(wide * scale) + 2 * Self.margin
        height = Int(high * scale) + 2 * Self.margin
    }

    /// Where a point lies, right and down from the upper left corner.
    package func place(_ point: GeoPoint) -> (x: Int, y: Int) {
        (
            Int(((point.longitude - box.west) * squeeze * scale).rounded()) + Self.margin,
            Int(((box.north - point.latitude) * scale).rounded()) + Self.margin
        )
    }

    /// The radius of a cluster: its area grows with its count, between a mark that can be seen and one that hides others.
    package static func radius(of count: Int, largest: Int) -> Int {
        let share = Double(count) / Double(max(largest, 1))
        return 30 + Int((share.squareRoot() * 34).rounded())
    }
}
