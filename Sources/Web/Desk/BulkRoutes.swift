import Civic
import Definition
import Engine
import Hummingbird
import Node

/// Many cases, one action: chosen in the work list, done one by one, each with its own result.
struct BulkRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.post("petugas/banyak", use: choose)
        government.post("petugas/banyak/:what", use: act)
    }

    /// What can be done with the cases that were ticked.
    @Sendable func choose(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try context.officer()
        let form = try await context.form(request)
        return try BulkChoice(context: context, chosen: try Self.chosen(form, context), from: form["dari"] ?? "")
            .response()
    }

    @Sendable func act(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        _ = try context.officer()
        let form = try await context.form(request)
        let chosen = try Self.chosen(form, context)
        guard let deed = BulkDeed(try context.parameter("what")) else { throw PageRefusal.notFound }
        var results: [BulkResult] = []
        for one in chosen {
            results.append(try await result(of: deed, on: one, form, context))
        }
        return try BulkResults(context: context, deed: deed, results: results, form: form).response()
    }

    /// Each case has a key of its own, so that a page that is sent again brings the first answers and does nothing twice.
    private func result(
        of deed: BulkDeed,
        on one: BulkCase,
        _ form: Form,
        _ context: GovernmentContext
    ) async throws -> BulkResult {
        do {
            let number = one.view.state.number
            let key = try form.key.map { key in
                try IdempotencyKey(
                    key + "/" + number.text,
                    caller: context.caller.signature(visit: context.visit.id),
                    route: "petugas/banyak/" + deed.text,
                    body: form.body(about: number.text)
                )
            }
            _ = try await deed.perform(on: one, form, context, key: key)
            return BulkResult(one: one, problem: nil)
        } catch let rejection as Rejection {
            return BulkResult(one: one, problem: rejection.message(context.language))
        } catch let refusal as Refusal {
            return BulkResult(one: one, problem: refusal.message(context.language))
        }
    }

    /// The ticked cases that this officer may work on, in the list's order; at most `Limits.bulkMax`.
    private static func chosen(_ form: Form, _ context: GovernmentContext) throws -> [BulkCase] {
        var seen: Set<CaseNumber> = []
        return try form.all("pilih").prefix(Limits.bulkMax).compactMap { text -> BulkCase? in
            let parts = text.split(separator: ":").map(String.init)
            guard let first = parts.first, let number = try? CaseNumber(first), seen.insert(number).inserted,
                let view = try context.government.cases.page(number, for: context.caller), view.sight == .staff
            else { return nil }
            return BulkCase(view: view, version: parts.count > 1 ? Int(parts[1]) : nil)
        }
    }
}

/// A ticked case; `version`: the one that the list showed.
struct BulkCase {
    let view: CaseView
    let version: Int?

    /// As the next page sends it.
    var pick: String { "\(view.state.number.text):\(version ?? view.state.version)" }
}

struct BulkResult {
    let one: BulkCase
    /// Why it was not done; nil: it was.
    let problem: String?
}

/// What is done with all of them.
enum BulkDeed: Hashable {
    case act(AppID, ActionID)
    case claim, giveBack, handOver

    /// As an address says it: `laksa.verify`, `_ambil`.
    init?(_ text: String) {
        switch text {
        case "_ambil": self = .claim
        case "_lepas": self = .giveBack
        case "_serahkan": self = .handOver
        default:
            let parts = text.split(separator: ".").map(String.init)
            guard parts.count == 2, let app = try? AppID(parts[0]), let action = try? ActionID(parts[1]) else {
                return nil
            }
            self = .act(app, action)
        }
    }

    var text: String {
        switch self {
        case .claim: "_ambil"
        case .giveBack: "_lepas"
        case .handOver: "_serahkan"
        case .act(let app, let action): "\(app).\(action)"
        }
    }

    func perform(
        on one: BulkCase,
        _ form: Form,
        _ context: GovernmentContext,
        key: IdempotencyKey?
    ) async throws -> CaseReceipt {
        let number = one.view.state.number
        switch self {
        case .claim: return try await context.government.work(on: number, .claim(nil), by: context.caller, key: key)
        case .giveBack: return try await context.government.work(on: number, .giveBack, by: context.caller, key: key)
        case .handOver:
            let command = WorkCommand.handOver(nil, to: OfficerID(form["officer"] ?? ""), note: form["note"] ?? "")
            return try await context.government.work(on: number, command, by: context.caller, key: key)
        case .act(let app, let id):
            guard one.view.state.app == app, let action = one.view.definition.definition.actions[id] else {
                throw Rejection.noSuchAction(text)
            }
            return try await context.government.act(
                number,
                id,
                version: one.version,
                answers: FieldView.answers(action.form, from: form, regions: context.government.regions),
                reason: form["_reason"].flatMap { $0.isEmpty ? nil : $0 },
                by: context.caller,
                key: key
            )
        }
    }
}

extension Form {
    /// What was asked for one of many cases, whichever others stood beside it.
    fileprivate func body(about number: String) -> Digest {
        let body = fields.filter { $0.name != "_token" && $0.name != "pilih" }.map { "\($0.name)=\($0.value)" }
        return sha256(Array((number + "\n" + body.joined(separator: "&")).utf8))
    }
}
