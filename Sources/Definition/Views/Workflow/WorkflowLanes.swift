import Civic

/// The inside of a state with branches: a lane for each, its states one under the other by distance from its start.
///
/// Actions to the next state run straight; all others run along tracks at the right of their lane.
struct WorkflowLanes {
    typealias Box = WorkflowLayout.Box
    typealias Arrow = WorkflowLayout.Arrow

    struct Lane {
        let branch: BranchID
        var x: Double
        var y: Double
        let width: Double
        var height: Double
    }

    private static let head = 48.0
    private static let step = WorkflowLayout.boxHeight + 46
    private static let padding = 12.0

    private(set) var lanes: [Lane] = []
    private(set) var boxes: [Box] = []
    private(set) var arrows: [Arrow] = []
    private(set) var width = 0.0
    private(set) var height = 0.0

    init(_ element: StateElement, arrows all: [Arrow]) {
        for (id, branch) in element.branches.all {
            let own = all.filter { branch.states.contains($0.from) && branch.states.contains($0.to) }
            add(id, Self.order(of: branch, own), own)
        }
        height = lanes.map(\.height).max() ?? 0
        for index in lanes.indices { lanes[index].height = height }
        width = max(width, WorkflowLayout.boxWidth)
    }

    /// The same inside at its place in the picture.
    func moved(toX x: Double, y: Double) -> WorkflowLanes {
        var moved = self
        for index in lanes.indices {
            moved.lanes[index].x += x
            moved.lanes[index].y += y
        }
        for index in boxes.indices {
            moved.boxes[index].x += x
            moved.boxes[index].y += y
        }
        for index in arrows.indices {
            moved.arrows[index].points = arrows[index].points.map { ($0.x + x, $0.y + y) }
            moved.arrows[index].badge.x += x
            moved.arrows[index].badge.y += y
        }
        return moved
    }

    /// From the start on, the nearest first; what nothing leads to comes last.
    private static func order(of branch: BranchElement, _ arrows: [Arrow]) -> [StateID] {
        var order = branch.startState.map { [$0] } ?? []
        var next = 0
        while next < order.count {
            for arrow in arrows where arrow.from == order[next] && !order.contains(arrow.to) { order.append(arrow.to) }
            next += 1
        }
        return order + branch.states.order.filter { !order.contains($0) }
    }

    private mutating func add(_ branch: BranchID, _ order: [StateID], _ own: [Arrow]) {
        let left = width + Self.padding
        for (index, state) in order.enumerated() {
            boxes.append(Box(state: state, layer: index, x: left, y: Self.head + Double(index) * Self.step))
        }
        let places = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let aside = own.filter { (places[$0.to] ?? 0) != (places[$0.from] ?? 0) + 1 }
        let room = max(30, (aside.map { WorkflowLayout.badgeHalf($0.label) * 2 }.max() ?? 0) + 10)
        var ports: [Int: Int] = [:]
        func port(_ place: Int) -> Double {
            ports[place, default: 0] += 1
            let number = Double(ports[place] ?? 1)
            return Self.head + Double(place) * Self.step + min(number * 10, WorkflowLayout.boxHeight - 6)
        }
        var tracks = 0
        let edge = left + WorkflowLayout.boxWidth
        for arrow in own {
            guard let from = places[arrow.from], let to = places[arrow.to] else { continue }
            var drawn = arrow
            if to == from + 1 {
                let x = left + WorkflowLayout.boxWidth / 2
                let top = Self.head + Double(from) * Self.step + WorkflowLayout.boxHeight
                drawn.points = [(x, top), (x, Self.head + Double(to) * Self.step)]
            } else {
                let x = edge + room * (Double(tracks) + 0.5)
                let (start, stop) = (port(from), port(to))
                drawn.points = [(edge, start), (x, start), (x, stop), (edge, stop)]
                tracks += 1
            }
            drawn.badge = WorkflowLayout.point(at: 0.5, of: drawn.points)
            arrows.append(drawn)
        }
        let inner = Self.padding * 2 + WorkflowLayout.boxWidth + room * Double(tracks)
        let end = Self.head + Double(order.count) * Self.step - (Self.step - WorkflowLayout.boxHeight) + Self.padding
        lanes.append(Lane(branch: branch, x: width, y: 0, width: inner, height: end))
        width += inner
    }
}
