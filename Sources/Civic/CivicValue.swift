/// A value of the city: one form that is kept, one that people read, and what about it is worth asking.
///
/// What no official source confirms is a ``Doubt``, never a refusal.
package protocol CivicValue: Hashable, Sendable {
    /// The one form that is kept and sent: equal values have equal canonical forms.
    var canonical: JSON { get }
    /// Reads ``canonical``, and forgives inside it what people type.
    init(canonical: JSON) throws(CivicError)
    /// As people read it, in their language.
    func display(_ formats: Formats) -> String
    /// What the person should be asked about, though the value is taken.
    func doubts(around surroundings: Surroundings) -> [Doubt]
}

/// A value that people type as one line.
package protocol TypedValue: CivicValue {
    /// Reads what people type: blanks, dots and dashes where they do not matter.
    init(typed: String) throws(CivicError)
}

/// A value that was read, and what about it is worth asking.
package struct Read<Value: CivicValue>: Hashable, Sendable {
    package let value: Value
    package let doubts: [Doubt]
}

extension CivicValue {
    package func doubts(around surroundings: Surroundings) -> [Doubt] { [] }

    /// The value in its canonical form, with its doubts.
    package static func read(
        _ answer: JSON,
        around surroundings: Surroundings = .unknown
    ) throws(CivicError) -> Read<Self> {
        let value = try Self(canonical: answer)
        return Read(value: value, doubts: value.doubts(around: surroundings))
    }
}

extension TypedValue {
    /// The value of a typed line, with its doubts.
    package static func read(
        _ typed: String,
        around surroundings: Surroundings = .unknown
    ) throws(CivicError) -> Read<Self> {
        let value = try Self(typed: typed)
        return Read(value: value, doubts: value.doubts(around: surroundings))
    }

    package init(canonical: JSON) throws(CivicError) {
        guard let text = canonical.string else { throw .notText }
        try self.init(typed: text)
    }
}

extension TypedValue where Self: SpelledAsText {
    package var canonical: JSON { .string(spelled) }
    package init(spelled: String) throws(CivicError) { try self.init(typed: spelled) }
}

/// What is known around a value when it is read: the day, and the regions that exist.
package struct Surroundings: Sendable {
    package let today: CivilDate?
    private let knows: @Sendable (RegionCode) -> Bool?

    /// `knows` answers nil for a region that it cannot judge.
    package init(today: CivilDate? = nil, knows: @escaping @Sendable (RegionCode) -> Bool? = { _ in nil }) {
        self.today = today
        self.knows = knows
    }

    /// Judges the regions below the roots of a map; of all others only the province.
    package init(today: CivilDate?, regions: RegionMap) {
        self.init(today: today) { code in
            regions.roots.contains { $0.contains(code) } ? regions.region(code) != nil : nil
        }
    }

    package static let unknown = Surroundings()

    /// The provinces of Kepmendagri 300.2.2-2138/2025.
    private static let provinces: Set<String> = Set(
        """
        11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 91 92 93 94 95 96
        """.split(separator: " ").map(String.init)
    )

    /// True for a region that certainly is on no list; a region may still be a former one.
    package func isUnknown(_ code: RegionCode) -> Bool {
        if let known = knows(code) { return !known }
        return !Self.provinces.contains(String(code.text.prefix(2)))
    }
}
