import Civic
import Foundation
import Node
import Store
import Testing

/// Every shared statement, looked at without running it.
@Suite struct StatementTests {
    /// Read whole because they are small by nature: a row per application and state, per projection, per migration.
    static let smallTables: Set<String> = ["stock.by_app", "projection.all", "migration.done"]

    @Test func `no two statements have one name`() {
        let names = Statements.all.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test func `each question reads through an index and sorts nothing large`() throws {
        let city = try City()
        try city.read { connection in
            for question in Statements.questions where !Self.smallTables.contains(question.name) {
                for step in try connection.plan(of: question) where step.hasPrefix("SCAN ") {
                    #expect(
                        step.contains("USING") || step.contains("SCAN (") || step.hasPrefix("SCAN counted"),
                        "\(question.name): \(step)"
                    )
                }
            }
        }
    }

    @Test func `a page of the work list is read in the order of its index`() throws {
        let city = try City()
        try city.read { connection in
            for page in CaseListQuestions.lists {
                let plan = try connection.plan(of: page)
                #expect(plan.contains { $0.contains("SEARCH case_list USING INDEX") }, "\(page.name): \(plan)")
                #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(page.name): \(plan)")
            }
        }
    }

    @Test func `every list has a limit`() {
        for question in Statements.questions where !question.sql.contains("LIMIT") {
            #expect(
                question.sql.contains("= :") || question.sql.contains("id = 1"),
                "\(question.name) has neither a limit nor a key"
            )
            #expect(!question.sql.contains("*") || question.sql.contains("count(*)"), "\(question.name) selects *")
        }
    }

    @Test(.enabled(if: PostgreSQL.url != nil, "set LUMBUNG_TEST_POSTGRES to the address of a PostgreSQL 15 database"))
    func `PostgreSQL prepares every shared statement and makes every table`() throws {
        var tables = [Dialect.postgres.spell(Migrations.tables)]
        for table in Projections.types.flatMap({ $0.tables }) {
            tables.append(Dialect.postgres.spell(table.create))
            tables += table.indexes.map { $0 + ";" }
        }
        try prepare(Statements.all, over: tables)
    }

    @Test(.enabled(if: PostgreSQL.url != nil, "set LUMBUNG_TEST_POSTGRES to the address of a PostgreSQL 15 database"))
    func `PostgreSQL prepares every statement of what a node keeps beside the ledger`() throws {
        try prepare(Tables.statements, over: Tables.migrations.map { Dialect.postgres.spell($0.sql) })
    }

    /// In one transaction that is rolled back: nothing stays in the database.
    private func prepare(_ statements: [Statement], over tables: [String]) throws {
        let url = try #require(PostgreSQL.url)
        var script = "BEGIN;\n" + tables.joined(separator: "\n") + "\n"
        for (index, statement) in statements.enumerated() {
            script += "\\echo \(statement.name)\nPREPARE s\(index) AS \(statement.text(for: .postgres));\n"
        }
        let output = try PostgreSQL.run(script + "ROLLBACK;\n", on: url)
        #expect(output.status == 0, "\(output.text.suffix(2_000))")
    }
}

/// A real PostgreSQL, asked through its own client.
enum PostgreSQL {
    static let url = ProcessInfo.processInfo.environment["LUMBUNG_TEST_POSTGRES"]

    static func run(_ script: String, on url: String) throws -> (status: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", url]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(script.utf8))
        try input.fileHandleForWriting.close()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }
}
