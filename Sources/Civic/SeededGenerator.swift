/// Random numbers that are the same for the same seed, for demo data and property tests; never for keys or ids.
///
/// xoshiro256** seeded through SplitMix64 (Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators").
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    package init(seed: UInt64) {
        var mixer = seed
        func next() -> UInt64 {
            mixer &+= 0x9E37_79B9_7F4A_7C15
            var value = mixer
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
        state = (next(), next(), next(), next())
    }

    /// A generator of its own for a named purpose, so that drawing more of one thing does not move another.
    package init(seed: UInt64, purpose: String) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in purpose.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        self.init(seed: seed ^ hash)
    }

    package mutating func next() -> UInt64 {
        let product = state.1 &* 5
        let result = (product << 7 | product >> 57) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = state.3 << 45 | state.3 >> 19
        return result
    }

    /// A whole number of a range; the same in every Swift version, its bias below 2^-32 for ranges below 2^32.
    package mutating func int(in range: ClosedRange<Int>) -> Int {
        let width = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound))
        guard width < .max else { return Int(bitPattern: UInt(next())) }
        return range.lowerBound &+ Int(truncatingIfNeeded: next().multipliedFullWidth(by: width + 1).high)
    }

    /// A number from 0 to below 1, with 53 random bits.
    package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// True with this probability.
    package mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    /// One element; the collection is not empty.
    package mutating func pick<Elements: RandomAccessCollection>(_ elements: Elements) -> Elements.Element {
        precondition(!elements.isEmpty, "nothing to pick from")
        return elements[elements.index(elements.startIndex, offsetBy: int(in: 0...elements.count - 1))]
    }

    /// An index, each with a probability in proportion to its weight; the weights are not negative and not all zero.
    package mutating func index(weights: [Double]) -> Int {
        let total = weights.reduce(0, +)
        precondition(total > 0 && weights.allSatisfy { $0 >= 0 }, "weights are not negative and not all zero")
        var rest = unit() * total
        for (index, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return index }
        }
        return weights.lastIndex(where: { $0 > 0 }) ?? 0
    }

    /// A number of the normal distribution (Marsaglia's polar method).
    package mutating func normal(mean: Double = 0, deviation: Double = 1) -> Double {
        while true {
            let (x, y) = (2 * unit() - 1, 2 * unit() - 1)
            let square = x * x + y * y
            if square > 0, square < 1 {
                return mean + deviation * x * (-2 * naturalLogarithm(square) / square).squareRoot()
            }
        }
    }

    /// A waiting time of the exponential distribution with this mean.
    package mutating func exponential(mean: Double) -> Double { -mean * naturalLogarithm(1 - unit()) }
}
