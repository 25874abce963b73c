import Civic
import LiveRoom
import Node
import Synchronization

/// The feeds of all governments of the node, made when somebody first looks.
package final class RoomFeeds: Sendable {
    private let feeds = Mutex<[RegionCode: RoomFeed]>([:])

    package init() {}

    func feed(of government: Government) -> RoomFeed {
        feeds.withLock { feeds in
            if let known = feeds[government.code] { return known }
            let fresh = RoomFeed(government)
            feeds[government.code] = fresh
            return fresh
        }
    }
}

/// What the screens of one government get: frames in each language and view, encoded once however many look.
final class RoomFeed: Sendable {
    private struct Key: Hashable {
        let language: Language
        let isPublic: Bool
    }

    private struct Encoded {
        let serial: Int
        let bytes: [UInt8]
    }

    let government: Government
    let board: CityBoard
    private let encoded = Mutex<[Key: Encoded]>([:])
    /// The base map, with the corners that it was drawn of: new regions make a new one.
    private let drawn = Mutex<(box: GeoBox, areas: Int, map: RoomMap?)?>(nil)

    init(_ government: Government) {
        self.government = government
        board = cityBoard(of: government)
    }

    /// The base map; drawn once, and again when the government's regions change.
    func map(drawings: DrawingCache) -> RoomMap? {
        let regions = government.regions
        let villages = drawings.drawing(regions, of: government.code, level: .village)
        guard let drawing = villages ?? drawings.drawing(regions, of: government.code, level: .district) else {
            return nil
        }
        if let known = drawn.withLock({ $0 }), known.box == drawing.box, known.areas == drawing.areas.count {
            return known.map
        }
        let map = RoomMap(regions, of: government.code, drawing: drawing)
        drawn.withLock { $0 = (drawing.box, drawing.areas.count, map) }
        return map
    }

    /// The frame of a reading, for a page.
    func frame(_ posted: CityBoard.Posted, texts: Texts, map: MapFrame?, isPublic: Bool) throws -> RoomFrame {
        RoomFrame(
            isPublic ? posted.open : posted.room,
            words: try RoomWords(government, texts: texts),
            map: map,
            isPublic: isPublic
        )
    }

    /// The frame of a reading, for a stream: one line of JSON.
    func bytes(_ posted: CityBoard.Posted, texts: Texts, map: MapFrame?, isPublic: Bool) throws -> [UInt8] {
        let key = Key(language: texts.language, isPublic: isPublic)
        if let known = encoded.withLock({ $0[key] }), known.serial == posted.serial { return known.bytes }
        let bytes = try frame(posted, texts: texts, map: map, isPublic: isPublic).json.canonical
        encoded.withLock { $0[key] = Encoded(serial: posted.serial, bytes: bytes) }
        return bytes
    }
}
