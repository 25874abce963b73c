import Civic
import Definition
import Engine
import Store

/// Turns the notices that an event calls for into messages, in the transaction of the event.
struct Notices {
    let government: Government
    let definition: CompiledDefinition

    /// `version`: the event's own; with the notice it names the fact that is told.
    func post(_ event: CaseEvent, version: Int, state: CaseState, content: CaseContent?, in turn: WriteTurn) throws {
        var seen: Set<NoticeID> = []
        for notice in event.notices where seen.insert(notice.id).inserted {
            let fact = Fact(notice: notice.id, version: version, isDecision: event.isDecision)
            if notice.toCitizen {
                try tellCitizen(fact, state, content, in: turn)
                try tellFollowers(fact, of: state, told: content?.contact, in: turn)
            }
            for role in Set(notice.roles) { try tell(role, fact, state, content, in: turn) }
        }
    }

    private struct Fact {
        let notice: NoticeID
        let version: Int
        let isDecision: Bool

        func name(_ state: CaseState) -> String { "\(CaseEvent.stream(state.id))/\(version)/\(notice)" }
    }

    /// Citizens whose case was merged into this one hear of it as its own citizen does, each once.
    private func tellFollowers(
        _ fact: Fact,
        of state: CaseState,
        told own: Contact?,
        in turn: WriteTurn
    ) throws {
        var seen: Set<CaseID> = [state.id]
        var told = Set([own?.phone, own?.email].compactMap(\.self))
        var open = state.duplicates
        while let link = open.popLast(), seen.count <= Limits.followersMax {
            guard seen.insert(link.other).inserted, let other = try turn.state(link.other) else { continue }
            open += other.duplicates
            guard other.hasContact, let contact = try turn.content(link.other)?.contact,
                let text = words(fact.notice, state, about: other)
            else { continue }
            let news = CitizenPost.News(
                title: definition.definition.name.text(other.language) + " " + other.number.text,
                text: text,
                fact: "\(fact.name(state))/\(other.id.text)",
                isDecision: fact.isDecision
            )
            try CitizenPost(government: government).send(news, to: contact, of: other, told: &told, in: turn)
        }
    }

    /// The notice of the whole, for somebody who told of the same; nothing that another citizen wrote.
    private func words(_ notice: NoticeID, _ state: CaseState, about other: CaseState) -> String? {
        let link = government.baseURL + government.identity.linkPath(other.id, other.number)
        let text = definition.text(
            of: notice,
            state: state,
            content: nil,
            forCitizen: true,
            slots: slots(link: link),
            formats: Formats(language: other.language, zone: government.profile.zone)
        )
        guard let text else { return nil }
        return other.language == .id
            ? "\(other.number) digabung dengan \(state.number). \(text)"
            : "\(other.number) was merged into \(state.number). \(text)"
    }

    private func tellCitizen(
        _ fact: Fact,
        _ state: CaseState,
        _ content: CaseContent?,
        in turn: WriteTurn
    ) throws {
        let contact = state.hasContact ? content?.contact : nil
        let link = government.baseURL + government.identity.linkPath(state.id, state.number)
        guard
            let text = definition.text(
                of: fact.notice,
                state: state,
                content: content,
                forCitizen: true,
                slots: slots(link: link),
                formats: Formats(language: state.language, zone: government.profile.zone)
            )
        else { return }
        let news = CitizenPost.News(
            title: definition.definition.name.text(state.language) + " " + state.number.text,
            text: text,
            fact: fact.name(state),
            isDecision: fact.isDecision
        )
        var told: Set<String> = []
        try CitizenPost(government: government).send(news, to: contact, of: state, told: &told, in: turn)
    }

    /// Officers are told on their desks: in the case's agency, or in the whole government when the role is not bound to it.
    private func tell(
        _ role: RoleID,
        _ fact: Fact,
        _ state: CaseState,
        _ content: CaseContent?,
        in turn: WriteTurn
    ) throws {
        let link = "/\(government.slug)/petugas/kasus/\(state.number.text)"
        guard
            let text = definition.text(
                of: fact.notice,
                state: state,
                content: nil,
                forCitizen: false,
                slots: slots(link: link),
                formats: Formats(language: .id, zone: government.profile.zone)
            )
        else { return }
        let isBound = definition.definition.roles[role]?.scope == .caseAgency
        try turn.post(
            .desk(
                role: role.text,
                agency: isBound ? state.agency.text : nil,
                title: state.number.text,
                text: text,
                about: state.number.text
            ),
            subject: "case/\(state.id.text)/desk",
            fact: "\(fact.name(state))/desk/\(role)"
        )
    }

    private func slots(link: String) -> NoticeSlots {
        NoticeSlots(link: link, government: government.profile.name, agencies: government.profile.agencyNames)
    }
}
