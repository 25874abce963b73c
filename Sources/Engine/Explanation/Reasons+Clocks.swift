import Civic
import Definition

/// Deadlines in words: how long, until when, by which calendar.
extension Reasons {
    private var formats: Formats { known.words.formats }
    private func say(_ id: String, _ en: String) -> String { known.say(id, en) }

    func clocks(_ changes: [ClockChange]) -> [Reason] { changes.compactMap(clock) }

    private func clock(_ change: ClockChange) -> Reason? {
        guard let clock = known.definition.clocks[change.clock] else { return nil }
        let (rule, facts) = told(change)
        var sources = clock.lock.map { [Source($0.source)] } ?? []
        var all = facts
        if case .formula(let formula) = clock.target, change.what != .met, change.what != .breached {
            all += known.facts(of: formula)
            sources += known.sources(of: formula).filter { !sources.contains($0) }
        }
        let isCounting = change.state.due != nil
        return Reason(
            kind: .clock,
            title: say("Tenggat", "Deadline") + " “\(clock.name.text(formats.language))”",
            rule: rule + (isCounting ? " " + target(clock) : ""),
            facts: all,
            sources: sources
        )
    }

    /// Such as "Jangkanya 3 hari kerja menurut jam kerja pemerintah daerah".
    private func target(_ clock: ClockElement) -> String {
        let words = known.words
        let length: String =
            switch clock.target {
            case .workdays(let days): say("\(days) hari kerja", days == 1 ? "1 workday" : "\(days) workdays")
            case .calendarDays(let days): say("\(days) hari", days == 1 ? "1 day" : "\(days) days")
            case .formula(let formula): words.words(formula)
            }
        let calendar: String =
            switch clock.calendar {
            case .office:
                say("menurut hari dan jam kerja pemerintah daerah", "by the government's working days and hours")
            case .always: say("setiap hari dihitung", "every day counts")
            case .named: say("menurut jam buka layanan ini", "by this service's opening hours")
            }
        return say("Jangkanya \(length), \(calendar).", "The time allowed is \(length), \(calendar).")
    }

    private func told(_ change: ClockChange) -> (String, [Fact]) {
        func due(_ moment: Moment) -> Fact {
            Fact(label: say("Batas waktu", "Due"), value: formats.dateTime(moment))
        }
        switch change.state {
        case .running(let run):
            let rule: String =
                switch change.what {
                case .resumed: say("Waktu berjalan lagi.", "Time runs again.")
                case .extended: say("Waktu diperpanjang.", "The time was extended.")
                case .replanned:
                    say("Dihitung ulang menurut kalender yang berubah.", "Planned anew on the changed calendar.")
                case .restarted: say("Waktu mulai dihitung dari awal.", "Time starts anew.")
                default: say("Waktu mulai dihitung.", "Time starts.")
                }
            return (rule, [due(run.due)])
        case .paused(let pause):
            return (
                say("Waktu berhenti selama menunggu.", "Time stands still while waiting."),
                [Fact(label: say("Berhenti sejak", "Paused since"), value: formats.dateTime(pause.since))]
            )
        case .met(_, let limit):
            return (say("Selesai sebelum batas waktu.", "Done before it was due."), [due(limit)])
        case .breached(_, let limit):
            return (say("Selesai setelah batas waktu lewat.", "Done after it was due."), [due(limit)])
        case .stopped:
            return (say("Tenggat dihentikan tanpa dinilai.", "The deadline ended without being judged."), [])
        }
    }

    /// A share of the target is used up.
    func mark(_ event: CaseEvent.ClockMarked) -> Reason? {
        guard let clock = known.definition.clocks[event.clock] else { return nil }
        let share = formats.percent(Double(event.percent) / 100)
        var facts: [Fact] = []
        if let due = event.change.state.due {
            facts.append(Fact(label: say("Batas waktu", "Due"), value: formats.dateTime(due)))
        }
        let told = (event.notify + (event.assign.map { [$0] } ?? [])).compactMap {
            known.definition.roles[$0]?.name.text(formats.language)
        }
        if !told.isEmpty {
            facts.append(Fact(label: say("Diberi tahu", "Told"), value: known.words.list(told, or: false)))
        }
        return Reason(
            kind: .clock,
            title: say("Tenggat", "Deadline") + " “\(clock.name.text(formats.language))”",
            rule: say("\(share) dari jangka waktunya sudah terpakai.", "\(share) of the time allowed is used up.") + " "
                + target(clock),
            facts: facts,
            sources: clock.lock.map { [Source($0.source)] } ?? []
        )
    }
}
