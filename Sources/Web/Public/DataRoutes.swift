import Civic
import Foundation
import Hummingbird
import Ledger
import Node

/// Open data: the public figures, files to recompute them from, and the book's checkpoints, tiles and key.
struct DataRoutes {
    func add(to government: RouterGroup<GovernmentContext>) {
        government.get("data", use: page)
        government.get("data/angka.json", use: figures)
        government.get("data/harian.csv", use: daily)
        government.get("data/ledger/vkey", use: key)
        government.get("data/ledger/**", use: ledger)
    }

    @Sendable func page(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let government = context.government
        let figures = try PublicFigures(of: government, days: 90, language: context.language)
        let formats = context.formats
        let labels = figures.days.map { formats.shortDate($0.date) }
        let received = figures.days.reduce(0) { $0 + $1.received }
        let ended = figures.days.reduce(0) { $0 + $1.ended }
        let published = try government.publisher.published()
        let checkpoint: View? = published.map {
            ["size": formats.number($0.size), "root": $0.root.hex, "verifier": government.publisher.verifierKey]
        }
        return try context.page(
            "public/data",
            title: context.text("public.data.title"),
            [
                "figures": HomeRoutes.figures(figures, context),
                "days": Chart.lines(
                    title: context.text(
                        "public.data.chart",
                        [
                            "received": formats.number(received), "ended": formats.number(ended),
                            "days": formats.number(figures.days.count),
                        ]
                    ),
                    first: figures.days.map(\.received),
                    second: figures.days.map(\.ended),
                    labels: labels
                ),
                "categories": [table(figures.byCategory, "public.data.by-category", "public.data.category", context)],
                "agencies": [table(figures.byAgency, "public.data.by-agency", "public.data.agency", context)],
                "files": files(context), "checkpoint": checkpoint,
                "proofSteps": ["public.data.step-receipt", "public.data.step-key", "public.data.step-check"].map {
                    context.text($0)
                },
                "command":
                    "python3 check-receipt.py LAKSA-2026-000123.tlog-proof LAKSA-2026-000123.leaf \\\n  --key \(government.publisher.verifierKey)",
            ],
            PageOptions(area: .open, scripts: ["public-live"], isWide: false)
        )
    }

    private func table(_ lines: [PublicFigures.Line], _ caption: String, _ head: String, _ context: GovernmentContext)
        -> View
    {
        [
            "caption": context.text(caption), "head": context.text(head),
            "rows": lines.map {
                ["name": $0.name, "open": context.formats.number($0.open), "late": context.formats.number($0.late)]
                    as View
            },
        ]
    }

    private func files(_ context: GovernmentContext) -> [View] {
        var files: [View] = [
            [
                "href": context.path("data/angka.json"), "name": "angka.json",
                "note": context.text("public.data.file-figures"),
            ],
            [
                "href": context.path("data/harian.csv"), "name": "harian.csv",
                "note": context.text("public.data.file-daily"),
            ],
            [
                "href": context.path("peta/wilayah.geojson"), "name": "wilayah.geojson",
                "note": context.text("public.data.file-areas"),
            ],
            [
                "href": context.path("data/ledger/checkpoint"), "name": "checkpoint",
                "note": context.text("public.data.file-checkpoint"),
            ],
            [
                "href": context.path("api/openapi.json"), "name": "openapi.json",
                "note": context.text("public.data.file-api"),
            ],
        ]
        for path in context.government.publisher.recordFiles() {
            files.append([
                "href": context.path("data/ledger/\(path)"), "name": path,
                "note": context.text("public.data.file-records"),
            ])
        }
        return files
    }

    @Sendable func figures(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let figures = try PublicFigures(of: context.government, days: 90, language: context.language)
        func lines(_ lines: [PublicFigures.Line]) -> JSON {
            .array(
                lines.map {
                    [
                        "id": .string($0.id), "name": .string($0.name), "open": .int(Int64($0.open)),
                        "overdue": .int(Int64($0.late)),
                    ]
                }
            )
        }
        return openly(
            context.json(
                [
                    "government": .string(context.government.code.text),
                    "position": .int(context.government.bus.position),
                    "as_of": .string(context.now.rfc3339), "open": .int(Int64(figures.open)),
                    "overdue": .int(Int64(figures.late)),
                    "categories": lines(figures.byCategory), "agencies": lines(figures.byAgency),
                    "districts": lines(figures.byDistrict),
                    "days": .array(
                        figures.days.map {
                            [
                                "date": .string($0.date.iso), "received": .int(Int64($0.received)),
                                "ended": .int(Int64($0.ended)),
                            ]
                        }
                    ),
                ],
                keep: .seconds(5)
            )
        )
    }

    @Sendable func daily(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        let figures = try PublicFigures(of: context.government, days: 400, language: context.language)
        let text = "date,received,ended\n" + figures.days.map { "\($0.date.iso),\($0.received),\($0.ended)\n" }.joined()
        return openly(
            Answer.bytes(
                Array(text.utf8),
                type: "text/csv; charset=utf-8",
                keep: .seconds(60),
                gzip: context.visit.acceptsGzip
            )
        )
    }

    // MARK: The book

    @Sendable func key(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        LogAnswer.key(of: context.government.publisher)
    }

    @Sendable func ledger(_ request: Request, _ context: GovernmentContext) async throws -> Response {
        try LogAnswer.file(context.parameters.getCatchAll().joined(separator: "/"), of: context.government.publisher)
    }

    private func openly(_ response: Response) -> Response { LogAnswer.openly(response) }
}
