/// A semantic version of an application: `1.4.0` (semver.org 2.0.0, without build metadata; a pre-release part is allowed).
package struct Version: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let major: Int
    package let minor: Int
    package let patch: Int
    /// `rc.1` of `2.0.0-rc.1`; empty for a release.
    package let preRelease: String

    package init(_ major: Int, _ minor: Int, _ patch: Int, preRelease: String = "") {
        self.major = major
        self.minor = minor
        self.patch = patch
        self.preRelease = preRelease
    }

    /// Nil where the text is not of the form `1.4.0` or `1.4.0-rc.1`.
    package init?(_ text: String) {
        let halves = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let front = halves.first else { return nil }
        let numbers = front.split(separator: ".", omittingEmptySubsequences: false).compactMap(Self.number)
        guard numbers.count == 3, front.filter({ $0 == "." }).count == 2 else { return nil }
        let tail = halves.count == 2 ? String(halves[1]) : ""
        guard halves.count == 1 || !tail.isEmpty else { return nil }
        let isSpelledWell = tail.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
            case UInt8(ascii: "."), UInt8(ascii: "-"): true
            default: false
            }
        }
        guard isSpelledWell else { return nil }
        self.init(numbers[0], numbers[1], numbers[2], preRelease: tail)
    }

    private static func number(_ digits: Substring) -> Int? {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            digits.count == 1 || digits.first != "0"
        else { return nil }
        return Int(digits)
    }

    package var description: String {
        preRelease.isEmpty ? "\(major).\(minor).\(patch)" : "\(major).\(minor).\(patch)-\(preRelease)"
    }

    /// Precedence of semver §11: a pre-release stands before its release, its parts compare one by one.
    package static func < (left: Version, right: Version) -> Bool {
        let (a, b) = ((left.major, left.minor, left.patch), (right.major, right.minor, right.patch))
        guard a == b else { return a < b }
        switch (left.preRelease.isEmpty, right.preRelease.isEmpty) {
        case (true, _): return false
        case (false, true): return true
        case (false, false): return precedes(left.preRelease, right.preRelease)
        }
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        let (a, b) = (left.split(separator: "."), right.split(separator: "."))
        for (x, y) in zip(a, b) where x != y {
            switch (Int(x), Int(y)) {
            case (.some(let m), .some(let n)): return m < n
            case (.some, nil): return true
            case (nil, .some): return false
            case (nil, nil): return x < y
            }
        }
        return a.count < b.count
    }
}
