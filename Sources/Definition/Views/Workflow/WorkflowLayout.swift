import Civic

/// Where the states of a workflow stand and how its actions run between them, before anything is drawn.
///
/// States stand in layers by their distance from the start, downwards; a state with branches holds a lane for each of them. Actions between neighbouring layers run straight;
/// those within a layer run through the gap below it; those that jump layers run along a lane at the right, which they reach
/// from the side of a box, or through the gap where another box is in the way.
struct WorkflowLayout {
    struct Box {
        let state: StateID
        let layer: Int
        var x: Double
        var y: Double
        var width = WorkflowLayout.boxWidth
        var height = WorkflowLayout.boxHeight

        var right: Double { x + width }
        var bottom: Double { y + height }
    }

    /// Actions from one state to another are drawn as one arrow with all their numbers.
    struct Arrow {
        let from: StateID
        let to: StateID
        let numbers: [Int]
        var points: [(x: Double, y: Double)]
        var badge: (x: Double, y: Double)

        /// An arrow without an action is where branches come together.
        var label: String { numbers.isEmpty ? "+" : numbers.map(String.init).joined(separator: ", ") }
    }

    static let boxWidth = 158.0
    static let boxHeight = 58.0
    static let spaceX = 22.0
    static let gap = 84.0
    static let laneWidth = 24.0
    static let margin = 14.0

    private(set) var boxes: [StateID: Box] = [:]
    private(set) var arrows: [Arrow] = []
    /// What stands inside of states with branches.
    private(set) var lanes: [StateID: WorkflowLanes] = [:]
    /// Where each layer ends.
    private var bottoms: [Double] = []
    private(set) var width = 0.0
    private(set) var height = 0.0

    init(_ definition: Definition) {
        let layers = Self.layers(of: definition)
        let all = Self.arrows(of: definition)
        for (holder, element) in definition.states.all where !element.branches.isEmpty {
            lanes[holder] = WorkflowLanes(element, arrows: all)
        }
        place(layers, in: definition)
        arrows = all.filter { boxes[$0.from] != nil && boxes[$0.to] != nil }
        route()
        placeBadges()
        for (holder, inside) in lanes {
            guard let box = boxes[holder] else { continue }
            lanes[holder] = inside.moved(toX: box.x, y: box.y + Self.boxHeight)
        }
    }

    // MARK: States

    /// States by distance from the start; ends never stand beside states that lead on to them.
    private static func layers(of definition: Definition) -> [[StateID]] {
        guard let start = definition.startState else { return [definition.states.order] }
        var depth: [StateID: Int] = [start: 0]
        var queue = [start]
        var next = 0
        while next < queue.count {
            let state = queue[next]
            next += 1
            var ways = definition.actions.all.filter { $0.element.from.contains(state) }.map(\.element.to)
            ways += definition.states[state]?.join.map { [$0] } ?? []
            for way in ways where depth[way] == nil && definition.states.contains(way) {
                depth[way] = (depth[state] ?? 0) + 1
                queue.append(way)
            }
        }
        let last = (depth.values.max() ?? 0) + 1
        var layers: [[StateID]] = Array(repeating: [], count: last + 1)
        for state in definition.states.order { layers[depth[state] ?? last].append(state) }
        // What was refused stands at the right, so that the main way runs straight down.
        return layers.filter { !$0.isEmpty }.map { layer in
            layer.filter { definition.states[$0]?.tone != .refused }
                + layer.filter { definition.states[$0]?.tone == .refused }
        }
    }

    private func predecessor(of state: StateID, in definition: Definition) -> Box? {
        let joined = definition.states.all.filter { $0.element.join == state }.map(\.id)
        return (definition.actions.all.filter { $0.element.to == state }.flatMap(\.element.from) + joined)
            .compactMap { boxes[$0] }.max { $0.layer < $1.layer }
    }

    private mutating func place(_ layers: [[StateID]], in definition: Definition) {
        let widths = layers.map { layer in
            layer.reduce(Double(layer.count - 1) * Self.spaceX) { $0 + (lanes[$1]?.width ?? Self.boxWidth) }
        }
        let inner = widths.max() ?? Self.boxWidth
        var y = Self.margin
        for (index, layer) in layers.enumerated() {
            // A single state stands under the one that leads to it, so that the main way runs straight down.
            let above = layer.count == 1 ? predecessor(of: layer[0], in: definition) : nil
            var x = Self.margin + (inner - widths[index]) / 2
            if layer.count == 1 {
                let middle = above.map { $0.x + ($0.width - widths[index]) / 2 } ?? Self.margin
                x = min(max(middle, Self.margin), Self.margin + inner - widths[index])
            }
            for state in layer {
                var box = Box(state: state, layer: index, x: x, y: y)
                if let inside = lanes[state] {
                    box.width = inside.width
                    box.height += inside.height
                }
                boxes[state] = box
                x += box.width + Self.spaceX
            }
            bottoms.append(layer.compactMap { boxes[$0]?.bottom }.max() ?? y + Self.boxHeight)
            y = bottoms[index] + Self.gap
        }
        width = inner + 2 * Self.margin
        height = y
    }

    // MARK: Actions

    private static func arrows(of definition: Definition) -> [Arrow] {
        var keys: [[StateID]] = []
        var numbers: [[StateID]: [Int]] = [:]
        for (index, (_, action)) in definition.actions.all.enumerated() {
            for state in action.from {
                let key = [state, action.to]
                if numbers[key] == nil { keys.append(key) }
                numbers[key, default: []].append(index + 1)
            }
        }
        for (holder, element) in definition.states.all {
            guard let join = element.join, numbers[[holder, join]] == nil else { continue }
            keys.append([holder, join])
        }
        return keys.map { Arrow(from: $0[0], to: $0[1], numbers: numbers[$0] ?? [], points: [], badge: (0, 0)) }
    }

    private enum Side: Hashable {
        case top(StateID), bottom(StateID), right(StateID)

        var state: StateID {
            switch self {
            case .top(let state), .bottom(let state), .right(let state): state
            }
        }
    }

    /// The sides at which an arrow leaves and enters.
    private func sides(of arrow: Arrow) -> (from: Side, to: Side) {
        guard let from = boxes[arrow.from], let to = boxes[arrow.to] else {
            return (.bottom(arrow.from), .top(arrow.to))
        }
        if to.layer == from.layer { return (.bottom(arrow.from), .bottom(arrow.to)) }
        let plain: (Side, Side) =
            to.layer > from.layer ? (.bottom(arrow.from), .top(arrow.to)) : (.top(arrow.from), .bottom(arrow.to))
        guard abs(to.layer - from.layer) > 1 else { return plain }
        return (
            isRightmost(from) ? .right(arrow.from) : plain.0, isRightmost(to) ? .right(arrow.to) : plain.1
        )
    }

    private func isRightmost(_ box: Box) -> Bool {
        !boxes.values.contains { $0.layer == box.layer && $0.x > box.x }
    }

    private mutating func route() {
        var ends: [Side: [(arrow: Int, isStart: Bool, otherX: Double)]] = [:]
        for (index, arrow) in arrows.enumerated() {
            let (from, to) = sides(of: arrow)
            ends[from, default: []].append((index, true, boxes[arrow.to]?.x ?? 0))
            ends[to, default: []].append((index, false, boxes[arrow.from]?.x ?? 0))
        }
        var starts: [Int: (x: Double, y: Double)] = [:]
        var stops: [Int: (x: Double, y: Double)] = [:]
        for (side, list) in ends {
            // Lanes leave furthest right; the others point to where they go, so that few cross.
            let sorted = list.sorted {
                (isLane($0.arrow) ? 1 : 0, $0.otherX, $0.arrow) < (isLane($1.arrow) ? 1 : 0, $1.otherX, $1.arrow)
            }
            for (position, end) in sorted.enumerated() {
                let point = port(side, position, of: sorted.count)
                if end.isStart { starts[end.arrow] = point } else { stops[end.arrow] = point }
            }
        }
        var lanes = 0
        var tracks: [Int: Int] = [:]
        for index in arrows.indices {
            guard let start = starts[index], let stop = stops[index] else { continue }
            draw(index, start, stop, &lanes, &tracks)
        }
        width += Double(lanes) * Self.laneWidth
        // Under the last layer the gap is needed only where lines run through it.
        let last = boxes.values.map(\.layer).max() ?? 0
        if tracks[last] == nil { height -= Self.gap - 26 }
    }

    private func port(_ side: Side, _ position: Int, of count: Int) -> (x: Double, y: Double) {
        guard let box = boxes[side.state] else { return (0, 0) }
        let x = box.x + box.width * Double(position + 1) / Double(count + 1)
        return switch side {
        case .top: (x, box.y)
        case .bottom: (x, box.bottom)
        case .right: (box.right, box.y + Self.boxHeight * Double(position + 1) / Double(count + 1))
        }
    }

    private func span(_ arrow: Arrow) -> Int { abs((boxes[arrow.from]?.layer ?? 0) - (boxes[arrow.to]?.layer ?? 0)) }
    private func isLane(_ index: Int) -> Bool { span(arrows[index]) > 1 }

    private mutating func draw(
        _ index: Int,
        _ start: (x: Double, y: Double),
        _ stop: (x: Double, y: Double),
        _ lanes: inout Int,
        _ tracks: inout [Int: Int]
    ) {
        switch span(arrows[index]) {
        case 1:
            // Past a taller neighbour first, then across.
            let upper = min(boxes[arrows[index].from]?.layer ?? 0, boxes[arrows[index].to]?.layer ?? 0)
            let isDown = start.y < stop.y
            let short = isDown ? start : stop
            var points = [start, stop]
            if short.y < bottoms[upper] { points.insert((short.x, bottoms[upper]), at: 1) }
            arrows[index].points = points
        case 0:
            let y = track(below: boxes[arrows[index].from]?.layer ?? 0, &tracks)
            arrows[index].points = [start, (start.x, y), (stop.x, y), stop]
        default:
            lanes += 1
            let x = width + Double(lanes - 1) * Self.laneWidth
            let (from, to) = sides(of: arrows[index])
            let firstY = turn(from, start, &tracks)
            let secondY = turn(to, stop, &tracks)
            let corners = [start, (start.x, firstY), (x, firstY), (x, secondY), (stop.x, secondY), stop]
            arrows[index].points = corners.enumerated().filter { $0 == 0 || $1 != corners[$0 - 1] }.map(\.element)
        }
    }

    /// The height at which an arrow turns into its lane: at once at a box's side, else in the gap above or below.
    private func turn(
        _ side: Side,
        _ point: (x: Double, y: Double),
        _ tracks: inout [Int: Int]
    ) -> Double {
        let layer = boxes[side.state]?.layer ?? 0
        switch side {
        case .right: return point.y
        case .top: return track(below: layer - 1, &tracks)
        case .bottom: return track(below: layer, &tracks)
        }
    }

    /// The height of the next line through the gap below a layer.
    private func track(below layer: Int, _ tracks: inout [Int: Int]) -> Double {
        let number = tracks[layer, default: 0]
        tracks[layer] = number + 1
        return (layer < 0 ? Self.margin - Self.gap : bottoms[layer]) + 20 + Double(number % 5) * 11
    }

    // MARK: Numbers

    /// Half the width of the badge that holds an arrow's numbers.
    static func badgeHalf(_ text: String) -> Double { max(9, Double(text.count) * 3.8 + 4) }

    static let badgeHalfHeight = 9.0

    /// Each arrow carries its numbers where they lie on no box and on no other badge; from the middle outwards.
    private mutating func placeBadges() {
        var taken: [(x: Double, y: Double, half: Double)] = []
        for index in arrows.indices {
            let half = Self.badgeHalf(arrows[index].label)
            let shares = [0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75, 0.2, 0.8, 0.15, 0.85, 0.1, 0.9]
            let places = shares.map { Self.point(at: $0, of: arrows[index].points) }
            let free = places.first { place in
                !isOnBox(place, half)
                    && !taken.contains { abs($0.x - place.x) < $0.half + half + 2 && abs($0.y - place.y) < 20 }
            }
            arrows[index].badge = free ?? places[0]
            width = max(width, arrows[index].badge.x + half + 4)
            taken.append((arrows[index].badge.x, arrows[index].badge.y, half))
        }
    }

    private func isOnBox(_ place: (x: Double, y: Double), _ half: Double) -> Bool {
        boxes.values.contains { box in
            place.x + half > box.x && place.x - half < box.right
                && place.y + Self.badgeHalfHeight > box.y && place.y - Self.badgeHalfHeight < box.bottom
        }
    }

    /// The point at a share of the way along a line of several pieces.
    static func point(at share: Double, of points: [(x: Double, y: Double)]) -> (x: Double, y: Double) {
        let lengths = zip(points, points.dropFirst()).map { ($0.x - $1.x).magnitude + ($0.y - $1.y).magnitude }
        var rest = lengths.reduce(0, +) * share
        for (index, length) in lengths.enumerated() {
            if rest <= length, length > 0 {
                let (a, b) = (points[index], points[index + 1])
                return (a.x + (b.x - a.x) * rest / length, a.y + (b.y - a.y) * rest / length)
            }
            rest -= length
        }
        return points.last ?? (0, 0)
    }
}
