import Civic
import Definition

/// How a story tells who works on a case.
struct WorkWords {
    let language: Language

    private func say(_ id: String, _ en: String) -> String { language == .id ? id : en }

    func deed(_ work: ScenarioDeed.Work) -> String {
        switch work {
        case .claim: say("mengambil", "takes it")
        case .giveBack: say("melepas", "gives it back")
        case .handOver: say("menyerahkan", "hands it over")
        case .takeOver: say("mengambil alih", "takes it over")
        }
    }

    /// The label and the words of one outcome.
    func outcome(_ event: WorkEvent, role: (RoleID) -> String, formats: Formats) -> (String, String) {
        switch event {
        case .held(let held):
            let until = formats.shortDateTime(held.holding.until)
            return (
                say("dipegang", "held by"),
                "\(held.holding.officer) (\(role(held.role)))" + say(", sampai ", ", until ") + until
            )
        case .linked(let linked):
            return (say("terkait", "linked"), "\(linked.link.kind.rawValue) \(linked.link.number)")
        case .released(let released):
            return (say("dilepas", "released"), "\(released.officer) (\(role(released.role)))")
        }
    }
}
