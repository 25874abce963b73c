package import Civic
package import Engine

/// A browser, known by nothing but a random cookie; nothing of it is stored.
package struct Visit: Hashable, Sendable {
    package let id: String

    package init(id: String) { self.id = id }
}

/// Somebody who is signed in.
package struct Session: Hashable, Sendable {
    package enum Holder: Hashable, Sendable {
        case officer(OfficerID)
        case citizen(PersonID)
    }

    /// Keyed digest of the cookie: what the database knows.
    package let id: String
    package let holder: Holder
    package let made: Moment
    package let seen: Moment
    package let expires: Moment

    /// Officers leave after half an hour without a click; everybody at the end of the session.
    package func isOver(at now: Moment) -> Bool {
        if now >= expires { return true }
        return switch holder {
        case .officer: now - seen >= .minutes(Limits.officerIdleMinutes)
        case .citizen: false
        }
    }
}

/// A session that has just begun, with the cookie that only the browser keeps.
package struct NewSession: Sendable {
    package let cookie: String
    package let session: Session
}
