import Civic
import Testing

@testable import Rules

@Suite struct DependencyTests {
    private static func order(_ definitions: [(id: String, reads: Set<String>)]) -> DependencyOrder<String> {
        DependencyOrder(definitions)
    }

    @Test func `a field is worked out after all that it reads`() {
        let order = Self.order([
            ("total", ["fee", "tax"]), ("tax", ["fee", "rate"]), ("fee", ["area"]), ("note", []),
            ("shown", ["total", "note"]),
        ])
        #expect(order.order == ["fee", "tax", "total", "note", "shown"])
        #expect(order.cycles.isEmpty)
        #expect(order.dependants(of: "area") == ["fee", "tax", "total", "shown"])
        #expect(order.dependants(of: "note") == ["shown"])
        #expect(order.dependants(of: ["rate", "note"]) == ["tax", "total", "shown"])
        #expect(order.dependants(of: "nobody").isEmpty && order.dependants(of: "shown").isEmpty)
    }

    @Test func `a cycle is shown as its path, and the rest still has an order`() {
        let order = Self.order([
            ("a", ["b"]), ("b", ["c"]), ("c", ["a"]), ("behind", ["c"]), ("self", ["self"]), ("free", ["x"]),
            ("after", ["free"]),
        ])
        #expect(order.cycles == [["a", "b", "c", "a"], ["self", "self"]])
        #expect(order.order == ["free", "after"])
        #expect(order.dependants(of: "x") == ["free", "after"])
    }

    @Test(arguments: 0..<100)
    func `any set of fields is either ordered or in a tangle`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...40, using: &random)
        let definitions = (0..<count).map { id in
            (
                id: id,
                reads: Set(
                    (0..<Int.random(in: 0...2, using: &random)).map { _ in
                        Int.random(in: 0..<(count + 5), using: &random)
                    }
                )
            )
        }
        let order = DependencyOrder(definitions)
        let place = Dictionary(uniqueKeysWithValues: order.order.enumerated().map { ($1, $0) })
        for (id, reads) in definitions {
            guard let own = place[id] else { continue }
            for read in reads where read < count { #expect(try #require(place[read]) < own) }
        }
        for cycle in order.cycles {
            #expect(cycle.count >= 2 && cycle.first == cycle.last)
            for (one, next) in zip(cycle, cycle.dropFirst()) { #expect(definitions[one].reads.contains(next)) }
        }
        #expect((order.order.count == count) == order.cycles.isEmpty)
        // What depends on an input is what can be reached from it, slowly counted.
        let start = count + 1
        var reached: Set<Int> = [start]
        while true {
            let more = definitions.filter {
                place[$0.id] != nil && !reached.contains($0.id) && !$0.reads.isDisjoint(with: reached)
            }
            if more.isEmpty { break }
            reached.formUnion(more.map(\.id))
        }
        #expect(order.dependants(of: start) == order.order.filter(reached.contains))
    }

    @Test func `an expression says which paths it reads`() throws {
        let text = "form.area * rate + items.map(i, i.price * date).sum(0) + cel.bind(x, y.z, x.w)"
        let expression = try #require(Expression.parse(text).0)
        #expect(expression.references == [["form", "area"], ["rate"], ["items"], ["date"], ["y", "z"]])
    }
}
