/// Engine: what happens to a case, as pure functions over values.
///
/// Lives here: `decide` (a command becomes events or a `Rejection`), `evolve` (events become `CaseState` and `CaseContent`),
/// `CompiledDefinition` (guards, tables, transitions ready to run), clocks, timers, notices, validation, permissions,
/// the codec between events and neutral `Fact`s, the timeline, the runner of scenarios; and the same shape for staff,
/// a government's settings and installations.
///
/// Never: a clock, a random number, a file, a socket, SQL, HTML. Never Ledger, Store or anything above: the engine returns
/// facts, others seal and keep them. Time, ids and what a decision needs beyond its case come in as values (`Context`).
///
/// Read first: `CaseCommand`, then `decide` in `Case/Decide.swift`, then `CaseEvent`.
