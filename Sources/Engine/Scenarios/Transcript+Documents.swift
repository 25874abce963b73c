import Civic
import Definition

/// What a story tells of documents.
extension Transcript {
    func documentName(_ index: Int, _ beat: Beat) -> String {
        guard let state = beat.after, state.documents.indices.contains(index) else { return "\(index)" }
        let document = state.documents[index].document
        return (plan.definition.documents[document.id]?.name.text(language) ?? document.id.text) + " " + document.number
    }

    func documents(_ changes: [DocumentChange], _ beat: Beat) -> [String] {
        changes.flatMap { change -> [String] in
            switch change {
            case .issued(let document):
                let name = plan.definition.documents[document.id]?.name.text(language) ?? document.id.text
                let until = document.until.map { say(", sampai ", ", until ") + formats.date($0) } ?? ""
                return row(say("terbit", "issued"), "\(name) \(document.number)\(until)")
            case .stands(let index, let standing, _):
                return row(documentName(index, beat), standing.name.text(language))
            case .reminded(let index, let days):
                return row(
                    documentName(index, beat),
                    say("diingatkan \(days) hari sebelumnya", "reminded \(days) days before")
                )
            }
        }
    }
}
