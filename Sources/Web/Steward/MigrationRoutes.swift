import Civic
import Definition
import Engine
import Hummingbird
import Node

/// Running cases and the version that is live: a dry run with counts and examples, then the move, its progress, and the way back.
struct MigrationRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("kelola/perpindahan/:app", use: page)
        government.post("kelola/perpindahan/:app", use: act)
        government.post("kelola/perpindahan/:app/batalkan", use: undo)
    }

    private func installation(_ context: GovernmentContext) throws -> InstallationState {
        guard let app = try? AppID(try context.parameter("app")),
            let installation = context.government.definitions.installation(app)
        else { throw PageRefusal.notFound }
        return installation
    }

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let page = try StewardPage(context)
        return try await MigrationPage(page, try installation(context)).response()
    }

    /// Counts again with other choices, or moves.
    @Sendable func act(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let page = try StewardPage(context)
        let form = try await context.form(request)
        let installation = try installation(context)
        let choices = try MigrationForm(form).choices
        guard form["_mode"] == "pindah" else {
            return try await MigrationPage(page, installation, choices: choices).response()
        }
        return try await refused(page, installation, choices) {
            try await context.government.orderMigration(
                of: installation.app,
                to: installation.release.definition,
                choices: choices,
                by: context.caller
            )
        }
    }

    @Sendable func undo(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let page = try StewardPage(context)
        let form = try await context.form(request)
        let installation = try installation(context)
        return try await refused(page, installation, MigrationChoices()) {
            try await context.government.orderUndo(of: form["run"] ?? "", in: installation.app, by: context.caller)
        }
    }

    private func refused(
        _ page: StewardPage,
        _ installation: InstallationState,
        _ choices: MigrationChoices,
        _ body: () async throws -> MigrationOrder
    ) async throws -> Response {
        do {
            _ = try await body()
            return page.context.redirect("kelola/perpindahan/\(installation.app.text)")
        } catch let error where error is Rejection || error is Refusal {
            return try await MigrationPage(page, installation, choices: choices, error: error).response()
        }
    }
}

/// The choices of a steward as a form sends them: `state.<old>` and `clock.<id>`.
struct MigrationForm {
    let choices: MigrationChoices

    init(_ form: Form) throws {
        var choices = MigrationChoices()
        for (name, value) in form.fields where !value.isEmpty {
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            if parts[0] == "state", let old = try? StateID(parts[1]), let new = try? StateID(value) {
                choices.states[old] = new
            } else if parts[0] == "clock", let clock = try? ClockID(parts[1]), let move = ClockMove(value) {
                choices.clocks[clock] = move
            }
        }
        self.choices = choices
    }
}

/// The page of one application's running cases.
struct MigrationPage {
    private let page: StewardPage
    private let installation: InstallationState
    private let choices: MigrationChoices
    private let error: (any Error)?

    init(
        _ page: StewardPage,
        _ installation: InstallationState,
        choices: MigrationChoices = MigrationChoices(),
        error: (any Error)? = nil
    ) {
        self.page = page
        self.installation = installation
        self.choices = choices
        self.error = error
    }

    private var context: GovernmentContext { page.context }
    private var language: Language { context.language }
    private var path: String { context.path("kelola/perpindahan/\(installation.app.text)") }

    func response() async throws -> Response {
        let target = try context.government.definitions.compiled(installation.release.definition)
        let name = target.definition.name.text(language)
        let running = installation.migration
        var forecast: MigrationForecast?
        var error = error
        if running == nil {
            do {
                forecast = try await context.government.forecastMigration(
                    of: installation.app,
                    to: installation.release.definition,
                    choices: choices
                )
            } catch let refused as DefinitionRefused {
                error = Refusal.invalid(refused.findings.first?.message ?? LocalizedText(id: "?"))
            }
        }
        var response = try page.response(
            "steward/migration",
            part: "",
            title: page.text("upgrade.move.title", ["name": name]),
            [
                "name": name, "version": target.definition.version.description, "action": path,
                "installation": context.path("bursa/pemasangan/\(installation.app.text)/pembaruan"),
                "progress": running.map(progress),
                "forecast": forecast.map { self.forecast($0, target) },
                "last": running == nil ? installation.lastMigration.map(last) : nil,
            ],
            error: error
        )
        // Without a script the page itself looks again until the run is over.
        if running != nil { response.headers[named: "Refresh"] = "2" }
        return response
    }

    private func progress(_ order: MigrationOrder) -> View {
        let known = context.government.definitions.moves.progress(installation.app)
        return [
            "title": page.text(order.undoes == nil ? "upgrade.move.running" : "upgrade.move.undoing"),
            "moved": context.formats.number(known?.moved ?? 0), "held": context.formats.number(known?.held ?? 0),
            "receipts": (known?.receipts ?? []).map {
                [
                    "number": $0.number.text, "sequence": context.formats.number(Int(clamping: $0.sequence)),
                    "hash": String($0.hash.hex.prefix(16)),
                ] as View
            },
        ]
    }

    private func last(_ ended: InstallationState.EndedMigration) -> View {
        [
            "text": page.text(
                ended.order.undoes == nil ? "upgrade.move.ended" : "upgrade.move.undone",
                [
                    "moved": context.formats.number(ended.tally.moved),
                    "held": context.formats.number(ended.tally.held),
                    "stayed": context.formats.number(ended.tally.stayed),
                ]
            ),
            "undo": ended.order.undoes == nil && ended.tally.moved > 0
                ? ["action": path + "/batalkan", "run": ended.order.run] as View : nil,
        ]
    }

    // MARK: The dry run

    private func forecast(_ forecast: MigrationForecast, _ target: CompiledDefinition) -> View {
        let tally = forecast.tally
        return [
            "there": context.formats.number(forecast.there), "moves": context.formats.number(tally.moved),
            "held": context.formats.number(tally.held), "stays": context.formats.number(tally.stayed),
            "lines": forecast.lines.sorted { ($0.outcome.rawValue, $1.count) < ($1.outcome.rawValue, $0.count) }
                .map(line),
            "isEmpty": forecast.lines.isEmpty, "text": page.text("upgrade.move.none"),
            "hasLines": !forecast.lines.isEmpty, "canMove": tally.moved > 0,
            "states": states(forecast, target), "hasStates": !states(forecast, target).isEmpty,
            "clocks": target.definition.clocks.all.map { clock($0.id, $0.element) },
            "hasClocks": !forecast.lines.isEmpty && !target.definition.clocks.isEmpty,
            "move": page.text("upgrade.move.go", ["n": context.formats.number(tally.moved)]),
        ]
    }

    private func line(_ line: MigrationForecast.Line) -> View {
        let (tone, outcome) =
            switch line.outcome {
            case .moves: ("done", "upgrade.outcome.moves")
            case .stays: ("working", "upgrade.outcome.stays")
            case .held: ("waiting", "upgrade.outcome.held")
            }
        return [
            "tag": context.tag(tone, page.text(outcome)),
            "version": line.version.description, "state": line.stateName.text(language),
            "newState": line.newState == line.state ? nil : line.newStateName?.text(language),
            "count": context.formats.number(line.count), "why": line.hold?.text.text(language),
            "examples": line.examples.map {
                ["number": $0.text, "href": context.path("petugas/laporan/\($0.text)")] as View
            },
        ]
    }

    /// States that are gone, or that the steward has given another place.
    private func states(_ forecast: MigrationForecast, _ target: CompiledDefinition) -> [View] {
        let held = forecast.lines.filter { line in
            switch line.hold {
            case .stateGone, .stateWouldEnd: true
            default: false
            }
        }
        let old = Set(held.flatMap { [$0.state] + $0.branches.keys }).union(choices.states.keys)
        let names = Dictionary(forecast.lines.flatMap(\.names), uniquingKeysWith: { first, _ in first })
        return old.sorted().map { id in
            let name = names[id]?.text(language) ?? id.text
            return [
                "id": "state-" + id.text, "name": "state." + id.text, "label": name,
                "options": target.definition.allStates.all.filter { state in
                    !state.element.isEnd || target.definition.place(of: state.id) != nil
                }.map { state in
                    [
                        "value": state.id.text, "text": state.element.name.text(language),
                        "isChosen": choices.states[id] == state.id,
                    ] as View
                },
            ]
        }
    }

    private func clock(_ id: ClockID, _ element: ClockElement) -> View {
        let chosen = choices.clocks[id]?.text ?? ""
        return [
            "id": "clock-" + id.text, "name": "clock." + id.text, "label": element.name.text(language),
            "options": [
                ("", "upgrade.clock.declared"), ("keep", "upgrade.clock.keep"), ("reset", "upgrade.clock.reset"),
            ].map {
                ["value": $0.0, "text": page.text($0.1), "isChosen": $0.0 == chosen] as View
            },
        ]
    }
}
