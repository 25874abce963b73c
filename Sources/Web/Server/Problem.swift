import Civic
import Engine
import Hummingbird
import Node

/// What went wrong, as one value: becomes a page or an RFC 9457 problem document.
struct Problem: Equatable, Sendable {
    var status: Int
    /// Stable key; the document's type is `/masalah/<key>`.
    var key: String
    var title: String
    var detail: String
    /// Further members of the document: `errors`, `current`, `version`.
    var more: [String: JSON] = [:]
    var retryAfterSeconds: Int?
    /// Lines of the error summary: sentence and the field it speaks of.
    var lines: [Line] = []
    /// The world failed, and somebody must act.
    var isFault = false

    struct Line: Equatable, Sendable {
        let field: String
        let text: String
    }

    /// RFC 9457 §3: type, title, status, detail, instance.
    func document(instance: String, requestID: String) -> JSON {
        var members = more
        members["type"] = .string("/masalah/\(key)")
        members["title"] = .string(title)
        members["status"] = .int(Int64(status))
        members["detail"] = .string(detail)
        members["instance"] = .string(instance)
        members["request"] = .string(requestID)
        return .object(members)
    }

    /// Every error that can reach the edge, in the reader's language.
    static func of(_ error: any Error, texts: Texts, requestID: String) -> Problem {
        let language = texts.language
        switch error {
        case let rejection as Rejection: return of(rejection, texts)
        case let refusal as Refusal:
            var problem = Problem(
                status: refusal.httpStatus,
                key: refusal.key,
                title: title(forStatus: refusal.httpStatus, texts),
                detail: refusal.message(language)
            )
            if case .tooManyTries(let seconds) = refusal { problem.retryAfterSeconds = seconds }
            return problem
        case let refusal as PageRefusal: return of(refusal, texts)
        case let fault as Fault:
            var problem = Problem(
                status: fault.httpStatus,
                key: "fault",
                title: texts.text("problem.title-fault"),
                detail: fault.message(language),
                isFault: true
            )
            if case .busy(let seconds) = fault { (problem.retryAfterSeconds, problem.isFault) = (seconds, false) }
            return problem
        case let civic as CivicError:
            return Problem(
                status: 400,
                key: "bad-request",
                title: texts.text("problem.title-bad-request"),
                detail: civic.message(language)
            )
        case let http as HTTPError:
            return Problem(
                status: http.status.code,
                key: "http-\(http.status.code)",
                title: title(forStatus: http.status.code, texts),
                detail: http.body ?? texts.text("problem.not-found")
            )
        default:
            return Problem(
                status: 500,
                key: "fault",
                title: texts.text("problem.title-fault"),
                detail: texts.text("problem.fault", ["request": requestID]),
                isFault: true
            )
        }
    }

    private static func of(_ rejection: Rejection, _ texts: Texts) -> Problem {
        let language = texts.language
        var problem = Problem(
            status: rejection.httpStatus,
            key: rejection.key,
            title: title(forStatus: rejection.httpStatus, texts),
            detail: rejection.message(language)
        )
        problem.lines = rejection.fields.map { Line(field: $0.field.text, text: $0.message.text(language)) }
        if !rejection.fields.isEmpty {
            problem.more["errors"] = .array(
                rejection.fields.map {
                    [
                        "field": .string($0.field.text), "key": .string($0.key),
                        "message": .string($0.message.text(language)),
                    ]
                }
            )
        }
        switch rejection {
        case .staleVersion(let yours, let current, let state):
            problem.more["yours"] = .int(Int64(yours))
            problem.more["current"] = .int(Int64(current))
            problem.more["state"] = .string(state.text(language))
        case .stateChanged(_, let current, let version):
            problem.more["current"] = .int(Int64(version))
            problem.more["state"] = .string(current.text(language))
        default: break
        }
        return problem
    }

    private static func of(_ refusal: PageRefusal, _ texts: Texts) -> Problem {
        let detail: String
        var retryAfter: Int?
        switch refusal {
        case .notFound: detail = texts.text("problem.not-found")
        case .signIn: detail = texts.text("problem.sign-in")
        case .unknownToken: detail = texts.text("problem.unknown-token")
        case .badForm(let key): detail = texts.text(key)
        case .badRequest(let sentence): detail = sentence
        case .tooLarge(let bytes): detail = texts.text("problem.too-large", ["size": "\(max(1, bytes / 1_048_576)) MB"])
        case .tooMany(let seconds):
            detail = texts.text("problem.too-many", ["seconds": "\(seconds)"])
            retryAfter = seconds
        }
        return Problem(
            status: refusal.httpStatus,
            key: refusal.key,
            title: title(forStatus: refusal.httpStatus, texts),
            detail: detail,
            retryAfterSeconds: retryAfter
        )
    }

    private static func title(forStatus status: Int, _ texts: Texts) -> String {
        switch status {
        case 404: texts.text("problem.title-not-found")
        case 401: texts.text("problem.title-sign-in")
        case 403: texts.text("problem.title-forbidden")
        case 409: texts.text("problem.title-conflict")
        case 413: texts.text("problem.title-too-large")
        case 429: texts.text("problem.title-too-many")
        case 422: texts.text("problem.title-invalid")
        default: texts.text("problem.title-bad-request")
        }
    }
}
