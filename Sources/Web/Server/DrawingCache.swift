package import Civic
import Synchronization

/// Maps drawn once for each government and kept until its regions change.
package final class DrawingCache: Sendable {
    private struct Key: Hashable {
        let code: RegionCode
        let what: String
    }

    private struct Kept {
        let version: Int
        let drawing: MapDrawing?
        let geoJSON: [UInt8]
        let compressed: [UInt8]?
    }

    private let kept = Mutex<[Key: Kept]>([:])

    package init() {}

    /// The drawing of a region at a level.
    package func drawing(_ map: RegionMap, of code: RegionCode, level: RegionLevel) -> MapDrawing? {
        entry(map, code, level).drawing
    }

    /// The same as GeoJSON, and its gzip form.
    package func geoJSON(_ map: RegionMap, of code: RegionCode, level: RegionLevel) -> (
        bytes: [UInt8], compressed: [UInt8]?
    ) {
        let entry = entry(map, code, level)
        return (entry.geoJSON, entry.compressed)
    }

    /// Drawing takes up to a second for a kabupaten of 300 villages; two who ask at once may both draw, and one result stays.
    private func entry(_ map: RegionMap, _ code: RegionCode, _ level: RegionLevel) -> Kept {
        let key = Key(code: code, what: "\(level)")
        let version =
            map.regions.count &* 1_000_003
            &+ map.shapes.values.reduce(0) { $0 &+ $1.reduce(0) { $0 &+ $1.outer.count } }
        if let known = kept.withLock({ $0[key] }), known.version == version { return known }
        let drawing = MapDrawing(map, of: code, level: level)
        let bytes = drawing?.geoJSON ?? Array("{\"type\":\"FeatureCollection\",\"features\":[]}".utf8)
        let fresh = Kept(version: version, drawing: drawing, geoJSON: bytes, compressed: Gzip.compress(bytes, level: 9))
        kept.withLock { $0[key] = fresh }
        return fresh
    }
}
