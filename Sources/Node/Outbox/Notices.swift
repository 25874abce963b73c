import Civic
import Definition
import Engine
import Store

/// Turns the notices that an event calls for into messages, in the transaction of the event.
struct Notices {
    let government: Government
    let definition: CompiledDefinition

    func post(_ event: CaseEvent, state: CaseState, content: CaseContent?, in turn: WriteTurn) throws {
        for notice in event.notices {
            if notice.toCitizen {
                try tellCitizen(notice.id, state, content, in: turn)
                try tellFollowers(notice.id, of: state, told: content?.contact, in: turn)
            }
            for role in notice.roles { try tell(role, notice.id, state, content, in: turn) }
        }
    }

    /// Citizens whose case was merged into this one hear of it as its own citizen does, each once.
    private func tellFollowers(
        _ notice: NoticeID,
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
                let address = contact.phone ?? contact.email, told.insert(address).inserted,
                let text = words(notice, state, about: other)
            else { continue }
            let title = definition.definition.name.text(other.language) + " " + other.number.text
            let subject = "case/" + other.id.text
            let message: OutboxMessage.Content =
                contact.phone != nil
                ? .message(to: address, title: title, text: text, about: other.number.text)
                : .email(to: address, title: title, text: text, about: other.number.text)
            try turn.post(message, subject: subject)
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
        _ notice: NoticeID,
        _ state: CaseState,
        _ content: CaseContent?,
        in turn: WriteTurn
    ) throws {
        guard let contact = content?.contact, state.hasContact else { return }
        let link = government.baseURL + government.identity.linkPath(state.id, state.number)
        guard
            let text = definition.text(
                of: notice,
                state: state,
                content: content,
                forCitizen: true,
                slots: slots(link: link),
                formats: Formats(language: state.language, zone: government.profile.zone)
            )
        else { return }
        let title = definition.definition.name.text(state.language) + " " + state.number.text
        let subject = "case/" + state.id.text
        if let phone = contact.phone {
            try turn.post(.message(to: phone, title: title, text: text, about: state.number.text), subject: subject)
        } else if let email = contact.email {
            try turn.post(.email(to: email, title: title, text: text, about: state.number.text), subject: subject)
        }
    }

    /// Officers are told on their desks: in the case's agency, or in the whole government when the role is not bound to it.
    private func tell(
        _ role: RoleID,
        _ notice: NoticeID,
        _ state: CaseState,
        _ content: CaseContent?,
        in turn: WriteTurn
    ) throws {
        let link = "/\(government.slug)/petugas/kasus/\(state.number.text)"
        guard
            let text = definition.text(
                of: notice,
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
            subject: "case/\(state.id.text)/desk"
        )
    }

    private func slots(link: String) -> NoticeSlots {
        NoticeSlots(link: link, government: government.profile.name, agencies: government.profile.agencyNames)
    }
}
