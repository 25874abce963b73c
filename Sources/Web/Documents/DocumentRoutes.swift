import Civic
import Definition
import Engine
import Hummingbird
import Node
import Store

/// Documents that were issued: the PDF for whoever holds the case or works on it, and the page by which anybody checks one.
struct DocumentRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("lacak/:number/dokumen/:place", use: download)
        government.get("dok/:code", use: verify)
        government.post("lacak/:number/perpanjang/:place", use: RenewalRoute.begin)
    }

    /// Only who sees the case's boxes gets the letter: it has a name on it.
    @Sendable func download(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let number = try CaseRoutes.number(context)
        guard let view = try context.government.cases.page(number, for: context.caller), view.sight >= .holder,
            let place = Int(try context.parameter("place"))
        else { throw PageRefusal.notFound }
        let press = context.government.press
        guard let row = try press.documents(of: view.state.id).first(where: { $0.place == place }),
            let pdf = try press.pdf(row)
        else { throw PageRefusal.notFound }
        let name = row.number.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "-" }.joined()
        return context.download(pdf, type: "application/pdf", name: "\(name).pdf")
    }

    /// What a stranger with the paper in hand may know: number, kind, agency, date, how it stands now, and what `qr` names.
    @Sendable func verify(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let seconds = await context.web.limiter.use(
            "document/" + context.visit.address,
            limit: Limits.lookUpsMax,
            window: .minutes(10),
            now: context.now
        )
        if let seconds { throw PageRefusal.tooMany(seconds: seconds) }
        guard let row = try context.government.press.document(code: try context.parameter("code")),
            let state = try context.government.ledger.stream(CaseEvent.stream(row.caseID))?.state,
            state.documents.indices.contains(row.place)
        else { throw PageRefusal.notFound }
        let plan = try context.government.definitions.compiled(state.definition)
        return try Verification(context: context, plan: plan, state: state, row: row).response()
    }
}

/// The public verification page of one document.
private struct Verification {
    let context: GovernmentContext
    let plan: CompiledDefinition
    let state: CaseState
    let row: IssuedRow

    private var document: StandingDocument { state.documents[row.place] }
    private var element: DocumentElement? { plan.definition.documents[document.document.id] }

    func response() throws -> Response {
        let name = element?.name.text(context.language) ?? document.document.id.text
        return try context.page(
            "public/document",
            title: "\(name) \(row.number)",
            [
                "government": context.government.profile.name, "name": name, "number": row.number,
                "tag": IssuedView.tag(document, context), "verdict": verdict, "answers": rows,
            ],
            PageOptions(area: .open, isWide: false)
        )
    }

    private var verdict: View {
        let key =
            switch document.standing {
            case .issued: row.isReady ? "holds" : "waits"
            case .suspended: "suspended"
            case .revoked: "revoked"
            case .replaced: "replaced"
            case .expired: "expired"
            case .renewed: "renewed"
            }
        let isGood = document.standing == .issued && row.isReady
        return [
            "tone": isGood ? "done" : "warning", "icon": isGood ? "check" : "warning", "title": nil,
            "text": context.text(
                "public.document.\(key)",
                ["follower": document.follower ?? "", "when": context.formats.date(document.since)]
            ),
        ]
    }

    private var rows: [View] {
        let agencies = context.government.profile.agencyNames
        let issued = document.document
        var rows = [
            told("public.document.agency", agencies[issued.agency]?.text(context.language) ?? issued.agency.text),
            told("public.document.date", context.formats.date(issued.day)),
            told(
                "public.document.until",
                issued.until.map { context.formats.date($0) } ?? context.text("public.document.for-good")
            ),
        ]
        if row.isReady { rows.append(told("public.document.signed", context.formats.dateTime(row.renderedAt))) }
        for name in element?.shown ?? [] {
            guard let (label, value) = shown(name, agencies) else { continue }
            rows.append(AnswerRow.line(label, value))
        }
        return rows
    }

    /// Open answers and attributes only; the checks refuse others, and nothing here opens a box.
    private func shown(_ name: Attribute, _ agencies: [AgencyID: LocalizedText]) -> (String, String)? {
        if let id = try? FieldID(name.text), let field = plan.field(id), field.privacy == .open {
            let value = plan.shown(state.fields[id], of: id, formats: context.formats, agencies: agencies)?.line
            return value.map { (field.label.text(context.language), $0) }
        }
        return state.attributes[name.text]?.string.map { (name.text, $0) }
    }

    private func told(_ key: String, _ value: String) -> View { AnswerRow.line(context.text(key), value) }
}
