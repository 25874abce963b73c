import Civic
import Definition
import Engine
import Hummingbird
import Node

/// Agencies and the working calendar: settings that are events, and plan running clocks anew where they must.
struct StewardSettingsRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("kelola/instansi", use: agencies)
        government.post("kelola/instansi", use: addAgency)
        government.post("kelola/instansi/:agency/nama", use: renameAgency)
        government.post("kelola/instansi/:agency/tutup", use: closeAgency)
        government.get("kelola/kalender", use: calendar)
        government.post("kelola/kalender", use: addClosedDay)
    }

    // MARK: Agencies

    @Sendable func agencies(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try agencyPage(context, Form(), error: nil)
    }

    private func agencyPage(_ context: GovernmentContext, _ typed: Form, error: (any Error)?) throws -> Response {
        let page = try StewardPage(context)
        let state = context.government.settings.state
        let rows: [View] = state.agencies.map { agency in
            [
                "id": agency.id.text, "name": agency.names.name.text(context.language),
                "nameID": agency.names.name.text(.id),
                "nameEN": agency.names.name.text(.en), "short": agency.names.short, "isClosed": agency.isClosed,
                "rename": context.path("kelola/instansi/\(agency.id.text)/nama"),
                "close": context.path("kelola/instansi/\(agency.id.text)/tutup"),
            ]
        }
        func field(_ name: String, required: Bool = true) -> View {
            FieldView.plain(
                id: name,
                name: name,
                label: context.text("steward.agency.\(name)"),
                value: typed[name] ?? "",
                isRequired: required
            )
            .adding(["isText": true, "autocomplete": "off", "isShort": name == "id" || name == "short"])
        }
        return try page.response(
            "steward/agencies",
            part: "instansi",
            title: context.text("steward.agency.title"),
            [
                "agencies": rows, "action": context.path("kelola/instansi"), "isOpen": error != nil,
                "fields": [field("id"), field("name"), field("name-en", required: false), field("short")],
            ],
            error: error
        )
    }

    private static func names(_ form: Form) -> AgencyNames {
        let name = form["name"] ?? ""
        let english = form["name-en"].flatMap { $0.isEmpty ? nil : $0 }
        let short = form["short"].flatMap { $0.isEmpty ? nil : $0 } ?? name
        return AgencyNames(name: LocalizedText(id: name, en: english), short: short)
    }

    @Sendable func addAgency(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await change(request, context, to: "kelola/instansi") { form in
            .addAgency(try AgencyID((form["id"] ?? "").filter { !$0.isWhitespace }), Self.names(form))
        } refused: {
            try agencyPage(context, $0, error: $1)
        }
    }

    @Sendable func renameAgency(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let id = try AgencyID(try context.parameter("agency"))
        return try await change(request, context, to: "kelola/instansi") {
            .renameAgency(id, Self.names($0))
        } refused: {
            try agencyPage(context, $0, error: $1)
        }
    }

    @Sendable func closeAgency(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let id = try AgencyID(try context.parameter("agency"))
        return try await change(request, context, to: "kelola/instansi") { _ in
            .closeAgency(id)
        } refused: {
            try agencyPage(context, $0, error: $1)
        }
    }

    private func change(
        _ request: Request,
        _ context: GovernmentContext,
        to path: String,
        _ command: (Form) throws -> GovernmentCommand,
        refused: (Form, any Error) throws -> Response
    ) async throws -> Response {
        let page = try StewardPage(context)
        let form = try await context.form(request)
        return try await page.change(to: path) {
            try await context.government.change(try command(form), by: context.caller)
        } refused: {
            try refused(form, $0)
        }
    }

    // MARK: Calendar

    @Sendable func calendar(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try calendarPage(context, Form(), error: nil)
    }

    private func calendarPage(_ context: GovernmentContext, _ typed: Form, error: (any Error)?) throws -> Response {
        let page = try StewardPage(context)
        let calendar = context.government.settings.state.calendar
        let formats = context.formats
        let today = context.now.date(in: context.zone)
        let week: [View] = Weekday.allCases.map { day in
            let open = calendar.hours.open(on: day).map {
                "\(formats.clock(minuteOfDay: $0.lowerBound))–\(formats.clock(minuteOfDay: $0.upperBound))"
            }
            return [
                "day": formats.weekday(day),
                "hours": open.isEmpty ? context.text("steward.calendar.closed") : open.joined(separator: ", "),
            ]
        }
        let coming: [View] = calendar.closed.filter { $0.key >= today }.sorted { $0.key < $1.key }.prefix(40).map {
            ["date": formats.longDate($0.key), "machine": $0.key.iso, "why": $0.value]
        }
        let fields = [
            FieldView.plain(
                id: "date",
                name: "date",
                label: context.text("steward.calendar.date"),
                value: typed["date"] ?? ""
            )
            .adding(["isText": true, "isShort": true, "inputType": "date"]),
            FieldView.plain(
                id: "why",
                name: "why",
                label: context.text("steward.calendar.why"),
                hint: context.text("steward.calendar.why-hint"),
                value: typed["why"] ?? ""
            ).adding(["isText": true]),
        ]
        return try page.response(
            "steward/calendar",
            part: "kalender",
            title: context.text("steward.calendar.title"),
            [
                "version": calendar.version, "week": week, "coming": coming, "hasComing": !coming.isEmpty,
                "action": context.path("kelola/kalender"), "fields": fields,
            ],
            error: error
        )
    }

    /// A local closed day.
    ///
    /// The calendar gets a new version, and clocks that run over the day are planned anew.
    @Sendable func addClosedDay(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try await change(request, context, to: "kelola/kalender") { form in
            let date = try CivilDate(iso: form["date"] ?? "")
            let old = context.government.settings.state.calendar
            let why = (form["why"] ?? "").filter { !$0.isNewline }
            guard !why.allSatisfy(\.isWhitespace) else {
                throw Refusal.invalid(
                    LocalizedText(
                        id: "Tulis alasan hari libur ini, dengan dasarnya.",
                        en: "Say why the day is closed, with its basis."
                    )
                )
            }
            let closed = old.closed.merging([date: why]) { $1 }
            let base = old.version.split(separator: "+").first.map(String.init) ?? old.version
            return .changeCalendar(
                CalendarSettings(
                    version: "\(base)+\(context.now.date(in: context.zone).iso)-\(closed.count)",
                    hours: old.hours,
                    seasons: old.seasons,
                    closed: closed
                )
            )
        } refused: {
            try calendarPage(context, $0, error: $1)
        }
    }
}
