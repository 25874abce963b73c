import Civic
import Definition
import Engine
package import Node

/// What applies the acts of other governments to this one's ledger, each once: given to `Node` when it starts.
package enum AgreementHands {
    /// By type of message.
    package static func all(catalogue: Catalogue) -> [String: InboxHand] {
        [
            PeerAct.agreementType: { message, government, turn in
                try take(message, Agreements(government, catalogue: catalogue), &turn)
            },
            PeerAct.releaseType: { message, government, turn in
                try Releases(government).take(message, in: &turn)
            },
        ]
    }

    private static func take(_ message: PeerMessage, _ agreements: Agreements, _ turn: inout WriteTurn) throws -> JSON {
        let act = try refusing { () throws(Wrong) in try PeerAct(json: message.body) }
        guard let action = act.action else { return try start(act, from: message.from, agreements, &turn) }
        guard let state = try turn.state(act.agreement), let file = try agreements.file(act.agreement, in: turn),
            file.counterpart == message.from, file.kind == act.kind
        else { throw Refusal.unknownCase }
        let side = file.side.other
        try refusing { () throws(Wrong) in
            try agreements.rules.check(action, act.answers, on: file, by: side)
        }
        let answer = try agreements.government.perform(
            .act(action, version: nil, answers: act.answers, reason: act.reason),
            on: state,
            by: .peer(government: message.from, side: side, signer: act.signer),
            at: nil,
            in: &turn
        )
        try agreements.followUp(act.agreement, in: &turn)
        return answer
    }

    private static func start(
        _ act: PeerAct,
        from: RegionCode,
        _ agreements: Agreements,
        _ turn: inout WriteTurn
    ) throws -> JSON {
        let government = agreements.government
        let side = try refusing { () throws(Wrong) in
            guard let draft = act.answers["draft"] else { throw JSONMembers.broken("draft") }
            return try agreements.rules.checkStart(
                try AgreementText(json: draft),
                id: act.agreement,
                kind: act.kind,
                from: from,
                to: government.code
            )
        }
        let start = StartCase(
            app: act.kind.app,
            answers: act.answers,
            channel: .peer,
            attributes: ["side": .string(side.other.rawValue), "counterpart": .string(from.text)]
        )
        let caller = Caller.peer(government: from, side: side, signer: act.signer)
        return try government.work(starting: start, by: caller, id: act.agreement).run(&turn)
    }
}
