import Civic
import Definition

/// Random changes to a definition's tree that keep its shape: what a provider or an adopter might do.
struct RandomEdits {
    var random: SeededGenerator
    private var minted = 0
    /// So that two editors of one base mint different ids.
    private let mark: String

    init(seed: UInt64, mark: String) {
        random = SeededGenerator(seed: seed)
        self.mark = mark
    }

    /// The tree after up to `count` changes.
    mutating func edited(_ tree: DefinitionTree, count: Int) -> DefinitionTree {
        var json = tree.json
        for _ in 0..<count { json = changed(json, DefinitionLanguage.shape) ?? json }
        return DefinitionTree(json: json).normalized
    }

    /// The part with one change somewhere inside; nil where nothing can change.
    private mutating func changed(_ json: JSON, _ shape: Shape) -> JSON? {
        switch (shape.resolved, json) {
        case (.record(let record), .object(let object)): return key(object, record)
        case (.open, .object(let object)), (.values, .object(let object)), (.text, .object(let object)):
            return anyKey(object, shape.resolved)
        case (.keyed(let keyed), .array(let pairs)): return element(pairs, keyed)
        case (.set, .array(let items)): return set(items)
        case (.flag, _): return .bool(!(json.bool ?? false))
        case (.number, _): return .int(Int64.random(in: 1...40, using: &random))
        case (.word, .string(let word)), (.expression, .string(let word)), (.oneOf, .string(let word)):
            return .string(word + " " + String(Int.random(in: 0...3, using: &random)))
        default: return nil
        }
    }

    private mutating func key(_ object: [String: JSON], _ record: RecordDeclaration) -> JSON? {
        guard let entry = record.entries.filter({ object[$0.key] != nil }).randomElement(using: &random) else {
            return nil
        }
        var object = object
        if case .optional = entry.presence, Int.random(in: 0..<6, using: &random) == 0 {
            object[entry.key] = nil
            return .object(object)
        }
        guard let value = object[entry.key].flatMap({ changed($0, entry.shape) }) else { return nil }
        object[entry.key] = value
        return .object(object)
    }

    private mutating func anyKey(_ object: [String: JSON], _ shape: Shape) -> JSON? {
        guard let key = object.keys.sorted().randomElement(using: &random) else { return nil }
        var object = object
        if case .text = shape {
            object[key] = .string(
                (object[key]?.string ?? "") + " " + ["lama", "baru", "resmi"][Int.random(in: 0..<3, using: &random)]
            )
        } else {
            guard let value = object[key].flatMap({ changed($0, shape.below(key) ?? .plain) }) else { return nil }
            object[key] = value
        }
        return .object(object)
    }

    private mutating func element(_ pairs: [JSON], _ keyed: KeyedDeclaration) -> JSON? {
        var pairs = pairs
        guard let at = pairs.indices.randomElement(using: &random), let parts = pairs[at].array, parts.count == 2 else {
            return nil
        }
        switch Int.random(in: 0..<8, using: &random) {
        case 0:
            minted += 1
            let separator = keyed.spelling == .snake ? "_" : "-"
            let id = "\(["a", "m", "z"].randomElement(using: &random) ?? "a")\(separator)\(mark)\(minted)"
            pairs.insert(.array([.string(id), parts[1]]), at: Int.random(in: 0...pairs.count, using: &random))
        case 1 where pairs.count > 1: pairs.remove(at: at)
        case 2 where pairs.count > 1:
            let pair = pairs.remove(at: at)
            pairs.insert(pair, at: Int.random(in: 0...pairs.count, using: &random))
        case 3 where keyed.hidable:
            guard var row = parts[1].object else { return nil }
            row["hidden"] = .bool(true)
            pairs[at] = .array([parts[0], .object(row)])
        default:
            guard let value = changed(parts[1], keyed.element) else { return nil }
            pairs[at] = .array([parts[0], value])
        }
        return .array(pairs)
    }

    private mutating func set(_ items: [JSON]) -> JSON {
        var items = items
        if !items.isEmpty, Bool.random(using: &random) {
            items.remove(at: Int.random(in: 0..<items.count, using: &random))
        } else {
            items.append(.string(["north", "south", "east"].randomElement(using: &random) ?? "north"))
        }
        return .array(items)
    }
}
