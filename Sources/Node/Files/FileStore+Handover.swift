package import Civic
import Store

extension FileStore {
    /// A code of eight signs by which this browser's draft goes on in another one: for a quarter of an hour, once.
    ///
    /// A new code ends the one before it. Throws `unknownDraft` where the draft is not this browser's.
    package func handover(of id: DraftID, visit: Visit) async throws -> (code: String, expires: Moment) {
        guard let draft = try draft(id, visit: visit) else { throw Refusal.unknownDraft }
        let code = book.outside.token(bytes: 5)
        let digest = mark.text("handover", code)
        let receipt = try await book.submit(
            Work(stream: "draft") { turn in
                try turn.run(HandoverTable.deleteOfDraft, ["draft": .text(draft.id.text)])
                try turn.run(HandoverTable.deleteExpired, ["now": .moment(turn.now)])
                try turn.run(
                    HandoverTable.put,
                    [
                        "code": .text(digest), "draft": .text(draft.id.text),
                        "expires": .moment(turn.now + .minutes(Limits.handoverMinutes)),
                    ]
                )
                return .null
            }
        )
        return (code, receipt.recorded + .minutes(Limits.handoverMinutes))
    }

    /// Takes a draft over by its code; it belongs to this browser from now on, and to no other.
    ///
    /// Throws `unknownDraft` for a code that is wrong, over or used: the three can't be told apart.
    package func takeOver(code typed: String, visit: Visit) async throws -> Draft {
        let digest = mark.text("handover", Self.code(typed))
        let visitMark = mark.text("draft", visit.id)
        let receipt = try await book.submit(
            Work(stream: "draft") { turn in
                guard let row = try turn.row(HandoverTable.byCode, ["code": .text(digest)]),
                    try row.moment("expires") > turn.now
                else { throw Refusal.unknownDraft }
                let draft = try row.text("draft")
                try turn.run(HandoverTable.deleteOfDraft, ["draft": .text(draft)])
                guard try turn.run(DraftTable.move, ["visit": .text(visitMark), "id": .text(draft)]) == 1 else {
                    throw Refusal.unknownDraft
                }
                return ["draft": .string(draft)]
            }
        )
        guard let id = receipt.answer["draft"]?.string, let draft = try draft(DraftID(id), visit: visit) else {
            throw Refusal.unknownDraft
        }
        return draft
    }

    /// As it was made, however it was typed: small letters, no hyphens, and the letters that look like digits as digits.
    static func code(_ typed: String) -> String {
        String(
            typed.lowercased().compactMap { sign -> Character? in
                switch sign {
                case "o": "0"
                case "i", "l": "1"
                case "a"..."z", "0"..."9": sign
                default: nil
                }
            }
        )
    }
}
