import Civic

/// Cases are handed to officers, by officers, and only those that somebody works on.
func peopleFindings(_ subject: CheckSubject) -> [Finding] {
    subject.definition.roles.all.flatMap { id, role -> [Finding] in
        let path = ["roles", id.text]
        return officers(id, role, subject, path) + leading(id, role, subject, path)
    }
}

/// What is said of handing out work has officers to hand it to.
private func officers(_ id: RoleID, _ role: Role, _ subject: CheckSubject, _ path: [String]) -> [Finding] {
    guard role.distribution != .claim || role.leaseHours != Role.usualLeaseHours else { return [] }
    let key = role.distribution == .claim ? "lease" : "distribution"
    if role.scope == .everyone {
        return [
            subject.error(
                "public-work",
                path + [key],
                id: "Peran \"\(id)\" adalah warga: perkaranya tidak dibagikan kepada petugas.",
                en: "The role \"\(id)\" is the public: its cases are not handed to officers.",
                todo: LocalizedText(id: "Hapus \(key).", en: "Remove \(key).")
            )
        ]
    }
    let acts = subject.definition.actions.all.contains { $0.element.by.contains(.role(id)) }
    guard !acts else { return [] }
    return [
        subject.error(
            "idle-work",
            path + [key],
            id: "Tidak ada tindakan oleh \"\(id)\", jadi tidak ada perkara yang dapat dibagikan.",
            en: "No action is by \"\(id)\", so there is no case to hand out.",
            todo: LocalizedText(
                id: "Hapus \(key), atau sebut peran ini pada by.",
                en: "Remove \(key), or name the role under by."
            )
        )
    ]
}

/// Somebody leads others, and the public is not led.
private func leading(_ id: RoleID, _ role: Role, _ subject: CheckSubject, _ path: [String]) -> [Finding] {
    let roles = subject.definition.roles
    let isPublic = role.scope == .everyone
    guard role.leads.contains(where: { $0 == id || isPublic || roles[$0]?.scope == .everyone }) else { return [] }
    return [
        subject.error(
            "leads-nobody",
            path + ["leads"],
            id: "Yang memimpin dan yang dipimpin adalah dua peran petugas yang berbeda.",
            en: "Who leads and who is led are two different roles of officers.",
            todo: LocalizedText(id: "Sebut peran petugas lain.", en: "Name another role of officers.")
        )
    ]
}
