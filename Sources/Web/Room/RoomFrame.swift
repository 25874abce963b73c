import Civic
import Definition
import Engine
import LiveRoom
import Node
import Store

/// The city now in the words of one language: what a page is filled with first, and what the stream brings later.
///
/// Page and stream are made of the same value, so that they cannot differ.
struct RoomFrame {
    struct Figure {
        let value: Int?
        let text: String
        var note: String?
        /// `late`, `more`, `fewer`, `silent`; nil: nothing unusual.
        ///
        /// Pages give each a shape and a word beside its colour.
        var tone: String?
        var query: String?
    }

    struct Row {
        let key: String
        let name: String
        var query: String?
        var tone: String?
        /// Numbers by the name of their cell.
        var counts: [(cell: String, value: Int)] = []
        /// Words by the name of their cell.
        var words: [(cell: String, text: String)] = []
        /// Lengths of bars, 0 to 100.
        var bars: [(bar: String, length: Int)] = []
    }

    struct Mark {
        let key: String
        let x: Int
        let y: Int
        let radius: Int
        let count: Int
    }

    let city: CityNow
    let isPublic: Bool
    let figures: [(key: String, figure: Figure)]
    let lists: [(key: String, rows: [Row])]
    let villages: [(key: String, count: Int)]
    let marks: [Mark]
    let curve: DayCurve
    /// One sentence for those who listen.
    let summary: String

    let words: RoomWords

    init(_ city: CityNow, words: RoomWords, map: MapFrame?, isPublic: Bool) {
        self.city = city
        self.words = words
        self.isPublic = isPublic
        curve = DayCurve(city.received)
        figures = words.figures(city)
        lists = [
            ("agency", words.agencies(city)), ("district", words.districts(city)), ("state", words.states(city)),
            ("measure", words.measures(city)), ("news", words.news(city, isPublic: isPublic)),
        ]
        villages = city.villages.map { ($0.key?.text ?? "", $0.value) }.sorted { $0.0 < $1.0 }
        let largest = city.clusters.map(\.count).max() ?? 1
        // The large first, so that a small one that touches them lies on top and can be read.
        marks = city.clusters.sorted { ($1.count, $0.cell.quadkey) < ($0.count, $1.cell.quadkey) }.compactMap {
            cluster in
            guard let map else { return nil }
            let (x, y) = map.place(cluster.middle)
            return Mark(
                key: cluster.cell.quadkey,
                x: x,
                y: y,
                radius: MapFrame.radius(of: cluster.count, largest: largest),
                count: cluster.count
            )
        }
        summary = words.summary(city)
    }

    func figure(_ key: String) -> Figure? { figures.first { $0.key == key }?.figure }

    func rows(_ key: String) -> [Row] { lists.first { $0.key == key }?.rows ?? [] }

    // MARK: As the stream says it

    var json: JSON {
        [
            "position": .int(city.position), "at": .string(city.at.rfc3339),
            "figures": .object(Dictionary(uniqueKeysWithValues: figures.map { ($0.key, Self.json($0.figure)) })),
            "lists": .object(Dictionary(uniqueKeysWithValues: lists.map { ($0.key, .array($0.rows.map(Self.json))) })),
            "villages": .object(Dictionary(uniqueKeysWithValues: villages.map { ($0.key, .int(Int64($0.count))) })),
            "map": .array(
                marks.map { mark in
                    [
                        .string(mark.key), .int(Int64(mark.x)), .int(Int64(mark.y)), .int(Int64(mark.radius)),
                        .int(Int64(mark.count)), .string(words.number(mark.count)),
                    ]
                }
            ),
            "curve": [
                "today": .string(curve.today), "usual": .string(curve.usual), "band": .string(curve.band),
                "top": .string(words.number(curve.top)), "x": .int(Int64(curve.end.x)), "y": .int(Int64(curve.end.y)),
            ],
            "summary": .string(summary),
        ]
    }

    private static func json(_ figure: Figure) -> JSON {
        [
            "value": figure.value.map { .int(Int64($0)) } ?? .null, "text": .string(figure.text),
            "note": .string(figure.note ?? ""), "tone": .string(figure.tone ?? ""),
        ]
    }

    private static func json(_ row: Row) -> JSON {
        var cells: [String: JSON] = ["name": .string(row.name)]
        for (cell, text) in row.words { cells[cell] = .string(text) }
        var counts: [String: JSON] = [:]
        for (cell, value) in row.counts { counts[cell] = .int(Int64(value)) }
        var bars: [String: JSON] = [:]
        for (bar, length) in row.bars { bars[bar] = .int(Int64(length)) }
        return [
            "key": .string(row.key), "query": .string(row.query ?? ""), "tone": .string(row.tone ?? ""),
            "words": .object(cells), "counts": .object(counts), "bars": .object(bars),
        ]
    }

    // MARK: As a page shows it

    /// `cases`: the address of the list behind the figures; nil where the reader may open none.
    func view(cases: String?, agencies: Int = .max, districts: Int = .max, news: Int = .max, isShort: Bool = false)
        -> View
    {
        var view: View = [
            "position": "\(city.position)", "positionText": words.number(Int(clamping: city.position)),
            "asOf": words.formats.time(city.at), "asOfMachine": city.at.rfc3339, "summary": summary,
            "withheld": city.withheld > 0 ? words.texts.text("live.withheld", ["n": words.number(city.withheld)]) : nil,
            "marks": marks.map { mark in
                [
                    "key": mark.key, "x": "\(mark.x)", "y": "\(mark.y)", "r": "\(mark.radius)",
                    "value": "\(mark.count)", "count": words.number(mark.count),
                ] as View
            },
            "curve": [
                "today": curve.today, "usual": curve.usual, "band": curve.band, "top": words.number(curve.top),
                "x": "\(curve.end.x)", "y": "\(curve.end.y)", "isLearning": city.received.usual.isLearning,
            ] as View,
            "hours": hours,
        ]
        for (key, figure) in figures where !isShort || RoomWords.headlines.contains(key) {
            view["figure-" + key] =
                [
                    "key": key, "label": words.texts.text(isShort ? "live.short.\(key)" : "live.figure.\(key)"),
                    "value": figure.value.map(String.init) ?? "",
                    "text": figure.text, "note": figure.note, "tone": figure.tone ?? "",
                    "href": Self.address(cases, figure.query),
                ] as View
        }
        let most = ["agency": agencies, "district": districts, "news": news]
        for (key, rows) in lists {
            view["list-" + key] = rows.prefix(most[key] ?? .max).map { Self.view(of: $0, words, cases) }
        }
        return view
    }

    static func address(_ cases: String?, _ query: String?) -> String? {
        guard let cases, let query else { return nil }
        return query.isEmpty ? cases : cases + "?" + query
    }

    private static func view(of row: Row, _ words: RoomWords, _ cases: String?) -> View {
        var view: View = [
            "key": row.key, "name": row.name, "tone": row.tone ?? "", "href": address(cases, row.query), "open": "",
            "openValue": "", "overdue": "", "overdueValue": "", "soon": "", "soonValue": "", "bar": "0", "lateBar": "0",
            "time": "", "what": "", "where": "", "who": "", "share": "", "target": "", "note": "", "stars": "",
        ]
        for (cell, value) in row.counts {
            view[cell] = words.number(value)
            view[cell + "Value"] = "\(value)"
        }
        for (cell, text) in row.words { view[cell] = text }
        for (bar, length) in row.bars { view[bar] = "\(length)" }
        return view
    }

    /// The curve as a table: hour, today, usual.
    private var hours: [View] {
        let day = city.received
        let totals = day.runningTotals
        return (0..<24).map { hour in
            [
                "hour": words.formats.clock(minuteOfDay: hour * 60) + "–"
                    + words.formats.clock(minuteOfDay: (hour + 1) % 24 * 60),
                "today": hour < totals.count ? words.number(totals[hour]) : "",
                "usual": day.usual.isLearning ? "" : words.number(day.usual.middle[hour], decimals: 0),
            ]
        }
    }
}
