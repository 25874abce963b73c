internal import Civic

/// Functions over the working calendar that an evaluation was given (`RuleSurroundings.calendar`).
enum CalendarFunctions {
    typealias Signature = RuleFunction.Signature

    static let all: [RuleFunction] = [
        calendar("workdays_between", [Signature([.date, .date], .int)]) { values, calendar throws(RuleFault) in
            guard case .date(let from) = values[0], case .date(let to) = values[1] else {
                throw values.noOverload("workdays_between")
            }
            // From the first day to before the last; negative when they stand the other way round.
            return .int(Int64(calendar.workdays(from: from, to: to).count))
        },
        calendar("is_workday", [Signature([.date], .bool)]) { values, calendar throws(RuleFault) in
            guard case .date(let date) = values[0] else { throw values.noOverload("is_workday") }
            return .bool(calendar.isWorkday(date))
        },
        calendar("next_workday", [Signature([.date], .date)]) { values, calendar throws(RuleFault) in
            guard case .date(let date) = values[0] else { throw values.noOverload("next_workday") }
            return try TimeFunctions.inRange(calendar.workday(onOrAfter: date))
        },
    ]

    private static func calendar(
        _ name: String,
        _ signatures: [Signature],
        _ body: @escaping @Sendable ([RuleValue], WorkingCalendar) throws(RuleFault) -> RuleValue
    ) -> RuleFunction {
        RuleFunction(name, .free, signatures, takesZone: false) { values, surroundings throws(RuleFault) in
            guard let calendar = surroundings.calendar else { throw RuleFault(.noCalendar) }
            return try body(values, calendar)
        }
    }
}
