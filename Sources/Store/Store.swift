/// The ledger and what is read from it, in SQL that SQLite and PostgreSQL share.
///
/// Lives here: statements and the driver protocol (`SQL/`), the schema that is migrated (`Migrations/`), appending
/// a group of commands, keys, verification and rebuilding (`Ledger/`), one file per read model with its tables, how
/// an event changes them and the questions that may be asked (`Projections/`). The tables outside the ledger (people,
/// sessions, drafts, outbox …) are Node's own and come in as `Migration`s.
///
/// Never here: opening a file or a socket, reading a clock, drawing random numbers, rules of an application, HTTP.
/// Read first: `Statement`, then `Database`, `Projection`, `LedgerStore` and `GroupAppend`.
package enum Statements {
    /// Every statement that both databases must accept, once each.
    package static let all: [Statement] =
        Migrations.statements + EntryRows.statements + ProjectionRows.statements + KeyStore.statements
        + Projections.types.flatMap { $0.statements }

    /// What may be asked, apart from changes and dumps: each has a plan that uses an index.
    package static let questions: [Statement] = EntryRows.questions + Projections.types.flatMap { $0.questions }
}
