import Civic
import Definition
import Rules

/// Parameters as rules see them.
extension Parameter {
    /// A government's own value is of the right kind and inside the bounds that the law sets.
    func takes(_ json: JSON) -> Bool {
        if kind == .decimal { return json.string != nil || json.int != nil }
        guard let number = json.int else { return false }
        return number >= Int64(min ?? .min) && number <= Int64(max ?? .max)
    }

    func value(_ json: JSON) -> RuleValue {
        switch kind {
        case .integer: RuleValue(json)
        case .workdays: json.int.map { .workdays(Int(clamping: $0)) } ?? .null
        case .days: json.int.flatMap { NanoSpan(Span.days(Int(clamping: $0))) }.map { .duration($0) } ?? .null
        case .money: json.int.map { Rupiah($0) }.map { .money($0) } ?? .null
        case .decimal:
            (json.string ?? json.int.map { String($0) }).flatMap { RuleDecimal($0) }.map { .decimal($0) } ?? .null
        }
    }
}
