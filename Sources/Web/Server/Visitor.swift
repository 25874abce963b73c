package import Civic
import Hummingbird
package import Node
import Synchronization

/// What is known of a request before its handler runs.
package struct Visitor: Sendable {
    /// Stands for one browser: its session, or its visit cookie.
    ///
    /// CSRF tokens and idempotency keys count by it.
    package let id: String
    package let requestID: String
    package let language: Language
    package let caller: Caller
    package let isSecure: Bool
    /// Network address of the visitor; for limits only, never stored or logged.
    package let address: String
    package let path: String
    package let query: String
    package let acceptsGzip: Bool
    /// The API and the streams answer errors as problem documents, all else as pages.
    package let wantsDocument: Bool
    /// Cookies that the answer will set.
    package let cookies: CookieJar

    /// The signed-in session, if there is one.
    package let session: Session?
    /// The government for which a signed-in officer acts; on the node's own pages the one they signed in to last.
    package let actingFor: Government?

    package var officer: Officer? { caller.officer }

    /// The browser as the node knows it: owner of drafts.
    package var browser: Visit { Visit(id: id) }

    /// Pages of the staff: here the officer's session counts, everywhere else the citizen's.
    package var isAtStaffDoor: Bool {
        let parts = path.split(separator: "/")
        if let first = parts.first, ["bursa", "tur"].contains(first) { return true }
        return parts.count > 1 && ["petugas", "live", "kelola", "bursa"].contains(parts[1])
    }

    func known(as caller: Caller, session: Session?, actingFor: Government?) -> Visitor {
        Visitor(
            id: id,
            requestID: requestID,
            language: language,
            caller: caller,
            isSecure: isSecure,
            address: address,
            path: path,
            query: query,
            acceptsGzip: acceptsGzip,
            wantsDocument: wantsDocument,
            cookies: cookies,
            session: session,
            actingFor: actingFor
        )
    }
}

/// Collects the cookies of an answer; the edge adds them when the handler is done.
package final class CookieJar: Sendable {
    private let cookies = Mutex<[Cookie]>([])

    package init() {}

    /// Sets a cookie that scripts cannot read, for the whole host.
    package func set(_ name: String, _ value: String, path: String = "/", maxAgeSeconds: Int?, isSecure: Bool) {
        let cookie = Cookie(
            name: name,
            value: value,
            maxAge: maxAgeSeconds,
            path: path,
            secure: isSecure,
            httpOnly: true,
            sameSite: .lax
        )
        cookies.withLock { all in
            all.removeAll { $0.name == name && $0.path == path }
            all.append(cookie)
        }
    }

    /// Removes a cookie from the browser.
    package func drop(_ name: String, path: String = "/", isSecure: Bool) {
        set(name, "", path: path, maxAgeSeconds: 0, isSecure: isSecure)
    }

    func add(to response: inout Response) {
        for cookie in cookies.withLock({ $0 }) { response.headers.append(cookie.description, named: "Set-Cookie") }
    }
}

/// The cookies that we set.
enum CookieName {
    static let visit = "lumbung_visit"
    static let language = "lumbung_bahasa"
    static let citizen = "lumbung_warga"
    static let officer = "lumbung_petugas"
    static let acting = "lumbung_untuk"
    /// Secret links that this browser has opened: case ids with their proofs.
    static let cases = "lumbung_kasus"
}
