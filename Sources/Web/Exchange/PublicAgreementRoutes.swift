import Civic
import Definition
import Engine
import Exchange
import Foundation
import Hummingbird
import Node

/// Agreements that were concluded are public (UU 14/2008 Pasal 11): anybody reads, prints and verifies them.
struct PublicAgreementRoutes {
    func add(to node: RouterGroup<NodeContext>) {
        node.get("bursa/perjanjian", use: list)
        node.get("bursa/perjanjian/:id", use: agreement)
        node.get("bursa/perjanjian/:id/cetak", use: printed)
        node.get("bursa/perjanjian/:id/naskah.json", use: text)
        node.get("bursa/perjanjian/:id/kunci/:side", use: key)
        node.get("bursa/perjanjian/:id/tanda-tangan/:side", use: signature)
    }

    private static let concluded: Set<StateID> = ["in_force", "suspended", "ended", "terminated"]

    /// The agreement as each ledger of this node holds it; empty: nobody may know of it here.
    private func copies(_ context: NodeContext) throws -> [(government: Government, file: AgreementFile)] {
        guard let id = context.parameters.get("id").flatMap({ try? CaseID($0) }) else { throw PageRefusal.notFound }
        let copies = try context.web.node.governments.compactMap { government in
            try Agreements(government, catalogue: context.catalogue).file(id).map { (government, $0) }
        }.filter { Self.concluded.contains($0.1.state) && $0.1.isSignedByBoth }
        guard !copies.isEmpty else { throw PageRefusal.notFound }
        return copies
    }

    private func file(_ context: NodeContext) throws -> AgreementFile {
        guard let first = try copies(context).first else { throw PageRefusal.notFound }
        return first.file
    }

    @Sendable func list(_ request: Request, _ context: NodeContext) async throws -> Response {
        var seen: Set<CaseID> = []
        var rows: [View] = []
        for government in context.web.node.governments {
            for kind in AgreementText.Kind.allCases {
                for file in try Agreements(government, catalogue: context.catalogue).files(kind)
                where Self.concluded.contains(file.state) && seen.insert(file.id).inserted {
                    rows.append(row(file, context))
                }
            }
        }
        return try context.exchangePage(
            "agreements",
            title: context.text("exchange.agreements.title"),
            ["rows": rows, "none": HomeRoutes.empty(rows.isEmpty, context.text("exchange.agreements.none"))],
            breadcrumbs: [
                Link(context.text("exchange.catalogue.title"), "/bursa/"),
                Link(context.text("exchange.agreements.title")),
            ]
        )
    }

    private func row(_ file: AgreementFile, _ context: NodeContext) -> View {
        [
            "href": "/bursa/perjanjian/\(file.id.text)", "kind": context.text("exchange.kind.\(file.kind.rawValue)"),
            "subject": file.text.subject, "provider": file.text.provider.name, "adopter": file.text.adopter.name,
            "term": AgreementWords(context).term(file.text), "state": AgreementWords(context).tag(file.state),
            "apps": file.text.annex.map { "\($0.name) \($0.version)" }.joined(separator: ", "),
        ]
    }

    @Sendable func agreement(_ request: Request, _ context: NodeContext) async throws -> Response {
        let copies = try copies(context)
        guard let file = copies.first?.file else { throw PageRefusal.notFound }
        let words = AgreementWords(context)
        let base = "/bursa/perjanjian/\(file.id.text)"
        let isSame = Set(copies.map(\.file.document)).count == 1
        let view: View = [
            "kind": context.text("exchange.kind.\(file.kind.rawValue)"), "subject": file.text.subject,
            "state": words.tag(file.state),
            "facts": [
                ["label": context.text("exchange.agreement.term"), "value": words.term(file.text)] as View,
                ["label": context.text("exchange.agreement.hash"), "value": file.document.hex] as View,
            ],
            "copies": copies.map { copy in
                [
                    "name": copy.government.profile.name, "number": copy.file.number.text,
                    "hash": copy.file.document.hex,
                    "verdict": context.tag(
                        isSame ? "done" : "refused",
                        context.text(isSame ? "exchange.verify.same" : "exchange.verify.differs")
                    ),
                ] as View
            },
            "signatures": Side.allCases.compactMap { side in
                file.signatures[side].map { signature(of: side, $0, file, base, context) }
            },
            "print": base + "/cetak", "json": base + "/naskah.json", "framework": framework(file),
            "hasAnnex": !file.text.annex.isEmpty,
            "annex": LegalFormView(text: file.text, signatures: [:], formats: context.formats).view["annex"],
        ]
        return try context.exchangePage(
            "agreement",
            title: file.text.subject,
            view,
            breadcrumbs: [
                Link(context.text("exchange.catalogue.title"), "/bursa/"),
                Link(context.text("exchange.agreements.title"), "/bursa/perjanjian"),
                Link(file.text.subject),
            ]
        )
    }

    private func framework(_ file: AgreementFile) -> View? {
        file.text.framework.map {
            ["href": "/bursa/perjanjian/\($0.agreement.text)", "text": "\($0.providerNumber), \($0.adopterNumber)"]
        }
    }

    private func signature(
        of side: Side,
        _ signature: AgreementSignature,
        _ file: AgreementFile,
        _ base: String,
        _ context: NodeContext
    ) -> View {
        var verdict = context.tag("done", context.text("exchange.signature.good"))
        do throws(Wrong) { try signature.check(file.text) } catch {
            verdict = context.tag("refused", error.message(context.language))
        }
        return [
            "party": file.text.party(side).name, "name": signature.name, "title": signature.title,
            "when": context.formats.dateTime(signature.at), "verdict": verdict,
            "signature": hexText(signature.bytes), "key": hexText(file.text.party(side).signing?.key ?? []),
            "keyHref": base + "/kunci/\(side.rawValue).pem",
            "signatureHref": base + "/tanda-tangan/\(side.rawValue).sig", "side": side.rawValue,
        ]
    }

    @Sendable func printed(_ request: Request, _ context: NodeContext) async throws -> Response {
        let file = try file(context)
        return try context.printed(file)
    }

    /// The bytes that were signed.
    @Sendable func text(_ request: Request, _ context: NodeContext) async throws -> Response {
        context.download(try file(context).text.canonical, type: "application/json", name: "naskah.json")
    }

    /// The public key that the text names, as openssl reads it (RFC 8410).
    @Sendable func key(_ request: Request, _ context: NodeContext) async throws -> Response {
        let file = try file(context)
        guard let side = side(context, ".pem"), let key = file.text.party(side).signing?.key else {
            throw PageRefusal.notFound
        }
        let prefix: [UInt8] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]
        let pem = "-----BEGIN PUBLIC KEY-----\n\(Data(prefix + key).base64EncodedString())\n-----END PUBLIC KEY-----\n"
        return context.download(Array(pem.utf8), type: "application/x-pem-file", name: "\(side.rawValue).pem")
    }

    @Sendable func signature(_ request: Request, _ context: NodeContext) async throws -> Response {
        let file = try file(context)
        guard let side = side(context, ".sig"), let signature = file.signatures[side] else {
            throw PageRefusal.notFound
        }
        return context.download(signature.bytes, type: "application/octet-stream", name: "\(side.rawValue).sig")
    }

    private func side(_ context: NodeContext, _ ending: String) -> Side? {
        guard let name = context.parameters.get("side"), name.hasSuffix(ending) else { return nil }
        return Side(rawValue: String(name.dropLast(ending.count)))
    }
}

extension PageContext {
    /// The legal form alone, for paper.
    func printed(_ file: AgreementFile) throws -> Response {
        try page(
            "exchange/print",
            title: file.text.subject,
            LegalFormView(text: file.text, signatures: file.signatures, formats: formats).view.adding([
                "isDraft": file.text.final == nil,
                "address": web.node.settings.baseURL + "/bursa/perjanjian/\(file.id.text)",
            ]),
            PageOptions(area: .exchange, styles: ["exchange"])
        )
    }
}

/// States and terms of agreements in words.
struct AgreementWords<Context: PageContext> {
    let context: Context

    init(_ context: Context) { self.context = context }

    func tag(_ state: StateID) -> View {
        let tone =
            switch state.text {
            case "in_force": "done"
            case "review": "working"
            case "offered", "drafting": "new"
            case "ended": "done"
            case "terminated", "withdrawn", "declined": "refused"
            default: "waiting"
            }
        return context.tag(tone, context.text("exchange.state.\(state.text)"))
    }

    func term(_ text: AgreementText) -> String {
        guard let final = text.final else { return context.text("exchange.agreement.no-term") }
        return context.text(
            "exchange.agreement.term-words",
            ["from": context.formats.date(final.from), "last": context.formats.date(final.last)]
        )
    }
}
