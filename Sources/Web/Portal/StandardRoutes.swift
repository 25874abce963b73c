import Civic
import Definition
import Engine
import Hummingbird
import Node

/// The service standard as a sheet of its own, to be hung up and taken along: on a page, and as PDF (UU 25/2009, articles 21 and 23).
struct StandardRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("layanan/:app/standar", use: page)
        government.get("layanan/:app/standar.pdf", use: pdf)
        government.get("layanan/:app/standar.css", use: style)
    }

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let icon = context.web.pages.assets.prefix + "/icons/mark.svg"
        let sheet = try sheet(context, style: .linked(try address(context) + ".css", icon: icon))
        return Answer.bytes(
            Array(sheet.utf8),
            type: "text/html; charset=utf-8",
            keep: .ask,
            gzip: context.visit.acceptsGzip
        )
    }

    @Sendable func pdf(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let pdf = try await context.web.prints.pdf(try sheet(context, style: .inPage))
        let app = try context.parameter("app")
        return context.download(pdf, type: "application/pdf", name: "standar-pelayanan-\(app).pdf")
    }

    @Sendable func style(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        Answer.bytes(
            Array(PrintedStandard.css.utf8),
            type: "text/css; charset=utf-8",
            keep: .seconds(3_600),
            gzip: context.visit.acceptsGzip
        )
    }

    private func address(_ context: GovernmentContext) throws -> String {
        context.path("layanan/\(try context.parameter("app"))/standar")
    }

    private func sheet(_ context: GovernmentContext, style: PrintedStandard.Style) throws -> String {
        guard let app = try? AppID(try context.parameter("app")),
            let installation = context.government.definitions.installation(app), installation.stage != .installed
        else { throw PageRefusal.notFound }
        let definition = try context.government.definitions.compiled(installation.release.definition).definition
        guard definition.group == .publicService else { throw PageRefusal.notFound }
        let profile = context.government.profile
        let agency = profile.agencies.first { $0.id == definition.owner }?.name.text(context.language)
        // Without a date: the sheet changes when the service does, and a printed one is printed once.
        return definition.printedStandard(context.language).html(
            .init(
                government: profile.name,
                agency: agency ?? definition.owner.text,
                address: context.web.node.settings.baseURL + (try address(context))
            ),
            context.language,
            style: style
        )
    }
}
