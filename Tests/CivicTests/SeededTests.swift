import Civic
import Testing

@Suite struct SeededNumbers {
    /// Computed by an independent program from the published algorithms.
    @Test func `a seed gives the numbers of xoshiro256** behind SplitMix64`() {
        var generator = SeededGenerator(seed: 1)
        let numbers = (0..<4).map { _ in generator.next() }
        #expect(
            numbers == [0xB3F2_AF6D_0FC7_10C5, 0x853B_5596_4736_4CEA, 0x92F8_9756_082A_4514, 0x642E_1C7B_C266_A3A7]
        )
    }

    @Test func `each purpose has numbers of its own`() {
        var (a, b, c) = (
            SeededGenerator(seed: 1, purpose: "names"), SeededGenerator(seed: 1, purpose: "places"),
            SeededGenerator(seed: 1, purpose: "names")
        )
        let first = a.next()
        #expect(first != b.next())
        #expect(first == c.next())
    }

    @Test func `whole numbers stay in their range and reach its ends`() {
        var generator = SeededGenerator(seed: 7)
        let drawn = (0..<2_000).map { _ in generator.int(in: -3...3) }
        #expect(Set(drawn) == Set(-3...3))
        #expect((0..<100).allSatisfy { _ in (Int.min...Int.max).contains(generator.int(in: Int.min...Int.max)) })
        #expect(generator.int(in: 5...5) == 5)
    }

    @Test func `weights, chances and means are kept`() {
        var generator = SeededGenerator(seed: 7)
        let picks = (0..<10_000).map { _ in generator.index(weights: [1, 0, 3]) }
        #expect(!picks.contains(1))
        #expect((7_300...7_700).contains(picks.count { $0 == 2 }))
        #expect((2_800...3_200).contains((0..<10_000).count { _ in generator.chance(0.3) }))
        let mean = (0..<10_000).reduce(0.0) { sum, _ in sum + generator.exponential(mean: 5) } / 10_000
        #expect((4.8...5.2).contains(mean))
        let values = (0..<10_000).map { _ in generator.normal(mean: 10, deviation: 2) }
        let average = values.reduce(0, +) / 10_000
        #expect((9.9...10.1).contains(average))
        #expect((3.8...4.2).contains(values.reduce(0) { $0 + ($1 - average) * ($1 - average) } / 10_000))
    }

    @Test func `picking from nothing stops the program`() async {
        await #expect(processExitsWith: .failure) {
            var generator = SeededGenerator(seed: 1)
            _ = generator.pick([Int]())
        }
    }
}
