package import Civic

extension ClockState {
    package var json: JSON {
        var writer = FactWriter()
        switch self {
        case .running(let run):
            writer.put("is", "running")
            writer.put("started", run.startedAt)
            writer.put("due", run.due)
            writer.put("left", run.workingMinutesLeft)
            writer.put("total", run.total)
            if let workdays = run.workdays { writer.put("workdays", workdays) }
            if run.marked > 0 { writer.put("marked", run.marked) }
            if let next = run.next {
                writer.put("next", .object(["percent": .int(Int64(next.percent)), "at": .string(next.at.rfc3339)]))
            }
        case .paused(let pause):
            writer.put("is", "paused")
            writer.put("since", pause.since)
            writer.put("due", pause.due)
            writer.put("left", pause.workingMinutesLeft)
            writer.put("total", pause.total)
            if pause.marked > 0 { writer.put("marked", pause.marked) }
        case .met(let at, let due):
            writer.put("is", "met")
            writer.put("at", at)
            writer.put("due", due)
        case .breached(let at, let due):
            writer.put("is", "breached")
            writer.put("at", at)
            writer.put("due", due)
        case .stopped(let at):
            writer.put("is", "stopped")
            writer.put("at", at)
        }
        return writer.json
    }

    package init(json: JSON) throws(FactFault) {
        let reader = try FactReader(json, type: "clock")
        switch try reader.text("is") {
        case "running":
            var next: NextMark?
            if let mark = reader.json("next") {
                let inner = try FactReader(mark, type: "clock")
                next = NextMark(percent: try inner.int("percent"), at: try inner.value("at"))
            }
            self = .running(
                ClockRun(
                    startedAt: try reader.value("started"),
                    due: try reader.value("due"),
                    workingMinutesLeft: try reader.int("left"),
                    total: try reader.int("total"),
                    workdays: try reader.optionalInt("workdays"),
                    marked: try reader.optionalInt("marked") ?? 0,
                    next: next
                )
            )
        case "paused":
            self = .paused(
                ClockPause(
                    since: try reader.value("since"),
                    due: try reader.value("due"),
                    workingMinutesLeft: try reader.int("left"),
                    total: try reader.int("total"),
                    marked: try reader.optionalInt("marked") ?? 0
                )
            )
        case "met": self = .met(at: try reader.value("at"), due: try reader.value("due"))
        case "breached": self = .breached(at: try reader.value("at"), due: try reader.value("due"))
        case "stopped": self = .stopped(at: try reader.value("at"))
        case let word: throw reader.fault("is", "unknown word \(word)")
        }
    }
}

extension ClockChange {
    package var json: JSON {
        .object(["clock": .string(clock.text), "what": .string(what.rawValue), "state": state.json])
    }

    package init(json: JSON) throws(FactFault) {
        let reader = try FactReader(json, type: "clock")
        guard let state = reader.json("state") else { throw reader.fault("state", "missing") }
        clock = try reader.id("clock")
        what = try reader.choice("what")
        self.state = try ClockState(json: state)
    }
}
